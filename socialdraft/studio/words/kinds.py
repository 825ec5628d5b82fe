"""Tells what a piece of an owner's text is about, and finds the name in a line with a price."""

import re

MONEY = re.compile(
    r"[$฿]\s?\d|\d[\d,.]*\s?(?:บาท|฿|baht\b|thb\b|dollars?\b|bucks\b|usd\b|\.-|,-)|ราคา(?:เริ่มต้น)?\s?\d"
    r"|(?:ละ)\s?\d|(?:กล่อง|ถุง|ชุด|แพ็[คก]|โหล)\s?\d{0,2}\s?(?:ชิ้น|ลูก|อัน|ตัว)?\s\d{2,}(?!\s?(?:คน|นาที|วัน))",
    re.IGNORECASE,
)
OFFER = re.compile(
    r"\d\s?%\s?(?:off|discount)|\b(?:\d+|half) off\b|\boff (?:all|any|every|your|our|the)\b"
    r"|[$฿]\s?\d+(?:\.\d+)? off\b|\d ?(?:cents?|¢) off\b"
    r"|\bdiscount|\bon sale\b|\bsale\b|\bbogo\b|\bbuy (?:\w+ ){1,6}get\b|(?<![-\w])(?<!gluten )(?<!dairy )(?<!sugar )"
    r"(?<!feel )(?<!seats )(?<!seat )(?<!tables )(?<!slots )(?<!spots )free\b"
    r"(?!-| of\b| range| to | before| after| until)|\bcomplimentary\b|\bspecial (?:price|offer)\b|\bdeals?\b"
    r"|\bpromo(?:tion)?s?\b"
    r"|\bhappy hour\b|\bcoupon\b|\bvoucher\b|\d+ for [$฿]?\d|\bhalf price\b|\bbundle\b|\bextra .{1,20} on us\b"
    r"|\bon the house\b"
    r"|(?<!ป)(?<!ส)ลด(?=\s?\d|คนละ|ราคา|ทันที|เลย|พิเศษ|ทุก|ทั้ง|จาก|เหลือ|สูงสุด|ให้|ครึ่ง|กระหน่ำ|ไป|แรง|แลก|\s|$)"
    r"|แถม"
    r"|ฟรี(?!แลนซ์|ซ|ด้อม)|โปรโม|โปร(?!ตีน|แกรม|เฟส|เจ|ไฟล์)"
    r"|ส่วนลด|คูปอง|ราคาพิเศษ|1 ?แถม ?1|ซื้อ.{1,30}(?:แถม|รับ|ได้|ลด)|ครบ.{1,20}(?:รับ|ลด|แถม|ฟรี)",
    re.IGNORECASE,
)
DAY = (
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b|\bweek(?:day|end)s?\b"
    r"|วันจันทร์|วันอังคาร|วันพุธ|วันพฤหัส|วันศุกร์|วันเสาร์|วันอาทิตย์|เสาร์[-– ]?อาทิตย์|จ\.\s?[-–]"
    r"|จันทร์\s?[-–]|วันธรรมดา"
)
DAILY = r"\bdaily\b|\bevery ?day\b|ทุกวัน"
TIME = (
    r"\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\b|น\.|โมง|ทุ่ม|นาฬิกา)|\d{1,2}[:.]\d{2}\s?[-–]\s?\d{1,2}[:.]\d{2}"
    r"|\bnoon\b|\bmidnight\b|เที่ยง|ตีห้า|เช้า|เย็น|ดึก"
)
HOURS = re.compile(
    rf"\b(?:open|opens|opening|closed?|closes|closing|hours|we're here)\b.{{0,40}}(?:{TIME}|{DAY}|{DAILY}"
    rf"|\d{{1,2}}\s?[-–]\s?\d)"
    rf"|(?:{DAY}).{{0,8}}\b\d{{1,2}}(?::\d\d)?\s?(?:-|–|to)\s?\d{{1,2}}\b"
    rf"|(?:{DAY}).{{0,20}}\b(?:open|closed)\b|\d{{1,2}}(?::\d\d)?\s?(?:[ap]m)?\s?(?:[-–]"
    rf"|to)\s?\d{{1,2}}(?::\d\d)?\s?[ap]m\b"
    rf"|(?:เปิด|ปิด|หยุด)(?!มา|ร้านมา|ตัว|รับ|สาขา|จอง|ใจ|เทอม|เมนู|กล่อง).{{0,25}}(?:{TIME}|{DAY}|{DAILY}|\d)"
    rf"|หยุด(?:ทุก|วัน|จันทร์|พุธ|อาทิตย์)"
    r"|เวลา\s?(?:ทำการ|เปิด)|\d{1,2}[.:]\d{2}\s?[-–]\s?\d{1,2}[.:]\d{2}\s?(?:น\.?)?"
    r"|\d{1,2}\s?โมง.{0,10}(?:ถึง|[-–]).{0,12}(?:โมง|ทุ่ม|เที่ยง|บ่าย)",
    re.IGNORECASE,
)
MONTH = (
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.? ?\d{1,2}\b|\b\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may"
    r"|jun|jul|aug|sep|"
    r"oct|nov|dec)[a-z]*|\d{1,2}\s?(?:[-–]\s?\d{1,2}\s?)?(?:ม\.ค|ก\.พ|มี\.ค|เม\.ย|พ\.ค|มิ\.ย|ก\.ค|ส\.ค|ก\.ย"
    r"|ต\.ค|พ\.ย|ธ\.ค|มกรา|กุมภา|มีนา|เมษา|"
    r"พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา)"
)
DATE = re.compile(
    rf"{MONTH}|\b\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\b|(?:{DAY})|\b(?:today|tonight|tomorrow"
    rf"|this week(?:end)?|next week"
    r"|until|starting|through the end|from now)\b|วันที่\s?\d|วันนี้|พรุ่งนี้|มะรืน|สัปดาห์นี้|อาทิตย์นี้"
    r"|สุดสัปดาห์|สิ้นเดือน|ต้นเดือน|ตั้งแต่วัน|จนถึง",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"\b(?:next to|across from|around the corner|corner of|behind the|in front of|opposite|near the"
    r"|upstairs|downstairs|"
    r"inside the|parking|park in|old town|downtown|main street|farmers.? market|plaza|located|find us (?:at"
    r"|in|on|near)"
    r"|we.re (?:at|on|in) [A-Z])"
    r"|ร้านอยู่|อยู่(?:ที่|หน้า|ตรง|ใกล้|ข้าง|หลัง|ใน|ปาก|ติด|แถว)|ตรงข้าม|ปากซอย|ในซอย|พิกัด|ที่ตั้ง"
    r"|ข้าง(?:วัด|ตลาด|โรง|ธนาคาร|เซเว่น|7)|หน้า(?:ตลาด|ม\.|มอ|วัด"
    r"|โรงเรียน|หมู่บ้าน|ปากซอย|โลตัส)|ใกล้\s?(?:bts|mrt|ตลาด|วัด|โรงเรียน|ม\.)|ที่จอดรถ|จอดรถ|ชั้น\s?\d|สาขา|ซอย\s?\d|ซ\.\s?\d|ถนน\S",
    re.IGNORECASE,
)
QUESTION = re.compile(
    r"\?$|(?:ไหม|มั้ย|มั๊ย|หรือเปล่า|รึเปล่า|หรือยัง|ยังไง|อย่างไร|กี่โมง|เท่าไหร่|เท่าไร|ที่ไหน|ตรงไหน"
    r"|อะไรบ้าง|เมื่อไหร่)"
    r"(?:คะ|ครับ|ค่ะ|คับ|บ้าง)?\??$"
)
ASKED = re.compile(r"^(?:Q|ถาม|คำถาม)\s?[:：.)]\s*", re.IGNORECASE)
ANSWERED = re.compile(r"^(?:A|ตอบ|คำตอบ)\s?[:：.)]\s*", re.IGNORECASE)
LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\u0e00-\u0e7f]+|(?<![\w@.])[A-Za-z0-9-]{2,40}(?:\.[a-z]{2,6}){0,2}\.(?:com"
    r"|net|org|shop|co|me|"
    r"th|app|info)\b(?:/[^\s<>\u0e00-\u0e7f]*)?",
    re.IGNORECASE,
)
HANDLE = re.compile(r"(?<![A-Za-z0-9.])@[A-Za-z0-9_][A-Za-z0-9_.]{1,29}")
CHATTER = re.compile(
    r"(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening)|thanks?(?: you)?|thx|please|pls|ok(?:ay)?|lol"
    r"|yes|no|sure"
    r"|see you(?: (?:soon|there|then))?|come (?:by|see us|on (?:by|down|in)|visit)"
    r"|(?:come|stop|swing|drop) (?:by|in)\b.{0,24}"
    r"|visit us|follow us"
    r"|(?:dm|call|text|message|contact|email) (?:us|me)(?: (?:to|for) \w+)?|like and share|share (?:this"
    r"|it)|link in bio"
    r"|order (?:now|today)|book (?:now|today)|don't miss (?:out|it)|hurry|can't wait|best|cheers|regards|"
    r"สวัสดี.{0,12}|หวัดดี.{0,8}|ขอบคุณ.{0,14}|ขอบใจ.{0,8}|โอเค.{0,6}|ได้(?:ค่ะ|ครับ|เลย.{0,4})|จ้า+|ค่ะ"
    r"|ครับ+|คับ|5{3,}|อิอิ|ฮ่า+|"
    r"สนใจ(?:ทัก|ติดต่อ|สอบถาม|สั่ง).{0,24}|ทัก(?:แชท|แชต|มา|ได้|เลย|ไลน์|inbox).{0,14}|แวะมา.{0,14}"
    r"|โทร.{0,8}|ฝากร้าน.{0,10}|ฝากด้วย.{0,8}"
    r"|สอบถาม(?:เพิ่มเติม|ได้).{0,12}|รบกวน.{0,20}|ช่วย(?:เขียน|คิด|ทำ|โพสต์|โพส|โปรโมท).{0,30}|พี่|น้อง|แอด(?:มิน)?|ลงโพสต์.{0,14}|ลงให้.{0,10}|เมนู|รายการ|ราคา|โปรโมชั่?น|menu|prices?|specials?|hours|so|team"
    r"|(?:ok(?:ay)? )?(?:so )?for the post)"
    r"(?:[ ,!.~^_😊🙏❤♥]|there|everyone|all|guys|team|folks|y'all|neighbors|friends|\ufe0f|ค่ะ|ครับ|คะ|คับ|นะ|จ้า|หน่อย)*",
    re.IGNORECASE,
)
VERB = re.compile(
    r"\b(?:is|are|was|were|be|am|has|have|had|do|does|did|can|will|would|we|i|you|they|it|our|us|my|your"
    r"|this|that|who|what"
    r"|when|come|get|try|ask|there|make|makes|made|love|use|every|daily|since|until|before|after|most|some"
    r"|keep|serve|serves|available|at|off|through|drop in|takes?|needs?|includes?|comes?|gets?|goes|gives?"
    r"|lets?|brings?"
    r"|walk|reserve|sorry|weeks|days|months|hours|years|people|guests"
    r"|book|just|now|please|let)\b|['’](?:re|s|ve|ll|m)\b",
    re.IGNORECASE,
)
THAI_VERB = re.compile(
    r"เรา|ร้าน|ทาง|คุณ|รวม|เหมาะ|ดูแล|เริ่ม|ตื่น|(?<!ห)มา(?!ม่า|การอง|ซาล่า|ตรฐาน|ร์)|ไป|พร้อม|เดินทาง|ส่ง|ลูกค้า"
    r"|เป็น|ใช้|ทำ(?!เล็บ|ผม|สี)|ให้|ได้|มี|เปิด|ปิด|ขาย|อยู่|แล้ว|กำลัง|จะ|ไม่|ต้อง|วันนี้|พรุ่งนี้|ทุก|เพราะ|สูตร|ควร"
    r"|อย่า|ขอ|รับ(?!ประ)|ซื้อ"
    r"|(?:ค่ะ|ครับ|คะ|นะ|จ้า|(?<!ค)ค่า)$"
)
LEAD = re.compile(
    r"^(?:(?:today'?s?|tonight|this week(?:end)?(?: only)?|new|now|fresh|just in|special|introducing"
    r"|featuring|try|our|the|an?"
    r"|get|we (?:have|serve|sell|do|make|offer|got)|also|and|plus|menu|with|all|any|hot|please|only)\b[\s:,!-]*)+",
    re.IGNORECASE,
)
THAI_LEAD = re.compile(
    r"^(?:วันนี้|พรุ่งนี้|ตอนนี้|ช่วงนี้|มี|ขาย|เมนูใหม่|เมนูแนะนำ|เมนูเด็ด|เมนู|ใหม่|ขอแนะนำ|แนะนำ"
    r"|สินค้าใหม่|โปร(?!ตีน)|และ|กับ|พร้อม|เรา|ร้านเรา|ทางร้าน|คอร์ส(?=\s)|ค่า(?=บริการ)|[\s:!-])+"
)
THAI_TAIL = re.compile(
    r"(?:ราคา|เพียง|แค่|เริ่มต้น(?:ที่)?|เริ่ม(?:ที่)?|เหลือ|(?:จาน|ชาม|ชิ้น|แก้ว|ถ้วย|กล่อง|ชุด|คู่|ตัว"
    r"|ขวด|ลูก|กิโล|กก\.|หัว|คน|ครั้ง|ชั่วโมง|ชม\.|ถุง|ไม้|ห่อ|แพ็ค|แพ็ก|ช่อ|ก้อน|ท่าน|เดือน|"
    r"ที่|วัน|คัน|เซ็ต|เซต|แผ่น|ปอนด์)ละ|ละ|อยู่ที่|[\s:=\-–—(.,@])+$"
)
TAIL = re.compile(
    r"(?:\s*(?:[-–—:=.…(@,]|\b(?:is|are) (?:back|here|in)\b"
    r"|\d+\s+for\b|\b(?:is|are|for|at|only|just|now|from|starts?|starting|costs?|each|priced|per|a"
    r"|an|of)\b))+\s*$",
    re.IGNORECASE,
)
BEFORE_PRICE = re.compile(
    r"^(?P<name>[^$฿\n]{2,70}?)\s*(?=[$฿]\s?\d|\d[\d,.]*(?:\s?(?:บาท|baht|thb|฿|\.-|,-)|\s?$|\s?[-/]))"
)
BARE_PAIRS = re.compile(r"([^\d,;/|]{2,40}?)\s*[:=\-–.]*\s*(\d{1,3},\d{3}|\d{2,4})(?=$|[\s,;/|])")
NOT_PRICED = re.compile(
    r"\b(?:suite|unit|room|floor|route|highway|since|est|established|age|level|bay|gate|no)\b\.?\s*\d"
    r"|(?:ชั้น|ซอย|ซ\.|ปี|ห้อง|เลขที่|หมู่|ถนน|อายุ|สาขา|วันที่|ช่อง|ล็อค|ล็อก|แยก|กม\.|พ\.ศ\.|ถึง|เหลือ|รับ|วันละ)\s*\d",
    re.IGNORECASE,
)
NAME_CHARACTERS, THAI_NAME_CHARACTERS, NAME_WORDS = 40, 30, 6
PRICE_LINE, HOURS_LINE, PLACE_LINE, DATE_LINE = 110, 110, 110, 60
DEADLINE = re.compile(
    r"\borders? (?:close|due|by|end)|\bpre-?order|\bpick ?up\b|สั่ง(?:ล่วงหน้า|ก่อน|ได้ถึง)|ปิดรับ", re.IGNORECASE
)
HABIT = re.compile(
    r"\b(?:we|i|she|he|they|mom|dad|my \w+|our \w+)\b(?! (?:have|host|play|meet|are)).{3,}\b(?:every|each)\b"
    r"|(?:^(?:เรา(?!มี|จัด)|พ่อ|แม่|ยาย|ย่า|ปู่|ลุง|ป้า|น้า|พี่|เชฟ|ช่าง)|เอง).*ทุก",
    re.IGNORECASE,
)
"""What somebody does again and again tells how the shop works; it is no date for a customer's calendar."""
PLACE_FROM = 12
"""A place named later than this is the scene of a story, not the way to the shop."""


