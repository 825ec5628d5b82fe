"""Thai addresses in Latin letters: the names that lead up to a way and those that follow it."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules import thai_places as places
from socialdraft.services.privacy_rules.lexicon import any_of, openings
from socialdraft.services.privacy_rules.view import View

_REGION = any_of(places.LATIN_REGIONS)
_AVENUE = any_of(places.LATIN_AVENUES)
_AVENUE_ALONE = re.compile(_AVENUE, re.IGNORECASE)
_WORD = r"[A-Z](?:\.|[A-Za-z'&-]{0,24})"
_NO_NAME = (
    r"(?!(?:Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun)(?:day|nesday|urday)?\b"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?\b"
    r"|(?i:Open|Closed|Call|Tel|Price|We|Our|The price|Please|From|Free|Delivery|Order|Line|Thanks|I|You"
    r"|It|Only|Pick|Ask|And|With|This|Is|In|Hi|Hello|Dear|Send|Deliver|Ship|Address|My|Send|Ship)\b)"
)
_NAME = rf"{_NO_NAME}{_WORD}(?: {_NO_NAME}{_WORD}){{0,3}}"
# What makes Latin letters a Thai address.
WAY = re.compile(
    r"(?:[Ss]oi|SOI|[Mm]oo|[Mm]u|[Tt]hanon|[Tt]ambon|[Tt]umbon|[Tt]rok|[Yy]aek|[Kk]h?waeng"
    r"|[Mm]oo ?[Bb]aan)\b|\bT\. ?[A-Z]"
    rf"|\b[Mm]\. ?[0-9]|[0-9]{{1,4}}/[0-9]{{1,4}}|(?i:{_AVENUE}) (?:[0-9]|R(?:oa)?d)"
)
_HEAD_LIST = "soi moo mu thanon tambon trok room rm unit tower floor flr bldg"
_HEADS = (
    (openings(_HEAD_LIST), re.compile(any_of(_HEAD_LIST))),
    (openings(places.LATIN_AVENUES), re.compile(f"{_AVENUE} ?[0-9]")),
)
_LOWER = r"[a-z]{2,20}(?: [a-z]{2,20}){0,2}?"
_BEHIND = re.compile(
    rf"[ ,]{{1,2}}(?:\n ?)?{_NAME}(?: [Ss]ub-?[Dd]istrict)?(?=,|\)|\.? ?\Z|\.?\n"
    rf"|[ ,]{{1,2}}[1-9][0-9]{{4}}(?![0-9-])| \(|\. "
    rf"|[ ,]{{1,2}}(?i:{_REGION}))"
    rf"|[ ,]{{1,2}}(?!{_REGION}){_LOWER}(?=[ ,]{{1,2}}{_REGION})"
)
_PLACED = re.compile(rf"\.?[ ,]{{1,2}}{_NAME}(?=,? (?i:{_REGION}))")
_NICKNAMED = re.compile(r" ?\([A-Z][A-Za-z ]{2,24}\)")
_BESIDE = r"(?:next to|near|opposite|opp\.?|behind|beside)"
_LANDMARK = re.compile(rf",? {_BESIDE} (?:[Hh]ouse )?[0-9]{{1,4}}(?:/[0-9]{{1,4}})?(?![0-9:.])")
_STOREY = r"[0-9]{1,2}(?:st|nd|rd|th) (?:[Ff]loor|[Ff]lr?)"
_STOREY_BEFORE = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th) \Z")
_INSIDE = re.compile(rf"{_STOREY}|(?:[Ff]loor|[Ff]lr?|[Rr]oom|[Rr]m|[Uu]nit|[Bb]uilding|[Bb]ldg|[Tt]ower)\b")
_ROOM = re.compile(
    rf"(?:[Rr]oom|[Rr]m|[Uu]nit)\.? ?[A-Z0-9/-]{{1,8}},? (?:{_NAME}(?=,? (?i:{_REGION}))|(?:Baan|Condo|The"
    rf"|Villa) {_NAME})"
)
_INTRODUCED = r"(?:\A|\n|(?:\b(?:to|at|in|is|on)|[:,📍-]) ?)"
_BUILDING = re.compile(rf"{_INTRODUCED}(?P<name>{_NAME}),? \Z")
# Huay Kaew Road, No. 99/4; Nimman Soi 11 no. 14/3: the house behind its street.
_STREET_BEFORE = re.compile(
    rf"(?:(?:[Tt]hanon|R(?:oa)?d\.?) {_NAME},? |{_NAME} (?:[Rr]oad|[Rr]d\b\.?|[Aa]lley"
    rf"|[Ss]oi(?: [0-9]{{1,3}})?)(?: [0-9](?:st|nd|rd"
    rf"|th) [Ff]loor(?: [a-z]{{2,12}}){{0,3}})?,? "
    r"(?:[Hh]ouse |[Nn]o\.? ?)?)\Z"
)
_HOUSE = re.compile(r"[0-9](?<![0-9/][0-9])[0-9]{0,3}/[0-9]{1,4}(?![0-9/%])")
_FLOORS = (
    r"(?:(?:[Tt]ower|[Bb]ldg|[Bb]uilding|[Ff]loor|[Uu]nit|[Rr]oom|[Rr]m)\.? (?:[A-Z0-9/-]{1,8}|[a-z])(?![a-z])"
    rf"|{_STOREY})"
)
_FLOOR = re.compile(_FLOORS)
_FLAT = re.compile(rf"{_FLOORS}(?:,? {_FLOORS}){{1,3}}(?:,? {_NAME})?(?=,? (?i:{_REGION}))")
_COMMA_BUILDING = re.compile(rf"{_INTRODUCED}(?P<name>{_NAME}), \Z")
_MAKER = "[Cc]ondo|Baan|Ban|Condo|Villa|Moo Baan|Lumpini|Supalai|Ideo|Aspire|Noble|Casa"
_TITLED = rf"(?:{_WORD} ?){{1,3}}(?:[0-9]{{1,2}}[A-Z]? ?)?"
_MADE = rf"(?:{_MAKER}) {_TITLED}"
_BUILT = "Condo|Condominium|Mansion|Tower|Building|Residences?|Apartments?|Place|Village|Ville|Plaza"
_LOWER_MADE = r"\b(?:condo|baan|villa|lumpini|supalai|ideo|aspire|noble|casa)(?: [a-z]{3,16}){1,2}"
# send to the line jatujak, tower a, rm 1803
_LOWER_BUILDING = re.compile(
    r"(?:\b(?:to|at|in)|:) (?!the [a-z]{3,20}, |my |our |a |his "
    r"|her )(?P<name>[a-z]{2,16}(?: [a-z]{2,16}){0,3}), \Z"
)
# Wat Bot Soi 2, house no. 31
_NUMBERED_LANE = re.compile(r"[Ss]oi [0-9]")
_LOWER_LANE_NAMED = re.compile(
    r"(?:(?<=\bat )|(?<=\bto )|(?<=\bin )"
    r"|(?<=[:\"] ))[a-z]{3,16}(?: [a-z]{3,16}){0,2} \Z|" + rf"{_REGION}(?: [a-z]{{3,10}})? \Z"
)
_LANE_NAMED = re.compile(rf"(?!(?:Khao|Visit|Near|Find|Enter|Turn|Left|Right|See|Come|Go|To|At|On) ){_NAME} \Z")
_KNOWN_BUILDING = re.compile(rf"(?P<name>(?:{_MAKER}|The) {_TITLED}|(?:{_WORD} ){{1,3}}(?:{_BUILT})),? \Z")
# A room and the building before or behind it: Condo Supalai Wellington, tower B, room 1512.
_ROOMS = re.compile(
    rf"{_FLOORS}(?:,? {_FLOORS}){{0,2}}(?P<named>,? (?:(?:{_MAKER}) (?:{_WORD} ?){{1,3}}(?<! )|(?:{_WORD} ){{1,3}}"
    rf"(?:{_BUILT}|Square|Cent(?:er|re)|Mall)\b(?: [A-Z0-9]{{1,2}}\b)?))?(?:,? (?i:{_AVENUE}))?"
)
_ROOM_WORD = re.compile(r"[Rr]oom|[Rr]m|[Uu]nit|[Ff]loor")
_IN_BUILDING = re.compile(rf"(?P<name>{_MADE}|{_LOWER_MADE}|(?:{_WORD} ){{1,3}}(?:Condo|Condominium|Mansion)),? \Z")
_NEXT_TO_HOUSE = re.compile(
    r"(?:[Ss]oi|[Tt]rok) [A-Z][a-z]{2,20}(?: [A-Z0-9][a-z0-9]{0,20})?,? "
    rf"{_BESIDE} (?:house )?[0-9]{{1,4}}/[0-9]{{1,4}}"
)
_BEFORE_HOUSE = re.compile(
    r"(?:(?:[Hh]ouse|[Vv]illage|[Vv]illa|[Ss]ection|[Pp]lot|[Bb]lock|[Zz]one)"
    r"(?: [Nn]o\.?| number)? ?(?:[0-9]{1,3}, )?|(?:[Mm]oo|[Mm]u) [0-9]{1,2}, )\Z"
)
# Whose address it is, and no building: Mali Nails, 5/21 Soi Convent.
_SHOP = re.compile(
    r"\b(?:Nails?|Salon|Shop|Store|Spa|Cafe|Café|Massage|Restaurant|Bar|Clinic|Laundry|Tailors?|Bakery|Coffee|Kitchen|School"
    r"|Studio|Boutique|Hostel|Yoga|Gym|Garage)\Z"
)
_REACH = 64


def heads(view: View) -> Iterator[int]:
    """Where a Latin part may begin."""
    for words, pattern in _HEADS:
        for match in pattern.finditer(view.lower) if view.may_say(words) else ():
            low, is_floor = max(0, match.start() - 5), match[0][0] == "f"
            storey = _STOREY_BEFORE.search(view.lower, low, match.start()) if is_floor else None
            yield storey.start() if storey else match.start()


def start_of(text: str, start: int, end: int) -> int:
    """Where a Latin address begins whose way begins at `start`: its house word, its building."""
    if not _is_latin(text, start):
        return start
    house = _BEFORE_HOUSE.search(text, max(0, start - 24), start)
    start = house.start() if house else start
    is_inside = _INSIDE.match(text, start) or _AVENUE_ALONE.match(text, start)
    low = max(0, start - _REACH)
    if _NUMBERED_LANE.match(text, start):
        lane = _LANE_NAMED.search(text, low, start) or _LOWER_LANE_NAMED.search(text, low, start)
        if lane:
            return lane.start()
    building = _BUILDING.search(text, low, start) if is_inside else None
    if building is None and is_inside and len(_FLOOR.findall(text[start:end])) > 1:
        building = _LOWER_BUILDING.search(text, low, start)
    if building is None and is_inside:
        building = _IN_BUILDING.search(text, low, start)
    if building is None and WAY.search(text, start, end):
        building = _KNOWN_BUILDING.search(text, low, start) or _COMMA_BUILDING.search(text, low, start)
    # BEAUTY SALON FOR SALE, 77/41-42 RAT-U-THIT: where all is in capitals none tell a name.
    if (
        building is None
        or _SHOP.search(building["name"])
        or (building["name"].isupper() and building["name"].count(" ") > 1)
    ):
        return start
    return building.start("name")


def _is_latin(text: str, at: int) -> bool:
    """Whether Latin letters may stand before a place: nothing of theirs ends in a Thai one."""
    return text[max(0, at - 2) : at].isascii()


def end_of(text: str, start: int, end: int) -> int:
    """Where a Latin address ends whose way ends at `end`: what it stands next to, its sub-district."""
    if not text[end - 1].isascii():
        return end
    if WAY.search(text, start, end) is None:
        placed = _PLACED.match(text, end)
        return placed.end() if placed else end
    landmark = _NICKNAMED.match(text, end) or _LANDMARK.match(text, end)
    end = landmark.end() if landmark else end
    for _ in range(2):
        behind = _BEHIND.match(text, end)
        if behind is None:
            break
        end = behind.end()
    return end


def alone(text: str, start: int) -> int:
    """Where a single part ends that is enough: Room 904, Supalai Park, Chatuchak; Soi Buakhao, next to house 420/66."""
    known = _ROOM.match(text, start) or _FLAT.match(text, start) or _NEXT_TO_HOUSE.match(text, start)
    return known.end() if known else _room_in_building(text, start)


def _room_in_building(text: str, start: int) -> int:
    rooms = _ROOMS.match(text, start)
    if rooms is None or not _ROOM_WORD.search(rooms.group()):
        return 0
    low = max(0, start - _REACH)
    is_in = rooms["named"] or _IN_BUILDING.search(text, low, start) or _is_flat_of(text, low, rooms)
    return rooms.end() if is_in else 0


def _is_flat_of(text: str, low: int, rooms: re.Match[str]) -> bool:
    """Whether a floor and a room follow a name that somebody is sent to: Rhythm Asoke, 28th floor, room 2807."""
    is_flat = len(_FLOOR.findall(rooms.group())) > 1
    named = is_flat and (
        _COMMA_BUILDING.search(text, low, rooms.start()) or _LOWER_BUILDING.search(text, low, rooms.start())
    )
    return bool(named)


def behind_their_street(text: str) -> Iterator[tuple[int, int]]:
    """Where a road and the house behind it stand."""
    for house in _HOUSE.finditer(text):
        start = house.start()
        street = _STREET_BEFORE.search(text, max(0, start - _REACH), start) if _is_latin(text, start) else None
        if street:
            nickname = _NICKNAMED.match(text, house.end())
            yield street.start(), nickname.end() if nickname else house.end()
