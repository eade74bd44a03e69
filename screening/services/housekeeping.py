"""Removing drafts whose last day is over, unless the clock cannot be trusted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.store import Store
from screening.store.queries import audit
from screening.store.queries.drafts import remove_expired_drafts
from screening.store.tables.audit import Event

TRUSTED_STEP = dt.timedelta(hours=24)
"""A longer way between two rounds, forwards or backwards, may be a wrong clock."""

BETWEEN_ROUNDS = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of housekeeping did. `held_until` is set while nothing is removed."""

    removed: int
    held_until: dt.datetime | None = None


def tidy_when_due(store: Store, now: dt.datetime) -> None:
    """A round, if the last one is an hour ago. Starting a draft calls it, so that no clockwork is needed."""
    with store.read() as tx:
        last = audit.latest(tx, Event.DRAFTS_REMOVED, Event.CLOCK_JUMPED)
    if last is None or abs(now - last.at) >= BETWEEN_ROUNDS:
        remove_old_drafts(store, now)


def remove_old_drafts(store: Store, now: dt.datetime) -> Round:
    """Remove expired drafts; after a leap of the clock wait a day first, so that somebody can put it right.

    Rounds are an hour apart or more. A service that stood still for longer than a day waits that one day.
    """
    with store.write() as tx:
        last = audit.latest(tx, Event.DRAFTS_REMOVED, Event.CLOCK_JUMPED)
        jump = audit.latest(tx, Event.CLOCK_JUMPED)
        if last is not None and abs(now - last.at) > TRUSTED_STEP:
            audit.record(tx, Event.CLOCK_JUMPED, now)
            return Round(0, now + TRUSTED_STEP)
        if jump is not None and jump.at <= now < jump.at + TRUSTED_STEP:
            # A round that removes nothing still shows that the clock goes on evenly.
            audit.record(tx, Event.DRAFTS_REMOVED, now, amount=0)
            return Round(0, jump.at + TRUSTED_STEP)
        removed = remove_expired_drafts(tx, now)
        audit.record(tx, Event.DRAFTS_REMOVED, now, amount=removed)
        return Round(removed)
