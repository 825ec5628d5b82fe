"""Cuts a Thai line, which has spaces only between clauses and around numbers, where one statement ends."""

import re

from socialdraft.studio.words.kinds import MONEY

# A statement ends behind these, whatever follows. `มอคค่า` is coffee, not a particle.
PARTICLE = re.compile(r"(?:ค่ะ|ครับ|คะ|คับ|(?<!ค)ค่า+|จ้า+|จ้ะ)$")
SPOKEN = re.compile(r"(?:(?<=ค่ะ)|(?<=ครับ)|(?<=คะ)|(?<=จ้า))\s")
# It ends behind these unless what follows belongs to them.
PRICE_END = re.compile(r"(?:บาท|฿|\.-|,-|น\.|ทุ่ม|โมง|ทุกวัน)$")
MEASURE_END = re.compile(
    r"(?:โมง(?:เย็น|เช้า)?|บ่ายโมง|เที่ยง|ทุ่ม|นาที|ชั่วโมง(?:ครึ่ง)?|องศา|เมตร|วันธรรมดา|วัน\S{3,8}|ตี \d"
    r"|\d (?:คน|ชุด|ห้อง|วัน|คิว|ที่|รอบ)"
    r"|(?:ละ|ชิ้น|ราคา) ?\d{2,})$"
)
TIED = re.compile(
    r"ต่อ(?!เล็บ|ผม|ขนตา)|ขึ้นไป|ถึง|เท่านั้น|จาก|พร้อม|รวม|เฉพาะ|เมื่อ|ทุก|และ|หรือ|กับ|ก็|แต่|บาท|น\.|หยุด|ปิด|วัน|ของ|ลด|แถม|ฟรี|รับ(?!ซ่อม|ทำ|จัด|ประกัน)|ได้|เหลือ"
    r"|ต่าง|จันทร์|แล้ว|เพื่อ|ราคา|\S{1,8}ละ(?=\s?\d)|[^\u0e00-\u0e7fA-Za-z]"
)
FRESH = re.compile(
    r"เปิด|ซื้อ|โปร(?!ตีน)|พิกัด|ร้านอยู่|อยู่(?:ที่|หน้า|ตรง|ใกล้|ข้าง|หลัง|ใน)|ที่ตั้ง|พรุ่งนี้|ส่งฟรี|จอดรถ|เมนูใหม่|ทัก|สนใจ|แวะ|ใคร|เรา"
    r"|ทางร้าน|ที่ร้าน|วันนี้มี|ไลฟ์|สั่ง(?=ล่วงหน้า|ได้|ก่อน)|ส่ง(?=ใน|ถึง|ทั่ว|เคอรี่|ไปรษณีย์|แกร็บ|ด่วน)|รับประกัน|ลูกค้าใหม่|ร้าน(?=\s|หยุด|ปิด|เปิด)"
)
# In a long line these begin a statement of their own, too.
CLAUSE = re.compile(
    r"ออกเดินทาง|ออกเรือ|ต้อง|มา(?=ตลาด|ร้าน|\s\d)|รับ|มี|ก่อน|หลัง|รวม|ทุก|ตั้งแต่|สมัคร|จัด|พร้อม|ได้|ไม่|ใช้|ทำ|คุณ|แม่|พ่อ|ยาย|ย่า|ตอนนี้|ปีนี้|สูตร|เริ่ม|เพราะ|แล้ว|ใน|ถ้า|หาก"
    r"|เวลา|ลด|แถม|ฟรี|ปิด|หยุด|วันนี้|อากาศ|บรรยากาศ|เหมาะ|นวด|อบ|เคี่ยว|คัด|ดนตรี|ที่นั่ง|เปลี่ยน|เอา|นั่ง|พา|คิว|จอง|ห้อง|ครั้งแรก|กลุ่ม|ช่าง|ครู|เพิ่ง|กลับมา"
    r"|สัปดาห์|นักศึกษา|นักเรียน|สมาชิก|ลูกค้า|โชว์|สี(?=ใหม่)|ซาวโดว์|เรียก"
)
OPEN_END = re.compile(r"(?:และ|หรือ|กับ|ที่|ของ|ใน|จาก|ถึง|เริ่ม|ราคา|ละ|แต่)$")
UNIT = re.compile(
    r"\s?(?:นาที|ชม|ชั่วโมง|น\.|คน|ชิ้น|แก้ว|จาน|ชาม|กล่อง|ตัว|วัน|คืน|ปี|เดือน|ครั้ง|คลาส|กรัม|ก\.|มล|ซม|กก|กิโล|ขวด|ถุง|คู่|ชุด|ดอก|ช่อ|ลูก|หัว|ที่"
    r"|สี|ไซ|ขึ้นไป|แถม|ฟรี|โมง|ทุ่ม|ต่อ|ไม้|แผ่น|ท่าน|คัน|รอบ|เมตร|องศา|จุด|พันธุ์|ลาย|ห้อง|ม\.|พ\.|ธ\.|ส\.|ต\.|มี\.|เม\.|มิ\.|มกรา|กุมภา|มีนา"
    r"|เมษา|พฤษ|มิถุ|กรกฎ|สิงหา|กันยา|ตุลา|พฤศ|ธันวา|และ|หรือ|ถึง|จาก|[-–/.:,]?\d|%|\+)"
)
AMOUNT = re.compile(r"\d[\d,.]*")
ENTRY = re.compile(r"[^\d]{2,40}?\s(?:\d{1,3},\d{3}|\d{2,4})(?:\s?(?:บาท|฿|\.-))?(?=\s|$)")
BEFORE_MENU = re.compile(r"^(.{8,}) (?=[^ ]{3,30} \d{2,3}$)")
LONG, AROUND = 45, 120


def statements(sentence: str) -> list[str]:
    """The sentence's statements, verbatim."""
    menu = _menu(sentence)
    return menu or [part for line in re.split(r"\s{2,}|\s+[|·•/]\s+", sentence) for part in _parts(line)]


def _parts(line: str) -> list[str]:
    long = len(line) > LONG
    parts, start = [], 0
    for space in re.finditer(r"\s+", line):
        left, right = line[start : space.start()], line[space.end() :]
        if _ends(left, right, long=long):
            parts.append(left)
            start = space.end()
    return [*parts, line[start:]]


def _ends(left: str, right: str, *, long: bool) -> bool:
    """Whether a statement ends at this space; only its surroundings are read, so that long pastes stay quick."""
    left, right = left[-AROUND:], right[:AROUND]
    if PARTICLE.search(left) or FRESH.match(right):
        return True
    if TIED.match(right) or OPEN_END.search(left) or (left[-1:].isdigit() and UNIT.match(right)):
        return False
    if PRICE_END.search(left):
        return True
    # As long as a price is still to come, what stands before it may be what it is the price of.
    priced = bool(MONEY.search(left)) or not MONEY.search(SPOKEN.split(right)[0])
    counted = left[-1:].isdigit() and not MEASURE_END.search(left)
    return long and priced and not counted and bool(MEASURE_END.search(left) or CLAUSE.match(right))


def _menu(sentence: str) -> list[str]:
    """`ตัดผมหญิง 250 ตัดผมชาย 150` is two entries; a line that counts anything but money is none."""
    if any(UNIT.match(sentence, amount.end()) for amount in AMOUNT.finditer(sentence)):
        return []
    entries = [entry.group().strip() for entry in ENTRY.finditer(sentence)]
    if not entries[1:] or ENTRY.sub("", sentence).strip():
        return []
    before = BEFORE_MENU.match(entries[0])
    return [before[1], entries[0][before.end() :], *entries[1:]] if before else entries
