"""Thinks up picture ideas from facts."""

from typing import Any


def think_up(order: dict[str, Any]) -> dict[str, Any]:
    views = ["close from above", "wide, empty space left", "side view", "diagonal", "centred"]
    ideas = [
        {"subject": order["headline"], "composition": views[i % len(views)], "mood": "warm daylight"}
        for i in range(order["concepts"])
    ]
    return {"concepts": ideas}
