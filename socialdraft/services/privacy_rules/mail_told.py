"""E-mail addresses told rather than typed: with no sign for the at, glued together, or cut off."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from socialdraft.services.privacy_rules.lexicon import holds
from socialdraft.services.privacy_rules.mail_words import DOT, TLD, WORD
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
_WEBMAIL = re.compile(
    r"(?:mail(?:(?<=gmail)|(?<=g[ -]mail)|(?<=hotmail)|(?<=hot mail))(?<!@gmail)(?<!@hotmail)"
    r"|(?<!@)(?:yahoo|outlook|icloud)|จีเมล์?|จีเมว|ฮอ[ทต]เมล์?|ยาฮู|เอา[ทต]์ลุค|ไอคลาวด์)"
)
_BARE_AT = re.compile(" at ")
_CAPITAL_AT = re.compile("(?<=[a-z0-9])AT")
_WEBMAIL_HEADS = ("mail", "yahoo", "outlook", "icloud", "เมล", "เมว", "ยาฮู", "ลุค", "ไอคลาวด์")
_BEGUN = "(?:g[ -]?|hot ?)?"


class _Form(NamedTuple):
    """What stands before the middle of an address, with its `name`, and behind it."""

    before: re.Pattern[str]
    behind: re.Pattern[str]


def _form(before: str, behind: str) -> _Form:
    return _Form(re.compile(before + r"\Z"), re.compile(behind))


_AT_WEBMAIL = (
    # nok99 gmail.com, nok99 (gmail), nok99 on gmail, nok#gmail.com
    _form(
        rf"(?:(?P<name>{_NAME})(?: ?[(] ?|,? that's a |,? (?:on |in |is )?(?:a |my )?| ?ที่ ?)"
        rf"|(?P<signed>{_WORDS})[#&*] ?){_BEGUN}",
        rf"(?:{_DOT_TLD})?{_END}",
    ),
    # email is linhtran gmail com
    _form(rf"{_IS}(?P<name>{_PARTED}) {_BEGUN}", rf"{_DOT_TLD}{_END}"),
    # nokatgmaildotcom, nokgmailcom
    _form(rf"(?P<name>[a-z0-9._-]{{2,40}}?)at{_BEGUN}", r"(?: ?dot ?|\.)com(?![a-z])"),
    _form(rf"(?P<name>[a-z0-9._-]{{2,40}}?){_BEGUN}", r"com(?![a-z])"),
    # shows as bluegrassbeth gmail com, sopida flower outlook com
    _form(rf"(?P<name>(?<![a-z0-9])(?!e?mail )[a-z0-9]{{2,16}}(?: [a-z0-9]{{2,16}})?) {_BEGUN}", r" com(?![a-z])"),
)
# ส่งสลิปที่ amnuay p จีเมลดอทคอม
_AT_THAI_WEBMAIL = _form(rf"(?P<name>{_PARTED}) ", rf"{_DOT_TLD}{_END}")
# email linh at coastflowers.com
_AT = _form(
    rf"{_IS}(?P<name>(?!us |me |him |her |them |it |this |that )[a-z][a-z0-9._-]{{2,40}})", rf"{WORD}\.{TLD}{_END}"
)
# Another sign for the at: nok%shop.net.
_SIGNED = _form(rf"(?P<name>{_WORDS})", rf"{WORD}(?:\.{WORD}){{0,2}}?\.(?:com|net|org|co\.th){_END}")
# linh.tran@coastflowers; linh@ and its host on the next line
_CUT_OFF = _form(f"(?P<name>{_NAME})", r"[a-z][a-z0-9-]{2,40}(?![a-z0-9@.-])")
_BROKEN = _form(rf"(?P<name>{_WORDS})", rf"[a-z0-9-]{{2,40}}\.{TLD}{_END}")
# nokATshopDOTnet
_CAPITALS = _form("(?P<name>[A-Za-z0-9._-]{1,39}[a-z0-9])", r"[A-Za-z0-9-]{2,40}(?:DOT|\.)[A-Za-z]{2,6}(?![A-Za-z])")
# Behind the webmail's name: gmail is nok99.
_INTRODUCED = re.compile(
    r"(?:[ :=-]|(?:is|was|for|the|shop|id|คือ|ชื่อ|เป็น|ของ[ก-๎]{1,10})(?= )){1,6}"
    rf"(?P<value>{_NAME}){_END}(?! ?@)"
)
# What may stand in the middle, and what is in each of them.
_MIDDLES = (
    (re.compile("[%#&*]"), tuple("%#&*"), _SIGNED),
    (re.compile("@"), ("@",), _CUT_OFF),
    (re.compile(r"@ ?\n ?|\n@ ?"), ("@\n", "@ \n", "\n@"), _BROKEN),
)


def find(view: View) -> Iterator[Span]:
    """Every e-mail address that is told in such a way."""
    if holds(view.lower, _WEBMAIL_HEADS):
        for webmail in _WEBMAIL.finditer(view.lower):
            yield from _at_webmail(view.lower, webmail)
        for bare in _BARE_AT.finditer(view.lower):
            yield from _told(view.lower, bare, _AT)
    for middle, signs, form in _MIDDLES:
        for match in middle.finditer(view.lower) if holds(view.lower, signs) else ():
            yield from _told(view.lower, match, form)
    for match in _CAPITAL_AT.finditer(view.text) if "AT" in view.text else ():
        yield from _told(view.text, match, _CAPITALS)


def _at_webmail(lower: str, webmail: re.Match[str]) -> Iterator[Span]:
    for form in _AT_WEBMAIL:
        yield from _told(lower, webmail, form)
    if not webmail.group().isascii():
        yield from _told(lower, webmail, _AT_THAI_WEBMAIL)
    introduced = _INTRODUCED.match(lower, webmail.end())
    if introduced:
        yield Span(*introduced.span("value"), "email")


def _told(text: str, middle: re.Match[str], form: _Form) -> Iterator[Span]:
    behind = form.behind.match(text, middle.end())
    before = form.before.search(text, max(0, middle.start() - _REACH), middle.start()) if behind else None
    if behind and before:
        yield Span(before.start(before.lastgroup or 0), behind.end(), "email")
