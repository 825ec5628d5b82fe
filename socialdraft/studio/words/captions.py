"""Writes a caption from facts."""

from typing import Any


def write(order: dict[str, Any]) -> dict[str, Any]:
    rows = order["facts"][:4]
    lead = "มีเรื่องมาบอก" if order["language"] == "th" else "News from the shop:"
    caption = "\n".join([lead, *(row["text"] for row in rows)])
    return {"caption": caption[:270], "hashtags": [], "used_facts": list(range(len(rows)))}
