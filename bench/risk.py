"""How well the claim rules find what they should, and only that: `python -m bench.risk` writes docs/risk_figures.md."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from socialdraft.policy import Category, Language, Region
from socialdraft.services import risk

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"
FIGURES = ROOT / "docs" / "risk_figures.md"
SPLITS = (
    "tune",
    "held",
    "fresh",
    "unseen",
    "later",
    "last",
    "indirect",
    "captions",
    "chatty",
    "plain",
    *(f"blind{number}" for number in range(1, 15)),
)
PAGE = """# How well the claim rules work

Written by `python -m bench.risk`; `tests/unit/test_risk.py` fails below 95 % recall or above 5 % false alarms.

A text counts as found when the rule it was written for flags it, and as a false alarm when a harmless text gets any
flag at all. The texts are made up in the style of real shops, in Thai and English, by people who are no lawyers.

- `tune` and `held` were written before the rules, though by the same hand, so their figures flatter.
- `fresh`, `unseen`, `later` and `last` were each written in another voice after the rules stood, measured once, and
  only then used to widen the rules by cause. **At first sight** the lists found 76.7 % (60), 93.8 % (48), 86.9 % (99)
  and 84.0 % (50) of the claims, with 0, 0, 1.3 % (of 80) and 0 % false alarms.
- `indirect` says every claim round the corner ("one session and your sciatica is gone"): at first sight 29.0 % (131)
  were found, with 0.8 % (of 120) false alarms. After it the cues were rebuilt by structure: a verb and a condition, a
  superlative and its scope, a reward and a review, with the word lists in `words.toml`.
- `captions`, `chatty` and `plain` came after that: 92.1 % (127), 92.1 % (126) and 95.9 % (97) at first sight, with
  1.7 %, 0.8 % (of 120 each) and 0 % (of 70) false alarms.
- `blind1` and later were each written by somebody who had seen neither rules nor corpora, only the table of what to
  flag; half of each is kept here. At first sight:

| round | claims found | Thai | English | false alarms | Thai | English |
|---|---|---|---|---|---|---|
| blind1, as the rules stood | 76.3 % (139) | 88.1 % | 65.3 % | 3.3 % (120) | 5.0 % | 1.7 % |
| blind1, after widening by guesses alone | 81.3 % | 91.0 % | 72.2 % | 5.8 % | 10.0 % | 1.7 % |
| blind2, whole little stories | 73.9 % (138) | 75.8 % | 72.2 % | 7.5 % (120) | 8.3 % | 6.7 % |
| blind3, captions of one or two sentences | 90.6 % (139) | 95.4 % | 86.5 % | 2.5 % (120) | 5.0 % | 0 % |
| blind4, the same | 87.9 % (141) | 89.2 % | 86.8 % | 0.8 % (120) | 1.7 % | 0 % |
| blind5, the same | 95.6 % (113) | 96.4 % | 94.8 % | 3.0 % (100) | 2.0 % | 4.0 % |
| blind6, the same, without emoji or digits | 87.0 % (115) | 93.0 % | 81.0 % | 4.0 % (100) | 2.0 % | 6.0 % |
| blind7, after widening by 420 claims of our own | 92.8 % (139) | 90.5 % | 94.7 % | 10.0 % (100) | 14.0 % | 6.0 % |
| blind8, after another 168 | 94.3 % (140) | 95.2 % | 93.5 % | 5.0 % (100) | 6.0 % | 4.0 % |
| blind9, after another 151 | 87.1 % (140) | 87.3 % | 87.0 % | 8.0 % (100) | 8.0 % | 8.0 % |
| blind10, after another 133 | 90.0 % (140) | 88.9 % | 90.9 % | 8.0 % (100) | 10.0 % | 6.0 % |
| blind11, after narrowing old words | 87.7 % (171) | 84.7 % | 90.7 % | 8.8 % (160) | 12.5 % | 5.0 % |
| blind12, by the same rules | 87.0 % (169) | 97.6 % | 77.0 % | 8.1 % (160) | 8.8 % | 7.5 % |
| blind12, after mending by `blind11` alone | 87.6 % | 97.6 % | 78.2 % | 6.3 % | 6.3 % | 6.3 % |
| blind13, after 462 claims and 431 harmless ones | 94.1 % (170) | 97.6 % | 90.9 % | 10.0 % (160) | 11.3 % | 8.8 % |
| blind14, after giving 220 words company | 95.8 % (168) | 98.8 % | 92.8 % | 5.6 % (160) | 7.5 % | 3.8 % |
| blind15, after no cue began or ended inside a word | 94.7 % (171) | 97.7 % | 91.8 % | 1.2 % (160) | 2.5 % | 0 % |

