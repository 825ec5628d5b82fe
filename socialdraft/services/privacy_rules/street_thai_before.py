"""What stands before a Thai address: what says that a number is a house, a price or a paper."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules.lexicon import holds, tree_of
from socialdraft.services.privacy_rules.street_thai_names import SIGN, STOP, WAYS
from socialdraft.services.privacy_rules.view import View

_KINDS = (
    "ออฟฟิศ สำนักงาน บ้าน ตึกแถว ห้องแถว บ้านเช่า บ้านเดี่ยว บ้านพัก อาคารพาณิชย์ ทาวน์เฮาส์ ทาวน์เฮ้าส์ ทาวน์โฮม "
    "โกดัง "
    "โรงงาน พูลวิลล่า วิลล่า รีสอร์ท "
    "หอพัก แมนชั่น คอนโด ตึก อาคาร"
)
# A paper and no house: ใบแจ้งหนี้เลขที่ 118.
PAPER = re.compile(
    r"(?:ใบ[ก-๎]{2,12}|หนี้|บิล|บัญชี|สัญญา|ออเดอร์|คำสั่งซื้อ|พัสดุ|ทะเบียน|สมาชิก[ก-๎]{0,10}|คดี|ประกาศ|โฉนด|กรมธรรม์|อ้างอิง|ใบ) ?\Z"
)
_NUMBER_WORDS = "|".join(["เลขที", *(f"{kind}เลขที" for kind in _KINDS.split()), "ที่อยู่", "address", "house no"])
# One of them is in each.
_SHORT_NUMBER_WORDS = ("เลขที", "ที่อยู่", "address", "house no")
_NUMBERED = re.compile(rf"{tree_of(_NUMBER_WORDS)}(?:(?<=เลขที)่|(?<=no)\.)?[ :]{{0,3}}(?:จัดส่ง[ :]{{0,3}})?(?=[0-9])")
ROOM_WORD = re.compile(r"(?<![a-z])(?:room|rm|unit|suite|apt)\.? ?#?\Z")
# A word that is part of the address itself.
NUMBER_WORD = "เลข"
# Numbers that count something else: วันที่ 5, หมู่ที่ 5, อันดับ 5; but behind a count of their own none do: 3 รอบ 394/69 ถ.ริมน้ำ.
NOT_A_HOUSE = re.compile(
    r"(?:(?:special|menu|dish|item|set|combo|order|bill|invoice|receipt|page|table) [Nn]o\.|เฟส|อายุ|โต๊ะ(?:ที่)?"
    r"|หมู่(?:ที่)?"
    r"|ชั้น(?:ที่)?|ม\.|ครั้งที่|อันดับ(?:ที่)?|ข้อ(?:ที่)?|พ\.ศ\."
    r"|(?<![0-9] )(?<![0-9])(?:วันที่|รอบ(?:ที่)?|ปี|งวด|คิว(?:ที่)?)) ?\Z"
)
# 3. ภาพขวา: a list's own number.
LISTED = re.compile(rf"[0-9]{{1,2}}\.(?! ?(?:{WAYS}|ตรอก)) ?[ก-๎]")
# 9 ตุลาคม 2560
DATE = re.compile(r"[0-3]?[0-9]/[01]?[0-9]/(?:[0-9]{4}|[0-9]{2})")
YEAR = re.compile(r"2[45][0-9]{2}|20[0-4][0-9]|19[0-9]{2}")
MONTH = re.compile(r"(?:คม|ยน|พันธ์|[มพกสตธ]\.?ค\.?|[กพ]\.?ย\.?|ก\.?พ\.?|ม[ีิ]\.?[คย]\.?|เม\.?ย\.?) ?\Z|[0-9]/\Z")
# What is asked for something: มัดจำ 500, ชิ้นละ 45, เริ่ม 290.
PRICE = re.compile(
    r"(?:เกรด ?[A-Za-zก-ฮ]{1,2}|ราคา|เริ่ม(?:ต้น)?(?:ที่)?|เพียง|แค่|(?<!แ)(?<!ส)ละ|ลด|มัดจำ|ค่า[ก-๎]{2,10}|รวม"
    r"|ยอด|ทอน|จ่าย(?:แล้ว)?|โอน(?:แล้ว)?|แถม|เงิน"
    r"|กำไร|ประมาณ) ?\Z"
)
# A sum and no two houses: 4,500 บ้านเจ้าบ่าว 6 หมู่ 2, but 101,103 ถ.เยาวราช.
SUM = re.compile(rf"[0-9]{{1,3}},[0-9]{{3}}(?! ?(?:(?!หมู่บ้าน)(?:{WAYS})|ตรอก))")
# Storeys of a house and no house: ตึกเก่า 2 ชั้น 17 ถ.กระบี่.
STOREYS = re.compile(r"(?:ตึก|อาคาร|บ้าน|ทาวน์)[ก-๎]{0,12} \Z")
STOREY = " ชั้น"
SUM_BEFORE = re.compile(r"[0-9],[0-9]{3} \Z")
# What one only passes by: ใกล้ซอยอารีย์ 4, unless one is there: อยู่ปากซอยรามอินทรา 39.
PASSED = re.compile(
    r"(?:(?<!ที่)(?<!อยู่)ปาก|ใกล้|หน้า|ข้าม|เข้า|หลัง|ข้าง|ผ่าน) ?\Z"
    r"|[ก-๎](?<!ที่)(?<!อยู่)(?<!ส่ง)(?<!บ้าน)(?<!ถึง)(?<!จาก)"
    r"(?<!ที่ปาก)(?<!อยู่ปาก)\Z"
)
# Whose address it is stays: โรงเรียนอนุบาลใบบุญ 12/2 ถ.ประชาสโมสร, หน้าโรงเรียนวัดดอน 3 ถ.เจริญกรุง.
BUSINESS = re.compile(
    r"(?:รพ\.|โรงพยาบาล|โรงแรม|โรงเรียน|ร\.ร\.|รร\.|ร้าน|บริษัท|บจก\.|หจก\.)[^0-9\n]{2,40} "
    rf"(?=[0-9]{{1,5}}(?:/[0-9]| ?(?:{WAYS}|ตรอก)))"
)
CODE_BEFORE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2}-?[0-9]{1,4} \Z")
# A landmark that begins an address: ท่าเรือวัดหลัง เลขที่ 3, แพ 14 ท่าน้ำสะแกกรัง ถ.ศรีอุทัย, คลอง 4 ลำลูกกา หมู่บ้าน…
_NEW_WORD = r"(?:(?<=[ \n:])|(?<=ที่)|(?<=อยู่)|(?<=มา)|(?<=ไป)|(?<=ใน)|\A)"
_LANDMARK_BEFORE = re.compile(
    rf"{_NEW_WORD}(?:แพ ?[0-9]{{1,3}} )?(?:ท่าเรือ|ท่าน้ำ|ริมคลอง|ริมแม่น้ำ|ริมน้ำ|ริมเขื่อน|เกาะ"
    rf"|คลอง ?[0-9]{{1,2}} ?|ริมโขง|กระท่อม|เสาไฟ|กองร้อย|เดอะ|คุ้ม|วงเวียน|[สห][าี้่]{{1,2}}ม?แยก)"
    rf"(?:(?!{STOP}){SIGN}){{0,24}}(?: ?[0-9]{{1,3}})? \Z"
)
# A quick look before a long one.
_LANDMARK = re.compile(r"ท่า|ริม|เกาะ|คลอง|กระท่อม|เสาไฟ|กองร้อย|เดอะ|คุ้ม|วงเวียน|แยก")
# โกดัง 3 เลขที่ 700/21
_ROOM_BEFORE = re.compile(
    rf"{_NEW_WORD}(?:โกดัง|โรงงาน|แปลง|ห้อง|ล็อ[กค]|บูธ|แผง|คูหา|ตู้|อาคาร|ตึก) ?(?:ที่ ?)?[A-Z]?[0-9]{{1,3}} \Z"
)
# บ้านสวนแมนชั่น 62/7, ตึกแถว 3 ชั้น เลขที่ 511
_BUILDING = re.compile("แมนชั่น|เพล[สซ]|เรสซิเดนซ์|อพาร์|ทาวน์|แถว|พาณิชย์|หอ ")
_BUILDING_BEFORE = re.compile(
    rf"{_NEW_WORD}(?:[ก-๎]{{0,16}}(?:แมนชั่น|เพล[สซ]|เรสซิเดนซ์)"
    r"|(?<=หอ )[ก-๎]{2,16}(?: [0-9])?|อพาร์[ทต]เม้?น[ทต]?์?|ทาวน์(?:เฮ้?าส์|โฮม)|(?:ตึก|ห้อง)แถว(?=[ก-๎]| [0-9])|อาคารพาณิชย์)"
    r"[ก-๎]{0,12}(?: ปตท\.)?(?: [0-9]{1,2} (?:ชั้น|คูหา))? \Z"
)
_NEAR = 60


def numbered(view: View) -> Iterator[re.Match[str]]:
    """Every word that says that the number behind it is a house."""
    if holds(view.lower, _SHORT_NUMBER_WORDS):
        yield from _NUMBERED.finditer(view.lower)


def landmark_start(text: str, at: int) -> int:
    """Where the landmark is named that stands right before a place, or that place."""
    low = max(0, at - _NEAR)
    found = text.endswith(" ", 0, at) and _LANDMARK.search(text, low, at) and _LANDMARK_BEFORE.search(text, low, at)
    return found.start() if found else at


def building_start(text: str, at: int) -> int:
    """Where the house of several homes is named that stands right before its number, or that number."""
    low = max(0, at - _NEAR)
    found = text.endswith(" ", 0, at) and _BUILDING.search(text, low, at) and _BUILDING_BEFORE.search(text, low, at)
    return found.start() if found else at


def room_start(text: str, at: int) -> int:
    """Where a numbered room or warehouse stands right before a house, or that house."""
    numbered = at > 1 and text[at - 1] == " " and text[at - 2].isdigit()
    found = _ROOM_BEFORE.search(text, max(0, at - _NEAR), at) if numbered else None
    return found.start() if found else at
