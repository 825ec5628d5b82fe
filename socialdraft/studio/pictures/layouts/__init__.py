"""The layout families, each a function that draws one whole page."""

from collections.abc import Callable

from socialdraft.studio.pictures.layouts import bands, paper, photo_cards, photos, posters, scenes, tiles
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

PHOTO_FAMILIES: tuple[Layout, ...] = (
    photos.cover,
    photos.masthead,
    photos.panel_below,
    photos.panel_above,
    photos.side_by_side,
    photos.slant,
    photos.swell,
    photos.tinted,
    photos.label,
    photos.sticker,
    photo_cards.arched,
    photo_cards.polaroid,
    photo_cards.strip,
    photo_cards.mosaic,
    photo_cards.blob,
    photo_cards.pinned_card,
    posters.sunburst,
    photo_cards.framed,
    bands.gingham,
    bands.candy,
)
"""The layouts of a gallery with the owner's own photo: most of them give it the page."""
