"""Public corpora as marked texts for bench/scrub.py: python bench/peers/public_texts.py CLONES OUT.jsonl.

CLONES holds a clone of each repository under its own name; what is missing is left out. The corpora are read there
and copied nowhere: microsoft/presidio-research (MIT), datamade/usaddress (MIT), PyThaiNLP/wisesight-sentiment (CC0),
google-research-datasets/dstc8-schema-guided-dialogue (CC BY-SA 4.0), wannaphong/thai-ner (CC BY 3.0) and
Teerapat-Vatpitak/thai-pii-redaction.
"""

import json
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

Span = tuple[int, int, str]


class Marked(NamedTuple):
    """A text of a corpus, with what is personal in it; tagged `intl` where its forms are those of other countries."""

    corpus: str
    lang: str
    text: str
    spans: list[Span]
    tags: tuple[str, ...] = ()


_PRESIDIO = {
    "STREET_ADDRESS": "ADDRESS",
    "PHONE_NUMBER": "PHONE",
    "US_SSN": "SSN",
    "CREDIT_CARD": "CARD",
    "EMAIL_ADDRESS": "EMAIL",
    "IBAN_CODE": "IBAN",
    "IP_ADDRESS": "IP",
    "US_DRIVER_LICENSE": "DRIVER_LICENSE",
}
_THAI_GOLD = {
    "THAI_ID": "TH_ID",
    "BANK_ACCOUNT": "BANK_ACCT",
    "CREDIT_CARD": "CARD",
    **{kind: kind for kind in ("PHONE", "EMAIL", "ADDRESS", "PASSPORT")},
}
_DISTRICT = re.compile(r" ?(?:อำเภอ|อ\.|เขต|จังหวัด|จ\.|กรุงเทพ|กทม)")
_STREET = re.compile(r"\d[^,]*")
_ABROAD = re.compile(
    r"Rue|Jalan|Australia|Canada|Cape Town|Delhi|Kenya|Straat|Kuala|Marg|Yard|Kensington|Park Lane", re.IGNORECASE
)
_SENTENCES = (
    "Our new studio is at {} - see you there!",
    "pick up the cakes at {} before 5",
    "deliver 2 bouquets to {} on Friday",
)


def presidio(clone: Path) -> Iterator[Marked]:
    """Invented sentences; names, cities and dates may stay, addresses and phones are of all the world."""
    for row in json.loads((clone / "data" / "synth_dataset_v2.json").read_text(encoding="utf-8")):
        text = row["full_text"]
        spans = sorted(
            (
                _with_title(text, span["start_position"]),
                span["end_position"],
                _PRESIDIO.get(span["entity_type"], "OPTIONAL"),
            )
            for span in row["spans"]
        )
        abroad = {"ADDRESS", "PHONE"} & {kind for _, _, kind in spans}
        yield Marked("presidio", "en", text, spans, ("intl",) if abroad else ())


def _with_title(text: str, start: int) -> int:
    title = re.search(r"\b(?:Mrs?|Ms|Miss|Dr)\.? $", text[:start])
    return title.start() if title else start


def usaddress(clone: Path) -> Iterator[Marked]:
    """Labelled American addresses in sentences of our own: the fifty states' and those that were hard to parse."""
    for corpus in ("training/labeled.xml", "measure_performance/test_data/us50_test_tagged.xml"):
        for at, row in enumerate(ET.parse(clone / corpus).getroot()):  # noqa: S314 - read from a clone of one's own
            tags = {part.tag for part in row}
            if {"StreetName", "USPSBoxID"} & tags and {"AddressNumber", "USPSBoxID"} & tags:
                before, _, after = _SENTENCES[at % len(_SENTENCES)].partition("{}")
                text, spans = _joined(before, ((part.tag, (part.text or "").strip()) for part in row))
                yield Marked(Path(corpus).stem, "en", text + after, spans)


def _joined(text: str, parts: Iterable[tuple[str, str]]) -> tuple[str, list[Span]]:
    spans: list[Span] = []
    for tag, word in parts:
        text += " " * bool(spans) + word
        door = not re.match("Place|State|Zip|Country|Recipient|NotAddress|Landmark|Intersection", tag)
        kind, end = "ADDRESS" if door else "OPTIONAL", len(text.rstrip(" ,.;"))
        if spans and spans[-1][2] == kind:
            spans[-1] = (spans[-1][0], end, kind)
        else:
            spans.append((len(text) - len(word), end, kind))
    return text, spans


