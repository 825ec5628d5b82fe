"""Cuts lines into sentences and sentences into statements, by the habits of English and of Thai."""

import re

from socialdraft.studio.words import english_cuts, thai_cuts

ABBREVIATED = (
    r"(?<!\b[ap]\.m\.)(?<!\bSt\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bAve\.)(?<!\bNo\.)(?<!\bvs\.)"
)
ENDS = re.compile(rf"(?<=[A-Za-z0-9฿%)\"”’][.!?]){ABBREVIATED}\s+(?=[A-Z0-9\"“'(\u0e00-\u0e7f$฿])|(?<=[!?…])\s+(?=\S)")
# For owners who write everything in small letters.
SMALL_ENDS = re.compile(
    rf"(?<=[a-z0-9]{{2}}[.!?]){ABBREVIATED}\s+(?=[a-z])|(?<=[$ ]\d[.])\s+(?=[a-z])|(?<=\$\d\d[.])\s+(?=[a-z])"
)
LONGEST, ENOUGH = 200, 120


def sentences(line: str) -> list[str]:
    """The sentences of a line; small letters begin one only where the writer's first one does."""
    found = ENDS.split(line.strip())
    if not re.match(r"\W*[a-z]", line) and re.search(r"[A-Z]", line):
        return found
    return [small for sentence in found for small in SMALL_ENDS.split(sentence)]


def cut(sentence: str) -> list[str]:
    """The statements of a sentence, verbatim."""
    thai = len(re.findall(r"[\u0e00-\u0e7f]", sentence)) > len(re.findall(r"[A-Za-z]", sentence))
    parts = (thai_cuts if thai else english_cuts).statements(sentence)
    return [short for part in parts if part for short in _shortened(part)]


def _shortened(part: str) -> list[str]:
    """A very long statement in shorter ones, cut at commas or spaces between clauses."""
    if len(part) <= LONGEST:
        return [part]
    words, lines = re.split(r"(?<=[,;]) | (?=[\u0e00-\u0e7f])", part), [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) > ENOUGH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line for line in lines if len(line) <= LONGEST]
