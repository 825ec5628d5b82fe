"""Writes captions: nothing but the owner's facts and the studio's own phrases."""

from typing import Any

from socialdraft.studio.words import plots, rewrites, tags
from socialdraft.studio.words.dice import dice
from socialdraft.studio.words.fitting import fitted
from socialdraft.studio.words.layouts import LAYOUTS
from socialdraft.studio.words.material import gathered
from socialdraft.studio.words.phrases import voice_of, without_emoji


def write(order: dict[str, Any]) -> dict[str, Any]:
    """The caption reply for an order; one that brings a `caption` is a rewrite."""
    return rewrites.rewrite(order, write_new=written) if order.get("caption") else written(order)


def written(order: dict[str, Any]) -> dict[str, Any]:
    """A new caption: the same order gives the same words."""
    rng = dice(order)
    layout = LAYOUTS[order["platform"]]
    material = gathered(order, without=layout.without)
    voice = voice_of(order["tone"], language=order["language"], rng=rng)
    teller = plots.teller_of(order, material, voice=voice, rng=rng)
    plot = plots.plotted(order["post_type"], material=material, teller=teller)
    hashtags = tags.tagged(order, material, rng=rng)
    caption = fitted(layout.shape(plot, layout, material, teller), limits=order["limits"], hashtags=hashtags)
    if not layout.emoji:
        caption = without_emoji(caption)
    return {"caption": caption, "hashtags": hashtags, "used_facts": material.used_in(caption)}
