"""While the clock cannot be believed nothing moves up, is placed or lifted; all else is kept, in order."""

from __future__ import annotations

import datetime as dt

import pytest

from screening.domain.case.events import (
    CheckIn,
    HoldLifted,
    HoldSet,
    Moved,
    NoteWritten,
    PainModeSet,
    RungSet,
)
from screening.domain.case.happen import Refused
from screening.domain.case.rules import required_case_rules
from screening.domain.case.state import replay
from screening.domain.case.words import PainMode, Part, Party, State
from screening.domain.clubs import Role
from screening.services.cases import case_page
from screening.services.cases.moment import BELIEVED_GAP, goes_up
from screening.store.queries import audit
from screening.store.tables import ClubRow
from screening.store.tables.audit import Event
from tests.support.kept_cases import Ward, morning

DAY = dt.timedelta(days=1)
TO_S2 = Moved("move.TR3", State.S1, State.S2)


def ready(ward: Ward) -> int:
    """A case that lacks nothing but the signature to enter the second stage."""
    case = ward.in_s1()
    for _ in range(2):
        ward.at += DAY
        ward.do(case, morning(ward.at.date()))
    ward.do(case, ward.tests_of(State.S1))
    return case


def noted(ward: Ward, event: Event) -> None:
    with ward.store.write(club=ward.club.id) as tx:
        audit.record(tx, event, ward.at)


def test_a_leap_forward_lets_nothing_up_until_something_tells_the_time(ward: Ward) -> None:
    case = ready(ward)
    ward.at += BELIEVED_GAP + dt.timedelta(minutes=1)
    for looked in (Event.SIGNED_IN, Event.RECORD_VIEWED):
        noted(ward, looked)
        with pytest.raises(Refused, match="clock") as refused:
            ward.do(case, TO_S2)
        assert [reason.id for reason in refused.value.reasons] == ["clock"]
    page = case_page(ward.store, ward.actor(Role.PHYSIO), ward.club.id, case, ward.rulebook, ward.at)
    assert page.clock_in_doubt
    assert "17 March 2026" in str(refused.value), "a person can tell whether it is right"
    ward.do(case, NoteWritten("The day is right."))
    ward.do(case, morning(ward.at.date()))
    ward.do(case, TO_S2)
    assert ward.row(case).state is State.S2


def test_within_a_day_the_clock_is_believed(ward: Ward) -> None:
    case = ready(ward)
    ward.at += BELIEVED_GAP - dt.timedelta(minutes=1)
    ward.do(case, TO_S2)


def test_a_clock_set_back_lets_nothing_up_and_time_never_goes_backwards(ward: Ward) -> None:
    case = ready(ward)
    last = ward.log(case)[-1]
    ward.at -= 5 * DAY
    with pytest.raises(Refused, match="clock"):
        ward.do(case, TO_S2)
    ward.do(case, NoteWritten("Written while the clock was wrong."))
    ward.do(case, HoldSet("A hold may always be set."))
    events = ward.log(case)
    assert all(event.at >= last.at and event.day >= last.day for event in events[last.number :])
    assert [event.at for event in events] == sorted(event.at for event in events)
    with pytest.raises(Refused, match="clock"):
        ward.do(case, HoldLifted(events[-1].number, "It is over now."))
    assert ward.row(case).state is State.S1


def test_steps_down_and_reports_are_kept_whatever_the_clock_says(ward: Ward) -> None:
    case = ward.in_s2()
    ward.at += 10 * DAY
    ward.do(case, Moved("move.TR11", State.S2, State.S1, reason="Pain came back when walking."))
    assert ward.row(case).state is State.S1
    ward.at -= 40 * DAY
    ward.do(case, CheckIn(Part.MORNING, ward.log(case)[-1].day, pain_morning=7), Role.ATHLETE)
    assert ward.row(case).is_held


def test_an_entry_in_the_future_keeps_the_case_shut_until_then(ward: Ward) -> None:
    case = ready(ward)
    ward.at += 20 * DAY
    ward.do(case, NoteWritten("Written with a clock far ahead."))
    ward.at -= 20 * DAY
    with pytest.raises(Refused, match="clock"):
        ward.do(case, TO_S2)


def test_the_invented_past_of_a_demonstration_tells_nothing_of_the_clock(ward: Ward) -> None:
    with ward.store.write(club=ward.club.id) as tx:
        tx.get_one(ClubRow, ward.club.id).is_demonstration = True
        audit.record(tx, Event.CLUB_MADE, ward.at + 30 * DAY)
    case = ready(ward)
    ward.do(case, TO_S2)
    assert ward.row(case).state is State.S2


def test_all_that_means_more_load_waits_for_the_clock(ward: Ward) -> None:
    state = replay(ward.log(ward.in_s2()))
    up = [
        TO_S2,
        Moved("move.TR4", State.S2, State.S3),
        Moved("move.TR14", State.REFERRED, State.S2),
        Moved("move.TR10", State.S2, State.CLOSED),
        RungSet(state.rung + 1, "next"),
        PainModeSet(PainMode.THRESHOLD, "mild pain"),
        NoteWritten("seen", clears_red_flags=True),
        NoteWritten("shorter", minutes_allowed=True),
        HoldLifted(3, "over"),
    ]
    down = [
        Moved("move.TR11", State.S2, State.S1),
        Moved("move.TR13", State.S2, State.REFERRED),
        Moved("move.TR16", State.S2, State.WITHDRAWN),
        RungSet(state.rung, "same"),
        PainModeSet(PainMode.PAIN_FREE, "none"),
        NoteWritten("seen"),
        HoldSet("wait"),
        morning(ward.at.date()),
    ]
    rules = required_case_rules(ward.rulebook)
    assert [goes_up(body, state, rules) for body in up] == [True] * len(up)
    assert [goes_up(body, state, rules) for body in down] == [False] * len(down)
    assert state.moves[-1].by.party is Party.PHYSIO
