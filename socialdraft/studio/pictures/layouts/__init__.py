"""The layout families, each a function that draws one whole page."""

from collections.abc import Callable

from socialdraft.studio.pictures.layouts import graphic, paper, posters, scenes
from socialdraft.studio.pictures.page import Page

Layout = Callable[[Page], None]

FAMILIES: tuple[Layout, ...] = (
    posters.poster,
    posters.product_card,
    posters.sunburst,
    posters.arch_window,
    posters.pattern_badge,
    posters.numeral,
    paper.menu,
    paper.ticket,
    paper.postcard,
    paper.label,
    paper.notice,
    paper.quote,
    scenes.awning,
    scenes.night_market,
    scenes.waves,
    scenes.hills,
    scenes.seasonal,
    scenes.botanical,
    scenes.chalkboard,
    graphic.type_led,
    graphic.icon_grid,
    graphic.paper_cut,
    graphic.bauhaus,
    graphic.diagonal,
    graphic.confetti,
    graphic.rainbow,
    graphic.candy,
    graphic.gingham,
    graphic.orbit,
)
