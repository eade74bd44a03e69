"""What is past its time: not a moment early, nothing that is held, nothing that was not confirmed."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from screening.domain.clubs import ImportState
from screening.services.retention import (
    ClockInDoubt,
    OtherList,
    apply_due,
    code_of,
    list_due,
    months_after,
    set_hold,
)
from screening.store import Store
from screening.store.queries import audit
from screening.store.tables import AthleteRow, ClubRow, OutgoingMailRow, RosterImportRow
from screening.store.tables.audit import Event
from tests.support.clubs import MadeClub, fill_every_table, make_club
from tests.support.store_rows import NOON

MOMENT, HOUR, DAY = dt.timedelta(microseconds=1), dt.timedelta(hours=1), dt.timedelta(days=1)
OVER = dt.datetime(2028, 3, 14, 12, 0, tzinfo=dt.UTC)
"""24 months after noon."""


@pytest.fixture
def club(store: Store) -> MadeClub:
    """Three athletes, the first two of them removed at noon."""
    made = make_club(store, squads=1)
    with store.write(club=made.id) as tx:
        for number in made.athletes[:2]:
            tx.get_one(AthleteRow, number).removed_at = NOON
    return made


def tick(store: Store, at: dt.datetime) -> None:
    """Have the log go on at this moment, so that the clock is believed."""
    with store.write() as tx:
        audit.record(tx, Event.SIGNED_OUT, at)


def apply(store: Store, at: dt.datetime) -> int:
    tick(store, at - HOUR)
    return apply_due(store, code_of(list_due(store, at)), at)


def names(store: Store, club: MadeClub) -> set[int]:
    with store.read(club=club.id) as tx:
        return set(tx.scalars(sa.select(AthleteRow.id)))


@pytest.mark.parametrize(
    ("moment", "months", "expected"),
    [
        (dt.datetime(2026, 1, 31, tzinfo=dt.UTC), 1, dt.datetime(2026, 2, 28, tzinfo=dt.UTC)),
        (dt.datetime(2026, 12, 5, tzinfo=dt.UTC), 1, dt.datetime(2027, 1, 5, tzinfo=dt.UTC)),
        (dt.datetime(2024, 2, 29, tzinfo=dt.UTC), 24, dt.datetime(2026, 2, 28, tzinfo=dt.UTC)),
        (NOON, 24, OVER),
    ],
)
def test_months_are_those_of_the_calendar(moment: dt.datetime, months: int, expected: dt.datetime) -> None:
    assert months_after(moment, months) == expected


def test_an_athlete_goes_when_the_time_of_the_club_is_over_and_no_moment_before(
    store: Store, club: MadeClub
) -> None:
    assert list_due(store, OVER - MOMENT) == ()
    assert list_due(store, OVER)[0].athletes == club.athletes[:2]
    with store.write(club=club.id) as tx:
        tx.get_one(ClubRow, club.id).retention_months = 25
    assert list_due(store, OVER) == ()
    with store.write(club=club.id) as tx:
        tx.get_one(ClubRow, club.id).retention_months = 24
    assert apply(store, OVER) == 2
    assert names(store, club) == {club.athletes[2]}, "who was not removed stays"
    assert list_due(store, OVER) == ()
    with store.read() as tx:
        events = [row.event for row in audit.entries(tx)]
    assert events.count(Event.ERASED) == 2
    assert events[-1] is Event.RETENTION_APPLIED


def test_what_is_held_stays_and_is_named(store: Store, club: MadeClub) -> None:
    set_hold(store, club.id, club.athletes[0], NOON, held=True)
    due = list_due(store, OVER)[0]
    assert (due.athletes, due.held) == ((club.athletes[1],), (club.athletes[0],))
    apply(store, OVER)
    assert names(store, club) == {club.athletes[0], club.athletes[2]}
    set_hold(store, club.id, club.athletes[0], OVER, held=False)
    apply(store, OVER + DAY)
    assert names(store, club) == {club.athletes[2]}


def test_only_the_list_that_was_looked_at_goes(store: Store, club: MadeClub) -> None:
    code = code_of(list_due(store, OVER))
    with store.write(club=club.id) as tx:
        tx.get_one(AthleteRow, club.athletes[2]).removed_at = NOON
    tick(store, OVER - HOUR)
    with pytest.raises(OtherList):
        apply_due(store, code, OVER)
    assert names(store, club) == set(club.athletes)
    with pytest.raises(OtherList):
        apply_due(store, "00000000", OVER)


def test_after_a_leap_of_the_clock_nothing_goes_for_a_day(store: Store, club: MadeClub) -> None:
    tick(store, NOON)
    code = code_of(list_due(store, OVER))
    with pytest.raises(ClockInDoubt):
        apply_due(store, code, OVER)
    with pytest.raises(ClockInDoubt):
        apply_due(store, code, OVER + 12 * HOUR)
    assert names(store, club) == set(club.athletes)
    assert apply_due(store, code, OVER + DAY) == 2, "the clock went on evenly for a day"


def test_a_clock_set_back_removes_nothing(store: Store, club: MadeClub) -> None:
    tick(store, OVER + DAY)
    with pytest.raises(ClockInDoubt):
        apply_due(store, code_of(list_due(store, OVER)), OVER)
    assert names(store, club) == set(club.athletes)


def test_mails_and_old_imports_go_too(store: Store, club: MadeClub) -> None:
    with store.write(club=club.id) as tx:
        fill_every_table(tx, club, 1)
    assert list_due(store, NOON + DAY) == ()
    just_over = NOON + DAY + MOMENT
    assert len(list_due(store, just_over)[0].imports) == 1
    apply(store, just_over)
    with store.read(club=club.id) as tx:
        row = tx.scalars(sa.select(RosterImportRow)).one()
        assert (row.state, row.preview) == (ImportState.EXPIRED, {})
        assert tx.scalars(sa.select(OutgoingMailRow)).all()
    apply(store, NOON + 91 * DAY)
    with store.read(club=club.id) as tx:
        assert tx.scalars(sa.select(OutgoingMailRow)).all() == []