def kind_of(piece: str) -> str:
    """The kind of a statement: the most useful thing it says decides."""
    if ASKED.match(piece) or (QUESTION.search(piece) and not MONEY.search(piece)):
        return "question"
    if OFFER.search(piece):
        return "offer"
    if MONEY.search(piece):
        return "price" if len(piece) <= PRICE_LINE else "detail"
    return _when_or_where(piece) or _told(piece)


def _when_or_where(piece: str) -> str:
    if DEADLINE.search(piece):
        return "date"
    if HOURS.search(piece) and len(piece) <= HOURS_LINE:
        return "hours"
    place = PLACE.search(piece)
    if place and place.start() <= PLACE_FROM and len(piece) <= PLACE_LINE:
        return "place"
    return "date" if DATE.search(piece) and len(piece) <= DATE_LINE and not HABIT.search(piece) else ""


def _told(piece: str) -> str:
    return "item" if is_name(piece) and not re.search(r"\d", piece) else "detail"


def is_name(piece: str) -> bool:
    """A dish, product or service alone: few words, no verb, no sentence mark."""
    if len(piece) > NAME_CHARACTERS or re.search(r"[.!?…:@/%]|\d{3}", piece) or DATE.search(piece):
        return False
    if re.search(r"[\u0e00-\u0e7f]", piece):
        return not THAI_VERB.search(piece) and len(piece) <= THAI_NAME_CHARACTERS
    if VERB.search(piece) or re.match(r"(?:to|until|for|and|or|with|from|by|in|on|at|if|no)\b", piece, re.IGNORECASE):
        return False
    if not re.search(r"(?!mins?\b|hrs?\b)[A-Za-z]{3,}", piece) or "," in piece:
        return False
    return 1 <= len(piece.split()) <= NAME_WORDS


