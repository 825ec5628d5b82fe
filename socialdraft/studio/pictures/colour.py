"""Colour arithmetic in OKLab, where equal steps look equal, and WCAG contrast."""

import math
import re

WHITE, BLACK = "#FFFFFF", "#000000"
HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")


def normal(colour: str) -> str:
    """`#abc` or `#aabbcc` as `#AABBCC`."""
    digits = colour.lstrip("#").upper()
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)  # noqa: PLR2004


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


def _encoded(value: float) -> int:
    share = min(max(value, 0.0), 1.0)
    share = share * 12.92 if share <= 0.0031308 else 1.055 * share ** (1 / 2.4) - 0.055  # noqa: PLR2004
    return round(share * 255)


def luminance(colour: str) -> float:
    red, green, blue = (_linear(value) for value in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def oklab(colour: str) -> tuple[float, float, float]:
    """Lightness 0 to 1 and the two opponent axes (matrices: bottosson.github.io/posts/oklab)."""
    r, g, b = (_linear(value) for value in rgb(colour))
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def from_oklab(lightness: float, a: float, b: float) -> str:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    return "#{:02X}{:02X}{:02X}".format(*(_encoded(value) for value in (red, green, blue)))


def lch(colour: str) -> tuple[float, float, float]:
    """Lightness 0 to 1, chroma, hue in radians."""
    lightness, a, b = oklab(colour)
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_lch(lightness: float, chroma: float, hue: float) -> str:
    return from_oklab(lightness, chroma * math.cos(hue), chroma * math.sin(hue))


def mix(one: str, other: str, share: float) -> str:
    """`one` moved `share` of the way to `other`."""
    pairs = zip(oklab(one), oklab(other), strict=True)
    return from_oklab(*(a + (b - a) * share for a, b in pairs))


def distance(one: str, other: str) -> float:
    """How different two colours look: 0 is the same, black to white is 1."""
    return math.dist(oklab(one), oklab(other))


def toned(colour: str, lightness: float, *, chroma: float = 1.0) -> str:
    """The same hue at another lightness, its chroma multiplied."""
    _, strength, hue = lch(colour)
    return from_lch(lightness, strength * chroma, hue)


def readable(colour: str, ground: str, *, least: float = 4.5) -> str:
    """`colour` pushed to black or white until it reads on `ground`."""
    goal = max((WHITE, BLACK), key=lambda pole: contrast(pole, ground))
    for step in range(11):
        candidate = mix(colour, goal, step / 10)
        if contrast(candidate, ground) >= least:
            return candidate
    return goal
