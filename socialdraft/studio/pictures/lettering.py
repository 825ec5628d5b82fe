"""Text that fits its box: Thai-aware words, balanced lines, the greatest size that does it."""

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

import budoux
import regex

from socialdraft.studio.pictures.shaping import Line, shape

THAI = regex.compile(r"\p{Thai}")
# A leading vowel (เ แ โ ใ ไ) is its own grapheme in Unicode, yet never stands alone at a line's end.
PIECE = regex.compile(r"[เแโใไ]?\X")
# A number stays with what it counts; a clock time only with its unit.
AMOUNT = regex.compile(r"(?<=(?:^|\s|[฿$])[\d,.]+) (?=[\p{L}%฿]{1,9}(?!\p{Latin}))|(?<=\d) (?=น\.)", regex.I)
CURRENCY = regex.compile(r"(?<=[฿$]|ละ) (?=\d)")
CLINGING = "ๆฯ,.!?:;)]}”’…%-–\u00a0"
OPENING = "(“‘[฿$#@-–\u00a0"
# Words the parser tears apart and a shop's sign must not.
WHOLE = (
    *("ก๋วยเตี๋ยว", "ผัดไทย", "ต้มยำ", "ข้าวซอย", "ส้มตำ", "ครัวซองต์", "ขนมปัง", "ไข่มุก", "มัทฉะ"),
    *("เอสเปรสโซ", "อเมริกาโน่", "ผลไม้", "ดอกไม้", "กุหลาบ", "ลอยกระทง", "สงกรานต์", "ตลาดนัด"),
    *("ส่วนลด", "ลดราคา", "เสื้อผ้า", "โยคะ", "ฟิตเนส", "สนอร์เกิล", "ทำเล็บ", "ตัดผม", "ยืดผม"),
    *("อาบน้ำ", "น้ำมัน", "อังคาร", "พฤหัสบดี", "ทุกวัน", "ตัดขน", "น้องหมา", "น้องแมว", "นวดไทย"),
    *("แม่น้ำ", "กุ้งแม่น้ำ", "ตรงข้าม", "สถานีรถไฟ", "เว้นวันหยุด", "นักขัตฤกษ์"),
    *("เปิดร้าน", "ส่งฟรี", "วันหยุด", "โทรจอง", "จองคิว", "กิโลละ", "ชามละ", "แก้วละ", "ชิ้นละ", "ท่านละ", "น้ำดอกไม้"),
)
ELLIPSIS = "…"
LOOSE = 1.16
LEAST_LEADING, INK_GAP, SMALL_PRINT_GAP = 1.0, 0.2, 0.34
SMALL_PRINT = ("sans", "text", "bold")
BREAK_COST = 0.35
# A line that ends inside a phrase, where the writer put no space, must win this much size to be worth it.
TORN = 0.8


