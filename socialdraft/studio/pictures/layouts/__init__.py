"""The layout families, each a function that draws one whole page."""

from collections.abc import Callable

from socialdraft.studio.pictures.layouts import bands, paper, posters, scenes, tiles
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
    tiles.type_led,
    tiles.icon_grid,
    tiles.paper_cut,
    tiles.bauhaus,
    bands.diagonal,
    bands.confetti,
    bands.rainbow,
    bands.candy,
    bands.gingham,
    bands.orbit,
)
