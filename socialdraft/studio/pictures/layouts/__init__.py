"""The layout families, each a function that draws one whole page."""

from collections.abc import Callable

from socialdraft.studio.pictures.layouts import posters
from socialdraft.studio.pictures.page import Page

Layout = Callable[[Page], None]

FAMILIES: tuple[Layout, ...] = (
    posters.poster,
    posters.product_card,
    posters.sunburst,
    posters.arch_window,
    posters.pattern_badge,
    posters.numeral,
)
