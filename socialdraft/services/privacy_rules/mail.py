"""E-mail addresses as typed: solid, quoted, of a Thai domain, and letter by letter."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules.mail_words import WEBMAIL
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
_WEBMAIL_HOST = re.compile(rf"@{WEBMAIL}\.")


def find(view: View) -> Iterator[Span]:
    """Every e-mail address with its sign, solid or spaced out."""
    if "@" in view.text:
        yield from _plain(view)
        yield from _odd(view)


def _plain(view: View) -> Iterator[Span]:
    for match in _PLAIN.finditer(view.text):
        start = _local_start(view.lower, match.start(), _LOCAL_SIGNS)
        if start == match.start() and _WEBMAIL_HOST.match(view.lower, match.start()):
            start = _local_start(view.lower, match.start(), _THAI_SIGNS)
        if start < match.start():
            yield Span(start, match.end(), "email")
    for match in _THAI_DOMAIN.finditer(view.text):
        start = _local_start(view.lower, match.start(), _THAI_SIGNS)
        if _PLAIN.match(view.text, match.start()):  # ...@gmail.comส่งรูปมาก่อน15มิ.ย. is no Thai domain
            continue
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
