"""American streets without a suffix, known by what follows: a unit, a town and a state, the end of what is said."""

import re

from socialdraft.services.privacy_rules import orange_county as county
from socialdraft.services.privacy_rules import street_words as words
from socialdraft.services.privacy_rules.lexicon import tree_of

# 17 Broadway tunes, but 17 Broadway in Anaheim.
IS_THING = re.compile(
    r" (?!(?:in|at|near|and|or|is|san|santa|rsm|for|by|from|to|between|on|off|before|after|until|til"
    r"|if|then|apt|suite|ste|unit|"
    r"north|south|east|west|next|across|behind|the|around|we|i|it|with|can|has|was|please|pls|goes|needs|wants|gets"
    r"|got|will|costs|cost|went|looks|"
    r"opens|closes|keeps|takes|took|said|says|asks|asked|called|ordered|paid|owes|just|still|also|now|again|that|which"
    r"|where|who|"
    r"because|but|since|during|while|about|and|did|does|had|are|were|would|should)\b)[a-z]{3,}"
)
_CITY = r"[A-Z][A-Za-z.'-]{1,20}"
_STATE_NAMES = (
    "Alabama|Alaska|Arizona|Arkansas|Calif(?:ornia)?|CALIFORNIA|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii"
    "|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi"
    "|Missouri|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)|North (?:Carolina|Dakota)|Ohio|Oklahoma"
    "|Oregon|Pennsylvania|Rhode Island|South (?:Carolina|Dakota)|Tennessee|Texas|Utah|Vermont|Virginia|Washington"
    "|West Virginia|Wisconsin|Wyoming"
)
_STATE = rf"(?:(?P<state>[A-Z]{{2}})|{_STATE_NAMES})\b"
CITY_TAIL = re.compile(rf"[ ,.]{{1,3}}(?:\n ?)?{_CITY}(?:[ ,]{{1,3}}{_CITY}){{0,3}}[ ,.]{{1,3}}(?:\n ?)?{_STATE}")
_ZIP = r"[0-9]{5}(?:-[0-9]{4})?(?![0-9])"
ZIP_TAIL = re.compile(rf"[ ,.]{{1,3}}(?:\n ?)?(?:[A-Za-z][A-Za-z'-]{{1,20}}\.?[ ,]{{1,3}}){{0,5}}{_ZIP}")
TOWN_TAIL = re.compile(rf"[ ,]{{1,3}}(?:\n ?)?(?:{county.TOWNS})\b")
# No suffix, but a city and a state behind it: 1200 Broadway North, Fargo, ND.
_PROPER = r"[A-Z0-9][A-Za-z0-9.'’&-]{0,24}"
_NO_SUFFIX = re.compile(
    rf",? {{1,2}}({_PROPER}(?: {_PROPER}){{0,5}})(?:,\s{{0,2}}|\n ?){_CITY}(?: {_CITY}){{0,3}},?\s{{1,2}}{_STATE}"
)
_NO_COMMA = re.compile(rf",? {{1,2}}({_PROPER}(?: {_PROPER}){{0,7}}) {_STATE}[ ,.]{{1,3}}{_ZIP}")
# Best 100 Places To Eat, #14 on the list.
_NO_SUFFIX_UNIT = re.compile(
    rf" {{1,2}}(?![A-Z][a-z]{{2,20}}s [^,\n]{{0,40}}, #)({_PROPER}(?: (?:(?:de|del|la|las"
    rf"|los) ){{0,2}}{_PROPER}){{0,3}})(?:,? (?:Ste|Suite|Apt|Unit|Penthouse|PH|Bldg|Space|Spc|Rm|Room|Lot"
    rf"|STE|SUITE|APT|UNIT|BLDG|LOT)\b"
    rf"|,? (?:ste|suite|apt|unit|bldg|space|rm|room)\b\.? ?#?[A-Z]?[0-9]|,? #(?=[A-Z]?-?[0-9]))"
)
_LOWER_UNIT = re.compile(
    r",? {1,2}([a-z][a-z']{0,24}(?: [a-z][a-z']{1,24}){0,2}),? (?:ste|suite|apt|unit)\.? ?#?(?:[0-9]|[a-h]\b)"
)
_LOWER_TAIL = re.compile(
    rf",? {{1,2}}([a-z][a-z']{{1,24}}(?: [a-z][a-z']{{1,24}}){{0,4}}),\s{{0,2}}{_CITY}(?: "
    rf"{_CITY}){{0,3}},?\s{{1,2}}(?:{_STATE}|{_ZIP})"
)
_DIRECTION = r"(?:[NSEWnsew]\.?|North|South|East|West)"
# What is said behind a place ends it: 13211 Jamboree (The Market Place), 2885 Fairview? I come at 3.
_SAID = (
    r"(?=[,;)\n?!\"]|\.(?:\s|\Z)| ?\(| [|/—-] |\Z"
    r"| (?:in|to|at|near|by|and|or|between|for|from|with|is|has|was|will|not|then|if|before|after|around|on|til|until"
    r"|next|across|behind|today|tomorrow|tonight|every|open|thx|thanks|please|pls|P\.? ?O\.?|(?:First|Second|Third"
    r"|Fourth|Ground|Top) F|unit|suite|ste|apt|bldg|rm)\b| ?#| & "
    rf"| (?i:{county.TOWNS})\b| (?:Address|City|State|Zip|ZIP)\b)"
)
# 13211 Jamboree (The Market Place), 410 N Glassell to …, 320 Olive HB.
_CAPITAL = r"(?:(?=[A-Z0-9])|(?<= [nsew] )|(?<= [nsew]\. ))"
_ARTERY = re.compile(
    rf" (?:{_DIRECTION} )?(?P<name>{_CAPITAL}(?i:{tree_of(county.STREETS)}"
    rf"|[0-9]{{1,3}}(?:st|nd|rd|th))){_SAID}"
)
# 12 Walnut may be cookies, 1212 Walnut and 12 N Walnut are doors.
_COMMON_ARTERY = re.compile(
    rf" (?P<led>{_DIRECTION} )?(?P<name>{_CAPITAL}(?i:{tree_of(county.COMMON_STREETS)})){_SAID}"
)
_LOWER_ARTERY = re.compile(rf" (?P<name>{tree_of(county.STREETS)}(?![a-z])|{tree_of(county.COMMON_STREETS)}{_SAID})")
_STREETS = frozenset(county.STREETS.split("|"))
LOWER_TOWN = re.compile(TOWN_TAIL.pattern, re.IGNORECASE)
# delivered to 72 cloudcrest aliso viejo
_LOWER_PLACED = re.compile(rf" (?P<name>[a-z][a-z']{{3,20}}(?: [a-z][a-z']{{2,20}})?),? (?:in )?(?i:{county.TOWNS})\b")
_AT = re.compile(r"(?:\bat|@|\bto|\bfrom|\bis|:) [0-9]{2,5}\Z")
_NO_STREET = (
    "Class|Series|Korea|Africa|America|Coli|Heater|Blender|Microwave|Oven|Speaker|Motor|Dryer|LED|Solar|Panel|Inverter"
    "|Amp|Power|Charger|Iron|Grill|Kettle|Vacuum"
)
# 120 E Van Buren, Phoenix; 30 Santa Bella RSM.
_LEADING = "(?:[NSEW]|S[EWo]|N[EWo]|North|South|East|West|NORTH|SOUTH|EAST|WEST)\\.?"
_DIRECTED_CITY = re.compile(
    rf" ((?:{_LEADING} {_PROPER}(?: {_PROPER})?)(?=, [A-Z][a-z]| (?:in|near) (?i:{county.TOWNS})\b)"
    rf"|{_LEADING} (?!{_NO_STREET}){_PROPER}(?: [A-Z][A-Za-z]{{1,20}})?{_SAID}"
    rf"|{_PROPER}(?: {_PROPER})?(?= (?i:HB|RSM|CDM|DTSA)\b))"
)
_NO_SUFFIX_TOWN = re.compile(
    rf" ({_PROPER}(?: {_PROPER}){{0,2}}?)(?P<comma>,)?(?P<within> in"
    rf"| near)? (?i:{county.TOWNS})\b(?P<zip>(?: [A-Z][a-z]{{2,15}})?,? (?:CA )?9[0-9]{{4}}(?![0-9]))?"
)
_LED = re.compile(rf"{_DIRECTION}\b")
_INTRODUCED_NUMBER = re.compile(
    r"(?:\A|\n[-•* ]{0,3}|(?:\b(?:at|to|from|visit|resides|address|located|is|near|live|new|old|NOT|then|use"
    r"|(?:Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun)(?:day|nesday|urday)?)"
    r"|[📍:,])[: ]{1,2})[0-9]{1,6}[A-Za-z]?\Z"
)
# Delete the reports from 2021 first.
_YEAR_FIRST = re.compile(r"(?:19|20)[0-9]{2} (?:first|second|third|fourth|fifth)(?= ?(?:[.,;!?\n]|\Z))")
_SHORT_NUMBER = 2
# "20 North" may begin a company's name, so a direction in full needs a longer number than N. does.
_SPELLED = re.compile(r"(?i:north|south|east|west)\b")
# What a number counts is named in the plural: 10 Burgers, Irvine.
_PLURAL = re.compile(r"[A-Za-z]{2}(?<!ss)s\Z")


