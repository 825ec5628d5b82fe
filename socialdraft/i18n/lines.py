"""Where a Thai line may break. Thai writes no spaces; browsers guess words from a dictionary without newer ones."""

import regex

JOINER, GAP = "\u2060", "\u200b"
WHOLE = [
    "แกลเลอรี",
    "แคปชัน",
    "ไอเดีย",
    "แฮชแท็ก",
    "อินเทอร์เน็ต",
    "เบราว์เซอร์",
    "อัปโหลด",
    "เซิร์ฟเวอร์",
    "เครดิต",
    "เบเกอรี่",
    "ทาโก้",
    "ไดเอต",
    "ออเรนจ์เคาน์ตี",
    "มือถือ",
    "เช็ก",
    "หนึ่ง",
    "ข้อมูล",
    "ข้อความ",
    "ส่วนตัว",
    "คัดลอก",
    "คมชัด",
    "ช่องทาง",
    "ตั้งค่า",
    "เข้าสู่ระบบ",
    "เขตเวลา",
    "น้ำเสียง",
    "เบอร์โทร",
    "ที่อยู่",
    "สักครู่",
    "ล้มเหลว",
    "เคล็ดลับ",
    "เงินเดือน",
]
"""Words that a reader does not want to meet in two halves."""
_WHOLE = regex.compile(f"(?P<before>(?<=[ก-๎]))?(?P<word>{'|'.join(WHOLE)})(?P<after>(?=[ก-ฮเ-ไ]))?")


def held(text: str) -> str:
    """The Thai `text` with invisible marks that keep its words whole; for screens, not for text that is taken away."""
    return _WHOLE.sub(_joined, text).replace(GAP + GAP, GAP)


def _joined(found: regex.Match[str]) -> str:
    """The word's own letters joined; beside other Thai letters it may begin and end a line."""
    before, after = (GAP if found[side] is not None else "" for side in ("before", "after"))
    return before + JOINER.join(regex.findall(r"\X", found["word"])) + after
