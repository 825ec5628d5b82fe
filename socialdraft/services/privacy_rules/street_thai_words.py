"""The parts of a Thai address, in Thai letters and Latin, as patterns."""

import re

from socialdraft.services.privacy_rules.lexicon import any_of

# A name ends where the next part or the next sentence begins: Thai has no blanks to tell.
_NEXT = (
    r"(?:ซอย|ซ\.|ถนน|ถ\.|หมู่(?=บ้าน| ?(?:ที่)? ?[0-9])|ม\.|ตำบล|ต\.|แขวง|อำเภอ|อ\.|เขต|จังหวัด|จ\.|แยก(?= ?[0-9])"
    r"|ชั้น(?= ?(?:ที่)? ?[0-9A-Z])|ห้อง(?=เลข| ?(?:ที่)? ?[0-9A-Z])|อาคาร|ตึก|กรุงเทพ|กทม|ตรอก|รหัสไปรษณีย์|โทร|เบอร์)"
)
_STOP = (
    r"(?:เปิด|ปิดวัน|ปิดทุก|ใกล้|ตรงข้าม|ติดกับ|ติดถนน|หน้าปาก|หน้าตลาด|หน้าโรง|หลังตลาด|ข้างวัด|ข้างๆ|เยื้อง|จัดส่ง|ส่งฟรี|ส่งด่วน|ราคา|นะคะ|นะครับ|นะค่ะ|ครับ|ค่ะ|ฟรี|เก็บเงิน"
    r"|เก็บปลาย|ชื่อ|ผู้รับ|ค่าส่ง|ปากซอย|มีที่จอด|มีบริการ|บริการ|จองโต๊ะ|ร้านเรา|ได้เลย|ได้ที่|ลดราคา|ลด[0-9])"
)
_SIGN = r"[ก-ฮะ-ฺเ-๎A-Za-z'-]"
_NAME = rf"{_SIGN}{{2}}(?:(?!{_NEXT}|{_STOP}){_SIGN}){{0,34}}"
# Numbers that belong to a name, not prices, times or counts that follow it.
_COUNTED = (
    r"(?:บาท|฿|น\.|นาฬิกา|โมง|ทุ่ม|นาที|ชม|ชั่วโมง|กม|กิโล|เมตร|ชิ้น|คน|ร้าน|เดือน|วัน|ปี|กล่อง|ชุด|คืน|ท่าน|ที่นั่ง|จาน|แก้ว|ถุง|ขวด|ตัว|คัน|โต๊ะ|ครั้ง|ลูก|อัน|ใบ|เมนู|รส|สาขา|สี|ห้อง(?!เลข|ที่| ?[0-9])|บ\.|%)"
)
_NUMBER = rf"[0-9]{{1,4}}(?:/[0-9]{{1,3}})?(?![0-9.:,%]| ?{_COUNTED}|-[0-9])"
_NAMED = rf"(?:{_NAME}(?: ?{_NUMBER})?(?: ?\([ก-๎A-Za-z0-9 .]{{2,24}}\))?|{_NUMBER})"

