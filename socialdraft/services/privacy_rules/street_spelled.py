"""House numbers in words, in either language: สามสิบเก้าทับสอง, ninety nine slash four."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules.lexicon import openings
from socialdraft.services.privacy_rules.view import View

_ONES = "(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)"
# สามสิบเก้าทับสอง
_COUNT = "(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ยี่|เอ็ด|ร้อย|ศูนย์)"
THAI = re.compile(
    rf"(?P<told>เลขที่ ?)?{_COUNT}{{1,6}} ?ทับ ?{_COUNT}{{1,6}}|(?P<numbered>เลขที่) ?{_COUNT}{{1,6}}(?![ก-๎])"
    rf"|(?<![ก-๎]){_COUNT}{{2,6}}(?= หมู่(?:ที่)? ?(?:{_ONES}|[0-9]))"
)
# ninety nine slash four
_LATIN_COUNT = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty"
    "|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|oh|zero)"
)
_LATIN = re.compile(
    rf"\b(?P<told>house (?:no\.? "
    rf"|number ))?(?:{_LATIN_COUNT}[ -]){{1,5}}(?:slash|stroke)(?:[ -]{_LATIN_COUNT}){{1,4}}\b",
    re.IGNORECASE,
)
# What only such a number holds: a quick look before a long one, each by its first word.
_SIGNS = (
    (openings("ทับ"), re.compile(r"ทับ ?(?=[หสเแยรศ])"), THAI),
    (openings("เลขที่"), re.compile(r"เลขที่ ?(?=[หสเแยรศ])"), THAI),
    (openings("หมู่"), re.compile(r"หมู่(?<=[งม่ากดบย์] หมู่)"), THAI),
    (openings("slash stroke"), re.compile(r" (?:slash|stroke) ", re.IGNORECASE), _LATIN),
)
_REACH = 36


def find(view: View) -> Iterator[re.Match[str]]:
    """Every house number in words; what was said to be a house number is a group of it."""
    text = view.text
    for words, sign, spelled in _SIGNS:
        for stroke in sign.finditer(text) if view.may_say(words) else ():
            house = spelled.search(text, max(0, stroke.start() - _REACH), stroke.end() + _REACH)
            if house:
                yield house
