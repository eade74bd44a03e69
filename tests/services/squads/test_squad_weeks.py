"""Sessions done week by week: who reports counts with all that was due, and others with nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from screening.domain.programme.model import Done
from screening.domain.squad.model import WeekDone
from screening.services.squad_weeks import weeks_done
from screening.store import Store
from screening.store.tables.training import ProgrammeRow, ReportKind, SessionReportRow
from tests.support.clubs import MadeClub, make_club
from tests.support.kept_squads import add_athlete, keep_answers
from tests.support.made_up_squad import FIT
from tests.support.store_rows import NOON, some_digest

MONDAY = dt.date(2026, 3, 2)
TODAY = dt.date(2026, 3, 12)
LONG_AGO = dt.date(2025, 1, 1)
PLANNED = {"1-1": "2026-03-03", "1-2": "2026-03-05", "2-1": "2026-03-10", "2-2": "2026-03-14"}


@pytest.fixture
def club(store: Store) -> MadeClub:
    return make_club(store, squads=2, athletes_per_squad=0)


def athlete_with(
    store: Store,
    club: MadeClub,
    said: list[tuple[str, Done]],
    *,
    squad: int = 0,
    days: Mapping[str, str] = PLANNED,
) -> int:
    """An athlete who follows a programme with these days and reports this, in this order."""
    with store.write(club=club.id) as tx:
        number = add_athlete(tx, club.squads[squad], "Ana Reyes", NOON)
        screening = keep_answers(tx, number, FIT, NOON)
        sessions = [{"key": key, "date": day, "minutes": 10} for key, day in PLANNED.items()]
        row = ProgrammeRow(
            seed=b"p" * 32,
            token_digest=some_digest(("programme", number)),
            start_key=some_digest(("start", number)),
            screening_id=screening,
            rulebook_digest="sha256:x",
            version=1,
            created_at=NOON,
            updated_at=NOON,
            request={},
            programme={"title": "x", "weeks": [{"number": 1, "sessions": sessions}]},
            calendar={},
        )
        tx.add(row)
        tx.flush()
        for place, (session, done) in enumerate(said):
            tx.add(
                SessionReportRow(
                    programme_id=row.id,
                    report_key=some_digest(("report", number, place)),
                    session=session,
                    kind=ReportKind.SESSION,
                    on_day=days.get(session, "2026-03-04"),
                    done=done,
                    sudden=False,
                    skipped=[],
                    reported_at=NOON,
                )
            )
        return number


def weeks_of(
    store: Store, club: MadeClub, athletes: set[int], since: dt.date = LONG_AGO
) -> tuple[WeekDone, ...]:
    with store.read(club=club.id) as tx:
        return weeks_done(tx, club.squads[0], athletes, since, TODAY)


def test_whoever_reports_counts_with_every_session_that_was_due(store: Store, club: MadeClub) -> None:
    ana = athlete_with(store, club, [("1-1", Done.DONE), ("2-1", Done.NOT)])
    bo = athlete_with(store, club, [("1-1", Done.PARTLY), ("1-2", Done.DONE)])
    found = weeks_of(store, club, {ana, bo})
    assert found == (WeekDone(MONDAY, 4, 3, 2), WeekDone(MONDAY + dt.timedelta(days=7), 1, 0, 1))


def test_the_last_report_about_a_session_counts(store: Store, club: MadeClub) -> None:
    ana = athlete_with(store, club, [("1-1", Done.DONE), ("1-1", Done.NOT)])
    assert weeks_of(store, club, {ana}) == (WeekDone(MONDAY, 2, 0, 1),)


def test_a_session_that_left_the_plan_counts_on_its_day(store: Store, club: MadeClub) -> None:
    ana = athlete_with(store, club, [("9-9", Done.DONE)])
    assert weeks_of(store, club, {ana}) == (WeekDone(MONDAY, 3, 1, 1),)


def test_only_those_who_may_be_used_and_are_in_the_squad_count(store: Store, club: MadeClub) -> None:
    ana = athlete_with(store, club, [("1-1", Done.DONE)])
    other = athlete_with(store, club, [("1-1", Done.DONE)], squad=1)
    foreign_club = make_club(store, "Rovers", squads=1, athletes_per_squad=0)
    foreign = athlete_with(store, foreign_club, [("1-1", Done.DONE)])
    assert weeks_of(store, club, set()) == ()
    assert weeks_of(store, club, {other, foreign}) == ()
    assert weeks_of(store, club, {ana, other, foreign})[0].people == 1


def test_what_was_before_the_round_is_left_out(store: Store, club: MadeClub) -> None:
    ana = athlete_with(store, club, [("1-1", Done.DONE), ("2-1", Done.DONE)])
    found = weeks_of(store, club, {ana}, since=dt.date(2026, 3, 9))
    assert [week.monday for week in found] == [dt.date(2026, 3, 9)]
