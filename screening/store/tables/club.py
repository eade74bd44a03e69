"""Clubs and their squads."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from screening.store.base import Base, IntPk, JsonObject
from screening.store.tables.account import LONGEST_NAME
from screening.store.tenancy import ClubOwned


class ClubRow(Base):
    """One club: the tenant to which everything below belongs."""

    __tablename__ = "club"
    __table_args__ = (
        CheckConstraint("length(name) > 0", name="has_name"),
        CheckConstraint("length(country) = 2", name="country_has_two_letters"),
        CheckConstraint("retention_months BETWEEN 1 AND 240", name="retention_within_reason"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    country: Mapped[str] = mapped_column(String(2))
    """ISO 3166 alpha-2; the age of own consent depends on it."""
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC", server_default="UTC")
    """By its IANA name; the days of cases are counted in it."""
    time_zone_since: Mapped[dt.datetime | None]
    """When it was changed while cases were open; None where it never was."""
    responsible_clinician: Mapped[str | None] = mapped_column(String(LONGEST_NAME))
    """Who answers for cases; without one, no case can be opened."""
    responsible_account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """The account of that clinician, where they are a physio or doctor of this club."""
    created_at: Mapped[dt.datetime]
    retention_months: Mapped[int] = mapped_column(default=24)
    import_columns: Mapped[JsonObject] = mapped_column(default=dict)
    """Which column of a roster holds what, as it was chosen last."""
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    """Everybody in it is invented: every page says so, and it can be removed as a whole."""


class SquadRow(ClubOwned, Base):
    """A group of athletes that is screened and coached together."""

    __tablename__ = "squad"
    __table_args__ = (
        UniqueConstraint("club_id", "id"),
        CheckConstraint("length(name) > 0", name="has_name"),
        CheckConstraint("version >= 1", name="version_counts_from_one"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    sport: Mapped[str | None] = mapped_column(String(40))
    archived_at: Mapped[dt.datetime | None]
    week: Mapped[JsonObject | None] = mapped_column(JSON(none_as_null=True))
    """Training days, matches and kit; None until somebody says them."""
    version: Mapped[int] = mapped_column(default=1)
