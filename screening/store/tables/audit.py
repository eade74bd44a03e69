"""What happened and when. No answers, no results, no names."""

from __future__ import annotations

import datetime as dt
import enum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from screening.store.base import Base, IntPk, enum_type


class Event(enum.StrEnum):
    """The closed list of things that are written down."""

    SCREENING_SUBMITTED = "screening_submitted"
    DRAFTS_REMOVED = "drafts_removed"
    CLOCK_JUMPED = "clock_jumped"
    OUTDATED_RULES_ACCEPTED = "outdated_rules_accepted"
    RECALL_RUN = "recall_run"
    RECALL_CLOSED = "recall_closed"
    PROGRAMME_STARTED = "programme_started"
    PROGRAMME_CHANGED = "programme_changed"
    SESSION_REPORTED = "session_reported"
    CALENDAR_OPENED = "calendar_opened"
    CALENDAR_CLOSED = "calendar_closed"


class AuditRow(Base):
    """One event. `amount` counts what it touched where that is more than one thing."""

    __tablename__ = "audit_entry"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[IntPk]
    at: Mapped[dt.datetime] = mapped_column(index=True)
    event: Mapped[Event] = mapped_column(enum_type(Event), index=True)
    screening_id: Mapped[int | None] = mapped_column(
        ForeignKey("screening.id", ondelete="RESTRICT"), index=True
    )
    amount: Mapped[int | None]
