"""Understands what an owner asks of a rewrite, in a few words of either language."""

import re

SIGNS = {
    "shorter": r"short|brief|concise|trim|\bcut\b|too long|less text|สั้น|กระชับ|ย่อ|ตัดให้|ยาวไป|ยาวเกิน",
    "warmer": r"warm|friendl|kind(?:er|ly)|heart|personal|sweet|อบอุ่น|เป็นกันเอง|น่ารัก|นุ่มนวล|ใจดี",
    "livelier": r"livel|\bfun\b|excit|energ|playful|upbeat|more emoji|สนุก|คึกคัก|สดใส|ตื่นเต้น|เพิ่มอีโมจิ",
    "call_to_action": r"call.to.action|\bcta\b|invit|ask (?:them|people)|book|order|ชวน|ปิดการขาย|ให้ทัก|ให้จอง|ให้สั่ง|กระตุ้น",
    "formal": r"formal|professional|polite|serious|ทางการ|สุภาพ|เป็นงานเป็นการ|มืออาชีพ",
    "no_emoji": r"(?:no|without|remove|fewer|less|drop) (?:the )?emoji|(?:ไม่|ลบ|ลด|ตัด)(?:เอา|ใส่|ต้องมี|ต้องใส่)?อ[ิี]โมจิ",
    "no_tags": r"(?:no|without|remove|drop) (?:the )?(?:hash)?tags?|(?:ไม่|ลบ|ตัด)(?:เอา|ใส่|ต้องมี|ต้องใส่)?แฮช",
}
KINDS = {
    "price": r"price|cost|how much|ราคา",
    "hours": r"hour|open|clos|time|เวลา|เปิด|ปิด|หยุด",
    "offer": r"offer|deal|discount|promo|โปร|ลด|แถม",
    "place": r"where|place|location|address|parking|ที่อยู่|พิกัด|ที่ตั้ง|ที่จอด",
    "date": r"date|day|when|วันที่|วันไหน",
}
PUT_FIRST = re.compile(r"first|start|begin|lead|focus|highlight|stress|top|เน้น|ขึ้นต้น|ก่อน|ขึ้นก่อน|บนสุด|ไว้ต้น", re.IGNORECASE)
ADD = re.compile(r"add|mention|include|put|say|with the|ใส่|เพิ่ม|บอก|พูดถึง|มี", re.IGNORECASE)


def wished(text: str) -> list[str]:
    """The changes a wish names; an unknown wish is a wish for other words."""
    return [name for name, signs in SIGNS.items() if re.search(signs, text, re.IGNORECASE)]


def wanted_kinds(text: str) -> list[str]:
    """Kinds of facts the owner wants told or told first."""
    if not (PUT_FIRST.search(text) or ADD.search(text)):
        return []
    return [kind for kind, signs in KINDS.items() if re.search(signs, text, re.IGNORECASE)]
