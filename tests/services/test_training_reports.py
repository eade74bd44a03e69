"""Reporting sessions: kept once and whole, what was done stays, what lies ahead follows from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa

from screening.domain.errors import Busy, InvalidAnswers, NotFound, OutOfDate
from screening.domain.programme.model import Done, TimeAway
from screening.domain.rulebook import Rulebook
from screening.services import training_reports
from screening.services.training import Followed, load_programme
from screening.services.training_change import change
from screening.services.training_log import SessionReport
from screening.services.training_reports import not_done, report, without_report
from screening.services.training_start import first_plan, start
from screening.store import Store
from screening.store.queries import audit
from screening.store.tables import SessionReportRow
from screening.store.tables.audit import Event
from tests.support.followed import (
    ANSWERED,
    KEY,
    MONDAY,
    REQUEST,
    evening_of,
    finished_screening,
    report_next,
    started,
)


def _reports(store: Store) -> int:
    with store.read() as tx:
        return tx.scalar(sa.select(sa.func.count()).select_from(SessionReportRow)) or 0


def _said(current: Followed, place: int = 0, **said: object) -> SessionReport:
    session = current.sessions[place]
    return SessionReport(**{"session": session.key, "on": session.date, "done": Done.DONE, **said})  # type: ignore[arg-type]


def test_a_reported_session_stays_as_it_was_and_the_plan_goes_on(store: Store, rulebook: Rulebook) -> None:
    token = started(store, rulebook)
    before = load_programme(store, token)
    after = report_next(store, token, rulebook)
    assert after.version == 2
    assert after.sessions[0] == before.sessions[0]
    assert after.logged(before.sessions[0].key).pain_during == 0
    assert len(after.sessions) >= len(before.sessions) - 1
    assert after == load_programme(store, token)


def test_sending_the_same_report_again_changes_nothing(store: Store, rulebook: Rulebook) -> None:
    token = started(store, rulebook)
    current = load_programme(store, token)
    evening = evening_of(current.sessions[0].date)
    first = report(store, token, (_said(current, pain_during=1),), KEY, rulebook, evening)
    for pain in (1, 9):
        assert report(store, token, (_said(current, pain_during=pain),), KEY, rulebook, evening) == first
    assert _reports(store) == 1


def test_pain_of_five_empties_what_lies_ahead_and_cancels_it_in_the_calendar(
    store: Store, rulebook: Rulebook
) -> None:
    token = started(store, rulebook)
    before = load_programme(store, token)
    after = report_next(store, token, rulebook, pain=5)
    assert [session.key for session in after.sessions] == [before.sessions[0].key]
    cancelled = {key for key, shown in after.calendar.items() if shown.is_cancelled}
    assert cancelled == {session.key for session in before.sessions[1:]}


def test_something_sudden_stops_the_plan_until_it_is_corrected(store: Store, rulebook: Rulebook) -> None:
    token = started(store, rulebook)
    current = load_programme(store, token)
    evening = evening_of(current.sessions[0].date)
    stopped = report(store, token, (_said(current, sudden=True),), KEY, rulebook, evening)
    assert stopped.log[0].sudden
    assert [session.key for session in stopped.sessions] == [current.sessions[0].key]
    ahead = [session.key for session in current.sessions[1:]]
    assert ahead
    assert all(stopped.calendar[key].is_cancelled for key in ahead)
    moved = change(store, token, replace(REQUEST, minutes=15), rulebook, evening, version=stopped.version)
    assert all(shown.is_cancelled for key, shown in moved.calendar.items() if key != current.sessions[0].key)
    corrected = report(store, token, (_said(current, sudden=False),), KEY + "2", rulebook, evening)
    assert not corrected.log[0].sudden
    assert len(corrected.sessions) > 1
    for session in corrected.sessions[1:]:
        assert not corrected.calendar[session.key].is_cancelled
        if session.key in ahead:
            assert corrected.calendar[session.key].sequence > stopped.calendar[session.key].sequence


def test_the_morning_after_is_added_to_what_was_said(store: Store, rulebook: Rulebook) -> None:
    token = started(store, rulebook)
    current = report_next(store, token, rulebook, pain=1)
    done = current.log[0]
    morning = SessionReport(session=done.session, on=done.on, pain_next_morning=2)
    after = report(store, token, (morning,), KEY, rulebook, evening_of(done.on) + dt.timedelta(hours=13))
    assert (after.log[0].pain_during, after.log[0].pain_next_morning) == (1, 2)
    assert after.log[0].done is Done.DONE


def test_soreness_since_a_session_makes_the_next_one_lighter(store: Store, rulebook: Rulebook) -> None:
    token = started(store, rulebook)
    current = report_next(store, token, rulebook)
    done = current.log[0]
    sore = SessionReport(session=done.session, on=done.on, soreness=5)
    after = report(store, token, (sore,), KEY, rulebook, evening_of(done.on) + dt.timedelta(hours=13))
    planned, lighter = current.sessions[1], after.sessions[1]
    assert sum(item.sets for item in lighter.items) < sum(item.sets for item in planned.items)
    assert lighter.note


def test_days_that_went_by_without_a_word_can_be_told_in_one_press(store: Store, rulebook: Rulebook) -> None:
    token = started(store, rulebook)
    current = report_next(store, token, rulebook)
    later = evening_of(MONDAY + dt.timedelta(days=16))
    missed = without_report(current, later.date())
    assert len(missed) >= 2
    after = report(store, token, not_done(current, later.date()), KEY, rulebook, later)
    assert without_report(after, later.date()) == ()
    assert [entry.done for entry in after.log].count(Done.NOT) == len(missed)
    assert after.version == current.version + 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"pain_during": 11},
        {"pain_during": -1},
        {"soreness": 40},
        {"on": MONDAY + dt.timedelta(days=60)},
        {"skipped": ("none_of_ours",)},
    ],
)
def test_a_report_that_cannot_be_is_refused(
    store: Store, rulebook: Rulebook, wrong: dict[str, object]
) -> None:
    token = started(store, rulebook)
    current = load_programme(store, token)
    with pytest.raises(InvalidAnswers):
        report(store, token, (_said(current, **wrong),), KEY, rulebook, evening_of(MONDAY))
    with pytest.raises(InvalidAnswers):
        report(store, token, (_said(current),), "", rulebook, evening_of(MONDAY))
    assert _reports(store) == 0


def test_a_report_about_a_session_of_nobody_is_not_found(store: Store, rulebook: Rulebook) -> None:
    token = started(store, rulebook)
    said = SessionReport(session="77-1", on=MONDAY, done=Done.DONE)
    with pytest.raises(NotFound):
        report(store, token, (said,), KEY, rulebook, evening_of(MONDAY))


def test_a_change_made_from_an_older_state_is_refused(store: Store, rulebook: Rulebook) -> None:
    token = started(store, rulebook)
    away = replace(REQUEST, away=(TimeAway(dt.date(2026, 11, 23), dt.date(2026, 11, 29)),))
    changed = change(store, token, away, rulebook, ANSWERED, version=1)
    assert changed.request.away == away.away
    with pytest.raises(OutOfDate):
        change(store, token, REQUEST, rulebook, ANSWERED, version=1)
    assert load_programme(store, token).request.away == away.away
    with store.read() as tx:
        kinds = [entry.event for entry in audit.entries(tx)]
    assert kinds.count(Event.PROGRAMME_CHANGED) == 1


def test_a_change_keeps_the_start_and_the_log_whatever_is_sent(store: Store, rulebook: Rulebook) -> None:
    token = started(store, rulebook)
    current = report_next(store, token, rulebook)
    wished = replace(REQUEST, start=MONDAY + dt.timedelta(weeks=3), minutes=15)
    after = change(store, token, wished, rulebook, evening_of(MONDAY), version=current.version)
    assert after.request.start == MONDAY
    assert after.log == current.log
    assert all(session.minutes <= 15 for session in after.sessions[1:])


def test_of_two_reports_at_once_none_is_lost(any_store: Store, rulebook: Rulebook) -> None:
    token = started(any_store, rulebook)
    current = load_programme(any_store, token)
    later = evening_of(current.sessions[3].date)

    def send(place: int) -> int:
        said = _said(current, place, pain_during=0)
        return report(any_store, token, (said,), f"{KEY} {place}", rulebook, later).version

    with ThreadPoolExecutor(4) as pool:
        versions = list(pool.map(send, range(4)))
    after = load_programme(any_store, token)
    assert sorted(versions) == [2, 3, 4, 5]
    assert after.version == 5
    assert [entry.session for entry in after.log] == [session.key for session in current.sessions[:4]]


def test_a_plan_that_never_stands_still_answers_busy_and_keeps_nothing(
    store: Store, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = started(store, rulebook)
    current = load_programme(store, token)
    planned_anew: Callable[..., object] = training_reports.planned_anew

    def meanwhile(*given: object) -> object:
        latest = load_programme(store, token)
        change(store, token, REQUEST, rulebook, ANSWERED, version=latest.version)
        return planned_anew(*given)

    monkeypatch.setattr(training_reports, "planned_anew", meanwhile)
    with pytest.raises(Busy):
        report(store, token, (_said(current),), KEY, rulebook, evening_of(MONDAY))
    assert _reports(store) == 0


def test_a_new_plan_of_the_same_result_counts_what_was_done_before(store: Store, rulebook: Rulebook) -> None:
    result = finished_screening(store, rulebook)
    token = start(store, result, REQUEST, KEY, rulebook, ANSWERED)
    for _ in range(6):
        current = report_next(store, token, rulebook)
    monday = current.log[-1].on + dt.timedelta(days=7 - current.log[-1].on.weekday())
    again = replace(REQUEST, start=monday)
    second = start(store, result, again, KEY + "2", rulebook, evening_of(current.log[-1].on))
    known = load_programme(store, second)
    fresh = first_plan(current.basis.answers, again, rulebook)
    assert known.log == ()
    assert known.programme == first_plan(current.basis.answers, again, rulebook, current)
    assert known.programme != fresh


def test_nothing_is_started_without_a_key(store: Store, rulebook: Rulebook) -> None:
    with pytest.raises(InvalidAnswers):
        start(store, "x" * 43, REQUEST, "", rulebook, ANSWERED)
