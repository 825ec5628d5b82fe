"""Word lists as patterns: data stay readable, `re` gets what it can search fast."""

import re

_LATIN = re.compile(r"[a-z]")


def listed(words: str) -> frozenset[str]:
    """The words of a list parted by blanks."""
    return frozenset(words.split())


def any_of(words: str) -> str:
    """A pattern for any word of a list parted by blanks; `_` is an optional blank inside a word.

    Latin words match whole and in lower case; Thai has no word boundaries, so Thai words match anywhere.
    """
    ordered = sorted(words.split(), key=len, reverse=True)
    return "(?:" + "|".join(_bounded(word) for word in ordered) + ")"


def tree_of(words: str) -> str:
    """Any of a list's words (parted by blanks or bars), by their common beginnings: long lists are much faster."""
    return _branch(sorted(words.split("|") if "|" in words else words.split()))


def _branch(words: list[str]) -> str:
    ends = "" in words
    heads = sorted({word[0] for word in words if word})
    tails = [re.escape(head) + _branch([word[1:] for word in words if word.startswith(head)]) for head in heads]
    if not tails:
        return ""
    return f"(?:{'|'.join(tails)}){'?' if ends else ''}" if ends or len(tails) > 1 else tails[0]


def _bounded(word: str) -> str:
    pattern = re.escape(word).replace("_", " ?")
    if _LATIN.match(word[0]):
        pattern = f"{word[0]}(?<![a-z0-9]{word[0]}){pattern[1:]}"
    return pattern + "(?![a-z])" if _LATIN.match(word[-1]) else pattern


def after(words: str, links: str, *, most: int = 8) -> re.Pattern[str]:
    """Search in the text before a value: a keyword, then at most `most` linking words or signs."""
    return re.compile(rf"{any_of(words)}(?:[ :.,;#=()\[\]'\"/>\n-]|{any_of(links)}){{0,{most}}}\Z")
