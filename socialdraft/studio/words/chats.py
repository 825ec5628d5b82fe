"""Takes out what a chat leaves in a paste: stamps, sender names, day lines, stickers."""

import re

CLOCK = r"\d{1,2}[:.]\d{2}(?:\s?[AaPp][Mm]|\s?น\.)?"
STAMPS = (
    # LINE's export, then WhatsApp's.
    re.compile(rf"^{CLOCK}\t[^\t]{{1,40}}\t"),
    re.compile(r"^\[?\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?\]?(?: -)? ?[^:\n]{1,30}: "),
)
TURN = re.compile(rf"^{CLOCK} +(\S{{1,24}}) +(?=\S)")
DAY_LINE = re.compile(
    r"(?:\d{4}[./]\d{1,2}[./]\d{1,2}\s*(?:\(.{1,4}\)|[A-Za-z]{3,9}|วัน\S{2,8})?"
    r"|(?:จ|อ|พ|พฤ|ศ|ส|อา)\.,? ?\d{1,2}/\d{1,2}/\d{4}|บันทึกเมื่อ.{0,30}|Saved on.{0,30}|\[LINE\].{0,60})"
)
LEFTOVER = re.compile(
    r"\[?(?:สติกเกอร์|สติ๊กเกอร์|sticker|รูปภาพ|รูป|photos?|image|วิดีโอ|videos?|ไฟล์|files?|อัลบั้ม|albums?|gif|media "
    r"omitted|ข้อความเสียง|voice message|สายที่ไม่ได้รับ|missed call|ยกเลิกข้อความ|unsent a message)\]?",
    re.IGNORECASE,
)


def chat_free(lines: list[str]) -> list[str]:
    """The lines as they would have been written outside a chat."""
    speakers = [match[1] for line in lines if (match := TURN.match(line))]
    # A word behind a clock time is a name only when it keeps coming back: "10:00 yoga" is a timetable.
    repeated = {name for name in speakers if speakers.count(name) > 1}
    return [_unstamped(line, repeated) for line in lines if not DAY_LINE.fullmatch(line.strip())]


def without_leftovers(text: str) -> str:
    return LEFTOVER.sub("", text) if "[" in text else text


def _unstamped(line: str, speakers: set[str]) -> str:
    for stamp in STAMPS:
        line = stamp.sub("", line)
    turn = TURN.match(line)
    if turn and turn[1] in speakers:
        line = line[turn.end() :]
    return "" if LEFTOVER.fullmatch(line.strip()) else line
