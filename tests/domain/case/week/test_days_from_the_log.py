"""What a case's own log says about the days ahead."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from screening.domain.answers import Answers
from screening.domain.case import events as ev
from screening.domain.case.rules import required_case_rules
from screening.domain.case.state import replay
from screening.domain.case.week.asked import days_said, narrowed, terms_answered, terms_kept
from screening.domain.case.week.model import PlannedSession, StageNow, Terms
from screening.domain.case.week.now import last_light, stage_now
from screening.domain.case.words import Light, SessionKind, State
from screening.domain.rulebook import Rulebook
from screening.services.training_situation import situation_of
from tests.support import case_lives
from tests.support.programme_cases import FOOTBALLER

DAY = case_lives.INJURED


def now_of(log: ev.Log, rulebook: Rulebook, day: dt.date | None = None) -> StageNow:
    state = replay(log)
    return stage_now(state, log, required_case_rules(rulebook), day or state.last_day)


def added(log: ev.Log, body: ev.Body, by: ev.Who = case_lives.PHYSIO) -> ev.Log:
    """The log with one event more, as it might have been written."""
    last = log[-1]
    return (*log, ev.CaseEvent(last.number + 1, last.at, last.day, by, last.rulebook, body))


def test_stage_rung_light_and_sessions_come_from_the_log(rulebook: Rulebook) -> None:
    state, now = replay(case_lives.moderate()), now_of(case_lives.moderate(), rulebook)
    assert (now.state, now.rung, now.side) == (State.S4, state.rung, state.opened.side)
    assert now.light is last_light(state.days_by_light, now.day)[0]
    assert [past.on for past in now.sessions] == [one.body.on for one in state.sessions]
    assert not now.rung_lowered


def test_a_rung_that_the_software_lowered_counts_as_lowered_until_a_person_sets_it(
    rulebook: Rulebook,
) -> None:
    log = added(case_lives.moderate(), ev.RungSet(1, "A red light.", "regress.RG1"), case_lives.SYSTEM)
    lowered = now_of(log, rulebook)
    assert (lowered.rung, lowered.rung_lowered, lowered.level_down) == (1, True, 1)
    raised = now_of(added(log, ev.RungSet(2, "Two green sessions.")), rulebook)
    assert (raised.rung, raised.rung_lowered, raised.level_down) == (2, False, 0)


def test_only_a_hold_that_stops_training_stops_it(rulebook: Rulebook) -> None:
    log = added(case_lives.moderate(), ev.HoldSet("Waits for the test."))
    assert now_of(log, rulebook).stopped is None
    assert now_of(added(log, ev.HoldSet("Fever.", stops_training=True)), rulebook).stopped == "Fever."


def test_the_worst_light_since_the_last_green_day_counts() -> None:
    def day(number: int) -> dt.date:
        return DAY + dt.timedelta(number)

    today = day(9)
    assert last_light({}, today) == (None, None)
    assert last_light({day(1): {Light.OPEN}}, today) == (None, None)
    assert last_light({day(1): {Light.RED}, day(2): {Light.GREEN}}, today) == (Light.GREEN, day(2))
    assert last_light({day(1): {Light.RED}, day(2): {Light.AMBER}}, today) == (Light.RED, day(1))
    assert last_light({day(1): {Light.AMBER}, day(2): {Light.OPEN}}, today) == (Light.AMBER, day(1))
    assert last_light({day(1): {Light.GREEN}, day(2): {Light.GREEN, Light.AMBER}}, today) == (
        Light.AMBER,
        day(2),
    )
    assert last_light({day(1): {Light.GREEN}, day(20): {Light.RED}}, today) == (Light.GREEN, day(1))


def test_competition_clearance_and_matches_count_from_the_present_return(rulebook: Rulebook) -> None:
    before = now_of(case_lives.mild(), rulebook)
    match = ev.SessionRecorded("one more match", before.day, SessionKind.COMPETITION, rung=9, minutes=25)
    log = added(case_lives.mild(), match)
    now = now_of(log, rulebook)
    assert now.state is State.S7
    assert now.matches_played == before.matches_played + 1
    assert now.days_in_competition is not None
    clearance = replay(log).clearance
    assert clearance is not None
    assert now.cleared_until == clearance.review_on


def test_heavy_lowering_counts_only_where_it_was_planned_and_done(rulebook: Rulebook) -> None:
    log = case_lives.mild()
    state = replay(log)
    done = [one.body.on for one in state.sessions if one.body.strength][-1]
    planned = PlannedSession(done, "strength", "Strength", 20, ("Nordic hamstring curl, 3 × 4",), top_reps=12)
    nobody = replace(planned, date=done + dt.timedelta(1), top_reps=30)
    before = now_of(log, rulebook, state.last_day + dt.timedelta(3)).top_reps_before
    kept = added(log, ev.ProgrammeMade(Terms(), done, done + dt.timedelta(6), (planned, nobody)))
    after = now_of(kept, rulebook, state.last_day + dt.timedelta(3)).top_reps_before
    late = now_of(kept, rulebook, state.last_day + dt.timedelta(40)).top_reps_before
    assert (before, after, late) == (0, 12, 0)


def test_the_terms_kept_last_count() -> None:
    log = case_lives.moderate()
    assert terms_kept(log, 1) is None
    for minutes in (20, 40):
        log = added(log, ev.ProgrammeMade(Terms(minutes=minutes), DAY, DAY, ()))
    kept = terms_kept(log, 1)
    assert kept is not None
    assert kept[0].minutes == 40


def test_that_a_clinician_builds_it_counts_for_the_stage_it_was_said_in() -> None:
    log = added(case_lives.moderate(), ev.ProgrammeMade(Terms(is_clinicians=True, minutes=20), DAY, DAY, ()))
    for entered, is_built in ((log[-1].number - 1, True), (log[-1].number + 1, False)):
        kept = terms_kept(log, entered)
        assert kept is not None
        assert (kept[0].is_clinicians, kept[0].minutes) == (is_built, 20)


def test_what_the_athlete_said_counts_until_a_clinician_keeps_a_programme() -> None:
    log = case_lives.moderate()
    assert days_said(log) is None
    for days in ((1,), (2, 4)):
        log = added(log, ev.DaysSaid(days, 20), case_lives.ATHLETE)
    assert days_said(log) == ev.DaysSaid((2, 4), 20)
    assert days_said(added(log, ev.ProgrammeMade(Terms(), DAY, DAY, ()))) is None


@pytest.mark.parametrize("kept", [None, Terms(), Terms(days=(1, 3, 5), minutes=30), Terms(days=(2,))])
@pytest.mark.parametrize(
    "said", [ev.DaysSaid(), ev.DaysSaid((3,)), ev.DaysSaid((1, 2, 3, 4, 5, 6, 7), 120), ev.DaysSaid((6,), 12)]
)
def test_what_the_athlete_said_never_widens_what_a_clinician_kept(
    kept: Terms | None, said: ev.DaysSaid
) -> None:
    before = kept or Terms(minutes=40)
    after = narrowed(before, said, kept)
    assert replace(after, days=(), minutes=None) == replace(before, days=(), minutes=None), "nothing else"
    if kept is None:
        assert (after.days, after.minutes) == (said.days, said.minutes or 40)
        return
    assert set(after.days) <= set(kept.days or range(1, 8))
    assert bool(after.days) >= bool(kept.days), "no day at all would mean any"
    assert kept.minutes is None or (after.minutes or 0) <= kept.minutes


def test_days_minutes_and_kit_are_those_answered_and_else_unknown(rulebook: Rulebook) -> None:
    situation = situation_of(Answers(FOOTBALLER.answers), rulebook)
    terms = terms_answered(situation, rulebook.plan)
    assert (terms.sessions_a_week, terms.minutes, terms.level) == (3, 30, 3)
    assert terms.kit is not None
    assert "barbell" in terms.kit
    assert terms_answered(None, rulebook.plan) == Terms()
