"""Values known by their look and a word said near them: plates, licences, passports, dates of birth, LINE names."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules import context
from socialdraft.services.privacy_rules.lexicon import any_of, listed
from socialdraft.services.privacy_rules.person import FULL_DATE
from socialdraft.services.privacy_rules.span import Kind, Span
from socialdraft.services.privacy_rules.view import View

_VEHICLE = re.compile(
    any_of(
        "plate plates license_plate tags car cars van vans truck trucks suv sedan coupe minivan pickup "
        "trailer motorbike motorcycle scooter jeep vehicle parked parking park tow tows towed towing honda toyota "
        "nissan ford chevy tesla lexus bmw audi mazda kia hyundai camry civic accord corolla prius tacoma silverado "
        "mercedes subaru รถ ทะเบียน เก๋ง กระบะ มอไซค์ มอเตอร์ไซค์ คัน"
    )
)
# California's forms: cars, trucks old and new, trailers.
_CAR = re.compile(r"[1-9](?<![A-Za-z0-9-][0-9])[A-Z]{3}[0-9]{3}(?![A-Za-z0-9-])")
_TRUCK = re.compile(r"[0-9](?<![A-Za-z0-9-][0-9])(?:[A-Z][0-9]{5}|[0-9]{4}[A-Z][0-9]|[A-Z]{2}[0-9]{4})(?![A-Za-z0-9-])")
_PLATE_SAID = re.compile(
    r"\b(?:plates?|tags?)(?: (?:says|reads|reading|is|was|no|number)\b)?[ :#.\"']{1,3}"
    r"(?P<value>(?=[A-Z -]*[0-9])(?=[0-9 -]*[A-Z])[A-Z0-9]{1,8}(?:[ -][A-Z0-9]{2,4}){0,2})(?![A-Za-z0-9])"
)
_MEASURE = re.compile(r"(?:ML|OZ|KG|LB|CM|MM|XL|GB|PC|PCS|AM|PM)\Z")
_SHORTEST_PLATE = 5
_THAI_PLATE = re.compile(
    r"(?:(?<=[\s(,:/])|(?<=กับ)|(?<=และ)|(?<=ป้าย)|(?<=\A))"
    r"(?P<digit>[0-9])?(?P<letters>[ก-ฮ]{1,2})(?P<sign>[ -]?)(?P<number>[0-9]{1,4})(?![0-9]|[,.][0-9]| ?(?:บาท|฿))"
)
_THAI_TRUCK = re.compile(
    r"(?:สิบล้อ|หกล้อ|รถบรรทุก|รถพ่วง|รถตู้|รถบัส|ทะเบียน)[^\n0-9]{0,14}(?P<value>[0-9]{2}-[0-9]{4})(?![0-9-])"
)
_NO_PLATE = listed(
    "รถ สด ลด งบ คน ผม นม ซม กก มล กม ตร อบ ตก ทน จบ ยก ปล หก ปน รส ชม นน คร กด ฝน ถม พศ คศ บท ขน ผล นท ปณ มม"
)
_PASSPORT = re.compile(
    r"[A-Z](?<![A-Za-z0-9][A-Z])[A-Z]?[0-9]{6,8}(?![A-Za-z0-9])|[0-9](?<![A-Za-z0-9.-][0-9])[0-9]{8}(?![A-Za-z0-9-])"
    r"|[CFGHJK](?<![A-Za-z0-9-][A-Z])(?=[A-Z]{0,6}[0-9])[A-Z0-9]{8}(?![A-Za-z0-9-])"
)
_PASSPORT_WORD = re.compile(any_of("passport passports พาสปอร์ต พาสปอต หนังสือเดินทาง"))
_LICENCE = re.compile(r"[A-Z](?<![A-Za-z0-9][A-Z])[0-9]{7}(?![A-Za-z0-9])")
_OLD_THAI_LICENCE = re.compile(r"[ก-ฮ]{2} ?[0-9]{3,5}/[0-9]{4}(?![0-9])")
_ID_BEFORE = re.compile(r"\bi\.?d\.?(?: (?:no|number|card)\.?)?[ :#]{1,3}\Z")
_THAI_LICENCE = re.compile(r"[0-9](?<![0-9.,-][0-9])[0-9]{7}(?![0-9])")
_THAI_LICENCE_WORD = re.compile(any_of("ใบขับขี่ ใบอนุญาตขับ"))
_LICENCE_WORD = re.compile(any_of("license licence licenses dl dmv ใบขับขี่"))
_BIRTH_WORD = re.compile(
    any_of("date_of_birth proof_of_age birthday birthdays bday b-day born birth_date birthdate dob passport เกิด")
)
_BIRTH_DATE = re.compile(rf"(?:วันที่ ?)?(?P<value>{FULL_DATE})")
# Whoever was born this side of them is no owner's customer yet: a loose date with a later year is an event's.
_BORN = re.compile(r"(?:19[2-9][0-9]|20(?:0[0-9]|1[0-9]|20)|24[6-9][0-9]|25(?:[0-5][0-9]|6[0-3]))(?![0-9])")
_STARTED = re.compile(r"(?:since|opened|founded|established|est\.?|ตั้งแต่|เปิดร้าน|เปิดเมื่อ) ?\Z")
_LINE_WORD = re.compile(r"l(?<![a-z]l)(?<!in l)(?<!of l)(?<!this l)ine(?![a-z])|ไลน์(?!แมน)|ไลน(?!์)")
_LINE_NAME = re.compile(
    r"(?:ไอ ?ดี|i(?<![a-z]i)d|แอด|ทัก|a(?<![a-z]a)dd|ชื่อ|ว่า|คือ|called|name|account|=)"
    r"(?:ใหม่|มา|ได้|ที่|เลย|คือ|เป็น|there|here|is|us|[ :=\"']){0,7}"
    r"(?P<value>@?[a-z](?=[a-z._-]{0,32}[0-9._-])[a-z0-9._-]{2,30}[a-z0-9])"
)
_JOINED_NAME = re.compile(
    r"@(?<![a-z0-9.]@)[a-z0-9][a-z0-9_-]{3,30}(?![a-z0-9.@])"
    r"|[a-z](?<![a-z0-9._@/-][a-z])[a-z0-9]{1,20}(?:_[a-z0-9]{2,20}|\.[a-z][a-z0-9]{1,20}){1,3}(?![a-z0-9@_/-])"
)
_ON_LINE = re.compile(r" ?(?:\(? ?line(?![a-z])|(?:on|via|in) line(?![a-z])|ใน ?ไลน์|ทางไลน์)")
_MESSAGE_ON_LINE = re.compile(
    r"(?:message|chat|text|add|dm|find|ทัก|แอด) (?P<value>@?[a-z0-9._-]{3,31})"
    r"(?: (?:or|and) (?P<other>[a-z0-9._-]{3,31}))?"
    r" (?:on|via|in|as a|as our|ทาง|ใน) ?(?:แอป)?(?:line(?![a-z])|ไลน์)"
    r"|(?P<named>[a-z](?<![a-z0-9._-][a-z])[a-z0-9._-]{3,30}) ?(?:คือ|เป็น)(?:ไอดี)?ไลน์"
)
_GLUED = re.compile(r"LINE(?<![A-Za-z]LINE)(?P<value>[a-z][a-z0-9._-]{3,30})")
_MESSAGED = re.compile(r"(?:ทัก|แอด)")
_ELSEWHERE = re.compile(
    r"(?:i(?<![a-z]i)g|insta(?:gram)?|ไอจี|f(?<![a-z]f)b|facebook|เพจ|tiktok|twitter|threads)(?![a-z])"
)
_NOBODY = listed("us me him her them you it the our my friend friends everybody someone")
_WEB = re.compile(r"\.(?:com|net|org|co|th|me|shop|info|io|jpe?g|png|pdf)\b|@.*\.")
_FAR, _NEAR = 120, 60


def find(view: View) -> Iterator[Span]:
    """Every such value whose word stands in reach."""
    if view.has_digits:
        yield from _cars(view)
        yield from _near(view, _TRUCK, _VEHICLE, kind="plate", after=_NEAR)
        yield from _said_plates(view)
        yield from _thai_plates(view)
        yield from _near(view, _PASSPORT, _PASSPORT_WORD, kind="id")
        yield from _near(view, _LICENCE, _LICENCE_WORD, kind="id")
        yield from _near(view, _THAI_LICENCE, _THAI_LICENCE_WORD, kind="id")
        yield from _near(view, _OLD_THAI_LICENCE, _LICENCE_WORD, kind="id")
        yield from _numbered_cards(view)
        yield from _births(view)
    for match in _GLUED.finditer(view.text):
        yield Span(*match.span("value"), "line")
    yield from _line_names(view)


def _near(view: View, form: re.Pattern[str], word: re.Pattern[str], *, kind: Kind, after: int = 0) -> Iterator[Span]:
    if not word.search(view.lower):
        return
    for match in form.finditer(view.text):
        start, end = match.span()
        said = word.search(view.lower, max(0, start - _FAR), start) or word.search(view.lower, end, end + after)
        if said and not context.is_code(view.lower, start):
            yield Span(start, end, kind)


def _cars(view: View) -> Iterator[Span]:
    """Digit, three letters, three digits: nothing else looks like it unless it is said to be a code."""
    for match in _CAR.finditer(view.text):
        if not context.is_code(view.lower, match.start()):
            yield Span(*match.span(), "plate")


def _numbered_cards(view: View) -> Iterator[Span]:
    for match in _LICENCE.finditer(view.text):
        start = match.start()
        if _ID_BEFORE.search(view.lower, max(0, start - 14), start) and not context.is_code(view.lower, start):
            yield Span(start, match.end(), "id")


def _said_plates(view: View) -> Iterator[Span]:
    for match in _PLATE_SAID.finditer(view.text):
        value = match["value"]
        if sum(map(str.isalnum, value)) >= _SHORTEST_PLATE and not _MEASURE.search(value):
            yield Span(*match.span("value"), "plate")


def _thai_plates(view: View) -> Iterator[Span]:
    """With a digit before its two consonants a plate is known by itself; without, by a vehicle right before."""
    for match in _THAI_PLATE.finditer(view.text):
        start, letters = match.start(), match["letters"]
        short = len(letters) == 1 or (not match["digit"] and len(match["number"]) == 1)
        if (letters in _NO_PLATE or short) and match["sign"] != "-":
            continue
        if (match["digit"] and not short) or _VEHICLE.search(view.lower, max(0, start - _NEAR), start):
            yield Span(start, match.end(), "plate")
    for match in _THAI_TRUCK.finditer(view.lower):
        yield Span(*match.span("value"), "plate")


def _births(view: View) -> Iterator[Span]:
    if not _BIRTH_WORD.search(view.lower):
        return
    for match in _BIRTH_DATE.finditer(view.lower):
        start = match.start()
        said = _BIRTH_WORD.search(view.lower, max(0, start - _NEAR), start)
        if said and _BORN.search(match["value"]) and not _STARTED.search(view.lower, max(0, start - 14), start):
            yield Span(*match.span("value"), "date_of_birth")


def _line_names(view: View) -> Iterator[Span]:
    """A name that looks like one behind "id", "add" or ทัก, where LINE was said shortly before, or ทัก says it."""
    for match in _LINE_NAME.finditer(view.lower):
        start, end = match.span("value")
        said = _MESSAGED.match(match.group()) or _LINE_WORD.search(view.lower, max(0, match.start() - _NEAR), start)
        if said and not _WEB.search(match["value"]):
            yield Span(start, end, "line")
    if not _LINE_WORD.search(view.lower):
        return
    for match in _MESSAGE_ON_LINE.finditer(view.lower):
        for name in ("value", "other", "named"):
            if match[name] and match[name] not in _NOBODY:
                yield Span(*match.span(name), "line")
    for match in _JOINED_NAME.finditer(view.lower):
        start, end = match.span()
        if context.is_code(view.lower, start) or not view.text[start:end].islower():
            continue
        if not _WEB.search(match.group()) and _is_on_line(view.lower, start, end):
            yield Span(start, end, "line")


def _is_on_line(lower: str, start: int, end: int) -> bool:
    said = max((word.end() for word in _LINE_WORD.finditer(lower, max(0, start - _NEAR), start)), default=-1)
    if said < 0:
        return _ON_LINE.match(lower, end) is not None
    return not _ELSEWHERE.search(lower, said, start)
