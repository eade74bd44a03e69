"""Expired drafts go; a clock that leaps removes nothing for a day."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from screening.services.drafts import start_draft
from screening.services.housekeeping import remove_old_drafts
from screening.store import Store
from screening.store.queries import audit
from screening.store.tables import DraftRow
from screening.store.tables.audit import Event
from tests.support.store_rows import NOON

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


def _drafts(store: Store) -> int:
    with store.read() as tx:
        return tx.scalar(sa.select(sa.func.count()).select_from(DraftRow)) or 0


def _rounds_until(store: Store, start: dt.datetime, end: dt.datetime) -> int:
    """Even rounds an hour apart; says how many drafts they removed."""
    removed, moment = 0, start
    while moment <= end:
        removed += remove_old_drafts(store, moment).removed
        moment += HOUR
    return removed


def test_a_draft_goes_within_a_day_of_its_end_and_never_before(any_store: Store) -> None:
    start_draft(any_store, NOON)
    assert _rounds_until(any_store, NOON, NOON + 7 * DAY - HOUR) == 0
    assert _drafts(any_store) == 1
    assert _rounds_until(any_store, NOON + 7 * DAY, NOON + 7 * DAY + HOUR) == 1
    assert _drafts(any_store) == 0


@pytest.mark.parametrize("leap", [25 * HOUR, 30 * DAY, 3650 * DAY])
def test_a_clock_leaping_forwards_removes_nothing_for_a_day(any_store: Store, leap: dt.timedelta) -> None:
    start_draft(any_store, NOON, life=HOUR)
    wrong = NOON + leap
    assert remove_old_drafts(any_store, wrong).held_until == wrong + DAY
    assert _rounds_until(any_store, wrong + HOUR, wrong + DAY - HOUR) == 0
    assert _drafts(any_store) == 1
    assert remove_old_drafts(any_store, wrong + DAY).removed == 1


def test_a_leap_put_right_within_the_day_loses_nothing(any_store: Store) -> None:
    start_draft(any_store, NOON)
    wrong = NOON + 3650 * DAY
    _rounds_until(any_store, wrong, wrong + 5 * HOUR)
    right = NOON + 6 * HOUR
    assert remove_old_drafts(any_store, right).held_until == right + DAY
    assert _rounds_until(any_store, right, NOON + 6 * DAY) == 0
    assert _drafts(any_store) == 1


def test_a_clock_leaping_backwards_removes_nothing(any_store: Store) -> None:
    start_draft(any_store, NOON)
    assert remove_old_drafts(any_store, NOON - 3650 * DAY).removed == 0
    assert _drafts(any_store) == 1


@pytest.mark.parametrize("step", [-HOUR, HOUR])
def test_an_hour_of_summer_time_changes_nothing(any_store: Store, step: dt.timedelta) -> None:
    start_draft(any_store, NOON, life=2 * HOUR)
    assert remove_old_drafts(any_store, NOON + step).held_until is None
    assert remove_old_drafts(any_store, NOON + 2 * HOUR).removed == 1


def test_a_day_of_exactly_twenty_four_hours_is_trusted(any_store: Store) -> None:
    start_draft(any_store, NOON, life=HOUR)
    assert remove_old_drafts(any_store, NOON + DAY).removed == 1


def test_starting_drafts_tidies_once_an_hour(any_store: Store) -> None:
    start_draft(any_store, NOON, life=HOUR / 2)
    for minutes in range(1, 60):
        start_draft(any_store, NOON + dt.timedelta(minutes=minutes))
    assert _drafts(any_store) == 60
    start_draft(any_store, NOON + HOUR)
    assert _drafts(any_store) == 60
    with any_store.read() as tx:
        entries = audit.entries(tx)
    assert [(entry.event, entry.amount) for entry in entries] == [
        (Event.DRAFTS_REMOVED, 0),
        (Event.DRAFTS_REMOVED, 1),
    ]
