"""Imports of a roster: what was previewed, and what there was before, so that the whole can be undone."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from screening.domain.clubs import ImportState
from screening.store.base import Base, IntPk, JsonObject, enum_type
from screening.store.tables.account import AccountId
from screening.store.tenancy import ClubOwned


class RosterImportRow(ClubOwned, Base):
    """One roster that somebody brought. An erasure empties both records, which ends its undoing."""

    __tablename__ = "roster_import"
    __table_args__ = (
        CheckConstraint(
            "state NOT IN ('confirmed', 'undone') OR confirmed_at IS NOT NULL", name="confirmed_at_some_time"
        ),
        CheckConstraint("(state = 'undone') = (undone_at IS NOT NULL)", name="undone_at_some_time"),
        Index(None, "club_id", "at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    by_account_id: Mapped[AccountId]
    at: Mapped[dt.datetime]
    state: Mapped[ImportState] = mapped_column(enum_type(ImportState))
    file_name: Mapped[str] = mapped_column(String(255))
    preview: Mapped[JsonObject]
    before: Mapped[JsonObject] = mapped_column(default=dict)
    confirmed_at: Mapped[dt.datetime | None]
    undone_at: Mapped[dt.datetime | None]
