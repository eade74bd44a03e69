"""Fast running of a week rises slowly (plan.HC27); where one step of the ladder holds more, that is said."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from screening.domain.case.week.model import CaseProgramme, CaseSession, Kind, Past, StageNow, Terms
from screening.domain.case.words import Light, State
from tests.support.case_week_lives import DAY, GYM, Planner, standing

RULE = "plan.HC27"
TERMS = Terms(kit=GYM)
TWO_WEEKS = dataclasses.replace(TERMS, length=14)


def ran(*days: int, rung: int | None = 5, metres: float | None = None) -> tuple[Past, ...]:
    """Running done so many days before the first day that is planned."""
    return tuple(Past(DAY - dt.timedelta(back), rung, fast_metres=metres) for back in days)


def runs_of(days: CaseProgramme) -> list[CaseSession]:
    return [one for one in days.sessions if one.kind is Kind.RUNNING]


def rungs(days: CaseProgramme) -> list[int]:
    return [max(item.rung or 0 for item in one.items if item.slot == "running") for one in runs_of(days)]


def fewest(planner: Planner, number: int) -> list[int]:
    return [part.amount[0] for part in planner.weeks.ladder[number].parts]


def test_the_first_week_of_a_fast_rung_holds_two_runs_at_their_fewest_and_says_why(planner: Planner) -> None:
    days = planner.plan(standing(State.S4), TERMS)
    assert rungs(days) == [5, 5, 4]
    fast = runs_of(days)[0]
    assert [item.amount for item in fast.items if item.slot == "running"] == fewest(planner, 5)
    assert days.conflicts == (RULE,)
    assert planner.weeks.exception.reason in days.notes
    assert "slower run" in (runs_of(days)[2].note or "")


def test_a_week_that_follows_enough_fast_running_holds_all_of_it_and_says_nothing(planner: Planner) -> None:
    days = planner.plan(standing(State.S4, sessions=ran(3, 5, 7, 10, 12, 14)), TERMS)
    assert rungs(days) == [5, 5, 5]
    assert days.conflicts == ()


def test_making_the_days_anew_every_morning_comes_to_the_same(planner: Planner) -> None:
    """Somebody who does what every morning says runs as fast as the first plan of two weeks said."""
    now, done = standing(State.S4), list[tuple[int, int]]()
    for place in range(14):
        past = tuple(Past(DAY + dt.timedelta(on), rung) for on, rung in done)
        today = dataclasses.replace(now, day=DAY + dt.timedelta(place), sessions=past)
        days = planner.plan(today, TERMS)
        done += [
            (place, rung)
            for one, rung in zip(runs_of(days), rungs(days), strict=True)
            if one.date == today.day
        ]
    fast = [place for place, rung in done if rung == 5]
    assert fast[:2] == [0, 2]
    assert all(sum(1 for one in fast if place - 7 < one <= place) <= 3 for place in fast)
    assert not [place for place in fast if 2 < place < 7], "no third one in the first week"


def test_on_the_fast_track_no_run_is_slowed_and_it_is_said(planner: Planner) -> None:
    days = planner.plan(standing(State.S4, is_fast_track=True), TERMS)
    assert rungs(days) == [5, 5, 5]
    assert days.conflicts == (RULE,)


def test_beside_the_team_there_are_fewer_fast_runs_until_the_rule_is_kept(planner: Planner) -> None:
    now = standing(State.S6, rung=9)
    days = planner.plan(now, TERMS)
    (run,) = runs_of(days)
    assert [(item.sets, item.amount) for item in run.items] == [(1, 3)], "90 m in place of 120"
    assert days.conflicts == ()
    known = ran(3, rung=None, metres=400.0) + ran(8, rung=None, metres=350.0)
    some = planner.plan(dataclasses.replace(now, sessions=known), TERMS)
    assert [item.amount for item in runs_of(some)[0].items] == [1]


def test_what_was_measured_and_what_the_rung_holds_count_as_the_more_careful_says(planner: Planner) -> None:
    long_ago = (3, 5, 7, 10, 12, 14)
    assert rungs(planner.plan(standing(State.S4, sessions=ran(*long_ago)), TERMS)) == [5, 5, 5]
    little = ran(3, 5) + ran(7, 10, 12, 14, metres=10.0)
    assert rungs(planner.plan(standing(State.S4, sessions=little), TERMS))[0] == 4, "less before than planned"
    much = ran(3, metres=400.0) + ran(5, 7, 10, 12, 14)
    assert rungs(planner.plan(standing(State.S4, sessions=much), TERMS))[0] == 4, "more now than planned"


@pytest.mark.parametrize("light", [Light.AMBER, Light.RED])
def test_a_light_takes_from_a_slower_run_as_well(planner: Planner, light: Light) -> None:
    lit = planner.plan(standing(State.S4, light=light, sessions=ran(2, 4)), TWO_WEEKS)
    green = planner.plan(standing(State.S4, sessions=ran(2, 4)), TWO_WEEKS)
    for one, other in zip(runs_of(lit), runs_of(green), strict=True):
        assert one.minutes <= other.minutes or one.top_rung == 0


def test_a_rise_by_the_team_is_said_where_both_weeks_were_measured(planner: Planner) -> None:
    def warned(*past: Past) -> bool:
        days = planner.plan(standing(State.S6, sessions=past), TERMS)
        assert set(days.warnings) <= {planner.weeks.wording.say("fast_rise")}
        return bool(days.warnings)

    assert warned(*ran(2, rung=None, metres=400.0), *ran(9, rung=None, metres=300.0))
    assert not warned(*ran(2, rung=None, metres=390.0), *ran(9, rung=None, metres=300.0))
    assert warned(*ran(2, rung=None, metres=200.5), *ran(9, rung=None, metres=100.0))
    assert not warned(*ran(2, rung=None, metres=900.0)), "a week nobody measured is not one without running"
    assert not warned(*ran(2, rung=9), *ran(9, rung=5)), "a rung is no measure of what the team did"


def spoilt(days: CaseProgramme, **changes: object) -> CaseProgramme:
    """The same days with every fast run of the ladder changed."""
    sessions = tuple(
        dataclasses.replace(
            one,
            items=tuple(
                dataclasses.replace(item, **changes)  # type: ignore[arg-type] # names of fields
                if item.slot == "running" and item.rung == 5
                else item
                for item in one.items
            ),
        )
        for one in days.sessions
    )
    return dataclasses.replace(days, sessions=sessions)


def test_the_checker_finds_what_goes_beyond_the_exception(planner: Planner) -> None:
    now: StageNow = standing(State.S4)
    days = planner.plan(now, TERMS)
    assert planner.breaches(now, TERMS, days) == []
    assert RULE in planner.breaches(now, TERMS, dataclasses.replace(days, conflicts=())), "not said"
    assert RULE in planner.breaches(now, TERMS, spoilt(days, amount=4)), "more than the fewest"
    fast = planner.plan(dataclasses.replace(now, is_fast_track=True), TERMS)
    assert RULE in planner.breaches(now, TERMS, fast), "a third fast run"
    slow = planner.plan(standing(State.S4, rung=4), TERMS)
    said = dataclasses.replace(slow, conflicts=(RULE,))
    assert RULE in planner.breaches(standing(State.S4, rung=4), TERMS, said), "said and not so"


def test_the_checker_finds_more_than_one_run_beside_the_team_where_the_week_is_full(planner: Planner) -> None:
    now = standing(State.S6, sessions=ran(3, rung=None, metres=450.0) + ran(8, rung=None, metres=350.0))
    days = planner.plan(now, TERMS)
    assert planner.breaches(now, TERMS, days) == []
    more = tuple(
        dataclasses.replace(one, items=tuple(dataclasses.replace(item, amount=2) for item in one.items))
        if one.kind is Kind.RUNNING
        else one
        for one in days.sessions
    )
    assert RULE in planner.breaches(now, TERMS, dataclasses.replace(days, sessions=more))
