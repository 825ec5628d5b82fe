"""Dates of birth, and names behind a title (best effort)."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules.lexicon import any_of, listed, openings
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

_THAI_MONTH = (
    r"(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|มกรา"
    r"|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา"
    r"|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา|ม\.?ค\.?|ก\.?พ\.?|มี\.?ค\.?|เม\.?ย\.?|พ\.?ค\.?|มิ\.?ย\.?|ก\.?ค\.?|ส\.?ค\.?"
    r"|ก\.?ย\.?|ต\.?ค\.?|พ\.?ย\.?|ธ\.?ค\.?)"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_FULL_YEAR = r"(?:พ\.?ศ\.?|ค\.?ศ\.?)? ?(?:19|20|24|25)[0-9]{2}"


def _date(year: str) -> str:
    year = rf"(?:{year})(?![0-9])"
    return (
        rf"(?:[0-9]{{1,2}} ?[-/. ] ?[0-9]{{1,2}} ?[-/. ] ?{year}|(?:19|20|24"
        rf"|25)[0-9]{{2}} ?[-/. ] ?[0-9]{{1,2}} ?[-/. ] ?[0-9]{{1,2}}(?![0-9])"
        rf"|(?:วันที่ ?)?[0-9]{{1,2}}(?:st|nd|rd|th)? ?(?:of )?[-/ ]?(?:เดือน ?)?(?:{_THAI_MONTH}"
        rf"|{_MONTH}),? ?[-/ ]?(?:ปี ?)?{year}"
        rf"|{_MONTH} ?[0-9]{{1,2}}(?:st|nd|rd|th)?,? ?{year}|[0-9]{{8}}(?![0-9]))"
    )


_DATE = _date(rf"{_FULL_YEAR}|'?[0-9]{{2}}")
FULL_DATE = _date(_FULL_YEAR)
"""A day, a month and a year of four digits."""
_BIRTH_LIST = (
    "dob d.o.b d.o.b. b. date_of_birth birth_day birth_date birthdate birth_dates birthday birthdays bday b-day "
    "born "
    "วัน_เดือน_ปี_เกิด ว/ด/ป_เกิด วดป_เกิด วดป._เกิด วันเกิด เกิด เกิดเมื่อ เกิดวันที่ เกิดวัน เกิดปี"
)
_BIRTH_WORDS = openings(_BIRTH_LIST)
_BIRTH = re.compile(
    any_of(_BIRTH_LIST)
    + r"(?:[ :.,()='\"-]|\n|is|was|on|in|the|her|his|my|it's|says?|chart|file|form|id|record|จริง|ๆ|คือ|ลูกค้า|น้อง|ของ|เมื่อ"
    r"|วันที่|ที่"
    r"|จันทร์|อังคาร|พุธ|พฤหัส(?:บดี)?|ศุกร์|เสาร์|อาทิตย์){0,10}"
    rf"(?P<value>{_DATE})"
)

_PARTICLE = r"(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|binti|ten|ter|st\.?)"
_LATIN_NAME = r"[A-ZÀ-ÞŁŚŠŽĐ][A-Za-zÀ-ɏ'’-]{0,24}\.?"
_TITLED = re.compile(
    r"[DJKMPRS](?<![A-Za-z0-9][DJKMPRS])(?:(?<=M)(?:rs?|s|iss|x|adam|RS?|S|ISS)|(?<=D)[rR]|(?<=P)(?:rof(?:essor)?|astor)"
    r"|(?<=R)(?:ev(?:erend)?|abbi)|(?<=J)udge"
    r"|(?<=K)(?:hun|(?=\.))|(?<=S)(?:ir|eñora?|ra?))(?:\.(?! ?[a-z])|(?=[ ])) ?"
    rf"(?P<first>{_LATIN_NAME})(?P<more>(?: (?:{_PARTICLE} ){{0,2}}{_LATIN_NAME}){{0,3}})"
)
# The titles of it as a look-up finds them; the ñ of señora parts a word.
_TITLES = openings("mr mrs ms miss mx madam dr prof professor pastor rev reverend rabbi judge khun k sir se sr sra")
# In small letters only where a title is nothing else: tell mrs. castellanos.
_SMALL = re.compile(r"m(?<![a-z0-9]m)(?:rs?|s)(?:\. ?|(?<=rs) )(?P<first>[a-z]{3,16})(?![a-z])")
_BOTH = re.compile(r"Mr\.? (?:and|&) \Z")
_BRANDS = re.compile(
    r"(?:Strangelove|Martens?|Pepper|Coffee|Fields|Donut|Bean|Right|Wrong|Clean|Muscle|Potato|Claus|Scholl|Bronner"
    r"|Jart|Oetker"
    r"|Seuss|Who|Strange|Jill|JiLL|Pibb|Goodcents"
    r"|Jones Soda|Phil|Brown|Hyde|Lube|Beer|Bbq|BBQ|Dumpling|Burger|Kebab|Pizza|Chicken|Congeniality|America"
    r"|Martin Luther King|MARTIN LUTHER KING|Universe|Office|Word|Excel|Teams|Windows|Congo|Thailand|World|Piggy"
    r"|Dash)(?![a-z])"
)
_STREET_BEFORE = re.compile(r"(?:[A-Z][a-z']{1,20}|[0-9]{1,4}[a-z]{0,2}) \Z")
_NUMBERED_STREET = re.compile(r"[0-9]{2}[A-Z]? (?:[A-Z][A-Za-z']{1,20} ){1,3}\Z")
_NOT_NAMES = listed(
    "The This That We You They Our Your Call Text Visit Open Order Please Thanks Thank Sent Card Phone Tel Email "
    "Mail Address Invoice On At In For And "
    "Or Is Was Has Will Mon Tue Wed Thu Fri Sat Sun Monday Tuesday Wednesday Thursday Friday Saturday Sunday "
    "January February March April May June July "
    "August September October November December Nails Salon Cafe Bakery Tacos Shop Store Spa Bar Grill Kitchen "
    "Clinic House LLC Inc Line LINE"
)

_THAI_TITLE = (
    r"(?:นายแพทย์|แพทย์หญิง|ทันตแพทย์|นางสาว|น\.ส\.|นาย(?<!มิถุนาย)(?<![0-9]นาย)|นาง|ด\.ช\.|ด\.ญ\.|เด็กชาย|เด็กหญิง"
    r"|ผศ\. ?(?:ดร|นพ|พญ|ทพ|ทพญ)\.|รศ\. ?(?:ดร|นพ|พญ|ทพ|ทพญ)\.|ศ\. ?(?:ดร|นพ|พญ|ทพ|ทพญ)\."
    r"|ดร\. ?นพ\.|ดร\.(?<!สดร\.)|สพ\.?ญ\.|น\.?สพ\.|นพ\.|พญ\.|ทพ\.(?<!กทพ\.)|ทพญ\.|ว่าที่ ?ร\.ต\.|ผศ\.|รศ\."
    r"|ศ\.(?<![ก-๎.]ศ\.)"
    r"|พลทหาร|จ\.ส\.[ตทอ]\.|ส\.[ตทอ]\.(?:[ตทอ]\.)?|ด\.ต\.|ร\.[ตทอ]\.(?:[ตทอ]\.)?|พ\.[ตทอ]\.(?:[ตทอ]\.)?|พล\.[ตทอ]\."
    r"|คุณ(?<!ขอบคุณ))"
)
_THAI_NAME = r"[ก-ฮเ-ไ][ก-ฺเ-๎]{1,24}"
_THAI = re.compile(rf"(?P<title>{_THAI_TITLE}) ?(?P<first>{_THAI_NAME})(?P<last> {_THAI_NAME})?")
_POLITE = re.compile(
    r"(?:นะคะ|นะครับ|นะค่ะ|ค่ะ|คะ|ครับ|คับ|จ้า|จ้ะ|จะ|เป็น|โทร|(?<!เ)ที่|ได้|สั่ง|ซื้อ|เบอร์|บ้าน|(?<![ุูท])มา(?!ย|ล|ศ|ณ)|รับ|แพ้|จอง|ค้าง|โอน"
    r"|เลข|และ|กับ|อยู่|ส่ง|บัญชี|ยอด|แนะนำ|ขาย|ทำ|เปิด|บอก|ให้|ไป|กิน|ชอบ|แจ้ง|ฝาก|นัด|ลด(?!า)|ราคา|ใช้|พา(?!นิช|ณิช)|คือ|ว่า"
    r"|จาก|เจ้าของ|ร้าน|อายุ|วันที่|ตอบ|ดูแล|เช่า|ค่า|ช่าง|ถาม|เกิด|ชนะ|ลง|ใส่|เอา|ยัง|ต้อง|เคย|อยาก|กำลัง|ด้วย|นะ|แล้ว)"
)
_NOT_THAI_NAMES = re.compile(
    r"(?:แกง|ผัด(?!ดี)|ต้ม|ยำ|ทอด|ไข่|ข้าว|ภาพ|ห้อง|ชั้น|ค่า|สมบัติ|ประโยชน์|ธรรม|วุฒิ|ลักษณะ|งาม|ลูกค้า|ลูก|แม่|พ่อ"
    r"|ครู|หมอ|หนู|ผู้|พี่|น้อง|ลุง|ป้า|น้า|อา(?!ร"
    r"|ทิ|ภ|นนท์)|ตา(?!ล)|ยาย|ปู่|ย่า|จะ|ได้|สามารถ|ต้อง|เป็น|อยาก"
    r"|มี(?!น|ชัย|ส)|ไม่|ก็|ที่|เอง|เลย|กำลัง|เคย|ชอบ|รัก(?!ษ|ชน|ช)|คือ|และ|หรือ|ไป|มา(?!ล|น|ร|ก|โ)|ทำ|เลือก|สั่ง"
    r"|ซื้อ|ควร|พบ|นี่|นี้|นั้น|คะ|ครับ|ค่ะ|จ๋า|ก(?:$|[ ฯเแโใไ]|รัฐมนตรี|สมาคม|เทศ|อบ|เมือง|สภา|องค์|คน|อยาก|ก็|จะ|ว่า"
    r"|ที่|ได้|นี้|พูด|ตอบ|สั่ง|บอก)|หน้า|ฟ้า|แบบ"
    r"|เอก(?!ช|พ|ร)|จ้าง|ท้าย|ทุน|ทหาร|ตำรวจ"
    r"|กินอะไร|ให้|ใน|ใช้|เข้า|ออก|รู้|คิด|เห็น|ว่า|จาก|กับ|ของ|แล้ว|ยัง|เพียง|แค่|ด้วย|ต่อ|โดย|พร้อม|สนใจ|ถาม|กิน"
    r"|ดื่ม|เดิน|ขับ|รอ(?!ง|ซ)|เจอ|ดู|ฟัง|นอน|สวย|สุด(?!า)|หล่อ|ผม|เขา|เธอ|เรา|ท่าน|นาย|ขอ|ลอง|ช่วย|เท่า|ทุก|บอก|พัก"
    r"|เก่ง|ทราบ"
    r"|พิเศษ|เงือก|รำ|พราน|ท่า(?!น)|ร้าย|กวัก|แมว|ละคร|สนม|พยาบาล|สงกรานต์|นพมาศ|ตะเคียน|บำเรอ|โลม|ทาส|เรือ|ประกัน"
    r"|เค้า|เปน|บัญชี|อยู่|สามี|ภรรยา|แฟน|ร้อย|สำหรับ|หาก|ถ้า|เชื่อ|กำหนด|มั่นใจ|สมัคร|ติดตาม|ซู้ด|ลค"
    r"|นะ(?:คะ|ครับ|จ๊ะ|จ้ะ|$|[ ])|หัน|คง(?!คา|เดช"
    r"|ศักดิ์)|บน|รอง|ผูก|ตก|วิ่ง|ล้ม|ร้อง|สาธารณสุข|พรุ่งนี้|ไทยรัฐ|เดลินิวส์|มติชน|ข่าวสด"
    r"|สาว(?!ิ)|วัย|อายุ|คน|ตัว|อนุบาล|ประถม|ธนาคาร|อำเภอ|ด่าน|สถานี|ช่าง)"
)
# What is done or bought behind a first name: คุณวรรณา ล้างแอร์ 4 เครื่อง.
_NOT_SURNAMES = re.compile(
    r" (?:แบบ(?!ง)|รถ|วันเดือน|วันที่|ทาง|ผ่าน|งบ|จำนวน|ประมาณ|ราคา|รวม|ล้าง|ซ่อม|ติดตั้ง|ติดต่อ|ตัด|เปลี่ยน|ย้าย|เย็บ"
    r"|ถ่าย|พิมพ์(?!ท|พ|ช)|ขนของ"
    r"|จัดงาน|จัดส่ง|เคลม|คืน|รอ(?!ด)|ไม่|ชั้น|ห้อง|ซอย"
    r"|ถนน|หมู่|ตึก|คอนโด|อาคาร"
    r"|บ่าย|เช้า(?!ว)|เข้า|ออก|พร้อม|เค้ก|ข้าว|กาแฟ|ขนม|กล่อง|เสื้อ|ผ้า|รองเท้า|กระเป๋า|เตียง|โต๊ะ|คอร์ส|แอร์|หน้างาน|ชุด|บริษัท"
    r"|ปลายทาง|เก็บเงิน|จ่าย|ชำระ|ห้าง"
    r"|โรง|ตลาด|วัด(?!ี)|คอนเฟิร์ม|ยืนยัน|ยกเลิก|เลื่อน|ขอ(?!ง)|เรียน|สนใจ|แม่|พ่อ|ลูก|น้อง|พี่|คุณ|มือถือ|เบอร์|บิล|งาน|ซุ้ม|แยก|ดอกไม้"
    r"|สำหรับ|บัตร|ปชช|เช็[กค]|แผนก|กดกริ่ง|ภายใน|เลนส์|ใบขับขี่|ไทยพาณิชย์|กสิกร|กรุงไทย|กรุงศรี)"
)
_FORMAL = ("นางสาว", "น.ส.", "เด็กชาย", "เด็กหญิง", "ด.ช.", "ด.ญ.")
_LONGEST_THAI_NAME = 14
# Surnames are longer than first names.
_SPARE = 6
_INITIAL = 2


def find(view: View) -> Iterator[Span]:
    """Every date of birth said to be one, and every name behind a title."""
    for match in _BIRTH.finditer(view.lower) if view.has_digits and view.may_say(_BIRTH_WORDS) else ():
        yield Span(*match.span("value"), "date_of_birth")
    for match in titled(view):
        if _is_name(view.text, match):
            end = _english_end(match)
            both = _BOTH.search(view.text, max(0, match.start() - 8), match.start())
            yield Span(both.start() if both else match.start(), end - 2 * view.text.endswith("'s", 0, end), "name")
    for match in _SMALL.finditer(view.lower) if view.may_say(_TITLES) else ():
        if match["first"].capitalize() not in _NOT_NAMES and view.text[match.start("first")].islower():
            yield Span(*match.span(), "name")
    if view.has_thai:
        yield from _thai_names(view.text)


def titled(view: View) -> Iterator[re.Match[str]]:
    """Every name behind a title in Latin letters."""
    return _TITLED.finditer(view.text) if view.may_say(_TITLES) else iter(())


def _thai_names(text: str) -> Iterator[Span]:
    """A title that names nobody may stand before one that does: คุณหมอเลื่อนนัด คุณวาสนา."""
    at = 0
    while match := _THAI.search(text, at):
        end = _thai_end(text, match)
        at = max(end, match.end("title"))
        if end > match.start():
            yield Span(match.start(), end, "name")


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Not a brand, not a word that opens a sentence, not a Drive: Newport Center Dr Suite 5."""
    if match.group().startswith("MS ") and len(match["first"]) == 1:  # sizes in a row: MS M MT L LT
        return False
    if match["first"] in _NOT_NAMES or _BRANDS.match(text, match.start("first")):
        return False
    if not match.group().startswith("Dr"):
        return True
    # A dot ends the sentence as often as it shortens the doctor: 18432 Irvine Center Dr. Croissants $4.50.
    street = _STREET_BEFORE if match.group()[2] == " " else _NUMBERED_STREET
    return street.search(text, max(0, match.start() - 48), match.start()) is None


