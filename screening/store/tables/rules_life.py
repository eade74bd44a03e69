"""What happened around the rules: somebody's decision to go on with old ones, and who is to be recalled.

Rows are only added: triggers of the migration refuse every change and every removal.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from screening.domain.vocabulary import Urgency
from screening.store.base import Base, IntPk, JsonNames, enum_type

LONGEST_PERSON = 80
LONGEST_NOTE = 500


class RulesDecisionRow(Base):
    """Somebody answers, for a time, for new results from rules long past their review-by date."""

    __tablename__ = "rules_decision"
    __table_args__ = (
        CheckConstraint("valid_until > decided_at", name="ends_after_decision"),
        CheckConstraint("length(reason) > 0", name="has_reason"),
        CheckConstraint("length(decided_by) > 0", name="has_name"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    decided_at: Mapped[dt.datetime]
    decided_by: Mapped[str] = mapped_column(String(LONGEST_PERSON))
    reason: Mapped[str] = mapped_column(String(LONGEST_NOTE))
    rulebook_version: Mapped[str] = mapped_column(String(40))
    rulebook_digest: Mapped[str] = mapped_column(String(80), index=True)
    valid_until: Mapped[dt.datetime]


class RecallRunRow(Base):
    """All open screenings were looked at again under these rules."""

    __tablename__ = "recall_run"
    __table_args__ = (
        CheckConstraint("checked >= 0", name="counts_checked"),
        CheckConstraint("listed >= 0 AND listed <= checked", name="counts_listed"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    ran_at: Mapped[dt.datetime]
    rulebook_version: Mapped[str] = mapped_column(String(40))
    rulebook_digest: Mapped[str] = mapped_column(String(80), index=True)
    checked: Mapped[int]
    listed: Mapped[int]


class RecallRow(Base):
    """One screening whose urgency would be higher under newer rules; once for each set of rules.

    `headline` and `how_soon` are the newer advice, so that the athlete's page need not work anything out.
    """

    __tablename__ = "recall"
    __table_args__ = (
        UniqueConstraint("screening_id", "rulebook_digest"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    screening_id: Mapped[int] = mapped_column(ForeignKey("screening.id", ondelete="RESTRICT"), index=True)
    listed_at: Mapped[dt.datetime]
    rulebook_version: Mapped[str] = mapped_column(String(40))
    rulebook_digest: Mapped[str] = mapped_column(String(80))
    old_urgency: Mapped[Urgency | None] = mapped_column(enum_type(Urgency, name="old_urgency"))
    new_urgency: Mapped[Urgency] = mapped_column(enum_type(Urgency, name="new_urgency"))
    headline: Mapped[str] = mapped_column(Text)
    how_soon: Mapped[str] = mapped_column(Text)
    rules: Mapped[JsonNames]


class RecallClosingRow(Base):
    """Somebody has dealt with a recall. Without such a row it is open."""

    __tablename__ = "recall_closing"
    __table_args__ = (
        CheckConstraint("length(closed_by) > 0", name="has_name"),
        CheckConstraint("length(note) > 0", name="has_note"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    recall_id: Mapped[int] = mapped_column(ForeignKey("recall.id", ondelete="RESTRICT"), unique=True)
    closed_at: Mapped[dt.datetime]
    closed_by: Mapped[str] = mapped_column(String(LONGEST_PERSON))
    note: Mapped[str] = mapped_column(String(LONGEST_NOTE))