Between two rounds the rules were mended by cause and widened with claims of our own, written without a look at the next
round. A flag inside a graver one is not shown, so a discount on beer counts as not found in Thailand. `blind1` to
`blind10` contain some fourteen captions for Thailand in English only, which are always found, `blind11` and later
four each.

Of the fourteen rounds after the rules were rebuilt two reached the 95 % we aim at, and seven of the last nine raised
more false alarms than the 5 % we allow. **The last two together: 95.3 % of 339 claims found, 3.4 % of 320 harmless
texts flagged**, though English claims alone stay at 92 %; `blind15` has been read once and mended for by nobody. The
third reading of `blind12` says how far the mending of one round carries to the next writer: hardly (one claim more,
three false alarms fewer). Most false alarms are words in another sense (a wine glass, detoxing a wardrobe, a road
named after a dynasty): after `blind13` some 220 single words and names that mean several things ("dip", "border",
"hurry", "Wednesday") were given the company they need, with 548 harmless texts and 246 claims of ours, and `blind14`
raised half as many. After it no Thai cue begins or ends inside a syllable, a number or a Latin word, which `blind15`
shows: two false alarms, in Thai. Today's figures flatter for all: half of each round is kept here and every round was
mended.

Another 350 harmless texts, written to test the scrubber and never seen by these rules, were flagged 18 times: 13 really
announce a discount or a prize without a date, 5 (1.4 %) were false alarms, of which three were mended.

After `blind14` the rules read all 9,170 messages of `pii_cases.jsonl`, most of which are no captions: claims other than
personal data and undated prices were seen in 459 of them, in 239 once the causes were mended on these very texts. Some
of the rest are right (a raffle, an age limit in a job), some are not: a house loan, a mention of beer.

What the word lists miss is left to the judge, which may add flags and never removes one.

| texts | claims | found | harmless | false alarms |
|---|---|---|---|---|
{splits}

| rule | claims | found | false alarms |
|---|---|---|---|
{rules}

## Not found

{misses}
"""


def rows(name: str) -> list[dict[str, Any]]:
    """The texts of tests/data/risk_<name>.jsonl."""
    lines = (DATA / f"risk_{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def found(row: dict[str, Any]) -> set[str]:
    """Ids of the rules that flag a text."""
    flags = risk.flags(
        row["text"],
        region=Region(row["region"]),
        language=Language(row["language"]),
        category=Category(row["category"]),
    )
    return {flag.rule for flag in flags}


def missed(split: str | None = None) -> list[tuple[str, str]]:
    """Rule and text of every expected flag that was not raised."""
    wanted = [row for row in rows("claims") if split in (None, row["split"])]
    return [(rule, row["text"]) for row in wanted for rule in row["rules"] if rule not in found(row)]


def false_alarms(split: str | None = None) -> list[tuple[str, str]]:
    """Rule and text of every flag on a harmless text."""
    texts = [row for row in rows("harmless") if split in (None, row["split"])]
    return [(rule, row["text"]) for row in texts for rule in sorted(found(row))]


def expected(split: str | None = None) -> Counter[str]:
    """How many flags each rule should raise."""
    return Counter(rule for row in rows("claims") if split in (None, row["split"]) for rule in row["rules"])


def recall(split: str | None = None) -> float:
    return 1 - len(missed(split)) / expected(split).total()


def harmless(split: str | None = None) -> int:
    """How many harmless texts there are."""
    return sum(split in (None, row["split"]) for row in rows("harmless"))


def alarm_rate(split: str | None = None) -> float:
    """The share of harmless texts with any flag."""
    return len({text for _, text in false_alarms(split)}) / harmless(split)


def lost() -> Counter[str]:
    """How many expected flags each rule did not raise."""
    return Counter(rule for rule, _ in missed())


def report() -> str:
    """The figures as a page of Markdown."""
    wanted, gone, alarms = expected(), lost(), Counter(rule for rule, _ in false_alarms())
    splits = [
        f"| {split} | {expected(split).total()} | {recall(split):.1%} | {harmless(split)} | {alarm_rate(split):.1%} |"
        for split in (*SPLITS, None)
    ]
    rules = [f"| {rule} | {wanted[rule]} | {wanted[rule] - gone[rule]} | {alarms[rule]} |" for rule in sorted(wanted)]
    misses = [f"- {rule}: {text}" for rule, text in missed()] or ["None."]
    return PAGE.format(
        splits="\n".join(splits).replace("| None |", "| **all** |"), rules="\n".join(rules), misses="\n".join(misses)
    )


if __name__ == "__main__":
    FIGURES.write_text(report(), encoding="utf-8")
    print(f"recall {recall():.1%}, false alarms {alarm_rate():.1%}: {FIGURES.name} written")
