"""What a light takes away, and how match minutes rise."""

from __future__ import annotations

import datetime as dt

from screening.domain.case.week.model import CaseProgramme, Kind, Past, Terms
from screening.domain.case.words import Light, State
from tests.support.case_week_lives import DAY, GYM, Planner, standing


def day(number: int) -> dt.date:
    return DAY + dt.timedelta(number)


def matches(*days: int, **more: object) -> Terms:
    return Terms(kit=GYM, match_dates=tuple(day(number) for number in days), **more)  # type: ignore[arg-type]


def played(programme: CaseProgramme) -> list[tuple[int, tuple[int, int] | None]]:
    """Days from the first with a match that is played, and its minutes."""
    return [((one.date - DAY).days, one.match_minutes) for one in programme.sessions if one.plays]


def test_after_amber_nothing_is_fast_or_heavy_today_and_tomorrow_and_all_is_a_quarter_less(
    planner: Planner,
) -> None:
    green = planner.plan(standing(State.S4), Terms(kit=GYM))
    amber = planner.plan(standing(State.S4, light=Light.AMBER, light_on=DAY), Terms(kit=GYM))
    for one in amber.sessions:
        if one.date <= day(1):
            assert one.top_class <= 1
            assert one.top_rung <= 4
    nordics = [
        [
            item.amount
            for one in plan.sessions
            for item in one.items
            if item.exercise == "nordic_partial_range"
        ]
        for plan in (green, amber)
    ]
    assert (nordics[0][-1], nordics[1][-1]) == (4, 3)
    assert any("amber" in note for note in amber.notes)


def test_an_old_amber_that_nobody_answered_since_still_keeps_today_quiet(planner: Planner) -> None:
    now = standing(State.S4, light=Light.AMBER, light_on=day(-5))
    first = [one for one in planner.plan(now, Terms(kit=GYM)).sessions if one.date <= day(1)]
    assert all(one.top_class <= 1 and one.top_rung <= 4 for one in first)


def test_after_red_there_is_walking_and_gentle_work_until_a_green_day(planner: Planner) -> None:
    red = planner.plan(standing(State.S5, light=Light.RED, light_on=DAY), Terms(kit=GYM, length=14))
    assert {one.top_rung for one in red.sessions} == {0}
    assert max(one.top_class for one in red.sessions) <= 1
    early = [item for one in red.sessions if one.date <= day(1) for item in one.items]
    assert all(item.slot not in ("nordic_full", "hip_loaded") for item in early)


def test_the_first_matches_back_are_short_then_longer_then_whole(planner: Planner) -> None:
    programme = planner.plan(standing(State.S7), matches(2, 6, 13, length=14))
    assert played(programme) == [(2, (20, 30)), (6, (45, 60)), (13, None)]


def test_the_second_match_waits_for_seventy_two_hours(planner: Planner) -> None:
    programme = planner.plan(standing(State.S7), matches(2, 4, 6))
    assert played(programme) == [(2, (20, 30)), (6, (45, 60))]
    told = next(one for one in programme.sessions if one.kind is Kind.MATCH and not one.plays)
    assert "72 hours" in (told.note or "")


def test_matches_played_before_count_and_so_does_the_time_since_the_last(planner: Planner) -> None:
    before = (Past(day(-2), competition=True),)
    now = standing(State.S7, sessions=before, matches_played=1)
    assert played(planner.plan(now, matches(0, 3))) == [(3, (45, 60))]


def test_nobody_plays_before_s7_without_clearance_or_on_a_light_that_is_not_green(planner: Planner) -> None:
    assert played(planner.plan(standing(State.S6), matches(3))) == []
    assert played(planner.plan(standing(State.S7, cleared_until=None), matches(3))) == []
    assert played(planner.plan(standing(State.S7, cleared_until=day(2)), matches(3))) == []
    assert played(planner.plan(standing(State.S7, light=Light.RED), matches(3))) == []
    assert played(planner.plan(standing(State.S7, light=Light.AMBER, light_on=DAY), matches(1, 3))) == [
        (3, (20, 30))
    ]


def test_a_step_down_in_running_keeps_out_of_matches_until_a_person_takes_it_up(planner: Planner) -> None:
    assert played(planner.plan(standing(State.S7, rung=6, rung_lowered=True), matches(3))) == []
    assert played(planner.plan(standing(State.S7, rung=7, rung_lowered=True), matches(3))) == [(3, (20, 30))]


def test_the_heavy_session_lies_four_days_before_the_match_and_sprints_two(planner: Planner) -> None:
    programme = planner.plan(standing(State.S7), matches(4))
    heavy = [one.date for one in programme.sessions if one.top_class == 4]
    fast = [one.date for one in programme.sessions if one.top_rung >= 7]
    assert heavy == [day(0)]
    assert fast == [day(2)]


def test_team_training_stands_on_its_days_from_s6_on_and_needs_a_clearance(planner: Planner) -> None:
    terms = Terms(kit=GYM, team_days=(3, 5))

    def team(**changes: object) -> list[int]:
        sessions = planner.plan(standing(State.S6, **changes), terms).sessions
        return [one.date.isoweekday() for one in sessions if one.kind is Kind.TEAM]

    assert team() == [3, 5]
    assert team(cleared_until=None) == []
    assert [one for one in planner.plan(standing(State.S5), terms).sessions if one.kind is Kind.TEAM] == []
