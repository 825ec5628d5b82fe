"""E-mail addresses told rather than typed: with no sign for the at, glued together, or cut off."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules.lexicon import any_of, holds
from socialdraft.services.privacy_rules.mail import DOT, TLD, WORD
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

_WEBMAIL_HEADS = ("mail", "yahoo", "outlook", "icloud", "เมล", "เมว", "ยาฮู", "ลุค", "ไอคลาวด์")
_WEBMAIL = r"(?:g ?-?mail|hot ?mail|yahoo|outlook|icloud|จีเมล์?|จีเมว|ฮอ[ทต]เมล์?|ยาฮู|เอา[ทต]์ลุค|ไอคลาวด์)"
_END = "(?![a-z0-9])"
# Somebody's name: letters with a digit, a dot or a line among them.
_NAME = r"[a-z](?<![a-z0-9@._/-][a-z])(?=[a-z._-]{2,32}[0-9]|[a-z]{2,32}[._][a-z])[a-z0-9._-]{3,38}[a-z0-9]"
# nok99 gmail.com, nok99 (gmail), nok99#gmail com
_UNSIGNED = re.compile(
    rf"(?:{_NAME}|{WORD}(?=[#&*])|{WORD}(?: [a-z0-9]{{1,4}})?(?= จี| ฮอ| ยาฮู| เอา| ไอ| gmail com))(?: ?[#&*(] ?|,? that's a |,? (?:on |in |is )?(?:a |my )?| ?ที่ ?){_WEBMAIL}"
    rf"(?:(?:{DOT}| ){TLD}(?:{DOT}{TLD})?)?{_END}"
)
# nok%shop.net
_SIGNED = re.compile(rf"{WORD}(?:\.{WORD}){{0,3}}[%#&*]{WORD}(?:\.{WORD}){{0,2}}?\.(?:com|net|org|co\.th){_END}")
# email is linhtran gmail com
_KEYED = re.compile(
    rf"(?:mail|เมล์?)(?: is| ?:| ?คือ)? ?(?P<value>{WORD}(?:\.{WORD}){{0,3}}(?: [a-z0-9]{{1,4}})? {_WEBMAIL}(?:{DOT}| ){TLD}){_END}"
)
# gmail: nok99
_INTRODUCED = re.compile(
    rf"{_WEBMAIL}(?:[ :=-]|(?:is|was|for|the|shop|id|คือ|ชื่อ|เป็น|ของ[ก-๎]{{1,10}})(?= )){{1,6}}(?P<value>{_NAME}){_END}(?! ?@)"
)
# nokATshopDOTnet, nokatgmaildotcom
_GLUED_CAPITALS = re.compile(r"[A-Za-z0-9._-]{2,40}(?<=[a-z0-9])AT[A-Za-z0-9-]{2,40}(?:DOT|\.)[A-Za-z]{2,6}(?![A-Za-z])")
_GLUED = re.compile(r"[a-z0-9._-]{2,40}(?:at(?:gmail|hotmail|yahoo|outlook|icloud)(?: ?dot ?|\.)|(?:gmail|hotmail|yahoo|outlook|icloud))com(?![a-z])")
# email linh.tran@coastflowers, linh.tran@\ngmail.com
_CUT_OFF = re.compile(
    rf"(?:{_NAME}@[a-z][a-z0-9-]{{2,40}}(?![a-z0-9@.-])|{WORD}(?:\.{WORD}){{0,3}}(?:@ ?\n|\n@) ?[a-z0-9-]{{2,40}}\.{TLD})"
)
# email linh at coastflowers.com
_BARE = re.compile(
    rf"(?:e-?mail|อีเมล์?|เมล์?)(?: is| to| ?:| ?คือ)? "
    rf"(?P<value>(?!us |me |him |her |them |it |this |that )[a-z][a-z0-9._-]{{2,40}} at {WORD}\.{TLD}){_END}"
)


def find(view: View) -> Iterator[Span]:
    """Every e-mail address that is told in such a way."""
    if holds(view.lower, _WEBMAIL_HEADS):
        for pattern in (_UNSIGNED, _GLUED):
            for match in pattern.finditer(view.lower):
                yield Span(*match.span(), "email")
        for pattern in (_KEYED, _INTRODUCED, _BARE):
            for match in pattern.finditer(view.lower):
                yield Span(*match.span("value"), "email")
    for match in _SIGNED.finditer(view.lower) if holds(view.text, "%#&*") else ():
        yield Span(*match.span(), "email")
    if "AT" in view.text:
        for match in _GLUED_CAPITALS.finditer(view.text):
            yield Span(*match.span(), "email")
    if "@" in view.text:
        for match in _CUT_OFF.finditer(view.lower):
            yield Span(*match.span(), "email")
