"""Four colours for a picture: ground, main, accent, ink, by business, style and tone."""

from enum import StrEnum

from socialdraft.policy import Category, Tone


class Style(StrEnum):
    WARM_PHOTO = "warm_photo"
    BOLD_POSTER = "bold_poster"
    MINIMAL = "minimal"
    PLAYFUL = "playful"
    ELEGANT = "elegant"
    SEASONAL = "seasonal"


Palette = tuple[str, str, str, str]

# Main and accent belong to the trade: what its customers already connect with it.
TRADES: dict[Category, tuple[str, str]] = {
    Category.CAFE: ("#7B4A2D", "#E0A458"),
    Category.RESTAURANT: ("#A63A2B", "#E8A33D"),
    Category.NOODLE_SHOP: ("#B5341F", "#F2B134"),
    Category.TAQUERIA: ("#1F7A5C", "#F2762E"),
    Category.BAKERY: ("#B4692F", "#F0C27B"),
    Category.NAIL_SALON: ("#C2456E", "#F4A6B8"),
    Category.HAIR_SALON: ("#3D405B", "#E07A5F"),
    Category.MASSAGE_SPA: ("#4F6F52", "#C9A66B"),
    Category.BOUTIQUE: ("#6D4C7D", "#E7B7A3"),
    Category.FLORIST: ("#4B7F52", "#E58FA7"),
    Category.DIVE_SHOP: ("#0B6E99", "#F6AE2D"),
    Category.GYM: ("#22333B", "#F25C05"),
    Category.PET_CARE: ("#2F7F86", "#F7B267"),
    Category.AUTO_REPAIR: ("#1D3557", "#E63946"),
    Category.MARKET_STALL: ("#3B7A3F", "#F4A340"),
    Category.OTHER: ("#33536B", "#EE9B4F"),
}
GROUNDS: dict[Style, tuple[str, str]] = {
    Style.WARM_PHOTO: ("#FBF3E7", "#2B211C"),
    Style.BOLD_POSTER: ("#FFE9C7", "#161616"),
    Style.MINIMAL: ("#F7F7F4", "#23262B"),
    Style.PLAYFUL: ("#FFF4D9", "#2A2340"),
    Style.ELEGANT: ("#F3EEE8", "#1F1B24"),
    Style.SEASONAL: ("#F6F1E4", "#24302C"),
}
LIVELY, QUIET = 1.12, 0.72


def palette(category: Category, *, style: Style, tone: Tone) -> Palette:
    """Ground, main, accent, ink as #RRGGBB."""
    ground, ink = GROUNDS[style]
    main, accent = (_tempered(colour, _strength(style, tone)) for colour in TRADES[category])
    return ground, main, accent, ink


def _strength(style: Style, tone: Tone) -> float:
    if tone in (Tone.ELEGANT, Tone.PROFESSIONAL) or style in (Style.ELEGANT, Style.MINIMAL):
        return QUIET
    return LIVELY if tone is Tone.PLAYFUL or style is Style.PLAYFUL else 1.0


def _tempered(colour: str, strength: float) -> str:
    """More or less colourful at the same lightness."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    grey = sum(parts) / 3
    return "#" + "".join(f"{min(255, max(0, round(grey + (p - grey) * strength))):02X}" for p in parts)
