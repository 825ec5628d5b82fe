"""Cuts lines into sentences and sentences into statements, by the habits of English and of Thai."""

import re

ABBREVIATED = (
    r"(?<!\b[ap]\.m\.)(?<!\bSt\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bAve\.)(?<!\bNo\.)(?<!\bvs\.)"
)
ENDS = re.compile(rf"(?<=[A-Za-z0-9฿%)\"”’][.!?]){ABBREVIATED}\s+(?=[A-Z0-9\"“'(\u0e00-\u0e7f$฿])|(?<=[!?…])\s+(?=\S)")
# For owners who write everything in small letters.
SMALL_ENDS = re.compile(rf"(?<=[a-z0-9]{{2}}[.!?]){ABBREVIATED}\s+(?=[a-z])|(?<=\$\d\d[.])\s+(?=[a-z])")
STRONG = (
    r"(?:open(?:s|ing)?\b|clos(?:ed|ing)\b|hours\b|\d{1,3}% off|free\b|buy\b|get \d|every (?:day|\w+day)|daily\b"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|from \d|until \d|next dates?\b|\d{1,2}(?::\d\d)? ?(?:am|pm|-|–)"
    r"|\d for [$฿]|[^,.;$฿]{2,40}[$฿] ?\d)"
)
COMMA = re.compile(rf"[,;]\s+(?:and |plus |also )?(?={STRONG})|\s+[|·•]\s+|;\s+", re.IGNORECASE)
ONLY_TIME = re.compile(
    r"(?:from )?\d{1,2}(?::\d\d)? ?(?:(?:am|pm)\b|(?:am|pm)? ?(?:-|–|to) ?\d{1,2}(?::\d\d)?(?: ?(?:am|pm))?\b)",
    re.IGNORECASE,
)
DAY_LAST = re.compile(
    r"(?:day|days|weekend|weekends|mon|tue|wed|thu|fri|sat|sun|\w{3,9} \d{1,2}(?:st|nd|rd|th)?)$", re.IGNORECASE
)

# A Thai statement may end after these (each its own look-behind, as their width must be fixed), unless what
# follows belongs to it; and a new one begins with these words. `มอคค่า` is coffee, not a particle.
THAI_ENDS = ("ค่ะ", "ครับ", "คะ", "คับ", "[^ค]ค่า", "จ้า", "จ้ะ")
PRICE_ENDS = ("บาท", "฿", r"\.-", r",-", r"น\.", "ทุ่ม", "โมง", "ทุกวัน")
TIED = (
    r"(?!ต่อ|ขึ้นไป|ถึง|เท่านั้น|จาก|พร้อม|รวม|เฉพาะ|เมื่อ|ทุก|และ|หรือ|กับ|ก็|แต่|บาท|น\.|หยุด|ปิด|วัน|ของ|ลด|แถม|ฟรี|รับ|ได้"
    r"|เหลือ|ต่าง|จันทร์)"
)
FRESH = (
    r"(?:เปิด|ซื้อ|โปร(?!ตีน)|พิกัด|ร้านอยู่|อยู่(?:ที่|หน้า|ตรง|ใกล้|ข้าง|หลัง|ใน)|ที่ตั้ง|พรุ่งนี้|ส่งฟรี|จอดรถ|เมนูใหม่"
    r"|ทัก|สนใจ|แวะ|ใคร|เรา|ทางร้าน|ที่ร้าน|วันนี้มี|ไลฟ์|ร้าน\s)"
)
UNIT = (
    r"(?:บาท|นาที|ชม|ชั่วโมง|น\.|คน|ชิ้น|แก้ว|จาน|ชาม|กล่อง|ตัว|วัน|คืน|ปี|เดือน|ครั้ง|คลาส|กรัม|ก\.|มล|ซม|กก|กิโล|ขวด|ถุง|คู่|ชุด|ดอก"
    r"|ช่อ|ลูก|หัว|ที่|สี|ไซ|ขึ้นไป|แถม|ฟรี|โมง|ทุ่ม|ต่อ|ไม้|แผ่น|ท่าน|คัน|รอบ|เมตร|ม\.|พ\.|ธ\.|ส\.|ต\.|มี\.|เม\.|มิ\.|มกรา|กุมภา|มีนา|เมษา|พฤษ"
    r"|มิถุ|กรกฎ|สิงหา|กันยา|ตุลา|พฤศ|ธันวา|และ|หรือ|ถึง)"
)
LETTER = r"[\u0e00-\u0e7fA-Za-z]"
MENU_CUT = re.compile("|".join(rf"(?<={LETTER} {digits})\s+(?=(?!{UNIT}){LETTER})" for digits in (r"\d\d", r"\d\d\d")))
BEFORE_MENU = re.compile(r"^(.{8,}?) (?=[^ ]{3,30} \d{2,3}$)")
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
    r"\s+(?=(?:ออกเดินทาง|รับ|มี|ก่อน|หลัง|รวม|ทุก|ตั้งแต่|สมัคร|จัด|พร้อม|ได้|ไม่|ใช้|ทำ|คุณ|แม่|พ่อ|ยาย|ย่า|ตอนนี้|ปีนี้|สูตร|เริ่ม"
    r"|เพราะ|แล้ว|ใน|ถ้า|หาก|เวลา|ลด|แถม|ฟรี|ปิด|หยุด|วันนี้|อากาศ|บรรยากาศ|เหมาะ|นวด|อบ|เคี่ยว|คัด)[\u0e00-\u0e7f]*)"
)
LONG_THAI, LONGEST, ENOUGH = 70, 200, 120


def sentences(line: str) -> list[str]:
    """The sentences of a line; small letters begin one only where the writer never uses capitals."""
    found = ENDS.split(line.strip())
    if re.search(r"[A-Z]", line):
        return found
    return [small for sentence in found for small in SMALL_ENDS.split(sentence)]


def cut(sentence: str) -> list[str]:
    """The statements of a sentence, verbatim."""
    if len(re.findall(r"[\u0e00-\u0e7f]", sentence)) > len(re.findall(r"[A-Za-z]", sentence)):
        parts = [clause for part in _menu(sentence) for whole in THAI_CUT.split(part) for clause in _clauses(whole)]
    else:
        parts = _at_commas(sentence)
    return [short for part in parts if part for short in _shortened(part)]


def _at_commas(sentence: str) -> list[str]:
    """Cut at commas before something strong, but never between a day and its hours."""
    parts, start = [], 0
    for comma in COMMA.finditer(sentence):
        before, after = sentence[start : comma.start()], sentence[comma.end() :]
        if ONLY_TIME.match(after) and DAY_LAST.search(before):
            continue
        parts.append(before)
        start = comma.end()
    return [*parts, sentence[start:]]


def _menu(sentence: str) -> list[str]:
    """`ตัดผมหญิง 250 ตัดผมชาย 150` is two entries; a single number in a sentence is not."""
    first, *entries = MENU_CUT.split(sentence)
    if not entries:
        return [sentence]
    before = BEFORE_MENU.match(first)
    return [before[1], first[before.end() :], *entries] if before else [first, *entries]


def _clauses(part: str) -> list[str]:
    return THAI_CLAUSE.split(part) if len(part) > LONG_THAI else [part]


def _shortened(part: str) -> list[str]:
    """A very long statement in shorter ones, cut at commas or spaces between clauses."""
    if len(part) <= LONGEST:
        return [part]
    words, lines = re.split(r"(?<=[,;]) | (?=[\u0e00-\u0e7f])", part), [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) > ENOUGH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line for line in lines if len(line) <= LONGEST]
