"""Finds the facts in what an owner pasted: verbatim pieces, each of one kind, nothing added."""

import re
from typing import Any

from socialdraft.studio.words.kinds import (
    ANSWERED,
    ASKED,
    HANDLE,
    LEAD,
    LINK,
    bare_prices,
    is_chatter,
    is_name,
    kind_of,
    name_in,
)
from socialdraft.studio.words.pieces import pieces
from socialdraft.studio.words.seasons import season_in

TAGS = re.compile(r"</?business_text[^>]*>")
MOST, CHARACTERS, SHORTEST, HEADLINE = 14, 200, 4, 60
# What is given up first when an owner pastes a whole menu.
WORTH = ("offer", "price", "hours", "date", "place", "question", "detail", "item", "link", "handle")
CATCHING = ("offer", "price", "item", "date", "detail", "question", "hours", "place")
Row = dict[str, str]


def extract(text: str) -> dict[str, Any]:
    """The `extracted_facts` reply for a fenced paste."""
    body = TAGS.sub("", text)
    rows = _unique([row for piece in pieces(body) for row in _rows(piece)])
    thai, latin = len(re.findall(r"[\u0e00-\u0e7f]", body)), len(re.findall(r"[A-Za-z]", body))
    return {
        "language": "th" if thai > latin else "en",
        "headline": _headline(rows),
        "facts": _best(rows),
        "season": season_in(" ".join(row["text"] for row in rows)),
    }


def _rows(piece: str) -> list[Row]:
    """The facts in one statement: itself, the name in a priced line, links and handles."""
    if is_chatter(piece) or len(piece) > CHARACTERS:
        return []
    if menu := [
        _row(kind, text) for name, entry in bare_prices(piece) for kind, text in (("item", name), ("price", entry))
    ]:
        return menu
    named = [_row("link", found.group().rstrip(".,")) for found in LINK.finditer(piece)]
    named += [_row("handle", found.group().rstrip(".")) for found in HANDLE.finditer(piece)]
    kind = kind_of(piece)
    text = ANSWERED.sub("", ASKED.sub("", piece))
    if named:
        # What is left around an address says something only when it would say it alone.
        return [*([_row(kind, text)] if kind in ("offer", "price", "date") else []), *named]
    if kind == "detail" and not re.search(r"\d", text) and is_name(topic := LEAD.sub("", text)):
        return [_row("item", topic)]
    name = name_in(text) if kind in ("price", "offer") else ""
    return [*([_row("item", name)] if name and name != text else []), _row(kind, text)]


def _row(kind: str, text: str) -> Row:
    return {"kind": kind, "text": text}


def _unique(rows: list[Row]) -> list[Row]:
    return list({row["text"].lower(): row for row in rows if len(row["text"]) > 1}.values())


def _best(rows: list[Row]) -> list[Row]:
    """At most as many as the reply takes, in the owner's order."""
    worth = sorted(range(len(rows)), key=lambda i: (WORTH.index(rows[i]["kind"]), i))
    return [rows[i] for i in sorted(worth[:MOST])]


def _headline(rows: list[Row]) -> str:
    """The words that would stop a passer-by."""
    short = [row for row in rows if SHORTEST <= len(row["text"]) <= HEADLINE]
    ranked = sorted((row for row in short if row["kind"] in CATCHING), key=lambda row: CATCHING.index(row["kind"]))
    return ranked[0]["text"] if ranked else ""
