"""What all tables share: the naming of constraints, the column types, and time that is always UTC."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Annotated, Any, ClassVar, TypeAlias

from sqlalchemy import JSON, DateTime, Dialect, Enum, MetaData, String
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A moment in UTC. A naive value is refused going in; an aware one comes out of every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, _dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, _dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        # SQLite keeps no zone; what went in was UTC.
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


JsonObject: TypeAlias = dict[str, Any]
JsonNames: TypeAlias = list[str]

IntPk = Annotated[int, mapped_column(primary_key=True)]
Digest = Annotated[str, mapped_column(String(64))]
"""A SHA-256 digest in hexadecimal."""


def enum_type(kind: type[enum.StrEnum], *, name: str | None = None) -> Enum:
    """A column type that stores an enum's value and has the database refuse every other.

    Args:
        name: of the check, where a table has two columns of one kind.
    """
    return Enum(
        kind,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name or kind.__name__.lower(),
    )


class Base(DeclarativeBase):
    """The base of every table; its metadata is what migrations are compared with."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dt.datetime: UtcDateTime(),
        JsonObject: JSON(),
        JsonNames: JSON(),
    }
