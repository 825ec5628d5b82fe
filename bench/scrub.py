"""Our scrubber beside what else there is, on one file of marked texts: python bench/scrub.py CASES.jsonl."""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import phonenumbers

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import leaks
from socialdraft.services import privacy

Scrubber = Callable[[str], str]
SPEED_SAMPLE = 100_000
ROOT = Path(__file__).parents[1]
OWN = ROOT / "tests" / "data" / "pii_cases.jsonl"
DATAFOG = "datafog==4.9.0"
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PLAIN_RULES = (
    (_MAIL, "[email]"),
    (re.compile(r"\b(?:\d[ -]?){13,16}\b"), "[card]"),
    (re.compile(r"\b\d{3}-\d{2}-\d{4}\b"), "[id]"),
    (re.compile(r"(?:\+?\d{1,3}[ .-]?)?\(?\d{2,3}\)?[ .-]?\d{3}[ .-]?\d{3,4}"), "[phone]"),
    (re.compile(r"\b\d{1,5} (?:[A-Z][a-z]+ ){1,3}(?:St|Street|Ave|Avenue|Blvd|Rd|Road|Dr|Drive|Ln)\b"), "[address]"),
)


def by_plain_rules(text: str) -> str:
    for pattern, mark in _PLAIN_RULES:
        text = pattern.sub(mark, text)
    return text


def by_phonenumbers(text: str) -> str:
    text = _MAIL.sub("[email]", text)
    for region in ("TH", "US"):
        found = list(phonenumbers.PhoneNumberMatcher(text, region))
        for match in reversed(found):
            text = text[: match.start] + "[phone]" + text[match.end :]
    return text


SCRUBBERS: dict[str, Scrubber] = {
    "ours": privacy.redacted,
    "plain rules": by_plain_rules,
    "phonenumbers": by_phonenumbers,
}


def measured(cases: list[leaks.Case], scrub: Scrubber) -> list[str]:
    outputs = [scrub(case.text) for case in cases]
    sample = speed_sample(cases)
    begun = time.process_time()
    scrub(sample)
    return figures(cases, outputs, seconds=time.process_time() - begun)


def by_datafog(cases: list[leaks.Case]) -> list[str] | str:
    """The peer in an environment of its own, thrown away afterwards; the reason when it can't be had."""
    with tempfile.TemporaryDirectory() as folder:
        python = f"{folder}/venv/bin/python"
        uv = f"{sys.prefix}/bin/uv"
        steps = ([uv, "venv", "-q", f"{folder}/venv"], [uv, "pip", "install", "-q", "--python", python, DATAFOG])
        if any(subprocess.run(step, check=False).returncode for step in steps):
            return f"not run: {DATAFOG} could not be installed"
        asked = json.dumps({"texts": [case.text for case in cases], "sample": speed_sample(cases)})
        peer = [python, str(ROOT / "bench" / "peers" / "datafog_redact.py")]
        done = subprocess.run(peer, input=asked, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"not run: {done.stderr.strip().splitlines()[-1]}"
        answer = json.loads(done.stdout.splitlines()[-1])
        return figures(cases, answer["outputs"], seconds=answer["seconds"])


def figures(cases: list[leaks.Case], outputs: list[str], *, seconds: float) -> list[str]:
    pairs = list(zip(cases, outputs, strict=True))
    cells = [_leak_rate(pairs, types) for types in leaks.GROUPS.values()]
    harmless = [leaks.lost(case, output) for case, output in pairs if not case.secrets]
    missing = sum(len(leaks.lost(case, output)) for case, output in pairs)
    cells.append(_share(sum(map(bool, harmless)), len(harmless)))
    cells.append(_share(missing, sum(map(leaks.words, cases))))
    return [*cells, f"{len(speed_sample(cases).encode()) / 1e6 / seconds:.2f}"]


def speed_sample(cases: list[leaks.Case]) -> str:
    """The cases joined to one long text; megabytes a second of processor time are measured on it."""
    joined = "\n".join(case.text for case in cases)
    return (joined * (1 + SPEED_SAMPLE // len(joined)))[:SPEED_SAMPLE]


def _leak_rate(pairs: list[tuple[leaks.Case, str]], types: tuple[str, ...]) -> str:
    values = sum(span.type in types for case, _ in pairs for span in case.secrets)
    left = sum(span.type in types for case, output in pairs for span in leaks.leaked(case, output))
    return _share(left, values)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path, nargs="?", default=OWN, help="JSON lines with text and spans")
    parser.add_argument("--only", help="a tag to choose cases by")
    options = parser.parse_args()
    cases = [case for case in leaks.load(options.cases) if not options.only or options.only in case.tags]
    print(f"{len(cases)} texts. Leaked %, by kind; harmless texts and words hurt %; MB a second.")
    print(f"{'':14s}" + "".join(f"{name:>9s}" for name in (*leaks.GROUPS, "NEG", "WORDS", "MB/s")))
    rows: dict[str, list[str] | str] = {name: measured(cases, scrub) for name, scrub in SCRUBBERS.items()}
    rows["datafog"] = by_datafog(cases)
    for name, row in rows.items():
        print(f"{name:14s} {row}" if isinstance(row, str) else f"{name:14s}" + "".join(f"{cell:>9s}" for cell in row))


if __name__ == "__main__":
    main()
