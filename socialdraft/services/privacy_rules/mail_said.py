"""E-mail addresses whose at is said or disguised: nok (at) shop dot com, nok แอด จีเมล, nok AT shop DOT com."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules import mail_names
from socialdraft.services.privacy_rules.lexicon import holds
from socialdraft.services.privacy_rules.mail_words import DOT, SPOKEN_DOT, TLD, WEBMAIL, WORD
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

# A word for the sign, marked as one: [at], (at), -at-, the Thai spellings, an escaped @.
_MARKED = re.compile(
    r"[\[({<*/=_&%@แเ'\"-](?:(?<=[\[({<]) ?(?:at(?: sign)?|a|@|(?:เครื่องหมาย)?แอ[ทด]|ที่) ?[\])}>]"
    r"|(?<=[-_*/='\"&]) ?at ?[-_*/='\"&]|(?<=&)(?:#0?64|commat);|(?<=%)40"
    r"|(?<=แ)อ[็๊]?[ทดต](?:ไซน์|ซายน์)?|(?<=เ)อ็?ท|(?<=เ)ครื่องหมาย ?แอ[ทด]|(?<=@)) ?"
)
_HOST = re.compile(
    rf" ?(?:{WORD}(?:(?:{DOT}| hyphen | dash | ?ขีด(?:กลาง)? ?){WORD}){{0,2}}?{DOT}{TLD}(?:{DOT}{TLD})?"
    rf"|{WEBMAIL}(?:{DOT}{TLD}){{0,2}}|[ก-๎]{{2,20}}{DOT}(?:คอม|โค|เน็ต|ซีโอ)(?:{DOT}ทีเอช)?)(?![a-z0-9])"
)
# A bare "at" is an address only before a spoken dot or a webmail name: "shop at target.com" stays.
_BARE_SIGNS = (" at ", " at\n", " a.t. ", " ที่ ")
_BARE = re.compile(r",? at[ \n]| a\.t\. | ที่ ")
_BARE_HOST = re.compile(
    rf"(?:(?:(?!(?:the|our|my|this|a|all|any|your|his|her) ){WORD} )?{WORD}(?:{SPOKEN_DOT}{WORD}){{0,2}}?"
    rf"{SPOKEN_DOT}{TLD}(?:(?:{SPOKEN_DOT}|\.){TLD})?|{WEBMAIL}(?:(?:{DOT}| ){TLD}(?:{DOT}{TLD})?)?"
    rf"|{WORD} ?(?:จุด|ดอท) ?(?:com|net|org|co|in)(?:{DOT}th)?)(?![a-z0-9])"
)
# linh, then the at sign, then shop dot com
_SAID = re.compile(r",? (?:then )?(?:the )?(?:at[- ](?:sign|symbol)|arroba|then @),? (?:then )?|(?: ?ตัว)? ?เอวงกลม ?")
_SAID_SIGNS = ("at s", "at-s", "arroba", "then @", "เอวงกลม")
# Capitals mark the words as signs: sales AT shop DOT com, sales AT shop.com.
_CAPITALS = re.compile(r" AT (?=[A-Za-z0-9.-]{2,40}(?: (?i:dot) |\.)[A-Za-z]{2})")
_THAI_AT = frozenset("แเท")


def find(view: View) -> Iterator[Span]:
    """Every e-mail address with such an at."""
    yield from _joined(view.lower, _MARKED, _HOST)
    if holds(view.lower, _BARE_SIGNS):
        yield from _joined(view.lower, _BARE, _BARE_HOST, spoken=True)
    if holds(view.lower, _SAID_SIGNS):
        yield from _joined(view.lower, _SAID, _HOST, spoken=True)
    for match in _CAPITALS.finditer(view.text) if " AT " in view.text else ():
        yield from _around(view.lower, match, _HOST, spoken=False)


def _joined(lower: str, at: re.Pattern[str], host: re.Pattern[str], *, spoken: bool = False) -> Iterator[Span]:
    for match in at.finditer(lower):
        yield from _around(lower, match, host, spoken=spoken)


def _around(lower: str, at: re.Match[str], host: re.Pattern[str], *, spoken: bool) -> Iterator[Span]:
    after = host.match(lower, at.end())
    if after is None:
        return
    thai = at.group().lstrip()[:1] in _THAI_AT
    start = mail_names.start_of(lower, at.start(), thai=thai, spoken=spoken)
    if start < at.start():
        yield Span(start, after.end(), "email")
