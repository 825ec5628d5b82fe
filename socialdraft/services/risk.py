"""Claims that may get a shop into trouble: found, explained, reworded at one tap. Pure and offline; no legal advice."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from socialdraft.policy import Category, Language, Region
from socialdraft.ports import Question
from socialdraft.services import lexicon
from socialdraft.services.cues import THAI
from socialdraft.services.lexicon import Found, Rule, Severity

FOREIGN_ONLY = "LNG1"
"""The one rule about what is absent: no Thai in a caption for Thailand."""

NEAR = 40
"""How far back a quote's surroundings are looked at: characters."""

_SENTENCE = regex.compile(
    r"[^\n]*?(?:[!?]+(?=\s|$)|(?<!\p{Thai})\.+(?=\s|$)|(?:ค่ะ|คะ|ครับ|(?<!เ)จ้า|จ้ะ)(?=\s|$)|(?=\n|$))"
)
"""Up to its mark or its polite particle; the point of a Thai abbreviation ends nothing."""
_ARTICLE = regex.compile(r"(?i)(?<![a-z])(an?)(?= +$)")
_VOWEL = regex.compile(r"(?i)\s*(?!uni|use|one|eu)[aeiou]")


@dataclass(frozen=True, slots=True)
class RiskFlag:
    """A rule's finding; `quote` is text[start:end], `suggestion` replaces it ("" when only a person can reword it)."""

    rule: str
    severity: Severity
    quote: str
    start: int
    end: int
    why_key: str
    suggestion: str
    source: str


def flags(text: str, *, region: Region, language: Language, category: Category | None) -> list[RiskFlag]:
    """What the region's rules find, in order of place; what a graver flag already quotes is not repeated."""
    folded = lexicon.fold(text)
    found = [
        flag
        for rule in lexicon.rules(region)
        if rule.concerns(category)
        for flag in _flags(rule, text, lexicon.find(rule, folded))
    ]
    return _foreign_only(text, region=region, language=language) + _outermost(found)


def image_block(text: str, *, region: Region) -> str | None:
    """The id of the first rule that forbids pictures for this text, or None."""
    folded = lexicon.fold(text)
    barring = (rule for rule in lexicon.rules(region) if rule.blocks_images)
    return next((rule.id for rule in barring if lexicon.find(rule, folded)), None)


def questions(region: Region) -> tuple[Question, ...]:
    """One yes/no question per rule for the judge."""
    return tuple(Question(id=rule.id, text=rule.ask) for rule in lexicon.rules(region) if rule.ask)


def reason(rule_id: str, locale: Language) -> str:
    """Why the rule exists and what to do, as one or two plain sentences; KeyError for an unknown rule."""
    return lexicon.reasons()[rule_id][locale]


def passages(text: str) -> list[str]:
    """The sentences of a caption, as they stand in it."""
    return [words for match in _SENTENCE.finditer(text) if (words := match.group().strip())]


def judged(rule_id: str, *, region: Region, quote: str) -> RiskFlag:
    """A flag the judge raised by one of the region's rules; how to reword it is for the owner to say."""
    rule = next(rule for rule in lexicon.rules(region) if rule.id == rule_id)
    suggestion = _suggestion(rule, quote, say="", before="") if rule.sentence else ""
    return RiskFlag(rule.id, rule.severity, quote, 0, 0, rule.id, suggestion, rule.source)


def apply(text: str, flag: RiskFlag) -> str:
    """The text with the flag's safer wording; unchanged when there is none or the words are gone."""
    start = flag.start if text[flag.start : flag.end] == flag.quote else text.find(flag.quote)
    if not flag.suggestion or not flag.quote or start < 0:
        return text
    before, after = text[:start], text[start + len(flag.quote) :]
    said = flag.suggestion in _sentences() and flag.suggestion in before + after
    if said or before.rstrip().endswith(flag.suggestion):
        return (before.rstrip(" ") + after).strip()
    return _articled(before, flag.suggestion, after)


@cache
def _sentences() -> frozenset[str]:
    """The safe sentences; saying one twice helps nobody."""
    return frozenset(words for region in Region for rule in lexicon.rules(region) for words in rule.sentence.values())


def _flags(rule: Rule, text: str, found: Sequence[Found]) -> Iterable[RiskFlag]:
    ends = [match.end() for match in _SENTENCE.finditer(text)] if rule.sentence and found else []
    spans = {_span(cue, text, ends): cue for cue in found}
    for (start, end), cue in spans.items():
        quote = text[start:end]
        yield RiskFlag(
            rule=rule.id,
            severity=rule.severity,
            quote=quote,
            start=start,
            end=end,
            why_key=rule.id,
            suggestion=_suggestion(rule, quote, say=cue.say, before=text[max(0, start - NEAR) : start]),
            source=rule.source,
        )


def _span(cue: Found, text: str, ends: list[int]) -> tuple[int, int]:
    """The cue's own words, or its whole sentence where the rule replaces sentences."""
    if not ends:
        return cue.start, cue.end
    first, last = bisect_right(ends, cue.start), bisect_left(ends, cue.end)
    start = ends[first - 1] if first else 0
    end = ends[last] if last < len(ends) else len(text)
    indent = len(text[start : cue.start]) - len(text[start : cue.start].lstrip())
    return start + indent, end


def _suggestion(rule: Rule, quote: str, *, say: str, before: str) -> str:
    if rule.sentence:
        ended = quote if THAI.search(quote) or quote.endswith((".", "!", "?")) else f"{quote}."
        return rule.sentence[Language.TH if THAI.search(quote) else Language.EN].replace("{}", ended)
    words = say if before and not before[-1].isspace() else say.lstrip()
    inside = regex.search(r"[\p{L}\p{N},;&]\s*$", before)
    return words if inside or (not quote[:1].isupper() and quote[:1] != "#") else words[:1].upper() + words[1:]


def _articled(before: str, words: str, after: str) -> str:
    """A or an, before the new words and at their end."""
    before = _ARTICLE.sub(lambda found: _article(found[1], words), before)
    if words.lower() in ("a", "an"):
        words = _article(words, after)
    return before + words + after


def _article(article: str, following: str) -> str:
    return article[0] + ("n" if _VOWEL.match(following) else "")


def _outermost(found: list[RiskFlag]) -> list[RiskFlag]:
    """In order of place, without flags inside a graver one, or inside another of the same rule."""
    gravity = list(Severity)
    reach: defaultdict[Severity | str, int] = defaultdict(int)
    kept = []
    for flag in sorted(found, key=lambda flag: (flag.start, -flag.end, gravity.index(flag.severity))):
        graver = gravity[: gravity.index(flag.severity)]
        if max(reach[other] for other in (*graver, flag.rule)) < flag.end:
            kept.append(flag)
            reach[flag.severity] = max(reach[flag.severity], flag.end)
            reach[flag.rule] = flag.end
    return kept


def _foreign_only(text: str, *, region: Region, language: Language) -> list[RiskFlag]:
    rule = next((rule for rule in lexicon.rules(region) if rule.id == FOREIGN_ONLY), None)
    words = regex.search(r"\p{L}[^\n]*", text)
    if rule is None or words is None or language is Language.TH or THAI.search(text):
        return []
    found = Found(words.start(), words.end(), "")
    return list(_flags(rule, text, [found]))
