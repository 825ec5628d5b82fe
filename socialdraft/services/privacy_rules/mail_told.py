"""E-mail addresses told rather than typed: with no sign for the at, glued together, or cut off."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from socialdraft.services.privacy_rules.lexicon import holds
from socialdraft.services.privacy_rules.mail import DOT, TLD, WORD
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

_REACH = 64
_END = "(?![a-z0-9])"
# Somebody's name: letters with a digit, a dot or a line among them.
_NAME = r"[a-z](?<![a-z0-9@._/-][a-z])(?=[a-z._-]{2,32}[0-9]|[a-z]{2,32}[._][a-z])[a-z0-9._-]{3,38}[a-z0-9]"
_WORDS = rf"{WORD}(?:\.{WORD}){{0,3}}"
_PARTED = rf"(?<![a-z0-9]){_WORDS}(?: [a-z0-9]{{1,4}})?"
_IS = r"(?:mail|เมล์?)(?: is| to| ?:| ?คือ)? ?"
_DOT_TLD = rf"(?:{DOT}| ){TLD}(?:{DOT}{TLD})?"
_THAI_WEBMAIL = r"(?:จีเมล์?|จีเมว|ฮอ[ทต]เมล์?|ยาฮู|เอา[ทต]์ลุค|ไอคลาวด์)"
_WEBMAIL = (
    r"(?:mail(?:(?<=gmail)|(?<=g[ -]mail)|(?<=hotmail)|(?<=hot mail))(?<!@gmail)(?<!@hotmail)|(?<!@)(?:yahoo|outlook|icloud)"
    rf"|{_THAI_WEBMAIL})"
)
_WEBMAIL_HEADS = ("mail", "yahoo", "outlook", "icloud", "เมล", "เมว", "ยาฮู", "ลุค", "ไอคลาวด์")
_BEGUN = "(?:g[ -]?|hot ?)?"


class _Form(NamedTuple):
    """What stands in the middle of an address, before it with the `name`, and behind it; `signs` are in each."""

    middle: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    signs: tuple[str, ...]


def _form(middle: str, before: str, behind: str, *signs: str) -> _Form:
    return _Form(re.compile(middle), re.compile(before + r"\Z"), re.compile(behind), signs)


_FORMS = (
    # nok99 gmail.com, nok99 (gmail), nok99 on gmail
    _form(
        _WEBMAIL,
        rf"(?:(?P<name>{_NAME})(?: ?[(] ?|,? that's a |,? (?:on |in |is )?(?:a |my )?| ?ที่ ?)|(?P<signed>{_WORDS})[#&*] ?){_BEGUN}",
        rf"(?:{_DOT_TLD})?{_END}",
        *_WEBMAIL_HEADS,
    ),
    # email is linhtran gmail com
    _form(_WEBMAIL, rf"{_IS}(?P<name>{_PARTED}) {_BEGUN}", rf"{_DOT_TLD}{_END}", *_WEBMAIL_HEADS),
    # ส่งสลิปที่ amnuay p จีเมลดอทคอม, shows as bluegrassbeth gmail com
    _form(rf"{_THAI_WEBMAIL}|mail(?<=gmail)(?= com)", rf"(?P<name>{_PARTED}) (?:g)?", rf"{_DOT_TLD}{_END}", *_WEBMAIL_HEADS),
    _form(r"outlook|hotmail|yahoo|icloud", rf"(?P<name>(?<![a-z0-9])[a-z0-9]{{2,16}}(?: [a-z0-9]{{2,16}})?) ", r" com(?![a-z])", "outlook com", "hotmail com", "yahoo com", "icloud com"),
    # nokatgmaildotcom, nokgmailcom
    _form(_WEBMAIL, rf"(?P<name>[a-z0-9._-]{{2,40}}?)at{_BEGUN}", r"(?: ?dot ?|\.)com(?![a-z])", *_WEBMAIL_HEADS),
    _form(_WEBMAIL, rf"(?P<name>[a-z0-9._-]{{2,40}}?){_BEGUN}", r"com(?![a-z])", *_WEBMAIL_HEADS),
    # email linh at coastflowers.com
    _form(
        " at ",
        rf"{_IS}(?P<name>(?!us |me |him |her |them |it |this |that )[a-z][a-z0-9._-]{{2,40}})",
        rf"{WORD}\.{TLD}{_END}",
        " at ",
    ),
    # nok%shop.net
    _form("[%#&*]", rf"(?P<name>{_WORDS})", rf"{WORD}(?:\.{WORD}){{0,2}}?\.(?:com|net|org|co\.th){_END}", *"%#&*"),
    # linh.tran@coastflowers
    _form("@", f"(?P<name>{_NAME})", r"[a-z][a-z0-9-]{2,40}(?![a-z0-9@.-])", "@"),
    # linh@ and its host on the next line
    _form(r"@ ?\n ?|\n@ ?", rf"(?P<name>{_WORDS})", rf"[a-z0-9-]{{2,40}}\.{TLD}{_END}", "@\n", "@ \n", "\n@"),
)
# nokATshopDOTnet
_CAPITALS = _form("AT", "(?P<name>[A-Za-z0-9._-]{1,39}[a-z0-9])", r"[A-Za-z0-9-]{2,40}(?:DOT|\.)[A-Za-z]{2,6}(?![A-Za-z])", "AT")
# gmail: nok99
_INTRODUCED = re.compile(
    r"(?:[ :=-]|(?:is|was|for|the|shop|id|คือ|ชื่อ|เป็น|ของ[ก-๎]{1,10})(?= )){1,6}"
    rf"(?P<value>{_NAME}){_END}(?! ?@)"
)
_WEBMAIL_NAMED = re.compile(_WEBMAIL)


def find(view: View) -> Iterator[Span]:
    """Every e-mail address that is told in such a way."""
    for form in _FORMS:
        yield from _told(form, view.lower)
    yield from _told(_CAPITALS, view.text)
    for webmail in _WEBMAIL_NAMED.finditer(view.lower) if holds(view.lower, _WEBMAIL_HEADS) else ():
        match = _INTRODUCED.match(view.lower, webmail.end())
        if match:
            yield Span(*match.span("value"), "email")


def _told(form: _Form, text: str) -> Iterator[Span]:
    for middle in form.middle.finditer(text) if holds(text, form.signs) else ():
        behind = form.behind.match(text, middle.end())
        before = form.before.search(text, max(0, middle.start() - _REACH), middle.start()) if behind else None
        if behind and before:
            yield Span(before.start(before.lastgroup or 0), behind.end(), "email")
