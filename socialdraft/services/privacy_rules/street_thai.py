"""Thai addresses, in Thai letters or Latin: a house number and the parts that lead to its door."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules.span import Span

_HOUSE = r"[0-9]{1,5}(?:/[0-9]{1,4}){0,2}(?: ?[-,] ?[0-9]{1,4}(?:/[0-9]{1,4})?(?![0-9.:%])|(?: ?และ ?| ?& ?)[0-9]{1,5}/[0-9]{1,4}){0,3}(?: ?\([0-9]{1,5}/[0-9]{1,4}\))?(?: ?[ก-ฮ](?![ก-๙.])|[A-Z](?![A-Za-z]))?"
_STOP = r"(?:เปิด|ปิด|โทร|ใกล้|ตรงข้าม|ติดกับ|ติด|หน้า|หลัง|ข้าง|เยื้อง|ส่ง|ราคา|นะ|ครับ|ค่ะ|คะ|เลย|ทาง|เข้า|อยู่|มี|ได้|และ|จัดส่ง|ฟรี|เก็บ|ชื่อ|เบอร์|ผู้รับ|ค่า|บาท|ตรง|ไป|มา|ปาก)"
_NEXT = r"(?:ซอย|ซ\.|ถนน|ถ\.|หมู่|ม\.|ตำบล|ต\.|แขวง|อำเภอ|อ\.|เขต|จังหวัด|จ\.|แยก|ชั้น|ห้อง|อาคาร|ตึก|กรุงเทพ|กทม|ตรอก|รหัสไปรษณีย์)"
_NAME = rf"(?:(?!{_NEXT}|{_STOP})[ก-๎A-Za-z'-]){{2,36}}"
_NUMBER = r"[0-9]{1,4}(?:/[0-9]{1,3})?(?![0-9.:,%]| ?(?:บาท|฿|น\.|นาที|ชม|กม|เมตร|ม\. |ชิ้น|คน|ร้าน|เดือน|วัน|%|-[0-9]))"
_NAMED = rf"(?:{_NAME}(?: ?{_NUMBER})?(?: ?\([ก-๎A-Za-z0-9 .]{{2,24}}\))?|{_NUMBER})"
_MOO = rf"(?:หมู่(?:ที่)? ?[0-9]{{1,2}}(?![0-9])|ม\. ?[0-9]{{1,2}}(?![0-9/.])|(?:หมู่บ้าน|มบ\.|บ้าน(?!เลขที่)|ม\.|โครงการ|นิคม(?:อุตสาหกรรม)?|ชุมชน) ?{_NAMED})"
_SOI = rf"(?:ซอย|ซ\.|ตรอก) ?{_NAMED}(?: ?แยก ?{_NUMBER})?|แยก ?{_NUMBER}"
_ROAD = rf"(?:ถนน|ถ\.) ?{_NAMED}"
_PLACE = rf"(?:อาคาร|ตึก|คอนโด(?:มิเนียม)?|แมนชั่น|อพาร์ท?เม้?นท์|หอพัก|หอ(?= )|ตลาด|ทาวเวอร์|พลาซ่า) ?{_NAMED}(?: ?[A-Za-z0-9]{{1,3}}(?![A-Za-z0-9]))?"
_ROOM = r"(?:ชั้น(?:ที่)? ?[0-9A-Z]{1,3}(?![0-9A-Za-z])|(?:เลขที่)?(?:ห้อง|ยูนิต|บูธ|ล็อ[กค]|แผง)(?:เลขที่|ที่|หมายเลข)? ?[A-Z0-9][A-Z0-9/-]{0,6}|ตึก ?[A-Z0-9]{1,3}(?![A-Za-z0-9]))"
_TAMBON = rf"(?:ตำบล|ต\.|แขวง) ?{_NAME}"
_LATIN = (
    r"(?:(?:moo|mu|m\.) ?[0-9]{1,2}(?![0-9])|moo ?ban [A-Za-z][A-Za-z ]{2,24}|(?:soi|trok) [A-Za-z0-9][A-Za-z'-]{0,24}(?: [A-Z][A-Za-z'-]{1,24}){0,2}(?: [0-9]{1,3}(?:/[0-9]{1,3})?(?![0-9]))?"
    r"|(?:thanon|tambon|tumbon|khwaeng|kwaeng|(?-i:Th\.|T\.)) ?[A-Z][A-Za-z'-]{1,24}(?: [A-Z][A-Za-z'-]{1,24}){0,2}"
    r"|[A-Z][A-Za-z'-]{1,24}(?: [A-Z0-9][A-Za-z0-9'-]{0,24}){0,2} (?:road|rd|soi)\b\.?(?: [0-9]{1,3}(?:/[0-9]{1,2})?(?![0-9]))?"
    r"|(?:room|rm|unit|floor|fl|building|bldg|tower|condo)\b\.? ?[A-Z0-9][A-Z0-9/-]{0,6}|[0-9]{1,2}(?:st|nd|rd|th) (?:floor|fl)\b\.?)"
)
_PART = re.compile(rf"(?:{_MOO}|{_SOI}|{_ROAD}|{_PLACE}|{_ROOM}|{_TAMBON}|{_LATIN})", re.IGNORECASE)
_GAP = re.compile(r"[ ,.\-]{0,3}(?:\n ?)?")
_START = re.compile(rf"(?:(?:บ้าน)?เลขที่ ?|(?:ที่อยู่|address)[ :]{{0,3}})?(?<![0-9.,:$฿/-])(?P<house>{_HOUSE})(?=[ ,.\n]{{0,3}}(?:[ก-๎]|[A-Za-z(]))", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:บ้าน)?เลขที่|ที่อยู่|address", re.IGNORECASE)
_BARE = re.compile(rf"(?:{_NAME}|[A-Z][A-Za-z'-]{{1,24}}(?: [A-Z][A-Za-z'-]{{1,24}}){{0,3}})(?: {_NUMBER})?")
_REGION = re.compile(
    r"[ ,]{0,3}(?:(?:อำเภอ|อ\.|เขต|จังหวัด|จ\.|amphoe|khet|district) ?[ก-๎A-Za-z]{2,24}|กรุงเทพ(?:มหานคร|ฯ)?|กทม\.?|bangkok\b|[ก-๎]{2,20}[ ,]{1,2}[1-9][0-9]{4}(?![0-9])|[1-9][0-9]{4}(?![0-9]))",
    re.IGNORECASE,
)
_BOX = re.compile(r"(?:ตู้ ?)?(?:ป\.?ณ\.?|ปณ\.?|ปณจ\.?|ไปรษณีย์) ?(?:[0-9]{1,5})(?![0-9])")
_MOST_PARTS = 9


def find(text: str) -> Iterator[Span]:
    """Every door of a Thai address; district, province and postal code stay."""
    for match in _BOX.finditer(text):
        yield Span(match.start(), match.end(), "address")
    for match in _START.finditer(text):
        end = _from_house(text, match)
        if end:
            yield Span(match.start("house"), end, "address")
    yield from _without_house(text)


def _from_house(text: str, match: re.Match[str]) -> int:
    at = match.end()
    end, parts = _chain(text, at)
    numbered = _NUMBERED.match(match.group()) is not None
    slashed = "/" in match["house"]
    if parts == 0:
        bare = _BARE.match(text, _gap_end(text, at))
        if bare is None:
            return at if numbered else 0
        end, parts = _chain(text, bare.end())
        if parts or ((slashed or numbered) and _REGION.match(text, bare.end())):
            return end if parts else bare.end()
        return at if numbered else 0
    if parts or numbered:
        return end
    return 0


def _chain(text: str, at: int) -> tuple[int, int]:
    parts, end = 0, at
    while parts < _MOST_PARTS:
        part = _PART.match(text, _gap_end(text, end))
        if part is None:
            return end, parts
        parts, end = parts + 1, part.end()
    return end, parts


def _gap_end(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def _without_house(text: str) -> Iterator[Span]:
    """A chain with no house number still leads to a door when it has two parts and a digit."""
    at = 0
    while match := _PART.search(text, at):
        end, parts = _chain(text, match.start())
        if parts > 1 and any(sign.isdigit() for sign in text[match.start() : end]):
            yield Span(match.start(), end, "address")
        at = max(end, match.end())
