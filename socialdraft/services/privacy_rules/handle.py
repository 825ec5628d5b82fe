"""LINE ids, number plates and network addresses."""

import ipaddress
import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules.span import Span

_LINE_WORD = r"(?:(?<![A-Za-z])line(?![a-z])|ไลน์|ไลน(?!์)|🆔)"
_ID_WORD = r"(?:id|i\.d\.|ไอดี|ไอ ?ดี|official(?: account)?|oa|account|@|แอด|add)"
_GAP = r"(?:[ :=()\[\]/>→-]|\.(?= )|คือ|is|ที่|ร้าน|มาที่|ได้ที่|เลย|นะ|us|me){0,8}"
_LINE = re.compile(
    rf"(?P<word>(?P<line>{_LINE_WORD})(?:[ .:-]{{0,2}}(?P<id>{_ID_WORD}(?![a-z])))?|(?<![A-Za-z])(?P<before>id|ไอดี)[ .:-]{{0,2}}{_LINE_WORD})"
    rf"(?P<gap>{_GAP})(?P<value>@?[A-Za-z0-9][A-Za-z0-9._-]{{1,31}})",
    re.IGNORECASE,
)
_LINK = re.compile(r"line\.me/(?:R/)?(?:ti/p/|ti/g2?/|p/)?(?P<value>[~@%A-Za-z0-9][A-Za-z0-9._@~%-]{1,60})|lin\.ee/(?P<short>[A-Za-z0-9]{4,12})")
_INTRODUCED = re.compile(r"(?:แอด|เพิ่มเพื่อน|ทัก|add|find|message|chat|ติดต่อ|via|on|inbox) ?\Z", re.IGNORECASE)
_NOT_AN_ID = re.compile(
    r"(?:pay|man|oa|official|bk|shopping|sticker|stickers|tv|today|app|chat|group|up|dance|dancing|cook|cooks|of|in|at|is|for|to|the|and|or"
    r"|with|from|id|us|me|now|here|only|store|voom|point|points|melody|call|notify|works|line|\d{1,4})\Z",
    re.IGNORECASE,
)
_SHAPED = re.compile(r"[0-9._@-]")

_PLATE_KEY = re.compile(
    r"(?:(?:เลข|ป้าย)?ทะเบียน(?:รถ)?|ป้ายแดง|ป้าย(?=[ :]{1,2}[0-9]?[ก-ฮ]{2})|\b(?:license|licence|number|car|vehicle) plate|\bplates?(?= ?(?:no|number|num|#|:|is))|\bregistration)"
    r"(?:[ :.,#=()-]|no\b|number|num\b|is\b|was\b|reads\b|รถ|เลขที่|เลข|หมายเลข|คือ|คัน|สี(?:ขาว|ดำ|แดง|เทา|เงิน|น้ำเงิน|บรอนซ์)|เก๋ง|กระบะ){0,8}"
    r"(?P<value>[0-9]{0,2} ?[ก-ฮ]{1,3} ?-? ?[0-9]{1,4}(?![0-9])|[0-9]{2}-[0-9]{4}(?![0-9])"
    r"|(?-i:(?=[A-Z0-9 -]{0,9}[0-9])[A-Z0-9]{1,4}[ -]?[A-Z0-9]{2,5}(?![A-Za-z0-9])))",
    re.IGNORECASE,
)

_IPV4 = re.compile(r"[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9]|\.[0-9])")
_IPV6 = re.compile(r"(?<![0-9A-Za-z:.])[0-9A-Fa-f:]{2,39}(?:%[0-9a-z]{1,8})?(?![0-9A-Za-z])")
_VERSION = re.compile(r"(?:\bv|version|ver\.?|firmware|build|release|section|§) ?\Z", re.IGNORECASE)
_FEWEST_COLONS = 2
_SHORTEST_IPV6 = 6


def find(text: str) -> Iterator[Span]:
    """Every LINE id, number plate and network address."""
    yield from _line_ids(text)
    for match in _PLATE_KEY.finditer(text):
        yield Span(*match.span("value"), "plate")
    yield from _networks(text)


def _line_ids(text: str) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        value = match["value"].rstrip("._-")
        if _is_line_id(text, match, value):
            start = match.start("value")
            yield Span(start, start + len(value), "line")
    for match in _LINK.finditer(text):
        yield Span(*match.span("value" if match["value"] else "short"), "line")


def _is_line_id(text: str, match: re.Match[str], value: str) -> bool:
    if _NOT_AN_ID.match(value) or len(value) < 3:
        return False
    named = bool(match["id"] or match["before"])
    gap = text[match.end("word") : match.start("value")]
    if _SHAPED.search(value):
        return named or bool(gap) or value.startswith("@")
    introduced = named or _INTRODUCED.search(text[max(0, match.start() - 12) : match.start()]) is not None
    return introduced and bool(gap) and (named or ":" in gap or _is_thai(text, match.start()))


def _is_thai(text: str, at: int) -> bool:
    return text[at] >= "\u0e00"


def _networks(text: str) -> Iterator[Span]:
    for match in _IPV4.finditer(text):
        before = text[max(0, match.start() - 10) : match.start()]
        if before[-1:].isdigit() or before[-1:] == "." or _VERSION.search(before):
            continue
        if all(int(part) < 256 for part in match.group().split(".")):
            yield Span(match.start(), match.end(), "ip")
    for match in _IPV6.finditer(text):
        address = match.group()
        if address.count(":") >= _FEWEST_COLONS and len(address) >= _SHORTEST_IPV6 and _is_ipv6(address):
            yield Span(match.start(), match.end(), "ip")


def _is_ipv6(address: str) -> bool:
    try:
        ipaddress.IPv6Address(address)
    except ValueError:
        return False
    return True
