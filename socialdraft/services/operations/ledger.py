"""The ledger, searched: a word finds calls by id, state, kind, model, purpose, error or the provider's own id."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, String, cast
from sqlmodel import Session, col, or_, select

from socialdraft.models import LedgerEntry

SEARCHED = (
    "id",
    "post_id",
    "job_id",
    "owner_id",
    "state",
    "kind",
    "purpose",
    "model",
    "error",
    "request_id",
    "provider",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One call. The owner's id is left out: it says nothing about money."""

    id: str
    created_at: datetime
    kind: str
    purpose: str
    provider: str
    model: str
    state: str
    usd_held: Decimal
    usd: Decimal | None
    uncertain: bool
    level: int | None
    attempt: int
    post_id: str
    job_id: str
    request_id: str
    error: str


def search(session: Session, *, word: str = "", limit: int = 50) -> list[Line]:
    """The newest calls that match."""
    query = select(LedgerEntry).where(*_matches(word)).order_by(col(LedgerEntry.created_at).desc()).limit(limit)
    return [_line(row) for row in session.exec(query)]


def _matches(word: str) -> Sequence[ColumnElement[bool]]:
    if not word.strip():
        return ()
    pattern = "%" + word.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return (or_(*(cast(getattr(LedgerEntry, name), String).ilike(pattern) for name in SEARCHED)),)


def _line(row: LedgerEntry) -> Line:
    return Line(
        id=str(row.id),
        created_at=row.created_at,
        kind=row.kind,
        purpose=row.purpose,
        provider=row.provider,
        model=row.model,
        state=row.state,
        usd_held=row.cost_usd_estimated,
        usd=row.cost_usd,
        uncertain=row.uncertain,
        level=row.level,
        attempt=row.attempt,
        post_id=str(row.post_id or ""),
        job_id=str(row.job_id or ""),
        request_id=row.request_id,
        error=row.error or "",
    )


def as_csv(lines: Sequence[Line]) -> Iterator[str]:
    """A heading and one row per call; what a spreadsheet would calculate is made text."""
    names = [field.name for field in fields(Line)]
    yield _row(names)
    for line in lines:
        yield _row([_plain(value) for value in asdict(line).values()])


def _plain(value: object) -> str:
    said = value.isoformat() if isinstance(value, datetime) else "" if value is None else str(value)
    return f"'{said}" if said.startswith(("=", "+", "-", "@", "\t")) else said


def _row(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()
