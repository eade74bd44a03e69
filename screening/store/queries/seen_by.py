"""Whose records somebody has read: from what athletes are shown, and from the log that outlives them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from screening.store.store import Transaction
from screening.store.tables.account import SignInRow
from screening.store.tables.audit import AuditRow, Event
from screening.store.tables.consent import ViewedRow

READINGS = (Event.RECORD_VIEWED, Event.EXPORTED)


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """One record that was read."""

    at: dt.datetime
    club_id: int
    athlete_id: int
    what: str


def readings_of(
    tx: Transaction, account_id: int, since: dt.datetime, until: dt.datetime
) -> Iterator[Reading]:
    """What an account has read from a moment on and before another, in whatever club; some of it twice."""
    seen = sa.select(ViewedRow.at, ViewedRow.club_id, ViewedRow.athlete_id, ViewedRow.what).where(
        ViewedRow.account_id == account_id, ViewedRow.at >= since, ViewedRow.at < until
    )
    for at, club_id, athlete_id, what in tx.execute(seen):
        yield Reading(at, club_id, athlete_id, what.value)
    logged = sa.select(AuditRow.at, AuditRow.club_id, AuditRow.athlete_id, AuditRow.detail).where(
        AuditRow.account_id == account_id,
        AuditRow.at >= since,
        AuditRow.at < until,
        AuditRow.event.in_(READINGS),
        AuditRow.athlete_id.is_not(None),
    )
    for at, logged_club, logged_athlete, detail in tx.execute(logged):
        yield Reading(at, logged_club or 0, logged_athlete or 0, str(detail.get("what", "record")))


def sign_in(tx: Transaction, sign_in_id: int) -> SignInRow | None:
    """One sign-in, ended ones included, as long as it is kept."""
    return tx.scalar(sa.select(SignInRow).where(SignInRow.id == sign_in_id))