def is_chatter(piece: str) -> bool:
    """Greetings, thanks, calls to act and requests to the writer: a caption makes its own."""
    return bool(CHATTER.fullmatch(piece.strip())) or not re.search(r"[A-Za-z\u0e00-\u0e7f]{2}", piece)


def name_in(piece: str) -> str:
    """The name in a line with a price; "" when it can't be told."""
    found = BEFORE_PRICE.match(piece)
    if not found:
        return ""
    name = re.split(r"[:!?.]\s", found["name"])[-1]
    if re.search(r"[\u0e00-\u0e7f]", name):
        name = THAI_TAIL.sub("", THAI_LEAD.sub("", name.strip()))
    else:
        name = TAIL.sub("", LEAD.sub("", name.strip()))
    name = name.strip(" \t,;:-–—!“”\"'")
    return name if is_name(name) else ""


def bare_prices(piece: str) -> list[tuple[str, str]]:
    """Name ("" when it is none) and whole entry of menu lines without currency, as in `ลาเต้ 65 มอคค่า 75`."""
    if MONEY.search(piece) or OFFER.search(piece) or NOT_PRICED.search(piece) or DATE.search(piece):
        return []
    if BARE_PAIRS.sub("", piece).strip(" ,;/|-"):
        return []
    entries = [_entry(pair) for pair in BARE_PAIRS.finditer(piece)]
    named = [name for name, _ in entries if name]
    # A line is a menu only when most of what stands before its numbers can be a name.
    return entries if len(named) * 2 > len(entries) else []


def _entry(pair: re.Match[str]) -> tuple[str, str]:
    name = THAI_LEAD.sub("", LEAD.sub("", pair[1].strip(" ,;/|:-–.")))
    return (name if is_name(name) else ""), pair.group().strip(" ,;/|")
