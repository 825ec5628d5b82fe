"""The parts of a Thai address, in Thai letters and Latin, as patterns."""

import re

from socialdraft.services.privacy_rules import thai_places as places
from socialdraft.services.privacy_rules.lexicon import any_of, branches_of, tree_of

# A name ends where the next part or the next sentence begins: Thai has no blanks to tell.
_NEXT = (
    r"(?:ซอย|ซ\.|ถนน|ถ\.|หมู่(?=บ้าน| ?(?:ที่)? ?[0-9])|ม\.|ตำบล|ต\.|แขวง|อำเภอ|อ\.|เขต|จังหวัด|จ\.|แยก(?= ?[0-9])"
    r"|ชั้น(?= ?(?:ที่)? ?[0-9A-Z])|ห้อง(?=เลข| ?(?:ที่)? ?[0-9A-Z])|อาคาร|ตึก|กรุงเทพ|กทม|ตรอก|รหัสไปรษณีย์"
    r"|โทร(?=[ :.0-9]|ศัพท์|ก่อน|มา|หา|ได้|แจ้ง|นะ|สั่ง|กลับ|ที่|\Z)"
    r"|เบอร์(?!เวิลด์|รี่))"
)
# What a sentence says: no place is called so.
_SAID = tree_of(
    "เปิด ปิดวัน ปิดทุก ใกล้ ตรงข้าม ติดกับ ติดถนน หน้าปาก หน้าตลาด หน้าโรง หลังตลาด ข้างวัด ข้างๆ เยื้อง จัดส่ง ส่งฟรี ส่งด่วน ราคา "
    "นะคะ นะครับ นะค่ะ ครับ ค่ะ ฟรี เก็บเงิน เก็บปลาย ชื่อ ผู้รับ ค่าส่ง ปากซอย มีที่จอด มีบริการ บริการ จองโต๊ะ ร้านเรา ได้เลย เอาขนม "
    "เหลือจ่าย ที่เหลือ จ่าย ได้ที่ ลดราคา ลูกค้า กรุณา รบกวน แล้ว ไม่ ไหน ตอนนี้ วันนี้ พรุ่งนี้ เดือนละ ย้าย เริ่ม ถามหา เข้าทาง "
    "เข้ามา ขนส่ง ปักหมุด ติดต่อ แวะ จอดรถ ทุกวัน มารับ ไปรับ มาส่ง ไปส่ง มาจัด"
)
_STOP = (
    rf"(?:{_SAID}|อยู่(?!เจริญ|เย็น|สบาย|ดี|สุข|วิทยา)|นัด(?=[ 0-9]|บ่าย|เช้า|เจอ|รับ|ส่ง|ดู|พบ|หมาย)"
    r"|(?:รับ|ส่ง|ลด)[0-9]|คิด[ 0-9]|ว่าง(?<!สว่าง))"
)
_SIGN = r"[ก-ฯะ-ฺเ-๎A-Za-z'-]"
_NAME = rf"(?:ณ )?(?!เลขที่)(?:(?<=[ก-๎.])|(?!{_STOP})){_SIGN}{{2}}(?:(?!{_NEXT}|{_STOP}){_SIGN}){{0,34}}"
# Numbers that belong to a name, not prices, times or counts that follow it.
_UNITS = any_of(
    "บาท ฿ บ. น. นาฬิกา โมง ทุ่ม นาที ชม ชั่วโมง กม กิโล เมตร ตร. ตาราง ไร่ งาน ซม นิ้ว ชิ้น คน ร้าน เดือน วัน ปี กล่อง ชุด คืน ท่าน "
    "ที่นั่ง จาน แก้ว ถุง ขวด ตัว คัน โต๊ะ ครั้ง ลูก อัน ใบ เมนู รส สาขา สี ต้น เม็ด กลีบ หัว ช้อน ถ้วย กรัม มล ลิตร โหล แพ็ค แพค มื้อ "
    "กก กก. ก.ก. ขีด ปอนด์ คู่ เล่ม แผ่น ผืน เส้น ฟอง ถาด เซต รายการ รอบ เที่ยว "
    "ดอก เข่ง กระสอบ ลัง หลอด กระป๋อง ตลับ แท่ง ก้อน ม้วน ห่อ มกรา กุมภา มีนา เมษา "
    "พฤษภา มิถุนา กรกฎา สิงหา กันยา ตุลา พฤศจิกา ธันวา ม.ค ก.พ มี.ค เม.ย พ.ค มิ.ย "
    "ก.ค ส.ค ก.ย ต.ค พ.ย ธ.ค % แห่ง"
)
_COUNTED = (
    rf"(?:(?!คันคลอง|คันนา){_UNITS}|หลัง(?!ที่| ?[0-9])|(?:วัด|ตลาด) ?[0-9]"
    r"|ห้อง(?!เลข|ที่| ?[A-Z]{0,2}-?[0-9]| ?[A-Z](?![A-Za-z])))"
)
_NUMBER = rf"[0-9]{{1,4}}(?:/[0-9]{{1,3}})?(?![0-9%]|[.:,][0-9]| ?{_COUNTED}|-[0-9])"
_NO_WAY = r"(?! ?(?:หมู่|ม\.|ซ\.|ซอย|ถ\.|ถนน))"
_NICKNAME = r"(?: ?\([ก-๎A-Za-z0-9 .]{2,24}\))?"
# ราษฎร์อุทิศ 200 ปี and เฉลิมพระเกียรติ ร.9 are roads.
_REIGN = r"ร\. ?[0-9]{1,2}(?: ?ซอย ?[0-9]{1,3})?"
_NAMED = rf"(?:{_NAME}(?: ?(?:200 ?ปี|{_REIGN}|{_NUMBER}))?{_NICKNAME}|{_NUMBER})"

