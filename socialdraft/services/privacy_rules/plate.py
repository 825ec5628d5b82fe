"""Number plates of cars, behind a word for them or by their form."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules import context, near
from socialdraft.services.privacy_rules import thai_places as places
from socialdraft.services.privacy_rules.lexicon import any_of, listed, openings, tree_of, words_of
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.view import View

_KEY_LIST = (
    "ทะเบียน ทะเบียนรถ เลขทะเบียน เลขทะเบียนรถ ป้ายทะเบียน ป้ายแดง license_plate licence_plate number_plate "
    "car_plate "
    "vehicle_plate plate_no plate_number plate_# plate_is plate: plates: registration"
)
_KEY_WORDS = openings(_KEY_LIST)
_KEYED = re.compile(
    any_of(_KEY_LIST)
    + r"(?:[ :.,#=()-]|no\b|number|num\b|is\b|was\b|reads\b|รถ|เลขที่|เลข|หมายเลข|คือ|คัน|ที่|สี(?:ขาว|ดำ|แดง|เทา|เงิน"
    r"|น้ำเงิน|บรอนซ์)|เก๋ง|กระบะ){0,8}"
    r"(?P<value>(?P<thai>[0-9]{0,2} ?(?!รถ)[ก-ฮ]{1,3} ?-? ?[0-9]{1,4}(?![0-9]|,[0-9])|[0-9]{2}-[0-9]{4}(?![0-9]))"
    r"|(?=[a-z0-9 -]{0,9}[0-9])[a-z0-9]{1,4}[ -]?[a-z0-9]{2,5}(?![a-z0-9]))"
)
_VEHICLES = words_of(
    "plate plates license_plate tags car cars van vans truck trucks suv sedan coupe minivan pickup "
    "trailer motorbike motorcycle scooter jeep vehicle parked parking park tow tows towed towing honda toyota "
    "nissan ford chevy tesla lexus bmw audi mazda kia hyundai camry civic accord corolla prius tacoma silverado "
    "mercedes subaru sienna odyssey highlander tundra altima sentra elantra sonata jetta mustang wrangler "
    "model_y model_3 yukon tahoe f-150 f150 explorer outback forester ram sprinter transit promaster "
    "วีออส แจ๊ส ยาริส ซีวิค แคมรี่ อัลติส ดีแม็ก รีโว่ ฟอร์จูนเนอร์ ฮอนด้า โตโยต้า อีซูซุ รถ ทะเบียน เก๋ง กระบะ มอไซค์ มอเตอร์ไซค์ คัน"
)
# California's forms: cars, trucks old and new, trailers.
_CAR = re.compile(r"[1-9](?<![A-Za-z0-9-][0-9])[A-Z]{3}[0-9]{3}(?![A-Za-z0-9-])")
_GLUED_CAR = re.compile(r"(?<=plate)[1-9][A-Z]{3}[0-9]{3}(?![A-Za-z0-9-])")
_TRUCK = re.compile(
    r"[0-9](?<![A-Za-z0-9-][0-9])(?:[A-Z][0-9]{5}|[0-9]{4}[A-Z][0-9]|(?!AM|PM)[A-Z]{2} ?[0-9]{4})(?![A-Za-z0-9-])"
)
_PARTED_CAR = re.compile(
    r"[1-9](?<![A-Za-z0-9-][0-9])(?:[ -](?!BMW|KIA|GMC)[A-Z]{3}[ -]?|[A-Z]{3}[ -])[0-9]{3}(?![A-Za-z0-9-])"
)
# The plate for the valet list, it's SURFN54; the ALOHA92 vanity plate
_VANITY = re.compile(
    r"[A-Z0-9](?<![A-Za-z0-9#-][A-Z0-9])(?=[A-Z0-9]{0,6}[0-9])(?=[A-Z0-9]{0,6}[A-Z])[A-Z0-9]{4,6}(?![A-Za-z0-9-])"
)
_PLATES = words_of("plate plates")
# Truck 412 KDM
_OF_ANOTHER_STATE = re.compile(
    r"(?:truck|car|van|suv|sedan|trailer|jeep)[,:]? "
    r"(?P<value>[0-9]{3}[ -]?(?!USD|LBS|THB|AMP|MPH|RPM|PSI|GSM|PCS)[A-Z]{3}|[A-Z]{3}[ -]?[0-9]{3,4})(?![A-Za-z0-9-])"
)
# รถ PQR 4471 comes from across the border, รถ GLC 2021 is of a year.
_ABROAD = re.compile(r"รถ ?(?P<value>[A-Z]{1,3} ?(?!19|20|25)[0-9]{4})(?![0-9])")
_PLATE_SAID = re.compile(
    r"[PpTt](?<![A-Za-z][PpTt])(?:(?<=[Pp])late|(?<=[Tt])ag)s?"
    r"(?: (?:says|reads|reading|is|was|no|number)\b)?[ :#.\"']{1,3}"
    r"(?P<value>(?=[A-Z -]*[0-9])(?=[0-9 -]*[A-Z])"
    r"(?:[A-Z0-9](?: (?!I )[A-Z0-9]{1,5}){2,6}|[A-Z0-9]{1,8}(?:[ -][A-Z0-9]{2,5}){0,2}))(?![A-Za-z0-9])"
)
_MEASURE = re.compile(r"(?:ML|OZ|KG|LB|CM|MM|XL|GB|PC|PCS|AM|PM)\Z")
_SHORTEST_PLATE = 5
# A Thai plate is read from its number back: digits are rarer than letters.
_NUMBER = re.compile(r"[0-9](?:(?<=[ก-ฮ][0-9])|(?<=[ก-ฮ][ -][0-9]))[0-9]{0,3}(?![0-9]|[,.][0-9]| ?(?:บาท|฿))")
_LETTERS = re.compile(
    r"(?:\A|[\s(,:/]|กับ|และ|ป้าย ?)(?P<plate>(?P<digit>[0-9]?)(?P<letters>[ก-ฮ]{1,2})(?P<sign>[ -]?))\Z"
)
_BEFORE = 10
_PROVINCE = re.compile(rf" ?{tree_of(places.REGIONS)}(?![ก-ฮ]{{2}})")
# ออกรถ 21 กพ 2009
_MONTHS = listed("มค กพ พค กค สค กย ตค พย ธค")
_YEAR = re.compile("(?:19|20|2[45])[0-9]{2}")
# รถ กม 6650
_VEHICLE_BEFORE = re.compile(r"(?:รถ|ทะเบียน|ป้าย) ?\Z")
_WHOLE = 4
_THAI_TRUCK = re.compile(r"[0-9](?<![0-9-][0-9])[0-9]-[0-9]{4}(?![0-9-])")
_TRUCK_WORD = re.compile(r"(?:สิบล้อ|หกล้อ|รถบรรทุก|รถพ่วง|รถตู้|รถบัส|หัวลาก|ทะเบียน)[^\n0-9]{0,14}\Z")
_NO_PLATE = listed(
    "รอ รถ สด ลด งบ คน ผม นม ซม กก มล กม ตร อบ ตก ทน จบ ยก ปล หก ปน รส ชม นน คร กด ฝน ถม พศ คศ ขน ผล นท ปณ มม"
)


def find(view: View) -> Iterator[Span]:
    """Every number plate."""
    if not view.has_digits:
        return
    for match in _KEYED.finditer(view.lower) if view.may_say(_KEY_WORDS) else ():
        start, end = match.span("value")
        if match["thai"]:
            yield Span(start, _with_province(view.text, end), "plate")
        elif view.text[start:end].isupper():
            yield Span(start, end, "plate")
    if view.has_capitals:
        yield from _cars(view)
    if view.may_say(_VEHICLES.openings):
        yield from near.spans(view, _TRUCK, _VEHICLES, kind="plate", after=near.NEAR)
        yield from near.spans(view, _PARTED_CAR, _VEHICLES, kind="plate", after=near.NEAR)
        for match in _OF_ANOTHER_STATE.finditer(view.text) if view.has_capitals else ():
            yield Span(*match.span("value"), "plate")
    if "plate" in view.lower or "tag" in view.lower:
        yield from _said(view)
    if view.has_thai:
        yield from _thai(view)


def _cars(view: View) -> Iterator[Span]:
    """Digit, three letters, three digits: nothing else looks like it unless it is said to be a code."""
    for match in _CAR.finditer(view.text):
        if not context.is_code(view.lower, match.start()) or view.lower.endswith("lic. ", 0, match.start()):
            yield Span(*match.span(), "plate")


def _said(view: View) -> Iterator[Span]:
    for match in _GLUED_CAR.finditer(view.text):
        yield Span(*match.span(), "plate")
    yield from near.spans(view, _VANITY, _PLATES, kind="plate", after=16)
    for match in _PLATE_SAID.finditer(view.text):
        value = match["value"]
        if sum(map(str.isalnum, value)) >= _SHORTEST_PLATE and not _MEASURE.search(value):
            yield Span(*match.span("value"), "plate")


def _thai(view: View) -> Iterator[Span]:
    """With a digit before its two consonants a plate is known by itself; without, by a vehicle right before."""
    for number in _NUMBER.finditer(view.text):
        at = number.start()
        before = _LETTERS.search(view.text, max(0, at - _BEFORE), at)
        if before and _is_thai_plate(view.lower, before, number.group()):
            yield Span(before.start("plate"), _with_province(view.text, number.end()), "plate")
    for match in _ABROAD.finditer(view.text):
        yield Span(*match.span("value"), "plate")
    for match in _THAI_TRUCK.finditer(view.text):
        end = _with_province(view.text, match.end())
        if end > match.end() or _TRUCK_WORD.search(view.lower, max(0, match.start() - 24), match.start()):
            yield Span(match.start(), end, "plate")


def _with_province(text: str, end: int) -> int:
    """Where a Thai plate ends with the province written on it: 1กข 1234 เชียงราย."""
    province = _PROVINCE.match(text, end)
    return province.end() if province else end


def _is_thai_plate(lower: str, before: re.Match[str], number: str) -> bool:
    letters, digit, start = before["letters"], before["digit"], before.start("plate")
    if letters in _MONTHS and _YEAR.fullmatch(number):
        return False
    short = len(letters) == 1 or (not digit and len(number) == 1)
    placed = _PROVINCE.match(lower, before.end() + len(number))
    said = (placed or _VEHICLE_BEFORE.search(lower, max(0, start - 12), start)) is not None
    if (short or (letters in _NO_PLATE and not (said and len(number) == _WHOLE))) and before["sign"] != "-":
        return False
    if (digit and not short) or before.group().startswith("ป้าย"):
        return True
    return _VEHICLES.pattern.search(lower, max(0, start - near.NEAR), start) is not None
