"""LINE chat exports: time stamps, speakers, system lines and sticker marks."""

import re
from collections import Counter

_HEADER = re.compile(
    r"\A\ufeff?\[LINE\] ?(?:ประวัติการแชท(?:ใน|กับ)?|Chat history (?:with|in)|แชท)[^\n]{0,80}\n", re.IGNORECASE
)
_SAVED = re.compile(r"^(?:บันทึกเมื่อ|Saved on|บันทึกวันที่) ?:?[^\n]{0,40}$", re.IGNORECASE)
_DAY = re.compile(
    r"^(?:[A-Za-z]{3,9}|จ\.|อ\.|พ\.|พฤ\.|ศ\.|ส\.|อา\."
    r"|วัน[ก-๎]{2,12})?,? ?[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}(?: ?\(?[A-Za-zก-๎.]{1,12}\)?)?$"
)
_STAMP = re.compile(r"^(?P<time>[0-9]{1,2}[:.][0-9]{2}(?: ?[AaPp][Mm])?)(?P<gap>\t| +)(?P<rest>[^\n]*)$")
_MARK = re.compile(
    r"\[(?:สติกเกอร์|สติ๊กเกอร์|รูป|รูปภาพ|ภาพ|วิดีโอ|วีดีโอ|ข้อความเสียง|ไฟล์|อัลบั้ม|ตำแหน่งที่ตั้ง|รายชื่อติดต่อ"
    r"|โน้ต|Sticker|Stickers|Photo|Photos|Image|Video|Voice message|Audio|File|Album"
    r"|Location|Contact|Note|Emoji|GIF)\]",
    re.IGNORECASE,
)
_SYSTEM = re.compile(
    r"(?:☎|ยกเลิกข้อความ|unsent a message|joined the (?:group|chat)|left the (?:group|chat)"
    r"|invited .{1,60} to the group|ได้?เข้าร่วม(?:กลุ่ม|แชท)|ออกจากกลุ่ม|เชิญ.{1,60}เข้ากลุ่ม|สายที่ไม่ได้รับ"
    r"|Missed call"
    r"|เปลี่ยน(?:ชื่อ|รูป)กลุ่ม|changed the group)",
    re.IGNORECASE,
)
_FEWEST_LINES = 2


def looks_like_chat(text: str) -> bool:
    """Whether the text is a chat export and not a timetable that an owner wrote."""
    if _HEADER.match(text):
        return True
    lines = [line.rstrip("\r") for line in text.split("\n")]
    stamped = [match for line in lines if (match := _STAMP.match(line))]
    if len(stamped) >= _FEWEST_LINES and _MARK.search(text):
        return True
    speakers = [match["rest"].partition("\t")[0] for match in stamped if match["gap"] == "\t" and "\t" in match["rest"]]
    if len(set(speakers)) < len(speakers):
        return True
    return bool(speakers) and any(_DAY.match(line.strip()) for line in lines)


def clean_chat(text: str) -> str:
    """The messages alone: no stamps, speakers, system lines or sticker marks."""
    lines = [line.rstrip("\r") for line in _HEADER.sub("", text).split("\n")]
    speakers = _speakers(lines)
    kept: list[str] = []
    quoted = False
    for line in lines:
        message = _message(line, speakers)
        if message is None:
            continue
        # A message of several lines is exported between quotation marks.
        if quoted and message.endswith('"'):
            message, quoted = message[:-1], False
        if _STAMP.match(line) and message.startswith('"'):
            quoted = not message.endswith('"')
            message = message.strip('"')
        kept.append(message)
    return "\n".join(kept).strip("\n")


def _message(line: str, speakers: list[str]) -> str | None:
    if _SAVED.match(line) or _DAY.match(line.strip()):
        return None
    stamp = _STAMP.match(line)
    said = _without_speaker(stamp["rest"], speakers) if stamp else line
    if stamp and _SYSTEM.search(said):
        return None
    unmarked = _MARK.sub("", said)
    if (stamp or unmarked != said) and not unmarked.strip():
        return None
    return unmarked.strip() if stamp else unmarked


def _without_speaker(rest: str, speakers: list[str]) -> str:
    _, tab, message = rest.partition("\t")
    if tab:
        return message
    for speaker in speakers:
        if rest == speaker or rest.startswith(speaker + " "):
            return rest[len(speaker) :].lstrip()
    return rest.partition(" ")[2] or rest


def _speakers(lines: list[str]) -> list[str]:
    """Names that open two stamped lines or more, longest first."""
    opened: Counter[str] = Counter()
    for line in lines:
        if (stamp := _STAMP.match(line)) and "\t" not in stamp["rest"]:
            parts = stamp["rest"].split(" ")
            opened.update({" ".join(parts[:count]) for count in range(1, min(4, len(parts)) + 1)})
    return sorted((name for name, times in opened.items() if times >= _FEWEST_LINES), key=len, reverse=True)
