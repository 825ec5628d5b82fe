"""Cuts a paste into pieces that each say one thing, in the owner's own words."""

import re

from socialdraft.services.ai.commands import is_command, without_commands
from socialdraft.studio.words.chats import chat_free, without_leftovers
from socialdraft.studio.words.cuts import cut, sentences
from socialdraft.studio.words.kinds import kind_of

PLACEHOLDER = re.compile(r"\[(?:phone|email|address|id|card|bank|line|date of birth|name|number|iban|ip|plate)\]")
LABEL = (
    r"(?:tel|phone|call|text|whatsapp|e-?mail|mail|line(?: id)?|id|contact|dm|or|and|at|to|on|us|by|via|please|find us|"
    r"address|visit|located|โทร\.?|เบอร์|ติดต่อ|ไลน์|ไอดี|แอดไลน์|แอด|อีเมล|ที่อยู่|ที่|หรือ|และ|สนใจ|สอบถาม|สั่ง|จอง|ได้ที่|ทัก|"
    r"ร้านอยู่|อยู่|พิกัด|คุณ|โดย|ส่ง)"
)
DANGLING = re.compile(rf"(?:[\s:：,;(@·|/-]++|(?<![A-Za-z]){LABEL}(?=[\s:：,;(@·|/.-]|$)|{LABEL}$)+$", re.IGNORECASE)
NETWORK = r"(?:facebook|instagram|line|tiktok|x|threads|google|pinterest|linkedin|ig|fb)"
ASKED = re.compile(
    r"^(?:(?:hi|hello|hey)\b[,!. ]*)?(?:(?:please|pls|can you|could you|help me)\s+)*"
    r"(?:(?:write|make|create|draft|do|need|i need|i want)(?: me| us)? (?:an? |the |some )?(?:\w+ ){0,3}"
    rf"(?:post|caption|ad|content|copy)s?(?: for {NETWORK})?"
    r"(?: (?:about|for|on|saying|that says|with|promoting|to promote|announcing))?[:,. ]+"
    rf"|(?:\w+ ){{0,2}}[-–]? ?for (?:our |the )?{NETWORK} ?[:–-] ?)",
    re.IGNORECASE,
)
ASKED_IN_THAI = re.compile(
    r"^(?:รบกวน|ขอ|อยากได้|อยากให้|ช่วย)+(?:ช่วย)?(?:เขียน|คิด|ทำ|แต่ง|โพสต์)?(?:แคปชั่น|แคปชัน|โพสต์|โพส|คอนเทนต์|ข้อความ)"
    r"(?:ขายของ|โปรโมท|โปรโมต|ขาย)?(?:ให้)?(?:หน่อย)?(?:เรื่อง|เกี่ยวกับ|สำหรับ)?(?:ค่ะ|ครับ|คะ|นะคะ|นะครับ)?[:,. ]*"
)
SIGN = r"[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]"
BULLET = re.compile(rf"^(?:(?:[\s\-–—•*·~>]|{SIGN})+|\(?\d{{1,2}}[.)]\s+|#\s)+")
TRAIL = re.compile(rf"^[\s,;:.)\]]+|(?:[\s,;:(\[]|{SIGN})+$|(?<=[^.])\.$(?<!น\.)(?<!\.-)(?<!\.m\.)|(?<=[!?])[!?]+$")
GAP = re.compile(r"\s{3,}")
STRONG_KINDS = {"price", "offer", "hours", "date", "place"}


def pieces(text: str) -> list[str]:
    """The paste's statements in order, verbatim, without chat stamps, placeholders, bullets and orders to machines.

    An order silences the rest of its line, as what follows it is mostly its payload; only when that would leave
    nothing at all are the sentences judged one by one.
    """
    lines = [GAP.sub("  ", line) for line in without_commands(chat_free(text.splitlines()))]
    found = [piece for line in lines for piece in _of_line(line, wary=True)]
    found = found or [piece for line in lines for piece in _of_line(line, wary=False)]
    return list(dict.fromkeys(piece for piece in found if len(piece) > 1))


def _of_line(line: str, *, wary: bool) -> list[str]:
    found: list[str] = []
    for sentence in sentences(line):
        if is_command(sentence):
            if wary:
                break
            continue
        found += cut(_unasked(sentence))
    return [trimmed for piece in found if (trimmed := _trimmed(piece))]


def _unasked(sentence: str) -> str:
    """What the owner wants written about, without "please write a post about"."""
    return ASKED_IN_THAI.sub("", ASKED.sub("", sentence.strip()))


def _trimmed(piece: str) -> str:
    """The piece without bullet, placeholder and what led up to it, stray marks and decoration."""
    whole = without_leftovers(piece)
    if PLACEHOLDER.search(whole):
        whole = _around_placeholders(whole)
    whole = BULLET.sub("", whole.strip())
    return TRAIL.sub("", TRAIL.sub("", whole)).strip()


def _around_placeholders(piece: str) -> str:
    """What still says something once the phone or address is gone; a torn sentence says nothing."""
    parts = [DANGLING.sub("", part).strip(" .,;:") for part in PLACEHOLDER.split(piece)]
    telling = [part for part in parts if kind_of(part) in STRONG_KINDS]
    return max(telling, key=len, default="")
