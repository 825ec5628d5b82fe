"""LINE names that are introduced in other words than the app's own, or stand before it."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules import context
from socialdraft.services.privacy_rules.lexicon import any_of, holds, listed, tried_at
from socialdraft.services.privacy_rules.line_id import TOLD_SIGN
from socialdraft.services.privacy_rules.near import FAR, NEAR
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

_LINE_WORD = re.compile(
    r"l(?<![a-z]l)(?<!in l)(?<!of l)(?<!this l)ine(?![a-z])|ไลน์(?!แมน)(?<!ออนไลน์)|ไลน(?!์)(?<!ออนไลน)|เพิ่มเพื่อน"
)
_LINE_WORDS = ("line", "ไลน", "เพิ่มเพื่อน")
_LINE_NAME = re.compile(
    rf"{any_of('อันนี้ อันใหม่ ทาง จาก เจ้าของ ไอดี ไอ_ดี id แอด ทัก add ชื่อ เป็น ว่า คือ called name account chat =')}"
    r"(?:ใหม่|มา|ได้|ที่|เลย|คือ|เป็น|หนู|ผม|เรา|ร้าน|พี่|แม่|น้า|ของ|there|here|is|us|[ :=\"']){0,7}"
    rf"(?P<value>@?[a-z](?=[a-z._-]{{0,32}}(?:[0-9._-]|{TOLD_SIGN}))[a-z0-9._-]{{2,30}}(?<=[a-z0-9])"
    rf"(?:{TOLD_SIGN}[a-z0-9._-]{{1,20}}){{0,3}})"
)
# แอดมาคุยได้ id: cakebynongmai
_LABELLED = re.compile(r"(?:id|ไอดี) ?[:=] ?(?P<value>[a-z][a-z0-9._-]{4,30})(?![a-z0-9@])")
_JOINED_NAME = re.compile(
    r"@(?<![a-z0-9.]@)[a-z0-9][a-z0-9._-]{2,29}[a-z0-9](?![a-z0-9@])"
    r"|[a-z](?<![a-z0-9._@/-][a-z])[a-z0-9]{1,20}(?:_[a-z0-9]{2,20}|\.[a-z][a-z0-9]{1,20}){1,3}(?![a-z0-9@_/-])"
)
_ON_LINE = re.compile(r" ?(?:\(? ?line(?![a-z])|(?:on|via|in) line(?![a-z])|ใน ?ไลน์|ทางไลน์)")
# In a Thai sentence the first Latin word behind the app's name is somebody's, if it is no word of the trade.
_APP = re.compile("ไลน์|line")
_FOLLOWING = re.compile(
    r"(?:(?:ไลน์(?!แมน)(?<!ออนไลน์)|l(?:(?<=[ก-๎]l)|(?<=[ก-๎] l))ine(?![a-z]))(?P<gap>[ก-๎ ]{0,30}[ก-๎ ])"
    r"|l(?<![a-z]l)ine(?P<bracket> ?\())"
    rf"(?P<value>[a-z][a-z0-9._-]{{5,30}}(?:{TOLD_SIGN}[a-z0-9._-]{{1,20}}){{0,3}})(?![a-z0-9@])"
)
_ADD = re.compile("ทัก|แอด|ไอดี|ส่งรูป|โลเคชั่?น")
_AND = re.compile(r"ผลิต|และ|หรือ|กับ|ใน|เป็น|ส่ง|ไม่")
_WORDS = listed(
    "facebook instagram messenger website inbox email gmail screenshot sticker stickers official account shopping "
    "location address message tiktok shopee lazada whatsapp wechat telegram notify broadcast business manager beacon "
    "coupon voucher reward rewards delivery takeaway booking reserve number contact walk-in check-in online "
    "https http www iphone android samsung version update"
)
# Her LINE handle on the chat was chels_e.92; mali_spa88 is the LINE for bookings
_HANDLE = re.compile(
    r"line (?:handle|name|account|id)(?: [a-z]{1,10}){0,6}? (?:is|was) "
    r"(?P<value>@?[a-z](?=[a-z]{0,20}[0-9._-])[a-z0-9._-]{3,30})"
)
_IS_ON_LINE = re.compile(
    r"[a-z](?<![a-z0-9._@-][a-z])[a-z0-9._-]{3,30}(?= is (?:the|our|my|her|his|their) line(?![a-z]))"
)
_MESSAGE_ON_LINE = re.compile(
    r"(?:message|chat|text|add|dm|find|ทัก|แอด|ไอดี) (?P<value>@?[a-z0-9._-]{3,31})"
    r"(?: (?:or|and) (?P<other>[a-z0-9._-]{3,31}))?"
    r" (?:on|via|in|as a|as our|ทาง|ใน) ?(?:แอป)?(?:line(?![a-z])|ไลน์)"
)
_NAMED = re.compile(r"[a-z](?<![a-z0-9._-][a-z])[a-z0-9._-]{3,30}(?= ?(?:คือ|เป็น)(?:ไอดี)?ไลน์)")
# ไลน์ k i t t y - t a t t o o
_SPELLED = re.compile(
    r"(?:ไลน์|line)(?: ?(?:id|ไอดี|คือ|is|:)){0,3} (?P<value>[a-z0-9@](?: [a-z0-9._-]){3,24})(?![a-z0-9])"
)
_GLUED = re.compile(r"LINE(?<![A-Za-z]LINE)(?P<value>[a-z][a-z0-9._-]{3,30})")
_ELSEWHERE = re.compile(
    r"(?:i(?<![a-z]i)g|insta(?:gram)?|ไอจี|f(?<![a-z]f)b|facebook|เพจ|tiktok|twitter|threads)(?![a-z])"
)
_SHAPED = re.compile("[0-9._]")
_NOBODY = listed("us me him her them you it the our my friend friends everybody someone")
_WEB = re.compile(
    r"\.(?:com|net|org|co|(?:co|ac|or|go|in)\.th|me|shop|info|io|jpe?g|png|pdf)(?![a-z0-9_]|\.[a-z])|(?<=[a-z0-9])@.*\."
)


def find(view: View) -> Iterator[Span]:
    """Every name that somebody has on LINE; whoever is to be messaged (ทัก, แอด) has one there."""
    said = holds(view.lower, _LINE_WORDS)
    on_line = said and _LINE_WORD.search(view.lower) is not None
    if on_line or (view.has_thai and _ADD.search(view.lower)):
        yield from _introduced(view)
    for match in _GLUED.finditer(view.text) if "LINE" in view.text else ():
        yield Span(*match.span("value"), "line")
    if on_line or "line" in view.lower:
        yield from _messaged(view)
    if on_line:
        for match in _SPELLED.finditer(view.lower):
            yield Span(*match.span("value"), "line")
        yield from _following(view)
        yield from _joined(view)


def _introduced(view: View) -> Iterator[Span]:
    for match in _LABELLED.finditer(view.lower):
        if _ADD.search(view.lower, max(0, match.start() - NEAR), match.start()) and not _WEB.search(match["value"]):
            yield Span(*match.span("value"), "line")
    for match in _LINE_NAME.finditer(view.lower):
        start, end = match.span("value")
        said = _ADD.search(view.lower, max(0, match.start() - NEAR), end + NEAR) or _LINE_WORD.search(
            view.lower, max(0, match.start() - FAR), start
        )
        if said and not _WEB.search(match["value"]):
            yield Span(start, end, "line")


def _messaged(view: View) -> Iterator[Span]:
    for match in _MESSAGE_ON_LINE.finditer(view.lower):
        for name in ("value", "other"):
            if match[name] and match[name] not in _NOBODY:
                yield Span(*match.span(name), "line")
    for match in _HANDLE.finditer(view.lower):
        yield Span(match.start("value"), match.start("value") + len(match["value"].rstrip(".")), "line")
    for match in _IS_ON_LINE.finditer(view.lower) if " line" in view.lower else ():
        if _SHAPED.search(match.group()):
            yield Span(*match.span(), "line")
    if "คือไ" in view.lower or "เป็นไ" in view.lower:
        for match in _NAMED.finditer(view.lower):
            yield Span(*match.span(), "line")


def _following(view: View) -> Iterator[Span]:
    for match in tried_at(_APP, _FOLLOWING, view.lower):
        start, end = match.span("value")
        typed, gap = view.text[start:end], match["gap"] or ""
        if match["bracket"] and view.text[match.start()] == "l":  # to stand in line
            continue
        if _AND.search(gap) or context.is_code(view.lower, start):
            continue
        if typed.islower() and typed not in _WORDS and not _WEB.search(typed):
            yield Span(start, end, "line")


def _joined(view: View) -> Iterator[Span]:
    """Words joined by a line or a dot, as names are."""
    for match in _JOINED_NAME.finditer(view.lower):
        start, end = match.span()
        if context.is_code(view.lower, start) or view.text[start : start + 2] != match.group()[:2]:
            continue
        if not _WEB.search(match.group()) and _is_on_line(view.lower, start, end):
            yield Span(start, end, "line")


def _is_on_line(lower: str, start: int, end: int) -> bool:
    said = max((word.end() for word in _LINE_WORD.finditer(lower, max(0, start - NEAR), start)), default=-1)
    if said < 0:
        return _ON_LINE.match(lower, end) is not None
    return not _ELSEWHERE.search(lower, said, start)
