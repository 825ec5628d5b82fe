"""Values that look like themselves, known by a word said somewhere near in the sentence."""

import re
from collections.abc import Iterator

from socialdraft.services.privacy_rules import context
from socialdraft.services.privacy_rules.lexicon import Words
from socialdraft.services.privacy_rules.numbers import is_row
from socialdraft.services.privacy_rules.span import Kind, Span
from socialdraft.services.privacy_rules.view import View

FAR, NEAR = 120, 60
"""How many signs a word may stand before its value: in the next sentence, in the same one."""


def spans(view: View, form: re.Pattern[str], words: Words, *, kind: Kind, after: int = 0) -> Iterator[Span]:
    """Every `form` with one of `words` at most `FAR` before it or `after` behind it, which is not said to be a code."""
    word = words.pattern
    for match in form.finditer(view.text) if view.may_say(words.openings) else ():
        start, end = match.span()
        said = word.search(view.lower, max(0, start - FAR), start) or word.search(view.lower, end, end + after)
        if said and not is_row(match.group()) and not context.is_code(view.lower, start):
            yield Span(start, end, kind)
