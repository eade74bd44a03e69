"""Who belongs to a club, in which role, and which squads a coach looks after."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from screening.domain.clubs import Role
from screening.store.base import Base, IntPk, enum_type
from screening.store.tables.account import AccountId
from screening.store.tenancy import ClubOwned, in_club

LONGEST_REGISTRATION = 60


class MembershipRow(ClubOwned, Base):
    """One account in one club in one role, until it ends."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("club_id", "id"),
        CheckConstraint("ended_at >= created_at", name="ended_after_creation"),
        Index(
            "ix_membership_open",
            "club_id",
            "account_id",
            "role",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    account_id: Mapped[AccountId] = mapped_column(index=True)
    role: Mapped[Role] = mapped_column(enum_type(Role))
    created_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    registration: Mapped[str | None] = mapped_column(String(LONGEST_REGISTRATION))
    """The professional registration of a physio or doctor, printed beside their name on what they sign."""


class MembershipSquadRow(ClubOwned, Base):
    """A squad that a coach looks after. A coach without such a row sees none."""

    __tablename__ = "membership_squad"
    __table_args__ = (
        in_club("membership_id", table="membership"),
        in_club("squad_id", table="squad"),
        Index(None, "club_id", "squad_id"),
    )

    membership_id: Mapped[int] = mapped_column(primary_key=True)
    squad_id: Mapped[int] = mapped_column(primary_key=True)
