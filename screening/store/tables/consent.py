"""What an athlete allows, who has seen what, and who was erased. Rows of these tables are only ever added."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from screening.domain.clubs import ConsentBy, ConsentHow, Purpose, Sight
from screening.store.base import Base, Digest, IntPk, enum_type
from screening.store.tables.account import AccountId
from screening.store.tenancy import ClubOwned, in_club


class ConsentRow(ClubOwned, Base):
    """One purpose allowed or refused at one moment; the newest row of a purpose counts."""

    __tablename__ = "consent"
    __table_args__ = (
        in_club("athlete_id", table="athlete"),
        Index(None, "club_id", "athlete_id", "purpose"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    athlete_id: Mapped[int]
    purpose: Mapped[Purpose] = mapped_column(enum_type(Purpose))
    text_version: Mapped[str] = mapped_column(String(40))
    given: Mapped[bool]
    by_whom: Mapped[ConsentBy] = mapped_column(enum_type(ConsentBy))
    account_id: Mapped[AccountId | None]
    at: Mapped[dt.datetime]
    how: Mapped[ConsentHow] = mapped_column(enum_type(ConsentHow))


class ViewedRow(ClubOwned, Base):
    """Somebody has seen something of an athlete."""

    __tablename__ = "viewed"
    __table_args__ = (
        in_club("athlete_id", table="athlete"),
        Index(None, "club_id", "athlete_id", "at"),
        Index(None, "account_id", "at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    athlete_id: Mapped[int]
    account_id: Mapped[AccountId]
    what: Mapped[Sight] = mapped_column(enum_type(Sight))
    at: Mapped[dt.datetime]


class TombstoneRow(ClubOwned, Base):
    """Somebody was erased: the digest of a random number that only a restored backup still holds."""

    __tablename__ = "tombstone"
    __table_args__ = (
        CheckConstraint("length(subject_digest) = 64", name="subject_digest_is_sha256"),
        UniqueConstraint("club_id", "subject_digest"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    subject_digest: Mapped[Digest]
    erased_at: Mapped[dt.datetime]


class ErasurePermitRow(Base):
    """Lets one row be removed that otherwise is kept for ever. No permit outlives its transaction.

    `until_commit` points to a row that cannot exist, and the database looks only when the transaction is
    committed: whoever leaves a permit behind cannot commit.
    """

    __tablename__ = "erasure_permit"
    __table_args__ = (CheckConstraint("until_commit = 0", name="points_to_nothing"),)

    table_name: Mapped[str] = mapped_column(String(40), primary_key=True)
    row_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    until_commit: Mapped[int] = mapped_column(
        ForeignKey("audit_head.id", deferrable=True, initially="DEFERRED"), default=0
    )