def _english_end(match: re.Match[str]) -> int:
    end = match.end("first")
    for word in re.finditer(rf" (?:{_PARTICLE} ){{0,2}}({_LATIN_NAME})", match["more"]):
        if word[1].rstrip(".") in _NOT_NAMES or (match["first"].endswith(".") and len(match["first"]) > _INITIAL):
            break
        end = match.end("first") + word.end()
        if word[1].endswith(".") and len(word[1]) > _INITIAL:
            return end - 1
    return end


def _thai_end(text: str, match: re.Match[str]) -> int:
    """Where the name ends, or its start when the title is the word "you" or part of another word."""
    title, first = match["title"], match["first"]
    before = text[max(0, match.start() - 1) : match.start()]
    end, is_word = _surname_end(match), _NOT_THAI_NAMES.match(first) is not None
    full = end > match.end("first")
    if "ก" <= before <= "๎" and title in ("คุณ", "นาย", "นาง"):
        whole = title == "นาย" and not is_word and full
        if not whole and not _is_introduced(text, match.start()):
            return match.start()
    if is_word and (title, first) != ("คุณ", "เอก") and not (full and title in _FORMAL):  # นายเอก is the hero of a play
        return match.start()
    stop = _POLITE.search(first, 2)
    # Many a first name ends like a verb: นายบุญส่ง คำแก้ว; in lists and on forms a surname follows.
    if stop and not (full and title != "คุณ" and stop.end() == len(first)):
        return match.start("first") + stop.start()
    if len(first) > _LONGEST_THAI_NAME:
        return match.start()
    return end


