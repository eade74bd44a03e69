"""Rounds in which a squad is screened together, and the one code on the wall for each."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from screening.domain.clubs import RoundKind
from screening.store.base import Base, Digest, IntPk, enum_type
from screening.store.tables.account import LONGEST_NAME, AccountId
from screening.store.tenancy import ClubOwned, in_club


class RoundRow(ClubOwned, Base):
    """A squad is asked to answer between two moments."""

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("club_id", "id"),
        in_club("squad_id", table="squad"),
        CheckConstraint("length(name) > 0", name="has_name"),
        CheckConstraint("closes_at > opens_at", name="closes_after_opening"),
        CheckConstraint("repeat_weeks BETWEEN 1 AND 104", name="repeats_within_reason"),
        Index(None, "club_id", "squad_id", "opens_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    squad_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    opens_at: Mapped[dt.datetime]
    closes_at: Mapped[dt.datetime] = mapped_column(index=True)
    created_by: Mapped[AccountId]
    repeat_weeks: Mapped[int | None]
    """The next round opens so many weeks after this one; None opens none."""
    kind: Mapped[RoundKind] = mapped_column(enum_type(RoundKind), default=RoundKind.OPENED)


class PosterRow(ClubOwned, Base):
    """One code on the wall for all athletes of a round; each has a code of their own beside it."""

    __tablename__ = "poster"
    __table_args__ = (
        in_club("round_id", table="round"),
        CheckConstraint("length(token_digest) = 64", name="token_digest_is_sha256"),
        CheckConstraint("closes_at > created_at", name="closes_after_creation"),
        Index(None, "club_id", "round_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    round_id: Mapped[int]
    seed: Mapped[bytes] = mapped_column(LargeBinary(32))
    token_digest: Mapped[Digest] = mapped_column(unique=True)
    created_at: Mapped[dt.datetime]
    closes_at: Mapped[dt.datetime]
