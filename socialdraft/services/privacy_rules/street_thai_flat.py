"""The building named behind a flat in Thai letters: ห้อง 1207 ชั้น 12 อาคาร B ลุมพินี พาร์ค เพชรเกษม 98."""

import re

from socialdraft.services.privacy_rules import street_thai_names as names
from socialdraft.services.privacy_rules import thai_places as places
from socialdraft.services.privacy_rules.lexicon import tree_of

_BUILT = "คอนโด|แมนชั่น|เรสซิเดนซ์|เพลส|ทาวเวอร์"
_INSIDE = re.compile("ห้อง|ชั้น|ตึก|อาคาร")
_NAMED = re.compile(
    rf" (?:{tree_of(places.LANDMARKS)}[ก-๎]{{0,16}}|[ก-๎]{{2,20}}?(?:{_BUILT}))"
    rf"(?: (?!{names.STOP}|{names.NEXT}|{tree_of(places.AVENUES)})[ก-๎]{{2,14}}(?![ก-๎]))?"
    rf"(?: ?{tree_of(places.AVENUES)}(?: ?[0-9]{{1,3}}(?![0-9]))?)?"
)


def end_of(text: str, start: int, end: int) -> int:
    """Where the building ends that is named behind a place's rooms and floors, or the place."""
    named = _NAMED.match(text, end) if _INSIDE.search(text, start, end) else None
    return named.end() if named else end
