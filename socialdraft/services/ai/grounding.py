"""Finds numbers, dates, links and handles in a caption that the owner never gave."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from socialdraft.services.ai.steps import arabic

EMAIL = r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z]{2,24}){1,3}"
NOT_LINK = r"[^\s<>\u0e00-\u0e7f]"
LINK = (
    rf"(?:https?://|www\.){NOT_LINK}{{1,200}}"
    r"|(?<![A-Za-z0-9@.])[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){0,3}"
    r"\.(?:com|net|org|shop|store|co|io|me|th|app|info|link|site|online|ee)\b"
    rf"(?:/{NOT_LINK}{{0,200}})?"
)
HANDLE = r"(?<![A-Za-z0-9.])@[A-Za-z0-9_][A-Za-z0-9_.]{1,40}"
PHONE = r"(?<![\d.,:/-])\+?\(?\d{2,4}\)?[ -]\d{3,4}[ -]?\d{3,4}(?![.,:]?\d)"
NAMED = re.compile(rf"(?P<email>{EMAIL})|(?P<link>{LINK})|(?P<handle>{HANDLE})|(?P<phone>{PHONE})", re.IGNORECASE)
KEYCAP = re.compile(r"[0-9#*](?=\ufe0f?\u20e3)")
NUMBER = re.compile(
    r"(?P<before>[$฿])?\s?(?P<value>\d+(?:[.,:]\d+)*)"
    r"(?:\s?(?P<after>%|percent\b|เปอร์เซ็นต์|[ap]\.?m\b|บาท|baht\b|thb\b|dollars?\b|usd\b|\.-|฿))?",
    re.IGNORECASE,
)
HALF_DAY = re.compile(
    r"(?<!\d)(\d{1,2}(?:[.:]\d{2})?)\s?(?:-|–|—|to|until|till)\s?\d{1,2}(?:[.:]\d{2})?\s?([ap])\.?m\b", re.IGNORECASE
)
UNITS = {
    "$": "$", "dollar": "$", "dollars": "$", "usd": "$",
    "฿": "฿", "บาท": "฿", "baht": "฿", "thb": "฿", ".-": "฿",
    "%": "%", "percent": "%", "เปอร์เซ็นต์": "%", "am": "am", "pm": "pm",
}  # fmt: skip
# How a caption says it (whole words), and every way the owner may have said the same.
# May and March are left out: they are also plain words.
DATES = {
    "monday": ("mon", "จันทร์|จ\\."), "tuesday": ("tue", "อังคาร|อ\\."), "wednesday": ("wed", "พุธ|พ\\."),
    "thursday": ("thu", "พฤหัส|พฤ\\."), "friday": ("fri", "ศุกร์|ศ\\."), "saturday": ("sat", "เสาร์|ส\\."),
    "sunday": ("sun", "อาทิตย์|อา\\."), "january": ("jan", "มกรา|ม\\.ค\\."),
    "february": ("feb", "กุมภา|ก\\.พ\\."), "april": ("apr", "เมษา|เม\\.ย\\."), "june": ("jun", "มิถุนา|มิ\\.ย\\."),
    "july": ("jul", "กรกฎา|ก\\.ค\\."), "august": ("aug", "สิงหา|ส\\.ค\\."), "september": ("sep", "กันยา|ก\\.ย\\."),
    "october": ("oct", "ตุลา|ต\\.ค\\."), "november": ("nov", "พฤศจิกา|พ\\.ย\\."), "december": ("dec", "ธันวา|ธ\\.ค\\."),
}  # fmt: skip
THAI_DATES = {
    "วันจันทร์": "monday", "วันอังคาร": "tuesday", "วันพุธ": "wednesday", "วันพฤหัส": "thursday",
    "วันศุกร์": "friday", "วันเสาร์": "saturday", "วันอาทิตย์": "sunday", "มกราคม": "january",
    "กุมภาพันธ์": "february", "เมษายน": "april", "มิถุนายน": "june", "กรกฎาคม": "july", "สิงหาคม": "august",
    "กันยายน": "september", "ตุลาคม": "october", "พฤศจิกายน": "november", "ธันวาคม": "december",
}  # fmt: skip
WORD, THAI_RUN, RUN = re.compile(r"[a-z]{4,}"), re.compile(r"[\u0e01-\u0e4e]{5,}"), 5
DATE_WORD = re.compile("|".join([*(rf"\b{name}s?\b" for name in DATES), *THAI_DATES]), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement: `shown` as written, `key` and `unit` for comparing."""

    shown: str
    kind: str
    key: str
    unit: str = ""


