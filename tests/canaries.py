"""Pastes with planted personal data of which every value is unique, and where to look for it afterwards."""

import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
import psycopg
import redis
from psycopg import sql

from socialdraft.services.privacy_rules import checksums
from socialdraft.stack.storage import Bucket
from tests.studio_fixture import StudioServer

PASTES = Path(__file__).parent / "data" / "pastes.jsonl"
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
CARRIERS = {
    "phone": ("Call {}.", "โทร {} ค่ะ", "text {} to book", "เบอร์{}", "WhatsApp: {}"),
    "mail": ("Mail {}.", "อีเมล {} นะคะ", "write to {}", "ส่งสลิปที่ {}"),
    "id": ("ID card {}.", "เลขบัตรประชาชน {} ค่ะ", "{}"),
    "card": ("card {} exp 09/28", "ตัดบัตร {}"),
    "bank": ("โอนที่ กสิกร {} ค่ะ", "account number {}"),
    "line": ("LINE ID: {}", "แอดไลน์ {} ค่ะ"),
    "address": ("Pick up at {}.", "ส่งที่ {} ค่ะ"),
}
SEARCHABLE, HEAD = 9, 8
"""Digits that are nobody else's; every planted value is longer than its head, by which it is looked for."""
SEPARATORS = re.compile(r"[\s.()/-]")
LEGIBLE = re.compile(r"[^\x00-\x1f\ufffd]{8,}")
"""What can be words between the bytes of a picture."""


@dataclass(frozen=True)
class Laden:
    """A paste, the values in it that must never be seen again, and one of the sentences that hold them."""

    text: str
    secrets: tuple[str, ...]
    sentence: str


def laden(count: int, *, seed: int) -> Iterator[Laden]:
    """This many pastes of real shops, each with two or three planted values."""
    rows = [json.loads(line) for line in PASTES.read_text(encoding="utf-8").splitlines()]
    dice = random.Random(seed)  # noqa: S311 - the same texts in every run
    for number in range(count):
        lines = dice.choice(rows)["text"].split("\n")
        planted = [planted_value(dice) for _ in range(dice.choice((2, 3)))]
        sentence = ""
        for kind, value in planted:
            sentence = dice.choice(CARRIERS[kind]).format(value)
            lines.insert(dice.randrange(len(lines) + 1), sentence)
        text = "\n".join(lines)
        if number % 10 == 0:
            text = as_chat(lines, stranger=f"มะลิ{number}ทดสอบ")
            planted.append(("name", f"มะลิ{number}ทดสอบ"))
        yield Laden(text, tuple(value for _, value in planted), sentence)


def planted_value(dice: random.Random) -> tuple[str, str]:
    kind = dice.choice(list(CARRIERS))
    makers = {
        "phone": phone,
        "mail": mail,
        "id": thai_id,
        "card": card,
        "bank": bank,
        "line": line,
        "address": address,
    }
    return kind, makers[kind](dice)


def as_chat(lines: list[str], *, stranger: str) -> str:
    """The same lines as LINE exports them."""
    said = "\n".join(f"12:{minute % 60:02d}\t{stranger}\t{line}" for minute, line in enumerate(lines))
    return f"[LINE] ประวัติการแชทกับ {stranger}\nบันทึกเมื่อ 2026/11/22 20:05\n\n2026/11/20 (ศ.)\n{said}"


def digits(dice: random.Random, count: int) -> str:
    return "".join(dice.choice("0123456789") for _ in range(count))


def phone(dice: random.Random) -> str:
    thai = "08" + digits(dice, 8)
    american = "949" + dice.choice("23456789") + digits(dice, 6)
    return dice.choice(
        [
            f"{thai[:3]}-{thai[3:6]}-{thai[6:]}",
            thai,
            f"{thai[:3]} {thai[3:6]} {thai[6:]}".translate(THAI_DIGITS),
            f"+66 {thai[1:3]} {thai[3:6]} {thai[6:]}",
            f"({american[:3]}) {american[3:6]}-{american[6:]}",
            f"{american[:3]}.{american[3:6]}.{american[6:]}",
        ]
    )


def mail(dice: random.Random) -> str:
    name = "canary" + digits(dice, 8)
    return dice.choice([f"{name}@gmail.com", f"{name}@baansuan.co.th", f"{name} [at] gmail [dot] com"])


def thai_id(dice: random.Random) -> str:
    body = dice.choice("1235") + digits(dice, 11)
    whole = next(body + last for last in "0123456789" if checksums.thai_id(body + last))
    return dice.choice([whole, f"{whole[0]}-{whole[1:5]}-{whole[5:10]}-{whole[10:12]}-{whole[12]}"])


