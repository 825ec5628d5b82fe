"""The parts of a Thai address, in Thai letters and Latin, as patterns."""

import re

from socialdraft.services.privacy_rules import street_latin_parts as latin
from socialdraft.services.privacy_rules import street_thai_names as names
from socialdraft.services.privacy_rules import thai_places as places
from socialdraft.services.privacy_rules.lexicon import any_of, branches_of, tree_of

# A house and no village.
_SOME_HOUSE = tree_of(
    "เลขที่ เดี่ยว พัก เช่า ใหม่ มือสอง หรู แฝด ชั้น ทาวน์ สวน งาน ที่ ติด ย่า ยาย พี่ แม่ พ่อ เรา หนู ผม คุณ อยู่ ลูกค้า เพื่อน เจ้าภาพ เจ้าของ "
    "ทำ ขาย เรียน สอน ปลูก เปิด จัด เจ้าสาว เจ้าบ่าว ลูกสาว ลูกชาย น้องสาว พี่ชาย กำนัน ผู้ใหญ่ เถ้าแก่ เจ้านาย หัวหน้า "
    "ไม้เก่า ไม้สัก ไม้หลัง ปูน ญาติ แฟน "
    "หลัง สอง สาม รั้ว ครู ป้า ลุง เอง ขวา ซ้าย นี้ น้อง เลข ข้าง"
)
# How a house looks, to find it by: ตึกสีฟ้า, โรงงานหลังคาเขียว.
_LOOK = "(?:สี(?:ขาว|ฟ้า|เขียว|แดง|ชมพู|เหลือง|น้ำ|ส้ม|ม่วง|เทา|ดำ|ครีม|อิฐ)|หลังคา|ปูน(?!ซี)|[0-9] ชั้น)"
_ONES = "(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)"
# ม. is a metre where something is sold by it: ผ้า 12 ม. ลดเหลือ 150, ท่อ 4 ม. 2 เส้น.
_MOO = (
    rf"หมู่(?:ที่)? ?(?:[0-9]{{1,2}}(?![0-9])|{_ONES}(?!ชั้น))"
    r"|มอ?(?:\. ?| )?[0-9]{1,2}(?![0-9/.]| ?(?:เส้น|ผืน|ม้วน|ชิ้น|อัน|แผ่น|บาท))"
    rf"|(?:หมู่บ้าน(?!ข้าง|เรา|นี้|ใกล้|มี|จัด|ไหน|ใหญ่|เล็ก|อื่น|เดียว|ไกล|แถว)|มบ\.|โครงการ|นิคม(?:อุตสาหกรรม)?"
    rf"|ชุมชน|บ้าน(?! ?{_SOME_HOUSE}| ?{_LOOK})|บ\."
    rf"|ม\.(?:(?! )|(?<![0-9]ม\.)(?<![0-9] ม\.))(?! ?(?:ค\.|ลด|แถม|เหลือ|ละ(?![ก-๎])|เพียง|รวม|กว้าง|ยาว"
    rf"|สูง|ลึก|หนา|ใช้|ราคา))) ?{names.NAMED}"
)
_AVENUE = tree_of(places.AVENUES)
_BRANCH = rf"แยก ?(?:ที่ ?)?{names.NUMBER}|แยก ?[0-9]{{1,3}}(?:-[0-9]{{1,3}}){{1,3}}(?![0-9])"
_SOI = (
    rf"(?:ซอย(?<!ข้าวซอย)(?!ผม|หมู|หนา(?!ม)|นี้|เรา(?![ก-๎])|มา(?:นะ(?= )|เลย|ครับ|ค่ะ|แล้ว|สุด|ประมาณ| )"
    rf"|ไป(?:เลย|สุด|ประมาณ| )|ตัน|แคบ|แรก|ที่|ถัด|นั้น|หลัก|ลัด|ชิ้น|ละเอียด|ฝอย|เป็น|บาง(?:ๆ| |\\Z))"
    rf"|ซ(?:\.|(?<![ก-๎]ซ) (?=[ก-ฮเ-ไ0-9]))|ตรอก) ?{names.NAMED}(?: ?(?:{_BRANCH}))?|{_BRANCH}"
    rf"|(?:{_AVENUE}(?:-{names.SIGN}{{2,14}})?|พระราม ?(?:ที่ ?)?[0-9]"
    rf"|พุทธมณฑลสาย ?[0-9]) ?(?:ซอย ?)?{names.NUMBER}(?: ?(?:{_BRANCH}))?"
)
# พัทยา สาย 2
_LINE = "[- ]สาย ?[0-9]{1,2}(?![0-9])"
_LATIN_LINE = rf"[A-Za-z'-]{{2,18}}{_LINE}"
_ROAD = (
    rf"กม\. ?(?:ที่ ?)?[0-9]{{1,3}}(?:\.[0-9])?(?![0-9]| ?กม)"
    rf"|{names.SIGN}{{2,18}}{_LINE}"
    rf"|เลียบ(?=คลอง|ทาง|แม่น้ำ|วารี|ด่วน|ชาย){names.SIGN}{{4,24}}(?: ?{names.NUMBER})?"
    rf"|(?:ถนน(?!คนเดิน|หน้า(?:อู่|ร้าน|บ้าน|ตึก|โรง|คอนโด|ออฟฟิศ|หมู่บ้าน|ปากซอย))"
    rf"|ถ(?:\.|(?<![ก-๎]ถ) (?=[ก-ฮเ-ไ]))) ?(?:ร\. ?[0-9]|{names.NAMED})"
)
# Buildings are told apart by the road they stand at: คอนโดเดอะไลน์ สุขุมวิท 71.
_FOR_SALE = (
    "(?:ให้|มือ|พร้อม(?:อยู่|เข้า)|หรู|ใหม่|ติด|ใกล้|ราคา|ขาย|เช่า|แห่ง|ของ|ที่|นี้|เรา|ใน|สร้าง|เปิด|น่า|วิว"
    "|ริม(?![ก-๎]{2,12} ?(?:ห้อง|ชั้น) ?[0-9]))"
)
# A number with more of the way behind it is the house: ตลาดนัด 103 ถ.ราษฎร์อุทิศ.
_PLACE_NUMBER = (
    rf"{names.NUMBER}(?:(?<!/[0-9])(?<!/[0-9]{{2}})(?<!/[0-9]{{3}})(?!/){names.NO_WAY}"
    r"|(?= ?(?:ตึก|อาคาร|ชั้น|ห้อง)))"
)
_HOUSES = tree_of(
    "อาคาร ตึก คอนโด คอนโดมิเนียม แมนชั่น อพาร์ทเม้นท์ อพาร์ทเมนท์ อพาร์เม้นท์ อพาร์เมนท์ หอพัก โรงเรียน ร.ร. รร. "
    "เคหะชุมชน โรงแรม โรงพยาบาล รพ. ร.พ. มหาวิทยาลัย คณะ แฟลต บ้านพักครู บ้านพักตำรวจ บ้านพักทหาร บ้านพักพนักงาน บ้านพักข้าราชการ "
    "บ้านพักแพทย์ ทาวเวอร์ ทาวน์โฮม ทาวน์เฮาส์ ศูนย์การค้า พลาซ่า ตลาด โกดัง โรงงาน บจก. หจก. บริษัท ห้าง ร้าน"
)
# หอบ้านสุขใจ ห้อง 214, but no หอม and no หอย.
_HALL = "(?!ม|ย)[ก-๎]{2,20} ?(?:ห้อง|ชั้น) ?[0-9]"
# อาคาร ซี.พี.ทาวเวอร์
_INITIALS = rf"(?:(?!{names.NEXT})[ก-ฮเ-ไ][ก-๎]{{1,2}}\.){{0,2}}"
_PLACE_NAMED = rf"(?:{_INITIALS}{names.NAME}(?: ?{_PLACE_NUMBER})?{names.NICKNAME}|{_PLACE_NUMBER})"
_PLACE = (
    rf"(?:(?:{_HOUSES}|หอ(?= |ป้า|ลุง|พี่|น้า|คุณ|แม่|พ่อ|{_HALL}))"
    rf"(?!{_FOR_SALE}|แถว| ?{_LOOK}) ?{_PLACE_NAMED}"
    rf"|{tree_of(places.LANDMARKS)}{names.SIGN}{{0,24}}(?:-{names.SIGN}{{2,20}})?"
    rf"|(?:เดอะ|ดิ) {names.SIGN}{{2,16}}(?: {names.SIGN}{{2,16}})?(?= ?(?:ตึก|อาคาร|ห้อง|ชั้น) ?[A-Z0-9]))"
    rf"(?:(?: {names.SIGN}{{2,16}}){{1,2}}(?= [0-9]{{1,3}}\Z| (?:ตึก|อาคาร|ห้อง"
    rf"|ชั้น) ?[A-Z0-9]))?(?: {_AVENUE}(?: ?{names.NUMBER}|-{names.SIGN}{{2,20}}|(?=[ ,]"
    rf"|\Z)))?(?: ?[A-Za-z0-9]{{1,3}}(?![A-Za-z0-9]))?"
)
_ROOM = (
    rf"เฟส ?[0-9]{{1,2}}(?![0-9])|ชั้นใต้ดิน|ชั้น(?:ที่)? ?[0-9A-Z]{{1,3}}(?![0-9A-Za-z]| ?{names.COUNTED})"
    rf"|(?:เลขที่)?(?:ห้อง|ยูนิต|บูธ|ล็อ[กค]|แผง)(?:เลขที่|ที่|หมายเลข)? ?"
    rf"(?:(?:[A-Z]{{0,2}}-?|[ก-ฮ]\.?)[0-9][A-Z0-9/-]{{0,9}}(?! ?{names.COUNTED})|[A-Z](?![A-Za-z0-9])"
    rf"|[ก-ฮ](?= (?:ตลาด|ซ|ถ|อาคาร|ตึก|ชั้น)))"
    rf"|(?:ห้องแถว|ตึกแถว)(?:ที่)? ?[0-9]{{1,3}}(?![0-9/]| ?(?:{names.COUNTED}|คูหา|ชั้น))"
    r"|หอ(?:พัก|ใน|นอก)?(?:ชาย|หญิง)? ?[0-9]{1,2}(?![0-9/])|(?:ตึก|อาคาร|ทาวเวอร์|โซน"
    r"|หลัง|วิลล่า|บังกะโล|เรือน|บล็อ[กค]) ?(?:ที่ ?)?(?:[A-Z0-9]{1,3}(?![A-Za-z0-9/])"
    r"|(?:เอฟ|เอ|บี|ซี|ดี|อี|จี|เจ|เค)(?![ก-๎.]))"
)
_TAMBON = rf"(?:ตำบ[ลน]\.?|ต\.(?! ?ค\.)|ต(?<![ก-๎]ต) |แขวง) ?{names.NAME}"
_DOOR = r"(?:บ้าน)?(?:เลข|หลัง)ที่ ?[0-9]{1,5}(?:/[0-9]{1,4})?(?![0-9-])"
# A house number behind its street: ซอยวัดด่าน 7 บ้าน 88/14, Nimman Soi 17, 12/9.
_INNER = (
    rf"(?:บ้าน|หลัง|[Vv]illa|[Hh]ouse(?: [Nn]o\.?| number)?"
    rf"|[Nn]o\.) ?[0-9]{{1,5}}(?:/[0-9]{{1,4}})?(?![0-9/-]| ?{names.COUNTED})"
    rf"|[0-9]{{1,5}}/[0-9]{{1,4}}(?:/[0-9]{{1,4}})?(?![0-9/]| ?{names.COUNTED})"
    r"|\((?:บ้าน)?เลขที่ ?[0-9]{1,5}(?:/[0-9]{1,4})?\)"
)
PART = re.compile(
    rf"(?=[ก-๎])(?:{_DOOR}|{_MOO}|{_SOI}|{_ROAD}|{_ROOM}|{_PLACE}|{_TAMBON})"
    rf"|(?=[A-Za-z0-9])(?:{_LATIN_LINE}|{latin.PART})"
)
# What may follow a part but begins no address.
_BUILT = "(?:สแควร์|พลาซ่า|มอลล์|ทาวเวอร์|เพลส|อาร์เคด|เซ็นเตอร์|มิตรทาวน์|อเวนิว|คอนโดมิเนียม)"
INNER = re.compile(
    rf"โซน{names.SIGN}{{2,12}}(?= )|"
    rf"(?!on |at |by |near |off |the )[a-z][a-z-]{{1,20}}(?: [a-z]{{2,20}})? (?:road|rd)\b|lane [0-9]{{1,3}}(?![0-9])|"
    rf"(?:{_INNER}|{names.SIGN}{{2,20}}{_BUILT}|หาด(?!ใหญ่){names.SIGN}{{2,20}}|{_AVENUE}(?=[ ,\n]|\Z)"
    rf"|อโศก(?=[ ,\n]|\Z)|(?:พระราม ?(?:ที่ ?)?|พุทธมณฑลสาย ?)[0-9](?![0-9])"
    r"|\([A-Z][A-Za-z ]{2,20}\)(?: [0-9]{1,3}(?![0-9:.%]))?)"
)
# The first letters of a part, to look for one quickly.
_HEAD_WORDS = (
    "ซอย ถนน หมู่ มบ. ตำบล แขวง ตรอก แยก อาคาร ตึก คอนโด แมนชั่น อพาร์ หอพัก โรงเรียน โรงแรม ทาวเวอร์ ทาวน์โฮม โครงการ นิคม ชุมชน "
    "พุทธมณฑลสาย เลียบคลอง เลียบทาง เลียบแม่น้ำ เลียบวารี เลียบด่วน ตำบน หลังที่ ตลาด ร.ร. รร. รพ. ร.พ. คณะ แฟลต "
    "โซน วิลล่า บังกะโล เดอะ ยูนิต บูธ ล็อก ล็อค แผง เลขที่ห้อง"
)
HEAD = re.compile(
    branches_of(f"{_HEAD_WORDS} {places.AVENUES} {places.LANDMARKS}")
    + r"|ซ(?:(?<![ก-๎]ซ)|(?<=ปากซ)|(?<=ที่ซ)|(?<=อยู่ซ)|(?<=ส่งซ)|(?<=จากซ)|(?<=ในซ))(?:\.| (?=[ก-ฮเ-ไ0-9]))"
    r"|ถ(?:(?<![ก-๎]ถ)|(?<=ที่ถ)|(?<=อยู่ถ)|(?<=ส่งถ)|(?<=จากถ))(?:\.| (?=[ก-ฮเ-ไ]))"
    r"|ม(?<![ก-๎.]ม)(?:\.|อ? ?[0-9])|ต(?<![ก-๎]ต)(?:\.| (?=[ก-ฮเ-ไ]))"
    r"|ชั้น(?<![0-9]ชั้น)(?<![0-9] ชั้น)"
    rf"|ห้อง(?:(?<![0-9]ห้อง)(?<![0-9] ห้อง)|(?<![ก-๎]ห้อง)(?= ?[0-9]{{3,4}}(?![0-9])))|หอ(?<![ก-๎]หอ)(?:[ 0-9]|(?={_HALL}))"
    r"|พระราม ?[0-9]|เลขที่ ?[0-9]|กม\. ?(?:ที่ ?)?[0-9]|บ(?<![ก-๎0-9]บ)(?<![0-9] บ)\."
    r"|บ้าน(?! ?[0-9])(?:(?<![ก-๎]บ้าน)|(?<=ที่บ้าน)|(?<=อยู่บ้าน)|(?<=ส่งบ้าน)|(?<=ถึงบ้าน))"
)
LATIN_HEAD = re.compile(
    any_of(
        "soi moo mu m. th. t. trok thanon tambon tumbon khwaeng kwaeng subdistrict sub-district village rd road "
        "room floor flr fl condo building alley"
    )
)
DOOR = re.compile(_DOOR)
# A house behind a number that is none: 400 บ้าน 90/33 ซ.วิภาวดี 16.
OTHER_HOUSE = re.compile(
    rf"{_DOOR}|(?:บ้าน|หลัง|(?:ตึก|อาคาร|คอนโด|หอพัก)(?= ?(?:[0-9]{{3}}|[0-9]{{1,4}}/))) ?[0-9]{{1,5}}(?:/[0-9]{{1,4}})?"
    rf"(?= ?(?:{names.WAYS}|ตรอก))"
)
# 33/7, 33 ทับ 7
STROKE = re.compile("/|ทับ|slash")
SPELLED_STROKE = re.compile(r"ทับ ?(?=[หสเแยรศ])")
SPELLED_SLASH = re.compile(r" slash ")
# From a house to the sub-district before a district: whatever stands between is the way to the door.
# Another house, or the district of the first: ซอยลาดพร้าว 48 เขตห้วยขวาง ไปอยู่ เลขที่ 250/7.
_SECOND = (
    rf"[ ,]เลขที่|(?<= )(?:ไป|มา|และ|กับ|หรือ) |(?<= )[0-9]{{1,5}}(?:/| ?(?:{names.WAYS}))|เขต|อำเภอ"
    r"|อ\.|[0-9],[0-9]{3}"
)
FRAME = re.compile(
    rf"(?:(?!บาท|โทร|คะ |{names.STOP}|{_SECOND})[^\n฿$@]){{0,180}}?(?:\n ?)?{_TAMBON}(?=[ ,]{{0,2}}(?:อำ ?เภอ|อ\."
    rf"|อ(?<![ก-๎]อ) |เขต))"
)
# The same to a province, when no more than a few words stand between: ม.7 ร้านที่ 18 หลังมัสยิด ต.อ่าวนาง กระบี่.
NEAR_FRAME = re.compile(
    rf"(?:(?!บาท|โทร|คะ |{names.STOP}"
    rf"|{_SECOND})[^\n฿$@]){{0,40}}?{_TAMBON}(?=[ ,]{{1,2}}{tree_of(places.REGIONS)}(?![ก-๎]))"
)
FRAME_REACH = 200
TAMBON_WORD = re.compile(r"ตำบ[ลน]|ต\.|ต(?<![ก-๎]ต) |แขวง")
CLASSES = re.compile(r"(?:ม\.? ?[0-9]{1,2}[ ,และ-]{0,4})+\Z")
INSIDE = re.compile(r"โซน|ชั้น|ห้อง|บูธ|ล็อ|แผง|ยูนิต|บ้าน|ร้าน|โครงการ|ห้าง|บริษัท")
HOUSE = re.compile(
    r"[0-9](?:(?<![0-9.,:$฿/A-Za-z-][0-9])|(?<=[Nn]o\.[0-9]))(?!(?<=7)-11(?![0-9/]))[0-9]{0,4}(?:(?:/| ?ทับ ?"
    r"|/ (?=[0-9]{1,4} ?(?:ม|หมู่|ซ|ถ)))[0-9]{1,4}){0,2}"
    r"(?:(?: ?[-,] ?[0-9]{1,4}(?:/[0-9]{1,4})?"
    rf"| ?(?:และ|&) ?[0-9]{{1,5}}(?:/[0-9]{{1,4}}|(?= ?(?:{names.WAYS})))"
    r")(?![0-9.:%])){0,3}"
    r"(?: ?\((?:[0-9]{1,5}/[0-9]{1,4}|(?:ชั้น|ห้อง|เลขเก่า|เก่า|เดิม)[^)\n]{1,12})\))?(?: ?[ก-ฮ](?<![ซถตม])(?![ก-๙.]"
    r"| ?[0-9])|[A-Z](?![A-Za-z]))?"
    rf"(?![0-9]|[a-z]{{2}}| ?{names.COUNTED})(?=[ ,.\n]{{0,3}}[ก-๎A-Za-z(]"
    rf"|,? {{1,2}}[0-9]{{1,4}}[A-Za-z]{{0,2}},? (?:[Ff]loor|[Ff]lr?)\b)"
)
# สามสิบเก้าทับสอง
_COUNT = "(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ยี่|เอ็ด|ร้อย|ศูนย์)"
SPELLED_HOUSE = re.compile(rf"(?P<told>เลขที่ ?)?{_COUNT}{{1,6}} ?ทับ ?{_COUNT}{{1,6}}")
# ninety nine slash four
_LATIN_COUNT = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty"
    "|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|oh|zero)"
)
SPELLED_LATIN = re.compile(
    rf"\b(?P<told>house (?:no\.? "
    rf"|number ))?(?:{_LATIN_COUNT}[ -]){{1,5}}slash(?:[ -]{_LATIN_COUNT}){{1,4}}\b",
    re.IGNORECASE,
)
# 220/8 ตรงข้ามโรงพยาบาลศิริราช ถ.พรานนก
BESIDE = re.compile(
    rf" ?(?:ตรงข้าม|หลัง|ข้าง|หน้า|ติด|ใกล้|เยื้อง) ?(?:(?!บาท|โทร){names.SIGN}){{2,30}}(?= (?:ถ\.|ถนน|ซ\."
    rf"|ซอย|ต\.|ตำบล|แขวง|หมู่ ?[0-9]|ม\. ?[0-9]))"
)
# 12/8 baan suan lane, moo 6
_LOWER_BARE = r"[a-z]{2,20}(?: [a-z]{2,20}){0,2}(?: [0-9]{1,3})?(?=,? (?:soi|moo|m\.|t\.) ?[a-z0-9])"
BARE = re.compile(
    rf"{_LOWER_BARE}|"
    rf"(?:{latin.NAME}|(?=[ก-๎])(?!{names.STOP}){names.NAME})(?: (?:200 ปี"
    rf"|{names.NUMBER}{names.NO_WAY}))?{names.NICKNAME}"
)
# What one does before an address is said, and no name: 350 ส่งหน้าตึก 239, 9,900 ที่ 559.
DONE = re.compile(
    tree_of(
        "แถว ล้ง ร้าน ฟาร์ม อู่ คลินิก ออฟฟิศ สำนักงาน โกดัง โรงงาน "
        "ส่ง เจอ ไป มา รับ ที่ ถึง ให้ เข้า อยู่ หน้า ขาย ซื้อ สั่ง โอน จอง เรียน ลอง ดู เอา แล้ว พร้อม ก่อน ยก ฝาก นัด รอ แวะ "
        "ทำ ใช้ และ กับ หรือ ต่อ จาก"
    )
)
# ต.หนองกุงศรี ก่อนพระมา เลยตกลง: a province is a whole word.
_KNOWN = rf"{tree_of(places.REGIONS)}(?!(?!นะ|ค่ะ|คะ|ครับ|จ้า|จังหวัด|จ\.|อ\.|แล้ว)[ก-๎])"
REGION = re.compile(
    rf"[ ,]{{1,3}}{_KNOWN}|"
    r"[ ,]{0,3}(?:(?:อำเภอ|อ\.|เขต|จังหวัด|จ\.|[Aa]mphoe|[Kk]het|[Dd]istrict) ?[ก-๎A-Za-z]{2,24}|กรุงเทพ(?:มหานคร"
    r"|ฯ)?|กทม\.?|[Bb]angkok\b"
    r"|(?:[ก-๎]{2,20}[ ,]{1,2}){0,2}[1-9][0-9]{4}(?![0-9]))"
)
# Where an address is over: a province, unless a road is called so.
PROVINCE = re.compile(rf"(?!{_AVENUE}){_KNOWN}")
# A sub-district without its word, known by what follows it: a district, or a name and a province.
_PLACE_NAME = r"[ก-๎]{3,20}"
_GO_ON = r"[ ,\n]{1,2}"
_LATIN_DISTRICT = (
    rf"(?:(?:A\.|[Aa]mphoe|[Aa]mphur|[Kk]het|M[eu]+ang\b) ?(?:{latin.NAME})?|{latin.NAME} (?:[Dd]istrict"
    rf"|Town)\b|Koh? {latin.NAME}|Bangkok\b|{latin.NAME},? (?:Bangkok|BKK)\b"
    rf"|{latin.NAME} [1-9][0-9]{{4}}(?![0-9])|{latin.NAME}, {latin.NAME}(?:,? [1-9][0-9]{{4}}(?![0-9])"
    rf"| [Pp]rovince))"
)
TAMBON = re.compile(
    rf"{_GO_ON}{_PLACE_NAME}(?={_GO_ON}(?:อำเภอ|อ\.|เขต|{_PLACE_NAME}{_GO_ON}(?:กทม|กรุงเทพ|จ\.|จังหวัด"
    rf"|{_PLACE_NAME} [1-9][0-9]{{4}}(?![0-9]))))"
    rf"|[ ,]{{1,2}}{_PLACE_NAME} [0-9]{{1,3}}(?=[ ,]{{1,2}}(?:กทม|กรุงเทพ))"
    rf"|,? {latin.NAME}(?=,[ \n]{_LATIN_DISTRICT})"
)
# The second word of a building's name, when the way goes on behind it: คอนโดไอดีโอ คิว ถ.พญาไท.
_BRIDGED = rf"(?!(?:ไป|มา|และ|กับ|หรือ|ถึง|ที่)[ ก-๎])(?:(?!{names.STOP})[ก-๎A-Za-z-]){{2,20}}"
BRIDGE = re.compile(
    rf"[ ,]{{1,2}}(?:{_BRIDGED}(?: {_BRIDGED})?(?: [0-9]{{1,3}})?"
    rf"|(?:เข้า(?:มา|ไป)|ประมาณ|ราว|ลึก){{1,2}} ?[0-9]{{1,4}} ?(?:เมตร|ม\.|กม\.|กิโล(?:เมตร)?)|(?:หลัง"
    rf"|หน้า|ข้าง|ใน|ตรงข้าม|ติดกับ?)(?= ?(?:ม\.|หมู่บ้าน|ซ)))[ ,]{{1,2}}"
    r"(?=(?:บ้าน)?เลขที่ ?[0-9]|ซอย ?[ก-๎0-9]|ซ\.|ถนน|ถ\.|ตำบล|ต\.(?! ?ค)|แขวง|ชั้น ?(?:ที่)? ?[0-9A-Z]|ห้อง(?:เลขที่)? ?[0-9A-Z]"
    r"|หมู่(?:ที่)? ?[0-9]|(?:ตึก|อาคาร|ล็อ[กค]|แผง|บูธ|โซน) ?[A-Z0-9]|ม\.)"
)
# Whose house it is said to be behind the whole address: ต.บ้านแหวน ม.3 เลขที่ 88/1 โรงงานเซรามิกเล็กๆ.
BUSINESS = re.compile(r"โรงงาน|โกดัง|ร้าน|บริษัท|บจก|หจก|โรงเรียน|โรงแรม|ตลาด|บ้าน(?!เลข|หลัง)")
PLACE = re.compile(r"อาคาร|ตึก|คอนโด|แมนชั่น|อพาร์|หอ|โรง|ทาวเวอร์|ทาวน์|ศูนย์|พลาซ่า|โครงการ|หมู่บ้าน|ห้าง|บริษัท|บจก")
WAY = re.compile(
    r"ต(?<![ก-๎]ต) |ซอย|ซ\.|ถนน|ถ\.|ตำบล|ต\.|แขวง|หมู่|ม\.|ตรอก|เลขที่|แยก|[Ss]oi|SOI|[Tt]rok|[Mm]oo"
    r"|[Mm]u |M\.|\b[mt]\. ?[a-z0-9]"
    r"|[Tt]hanon|[Aa]lley|[Rr]oad|[Rr]d\b|T\.|Th\.|[Tt]ambon|hwaeng|[Ss]ub-?[Dd]istrict|[Vv]illage"
    rf"|(?:{_AVENUE}|พระราม|พุทธมณฑลสาย|(?i:{latin.AVENUE})) ?[0-9]|[Yy]aek [0-9]"
)
STRONG = re.compile(r"ตำบล|ต\.|แขวง|[^0-9\n]{1,40}[0-9]")
GAP = re.compile(r"[ ,.-]{0,3}(?:\n ?)?")
# house no 9 in soi 2 of Wua Lai road
LATIN_LINK = re.compile(
    r" in (?=[Ss]oi\b)| of (?<=[Ss]oi [0-9] of )(?=[A-Z][A-Za-z]{1,15}(?: [A-Z][a-z]{1,15})? (?:[Rr]oad|[Rr]d)\b)"
)
LATIN_LINKS = (" in ", " of ")
# Rooms and floors with their numbers: with a building or with one another they are a door.
INSIDE_NUMBER = re.compile(rf"(?!เฟส)(?:{_ROOM})")
PLACE_PART = re.compile(rf"(?!ตลาด)(?:{_PLACE}|หมู่บ้าน|โครงการ)")
ROOM_PART = re.compile(r"ห้อง|ยูนิต|[Rr]oom")
# ถ.ช้างเผือก 120/4: a number with a stroke behind a road is a house.
_CHOPPED = tree_of("นี้ แบ่ง เป็น หอม ผ้า ไก่ หมู เนื้อ สั้น ผม ฟรี มี เดียว เดิม ละเอียด เล็ก ถี่ ให้")
_LATIN_ALONE = (
    rf"(?:[Ss]oi|[Tt]rok) {latin.WORD}(?: {latin.WORD}){{0,2}} [0-9]{{1,3}}(?:/[0-9]{{1,2}})?"
    rf"|(?i:{latin.AVENUE}) [Ss]oi [0-9]{{1,3}}|.{{2,40}} [Yy]aek [0-9]{{1,2}}"
    rf"|(?:{latin.WORD} ){{1,2}}[Ss]oi [0-9]{{1,3}}(?:/[0-9]{{1,2}})?"
)
ALONE = re.compile(
    rf"{_LATIN_ALONE}|"
    rf"(?:ถนน|ถ\.) ?[^0-9]{{2,40}} ?[0-9]{{1,4}}/[0-9]{{1,3}}|.{{2,60}}(?:{_BRANCH})"
    rf"|(?:ซ\.|ตรอก|ซอย(?<!ข้าวซอย)(?!{_CHOPPED})) ?[ก-๎]{{3,24}} ?(?:[0-9]{{1,2}}|[0-9]{{1,3}}/[0-9]{{1,2}})"
)
# Two roads that cross.
CORNER = re.compile(r"(?:ถนน|ถ\.)[^0-9\n]{2,36}(?:ตัด|บรรจบ|แยก|กับ) ?(?:ถนน|ถ\.)")
BEYOND = re.compile(
    rf"(?:{_GO_ON}(?!{_KNOWN}|{names.STOP}){_PLACE_NAME}){{1,2}}"
    rf"(?=[ ,\n(]{{1,3}}(?:{_KNOWN}|อำเภอ|อ\.|เขต|จังหวัด|จ\.|เมือง(?: |[ก-๎])|[1-9][0-9]{{4}}(?![0-9])))"
)
BUILDING_HEAD = re.compile(rf"ชั้น|ห้อง|ตึก|อาคาร|{_AVENUE}")
_NO_BUILDING = (
    r"(?!ตั้ง|เดิม|นี่|นั่น|ไหน|โน่น|ทำการ|จอด|คุณ|พี่|น้อง|ป้า|ลุง|เจ๊|เฮีย|ร้าน|ลูกค้า|ออเดอร์|ส่ง|จัดส่ง|บ้าน|อยู่|ที่อยู่|รับ|เอา|ขอ|มา|ไป|มี|เจอ|โทร|เรา|หนู|ผม|ที่|เอกสาร|ด่วน"
    r"|ของ|ออฟฟิศ|ใหม่|หน้า|หลัง|ใกล้|ติด|ให้|ฝาก|นัด|ซัก|ช่าง|รูมเมท|เพื่อน|แฟน|แม่|พ่อ|ลูก|บริษัท|สาขา|ครู|พนักงาน|สั่ง)"
)
_BUILDING_WORD = rf"{_NO_BUILDING}(?:(?!{names.STOP})[ก-๎A-Za-z'-]){{2,20}}"
BUILDING_BEFORE = re.compile(
    rf"(?:(?:ที่|อยู่|พิกัด|สาขา|คอนโด|จาก|ทำงาน)[ :]{{0,2}}(?P<told>{_BUILDING_WORD}(?: {_BUILDING_WORD}){{0,2}})"
    rf"|(?:\A|\n|ส่ง |ที่ |อยู่ )(?P<named>(?:เดอะ|ดิ|The|{_BUILDING_WORD}) {_BUILDING_WORD}(?: {_BUILDING_WORD}){{0,3}})"
    rf"|(?P<suffixed>[ก-๎]{{2,20}}{_BUILT})"
    rf"|(?P<latin>[A-Z][A-Za-z]{{0,20}}(?: [A-Z][A-Za-z]{{1,20}}){{0,2}}(?: [0-9]{{1,3}})?)"
    rf"|(?P<code>(?<![A-Za-z0-9])[A-Z]{{1,2}}-?[0-9]{{1,4}})) ?\Z"
)
NUMBERED_PART = re.compile(r"[0-9]|ชั้น ?[A-Z]|ใต้ดิน")
# Where the way goes on in the open: a road, a lane, a sub-district.
OPEN = re.compile(r"ถ\.|ถนน|ซ\.|ซอย|ต\.|ตำบล|แขวง")
# A named building or estate before its house number: โครงการเดอะเซนโทร 88/167.
TYPED_BEFORE = re.compile(
    rf"(?:โครงการ|หมู่บ้าน|มบ\.|(?<![ก-๎.])ม\.(?!ต้น|ปลาย)|คอนโด|อาคาร(?!พาณิชย์)|ตึก(?!แถว)|แมนชั่น"
    rf"|หอพัก)(?!{_FOR_SALE}"
    rf"| ?{_LOOK}) ?(?:(?!{names.STOP}){names.SIGN}){{2,24}}(?: (?!ที่)(?:(?!{names.STOP}){names.SIGN}){{2,16}})? \Z"
)
