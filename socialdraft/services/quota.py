"""Weekly slots: taken by inserting a row that can exist once, never by counting."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, or_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, delete, func, select, update

from socialdraft.errors import RateLimited, WeeklyQuotaReached
from socialdraft.models import NetworkDay, VisitorSession, WeeklyPlatform, WeeklyQuotaUsage, WeekPromise
from socialdraft.policy import Limits, Platform, Week, free_slot
from socialdraft.services.owners import Owner

ABANDONED_AFTER = timedelta(minutes=10)
"""A slot whose caption request died with its process is free again after this."""
WEEKS_KEPT = timedelta(days=14)
"""A business week is over everywhere when its Monday lies this far back."""


class SlotLost(Exception):
    """The slot was given back while its caption was being written, so the post must not be kept."""


def promised(session: Session, *, week: Week, posts_per_week: int) -> int:
    """Posts per platform for this week, as first promised: a tighter ladder starts with the next week."""
    values = {"week_start_date": week.starts_on, "posts_per_week": posts_per_week}
    session.execute(insert(WeekPromise).values(values).on_conflict_do_nothing())
    return session.exec(select(WeekPromise.posts_per_week).where(WeekPromise.week_start_date == week.starts_on)).one()


def take_slot(
    session: Session,
    *,
    owner: Owner,
    business_id: UUID,
    platform: Platform,
    week: Week,
    allowed: int,
    limits: Limits,
    now: datetime,
) -> UUID:
    """The id of a slot that is now this owner's; `WeeklyQuotaReached` when the week has none left."""
    refusal = WeeklyQuotaReached(
        platform_type=platform.value, limit=allowed, used=allowed, resets_at=week.resets_at.isoformat()
    )
    key = {"owner_type": owner.type, "owner_id": owner.id, "week_start_date": week.starts_on}
    if not _enter_platform(session, key=key, platform=platform, limits=limits, now=now):
        raise refusal
    for count in range(1, min(allowed, limits.posts_per_platform_per_week) + 1):
        slot_id = uuid4()
        row = {
            **key,
            "id": slot_id,
            "business_id": business_id,
            "platform_type": platform.value,
            "timezone": week.timezone,
            "posts_used_count": count,
            "created_at": now,
            "updated_at": now,
        }
        statement = insert(WeeklyQuotaUsage).values(row).on_conflict_do_nothing()
        if session.execute(statement.returning(col(WeeklyQuotaUsage.id))).first() is not None:
            return slot_id
    raise refusal


def _enter_platform(
    session: Session, *, key: Mapping[str, object], platform: Platform, limits: Limits, now: datetime
) -> bool:
    """Whether the platform is one of the week's two; its row stays locked until the slot is decided."""
    mine = select(WeeklyPlatform.id).filter_by(**key, platform_type=platform.value).with_for_update()
    for slot in range(1, limits.platforms_per_owner + 1):
        if session.exec(mine).first() is not None:
            return True
        row = {**key, "id": uuid4(), "platform_type": platform.value, "slot": slot, "created_at": now}
        session.execute(insert(WeeklyPlatform).values(row).on_conflict_do_nothing())
    return session.exec(mine).first() is not None


def keep_slot(session: Session, *, slot_id: UUID, post_id: UUID, now: datetime) -> None:
    """Tie the slot to its finished post; `SlotLost` when the sweeper has given it back."""
    statement = (
        update(WeeklyQuotaUsage)
        .where(col(WeeklyQuotaUsage.id) == slot_id, col(WeeklyQuotaUsage.post_id).is_(None))
        .values(post_id=post_id, updated_at=now)
    )
    if session.execute(statement.returning(col(WeeklyQuotaUsage.id))).first() is None:
        raise SlotLost


