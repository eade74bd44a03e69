"""The physio's list: results that somebody has to look at, with owner, time and outcome."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from screening.domain.clubs import CareOutcome
from screening.domain.vocabulary import Urgency
from screening.store.base import Base, IntPk, enum_type
from screening.store.tables.account import AccountId
from screening.store.tables.rules_life import LONGEST_NOTE
from screening.store.tenancy import ClubOwned, in_club


class CareItemRow(ClubOwned, Base):
    """One screening on the list, once.

    Whoever takes or closes it is named, and each time `version` rises; that somebody has read it, or that it
    was passed on, is noted beside and makes no other change stale.
    """

    __tablename__ = "care_item"
    __table_args__ = (
        in_club("athlete_id", "screening_id", table="club_screening", to=("athlete_id", "screening_id")),
        CheckConstraint("due_at >= listed_at", name="due_after_listing"),
        CheckConstraint("(owner_account_id IS NULL) = (taken_at IS NULL)", name="taken_by_somebody"),
        CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="closed_with_outcome"),
        CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name="closed_by_somebody"),
        CheckConstraint("closed_at >= listed_at", name="closed_after_listing"),
        CheckConstraint("version >= 1", name="version_counts_from_one"),
        Index(None, "club_id", "closed_at", "due_at"),
        Index(None, "club_id", "athlete_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    athlete_id: Mapped[int]
    screening_id: Mapped[int] = mapped_column(unique=True)
    urgency: Mapped[Urgency] = mapped_column(enum_type(Urgency))
    listed_at: Mapped[dt.datetime]
    due_at: Mapped[dt.datetime]
    owner_account_id: Mapped[AccountId | None]
    taken_at: Mapped[dt.datetime | None]
    first_read_at: Mapped[dt.datetime | None]
    escalated_at: Mapped[dt.datetime | None]
    outcome: Mapped[CareOutcome | None] = mapped_column(enum_type(CareOutcome))
    outcome_note: Mapped[str | None] = mapped_column(String(LONGEST_NOTE))
    closed_by: Mapped[AccountId | None]
    closed_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)
