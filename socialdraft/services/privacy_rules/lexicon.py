"""Word lists as patterns: data stay readable, `re` gets what it can search fast."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_LATIN = re.compile(r"[a-z]")
_LATIN_HEAD = re.compile(r"[a-z]+")
_WORD_END = "(?![a-z])"


class Openings(NamedTuple):
    """What says that a text may hold words of a list: the Latin word that one begins with, or a whole Thai one.

    `inside` holds Latin words that may stand within another.
    """

    latin: frozenset[str]
    thai: tuple[str, ...]
    inside: tuple[str, ...] = ()


class Words(NamedTuple):
    """Words that a rule goes by: how they are found, and what a look-up needs to know that there are none."""

    pattern: re.Pattern[str]
    openings: Openings


def listed(words: str) -> frozenset[str]:
    """The words of a list parted by blanks."""
    return frozenset(words.split())


def any_of(words: str) -> str:
    """A pattern for any word of a list parted by blanks; `_` is an optional blank inside a word.

    Latin words match whole and in lower case; Thai has no word boundaries, so Thai words match anywhere.
    """
    return f"(?:{_tree({spelled for word in words.split() for spelled in _spellings(word)}, whole=True)})"


def openings(words: str) -> Openings:
    """The openings of the words that `any_of` finds; of Thai words only those that hold no shorter one."""
    all_spelled = [spelled for word in words.split() for spelled in _spellings(word)]
    latin = [_LATIN_HEAD.match(word) for word in all_spelled]
    thai = [word for word in dict.fromkeys(all_spelled) if not _LATIN_HEAD.match(word)]
    shortest = [word for word in thai if not any(other in word and other != word for other in thai)]
    return Openings(frozenset(head.group() for head in latin if head), tuple(shortest))


def words_of(words: str, *, inside: str = "") -> Words:
    """The words of a list as `any_of` finds them, and one that is found inside another word too."""
    if not inside:
        return Words(re.compile(any_of(words)), openings(words))
    return Words(re.compile(f"{inside}|{any_of(words)}"), openings(words)._replace(inside=(inside,)))


def tree_of(words: str) -> str:
    """Any of a list's words (parted by blanks or bars), wherever they stand."""
    return f"(?:{branches_of(words)})"


def branches_of(words: str) -> str:
    """The same as alternatives, to go on with more: `re` skips ahead only where each begins with a letter."""
    return "|".join(_branches(set(words.split("|") if "|" in words else words.split()), whole=False))


def _spellings(word: str) -> list[str]:
    head, blank, tail = word.partition("_")
    return [head + sign + rest for sign in ("", " ") for rest in _spellings(tail)] if blank else [word]


def _tree(words: set[str], *, whole: bool, last: str = "") -> str:
    """The words by their common beginnings, the longest first: far faster to search for than one after another."""
    end = _WORD_END if whole and _LATIN.match(last) else ""
    tails = _branches(words, whole=whole, last=last)
    if not tails:
        return end
    if "" in words:
        return f"(?:{'|'.join([*tails, end])})"
    return tails[0] if len(tails) == 1 else f"(?:{'|'.join(tails)})"


def _branches(words: set[str], *, whole: bool, last: str = "") -> list[str]:
    return [
        (_begun(head) if whole and not last else re.escape(head))
        + _tree({word[1:] for word in words if word.startswith(head)}, whole=whole, last=head)
        for head in sorted({word[0] for word in words if word})
    ]


def _begun(head: str) -> str:
    return f"{head}(?<![a-z0-9]{head})" if _LATIN.match(head) else re.escape(head)


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether any of some words stands in a text, however it goes on."""
    for word in words:  # noqa: SIM110 - half the time of any(), and asked a hundred times a text
        if word in text:
            return True
    return False


def tried_at(heads: re.Pattern[str], whole: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match of a pattern that `re` can't skip ahead to, tried where its first signs stand."""
    at = 0
    for head in heads.finditer(text):
        match = whole.match(text, head.start()) if head.start() >= at else None
        if match:
            at = match.end()
            yield match


def after(words: str, links: str, *, most: int = 8) -> re.Pattern[str]:
    """Search in the text before a value: a keyword, then at most `most` linking words or signs."""
    return re.compile(rf"{any_of(words)}(?:[.]{{2,40}}|[ :.,;#=()\[\]'\"/>\n-]|{any_of(links)}){{0,{most}}}\Z")