def give_back(session: Session, *, slot_id: UUID) -> None:
    """Return a slot that never got its post (the provider failed); a kept slot stays."""
    mine = select(WeeklyQuotaUsage).where(WeeklyQuotaUsage.id == slot_id, col(WeeklyQuotaUsage.post_id).is_(None))
    row = session.exec(mine.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if row is None:
        return
    same = {
        "owner_type": row.owner_type,
        "owner_id": row.owner_id,
        "week_start_date": row.week_start_date,
        "platform_type": row.platform_type,
    }
    session.exec(select(WeeklyPlatform).filter_by(**same).with_for_update()).all()
    session.execute(delete(WeeklyQuotaUsage).where(col(WeeklyQuotaUsage.id) == slot_id))
    if session.exec(select(WeeklyQuotaUsage.id).filter_by(**same)).first() is None:
        session.execute(delete(WeeklyPlatform).filter_by(**same))


def give_back_abandoned(session: Session, *, now: datetime) -> int:
    """Return the slots whose process died before the caption was there; how many."""
    query = select(WeeklyQuotaUsage.id).where(
        col(WeeklyQuotaUsage.post_id).is_(None), WeeklyQuotaUsage.created_at < now - ABANDONED_AFTER
    )
    abandoned = list(session.exec(query.order_by(col(WeeklyQuotaUsage.id))))
    for slot_id in abandoned:
        give_back(session, slot_id=slot_id)
    return len(abandoned)


def admit_newcomer(session: Session, *, owner: Owner, now: datetime, limits: Limits) -> None:
    """Count a session's first post against its network's day; `RateLimited` when the day is full.

    Fresh cookies are free, so a network's newcomers share a daily number. Called once the slot is taken.
    """
    visitor = session.get(VisitorSession, owner.id) if owner.anonymous else None
    slots = select(func.count()).select_from(WeeklyQuotaUsage).filter_by(owner_type=owner.type, owner_id=owner.id)
    if visitor is None or visitor.network is None or session.exec(slots).one() > 1:
        return
    row = insert(NetworkDay).values(network=visitor.network, day=now.date(), first_posts=1)
    counted = row.on_conflict_do_update(
        index_elements=["network", "day"],
        set_={"first_posts": NetworkDay.first_posts + 1},
        where=col(NetworkDay.first_posts) < limits.first_posts_per_network_per_day,
    )
    if session.execute(counted.returning(col(NetworkDay.first_posts))).first() is None:
        midnight = datetime.combine(now.date() + timedelta(days=1), time(), tzinfo=UTC)
        raise RateLimited(retry_after=int((midnight - now).total_seconds()) + 1)


def used(session: Session, *, owner: Owner, week_start: date) -> dict[Platform, int]:
    """Slots taken this week by platform, also by platforms the owner has since removed."""
    query = (
        select(WeeklyQuotaUsage.platform_type, func.count())
        .where(
            WeeklyQuotaUsage.owner_type == owner.type,
            WeeklyQuotaUsage.owner_id == owner.id,
            WeeklyQuotaUsage.week_start_date == week_start,
        )
        .group_by(WeeklyQuotaUsage.platform_type)
    )
    return {Platform(platform): count for platform, count in session.exec(query)}


def merge(session: Session, *, source: Owner, target: Owner, limits: Limits, now: datetime) -> None:
    """Give the source's weeks to the target: per platform and week used = min(limit, a + b), and no third platform.

    Both owners' rows are locked by the caller. A slot that finds no place stays with the source, so that what is
    under way can still be kept or returned; those with a post find theirs first.
    """
    query = select(WeeklyQuotaUsage).where(or_(*(_of(WeeklyQuotaUsage, owner) for owner in (source, target))))
    slots: dict[tuple[date, str], list[WeeklyQuotaUsage]] = {}
    for row in session.exec(query.order_by(col(WeeklyQuotaUsage.id)).with_for_update()):
        slots.setdefault((row.week_start_date, row.platform_type), []).append(row)
    for rows in slots.values():
        _share_slots(session, rows, source=source, target=target, limits=limits, now=now)
    _join_platforms(session, slots, source=source, target=target, limits=limits, now=now)


def _share_slots(
    session: Session, rows: list[WeeklyQuotaUsage], *, source: Owner, target: Owner, limits: Limits, now: datetime
) -> None:
    """Hand one platform's week over; the numbers are unique per owner, so what makes room steps aside first."""
    most = limits.posts_per_platform_per_week
    rows.sort(key=lambda row: (row.post_id is None, row.owner_id != target.id))
    stay, leave = rows[:most], rows[most:]
    out = [row for row in leave if row.owner_id == target.id]
    for holder, moved in ((Owner("session", uuid4()), out), (target, stay), (source, leave)):
        taken = {row.posts_used_count for row in rows if row.owner_id == holder.id}
        for row in moved:
            if row.owner_id != holder.id:
                count = free_slot(taken, most) or row.posts_used_count
                row.owner_type, row.owner_id, row.posts_used_count, row.updated_at = holder.type, holder.id, count, now
                taken.add(count)
                session.flush()


def _join_platforms(
    session: Session,
    slots: Mapping[tuple[date, str], list[WeeklyQuotaUsage]],
    *,
    source: Owner,
    target: Owner,
    limits: Limits,
    now: datetime,
) -> None:
    """Write the target's platforms anew from the slots of both, those with a post first."""
    session.execute(delete(WeeklyPlatform).where(or_(*(_of(WeeklyPlatform, owner) for owner in (source, target)))))
    entered = Counter[date]()
    for (week, platform), rows in sorted(slots.items(), key=lambda one: one[1][0].post_id is None):
        if entered[week] < limits.platforms_per_owner and any(row.owner_id == target.id for row in rows):
            entered[week] += 1
            key: dict[str, Any] = {"owner_type": target.type, "owner_id": target.id, "week_start_date": week}
            session.add(WeeklyPlatform(**key, created_at=now, platform_type=platform, slot=entered[week]))
    session.flush()


def _of(model: type[WeeklyQuotaUsage | WeeklyPlatform], owner: Owner) -> ColumnElement[bool]:
    return (col(model.owner_type) == owner.type) & (col(model.owner_id) == owner.id)
