"""Files of measurements that clubs bring in for their cases, and how their columns are read."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from screening.domain.clubs import CaseFileKind, ImportState
from screening.store.base import Base, Digest, IntPk, JsonObject, enum_type
from screening.store.tables.account import AccountId
from screening.store.tenancy import ClubOwned


class CaseColumnsRow(ClubOwned, Base):
    """Which column of a club's files of one kind holds what, for exactly these headers."""

    __tablename__ = "case_columns"
    __table_args__ = (
        UniqueConstraint("club_id", "kind", "headers_digest"),
        CheckConstraint("length(headers_digest) = 64", name="headers_digest_is_sha256"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    kind: Mapped[CaseFileKind] = mapped_column(enum_type(CaseFileKind))
    headers_digest: Mapped[Digest]
    columns: Mapped[JsonObject]
    saved_at: Mapped[dt.datetime]
    saved_by: Mapped[AccountId]


class CaseImportRow(ClubOwned, Base):
    """One file that somebody brought. `found` is what was read until it is confirmed, then what was taken.

    An erasure in the club empties `found`, as it empties the imports of rosters.
    """

    __tablename__ = "case_import"
    __table_args__ = (
        CheckConstraint("length(file_digest) = 64", name="file_digest_is_sha256"),
        CheckConstraint(
            "state NOT IN ('confirmed', 'undone') OR confirmed_at IS NOT NULL", name="confirmed_at_some_time"
        ),
        CheckConstraint("(state = 'undone') = (undone_at IS NOT NULL)", name="undone_at_some_time"),
        Index(None, "club_id", "at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    kind: Mapped[CaseFileKind] = mapped_column(enum_type(CaseFileKind))
    by_account_id: Mapped[AccountId]
    at: Mapped[dt.datetime]
    state: Mapped[ImportState] = mapped_column(enum_type(ImportState))
    file_name: Mapped[str] = mapped_column(String(255))
    file_digest: Mapped[Digest]
    found: Mapped[JsonObject]
    confirmed_at: Mapped[dt.datetime | None]
    undone_at: Mapped[dt.datetime | None]
