"""A log that goes on is not read from its beginning again, and comes to the same."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from screening.domain.case import events as ev
from screening.domain.case.day_rules import DayRules, is_leg_red
from screening.domain.case.diary import Diary, Entered
from screening.domain.case.happen import Refused, happen, happen_next
from screening.domain.case.standing import CaseState
from screening.domain.case.state import replay, replaying
from screening.domain.case.words import Flag, Part, SessionKind
from tests.support import case_lives
from tests.support.case_lives import ATHLETE, INJURED, PHYSIO, RULEBOOK, rules
from tests.support.checkin_days import about, checkin_rules

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("life", sorted(case_lives.ALL))
def test_going_on_event_by_event_is_reading_it_all(life: str) -> None:
    log = case_lives.ALL[life]()
    so_far = replaying(log[:1])
    for number in range(1, len(log)):
        so_far = so_far.after(log[number : number + 1])
        if number % 7 == 0:
            assert so_far.state() == replay(log[: number + 1])
    assert so_far.state() == replay(log)


@pytest.mark.parametrize("life", sorted(case_lives.ALL))
def test_what_others_go_on_from_stays_as_it_is(life: str) -> None:
    log = case_lives.ALL[life]()
    so_far = replaying(log[: len(log) // 2])
    before = so_far.state()
    so_far.after(log[len(log) // 2 :])
    assert so_far.state() == before == replay(log[: len(log) // 2])


def test_going_on_after_a_gap_is_refused() -> None:
    log = case_lives.moderate()
    with pytest.raises(ValueError, match="stands where 6 should"):
        replaying(log[:5]).after(log[6:])


@pytest.mark.parametrize(
    "body",
    [
        ev.CheckIn(Part.MORNING, INJURED, pain_morning=9, flags=frozenset({Flag.LIMP})),
        ev.SessionRecorded("another", INJURED, SessionKind.RUNNING, rung=2),
        ev.NoteWritten("Seen in the clinic today."),
    ],
)
@pytest.mark.parametrize("life", ["moderate", "adolescent", "absent"])
def test_the_same_happens_whether_the_log_was_read_before_or_is_read_now(life: str, body: ev.Body) -> None:
    log = case_lives.ALL[life]()
    now = (log[-1].at + dt.timedelta(minutes=1), log[-1].day, rules(), RULEBOOK)
    by = ATHLETE if isinstance(body, ev.CheckIn) else PHYSIO
    so_far = replaying(log)
    new, after = happen_next(so_far, body, by, *now)
    assert new == happen(log, body, by, *now)
    assert after.state() == replay((*log, *new))
    assert so_far.state() == replay(log)


def test_what_is_refused_leaves_nothing_behind() -> None:
    log = case_lives.moderate()
    so_far = replaying(log)
    tomorrow = ev.SessionRecorded("tomorrow", log[-1].day + DAY, SessionKind.RUNNING, rung=2)
    with pytest.raises(Refused):
        happen_next(so_far, tomorrow, PHYSIO, log[-1].at, log[-1].day, rules(), RULEBOOK)
    assert so_far.state() == replay(log)


def _by_day(state: CaseState) -> Diary:
    entered = [Entered(one.body, one.at, one.day) for one in state.check_ins]
    return Diary.of(entered, [one.body for one in state.sessions])


@pytest.mark.parametrize("life", sorted(case_lives.ALL))
def test_the_diary_of_a_state_is_its_check_ins_and_sessions_by_day(life: str) -> None:
    state = replay(case_lives.ALL[life]())
    assert state.diary == _by_day(state)
    shown = [light for day in sorted(state.lights_by_day) for light in state.lights_by_day[day]]
    assert shown == sorted((one.body for one in state.lights), key=lambda light: light.for_day)


def test_a_session_recorded_again_moves_with_its_day_and_one_taken_back_is_gone() -> None:
    state = replay(case_lives.moderate())
    session = state.sessions[-1].body
    so_far = replaying(case_lives.moderate())
    for changed in (
        ev.SessionRecorded(session.key, session.on - DAY, session.kind, rung=1),
        ev.SessionRecorded("beside it", session.on - DAY, session.kind, rung=3),
        ev.SessionRecorded(session.key, session.on, session.kind, taken_back=True),
        ev.SessionRecorded(session.key, session.on, session.kind, rung=2),
    ):
        now = so_far.state()
        event = ev.CaseEvent(now.last_number + 1, now.last_at, now.last_day, PHYSIO, RULEBOOK, changed)
        so_far = so_far.after((event,))
        assert so_far.state().diary == _by_day(so_far.state())
        found = so_far.state().diary.sessions.get(changed.on, ())
        assert (changed in found) is not changed.taken_back


def test_a_red_of_the_leg_is_the_same_whether_one_day_or_all_of_it_is_looked_at() -> None:
    chance = random.Random(5)  # noqa: S311 - test data, not a secret
    reds = 0
    for _ in range(40):
        entered = [_half(chance, INJURED + DAY * place) for place in range(12) for _ in range(2)]
        done = [_session(chance, INJURED + DAY * place) for place in range(12) if chance.random() < 0.5]
        diary = Diary.of(entered, done)
        for day in (INJURED + DAY * place for place in range(13)):
            whole = is_leg_red(DayRules(diary, about(), checkin_rules()).alone(day)[1])
            assert DayRules(diary, about(), checkin_rules()).is_leg_red(day) is whole
            reds += whole
    assert 50 < reds < 450


def _half(chance: random.Random, day: dt.date) -> Entered:
    part, pain = chance.choice(list(Part)), chance.choice((None, 0, 0, 1, 2, 3, 5))
    flags = frozenset({chance.choice(list(Flag))} if chance.random() < 0.2 else ())
    given = ev.CheckIn(part, day, pain_morning=pain, pain_during_max=pain, fatigue=3, flags=flags)
    return Entered(given, dt.datetime.combine(day, dt.time(chance.randrange(24)), dt.UTC), day)


def _session(chance: random.Random, day: dt.date) -> ev.SessionRecorded:
    rung, pain = chance.randrange(10), chance.choice((None, 0, 1, 4))
    return ev.SessionRecorded(f"{day}", day, SessionKind.RUNNING, rung=rung, pain_max=pain)