def end_of_named(text: str, number: re.Match[str], first: str) -> int:
    """Where a street ends that no suffix ends, 0 where there is none; `first` is its first word."""
    at, digits = number.end(), _digits(number.group())
    is_long = digits > 1
    if _YEAR_FIRST.match(text, number.start()):
        return 0
    artery = _artery(text, number, digits) if is_long else None
    if artery:
        return max(artery.end("name"), end_at_unit(text, at))
    if first[0].islower():
        return _end_of_lower(text, at) if is_long else 0
    if first.lower() in words.DAYS or first.lower() in words.GOODS - words.NAMED_GOODS:
        return 0
    return _end_at_city(text, at, digits)


def _end_at_city(text: str, at: int, digits: int) -> int:
    for pattern in (_NO_SUFFIX, _NO_COMMA, _NO_SUFFIX_UNIT):
        tail = pattern.match(text, at)
        if tail and (tail.groupdict().get("state") or "CA") in words.STATES:
            return tail.end(1)
    directed = _DIRECTED_CITY.match(text, at) if digits > 1 else None
    if directed and (digits > _SHORT_NUMBER or not _SPELLED.match(directed[1])):
        return directed.end()
    return _end_in_town(text, at)


def _digits(number: str) -> int:
    """How many digits a house number has; in words, as many as its words say together."""
    return sum(map(str.isdigit, number)) or 2 * (1 + number.count(" ") + number.count("-")) - 1


