"""What the operator sees and sets: switches, sweeps, alerts on their way, and who did what."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from socialdraft.models.base import Json, Moment, Row, one_of
from socialdraft.policy import SWITCHES

CHANNELS = ("email", "webhook")


class Switch(SQLModel, table=True):
    """Something the operator has switched off; no row means on."""

    __tablename__ = "switches"
    __table_args__ = (one_of("name", SWITCHES, name="name"),)

    name: str = Field(primary_key=True, max_length=20)
    off_since: datetime = Moment(nullable=False)


class OperatorAction(Row, table=True):
    """One act of an operator, written in the transaction that carries it out."""

    __tablename__ = "operator_actions"

    action: str = Field(max_length=40, index=True)
    details: dict[str, Any] = Json()
    network: str = Field(default="", max_length=64)


class Sweep(SQLModel, table=True):
    """One line of the timetable: the lease makes it single-flight, the rest says how the last run went."""

    __tablename__ = "sweeps"
    __table_args__ = (CheckConstraint("count >= 0 AND failures >= 0", name="not_negative"),)

    name: str = Field(primary_key=True, max_length=40)
    due_at: datetime = Moment(nullable=False)
    lease_until: datetime | None = Moment(default=None)
    started_at: datetime | None = Moment(default=None)
    finished_at: datetime | None = Moment(default=None)
    count: int = 0
    failures: int = 0
    error: str | None = Field(default=None, max_length=80)


class Alert(Row, table=True):
    """Something the operator must hear once: the constraint is what keeps it from being said twice."""

    __tablename__ = "alerts"
    __table_args__ = (UniqueConstraint("rule", "level", "period"),)

    rule: str = Field(max_length=40)
    level: str = Field(max_length=20)
    period: str = Field(max_length=20)
    details: dict[str, Any] = Json()


class Delivery(Row, table=True):
    """The outbox: one alert on its way by one channel, tried again until it has arrived."""

    __tablename__ = "alert_deliveries"
    __table_args__ = (
        UniqueConstraint("alert_id", "channel"),
        one_of("channel", CHANNELS, name="channel"),
        Index("ix_alert_deliveries_due", "due_at", postgresql_where=text("sent_at IS NULL")),
    )

    alert_id: UUID = Field(foreign_key="alerts.id", ondelete="CASCADE")
    channel: str = Field(max_length=10)
    attempts: int = 0
    due_at: datetime = Moment(nullable=False)
    sent_at: datetime | None = Moment(default=None)
    error: str | None = Field(default=None, max_length=80)
