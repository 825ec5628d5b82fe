"""E-mail addresses: as typed, with words for the signs, and spaced out."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules.lexicon import holds
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

_LABEL = r"[A-Za-z0-9À-ɏ][A-Za-z0-9À-ɏ-]{0,62}"
_PLAIN = re.compile(rf"@(?:{_LABEL}(?:\.{_LABEL}){{0,6}}\.[A-Za-z][A-Za-z0-9-]{{1,23}}|\[[0-9A-Fa-f:.]{{3,45}}\])")
_THAI_DOMAIN = re.compile(r"@[\w\u0e00-\u0e7f-]{1,63}(?:\.[\w\u0e00-\u0e7f-]{1,63}){1,5}")
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789" + "".join(map(chr, range(0xDF, 0x250))))
_LOCAL_SIGNS = _LATIN | frozenset(".!#$&'*/=?^_`{|}~%+-")
_THAI_SIGNS = _LOCAL_SIGNS | frozenset(map(chr, range(0x0E00, 0x0E80)))
_QUOTED_LOCAL = re.compile(r'"[^"\n]{1,62}"(?=@)')
_LONGEST_LOCAL = 64
_LABELLED = re.compile(r"(?:e-?mail|mail|to|cc|bcc|from|contact)=")
_SPACED_AT = re.compile(r" @ (?<= [a-z0-9._-] @ )[a-z0-9-] ")
_LETTER_BY_LETTER = re.compile(
    r"[a-z0-9](?<![a-z0-9][a-z0-9])(?: [a-z0-9._-]){2,24} @(?: [a-z0-9-]){2,24}(?: \.(?: [a-z]){2,6}){1,2}(?![a-z])"
)

WEBMAIL = (
    r"(?:g ?-?mail|googlemail|hot ?mail|out ?look|yahoo|ymail|i ?cloud|proton ?mail|proton|live|msn|aol|zoho|gmx|sbcglobal|verizon|comcast|earthlink|att|fastmail|naver"
    r"|จีเมล์?|จีเมว|ฮอทเมล์?|ฮอตเมล์?|เอาท์ลุค|เอาต์ลุค|ยาฮู|ไอคลาวด์|ไลฟ์)"
)
_WEBMAIL_HOST = re.compile(rf"@{WEBMAIL}\.")
TLD = (
    r"(?:com|net|org|edu|gov|co|info|biz|io|me|us|uk|th|shop|store|cafe|coffee|app|dev|email|online|site|ca|au|de|jp|sg"
    r"|asia|fm|ly|ai|gg|vn|kr|cn|tw|hk|ph|ru|es|nl|br|eu|ie|nz|se|dk|fi|pl|pt|gr|cz|hu|ro|il|ae|sa|id|mm|la|kh|lk|pk|np|tr|ua|cl|pe|page|site|link|xyz|pizza|restaurant|salon|studio|club|live|kitchen|bar|farm|beauty|spa|tours|travel|pro|tv|mx|nz|in|fr"
    r"|example"
    r"|คอม|ซีโอ|โออาร์จี|เน็ต|เนต|โค|ทีเอช|อินโฟ|ออก|ไทย)(?![a-z0-9])"
)
DOT = (
    r"(?: ?(?:\.|[\[({<] ?(?:\.|dot|ดอท|จุด) ?[\])}>]) ?|,(?! )| ?[-_*/'\"] ?dot ?[-_*/'\"] ?"
    r"|,? (?:then )?(?:dot|point|period|punto|d0t|\.) ?| ?(?:ดอท|ดอต|ด็อท|ดอด|จุด) ?)"
)
_SPOKEN_DOT = r"(?:,? (?:dot|period|punto|d0t) | (?:dot|point) ?(?=com|net|org)| ?(?:\[ ?|\( ?)(?:dot|\.)(?: ?\]| ?\)) ?)"
_SPOKEN_DIGIT = "(?:(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty[ -]?)?(?:one|two|three|four|five|six|seven|eight|nine|zero)|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)"
WORD = r"[a-z0-9][a-z0-9_+-]{0,40}"
_JOIN = (
    r"(?: ?(?:\.|\[dot\]|\(dot\)|\{dot\}|\[\.\]|\(\.\)|ดอท|จุด|ขีดล่าง|อันเดอร์สกอร์|ขีดกลาง|ขีด|เว้นวรรค) ?|(?: ?[_-]){1,2} "
    r"|,? (?:then )?(?:a |an |the )?(?:dot|period|underscore|dash|hyphen|minus|plus|punto|guion),? (?:then )?)"
)
_LOCAL = rf"(?<![a-z0-9@.])(?P<name>{WORD}(?:{_JOIN}{WORD}){{0,12}}(?: (?:[0-9]{{1,4}}|{_SPOKEN_DIGIT}))?)"
_THAI_LETTER = (
    "(?:เอฟ|เอช|เอ็กซ์|เอ็ม|เอ็น|เอส|เอ|บี|ซี|ดี|อี|จี|ไอ|เจ|เค|แอล|โอ|พี|คิว|อาร์|ที|ยู|วี|ดับเบิ้?ลยู|วาย|แซด)"
)
_THAI_DIGIT = "(?:ศูนย์|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)"
_THAI_JOIN = "(?:จุด|เว้นวรรค|ดอท|ขีดล่าง|ขีด|อันเดอร์สกอร์)"
# What may stand before the at; the form that begins first is the name.
_BEFORE = tuple(
    re.compile(form + r"\Z")
    for form in (
        _LOCAL,
        # n i k o @ shop dot io
        r"(?<![a-z0-9])(?P<name>(?:[a-z0-9] ){2,24}[a-z0-9]{1,4})",
        # mail is nok flower 99 at ...
        r"(?:mail|เมล์?)(?: is| to| ?:|ของ[ก-๎]{1,10})?(?: ?คือ)? ?(?P<name>(?:(?!at |is |to |me |us )[a-z]{1,16} ){1,4}[0-9]{1,4})",
        # my mail gordo del taco at ..., type this all together, oc mobile notary 24 at ...
        r"(?:my e?-?g?mail|email me at|e-?mail to) (?:is )?(?!is )(?P<name>[a-z]{2,16}(?: [a-z]{2,16}){1,3})",
        r"(?:\A|[,.:;(\n] ?)(?P<name>(?:[a-z]{2,14} ){1,3}[0-9]{1,4})",
        # fah กทม 99 แอด ...
        r"(?<![a-z0-9])(?P<name>[a-z][a-z0-9]{0,16} ?[ก-๎]{1,4} ?[0-9]{1,4})",
    )
)
# เอ็น โอ เค จุด 99 แอด ..., โน้ต ขีดล่าง 1987 แอด ...: only before a Thai word for the at.
_THAI_BEFORE = tuple(
    re.compile(form + r"\Z")
    for form in (
        rf"(?<![ก-๎])(?P<name>{_THAI_LETTER}(?:[ -]?(?:{_THAI_LETTER}|{_THAI_JOIN}|{_THAI_DIGIT}|[a-z0-9]{{1,4}})){{2,16}})",
        rf"(?<![a-z0-9])(?!e?mail )(?P<name>[a-z0-9]{{2,16}}(?: [a-z0-9]{{2,16}}){{0,2}} {WORD}(?:{_JOIN}{WORD}){{0,3}})",
        rf"(?P<name>[a-z0-9](?:[-. ]?[a-z0-9]){{1,24}} ?(?:ตามด้วย|ต่อด้วย|แล้วก็)(?:เลข)? ?(?:{_THAI_DIGIT}|[0-9]){{1,6}})",
        rf"(?:(?<=[ :])|(?<=เมล)|(?<=คือ))(?P<name>[ก-๎]{{2,16}}(?: ?{_THAI_JOIN} ?[ก-๎a-z0-9]{{1,16}}){{0,3}}(?: [0-9]{{1,6}})?)",
    )
)
# Only before a spoken at: my email is noemi tran ninety four at ..., w as in water, ong, underscore print, at ...
_SPOKEN_BEFORE = tuple(
    re.compile(form + r"\Z")
    for form in (
        r"(?:mail|gmail|yahoo|copy|correo) (?:is|at|es) (?P<name>(?:(?!at |is |to |me |us )[a-z0-9]{1,16} ){0,5}[a-z0-9]{1,16})",
        r"(?<![a-z0-9])(?P<name>[a-z],? as in [a-z]{2,12}(?:,? [a-z0-9]{1,12}){0,16})",
    )
)
_REACH = 96
# A word for the sign, marked as one: [at], (at), -at-, the Thai spellings, an escaped @.
_MARKED = re.compile(
    r"[\[({<*/=_&%@แเ'\"-](?:(?<=[\[({<]) ?(?:at(?: sign)?|a|@|(?:เครื่องหมาย)?แอ[ทด]) ?[\])}>]|(?<=[-_*/='\"&]) ?at ?[-_*/='\"&]"
    r"|(?<=&)(?:#0?64|commat);|(?<=%)40|(?<=แ)อ[็๊]?[ทดต](?:ไซน์|ซายน์)?|(?<=เ)อ็?ท|(?<=เ)ครื่องหมาย ?แอ[ทด]|(?<=@)) ?"
)
_HOST = re.compile(
    rf" ?(?:{WORD}(?:(?:{DOT}| hyphen | dash | ?ขีด(?:กลาง)? ?){WORD}){{0,2}}?{DOT}{TLD}(?:{DOT}{TLD})?"
    rf"|{WEBMAIL}(?:{DOT}{TLD}){{0,2}}|[ก-๎]{{2,20}}{DOT}(?:คอม|โค|เน็ต|ซีโอ)(?:{DOT}ทีเอช)?)(?![a-z0-9])"
)
# A bare "at" is an address only before a spoken dot or a webmail name: "shop at target.com" stays.
_BARE_SIGNS = (" at ", " at\n", " a.t. ", " ที่ ")
_BARE = re.compile(r",? at[ \n]| a\.t\. | ที่ ")
_BARE_HOST = re.compile(
    rf"(?:(?:(?!the |our |my |this |a |all |any |your |his |her ){WORD} )?{WORD}(?:{_SPOKEN_DOT}{WORD}){{0,2}}?{_SPOKEN_DOT}{TLD}(?:(?:{_SPOKEN_DOT}|\.){TLD})?"
    rf"|{WEBMAIL}(?:(?:{DOT}| ){TLD}(?:{DOT}{TLD})?)?"
    rf"|{WORD} ?จุด ?(?:com|net|org|co|in)(?:{DOT}th)?)(?![a-z0-9])"
)
# linh, then the at sign, then shop dot com
_SAID = re.compile(r",? (?:then )?(?:the )?(?:at[- ](?:sign|symbol)|arroba|then @),? (?:then )?|(?: ?ตัว)? ?เอวงกลม ?")
_SAID_PARTS = ("at s", "at-s", "arroba", "then @", "เอวงกลม")
# Capitals mark the words as signs: sales AT shop DOT com, sales AT shop.com.
_CAPITALS = re.compile(r" AT (?=[a-z0-9.-]{2,40}(?: DOT |\.)[a-z]{2})", re.IGNORECASE)


def find(view: View) -> Iterator[Span]:
    """Every e-mail address, plain or disguised."""
    if "@" in view.text:
        yield from _plain(view)
        yield from _odd(view)
    yield from _disguised(view.lower, _MARKED, _HOST)
    if holds(view.lower, _BARE_SIGNS):
        yield from _disguised(view.lower, _BARE, _BARE_HOST)
    if holds(view.lower, _SAID_PARTS):
        yield from _disguised(view.lower, _SAID, _HOST)
    if " AT " in view.text:
        for match in _CAPITALS.finditer(view.text):
            if match.group() == " AT ":
                yield from _joined(view.lower, match, _HOST)


def _plain(view: View) -> Iterator[Span]:
    for match in _PLAIN.finditer(view.text):
        start = _local_start(view.lower, match.start(), _LOCAL_SIGNS)
        if start == match.start() and _WEBMAIL_HOST.match(view.lower, match.start()):
            start = _local_start(view.lower, match.start(), _THAI_SIGNS)
        if start < match.start():
            yield Span(start, match.end(), "email")
    for match in _THAI_DOMAIN.finditer(view.text):
        start = _local_start(view.lower, match.start(), _THAI_SIGNS)
        if start < match.start() and "\u0e00" <= match.group().rpartition(".")[2][0] <= "\u0e7f":
            yield Span(start, match.end(), "email")


def _odd(view: View) -> Iterator[Span]:
    for match in _QUOTED_LOCAL.finditer(view.text):
        if host := _PLAIN.match(view.text, match.end()):
            yield Span(match.start(), host.end(), "email")
    if " @ " in view.lower and _SPACED_AT.search(view.lower):
        for match in _LETTER_BY_LETTER.finditer(view.lower):
            yield Span(match.start(), match.end(), "email")


def _local_start(lower: str, at: int, signs: frozenset[str]) -> int:
    start, stop = at, max(0, at - _LONGEST_LOCAL)
    while start > stop and lower[start - 1] in signs:
        start -= 1
    label = _LABELLED.match(lower, start, at)
    start = label.end() if label else start
    while start < at and lower[start] in ".'/=?&*|`({":
        start += 1
    return start


def _disguised(lower: str, at: re.Pattern[str], host: re.Pattern[str]) -> Iterator[Span]:
    for match in at.finditer(lower):
        yield from _joined(lower, match, host)


def _joined(lower: str, at: re.Match[str], host: re.Pattern[str]) -> Iterator[Span]:
    after = host.match(lower, at.end())
    if after is None:
        return
    end = at.start()
    while lower[end - 1 : end] == " ":
        end -= 1
    forms = _BEFORE + (_THAI_BEFORE if at.group().lstrip()[:1] in "แเท" else _SPOKEN_BEFORE if at.re in (_BARE, _SAID) else ())
    names = [form.search(lower, max(0, end - _REACH), end) for form in forms]
    start = min((name.start("name") for name in names if name), default=end)
    if start < end:
        yield Span(start, after.end(), "email")
