"""Programmes that are followed, what was reported about their sessions, and the calendars that show them."""

from __future__ import annotations

import datetime as dt
import enum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from screening.domain.programme.model import Done
from screening.domain.programme.reminder import Reminder
from screening.store.base import Base, Digest, IntPk, JsonNames, JsonObject, enum_type


class ReportKind(enum.StrEnum):
    """When a report was made."""

    SESSION = "session"
    """After a session, or instead of it."""
    MORNING = "morning"
    """On the morning after."""
    SORENESS = "soreness"
    """In the days after, about both thighs."""


class ProgrammeRow(Base):
    """One athlete's programme as it stands. Every change of it makes `version` one higher.

    `calendar` remembers each session that a calendar may have seen, so that one that is dropped can be
    cancelled there.
    """

    __tablename__ = "programme"
    __table_args__ = (
        CheckConstraint("length(token_digest) = 64", name="token_digest_is_sha256"),
        CheckConstraint("length(start_key) = 64", name="start_key_is_sha256"),
        CheckConstraint("version >= 1", name="version_counts_from_one"),
        CheckConstraint("updated_at >= created_at", name="updated_after_creation"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    seed: Mapped[bytes] = mapped_column(LargeBinary(32))
    token_digest: Mapped[Digest] = mapped_column(unique=True)
    start_key: Mapped[Digest] = mapped_column(unique=True)
    screening_id: Mapped[int] = mapped_column(ForeignKey("screening.id", ondelete="RESTRICT"), index=True)
    rulebook_digest: Mapped[str] = mapped_column(String(80))
    version: Mapped[int]
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]
    request: Mapped[JsonObject]
    programme: Mapped[JsonObject]
    calendar: Mapped[JsonObject]


class SessionReportRow(Base):
    """One thing an athlete said about one session. Never changed: a later one of its kind takes its place."""

    __tablename__ = "session_report"
    __table_args__ = (
        CheckConstraint("length(report_key) = 64", name="report_key_is_sha256"),
        CheckConstraint("pain_during BETWEEN 0 AND 10", name="pain_during_on_scale"),
        CheckConstraint("pain_next_morning BETWEEN 0 AND 10", name="pain_next_morning_on_scale"),
        CheckConstraint("soreness BETWEEN 0 AND 10", name="soreness_on_scale"),
        CheckConstraint("(kind = 'session') = (done IS NOT NULL)", name="session_says_what_was_done"),
        CheckConstraint("(kind = 'morning') = (pain_next_morning IS NOT NULL)", name="morning_says_pain"),
        CheckConstraint("kind <> 'soreness' OR soreness IS NOT NULL", name="soreness_says_how_sore"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="RESTRICT"), index=True)
    report_key: Mapped[Digest] = mapped_column(unique=True)
    session: Mapped[str] = mapped_column(String(16))
    kind: Mapped[ReportKind] = mapped_column(enum_type(ReportKind))
    on_day: Mapped[str] = mapped_column(String(10))
    """ISO date: the day of the session."""
    done: Mapped[Done | None] = mapped_column(enum_type(Done))
    pain_during: Mapped[int | None]
    pain_next_morning: Mapped[int | None]
    soreness: Mapped[int | None]
    sudden: Mapped[bool]
    """A sharp pain, a pop, a limp or a bruise came suddenly."""
    skipped: Mapped[JsonNames]
    reported_at: Mapped[dt.datetime]


class CalendarFeedRow(Base):
    """An address at which a calendar program reads the sessions, until it is closed."""

    __tablename__ = "calendar_feed"
    __table_args__ = (
        CheckConstraint("length(token_digest) = 64", name="token_digest_is_sha256"),
        CheckConstraint("closed_at >= opened_at", name="closed_after_opening"),
        CheckConstraint("length(at_time) = 5", name="at_time_is_a_time"),
        CheckConstraint("changes >= 0", name="changes_count_up"),
        CheckConstraint("reminder <> 'hour_before' OR at_time IS NOT NULL", name="hour_before_needs_a_time"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="RESTRICT"), index=True)
    seed: Mapped[bytes] = mapped_column(LargeBinary(32))
    token_digest: Mapped[Digest] = mapped_column(unique=True)
    at_time: Mapped[str | None] = mapped_column(String(5))
    """Local time of day at which sessions are shown, "18:30"; None shows them on the day."""
    reminder: Mapped[Reminder | None] = mapped_column(enum_type(Reminder))
    changes: Mapped[int] = mapped_column(default=0)
    """How often the time or the reminder was changed, so that calendars notice."""
    opened_at: Mapped[dt.datetime]
    closed_at: Mapped[dt.datetime | None]