# A house and no village.
_SOME_HOUSE = tree_of(
    "เลขที่ เดี่ยว พัก เช่า ใหม่ มือสอง หรู แฝด ชั้น ทาวน์ สวน งาน ที่ ติด ย่า ยาย พี่ แม่ พ่อ เรา หนู ผม คุณ อยู่ ลูกค้า เพื่อน เจ้าภาพ เจ้าของ "
    "เจ้านาย หัวหน้า ไม้เก่า ไม้สัก ไม้หลัง ปูน ญาติ แฟน หลัง สอง สาม รั้ว ครู ป้า ลุง นี้ น้อง เลข ข้าง"
)
_MOO = (
    rf"หมู่(?:ที่)? ?[0-9]{{1,2}}(?![0-9])|ม(?:\. ?| )?[0-9]{{1,2}}(?![0-9/.])"
    rf"|(?:หมู่บ้าน|มบ\.|โครงการ|นิคม(?:อุตสาหกรรม)?|ชุมชน|บ้าน(?!{_SOME_HOUSE})|บ\.|ม\.(?! ?ค\.)) ?{_NAMED}"
)
_AVENUE = tree_of(places.AVENUES)
_BRANCH = rf"แยก ?(?:ที่ ?)?{_NUMBER}|แยก ?[0-9]{{1,3}}(?:-[0-9]{{1,3}}){{1,3}}(?![0-9])"
_SOI = (
    rf"(?:ซอย(?!ผม|หมู|ละเอียด|ฝอย|เป็น|บาง(?:ๆ| |\\Z))|ซ\.|ตรอก) ?{_NAMED}(?: ?(?:{_BRANCH}))?|{_BRANCH}"
    rf"|(?:{_AVENUE}|พระราม ?(?:ที่ ?)?[0-9]|พุทธมณฑลสาย ?[0-9]) ?(?:ซอย ?)?{_NUMBER}(?: ?(?:{_BRANCH}))?"
)
# พัทยา สาย 2
_LINE = "[- ]สาย ?[0-9]{1,2}(?![0-9])"
_LATIN_LINE = rf"[A-Za-z'-]{{2,18}}{_LINE}"
_ROAD = (
    rf"กม\. ?[0-9]{{1,3}}(?:\.[0-9])?(?![0-9]| ?กม)"
    rf"|{_SIGN}{{2,18}}{_LINE}"
    rf"|(?:ถนน(?!คนเดิน)"
    rf"|ถ\.) ?(?:ร\. ?[0-9]|{_NAMED})"
)
# Buildings are told apart by the road they stand at: คอนโดเดอะไลน์ สุขุมวิท 71.
_FOR_SALE = (
    "(?:ให้|มือ|พร้อม(?:อยู่|เข้า)|หรู|ใหม่|ติด|ใกล้|ราคา|ขาย|เช่า|แห่ง|ของ|ที่|นี้|เรา|ใน|สร้าง|เปิด|น่า|วิว"
    "|ริม(?![ก-๎]{2,12} ?(?:ห้อง|ชั้น) ?[0-9]))"
)
# A number with more of the way behind it is the house: ตลาดนัด 103 ถ.ราษฎร์อุทิศ.
_PLACE_NUMBER = (
    rf"{_NUMBER}(?:(?<!/[0-9])(?<!/[0-9]{{2}})(?<!/[0-9]{{3}}){_NO_WAY}"
    r"|(?= ?(?:ตึก|อาคาร|ชั้น|ห้อง)))"
)
_HOUSES = tree_of(
    "อาคาร ตึก คอนโด คอนโดมิเนียม แมนชั่น อพาร์ทเม้นท์ อพาร์ทเมนท์ อพาร์เม้นท์ อพาร์เมนท์ หอพัก โรงเรียน ร.ร. รร. "
    "โรงแรม โรงพยาบาล รพ. ร.พ. มหาวิทยาลัย คณะ แฟลต บ้านพักครู บ้านพักตำรวจ บ้านพักทหาร บ้านพักพนักงาน บ้านพักข้าราชการ "
    "บ้านพักแพทย์ ทาวเวอร์ ทาวน์โฮม ทาวน์เฮาส์ ศูนย์การค้า พลาซ่า ตลาด โกดัง โรงงาน บจก. หจก. บริษัท ห้าง ร้าน"
)
# หอบ้านสุขใจ ห้อง 214, but no หอม and no หอย.
_HALL = "(?!ม|ย)[ก-๎]{2,20} ?(?:ห้อง|ชั้น) ?[0-9]"
# อาคาร ซี.พี.ทาวเวอร์
_INITIALS = rf"(?:(?!{_NEXT})[ก-ฮเ-ไ][ก-๎]{{1,2}}\.){{0,2}}"
_PLACE_NAMED = rf"(?:{_INITIALS}{_NAME}(?: ?{_PLACE_NUMBER})?{_NICKNAME}|{_PLACE_NUMBER})"
_PLACE = (
    rf"(?:(?:{_HOUSES}|หอ(?= |ป้า|ลุง|พี่|น้า|คุณ|แม่|พ่อ|{_HALL}))"
    rf"(?!{_FOR_SALE}) ?{_PLACE_NAMED}|{tree_of(places.LANDMARKS)}{_SIGN}{{0,24}}(?:-{_SIGN}{{2,20}})?"
    rf"|(?:เดอะ|ดิ) {_SIGN}{{2,16}}(?: {_SIGN}{{2,16}})?(?= ?(?:ตึก|อาคาร|ห้อง|ชั้น) ?[A-Z0-9]))"
    rf"(?:(?: {_SIGN}{{2,16}}){{1,2}}(?= [0-9]{{1,3}}\Z| (?:ตึก|อาคาร|ห้อง"
    rf"|ชั้น) ?[A-Z0-9]))?(?: {_AVENUE}(?: ?{_NUMBER}|-{_SIGN}{{2,20}}|(?=[ ,]"
    rf"|\Z)))?(?: ?[A-Za-z0-9]{{1,3}}(?![A-Za-z0-9]))?"
)
_ROOM = (
    rf"เฟส ?[0-9]{{1,2}}(?![0-9])|ชั้นใต้ดิน|ชั้น(?:ที่)? ?[0-9A-Z]{{1,3}}(?![0-9A-Za-z]| ?{_COUNTED})"
    rf"|(?:เลขที่)?(?:ห้อง|ยูนิต|บูธ|ล็อ[กค]|แผง)(?:เลขที่|ที่|หมายเลข)? ?"
    rf"(?:[A-Z]{{0,2}}-?[0-9][A-Z0-9/-]{{0,9}}(?! ?{_COUNTED})|[A-Z](?![A-Za-z0-9]))"
    r"|หอ(?:พัก|ใน|นอก)?(?:ชาย|หญิง)? ?[0-9]{1,2}(?![0-9/])|(?:ตึก|อาคาร|ทาวเวอร์|โซน"
    r"|หลัง|วิลล่า|บังกะโล|เรือน|บล็อ[กค]) ?(?:ที่ ?)?(?:[A-Z0-9]{1,3}(?![A-Za-z0-9/])"
    r"|(?:เอฟ|เอ|บี|ซี|ดี|อี|จี|เจ|เค)(?![ก-๎.]))"
)
_TAMBON = rf"(?:ตำบล|ต\.(?! ?ค\.)|ต(?<![ก-๎]ต) |แขวง) ?{_NAME}"
_LATIN_WORD = r"[A-Z][A-Za-z'-]{0,24}"
_LATIN_NAME = rf"{_LATIN_WORD}(?: {_LATIN_WORD}){{0,3}}"
# Names of roads may hold numbers: Rat-U-Thit 200 Pi, Pattaya Sai 2.
_LATIN_ROAD = rf"{_LATIN_WORD}(?: [A-Z0-9][A-Za-z0-9'-]{{0,24}}){{0,3}}"
_LATIN_NUMBER = r"[0-9]{1,3}(?:/[0-9]{1,3})?(?![0-9])"
_LATIN_AVENUE = any_of(places.LATIN_AVENUES)
_LATIN = (
    rf"(?i:{_LATIN_AVENUE})(?: (?:[Ss]oi|[Aa]lley))? {_LATIN_NUMBER}(?: (?:[Aa]lley"
    rf"|[Yy]aek [0-9]{{1,2}}))?|[Yy]aek [0-9]{{1,2}}|"
    rf"(?:[Mm]oo|MOO|[Mm]u|[Mm](?=\.))\.? ?[0-9]{{1,2}}(?![0-9])|[Mm]oo ?[Bb]aa?n {_LATIN_NAME}(?: {_LATIN_NUMBER})?"
    rf"|(?:[Ss]oi|[Tt]rok|SOI) (?:{_LATIN_NUMBER}|{_LATIN_NAME}"
    rf"|[a-z]{{3,20}}(?: [a-z]{{3,20}}(?= [0-9]))?)(?: {_LATIN_NUMBER})?(?: [Yy]aek [0-9]{{1,2}})?"
    r"|[Vv]illage (?:[Nn]o\.? ?)?[0-9]{1,2}(?![0-9])"
    rf"|{_LATIN_NAME} [Ss]ub-?[Dd]istrict\b|[Tt]hanon {_LATIN_ROAD}"
    rf"|(?:[Tt]ambon|[Tt]umbon|[Kk]h?waeng|[Ss]ubdistrict|Th\.|T\.) ?{_LATIN_NAME}"
    rf"|t\. ?[a-z]{{2,14}}(?: [a-z]{{2,14}}(?=,| [a-z]{{3,}} [a-z]))?"
    rf"|{_LATIN_ROAD} (?:[Rr]oad|[Rr]d|Soi|soi|ROAD|RD|[Aa]lley|[Ll]ane)\b\.?(?: {_LATIN_NUMBER})?"
    rf"|{_LATIN_ROAD} (?:[Bb]uilding|[Cc]ondo(?:minium)?|[Tt]ower|[Mm]ansion|[Aa]partments?|[Rr]esidences?)\b"
    rf"|{_LATIN_NAME},(?= (?i:{_LATIN_AVENUE}|soi)\b)"
    r"|(?:[Rr]oom|[Rr]m|[Uu]nit|[Ff]loor|[Ff]lr|[Ff]l|[Bb]uilding|[Bb]ldg|[Tt]ower"
    r"|[Cc]ondo)\b\.? ?[A-Z0-9][A-Z0-9/-]{0,6}(?![a-z])|[0-9]{1,2}(?:st|nd|rd|th) (?:[Ff]loor|[Ff]lr?)\b\.?"
    r"|[0-9]{1,4}[A-Z]?(?=,? (?:[Ff]loor|[Ff]lr?)\b)"
)
_DOOR = r"(?:บ้าน)?(?:เลข|หลัง)ที่ ?[0-9]{1,5}(?:/[0-9]{1,4})?(?![0-9-])"
# A house number behind its street: ซอยวัดด่าน 7 บ้าน 88/14, Nimman Soi 17, 12/9.
_INNER = (
    rf"(?:บ้าน|หลัง|[Hh]ouse(?: [Nn]o\.?)?|[Nn]o\.) ?[0-9]{{1,5}}(?:/[0-9]{{1,4}})?(?![0-9/-]| ?{_COUNTED})"
    rf"|[0-9]{{1,5}}/[0-9]{{1,4}}(?:/[0-9]{{1,4}})?(?![0-9/]| ?{_COUNTED})"
)
PART = re.compile(
    rf"(?=[ก-๎])(?:{_DOOR}|{_MOO}|{_SOI}|{_ROAD}|{_ROOM}|{_PLACE}|{_TAMBON})"
    rf"|(?=[A-Za-z0-9])(?:{_LATIN_LINE}|{_LATIN})"
)
# What may follow a part but begins no address.
_BUILT = "(?:สแควร์|พลาซ่า|มอลล์|ทาวเวอร์|เพลส|อาร์เคด|เซ็นเตอร์|มิตรทาวน์|อเวนิว|คอนโดมิเนียม)"
INNER = re.compile(
    rf"โซน{_SIGN}{{2,12}}(?= )|"
    rf"(?!on |at |by |near |off |the )[a-z]{{2,20}}(?: [a-z]{{2,20}})? (?:road|rd)\b|lane [0-9]{{1,3}}(?![0-9])|"
    rf"(?:{_INNER}|{_SIGN}{{2,20}}{_BUILT}|หาด(?!ใหญ่){_SIGN}{{2,20}}|{_AVENUE}(?=[ ,\n]|\Z)|อโศก(?=[ ,\n]|\Z))"
)
# The first letters of a part, to look for one quickly.
_HEAD_WORDS = (
    "ซอย ถนน หมู่ มบ. ตำบล แขวง ตรอก แยก อาคาร ตึก คอนโด แมนชั่น อพาร์ หอพัก โรงเรียน โรงแรม ทาวเวอร์ ทาวน์โฮม โครงการ นิคม ชุมชน "
    "พุทธมณฑลสาย หลังที่ ตลาด ร.ร. รร. รพ. ร.พ. คณะ แฟลต โซน วิลล่า บังกะโล เดอะ ยูนิต บูธ ล็อก ล็อค แผง เลขที่ห้อง"
)
HEAD = re.compile(
    branches_of(f"{_HEAD_WORDS} {places.AVENUES} {places.LANDMARKS}")
    + r"|ซ(?<![ก-๎]ซ)\.|ถ(?<![ก-๎]ถ)\.|ม(?<![ก-๎.]ม)(?:\.| ?[0-9])|ต(?<![ก-๎]ต)(?:\.| (?=[ก-ฮเ-ไ]))"
    r"|ชั้น(?<![0-9]ชั้น)(?<![0-9] ชั้น)"
    rf"|ห้อง(?<![0-9]ห้อง)(?<![0-9] ห้อง)|หอ(?<![ก-๎]หอ)(?:[ 0-9]|(?={_HALL}))"
    r"|พระราม ?[0-9]|เลขที่ ?[0-9]|กม\. ?[0-9]|บ(?<![ก-๎0-9]บ)(?<![0-9] บ)\."
    r"|บ้าน(?! ?[0-9])(?:(?<![ก-๎]บ้าน)|(?<=ที่บ้าน)|(?<=อยู่บ้าน)|(?<=ส่งบ้าน)|(?<=ถึงบ้าน))"
)
LATIN_HEAD = re.compile(
    any_of(
        "soi moo mu m. th. t. trok thanon tambon tumbon khwaeng kwaeng subdistrict sub-district village rd road "
        "room floor flr fl condo building alley"
    )
)
DOOR = re.compile(_DOOR)
# From a house to the sub-district before a district: whatever stands between is the way to the door.
# Another house, or the district of the first: ซอยลาดพร้าว 48 เขตห้วยขวาง ไปอยู่ เลขที่ 250/7.
_SECOND = r"[ ,]เลขที่|(?<= )[0-9]{1,5}(?:/| ?(?:หมู่|ม\.|ซ\.|ซอย|ถ\.|ถนน))|เขต|อำเภอ|อ\.|[0-9],[0-9]{3}"
FRAME = re.compile(
    rf"(?:(?!บาท|โทร|คะ |{_STOP}|{_SECOND})[^\n฿$@]){{0,180}}?(?:\n ?)?{_TAMBON}(?=[ ,]{{0,2}}(?:อำ ?เภอ|อ\."
    rf"|อ(?<![ก-๎]อ) |เขต))"
)
FRAME_REACH = 200
TAMBON_WORD = re.compile(r"ตำบล|ต\.|ต(?<![ก-๎]ต) |แขวง")
CLASSES = re.compile(r"(?:ม\.? ?[0-9]{1,2}[ ,และ-]{0,4})+\Z")
INSIDE = re.compile(r"โซน|ชั้น|ห้อง|บูธ|ล็อ|แผง|ยูนิต|บ้าน|ร้าน|โครงการ|ห้าง|บริษัท")
HOUSE = re.compile(
    r"[0-9](?<![0-9.,:$฿/A-Za-z-][0-9])[0-9]{0,4}(?:/[0-9]{1,4}){0,2}(?:(?: ?[-,] ?[0-9]{1,4}(?:/[0-9]{1,4})?"
    r"| ?(?:และ|&) ?[0-9]{1,5}/[0-9]{1,4})(?![0-9.:%])){0,3}"
    r"(?: ?\([0-9]{1,5}/[0-9]{1,4}\))?(?: ?[ก-ฮ](?![ก-๙.]| ?[0-9])|[A-Z](?![A-Za-z]))?"
    rf"(?![0-9]|[a-z]{{2}}| ?{_COUNTED})(?=[ ,.\n]{{0,3}}[ก-๎A-Za-z(]"
    rf"|,? {{1,2}}[0-9]{{1,4}}[A-Za-z]{{0,2}},? (?:[Ff]loor|[Ff]lr?)\b)"
)
BARE = re.compile(rf"(?:{_LATIN_NAME}|(?=[ก-๎])(?!{_STOP}){_NAME})(?: (?:200 ปี|{_NUMBER}{_NO_WAY}))?{_NICKNAME}")
_KNOWN = tree_of(places.REGIONS)
REGION = re.compile(
    rf"[ ,]{{1,3}}{_KNOWN}|"
    r"[ ,]{0,3}(?:(?:อำเภอ|อ\.|เขต|จังหวัด|จ\.|[Aa]mphoe|[Kk]het|[Dd]istrict) ?[ก-๎A-Za-z]{2,24}|กรุงเทพ(?:มหานคร"
    r"|ฯ)?|กทม\.?|[Bb]angkok\b"
    r"|(?:[ก-๎]{2,20}[ ,]{1,2}){0,2}[1-9][0-9]{4}(?![0-9]))"
)
# A sub-district without its word, known by what follows it: a district, or a name and a province.
_PLACE_NAME = r"[ก-๎]{3,20}"
_GO_ON = r"[ ,\n]{1,2}"
_LATIN_DISTRICT = (
    rf"(?:(?:A\.|[Aa]mphoe|[Aa]mphur|[Kk]het|M[eu]+ang\b) ?(?:{_LATIN_NAME})?|{_LATIN_NAME} (?:[Dd]istrict"
    rf"|Town)\b|Koh? {_LATIN_NAME}|Bangkok\b|{_LATIN_NAME},? (?:Bangkok|BKK)\b"
    rf"|{_LATIN_NAME} [1-9][0-9]{{4}}(?![0-9])|{_LATIN_NAME}, {_LATIN_NAME}(?:,? [1-9][0-9]{{4}}(?![0-9])"
    rf"| [Pp]rovince))"
)
TAMBON = re.compile(
    rf"{_GO_ON}{_PLACE_NAME}(?={_GO_ON}(?:อำเภอ|อ\.|เขต|{_PLACE_NAME}{_GO_ON}(?:กทม|กรุงเทพ|จ\.|จังหวัด"
    rf"|{_PLACE_NAME} [1-9][0-9]{{4}}(?![0-9]))))"
    rf"|[ ,]{{1,2}}{_PLACE_NAME} [0-9]{{1,3}}(?=[ ,]{{1,2}}(?:กทม|กรุงเทพ))"
    rf"|,? {_LATIN_NAME}(?=,[ \n]{_LATIN_DISTRICT})"
)
# The second word of a building's name, when the way goes on behind it: คอนโดไอดีโอ คิว ถ.พญาไท.
_BRIDGED = rf"(?:(?!{_STOP})[ก-๎A-Za-z-]){{2,20}}"
BRIDGE = re.compile(
    rf"[ ,]{{1,2}}(?:{_BRIDGED}(?: {_BRIDGED})?(?: [0-9]{{1,3}})?"
    rf"|(?:เข้า(?:มา|ไป)|ประมาณ|ราว|ลึก){{1,2}} ?[0-9]{{1,4}} ?(?:เมตร|ม\.|กม\.|กิโล(?:เมตร)?)|(?:หลัง"
    rf"|หน้า|ข้าง|ใน|ตรงข้าม|ติดกับ?)(?= ?(?:ม\.|หมู่บ้าน|ซ)))[ ,]{{1,2}}"
    r"(?=(?:บ้าน)?เลขที่ ?[0-9]|ซอย ?[ก-๎0-9]|ซ\.|ถนน|ถ\.|ตำบล|ต\.(?! ?ค)|แขวง|ชั้น ?(?:ที่)? ?[0-9A-Z]|ห้อง(?:เลขที่)? ?[0-9A-Z]"
    r"|หมู่(?:ที่)? ?[0-9]|(?:ตึก|อาคาร) ?[A-Z0-9]|ม\.)"
)
PLACE = re.compile(r"อาคาร|ตึก|คอนโด|แมนชั่น|อพาร์|หอ|โรง|ทาวเวอร์|ทาวน์|ศูนย์|พลาซ่า|โครงการ|หมู่บ้าน|ห้าง|บริษัท|บจก")
# Numbers that count something else: วันที่ 5, หมู่ที่ 5, อันดับ 5.
NOT_A_HOUSE = re.compile(
    r"(?:เฟส|หมู่(?:ที่)?|ชั้น(?:ที่)?|ม\.|วันที่|ครั้งที่|อันดับ(?:ที่)?|รอบ(?:ที่)?|ข้อ(?:ที่)?|ปี|พ\.ศ\.|งวด|คิว(?:ที่)?) ?\Z"
)
WAY = re.compile(
    r"ต(?<![ก-๎]ต) |ซอย|ซ\.|ถนน|ถ\.|ตำบล|ต\.|แขวง|หมู่|ม\.|ตรอก|เลขที่|แยก|[Ss]oi|SOI|[Mm]oo|[Mm]u |M\."
    r"|[Tt]hanon|[Aa]lley|[Rr]oad|[Rr]d\b|T\.|Th\.|[Tt]ambon|hwaeng|[Ss]ub-?[Dd]istrict|[Vv]illage"
    rf"|(?:{_AVENUE}|พระราม|พุทธมณฑลสาย|(?i:{_LATIN_AVENUE})) ?[0-9]|[Yy]aek [0-9]"
)
STRONG = re.compile(r"ตำบล|ต\.|แขวง|[^0-9\n]{1,40}[0-9]")
GAP = re.compile(r"[ ,.-]{0,3}(?:\n ?)?")
NUMBERED = re.compile(r"(?:บ้านเลขที่?|เลขที่?|ที่อยู่|address|house no\.?)[ :]{0,3}(?:จัดส่ง[ :]{0,3})?(?=[0-9])")
ROOM_WORD = re.compile(r"(?<![a-z])(?:room|rm|unit|suite|apt)\.? ?#?\Z")
# Words that are part of the address itself.
NUMBER_WORDS = ("บ้านเลข", "เลข")
# Rooms and floors with their numbers: with a building or with one another they are a door.
INSIDE_NUMBER = re.compile(rf"(?!เฟส)(?:{_ROOM})")
PLACE_PART = re.compile(rf"(?!ตลาด)(?:{_PLACE}|หมู่บ้าน|โครงการ)")
ROOM_PART = re.compile(r"ห้อง|ยูนิต|[Rr]oom")
# ถ.ช้างเผือก 120/4: a number with a stroke behind a road is a house.
_CHOPPED = tree_of("นี้ แบ่ง เป็น หอม ผ้า ไก่ หมู เนื้อ สั้น ผม ฟรี มี เดียว เดิม ละเอียด บาง ใหญ่ เล็ก ถี่ ให้")
ALONE = re.compile(
    rf"(?:ถนน|ถ\.) ?[^0-9]{{2,40}} ?[0-9]{{1,4}}/[0-9]{{1,3}}|.{{2,60}}(?:{_BRANCH})"
    rf"|(?:ซ\.|ซอย(?!{_CHOPPED})) ?[ก-๎]{{3,24}} ?(?:[0-9]{{1,2}}|[0-9]{{1,3}}/[0-9]{{1,2}})"
)
# What one only passes by: ใกล้ซอยอารีย์ 4.
PASSED = re.compile(r"(?:ปาก|ใกล้|หน้า|ข้าม|เข้า|หลัง|ข้าง|ผ่าน) ?\Z|[ก-๎](?<!ที่)(?<!อยู่)(?<!ส่ง)(?<!บ้าน)(?<!ถึง)\Z")
# Two roads that cross.
CORNER = re.compile(r"(?:ถนน|ถ\.)[^0-9\n]{2,36}(?:ตัด|บรรจบ|แยก|กับ) ?(?:ถนน|ถ\.)")
BEYOND = re.compile(
    rf"(?:{_GO_ON}(?!{_KNOWN}|{_STOP}){_PLACE_NAME}){{1,2}}"
    rf"(?=[ ,\n(]{{1,3}}(?:{_KNOWN}|อำเภอ|อ\.|เขต|จังหวัด|จ\.|เมือง(?: |[ก-๎])|[1-9][0-9]{{4}}(?![0-9])))"
)
BUILDING_HEAD = re.compile(rf"ชั้น|ห้อง|ตึก|อาคาร|{_AVENUE}")
_NO_BUILDING = (
    r"(?!คุณ|พี่|น้อง|ป้า|ลุง|เจ๊|เฮีย|ร้าน|ลูกค้า|ออเดอร์|ส่ง|จัดส่ง|บ้าน|อยู่|ที่อยู่|รับ|เอา|ขอ|มา|ไป|มี|เจอ|โทร|เรา|หนู|ผม|ที่|เอกสาร|ด่วน"
    r"|ของ|ออฟฟิศ|ใหม่|หน้า|หลัง|ใกล้|ติด|ให้|ฝาก|นัด|ซัก|ช่าง|รูมเมท|เพื่อน|แฟน|แม่|พ่อ|ลูก|บริษัท|สาขา|ครู|พนักงาน|สั่ง)"
)
_BUILDING_WORD = rf"{_NO_BUILDING}(?:(?!{_STOP})[ก-๎A-Za-z'-]){{2,20}}"
BUILDING_BEFORE = re.compile(
    rf"(?:(?:ที่|อยู่|พิกัด|สาขา|คอนโด|จาก|ทำงาน)[ :]{{0,2}}(?P<told>{_BUILDING_WORD}(?: {_BUILDING_WORD}){{0,2}})"
    rf"|(?:\A|\n|ส่ง |ที่ |อยู่ )(?P<named>(?:เดอะ|ดิ|The|{_BUILDING_WORD}) {_BUILDING_WORD}(?: {_BUILDING_WORD}){{0,3}})"
    rf"|(?P<suffixed>[ก-๎]{{2,20}}{_BUILT})"
    rf"|(?P<latin>[A-Z][A-Za-z]{{0,20}}(?: [A-Z][A-Za-z]{{1,20}}){{0,2}})"
    rf"|(?P<code>(?<![A-Za-z0-9])[A-Z]{{1,2}}-?[0-9]{{1,4}})) ?\Z"
)
CODE_BEFORE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2}-?[0-9]{1,4} \Z")
NUMBERED_PART = re.compile(r"[0-9]|ชั้น ?[A-Z]|ใต้ดิน")
# Where the way goes on in the open: a road, a lane, a sub-district.
OPEN = re.compile(r"ถ\.|ถนน|ซ\.|ซอย|ต\.|ตำบล|แขวง")
# A named building or estate before its house number: โครงการเดอะเซนโทร 88/167.
TYPED_BEFORE = re.compile(
    rf"(?:โครงการ|หมู่บ้าน|มบ\.|(?<![ก-๎.])ม\.|คอนโด|อาคาร(?!พาณิชย์)|ตึก(?!แถว)|แมนชั่น"
    rf"|หอพัก)(?!{_FOR_SALE}) ?(?:(?!{_STOP}){_SIGN}){{2,24}}(?: (?:(?!{_STOP}){_SIGN}){{2,16}})? \Z"
)