def dialogues(clone: Path) -> Iterator[Marked]:
    """What is said about restaurants, hotels and flats, each sentence once."""
    seen: set[str] = set()
    for file in sorted(clone.glob("[dt]e*/dialogues_*.json")):
        for turn in (turn for talk in json.loads(file.read_text(encoding="utf-8")) for turn in talk["turns"]):
            text = turn["utterance"]
            slots = [slot for frame in turn["frames"] for slot in frame["slots"]]
            spans = sorted({span for slot in slots for span in _slot(text, slot)})
            if text not in seen and any(kind != "OPTIONAL" for _, _, kind in spans):
                seen.add(text)
                yield Marked("dialogues", "en", text, spans, ("intl",) if _is_abroad(text, spans) else ())


def _slot(text: str, slot: dict[str, str | int]) -> Iterator[Span]:
    start, end = int(slot["start"]), int(slot["exclusive_end"])
    if slot["slot"] == "phone_number":
        yield start, end, "PHONE"
    elif "address" in str(slot["slot"]) and (street := _STREET.match(text, start, end)):
        yield start, street.end(), "ADDRESS"
        if street.end() < end:
            yield street.end(), end, "OPTIONAL"


def _is_abroad(text: str, spans: list[Span]) -> bool:
    phones = [text[start:end] for start, end, kind in spans if kind == "PHONE"]
    return _ABROAD.search(text) is not None or any(re.match(r"\+(?!1)|\d{1,2}[ -]", phone) for phone in phones)


def thai_news(clone: Path) -> Iterator[Marked]:
    """Sentences of news and offices that hold no entity of a person, a place, a phone or a mail."""
    for block in (clone / "model" / "1.2" / "data.conll").read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if "\t" in line]
        if rows and not any(re.search("PERSON|LOCATION|PHONE|EMAIL|URL|ZIP", row[-1]) for row in rows):
            yield Marked("thai news", "th", "".join(row[0] for row in rows), [])


def thai_posts(clone: Path) -> Iterator[Marked]:
    """Posts about shops without a long number, a LINE name or a road; many name somebody with a title."""
    personal = re.compile(r"\d{7}|[\d-]{9}|@\w|ที่อยู่|ถนน|ซอย|line|นพ\.|พญ\.|คุณ|นาย|ดร\.|Dr\.", re.IGNORECASE)
    for name in ("pos", "neg", "neu", "q"):
        for line in (clone / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            if line.strip() and not personal.search(line):
                yield Marked("thai posts", "th", line.strip(), [])


def thai_gold(clone: Path) -> Iterator[Marked]:
    """Documents of offices, hospitals and schools, marked by the authors of another scrubber."""
    for line in (clone / "benchmark" / "data" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        text, spans, at = "", list[Span](), 0
        raw = json.loads(line)["annotated"]
        for mark in re.finditer(r"\[\[([A-Z_]+)\|(.*?)\]\]", raw, re.DOTALL):
            text += raw[at : mark.start()] + mark[2]
            start, at = len(text) - len(mark[2]), mark.end()
            kind = _THAI_GOLD.get(mark[1], "OPTIONAL")
            district = _DISTRICT.search(mark[2]) if kind == "ADDRESS" else None
            door = start + district.start() if district else len(text)
            spans += [(start, door, kind)] * (door > start) + [(door, len(text), "OPTIONAL")] * (door < len(text))
        yield Marked("thai gold", "th", text + raw[at:], spans)


CORPORA = {
    "presidio-research": presidio,
    "usaddress": usaddress,
    "dstc8-schema-guided-dialogue": dialogues,
    "thai-ner": thai_news,
    "wisesight-sentiment": thai_posts,
    "thai-pii-redaction": thai_gold,
}


def main() -> None:
    clones, out = Path(sys.argv[1]), Path(sys.argv[2])
    texts = [text for name, read in CORPORA.items() if (clones / name).is_dir() for text in read(clones / name)]
    with out.open("w", encoding="utf-8") as file:
        for number, (corpus, lang, text, spans, tags) in enumerate(texts):
            marks = [{"start": start, "end": end, "type": kind} for start, end, kind in spans]
            row = {"id": f"{corpus}-{number}", "lang": lang, "text": text, "spans": marks, "tags": [corpus, *tags]}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{len(texts)} texts")


if __name__ == "__main__":
    main()
