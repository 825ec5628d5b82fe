"""Network addresses of both versions, unless they are everyone's or a version's number."""

import ipaddress
import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

_IPV4 = re.compile(r"[0-9](?<![0-9.][0-9])[0-9]{0,2}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9]|\.[0-9])")
_IPV6 = re.compile(r"[0-9A-Fa-f:](?<![0-9A-Za-z:.][0-9A-Fa-f:])[0-9A-Fa-f:]{2,38}(?:%[0-9a-z]{1,8})?(?![0-9A-Za-z])")
_IPV6_INSIDE = re.compile(r":[0-9A-Fa-f]{0,4}:")
_VERSION = re.compile(
    r"(?:\bv|version|ver\.?|firmware|build|release|update|เฟิร์มแวร์|อัปเดต[ก-๎]{0,12}|เวอร์ชั่?น|รุ่น|section"
    r"|§)(?: (?:is|to|number|now))?[ :]{0,2}\Z",
    re.IGNORECASE,
)
_EVERYONES = ("127.0.0.1", "0.0.0.0", "255.255.255.255")  # noqa: S104
_LARGEST_OCTET = 255
_DOTS = 3
_FEWEST_COLONS = 2
_SHORTEST_IPV6 = 6


def find(view: View) -> Iterator[Span]:
    """Every network address."""
    text = view.text
    for match in _IPV4.finditer(text) if view.has_digits and text.count(".") >= _DOTS else ():
        before = text[max(0, match.start() - 20) : match.start()]
        if before[-1:].isdigit() or before[-1:] == "." or _VERSION.search(before):
            continue
        if match.group() not in _EVERYONES and all(int(part) <= _LARGEST_OCTET for part in match.group().split(".")):
            yield Span(match.start(), match.end(), "ip")
    if text.count(":") < _FEWEST_COLONS or not _IPV6_INSIDE.search(text):
        return
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