def end_at_unit(text: str, at: int) -> int:
    """Where a name ends that stands between a house number and a unit: 3300 Park Newport, #417."""
    tail = _NO_SUFFIX_UNIT.match(text, at)
    return tail.end(1) if tail else 0


def _artery(text: str, number: re.Match[str], digits: int) -> re.Match[str] | None:
    artery = _ARTERY.match(text, number.end())
    if artery:
        return artery
    common = _COMMON_ARTERY.match(text, number.end())
    is_told = common and (
        digits > _SHORT_NUMBER
        or common["led"]
        or TOWN_TAIL.match(text, common.end("name"))
        or _INTRODUCED_NUMBER.search(text, max(0, number.end() - 32), number.end())
    )
    return common if is_told else None


def _end_of_lower(text: str, at: int) -> int:
    tail = _LOWER_UNIT.match(text, at) or _LOWER_TAIL.match(text, at)
    if tail:
        return 0 if words.GOODS & set(tail[1].split()) else tail.end(1)
    is_told = _AT.search(text, max(0, at - 16), at) is not None
    placed = _LOWER_PLACED.match(text, at) if is_told else None
    if placed and not words.GOODS & set(placed["name"].split()):
        return placed.end("name")
    artery = _LOWER_ARTERY.match(text, at)
    if artery is None:
        return 0
    is_plain = artery["name"] in _STREETS and not IS_THING.match(text, artery.end())
    known = is_told or is_plain or LOWER_TOWN.match(text, artery.end())
    return artery.end("name") if known else 0


def _end_in_town(text: str, at: int) -> int:
    town = _NO_SUFFIX_TOWN.match(text, at)
    if town is None:
        return 0
    placed = town["comma"] and (_LED.match(town[1]) or not _PLURAL.search(town[1]))
    if town["within"] and _PLURAL.search(town[1]):
        return 0
    return town.end(1) if placed or town["zip"] or _INTRODUCED_NUMBER.search(text, max(0, at - 32), at) else 0
