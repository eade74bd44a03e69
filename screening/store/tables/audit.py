"""What happened and when, in a chain that shows every later change. No answers, no results, no names."""

from __future__ import annotations

import datetime as dt
import enum

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from screening.store.base import Base, Digest, IntPk, JsonObject, enum_type


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
    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGNED_OUT = "signed_out"
    ACCOUNT_MADE = "account_made"
    FACTOR_CHANGED = "factor_changed"
    ROLE_CHANGED = "role_changed"
    CLUB_MADE = "club_made"
    ROSTER_IMPORTED = "roster_imported"
    ROSTER_UNDONE = "roster_undone"
    ROSTER_CHANGED = "roster_changed"
    """One athlete was added, changed, removed or taken back by hand."""
    SQUAD_CHANGED = "squad_changed"
    ROUND_OPENED = "round_opened"
    ROUND_CHANGED = "round_changed"
    INVITATION_SENT = "invitation_sent"
    INVITATION_USED = "invitation_used"
    INVITATION_REVOKED = "invitation_revoked"
    RECORD_VIEWED = "record_viewed"
    EXPORTED = "exported"
    ERASED = "erased"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CARE_ITEM_TAKEN = "care_item_taken"
    CARE_ITEM_CLOSED = "care_item_closed"
    CARE_ITEM_ESCALATED = "care_item_escalated"
    HOLD_SET = "hold_set"
    HOLD_LIFTED = "hold_lifted"
    RETENTION_APPLIED = "retention_applied"
    CASE_OPENED = "case_opened"
    CASE_CHANGED = "case_changed"
    CASES_TENDED = "cases_tended"
    """The daily rules were looked at for every open case."""
    CASE_LINK_MADE = "case_link_made"
    CASE_LINK_REVOKED = "case_link_revoked"
    CASE_FILE_IMPORTED = "case_file_imported"
    CASE_FILE_UNDONE = "case_file_undone"


class AuditRow(Base):
    """One event. `amount` counts what it touched where that is more than one thing.

    The numbers name rows without a link to them: entries stay when what they tell of has been erased, and no
    number is ever given out again. Entries are never changed or removed, by nobody.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        CheckConstraint("length(previous_digest) = 64", name="previous_digest_is_sha256"),
        CheckConstraint("length(entry_digest) = 64", name="entry_digest_is_sha256"),
        Index(None, "club_id", "at"),
        Index(None, "account_id", "at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    at: Mapped[dt.datetime] = mapped_column(index=True)
    event: Mapped[Event] = mapped_column(enum_type(Event), index=True)
    screening_id: Mapped[int | None] = mapped_column(index=True)
    amount: Mapped[int | None]
    club_id: Mapped[int | None]
    account_id: Mapped[int | None]
    """Who did it."""
    athlete_id: Mapped[int | None] = mapped_column(index=True)
    """To whom."""
    request_id: Mapped[str | None] = mapped_column(String(40))
    address_digest: Mapped[Digest | None]
    detail: Mapped[JsonObject]
    """Of closed keys and short words; see `screening.store.audit_chain`."""
    previous_digest: Mapped[Digest]
    entry_digest: Mapped[Digest] = mapped_column(unique=True)


class AuditHeadRow(Base):
    """The end of the chain, in one row: who writes an entry holds it until the commit."""

    __tablename__ = "audit_head"
    __table_args__ = (
        CheckConstraint("id = 1", name="is_one_row"),
        CheckConstraint("entries >= 0", name="entries_not_negative"),
        CheckConstraint("length(last_digest) = 64", name="last_digest_is_sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entries: Mapped[int]
    last_id: Mapped[int]
    last_digest: Mapped[Digest]
