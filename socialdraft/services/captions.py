"""Captions as each platform counts them: normalising, counting, cutting, hashtags. Pure functions."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import accumulate

import regex
from publicsuffixlist import PublicSuffixList

from socialdraft.platforms import Count, PlatformFacts, facts
from socialdraft.policy import Language, Platform

OPENING = 120
"""Characters, of two lines on a phone with some to spare."""
X_URL_WEIGHT = 23
X_EMOJI_WEIGHT = 2
X_LIGHT_RANGES = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Characters that weigh one on X, Thai among them; all others weigh two. Source: docs.x.com, counting characters."""

_EMOJI = regex.compile(r"\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3")
_URL = regex.compile(
    r"(?<![A-Za-z0-9@＠$#＃_/-])(?<![\x00-\x7F]\.)(?<!^\.)"
    r"(?P<scheme>https?://)?"
    r"(?P<host>(?:[A-Za-z0-9\u00C0-\u024F_-]++\.)++[A-Za-z]{2,63}+"
    r"|(?<=//)[^\s\p{P}]++(?:[.-][^\s\p{P}]++)*+)"
    r"(?![A-Za-z0-9@+-])(?::\d++)?+"
    r"(?P<path>/[A-Za-z\p{Cyrillic}0-9!*'();:=+,.$/%#\[\]\u2013_~@|&\u00C0-\u024F-]*+)?+"
    r"(?P<query>\?[A-Za-z0-9!?*'();:=+,.$/%#\[\]_~@|&-]*+)?+",
    regex.IGNORECASE,
)
_URL_LAST = regex.compile(r"(?r)[A-Za-z\p{Cyrillic}0-9=_#/&+)\u00C0-\u024F-]")
_HASHTAG = regex.compile(r"(?<![\p{L}\p{M}\p{N}_&/])[#＃]([\p{L}\p{M}\p{N}_]+)")
_PHONE = regex.compile(r"(?<![\p{N}.,])\+?\(?\p{N}(?:[ \-.()]{0,2}\p{N}){8,11}(?![\p{N}])")

_INVISIBLE = regex.compile(r"[\p{Cc}\p{Cf}\p{Cs}--[\n\t\u200D\U000E0020-\U000E007F]]", regex.V1)
_LOOSE_JOINER = regex.compile(
    r"(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D|\u200D(?!\p{Extended_Pictographic})"
)
_LOOSE_TAGS = regex.compile(r"(?<![\U0001F3F4\U000E0020-\U000E007F])[\U000E0020-\U000E007F]+")
_SPLIT_SARA_AM = regex.compile(r"\u0E4D([\u0E48-\u0E4B]?)\u0E32")


@dataclass(frozen=True, slots=True)
class Counted:
    """Used and allowed in the platform's units; `visible_mark` is the index where it folds, if so."""

    used: int
    limit: int
    visible_mark: int | None
    over: int


class HashtagVerdict(StrEnum):
    OK = "ok"
    FEWER = "fewer"
    TOO_MANY = "too_many"
    AVOID = "avoid"


@dataclass(frozen=True, slots=True)
class HashtagAdvice:
    """How many hashtags stand there, how many do good, how many the platform takes (None: no published cap)."""

    used: int
    advised: int
    limit: int | None
    verdict: HashtagVerdict


def normalize(text: str) -> str:
    """The text in NFC with plain line ends and without invisible controls; emoji joiners and flags stay whole."""
    text = regex.sub(r"\r\n?|[\u2028\u2029\x0B\x0C\x85]", "\n", text)
    text = _LOOSE_TAGS.sub("", _INVISIBLE.sub("", text))
    text = _LOOSE_JOINER.sub("", text)
    # NFC leaves a sara am typed as two marks alone, and NFKC would split the good ones.
    return unicodedata.normalize("NFC", _SPLIT_SARA_AM.sub("\\1\u0e33", text))


def opening(text: str) -> str:
    """The first words in one line, enough to know the post by: many begin with the same greeting. No word is cut."""
    words = text.split()
    ends = accumulate(len(word) + 1 for word in words)
    return " ".join(word for word, end in zip(words, ends, strict=True) if end - len(word) <= OPENING)


def count(text: str, *, platform: Platform) -> int:
    """The caption's length in the platform's own units."""
    return sum(weight for _, weight in _pieces(text, rule=facts(platform).count))


def counted(text: str, *, platform: Platform) -> Counted:
    """The length beside the limit, and where "see more" begins."""
    row, used = facts(platform), count(text, platform=platform)
    folds = row.visible is not None and row.visible < min(used, row.max)
    mark = len(cut(text, platform=platform, limit=row.visible)) if folds else None
    return Counted(used=used, limit=row.max, visible_mark=mark, over=max(0, used - row.max))


def cut(text: str, *, platform: Platform, limit: int | None = None) -> str:
    """The longest beginning within `limit` units (or the platform's); graphemes and links stay whole."""
    row = facts(platform)
    allowed = row.max if limit is None else limit
    pieces = list(_pieces(text, rule=row.count))
    sums = accumulate(weight for _, weight in pieces)
    return "".join(piece for (piece, _), total in zip(pieces, sums, strict=True) if total <= allowed)


