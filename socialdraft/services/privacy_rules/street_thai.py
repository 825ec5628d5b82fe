"""Thai addresses, in Thai letters or Latin: a house number and the parts that lead to its door."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from socialdraft.services.privacy_rules import street_latin as latin
from socialdraft.services.privacy_rules import street_spelled
from socialdraft.services.privacy_rules import street_thai_before as before
from socialdraft.services.privacy_rules import street_thai_flat as flat
from socialdraft.services.privacy_rules import street_thai_words as words
from socialdraft.services.privacy_rules.lexicon import holds
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.street_unit import unit_start
from socialdraft.services.privacy_rules.view import View

_MOST_PARTS = 10
# A tower, a floor and a room are a door even where no road is named.
_ENOUGH_PARTS = 2
# ไอดีโอ โมบิ is two words.
_MOST_BARE = 2
_NEAR = 60
# สมาชิกเลขที่ 2210 นายสมชาย
_SOMEBODY = re.compile("(?:นาย|นางสาว|นาง|คุณ)[ก-๎]")
_PRICE_REACH = 16
# 300, AND VILLA 199/6
_SMALL = re.compile(r"[a-z]|(?:AND|THE|TO|FOR|OUT|IN|AT|WITH|OR|PLUS)\b")
_BEFORE = 40
# หมู่ 5 … หมู่ 3: two parts that begin alike are two places.
_SAME = 2


def find(view: View) -> Iterator[Span]:
    """Every door of a Thai address; district, province and postal code stay."""
    text = view.text
    thai = words.HEAD.finditer(text) if view.has_thai else ()
    heads = sorted([*(match.start() for match in thai), *latin.heads(view)])
    spelled = list(street_spelled.find(view))
    if view.has_digits or spelled:
        yield from _with_house(view, heads, spelled)
        for start, end in latin.behind_their_street(text) if "/" in text else ():
            yield Span(start, _beyond(text, _chain(text, end)[0], start), "address")
    yield from _without_house(text, heads)


def _with_house(view: View, heads: list[int], spelled: list[re.Match[str]]) -> Iterator[Span]:
    text = view.text
    latin_heads = words.LATIN_HEAD.finditer(view.lower) if view.may_say(words.LATIN_HEADS) else ()
    parts = sorted([*heads, *(match.start() for match in latin_heads)])
    numbered = {match.end(): match for match in before.numbered(view) if not _is_paper(text, match)}
    # Any other number is no house.
    if not (parts or numbered or spelled or holds(text, words.STROKES)):
        return
    done = 0
    for match in sorted([*words.HOUSE.finditer(text), *spelled], key=re.Match.start):
        start, end = match.span()
        if start < done:
            continue
        # A number in words was said to be a house number where a group of it was found.
        is_numbered = start in numbered or match.lastindex is not None
        if is_numbered or _is_whole(match) or (_is_near(parts, end) and _may_be_house(text, start, end)):
            end = _from_house(text, match, numbered=is_numbered)
            if end:
                done = _beyond(text, end, start)
                yield Span(_start(view, start, done, numbered.get(start)), done, "address")


def _is_whole(house: re.Match[str]) -> bool:
    """Whether a number needs no word to be a house: it has a stroke, or is written in words before its village."""
    written = house.group()
    return "/" in written or (
        not written.isdigit() and (words.STROKE.search(written) is not None or house.re is street_spelled.THAI)
    )


def _is_paper(text: str, number: re.Match[str]) -> bool:
    return before.PAPER.search(text, max(0, number.start() - 20), number.start()) is not None


def _start(view: View, start: int, end: int, numbered: re.Match[str] | None) -> int:
    begun = _house_start(view.lower, start, numbered)
    typed = words.TYPED_BEFORE.search(view.text, max(0, begun - _NEAR), begun)
    if typed:
        return typed.start()
    for start_of in (before.landmark_start, before.building_start, before.room_start):
        begun = start_of(view.text, begun)
    return latin.start_of(view.text, begun, end) if view.text[begun].isascii() else begun


def _is_near(parts: list[int], at: int) -> bool:
    """Whether a word of an address begins within a few words of a number."""
    following = bisect_left(parts, at)
    return following < len(parts) and parts[following] <= at + _NEAR


def _house_start(lower: str, start: int, word: re.Match[str] | None) -> int:
    if word and before.NUMBER_WORD in word.group():
        return word.start()
    room = before.ROOM_WORD.search(lower, max(0, start - 8), start)
    return unit_start(lower, room.start() if room else start)


def _from_house(text: str, match: re.Match[str], *, numbered: bool) -> int:
    at, slashed = match.end(), _is_whole(match)
    low = max(0, match.start() - 20)
    dated = before.YEAR.fullmatch(match.group()) and before.MONTH.search(text, low, match.start())
    dated = dated or before.DATE.fullmatch(match.group())
    if dated or before.LISTED.match(text, match.start()) or before.NOT_A_HOUSE.search(text, low, match.start()):
        return 0
    sure = slashed or numbered
    if (words.DOOR if sure else words.OTHER_HOUSE).match(text, _gap_end(text, at)):
        return 0
    beside = words.BESIDE.match(text, at) if slashed else None
    end, parts = _chain(text, beside.end() if beside else at)
    chain = text[at:end]
    if parts and words.BUSINESS.match(text, _gap_end(text, at)) and _is_placed_before(text, match.start()):
        return at if numbered else 0
    if parts and not (sure or words.WAY.search(chain)):
        return 0
    if not parts:
        end = _by_bare_name(text, at, sure=sure) or (at if numbered else 0)
    # An address names its sub-district once.
    return end if words.TAMBON_WORD.search(text, at, end) else _framed(text, end) or end


def _is_placed_before(text: str, start: int) -> bool:
    """Whether the sub-district was named before the house: ต.บ้านแหวน ม.3 เลขที่ 88/1 โรงงานเซรามิก."""
    return words.TAMBON_WORD.search(text, max(0, start - _BEFORE), start) is not None


def _by_bare_name(text: str, at: int, *, sure: bool) -> int:
    """A road or a building without its word: 45 สุขุมวิท 71 แขวงพระโขนงเหนือ."""
    for _ in range(_MOST_BARE if sure else 1):
        bare = words.BARE.match(text, _gap_end(text, at))
        if bare is None or _SOMEBODY.match(bare.group()) or (not sure and _is_said(text, bare)):
            return 0
        placed = _placed_end(text, bare.end()) if sure else 0
        # 22/9 สายไหม กทม. is a door; behind a province an address goes on no more.
        if words.PROVINCE.fullmatch(bare.group()):
            return placed
        end, parts = _chain(text, bare.end())
        if parts and (sure or bare.group().isascii() or _is_way(text, _gap_end(text, bare.end()))):
            return end
        if placed:
            return placed
        at = bare.end()
    return 0


def _placed_end(text: str, at: int) -> int:
    """Where a name ends that its sub-district or its region places, 0 where neither follows."""
    tambon = words.TAMBON.match(text, at)
    if tambon:
        return tambon.end()
    return at if words.REGION.match(text, at) else 0


def _is_said(text: str, bare: re.Match[str]) -> bool:
    """Whether words behind a bare number lead up to another house: 350 ส่งหน้าตึก 239."""
    house = words.OTHER_HOUSE.match(text, _gap_end(text, bare.end()))
    return house is not None or _SMALL.match(bare.group()) is not None or words.DONE.match(bare.group()) is not None


def _is_way(text: str, at: int) -> bool:
    """Whether the next part leads on in the open: not a floor, and a sub-district or a number."""
    return words.INSIDE.match(text, at) is None and words.STRONG.match(text, at) is not None


def _may_be_house(text: str, start: int, end: int) -> bool:
    """Whether a bare number is no price, and not the end of a longer one: 032 456 789, but 30 5 ตรอกสาเก ถ.อัษฎางค์."""
    low = max(0, start - _PRICE_REACH)
    counted = (words.AVENUE_BEFORE, before.PRICE, *([before.STOREYS] if text.startswith(before.STOREY, end) else []))
    if before.SUM.match(text, start) or any(pattern.search(text, low, start) for pattern in counted):
        return False
    if before.SUM_BEFORE.search(text, max(0, start - 8), start):
        return True
    is_split = text[max(0, start - 1) : start] in (" ", "-") and text[max(0, start - 2) : start - 1].isdigit()
    return not is_split or (text[start - 1] == " " and _chain(text, end)[1] > 1)


def _leads_somewhere(chain: str, parts: int) -> bool:
    """Whether a chain is the way to a door: not school classes (ม.1 ม.2), not a floor of a tower."""
    if words.CLASSES.match(chain) or words.AVENUES_ONLY.match(chain):
        return False
    if parts > _ENOUGH_PARTS or words.WAY.search(chain) is not None:
        return True
    inside = len(words.INSIDE_NUMBER.findall(chain))
    return (inside > 1 and words.ROOM_PART.search(chain) is not None) or (inside > 0 and _is_placed(chain))


def _is_placed(chain: str) -> bool:
    return words.PLACE_PART.search(chain) is not None


def _beyond(text: str, end: int, start: int) -> int:
    """A sub-district or a building named without its word, known by the district or province behind it."""
    named = words.BEYOND.match(text, end)
    return named.end() if named else latin.end_of(text, start, flat.end_of(text, start, end))


def _is_alone(text: str, at: int, chain: str) -> bool:
    """Whether one part is a door by itself: a lane with its number, unless one only passes by it."""
    return words.ALONE.fullmatch(chain) is not None and not before.PASSED.search(text, max(0, at - 8), at)


def _building_start(text: str, start: int, end: int) -> int:
    """Where the building is named that a floor, a room or a lane belongs to: ส่งที่ ยูดีไลท์ รัชวิภา ชั้น 22."""
    if text[start].isascii():
        return latin.start_of(text, start, end)
    landmark = before.building_start(text, before.landmark_start(text, start))
    if landmark == start and words.NUMBERED_LANE.match(text, start):
        place = words.LANE_PLACE.search(text, max(0, start - _NEAR), start)
        return place.start("named") if place else start
    if landmark < start or words.BUILDING_HEAD.match(text, start) is None:
        return landmark
    named = words.BUILDING_BEFORE.search(text, max(0, start - _NEAR), start)
    return named.start(named.lastgroup or 0) if named else start


def _is_located(text: str, chain: str, end: int) -> bool:
    """Whether a road without a number is placed by its sub-district and what follows that."""
    return words.TAMBON_WORD.search(chain) is not None and words.REGION.match(text, end) is not None


def _framed(text: str, at: int) -> int:
    """Where the sub-district ends that stands before a district, 0 where there is none."""
    if not at or not words.TAMBON_WORD.search(text, at, at + words.FRAME_REACH):
        return 0
    frame = words.FRAME.match(text, at) or words.NEAR_FRAME.match(text, at)
    return frame.end() if frame else 0


def _chain(text: str, at: int, *, housed: bool = True) -> tuple[int, int]:
    """Where the parts end that follow a place, and how many; behind a house number a name may stand between them."""
    parts, end, begun = 0, at, at
    while parts < _MOST_PARTS:
        part = words.PART.match(text, _gap_end(text, end))
        # Behind its sub-district an address goes on no more: ต.เวียงเหนือ ลำปาง เป็น 90 หมู่ 6.
        named = parts and part is None and not words.TAMBON_WORD.match(text, begun)
        bridge = words.BRIDGE.match(text, end) if named else None
        inside = (
            not housed and words.INSIDE.match(text, begun) and not words.OPEN.match(text, bridge.end() if bridge else 0)
        )
        if bridge and not inside and not text.startswith(text[begun : begun + _SAME], bridge.end()):
            part = words.PART.match(text, bridge.end())
        if part and parts and words.BUSINESS.match(part.group()) and words.TAMBON_WORD.search(text, at, end):
            break
        if part is None and parts:
            part = words.INNER.match(text, _gap_end(text, end)) or _linked(text, end)
        if part is None:
            break
        parts, end, begun = parts + 1, part.end(), part.start()
    tambon = words.TAMBON.match(text, end) if parts else None
    return tambon.end() if tambon else end, parts


def _linked(text: str, end: int) -> re.Match[str] | None:
    """A part that an English word links to the one before: house no 9 in soi 2 of Wua Lai road."""
    link = words.LATIN_LINK.match(text, end)
    return words.PART.match(text, link.end()) if link else None


def _gap_end(text: str, at: int) -> int:
    if text[at : at + 1] not in words.GAP_SIGNS:
        return at
    gap = words.GAP.match(text, at)
    return gap.end() if gap else at


def _without_house(text: str, heads: list[int]) -> Iterator[Span]:
    """A chain with no house number still leads to a door when it has two parts and a digit."""
    at = 0
    for head in heads:
        if head < at:
            continue
        end, parts = _chain(text, head, housed=False)
        chain = text[head:end]
        framed = _framed(text, end) if parts and any(map(str.isdigit, chain)) else 0
        if framed:
            end, parts, chain = framed, parts + 1, text[head:framed]
        alone = latin.alone(text, head) if text[head].isascii() else 0
        alone = alone and _chain(text, alone, housed=False)[0]
        numbered = words.NUMBERED_PART.search(chain) or before.CODE_BEFORE.search(text, max(0, head - 8), head)
        known = numbered is not None and _leads_somewhere(chain, parts)
        end, known = max(end, alone), known or alone > 0
        known = known or (parts > 1 and words.CORNER.match(chain) is not None)
        known = (known and (parts > 1 or alone > 0)) or (parts == 1 and _is_alone(text, head, chain))
        if known or (parts > 1 and _is_located(text, chain, end)):
            end = _beyond(text, end, head)
            owner = before.BUSINESS.match(text, head, end)
            yield Span(owner.end() if owner else _building_start(text, head, end), end, "address")
        at = max(end, head + 1)
