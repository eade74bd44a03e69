"""The second reading of the hard constraints notices each of them when it is broken."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from screening.domain.programme.draft import DatedDraft
from screening.domain.programme.model import DatedItem, DatedSession, DatedWeek, Programme, Request
from screening.domain.programme.present import dated_item
from screening.domain.programme.setting import setting_of
from tests.support.plan_situations import Case
from tests.support.programme_cases import (
    BUILDER,
    CHILD,
    FOOTBALLER,
    HURT,
    NOVICE,
    SPRINTER,
    day,
    done_until,
    report,
)
from tests.support.programme_lives import MONDAY, Programmer

Change = Callable[[Programme], Programme]


def item(programmer: Programmer, exercise: str, sets: int, amount: int, slot: str = "trunk") -> DatedItem:
    """An exercise as it would be printed."""
    rules = programmer.planner.rules
    setting = setting_of(
        programmer.situation(BUILDER),
        Request(MONDAY),
        programmer.more.protocols["default_block"],
        rules,
        programmer.more,
    )
    one = rules.exercises[exercise]
    return dated_item(DatedDraft(slot, one, sets, one.dose.unit, amount), setting)


def with_session(programme: Programme, key: str, change: Callable[[DatedSession], DatedSession]) -> Programme:
    weeks = [
        dataclasses.replace(
            week, sessions=tuple(change(one) if one.key == key else one for one in week.sessions)
        )
        for week in programme.weeks
    ]
    return dataclasses.replace(programme, weeks=tuple(weeks))


def with_items(programme: Programme, key: str, *items: DatedItem, more: bool = True) -> Programme:
    """With further items in one session, or with these alone."""
    return with_session(
        programme,
        key,
        lambda one: dataclasses.replace(one, items=(*one.items, *items) if more else items),
    )


def without(programme: Programme, week: int, slots: set[str]) -> Programme:
    def lighter(one: DatedWeek) -> DatedWeek:
        if one.number != week:
            return one
        sessions = tuple(
            dataclasses.replace(s, items=tuple(i for i in s.items if i.slot not in slots))
            for s in one.sessions
        )
        return dataclasses.replace(one, sessions=sessions)

    return dataclasses.replace(programme, weeks=tuple(lighter(one) for one in programme.weeks))


def moved(programme: Programme, key: str, week: int, weekday: int) -> Programme:
    return with_session(programme, key, lambda one: dataclasses.replace(one, date=day(week, weekday)))


def broken(
    programmer: Programmer, change: Change, case: Case = BUILDER, request: Request | None = None
) -> list[str]:
    request = request or Request(MONDAY)
    programme = programmer.make(case, request)
    assert programmer.breaches(programme, case, request) == []
    return programmer.breaches(change(programme), case, request)


def test_an_exercise_that_does_not_exist_is_noticed(programmer: Programmer) -> None:
    unknown = dataclasses.replace(item(programmer, "squat", 1, 8), exercise="no_such_exercise")
    assert "plan.HC01" in broken(programmer, lambda p: with_items(p, "1-1", unknown))


@pytest.mark.parametrize(
    ("exercise", "case", "rule"),
    [
        ("slider_curl", HURT, "plan.HC02"),
        ("tempo_run", HURT, "plan.HC03"),
        ("seated_leg_curl", NOVICE, "plan.HC05"),
        ("nordic_weighted", BUILDER.but(equipment=("partner", "dumbbells")), "plan.HC19"),
    ],
)
def test_an_exercise_that_is_not_for_this_athlete_is_noticed(
    programmer: Programmer, exercise: str, case: Case, rule: str
) -> None:
    one = item(programmer, exercise, 1, programmer.planner.rules.exercises[exercise].dose.amount[0])
    assert rule in broken(programmer, lambda p: with_items(p, "1-1", one), case)


def test_a_limit_that_is_not_heeded_is_noticed(programmer: Programmer) -> None:
    kneeling = BUILDER.but(exercise_limits=("kneeling",))
    nordic = item(programmer, "nordic_partial_range", 2, 4)
    assert "plan.HC04" in broken(programmer, lambda p: with_items(p, "3-1", nordic), kneeling)


def test_heavy_days_next_to_each_other_are_noticed(programmer: Programmer) -> None:
    assert "plan.HC06" in broken(programmer, lambda p: moved(p, "5-2", 5, 2))
    assert "plan.HC06" in broken(programmer, lambda p: moved(p, "5-2", 5, 1))


def test_heavy_lowering_before_fast_running_is_noticed(programmer: Programmer) -> None:
    sprinter = SPRINTER.but(nordic_dose="over_75")
    programme = programmer.make(sprinter, Request(MONDAY))
    heavy = next(
        s for s in programme.weeks[4].sessions if any(i.exercise == "nordic_hamstring_curl" for i in s.items)
    )
    fast = next(s for s in programme.weeks[4].sessions if any(i.exercise == "flying_sprint" for i in s.items))
    beside = with_session(
        programme, fast.key, lambda one: dataclasses.replace(one, date=day(5, heavy.date.isoweekday() + 1))
    )
    assert "plan.HC07" in programmer.breaches(beside, sprinter, Request(MONDAY))
    last = with_session(programme, fast.key, lambda one: one)
    plank = item(programmer, "front_plank", 1, 20)
    last = with_session(last, fast.key, lambda one: dataclasses.replace(one, items=(plank, *one.items)))
    assert "plan.HC07" in programmer.breaches(last, sprinter, Request(MONDAY))


@pytest.mark.parametrize(
    ("weekday", "rule"), [(5, "plan.HC08"), (4, "plan.HC08"), (6, "plan.HC08"), (7, "plan.HC09")]
)
def test_heavy_lowering_close_to_a_match_is_noticed(programmer: Programmer, weekday: int, rule: str) -> None:
    assert rule in broken(programmer, lambda p: moved(p, "3-1", 3, weekday), FOOTBALLER)


@pytest.mark.parametrize(
    ("slots", "rule"),
    [
        ({"knee_flexion"}, "plan.HC10"),
        ({"hip_extension", "isometric"}, "plan.HC10"),
        ({"quadriceps"}, "plan.HC23"),
    ],
)
def test_a_week_that_lacks_something_is_noticed(programmer: Programmer, slots: set[str], rule: str) -> None:
    assert rule in broken(programmer, lambda p: without(p, 5, slots))


def test_too_many_sets_are_noticed(programmer: Programmer) -> None:
    many = item(programmer, "seated_leg_curl", 8, 8)
    assert "plan.HC11" in broken(programmer, lambda p: with_items(p, "5-1", many))
    few = item(programmer, "seated_leg_curl", 3, 8)
    assert "plan.HC11" in broken(programmer, lambda p: with_items(p, "3-2", few), FOOTBALLER)


def test_too_many_full_lowers_are_noticed(programmer: Programmer) -> None:
    long = item(programmer, "nordic_hamstring_curl", 3, 9)
    found = broken(programmer, lambda p: with_items(p, "3-1", long, more=False))
    assert {"plan.HC12", "plan.HC13"} <= set(found)


def test_a_pause_that_is_too_long_is_noticed(programmer: Programmer) -> None:
    def paused(programme: Programme) -> Programme:
        return without(without(programme, 5, {"knee_flexion", "combined"}), 6, {"knee_flexion", "combined"})

    case = BUILDER.but(season_phase="pre_season")
    assert "plan.HC14" in broken(programmer, paused, case)


def test_four_full_weeks_and_an_easier_week_that_is_none_are_noticed(programmer: Programmer) -> None:
    def full(programme: Programme) -> Programme:
        weeks = tuple(dataclasses.replace(week, deload=False) for week in programme.weeks)
        return dataclasses.replace(programme, weeks=weeks)

    assert "plan.HC15" in broken(programmer, full)
    more = item(programmer, "seated_leg_curl", 3, 8)
    assert "plan.HC15" in broken(programmer, lambda p: with_items(p, "4-2", more))


def test_seven_busy_days_are_noticed(programmer: Programmer) -> None:
    lunge = item(programmer, "walking_lunge", 1, 8)

    def busy(programme: Programme) -> Programme:
        week = programme.weeks[0]
        pattern = dataclasses.replace(week.sessions[0], items=(lunge,))
        sessions = tuple(
            dataclasses.replace(pattern, key=f"1-{number}", date=day(1, number)) for number in range(1, 8)
        )
        return dataclasses.replace(
            programme, weeks=(dataclasses.replace(week, sessions=sessions), *programme.weeks[1:])
        )

    assert "plan.HC16" in broken(programmer, busy)


def test_loading_where_it_is_withheld_is_noticed(programmer: Programmer) -> None:
    programme = programmer.make(BUILDER, Request(MONDAY))
    unasked = Case({}, None, urgency=None)
    assert programmer.breaches(programme, unasked, Request(MONDAY)) == ["plan.HC18"]


WEAK_LEFT = BUILDER.but(nordic_force_left_n=240, nordic_force_right_n=300)


def with_extra(programme: Programme, sets: int, leg: str | None) -> Programme:
    """With so many further sets for one leg in the first one-leg exercise of week 5."""

    def changed(one: DatedSession) -> DatedSession:
        items = [
            dataclasses.replace(i, extra_sets=sets, extra_leg=leg) if i.exercise == "single_leg_rdl" else i
            for i in one.items
        ]
        return dataclasses.replace(one, items=tuple(items))

    return with_session(programme, "5-1", changed)


@pytest.mark.parametrize(("sets", "leg"), [(2, "left"), (1, "right"), (1, None), (0, "left"), (-1, "left")])
def test_legs_that_differ_by_too_much_or_the_wrong_way_are_noticed(
    programmer: Programmer, sets: int, leg: str | None
) -> None:
    assert "plan.HC20" in broken(programmer, lambda p: with_extra(p, sets, leg), WEAK_LEFT)


def test_a_set_more_without_a_measurement_or_for_both_legs_at_once_is_noticed(programmer: Programmer) -> None:
    assert "plan.HC20" in broken(programmer, lambda p: with_extra(p, 1, "left"))
    both = dataclasses.replace(item(programmer, "seated_leg_curl", 1, 8), extra_sets=1, extra_leg="left")
    assert "plan.HC20" in broken(programmer, lambda p: with_items(p, "5-1", both), WEAK_LEFT)


def test_work_without_a_warm_up_is_noticed(programmer: Programmer) -> None:
    def cold(programme: Programme) -> Programme:
        return with_session(
            programme, "3-1", lambda one: dataclasses.replace(one, warm_up=None, warm_up_minutes=0)
        )

    assert "plan.HC21" in broken(programmer, cold)


def test_a_short_stretch_and_one_before_fast_running_are_noticed(programmer: Programmer) -> None:
    short = item(programmer, "supine_strap_stretch", 1, 20)
    assert "plan.HC22" in broken(programmer, lambda p: with_items(p, "3-1", short))


def test_what_children_are_spared_is_noticed(programmer: Programmer) -> None:
    weighted = item(programmer, "nordic_weighted", 2, 3)
    assert "plan.HC24" in broken(programmer, lambda p: with_items(p, "3-1", weighted), CHILD)


def test_more_than_the_minutes_is_noticed(programmer: Programmer) -> None:
    def longer(programme: Programme) -> Programme:
        return with_session(programme, "3-1", lambda one: dataclasses.replace(one, minutes=31))

    assert "plan.HC25" in broken(programmer, longer)


def test_a_week_without_fast_running_is_noticed(programmer: Programmer) -> None:
    assert "plan.HC26" in broken(programmer, lambda p: without(p, 5, {"running"}), SPRINTER)


@pytest.mark.parametrize(("runs", "metres"), [(4, 0), (4, 35), (4, 5), (6, 20)])
def test_fast_metres_that_nobody_counted_or_that_rise_too_much_are_noticed(
    programmer: Programmer, runs: int, metres: int
) -> None:
    """None, more and fewer than the drill has, and more than 100 in the first week."""

    def faster(programme: Programme) -> Programme:
        return with_fast(programme, 1, runs, metres)

    assert "plan.HC27" in broken(programmer, faster, SPRINTER)
    assert "plan.HC27" not in broken(programmer, lambda p: with_fast(p, 1, 4, 25), SPRINTER)


def test_from_300_metres_on_they_rise_by_less_than_a_third(programmer: Programmer) -> None:
    def built_up(last: int) -> list[str]:
        def change(programme: Programme) -> Programme:
            for week, runs in enumerate((5, 10, 15, last), 1):
                programme = with_fast(programme, week, runs, 20)
            return programme

        return broken(programmer, change, SPRINTER)

    assert "plan.HC27" not in built_up(19)
    assert "plan.HC27" in built_up(20)


def with_fast(programme: Programme, number: int, runs: int, metres: int) -> Programme:
    """With so many fast runs of so many metres in one week."""

    def changed(one: DatedItem) -> DatedItem:
        return dataclasses.replace(one, amount=runs, metres=metres) if one.slot == "running" else one

    weeks = [
        dataclasses.replace(
            week,
            sessions=tuple(
                dataclasses.replace(day, items=tuple(changed(one) for one in day.items))
                for day in week.sessions
            ),
        )
        if week.number == number
        else week
        for week in programme.weeks
    ]
    return dataclasses.replace(programme, weeks=tuple(weeks))


def test_two_full_lowering_exercises_in_one_session_are_noticed(programmer: Programmer) -> None:
    wheel = item(programmer, "flywheel_leg_curl", 1, 6)
    assert "plan.HC29" in broken(programmer, lambda p: with_items(p, "5-1", wheel))


def test_a_card_that_is_missing_is_noticed(programmer: Programmer) -> None:
    assert "plan.HC30" in broken(programmer, lambda p: dataclasses.replace(p, cards=p.cards[1:]))


def test_work_on_the_day_after_pain_is_noticed(programmer: Programmer) -> None:
    first = programmer.make(BUILDER, Request(MONDAY))
    log = (*done_until(first, day(3, 1)), report("3-1", day(3, 1), morning=1))
    beside = moved(first, "3-2", 3, 2)
    assert "plan.HC17" in programmer.breaches(beside, BUILDER, Request(MONDAY, log=log), day(3, 2))
    red = (*done_until(first, day(3, 1)), report("3-1", day(3, 1), during=4))
    assert "plan.HC17" in programmer.breaches(first, BUILDER, Request(MONDAY, log=red), day(3, 3))


def test_anything_planned_after_something_sudden_is_noticed(programmer: Programmer) -> None:
    first = programmer.make(BUILDER, Request(MONDAY))
    log = (*done_until(first, day(3, 1)), report("3-1", day(3, 1), sudden=True))
    assert "plan.HC17" in programmer.breaches(first, BUILDER, Request(MONDAY, log=log), day(5, 1))
    well = (*log, report("3-2", day(3, 4)))
    assert "plan.HC17" in programmer.breaches(first, BUILDER, Request(MONDAY, log=well), day(5, 1))


def test_what_stands_is_nobodys_breach(programmer: Programmer) -> None:
    """A match moved next to what was done yesterday is no fault of what lies ahead."""
    first = programmer.make(BUILDER, Request(MONDAY))
    request = Request(MONDAY, match_dates=(day(3, 2),), log=done_until(first, day(3, 2)))
    now = programmer.replan(first, BUILDER, request, day(3, 2))
    assert programmer.breaches(now, BUILDER, request, day(3, 2)) == []


def test_a_rule_the_programme_owns_up_to_is_not_counted(programmer: Programmer) -> None:
    def owned(programme: Programme) -> Programme:
        return dataclasses.replace(without(programme, 5, {"quadriceps"}), conflicts=("plan.HC23",))

    assert broken(programmer, owned) == []
