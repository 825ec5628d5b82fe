"""Cuts a paste into pieces that each say one thing, in the owner's own words."""

import re

from socialdraft.studio.words.commands import is_command, without_commands
from socialdraft.studio.words.kinds import kind_of

CLOCK = r"\d{1,2}[:.]\d{2}(?:\s?[AaPp][Mm]|\s?น\.)?"
CHAT = [
    # LINE's export and copies of it, WhatsApp, then names before a colon.
    re.compile(rf"^{CLOCK}\t[^\t]{{1,40}}\t"),
    re.compile(rf"^\[?\d{{1,2}}/\d{{1,2}}/\d{{2,4}},? {CLOCK}\]?(?: -)? ?[^:]{{1,30}}: "),
]
CHAT_TURN = re.compile(rf"^{CLOCK} +(\S{{1,24}}) +(?=\S)")
DAY_LINE = re.compile(
    r"^(?:\d{4}[./]\d{1,2}[./]\d{1,2}\s*(?:\(.{1,4}\)|[A-Za-z]{3,9}|วัน\S{2,8})?"
    r"|(?:จ|อ|พ|พฤ|ศ|ส|อา)\.,? ?\d{1,2}/\d{1,2}/\d{4}|บันทึกเมื่อ.{0,30}|Saved on.{0,30}|\[LINE\].{0,60})$"
)
LEFTOVER = re.compile(
    r"\[?(?:สติกเกอร์|สติ๊กเกอร์|sticker|รูปภาพ|รูป|photos?|image|วิดีโอ|videos?|ไฟล์|files?|อัลบั้ม"
    r"|albums?|gif|media "
    r"omitted|ข้อความเสียง|voice message|สายที่ไม่ได้รับ|missed call|ยกเลิกข้อความ|unsent a message)\]?",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(r"\[(?:phone|email|address|id|card|bank|line|date of birth|name|iban|ip|plate)\]")
LABEL = (
    r"(?:tel|phone|call|text|whatsapp|e-?mail|mail|line(?: id)?|id|contact|dm|or|and|at|to|on|us|by|via"
    r"|please|find us|"
    r"address|visit|located|โทร\.?|เบอร์|ติดต่อ|ไลน์|ไอดี|แอดไลน์|แอด|อีเมล|ที่อยู่|ที่|หรือ|และ|สนใจ"
    r"|สอบถาม|สั่ง|จอง|ได้ที่|ทัก|"
    r"ร้านอยู่|อยู่|พิกัด|คุณ|โดย|ส่ง)"
)
DANGLING = re.compile(rf"(?:[\s:：,;(@·|/-]+|(?<![A-Za-z]){LABEL}(?=[\s:：,;(@·|/.-]|$)|{LABEL}$)+$", re.IGNORECASE)
ASK_START = re.compile(
    r"^(?:(?:hi|hello|hey)[,!. ]+)?(?:please |pls |can you |could you |help me )*(?:write|make|create|draft"
    r"|do|need|i need"
    r"|i want)(?: me| us)? (?:an? |the |some )?(?:\w+ ){0,3}(?:post|caption|ad|content|copy)s?"
    r"(?: for (?:facebook|instagram|line|tiktok|x|threads|google|pinterest|linkedin|ig|fb))?"
    r"(?: (?:about|for|on|saying|that says|with|promoting|to promote|announcing))?[:,. ]*",
    re.IGNORECASE,
)
ASK_START_THAI = re.compile(
    r"^(?:รบกวน|ขอ|อยากได้|อยากให้|ช่วย)+(?:ช่วย)?(?:เขียน|คิด|ทำ|แต่ง|โพสต์)?(?:แคปชั่น|แคปชัน|โพสต์|โพส"
    r"|คอนเทนต์|ข้อความ)"
    r"(?:ขายของ|โปรโมท|โปรโมต|ขาย)?(?:ให้)?(?:หน่อย)?(?:เรื่อง|เกี่ยวกับ|สำหรับ)?(?:ค่ะ|ครับ|คะ|นะคะ|นะครับ)?[:,. ]*"
)
BULLET = re.compile(r"^(?:[\s\-–—•*·▪◦●○✅✔☑➡👉🔥⭐🌟💥📌~>]+\ufe0f?|\(?\d{1,2}[.)]\s+|#\s)+")
ABBREVIATED = (
    r"(?<!\b[ap]\.m\.)(?<!\bSt\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bAve\.)(?<!\bNo\.)(?<!\bvs\.)"
)
ENDS = re.compile(rf"(?<=[A-Za-z0-9฿%)\"”’][.!?]){ABBREVIATED}\s+(?=[A-Z0-9\"“'(\u0e00-\u0e7f$฿])|(?<=[!?…])\s+(?=\S)")
STRONG = (
    r"(?:open(?:s|ing)?\b|clos(?:ed|ing)\b|hours\b|\d{1,3}% off|free\b|buy\b|get \d|every (?:day|\w+day)|daily\b|"
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|from \d|until \d|\d{1,2}(?::\d\d)? ?(?:am|pm|-|–)"
    r"|[^,.;$฿]{2,40}[$฿] ?\d)"
)
COMMA = re.compile(rf"[,;]\s+(?:and |plus |also )?(?={STRONG})|\s+[|·•]\s+|;\s+", re.IGNORECASE)
# A Thai statement may end after these (each its own look-behind, as Python's must have a fixed width), unless
# what follows belongs to it; and a new one begins with these words.
THAI_ENDS = ("ค่ะ", "ครับ", "คะ", "คับ", "ค่า", "จ้า", "จ้ะ")
PRICE_ENDS = ("บาท", "฿", r"\.-", r",-", r"น\.", "ทุกวัน")
TIED = r"(?!ต่อ|ขึ้นไป|ถึง|เท่านั้น|จาก|พร้อม|รวม|เฉพาะ|เมื่อ|ทุก|และ|หรือ|กับ|ก็|แต่|บาท|น\.|หยุด|ปิด|วัน|ของ|ลด|แถม|ฟรี|รับ|ได้|เหลือ|ต่าง)"
FRESH = (
    r"(?:เปิด|ซื้อ|โปร(?!ตีน)|พิกัด|ร้านอยู่|อยู่(?:ที่|หน้า|ตรง|ใกล้|ข้าง|หลัง|ใน)|ที่ตั้ง|พรุ่งนี้|ส่งฟรี"
    r"|จอดรถ|เมนูใหม่|ทัก|สนใจ|แวะ|ใคร|เรา"
    r"|ทางร้าน|ที่ร้าน|วันนี้มี)"
)
THAI_CUT = re.compile(
    "|".join(
        [
            *(rf"(?<={end})\s+(?=\S)" for end in THAI_ENDS),
            *(rf"(?<={end})\s+(?={TIED}[\u0e00-\u0e7fA-Za-z])" for end in PRICE_ENDS),
            r"\s{2,}|\s+[|·•/]\s+",
            rf"\s+(?={FRESH})",
        ]
    )
)
# In a long Thai line these begin a statement of their own, too.
THAI_CLAUSE = re.compile(
    r"\s+(?=(?:ออกเดินทาง|รับ|มี|ก่อน|หลัง|รวม|ทุก|ตั้งแต่|สมัคร|จัด|พร้อม|ได้|ไม่|ใช้|ทำ|คุณ|แม่|พ่อ|ยาย"
    r"|ย่า|ตอนนี้|ปีนี้|สูตร|เริ่ม|เพราะ|แล้ว"
    r"|ใน|ถ้า|หาก|เวลา|ลด|แถม|ฟรี|ปิด|หยุด|วันนี้|อากาศ|บรรยากาศ|เหมาะ|นวด|อบ|เคี่ยว|คัด)[\u0e00-\u0e7f]*)"
)
LONG_THAI, LONGEST, ENOUGH = 70, 200, 120
STRONG_KINDS = {"price", "offer", "hours", "date", "place"}


def pieces(text: str) -> list[str]:
    """The paste's statements in order, verbatim, without chat stamps, placeholders, bullets and orders to machines."""
    lines = without_commands(_chat_free(text.splitlines()))
    found = [piece for line in lines for piece in _of_line(line)]
    return list(dict.fromkeys(piece for piece in found if len(piece) > 1))


def _chat_free(lines: list[str]) -> list[str]:
    speakers = [match[1] for line in lines if (match := CHAT_TURN.match(line))]
    repeated = {name for name in speakers if speakers.count(name) > 1}
    return [_unstamped(line, repeated) for line in lines if not DAY_LINE.match(line.strip())]


def _unstamped(line: str, speakers: set[str]) -> str:
    for stamp in CHAT:
        line = stamp.sub("", line)
    turn = CHAT_TURN.match(line)
    if turn and turn[1] in speakers:
        line = line[turn.end() :]
    return "" if LEFTOVER.fullmatch(line.strip()) else line


def _of_line(line: str) -> list[str]:
    """The statements of one line; an order to a machine silences the rest of its line."""
    found: list[str] = []
    for sentence in ENDS.split(line.strip()):
        if is_command(sentence):
            break
        found += [piece for part in _asked(sentence) for piece in _cut(part)]
    return [trimmed for piece in found if (trimmed := _trimmed(piece))]


def _asked(sentence: str) -> list[str]:
    """What the owner wants written about, without "please write a post about"."""
    rest = ASK_START_THAI.sub("", ASK_START.sub("", sentence.strip()))
    return [rest] if rest else []


def _cut(sentence: str) -> list[str]:
    thai = len(re.findall(r"[\u0e00-\u0e7f]", sentence)) > len(re.findall(r"[A-Za-z]", sentence))
    parts = [part for part in (THAI_CUT if thai else COMMA).split(sentence) if part]
    if thai:
        parts = [clause for part in parts for clause in _clauses(part)]
    return [short for part in parts for short in (_shortened(part) if len(part) > LONGEST else [part])]


def _clauses(part: str) -> list[str]:
    return THAI_CLAUSE.split(part) if len(part) > LONG_THAI else [part]


def _shortened(part: str) -> list[str]:
    """A very long statement in shorter ones, cut at commas or spaces between clauses."""
    words, lines = re.split(r"(?<=[,;]) | (?=[\u0e00-\u0e7f])", part), [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) > ENOUGH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line for line in lines if len(line) <= LONGEST]


def _trimmed(piece: str) -> str:
    """The piece without bullet, placeholder and what led up to it, stray marks and decoration."""
    whole = LEFTOVER.sub("", piece) if "[" in piece else piece
    if PLACEHOLDER.search(whole):
        whole = _around_placeholders(whole)
    whole = BULLET.sub("", whole.strip())
    return re.sub(r"^[\s,;:.)\]]+|[\s,;:(\[]+$|(?<=[^.])\.$(?<!น\.)(?<!\.-)(?<!\.m\.)", "", whole).strip()


def _around_placeholders(piece: str) -> str:
    """What still says something once the phone or address is gone; a torn sentence says nothing."""
    parts = [DANGLING.sub("", part).strip(" .,;:") for part in PLACEHOLDER.split(piece)]
    telling = [part for part in parts if kind_of(part) in STRONG_KINDS]
    return max(telling, key=len, default="")
