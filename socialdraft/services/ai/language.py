"""Which of the two languages a text is written in."""

import re
from collections.abc import Iterable

from socialdraft.policy import Language

THAI = re.compile(r"[\u0e00-\u0e3e\u0e40-\u0e7f]")
LATIN = re.compile(r"[A-Za-z]")
NOT_PROSE = re.compile(r"https?://\S+|[#@]\S+")
SURE_THAI, SURE_ENGLISH = 0.45, 0.3


def written_in(text: str, *, ignoring: Iterable[str] = ()) -> Language | None:
    """The language by its share of letters, quoted facts apart; None when it could be either."""
    prose = NOT_PROSE.sub(" ", text)
    for quoted in sorted(ignoring, key=len, reverse=True):
        prose = prose.replace(quoted, " ")
    thai, latin = len(THAI.findall(prose)), len(LATIN.findall(prose))
    if not thai + latin:
        return None
    share = thai / (thai + latin)
    if share >= SURE_THAI:
        return Language.TH
    return Language.EN if share <= SURE_ENGLISH else None