def card(dice: random.Random) -> str:
    body = "4" + digits(dice, 14)
    whole = next(body + last for last in "0123456789" if checksums.luhn(body + last))
    return dice.choice([" ", "-", ""]).join(whole[at : at + 4] for at in range(0, 16, 4))


def bank(dice: random.Random) -> str:
    return f"{digits(dice, 3)}-{digits(dice, 1)}-{digits(dice, 5)}-{digits(dice, 1)}"


def line(dice: random.Random) -> str:
    return f"canary_{digits(dice, 8)}"


def address(dice: random.Random) -> str:
    number = digits(dice, 4).lstrip("0") or "7"
    return dice.choice(
        [
            f"{number}/{digits(dice, 3)} ซอยลาดพร้าว {digits(dice, 2)} ถนนลาดพร้าว แขวงจตุจักร",
            f"9{number} Canary{dice.choice('abcdefgh')}{number} Hill Avenue, Suite {digits(dice, 3)}",
        ]
    )


class Places:
    """Everything that keeps or passes on words: database, storage, Redis, logs and the studio's requests."""

    def __init__(
        self, environment: dict[str, str], *, bucket: Bucket, studio: StudioServer, logs: Iterable[Path]
    ) -> None:
        self._database, self._redis = environment["DATABASE_URL"], environment["REDIS_URL"]
        self._bucket, self._studio, self._logs = bucket, studio, list(logs)

    def words(self) -> Iterator[tuple[str, str]]:
        """What is written where, place by place."""
        yield from self._tables()
        yield from self._objects()
        yield from self._keys()
        for path in self._logs:
            yield "logs", path.read_text(encoding="utf-8", errors="replace")
        yield from self.sent()

    def sent(self, *, since: int = 0) -> Iterator[tuple[str, str]]:
        """What the studio was sent after its first so many requests; the newest 500 with their bodies."""
        yield "studio", json.dumps(self._studio.requests()[since:], ensure_ascii=False)

    def unread(self, *, since: int) -> int:
        """How many of those requests have lost their bodies and can no longer be searched."""
        return sum("body" not in request for request in self._studio.requests()[since:])

    def calls(self) -> int:
        """How many requests the studio has ever had."""
        return len(self._studio.requests())

    def _tables(self) -> Iterator[tuple[str, str]]:
        with psycopg.connect(self._database) as connection:
            names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            for (name,) in names:
                rows = connection.execute(
                    sql.SQL("SELECT row_to_json(one)::text FROM {} one").format(sql.Identifier(name))
                ).fetchall()
                yield f"table {name}", "\n".join(row for (row,) in rows)

    def _objects(self) -> Iterator[tuple[str, str]]:
        client = boto3.client(
            "s3",
            endpoint_url=self._bucket.endpoint,
            aws_access_key_id=self._bucket.access_key,
            aws_secret_access_key=self._bucket.secret_key,
            region_name="auto",
        )
        for page in client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket.name):
            for entry in page.get("Contents", []):
                body = client.get_object(Bucket=self._bucket.name, Key=entry["Key"])["Body"].read()
                legible = LEGIBLE.findall(body.decode("utf-8", errors="replace"))
                yield "storage", "\n".join((entry["Key"], *legible))

    def _keys(self) -> Iterator[tuple[str, str]]:
        for number in range(16):
            url = urlsplit(self._redis)._replace(path=f"/{number}").geturl()
            with redis.Redis.from_url(url) as client:
                for key in client.scan_iter():
                    yield "Redis", f"{key!r} {_value(client, key)!r}"


def _value(client: Any, key: bytes) -> Any:
    kind = client.type(key).decode()
    readers = {
        "string": client.get,
        "hash": client.hgetall,
        "set": client.smembers,
        "list": lambda name: client.lrange(name, 0, -1),
        "zset": lambda name: client.zrange(name, 0, -1, withscores=True),
        "stream": client.xrange,
    }
    return readers[kind](key)


def seen(secrets: Iterable[str], places: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each planted value that is written somewhere, as typed or by its digits alone, and where.

    One pass over the words, however many values there are: thousands are looked for in many megabytes.
    """
    wanted: dict[str, list[tuple[str, str]]] = {}
    for secret in secrets:
        for form in forms(secret):
            wanted.setdefault(form[:HEAD], []).append((form, secret))
    found = []
    for place, text in places:
        for words in (text, SEPARATORS.sub("", text)):
            for at in range(len(words) - HEAD + 1):
                for form, secret in wanted.get(words[at : at + HEAD], ()):
                    if words.startswith(form, at):
                        found.append((place, secret))
    return found


def forms(secret: str) -> set[str]:
    """A value as typed, and its digits where there are enough of them to be nobody else's."""
    bare = "".join(sign for sign in secret if sign.isdigit())
    return {secret, *([bare] if len(bare) >= SEARCHABLE else [])}