@dataclass(frozen=True, slots=True)
class Word:
    """A piece that may end a line, and whether a space follows it there."""

    text: str
    spaced: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines of text at a size; units are those of the box they were fitted to."""

    lines: tuple[Line, ...]
    size: float
    leading: float

    @property
    def width(self) -> float:
        return max((line.width for line in self.lines), default=0.0) * self.size

    @property
    def height(self) -> float:
        """From the first line's highest ink to the last line's lowest."""
        if not self.lines:
            return 0.0
        inner = self.leading * (len(self.lines) - 1)
        return (inner - self.lines[0].top + self.lines[-1].bottom) * self.size


@cache
def _thai_parser() -> budoux.Parser:
    return budoux.load_default_thai_parser()


def leading_of(text: str) -> float:
    """The line distance to reckon with before lines are known, in ems: Thai stacks marks, Latin does not."""
    return 1.34 if THAI.search(text) else 1.03


def _clings(before: str, after: str) -> bool:
    return after[0] in CLINGING or before[-1] in OPENING or any(_tears(word, before, after) for word in WHOLE)


def _tears(word: str, before: str, after: str) -> bool:
    """Whether a line ending between `before` and `after` would cut through `word`."""
    return any(
        before.endswith(word[:cut]) and (after.startswith(word[cut:]) or word[cut:].startswith(after))
        for cut in range(1, len(word))
    )


def _split_thai(chunk: str) -> list[str]:
    pieces: list[str] = []
    for piece in regex.split(r"(\p{Thai}+)", chunk):
        pieces += _thai_parser().parse(piece) if THAI.match(piece) else [piece] * bool(piece)
    joined: list[str] = []
    for piece in pieces:
        if joined and _clings(joined[-1], piece):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def words(text: str) -> list[Word]:
    """`text` in pieces between which a line may end; an amount keeps its unit."""
    kept = CURRENCY.sub("\u00a0", AMOUNT.sub("\u00a0", text))
    result: list[Word] = []
    for chunk in kept.split(" "):
        pieces = [piece.replace("\u00a0", " ") for piece in _split_thai(chunk)]
        result += [Word(piece, spaced=False) for piece in pieces[:-1]]
        result += [Word(piece, spaced=True) for piece in pieces[-1:]]
    return result


def _break_long(face: str, pieces: list[Word], *, limit: float) -> list[Word]:
    result: list[Word] = []
    for word in pieces:
        if shape(face, word.text).width <= limit:
            result.append(word)
            continue
        parts, part = [], ""
        for cluster in PIECE.findall(word.text):
            if part and shape(face, part + cluster).width > limit:
                parts.append(part)
                part = ""
            part += cluster
        result += [Word(piece, spaced=False) for piece in parts]
        result.append(Word(part, spaced=word.spaced))
    return result


def _join(pieces: list[Word]) -> str:
    text = "".join(word.text + (" " if word.spaced else "") for word in pieces)
    return text.rstrip()


def _widths(face: str, pieces: list[Word], tracking: float) -> list[list[float]]:
    """Width of the line from piece i through piece j, by adding advances (kerning is small)."""
    space = 0.25 + tracking
    single = [shape(face, word.text, tracking).advance for word in pieces]
    table = []
    for first in range(len(pieces)):
        row, total = [0.0] * first, 0.0
        for last in range(first, len(pieces)):
            if last > first and pieces[last - 1].spaced:
                total += space
            total += single[last]
            row.append(total)
        table.append(row)
    return table


def _narrowest(widths: list[list[float]], count: int) -> float:
    """The smallest width into which all pieces go on `count` lines."""
    size = len(widths)
    best = [widths[0][last] for last in range(size)]
    for _ in range(count - 1):
        best = [
            min([best[last], *(max(best[cut - 1], widths[cut][last]) for cut in range(1, last + 1))])
            for last in range(size)
        ]
    return best[-1]


def _balance(pieces: list[Word], widths: list[list[float]], count: int) -> list[int]:
    """Line ends for `count` even lines that prefer to break where the writer put a space."""
    size, limit = len(pieces), max(_narrowest(widths, count) * LOOSE, 1e-6)
    cost: list[tuple[float, list[int]]] = [(0.0, []), *[(float("inf"), [0])] * size]
    for line in range(count):
        reached: list[tuple[float, list[int]]] = [(float("inf"), [])] * (size + 1)
        for end in range(line + 1, size + 1):
            for start in range(line, end):
                width = widths[start][end - 1]
                if width > limit or cost[start][0] == float("inf"):
                    continue
                torn = end < size and not pieces[end - 1].spaced
                price = cost[start][0] + (1 - width / limit) ** 2 + BREAK_COST * torn
                if price < reached[end][0]:
                    reached[end] = (price, [*cost[start][1], end])
        cost = reached
    return cost[size][1]


def _set(face: str, pieces: list[Word], ends: list[int], tracking: float) -> tuple[Line, ...]:
    starts = [0, *ends[:-1]]
    return tuple(shape(face, _join(pieces[start:end]), tracking) for start, end in zip(starts, ends, strict=True))


def _leading(face: str, lines: tuple[Line, ...]) -> float:
    """One line distance, in ems, that keeps the ink of neighbours apart: Thai marks need more than capitals."""
    gap = SMALL_PRINT_GAP if face in SMALL_PRINT else INK_GAP
    needed = [above.bottom - below.top + gap for above, below in pairwise(lines)]
    return max([LEAST_LEADING, *needed])


def _fitted(unit: Setting, *, width: float, height: float, largest: float) -> Setting:
    size = min(largest, width / max(unit.width, 1e-6), height / max(unit.height, 1e-6))
    return replace(unit, size=size)


@lru_cache(maxsize=500)
def fit(  # noqa: PLR0917 (lru_cache wants hashable plain arguments)
    text: str,
    face: str,
    width: float,
    height: float,
    largest: float,
    smallest: float = 22.0,
    most_lines: int = 5,
    tracking: float = 0.0,
) -> Setting:
    """`text` as large as the box and `largest` allow; below `smallest` the end gives way to "…"."""
    if not text or width <= 0 or height <= 0:
        return Setting((), smallest, LEAST_LEADING)
    pieces = _break_long(face, words(text), limit=width / smallest * 0.98)
    while True:
        widths = _widths(face, pieces, tracking)
        rivals: list[tuple[float, Setting]] = []
        for count in range(1, min(most_lines, len(pieces)) + 1):
            ends = _balance(pieces, widths, count)
            lines = _set(face, pieces, ends, tracking)
            unit = Setting(lines, 1.0, _leading(face, lines))
            setting = _fitted(unit, width=width, height=height, largest=largest)
            torn = sum(not pieces[end - 1].spaced for end in ends[:-1])
            rivals.append((setting.size * TORN**torn / (1 + 0.04 * count), setting))
        # Whole words on a torn line are better than a line that ends in "…".
        best = max(rivals, key=lambda rival: (rival[1].size >= smallest, rival[0]))[1]
        if best.size >= smallest or len(pieces) == 1:
            return best
        pieces = [*pieces[:-2], Word(pieces[-2].text.rstrip(ELLIPSIS) + ELLIPSIS, spaced=True)]
