"""LINE ids behind the app's own words, and in its links."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules.lexicon import holds, tried_at
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

_LINE_WORD = r"(?:l(?<![a-z]l)ine(?![a-z])|ไลน์(?<!ออนไลน์)|ไลน(?!์)(?<!ออนไลน)|🆔)"
TOLD_SIGN = r"(?:\(จุด\)| ?(?:แล้ว)?(?:ต่อด้วย ?|ตามด้วย ?)?(?:จุด|ขีดล่าง|อันเดอร์สกอร์) ?| (?:dot|underscore) )"
"""A dot or a line said in a name."""
_ID_WORD = r"(?:id|i\.d\.|ไอ ?ดี|official(?: account)?|oa|account|@|แอด|add)(?![a-z])"
_GAP = (
    r"(?:[ :=()\[\]/>→-]|\.(?= )|คือ|is|ยัง|เป็น|เดิม|ใหม่|ชื่อ|ที่|ร้าน|มาที่|มา|ได้ที่|ได้|เลย|นะ|ส่วนตัว|ของร้าน|us"
    r"|me|at|to"
    r"|instead,?|whats ?app|wechat|telegram){0,8}"
)
_LINE = re.compile(
    rf"(?P<word>{_LINE_WORD}(?:[ .,:-]{{0,2}}(?:(?:the|my|our) )?(?P<id>{_ID_WORD}))?|(?P<before>i(?<![a-z]i)d"
    rf"|ไอ ?ดี)[ .:-]{{0,2}}{_LINE_WORD})"
    rf"(?P<gap>{_GAP})(?P<value>@?_?[a-z0-9][a-z0-9._-]{{1,31}}(?:{TOLD_SIGN}[a-z0-9._-]{{1,31}}){{0,3}})"
)
_LINE_HEAD = re.compile("line|id|ไลน|ไอ|🆔")
_BEHIND = re.compile(rf"(?:i(?<![a-z]i)d|ไอ ?ดี) ?[:=] ?(?P<value>@?[a-z0-9][a-z0-9._-]{{2,31}}) ?[(/,-] ?{_LINE_WORD}")
_LABEL = re.compile(r"(?:\A|[\n|;·/📱💚🟢] ?)line ?[:=] ?\Z")
_LINK = re.compile(
    r"line\.me/(?:r/)?(?:ti/p/|ti/g2?/|p/)?(?P<value>[~@%]?(?!r/|ti/)[a-z0-9][a-z0-9._@~%-]{1,60})"
    r"|lin\.ee/(?P<short>[a-z0-9]{4,12})"
)
_INTRODUCED = re.compile(r"(?:แอด|เพิ่มเพื่อน|ทัก|add|find|message|chat|ติดต่อ|via|on|inbox) ?\Z", re.IGNORECASE)
_OR = re.compile(r"(?:[a-z0-9)]|\Z) ?(?:or|and|/|,) \Z")
_NOT_AN_ID = re.compile(
    r"(?:pay|man|oa|official|bk|shopping|sticker|stickers|tv|today|app|chat|group|up|dance|dancing|cook|cooks|of|in"
    r"|at|is|for|to|the|and|or"
    r"|with|from|id|us|me|now|here|only|store|voom|point|points|melody|call|notify|works|line|there|called|named|name"
    r"|our|my|we|new|still|free|https?|www|\d{1,4})\Z",
    re.IGNORECASE,
)
# A LINE id says so by its look: lower case, with a digit, a dot or an underscore, and no web address.
_LIKE_AN_ID = re.compile(r"[0-9._](?!(?:com|net|biz|me|org|co)\b)")
_SHAPED = re.compile(r"[0-9._@-]")
_SHORTEST_ID = 3
_APP = ("lin", "ไลน", "🆔")


def find(view: View) -> Iterator[Span]:
    """Every such id."""
    if not holds(view.lower, _APP):
        return
    for match in tried_at(_LINE_HEAD, _LINE, view.lower):
        value = match["value"].rstrip("._-")
        if _is_line_id(view, match, value):
            start = match.start("value")
            yield Span(start, start + len(value), "line")
    for match in _BEHIND.finditer(view.lower):
        yield Span(*match.span("value"), "line")
    for match in _LINK.finditer(view.lower):
        yield Span(*match.span("value" if match["value"] else "short"), "line")


def _is_line_id(view: View, match: re.Match[str], value: str) -> bool:
    if _NOT_AN_ID.match(value) or len(value) < _SHORTEST_ID:
        return False
    named = bool(match["id"] or match["before"])
    gap = view.lower[match.end("word") : match.start("value")]
    if not _SHAPED.search(value):
        return _is_plain_id(view, match, value, gap=gap, named=named)
    marked = named or value.startswith("@") or _is_thai(view.lower, match.start()) or gap.strip() != ""
    typed = view.text[match.start("value") : match.end("value")]
    return marked or (bool(gap) and typed.islower() and _LIKE_AN_ID.search(value) is not None)


def _is_plain_id(view: View, match: re.Match[str], value: str, *, gap: str, named: bool) -> bool:
    """Whether a mere word behind the app's name is somebody's: by what leads to it."""
    text, start, thai = view.lower, match.start(), _is_thai(view.lower, match.start())
    if match["before"] and "." in gap:  # missing on the ID line. She signs it
        return False
    led = ":" in gap or (thai and not gap)
    if _LABEL.search(text, max(0, start - 3), match.start("value")) or (
        view.has_thai and led and len(value) > _SHORTEST_ID + 1
    ):
        return True
    introduced = named or _INTRODUCED.search(text[max(0, start - 12) : start]) is not None
    if not introduced and view.text.startswith("LINE ", start):  # the app's own spelling among ways to reach us
        listed = _OR.search(text, max(0, start - 8), start) is not None
        return listed and view.text.startswith(value, match.start("value"))
    return introduced and (thai if not gap else named or ":" in gap or thai)


def _is_thai(text: str, at: int) -> bool:
    return text[at] >= "\u0e00"
