"""A paste comes in scrubbed or not at all."""

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from socialdraft.errors import TextEmpty, TextTooLong, TextUnreadable
from socialdraft.models import Business, Ingest
from socialdraft.policy import Limits
from socialdraft.schemas import IngestView, RedactionCount, RedactionMark
from socialdraft.services import events, owners, privacy
from socialdraft.services.owners import Owner, owned

A_MOMENT = timedelta(minutes=10)


def checked(text: str, *, limits: Limits) -> privacy.Scrubbed:
    """The text as it would be stored; refused when it is empty, too long or not text."""
    if len(text) > limits.paste_characters:
        raise TextTooLong(limit=limits.paste_characters, used=len(text))
    if any(char == "\x00" or "\ud800" <= char <= "\udfff" for char in text):
        raise TextUnreadable
    if sum(not char.isprintable() and char not in "\n\r\t" for char in text) * 10 > len(text):
        raise TextUnreadable
    try:
        scrubbed = privacy.scrub(text)
    except privacy.ScrubFailed as error:
        raise TextUnreadable from error
    if not any(char.isalnum() for char in scrubbed.text):
        raise TextEmpty
    return scrubbed


def create(
    session: Session, *, owner: Owner, business_id: UUID | str, text: str, now: datetime, limits: Limits
) -> IngestView:
    """Store the scrubbed text; the raw one is never written anywhere."""
    return _kept(session, checked(text, limits=limits), owner=owner, business_id=business_id, now=now)


def again(
    session: Session, *, owner: Owner, business_id: UUID | str, text: str, now: datetime, limits: Limits
) -> IngestView:
    """The same, but a text that was checked a moment ago, in another tab or before going back, is that same paste."""
    scrubbed = checked(text, limits=limits)
    mine = select(Ingest).filter_by(owner_type=owner.type, owner_id=owner.id, redacted_text=scrubbed.text)
    lately = col(Ingest.created_at) > now - A_MOMENT, col(Ingest.deleted_at).is_(None)
    same = session.exec(mine.where(*lately).order_by(col(Ingest.created_at)).limit(1)).first()
    return view(same) if same else _kept(session, scrubbed, owner=owner, business_id=business_id, now=now)


def _kept(
    session: Session, scrubbed: privacy.Scrubbed, *, owner: Owner, business_id: UUID | str, now: datetime
) -> IngestView:
    owner = owners.present(session, owner=owner)
    business = owned(session, Business, business_id, owner=owner)
    marks = [RedactionMark(type=mark.type, start=mark.start, end=mark.end) for mark in scrubbed.redactions]
    row = Ingest(
        owner_type=owner.type,
        owner_id=owner.id,
        created_at=now,
        business_id=business.id,
        redacted_text=scrubbed.text,
        redactions=[mark.model_dump() for mark in marks],
    )
    session.add(row)
    session.flush()
    events.record(session, owner=owner, name="text.checked", props={"redactions": len(marks)}, now=now)
    return view(row)


def view(row: Ingest) -> IngestView:
    marks = [RedactionMark(**mark) for mark in row.redactions]
    counts = Counter(mark.type for mark in marks)
    return IngestView(
        ingest_id=row.id,
        redacted_text=row.redacted_text,
        redactions=[RedactionCount(type=kind, count=count) for kind, count in sorted(counts.items())],
        marks=marks,
    )
