"""Athletes, the squads they are in, and their guardians."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from screening.store.base import Base, IntPk
from screening.store.tables.account import LONGEST_ADDRESS, LONGEST_KEY, LONGEST_NAME, AccountId
from screening.store.tenancy import ClubOwned, in_club
from screening.store.tokens import new_seed


class AthleteRow(ClubOwned, Base):
    """One athlete of a club; may exist without an account.

    `name_key` is the name as look-alikes are found, `club_key` the exact key by which a roster knows the
    athlete: no two that are still in the club share one. `seed` is random and says nothing about the person:
    a tombstone keeps its digest, so that an erasure can be applied again after a restore.
    """

    __tablename__ = "athlete"
    __table_args__ = (
        UniqueConstraint("club_id", "id"),
        CheckConstraint("length(name) > 0", name="has_name"),
        CheckConstraint("length(club_key) > 0", name="club_key_not_empty"),
        CheckConstraint("length(birth_date) = 10", name="birth_date_is_a_date"),
        CheckConstraint("birth_year BETWEEN 1900 AND 2200", name="birth_year_within_reason"),
        CheckConstraint(
            "CAST(substr(birth_date, 1, 4) AS INTEGER) = birth_year", name="birth_year_is_that_of_the_date"
        ),
        CheckConstraint("version >= 1", name="version_counts_from_one"),
        Index(
            "ix_athlete_club_key",
            "club_id",
            "club_key",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
        Index(None, "club_id", "name_key"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    seed: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True, default=new_seed)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    name_key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    birth_date: Mapped[str | None] = mapped_column(String(10))
    """ISO date."""
    birth_year: Mapped[int | None]
    club_key: Mapped[str | None] = mapped_column(String(60))
    email: Mapped[str | None] = mapped_column(String(LONGEST_ADDRESS))
    account_id: Mapped[AccountId | None] = mapped_column(index=True)
    joined_at: Mapped[dt.datetime]
    removed_at: Mapped[dt.datetime | None]
    held_at: Mapped[dt.datetime | None]
    """Since when the record is kept beyond its time, for a claim or an inquiry."""
    version: Mapped[int] = mapped_column(default=1)


class SquadPlaceRow(ClubOwned, Base):
    """An athlete is in a squad, until the place ends."""

    __tablename__ = "squad_place"
    __table_args__ = (
        in_club("squad_id", table="squad"),
        in_club("athlete_id", table="athlete"),
        CheckConstraint("until >= since", name="ends_after_start"),
        Index(
            "ix_squad_place_open",
            "club_id",
            "squad_id",
            "athlete_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
        Index(None, "club_id", "athlete_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    squad_id: Mapped[int]
    athlete_id: Mapped[int]
    since: Mapped[dt.datetime]
    until: Mapped[dt.datetime | None]


class GuardianLinkRow(ClubOwned, Base):
    """Somebody answers for an athlete under the age of own consent."""

    __tablename__ = "guardian_link"
    __table_args__ = (
        in_club("athlete_id", table="athlete"),
        CheckConstraint("length(name) > 0", name="has_name"),
        CheckConstraint("ended_at >= created_at", name="ended_after_creation"),
        Index(None, "club_id", "athlete_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    athlete_id: Mapped[int]
    account_id: Mapped[AccountId | None] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    email: Mapped[str] = mapped_column(String(LONGEST_ADDRESS))
    created_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
