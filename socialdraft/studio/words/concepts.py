"""Thinks up picture ideas from facts: each another subject seen from another place."""

from typing import Any

from socialdraft.studio.words.dice import dice

SCENES: dict[str, list[str]] = {
    "cafe": ["a cup on a wooden table", "hands around a warm cup", "a counter with cups in the morning"],
    "restaurant": ["a dish on a laid table", "a pan on the stove", "a table shared by many plates"],
    "noodle_shop": ["a steaming bowl with chopsticks", "noodles lifted from a bowl", "bowls lined up by the pot"],
    "taqueria": ["tacos on a bright plate", "limes, onions and cilantro on a board", "a griddle with tortillas"],
    "bakery": ["bread on a cooling rack", "a pastry torn open", "flour, dough and a rolling pin"],
    "nail_salon": ["a row of polish bottles", "hands with neat nails on linen", "brushes on a clean table"],
    "hair_salon": [
        "scissors and comb on a shelf",
        "an empty chair before a mirror",
        "hair seen from behind in soft light",
    ],
    "massage_spa": ["rolled towels and leaves", "warm stones on wood", "a bowl of water with petals"],
    "boutique": ["a dress on a hanger", "folded fabrics in a pile", "a rail of clothes by a window"],
    "florist": ["a bouquet in paper", "stems and scissors on a bench", "buckets of flowers at the door"],
    "dive_shop": ["mask and fins on the sand", "bubbles rising in blue water", "a boat above a reef"],
    "gym": ["dumbbells on a rack", "chalk dust over a bar", "a rolled mat and a bottle"],
    "pet_care": ["a dog in a towel", "a brush and a bowl", "paw prints on a tiled floor"],
    "auto_repair": ["tools on a workbench", "a car on a lift", "a wrench beside a wheel"],
    "market_stall": ["crates full of goods", "a stall under a striped awning", "paper bags on a table"],
    "other": ["a shop door standing open", "a counter with goods", "a bench with tools of the trade"],
}
SEASONS = {
    "songkran": "with drops of water and jasmine garlands",
    "christmas": "with fir twigs and small lights",
    "halloween": "with pumpkins and autumn leaves",
    "loy_krathong": "with banana leaf floats and candles",
    "lunar_new_year": "with red lanterns and oranges",
    "new_year": "with streamers and small lights",
    "valentine": "with roses and ribbon",
    "mothers_day": "with white jasmine",
    "summer": "in bright summer sun",
    "rainy": "behind a window with raindrops",
    "autumn": "with autumn leaves",
    "winter": "in cool morning light",
}
VIEWS = [
    "from straight above, empty space on the left",
    "close up at eye level, background out of focus",
    "wide, the subject low in the frame",
    "on a diagonal, light from the side",
    "centred and symmetrical on a plain ground",
    "three objects in a row, much air around",
    "framed by a doorway, depth behind",
    "half of the subject cut by the edge, bold and large",
    "a loose circle of small objects around the subject",
    "seen over the counter, from the guest's side",
]
MOODS = ["warm daylight", "soft morning light", "bright and lively", "calm and clear", "golden evening light"]
NAME_CHARACTERS = 60


def think_up(order: dict[str, Any]) -> dict[str, Any]:
    """The `picture_brief` reply: as many ideas as asked for, no two alike."""
    rng = dice(order)
    names = [row["text"] for row in order["facts"] if row["kind"] == "item" and len(row["text"]) <= NAME_CHARACTERS]
    scenes = list(SCENES[order["category"]])
    season = SEASONS.get(order["season"], "")
    for bank in (scenes, views := list(VIEWS), moods := list(MOODS)):
        rng.shuffle(bank)
    return {
        "concepts": [
            {
                "subject": _subject(scenes[i % len(scenes)], names[i % len(names)] if names else "", season),
                "composition": views[i % len(views)],
                "mood": moods[i % len(moods)],
            }
            for i in range(order["concepts"])
        ]
    }


def _subject(scene: str, name: str, season: str) -> str:
    return " ".join(part for part in (f"{name}:" if name else "", scene, season) if part)