def ungrounded(caption: str, *, sources: Iterable[str]) -> list[str]:
    """What the caption states and no source does, as written, each once, in order."""
    text = "\n".join(sources)
    known = {*claims(text), *_shared_half_days(arabic(text))}
    missing = (claim for claim in claims(caption) if not _stated(claim, known=known, text=text))
    return list(dict.fromkeys(claim.shown for claim in missing))


def told(fact: str, caption: str) -> bool:
    """Whether a fact that was to be used still stands in the caption, in whatever words.

    Numbers, links and days are compared; else one word in common is enough, and a translation is taken on trust.
    """
    if fact in caption:
        return True
    if keys := {claim.key for claim in claims(fact)}:
        return bool(keys & {claim.key for claim in claims(caption)})
    words, thai = WORD.findall(fact.lower()), THAI_RUN.findall(fact)
    if bool(thai) != bool(THAI_RUN.search(caption)):
        return True
    runs = {run[at : at + RUN] for run in thai for at in range(len(run) - RUN + 1)}
    return any(part in caption.lower() for part in (*words, *runs))


def claims(text: str) -> Iterator[Claim]:
    """Mails, links, handles, phones, numbers with their unit, and date words of a text."""
    # Thai digits are single code points, so positions in both spellings agree.
    plain = KEYCAP.sub(" ", text)
    same = arabic(plain)
    rest = same
    for match in NAMED.finditer(same):
        yield _named(match, plain)
        rest = rest[: match.start()] + " " * len(match.group()) + rest[match.end() :]
    yield from (_number(match, plain) for match in NUMBER.finditer(rest))
    yield from (_date(match) for match in DATE_WORD.finditer(rest))


def _named(match: re.Match[str], plain: str) -> Claim:
    kind = str(match.lastgroup)
    shown = plain[match.start() : match.end()].rstrip(".,;:!?)")
    if kind == "phone":
        return Claim(shown, kind, re.sub(r"\D", "", arabic(shown)))
    key = shown.lower().rstrip("/")
    return Claim(shown, kind, re.sub(r"^(?:https?://)?(?:www\.)?", "", key))


def _number(match: re.Match[str], plain: str) -> Claim:
    unit = match["before"] or (match["after"] or "").lower().replace("a.m", "am").replace("p.m", "pm")
    shown = plain[match.start() : match.end()].strip()
    return Claim(shown, "number", _value(match["value"]), UNITS.get(unit, ""))


def _value(digits: str) -> str:
    """`1,290` is 1290 and `10:00` is `10.00`; what has more parts is compared as written."""
    plain = re.sub(r",(?=\d{3}(?!\d))", "", digits).replace(":", ".")
    if not re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return plain
    return f"{Decimal(plain).normalize():f}"


def _date(match: re.Match[str]) -> Claim:
    word = match.group().lower()
    return Claim(match.group(), "date", THAI_DATES.get(word) or word.removesuffix("s"))


def _shared_half_days(text: str) -> Iterator[Claim]:
    """In `9-11am` the nine is am as well."""
    for match in HALF_DAY.finditer(text):
        yield Claim(match[1], "number", _value(match[1]), f"{match[2].lower()}m")


def _stated(claim: Claim, *, known: set[Claim], text: str) -> bool:
    if claim.kind == "date":
        short, thai = DATES[claim.key]
        return bool(re.search(rf"\b{short}|{thai}", text, re.IGNORECASE))
    same = [other for other in known if other.kind == claim.kind and other.key == claim.key]
    if claim.kind != "number":
        return bool(same)
    return any(_agree(claim.unit, other.unit) for other in same)


def _agree(said: str, given: str) -> bool:
    """A price list without signs may gain its currency; nothing may turn into a percentage or another time."""
    return said in ("", given) or (said in "$฿" and not given)
