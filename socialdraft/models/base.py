"""What tables share: ids, owner columns, times and enum columns."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Column, DateTime, Numeric
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def Money(**kwargs: Any) -> Any:  # noqa: N802 (reads as a column type)
    """US dollars to the millionth."""
    return Field(sa_type=Numeric(12, 6), **kwargs)


def Moment(**kwargs: Any) -> Any:  # noqa: N802
    """An aware UTC time."""
    return Field(sa_type=DateTime(timezone=True), **kwargs)


def Json(**kwargs: Any) -> Any:  # noqa: N802
    return Field(sa_column=Column(JSONB, nullable=False), **kwargs)


def one_of(column: str, values: type[StrEnum] | tuple[str, ...], *, name: str) -> CheckConstraint:
    """A CHECK that the column holds one of these words; an enum type would make adding one a table lock."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=name)


class Row(SQLModel):
    id: UUID = Field(default_factory=uuid4, primary_key=True)
    created_at: datetime = Moment(nullable=False)


class Owned(Row):
    """A row that belongs to one owner: a session until sign-in, then a user."""

    owner_type: str = Field(max_length=7)
    owner_id: UUID = Field(index=True)
