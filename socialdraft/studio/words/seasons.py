"""Finds the season or holiday an owner names."""

import re

WORDS = {
    "lunar_new_year": r"lunar new year|chinese new year|\btet\b|ตรุษจีน",
    "songkran": r"songkran|สงกรานต์|ปีใหม่ไทย",
    "new_year": r"new year|ปีใหม่",
    "valentine": r"valentine|วาเลนไทน์",
    "easter": r"\beaster\b|อีสเตอร์",
    "cinco_de_mayo": r"cinco de mayo",
    "mothers_day": r"mother[’']?s day|for mom\b|วันแม่",
    "fathers_day": r"father[’']?s day|for dad\b|วันพ่อ",
    "back_to_school": r"back[ -]to[ -]school|เปิดเทอม",
    "vegetarian": r"vegetarian festival|กินเจ|เทศกาลเจ|อาหารเจ",
    "halloween": r"halloween|ฮาโลวีน",
    "loy_krathong": r"lo[iy] krathong|ลอยกระทง",
    "thanksgiving": r"thanksgiving|วันขอบคุณพระเจ้า",
    "christmas": r"christmas|xmas|คริสต์มาส|คริสมาส",
    "summer": r"\bsummer\b|หน้าร้อน|ฤดูร้อน|คลายร้อน|ดับร้อน",
    "rainy": r"\brainy\b|rainy season|หน้าฝน|ฤดูฝน|ฝนตก|หลบฝน",
    "autumn": r"\bautumn\b|\bfall (?:menu|season|flavors?|special|colors?)|pumpkin spice|ฤดูใบไม้ร่วง",
    "winter": r"\bwinter\b|หน้าหนาว|ฤดูหนาว|ลมหนาว|อากาศหนาว",
}
PATTERNS = {season: re.compile(words, re.IGNORECASE) for season, words in WORDS.items()}


def season_in(text: str) -> str:
    """The first season of the table that the text names, else none."""
    return next((season for season, words in PATTERNS.items() if words.search(text)), "none")