def _surname_end(match: re.Match[str]) -> int:
    last = match["last"]
    if not last or _POLITE.match(last, 1) or _NOT_SURNAMES.match(last):
        return match.end("first")
    stop = _POLITE.search(last, 3)
    end = stop.start() if stop else len(last)
    # Behind "you" a long word is what is said next; a full name is followed by it without a blank.
    length = len(last) if match["title"] == "คุณ" else end
    return match.start("last") + end if length <= _LONGEST_THAI_NAME + _SPARE else match.end("first")


def _is_introduced(text: str, at: int) -> bool:
    return (
        re.search(
            r"(?:ผู้ปกครอง|ผู้สั่ง|ผู้ประสาน|ข้าพเจ้า|เคส|ชื่อ|จอง|สำหรับ|ผู้ป่วย|นาม|ทัก|ครับ|ค่ะ|คะ|คับ|คนขับ|สวัสดี|เรียน|บอก|มี|ติดต่อ|ถึง|ลูก|ลูกชาย|ลูกสาว|โชคดี|เจอ|พบ|คนไข้"
            r"|ผู้ประสานงาน|คนรับ|ผู้รับว่า|ผู้จำนำ|ผู้โดยสาร|เจ้าของใหม่|รบกวน|ถาม|โทร|โทรหา|แขก|บัญชี|โดย|กับ|ขอบคุณ|ผู้รับ|โอนให้|ลูกค้า|เจ้าของ|บ้าน|ส่ง|จาก|ฝาก|ร้าน|นัด|หา|ของ|และ|แจ้ง)\Z",
            text[max(0, at - 12) : at],
        )
        is not None
    )
