"""Post office boxes: an address without a street."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules.lexicon import any_of, openings
from socialdraft.services.privacy_rules.span import Span
from socialdraft.services.privacy_rules.street_tail import CITY_TAIL, ZIP_TAIL
from socialdraft.services.privacy_rules.street_unit import unit_start, with_units
from socialdraft.services.privacy_rules.view import View

_THAI = re.compile(
    r"(?:ตู้ ?(?:ป\.?ณ\.?|ปณจ\.|ไปรษณีย์)|ป\.ณ\.|ปณจ?\.?) ?[0-9]{1,5}(?![0-9])(?: ?ปณ[จฝศ]?\.? ?[ก-๎]{2,24})?"
)
_BOX_LIST = "box bx drawer pobox lockbox lbx apartado pmb p.o.b. pob"
_BOX_WORDS = openings(_BOX_LIST)
_BOX = re.compile(any_of(_BOX_LIST) + r"[ #.no]{0,4}(?P<number>[0-9][0-9a-z-]{0,7})")
# What makes a box an address: PO Box 5, PSC 2581, Box 41, RR 2 Box 7. "Box 12" alone is a box of goods.
_OFFICE = any_of("p.o. p.o p._o. p_o po post_office caller lock private_mail")
_ROUTE = any_of(
    "psc cmr ops unit rr r.r. rural_route state_route hc hcr star_route star_rte rfd rt rte route fm "
    "hwy_contract_route hwy_contract_rte highway_contract_route highway_contract_rte hc_rte hc_r"
)
_BOX_OFFICE = re.compile(rf"(?:{_OFFICE} ?|{_ROUTE}\.? ?#? ?[0-9]{{1,5}}[a-z]?,? )\Z")
_ALONE_BOX = ("pobox", "lockbox", "lbx", "apartado", "pmb", "p.o.b.", "pob")


def find(view: View) -> Iterator[Span]:
    """Every box that is an address, American or Thai."""
    if not view.has_digits:
        return
    text, lower = view.text, view.lower
    for match in _THAI.finditer(text) if view.has_thai else ():
        yield Span(match.start(), match.end(), "address")
    for match in _BOX.finditer(lower) if view.may_say(_BOX_WORDS) else ():
        office = _BOX_OFFICE.search(lower, max(0, match.start() - 24), match.start())
        tailed = CITY_TAIL.match(text, match.end()) or ZIP_TAIL.match(text, match.end())
        if office or tailed or match.group().startswith(_ALONE_BOX):
            start = unit_start(lower, office.start() if office else match.start())
            yield Span(start, with_units(lower, match.end()), "address")