def _pieces(text: str, *, rule: Count) -> Iterator[tuple[str, int]]:
    """Graphemes (and whole addresses on X) with their weight; the weights add up to the count."""
    if rule is not Count.X_WEIGHTED:
        return ((piece, _weight(piece, rule=rule)) for piece in regex.findall(r"\X", text))
    return _x_pieces(text)


def _weight(grapheme: str, *, rule: Count) -> int:
    composed = unicodedata.normalize("NFC", grapheme)
    if rule is Count.UTF16:
        return len(composed.encode("utf-16-le", "surrogatepass")) // 2
    if rule is Count.THREADS and _EMOJI.search(composed):
        return len(composed.encode("utf-8", "surrogatepass"))
    return len(composed)


def _x_pieces(text: str) -> Iterator[tuple[str, int]]:
    done = 0
    for start, end in urls(text):
        yield from ((piece, _x_weight(piece)) for piece in regex.findall(r"\X", text[done:start]))
        yield text[start:end], X_URL_WEIGHT
        done = end
    yield from ((piece, _x_weight(piece)) for piece in regex.findall(r"\X", text[done:]))


def _x_weight(grapheme: str) -> int:
    if _EMOJI.search(grapheme):
        return X_EMOJI_WEIGHT
    composed = unicodedata.normalize("NFC", grapheme)
    return sum(1 if any(low <= ord(char) <= high for low, high in X_LIGHT_RANGES) else 2 for char in composed)


def urls(text: str) -> list[tuple[int, int]]:
    """Start and end of each web address, with or without https, as X recognises them."""
    return [(found.start(), _url_end(found)) for found in _URL.finditer(text) if _is_host(found["host"])]


def _is_host(host: str) -> bool:
    *names, top = host.split(".")
    whole = all(name[0] not in "-_" and name[-1] != "-" for name in names)
    return bool(names) and whole and "_" not in names[-1] and _domains().publicsuffix(top.lower()) is not None


@cache
def _domains() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False, only_icann=True)


def _url_end(found: regex.Match[str]) -> int:
    """Sentence marks after a link are not part of it; a closing bracket is, if opened inside."""
    tail = (found["path"] or "") + (found["query"] or "")
    kept = _trimmed(tail)
    unopened = max(0, kept.count(")") - kept.count("("))
    closing = len(kept) - len(kept.rstrip(")"))
    if stray := min(unopened, closing):
        kept = _trimmed(kept[:-stray])
    return found.end() - len(tail) + len(kept)


def _trimmed(tail: str) -> str:
    last = _URL_LAST.search(tail)
    return tail[: last.end()] if last else ""


def hashtags(text: str) -> tuple[str, ...]:
    """The hashtags in order, with their sign; Thai vowels and tone marks belong to the word, bare numbers do not."""
    return tuple(f"#{word}" for word in _HASHTAG.findall(text) if regex.search(r"\p{L}", word))


def hashtag_advice(text: str, *, platform: Platform) -> HashtagAdvice:
    """Whether the caption's hashtags suit the platform."""
    row, used = facts(platform), len(hashtags(text))
    return HashtagAdvice(used, row.hashtags_advised, row.hashtags_max, _verdict(used, row=row))


def _verdict(used: int, *, row: PlatformFacts) -> HashtagVerdict:
    if row.hashtags_max is not None and used > row.hashtags_max:
        return HashtagVerdict.TOO_MANY
    if used <= row.hashtags_advised:
        return HashtagVerdict.OK
    return HashtagVerdict.FEWER if row.hashtags_advised else HashtagVerdict.AVOID


def forbidden(text: str, *, platform: Platform) -> tuple[str, ...]:
    """Which of the things the platform rejects in a text (phone, url, hashtag) it contains."""
    present = {"url": bool(urls(text)), "phone": bool(_PHONE.search(text)), "hashtag": bool(hashtags(text))}
    return tuple(kind for kind in facts(platform).forbid if present[kind])


def compose(caption: str, hashtags_: Sequence[str], *, platform: Platform) -> str:
    """The caption with as many new hashtags below it as do good and fit; the caption's own words are never cut."""
    room = facts(platform).hashtags_advised - len(hashtags(caption))
    fresh = _fresh(hashtags_, seen=hashtags(caption))[: max(0, room)]
    for kept in range(len(fresh), 0, -1):
        whole = f"{caption.rstrip()}\n\n{' '.join(fresh[:kept])}".lstrip()
        if count(whole, platform=platform) <= facts(platform).max:
            return whole
    return caption


def _fresh(wanted: Iterable[str], *, seen: Iterable[str]) -> list[str]:
    known, fresh = {tag.casefold() for tag in seen}, []
    for word in wanted:
        tags = hashtags("#" + regex.sub(r"[^\p{L}\p{M}\p{N}_]", "", normalize(word)))
        fresh += [tag for tag in tags if tag.casefold() not in known]
        known.update(tag.casefold() for tag in tags)
    return fresh


def language_of(text: str) -> Language:
    """The language a wording is in: the one that more of its letters belong to."""
    thai, latin = (len(regex.findall(rf"\p{{{script}}}", text)) for script in ("Thai", "Latin"))
    return Language.TH if thai > latin else Language.EN