_MOO = (
    rf"หมู่(?:ที่)? ?[0-9]{{1,2}}(?![0-9])|ม\. ?[0-9]{{1,2}}(?![0-9/.])"
    rf"|(?:หมู่บ้าน|มบ\.|โครงการ|นิคม(?:อุตสาหกรรม)?|ชุมชน|บ้าน(?!เลขที่)|บ\.|ม\.(?! ?ค\.)) ?{_NAMED}"
)
_SOI = rf"(?:ซอย|ซ\.|ตรอก) ?{_NAMED}(?: ?แยก ?{_NUMBER})?|แยก ?{_NUMBER}"
_ROAD = rf"(?:ถนน(?!คนเดิน)|ถ\.) ?(?:ร\. ?[0-9]|{_NAMED})"
_PLACE = (
    rf"(?:อาคาร|ตึก|คอนโด(?:มิเนียม)?|แมนชั่น|อพาร์ท?เม้?นท์|หอพัก|ทาวเวอร์|ทาวน์โฮม|ศูนย์การค้า|พลาซ่า|บจก\.|บริษัท|ห้าง|ร้าน) ?{_NAMED}(?: ?[A-Za-z0-9]{{1,3}}(?![A-Za-z0-9]))?"
)
_ROOM = (
    r"ชั้น(?:ที่)? ?[0-9A-Z]{1,3}(?![0-9A-Za-z])|(?:เลขที่)?(?:ห้อง|ยูนิต|บูธ|ล็อ[กค]|แผง)(?:เลขที่|ที่|หมายเลข)? ?[A-Z]{0,2}[0-9][A-Z0-9/-]{0,6}"
    r"|(?:ตึก|อาคาร) ?[A-Z0-9]{1,3}(?![A-Za-z0-9])"
)
_TAMBON = rf"(?:ตำบล|ต\.(?! ?ค\.)|แขวง) ?{_NAME}"
_LATIN_NAME = r"[A-Z][A-Za-z'-]{1,24}"
_LATIN = (
    rf"(?:[Mm]oo|[Mm]u|M\.) ?[0-9]{{1,2}}(?![0-9])|[Mm]oo ?[Bb]an {_LATIN_NAME}(?: {_LATIN_NAME}){{0,2}}"
    rf"|(?:[Ss]oi|[Tt]rok|SOI) (?:[0-9]{{1,3}}(?:/[0-9]{{1,3}})?|{_LATIN_NAME}(?: {_LATIN_NAME}){{0,2}})(?: [0-9]{{1,3}}(?:/[0-9]{{1,3}})?(?![0-9]))?"
    rf"|(?:[Tt]hanon|[Tt]ambon|[Tt]umbon|[Kk]h?waeng|[Ss]ubdistrict|Th\.|T\.) ?{_LATIN_NAME}(?: {_LATIN_NAME}){{0,2}}"
    rf"|[A-Z][A-Za-z'-]{{1,24}}(?: [A-Z0-9][A-Za-z0-9'-]{{0,24}}){{0,2}} (?:[Rr]oad|[Rr]d|Soi|soi|ROAD|RD)\b\.?(?: [0-9]{{1,3}}(?:/[0-9]{{1,2}})?(?![0-9]))?"
    rf"|(?:[Rr]oom|[Rr]m|[Uu]nit|[Ff]loor|[Ff]l|[Bb]uilding|[Bb]ldg|[Tt]ower|[Cc]ondo)\b\.? ?[A-Z0-9][A-Z0-9/-]{{0,6}}(?![a-z])|[0-9]{{1,2}}(?:st|nd|rd|th) (?:[Ff]loor|[Ff]l)\b\.?"
)
_DOOR = r"(?:บ้าน)?เลขที่ ?[0-9]{1,5}(?:/[0-9]{1,4})?(?![0-9-])"
PART = re.compile(rf"(?:{_DOOR}|{_MOO}|{_SOI}|{_ROAD}|{_ROOM}|{_PLACE}|{_TAMBON}|{_LATIN})")
# The first letters of a part, to look for one quickly.
HEAD = re.compile(
    r"ซอย|ซ\.|ถนน|ถ\.|หมู่|ม\.|มบ\.|ตำบล|ต\.|แขวง|ตรอก|แยก|ชั้น|ห้อง|อาคาร|ตึก|คอนโด|แมนชั่น|อพาร์|หอพัก|ทาวเวอร์|ทาวน์โฮม|โครงการ|นิคม|ชุมชน|บ้าน|ยูนิต|บูธ|ล็อ[กค]|แผง|เลขที่ห้อง"
)
LATIN_HEAD = re.compile(any_of("soi moo mu m. th. t. trok thanon tambon tumbon khwaeng kwaeng subdistrict rd road room floor condo"))
DOOR = re.compile(_DOOR)
# From a house to the sub-district before a district: whatever stands between is the way to the door.
FRAME = re.compile(
    rf"(?:(?!บาท|โทร|ครับ|ค่ะ|คะ |ราคา)[^\n฿$@]){{0,180}}?(?:\n ?)?{_TAMBON}(?=[ ,]{{0,2}}(?:อำ ?เภอ|อ\.|เขต))"
)
CLASSES = re.compile(r"(?:ม\. ?[0-9]{1,2}[ ,และ-]{0,4})+\Z")
INSIDE = re.compile(r"ชั้น|ห้อง|บ้าน|ร้าน|โครงการ|ห้าง|บริษัท")
HOUSE = re.compile(
    r"[0-9](?<![0-9.,:$฿/A-Za-z-][0-9])[0-9]{0,4}(?:/[0-9]{1,4}){0,2}(?:(?: ?[-,] ?[0-9]{1,4}(?:/[0-9]{1,4})?| ?(?:และ|&) ?[0-9]{1,5}/[0-9]{1,4})(?![0-9.:%])){0,3}"
    r"(?: ?\([0-9]{1,5}/[0-9]{1,4}\))?(?: ?[ก-ฮ](?![ก-๙.])|[A-Z](?![A-Za-z]))?"
    rf"(?![0-9]| ?{_COUNTED})(?=[ ,.\n]{{0,3}}[ก-๎A-Za-z(])"
)
BARE = re.compile(rf"(?:{_LATIN_NAME}(?: {_LATIN_NAME}){{0,3}}|{_NAME})(?: {_NUMBER})?(?: ?\([ก-๎A-Za-z .]{{2,24}}\))?")
REGION = re.compile(
    r"[ ,]{0,3}(?:(?:อำเภอ|อ\.|เขต|จังหวัด|จ\.|[Aa]mphoe|[Kk]het|[Dd]istrict) ?[ก-๎A-Za-z]{2,24}|กรุงเทพ(?:มหานคร|ฯ)?|กทม\.?|[Bb]angkok\b"
    r"|(?:[ก-๎]{2,20}[ ,]{1,2}){0,2}[1-9][0-9]{4}(?![0-9]))"
)
# A sub-district without its word, known by what follows it: a district, or a name and a province.
_PLACE_NAME = r"[ก-๎]{3,20}"
TAMBON = re.compile(
    rf"[ ,]{{1,2}}{_PLACE_NAME}(?=[ ,]{{1,2}}(?:อำเภอ|อ\.|เขต|{_PLACE_NAME}[ ,]{{1,2}}(?:กทม|กรุงเทพ|จ\.|จังหวัด|{_PLACE_NAME} [1-9][0-9]{{4}}(?![0-9]))))"
    rf"|, {_LATIN_NAME}(?: {_LATIN_NAME}){{0,2}}(?=, {_LATIN_NAME}(?: {_LATIN_NAME}){{0,2}}, {_LATIN_NAME}(?: {_LATIN_NAME})? [1-9][0-9]{{4}}(?![0-9]))"
)
BOX = re.compile(r"(?:ตู้ ?)?(?:ป\.ณ\.|ปณ\.|ปณจ\.|ปณ|ไปรษณีย์) ?[0-9]{1,5}(?![0-9])")
GAP = re.compile(r"[ ,.-]{0,3}(?:\n ?)?")
NUMBERED = re.compile(r"(?P<word>(?:บ้าน)?เลขที่?[ :]{0,3})\Z|(?:ที่อยู่|address)[ :]{0,3}(?:จัดส่ง[ :]{0,3})?\Z")
