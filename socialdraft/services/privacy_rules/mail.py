"""E-mail addresses: as typed, with words for the signs, and spaced out."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules.span import Span

_LABEL = r"[A-Za-z0-9À-ɏ](?:[A-Za-z0-9À-ɏ-]{0,62})"
_PLAIN = re.compile(
    rf"@(?P<domain>{_LABEL}(?:\.{_LABEL}){{0,6}}\.[A-Za-z][A-Za-z0-9-]{{1,23}}|\[[0-9A-Fa-f:.]{{3,45}}\])"
)
_LOCAL_SIGNS = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$&'*/=?^_`{|}~%+-"
    + "".join(map(chr, range(0xC0, 0x250)))
)
_QUOTED_LOCAL = re.compile(r'"[^"\n]{1,62}"@')
_THAI_DOMAIN = re.compile(r"@[\w\u0e00-\u0e7f-]{1,63}(?:\.[\w\u0e00-\u0e7f-]{1,63}){1,5}")
_THAI_SIGNS = _LOCAL_SIGNS | frozenset(map(chr, range(0x0E00, 0x0E80)))
_LONGEST_LOCAL = 64

_WEBMAIL = (
    r"(?:g ?-?mail|googlemail|hot ?mail|out ?look|yahoo|ymail|i ?cloud|proton ?mail|proton|live|msn|aol|zoho|gmx|me"
    r"|จีเมล์?|จีเมว|ฮอทเมล์?|ฮอตเมล์?|เอาท์ลุค|เอาต์ลุค|ยาฮู|ไอคลาวด์)"
)
_TLD = (
    r"(?:com|net|org|edu|gov|co|info|biz|io|me|us|uk|th|shop|store|cafe|app|dev|email|online|site|ca|au|de|jp|sg|asia|xyz"
    r"|pizza|restaurant|salon|studio|club|live|gmail|คอม|เน็ต|เนต|โค|ทีเอช|อินโฟ|ไทย)"
)
_DOT = r"(?: ?(?:\.|\[ ?(?:\.|dot) ?\]|\( ?(?:\.|dot) ?\)|\{ ?(?:\.|dot) ?\}|<dot>|,) ?| ?[-_]dot[-_] ?| (?:dot|point|d0t) | ?(?:ดอท|ดอต|ด็อท|จุด|ดอด) ?)"
_MARKED_AT = (
    r"(?: ?(?:\[ ?(?:at|@) ?\]|\( ?(?:at|@) ?\)|\{ ?(?:at|@) ?\}|<(?:at|@)>|[-_*/](?:at|AT)[-_*/]|&#0?64;|&commat;|%40) ?"
    r"| ?(?:แอ็?[ทดต]|เครื่องหมาย ?@|เอท) ?| AT | ?@ )"
)
_BARE_AT = r"(?: (?:at|a\.t\.) | ?@ ?)"
_WORD = r"[A-Za-z0-9][A-Za-z0-9_+-]{0,40}"
_JOIN = r"(?:\.| ?(?:\[dot\]|\(dot\)|ดอท|จุด|ขีดล่าง|ขีด) ?| (?:dot|underscore|dash|hyphen|minus|plus) |(?:\[\.\]|\(\.\)))"
_SPOKEN_LOCAL = rf"(?<![A-Za-z0-9@.]){_WORD}(?:{_JOIN}{_WORD}){{0,4}}"
_HOST = rf"{_WORD}(?:{_DOT}{_WORD}){{0,2}}?{_DOT}{_TLD}(?:{_DOT}{_TLD})?(?![A-Za-z0-9])"
_THAI_HOST = rf"{_WEBMAIL}(?:{_DOT}{_TLD}){{0,2}}(?![A-Za-z0-9])"
_MARKED = re.compile(rf"{_SPOKEN_LOCAL}{_MARKED_AT}(?:{_HOST}|{_THAI_HOST})", re.IGNORECASE)
# A bare "at" is an address only before a spoken dot or a webmail name: "shop at target.com" stays.
_BARE = re.compile(
    rf"{_SPOKEN_LOCAL}{_BARE_AT}(?:{_WORD}(?:(?: dot | ?(?:\[|\()(?:dot|\.)(?:\]|\)) ?){_WORD}){{0,2}}?"
    rf"(?: dot | ?(?:\[|\()(?:dot|\.)(?:\]|\)) ?){_TLD}(?:(?: dot |\.){_TLD})?|{_WEBMAIL}(?:{_DOT}{_TLD}){{0,2}})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_SPACED = re.compile(
    rf"(?<![A-Za-z0-9.]){_WORD}(?: ?\. ?{_WORD}){{0,3}} {{0,2}}@ {{0,2}}(?:{_WORD} ?[.,] ?{_TLD}(?: ?\. ?{_TLD})?|{_WEBMAIL})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_HINT = re.compile(r"@|\bat\b|a\.t\.|[-_*/]at[-_*/]|&#0?64;|&commat;|%40|แอ็?[ทดต]|เอท", re.IGNORECASE)


def find(text: str) -> Iterator[Span]:
    """Every e-mail address, plain or disguised."""
    if _HINT.search(text) is None:
        return
    yield from _plain(text)
    for pattern in (_MARKED, _BARE, _SPACED):
        for match in pattern.finditer(text):
            yield Span(match.start(), match.end(), "email")


def _plain(text: str) -> Iterator[Span]:
    for match in _PLAIN.finditer(text):
        start = _local_start(text, match.start(), _LOCAL_SIGNS)
        if start < match.start():
            yield Span(start, match.end(), "email")
    for match in _QUOTED_LOCAL.finditer(text):
        if host := _PLAIN.match(text, match.end() - 1):
            yield Span(match.start(), host.end(), "email")
    for match in _THAI_DOMAIN.finditer(text):
        if "\u0e00" <= match.group().rpartition(".")[2][0] <= "\u0e7f":
            start = _local_start(text, match.start(), _THAI_SIGNS)
            if start < match.start():
                yield Span(start, match.end(), "email")


def _local_start(text: str, at: int, signs: frozenset[str]) -> int:
    start, stop = at, max(0, at - _LONGEST_LOCAL)
    while start > stop and text[start - 1] in signs:
        start -= 1
    return start
