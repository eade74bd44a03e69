"""Cases: one injury each from onset to close, as a log of events that is only ever added to."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from screening.domain.case.words import Light, Party, SeverityClass, Side, State
from screening.store.base import Base, Digest, IntPk, JsonObject, enum_type
from screening.store.tables.account import AccountId
from screening.store.tenancy import ClubOwned, in_club

LONGEST_RULEBOOK = 160
"""Version and digest of the rules, as an event keeps them."""


class InjuryCaseRow(ClubOwned, Base):
    """One case as the lists search it. Everything here follows from its events; `version` is the last number.

    An open case is the only one of its athlete and side; `closed_at` ends it. `due_at` is when somebody
    should look at it next, whatever happens.
    """

    __tablename__ = "injury_case"
    __table_args__ = (
        UniqueConstraint("club_id", "id"),
        in_club("athlete_id", table="athlete"),
        in_club("athlete_id", "screening_id", table="club_screening", to=("athlete_id", "screening_id")),
        CheckConstraint("length(open_key) = 64", name="open_key_is_sha256"),
        CheckConstraint("length(injury_on) = 10", name="injury_on_is_a_date"),
        CheckConstraint("length(review_on) = 10", name="review_on_is_a_date"),
        CheckConstraint("version >= 1", name="version_counts_from_one"),
        CheckConstraint("rung BETWEEN 0 AND 9", name="rung_on_the_ladder"),
        CheckConstraint("closed_at >= opened_at", name="closed_after_opening"),
        CheckConstraint("last_at >= opened_at", name="last_after_opening"),
        Index(
            "ix_injury_case_open_side",
            "club_id",
            "athlete_id",
            "side",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index(None, "club_id", "closed_at", "due_at"),
        Index(None, "club_id", "athlete_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    athlete_id: Mapped[int]
    screening_id: Mapped[int | None]
    open_key: Mapped[Digest] = mapped_column(unique=True)
    side: Mapped[Side] = mapped_column(enum_type(Side))
    injury_on: Mapped[str] = mapped_column(String(10))
    """ISO date."""
    opened_at: Mapped[dt.datetime]
    closed_at: Mapped[dt.datetime | None]
    state: Mapped[State] = mapped_column(enum_type(State))
    severity: Mapped[SeverityClass] = mapped_column(enum_type(SeverityClass))
    rung: Mapped[int]
    light: Mapped[Light | None] = mapped_column(enum_type(Light))
    is_held: Mapped[bool]
    review_on: Mapped[str | None] = mapped_column(String(10))
    """ISO date: the review of the newest sign-off."""
    told: Mapped[JsonObject] = mapped_column(default=dict)
    """What a coach is told of it on one day by one set of rules, so that a page about a squad need not read
    every log; worked out anew where day or rules are others."""
    due_at: Mapped[dt.datetime]
    last_at: Mapped[dt.datetime]
    """When the newest event was recorded; no later one is earlier."""
    responsible_account_id: Mapped[AccountId | None]
    """The clinician who answers for it, where they have an account."""
    version: Mapped[int]


class CaseEventRow(ClubOwned, Base):
    """One event of a case. Never changed, never deleted: a correction is an event of its own.

    `request_key` is that of the press of a button that brought it; what the system added on its own account
    has none, and follows in the same transaction.
    """

    __tablename__ = "case_event"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        UniqueConstraint("case_id", "request_key"),
        in_club("case_id", table="injury_case"),
        CheckConstraint("number >= 1", name="number_counts_from_one"),
        CheckConstraint("length(day) = 10", name="day_is_a_date"),
        CheckConstraint("length(request_key) = 64", name="request_key_is_sha256"),
        CheckConstraint("party <> 'system' OR account_id IS NULL", name="system_has_no_account"),
        Index(None, "club_id", "case_id", "number"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    case_id: Mapped[int]
    number: Mapped[int]
    at: Mapped[dt.datetime]
    day: Mapped[str] = mapped_column(String(10))
    """ISO date: the club's own day at that moment."""
    party: Mapped[Party] = mapped_column(enum_type(Party))
    account_id: Mapped[AccountId | None]
    kind: Mapped[str] = mapped_column(String(40))
    rulebook: Mapped[str] = mapped_column(String(LONGEST_RULEBOOK))
    event: Mapped[JsonObject]
    """The whole event as `screening.domain.case.log_json` writes it."""
    request_key: Mapped[Digest | None]


class CaseLinkRow(ClubOwned, Base):
    """A link to the daily check-in of one case, without a password, until it ends or is revoked."""

    __tablename__ = "case_link"
    __table_args__ = (
        in_club("case_id", table="injury_case"),
        CheckConstraint("length(token_digest) = 64", name="token_digest_is_sha256"),
        CheckConstraint("expires_at > made_at", name="expires_after_making"),
        CheckConstraint("revoked_at >= made_at", name="revoked_after_making"),
        Index(None, "club_id", "case_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[IntPk]
    case_id: Mapped[int]
    seed: Mapped[bytes] = mapped_column(LargeBinary(32))
    token_digest: Mapped[Digest] = mapped_column(unique=True)
    made_at: Mapped[dt.datetime]
    made_by: Mapped[AccountId | None]
    expires_at: Mapped[dt.datetime]
    revoked_at: Mapped[dt.datetime | None]
