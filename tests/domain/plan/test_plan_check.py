"""The independent check finds each breach when one is planted in a good plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from screening.domain.plan.model import Plan, PlanItem, Session
from screening.domain.vocabulary import Band
from tests.support.plan_situations import Case, Planner

CASE = Case(
    {
        "age_years": 25,
        "sport": "football",
        "season_phase": "in_season",
        "equipment": ("partner", "barbell", "hip_extension_bench", "leg_curl_machine"),
        "exercise_limits": ("none",),
        "knee_flexion_sessions_per_week": 1,
    },
    Band.MODERATE,
)
SINGLE = "nordic_hamstring_curl"


def with_sessions(plan: Plan, week: int, *sessions: Session) -> Plan:
    weeks = list(plan.weeks)
    weeks[week - 1] = replace(weeks[week - 1], sessions=sessions)
    return replace(plan, weeks=tuple(weeks))


def changed(plan: Plan, week: int, change: Callable[[PlanItem], PlanItem]) -> Plan:
    sessions = (
        replace(session, items=tuple(change(item) for item in session.items))
        for session in plan.weeks[week - 1].sessions
    )
    return with_sessions(plan, week, *sessions)


def swapped(planner: Planner, exercise: str) -> Callable[[PlanItem], PlanItem]:
    """The item becomes another exercise, with its class and slot."""
    new = planner.rules.exercises[exercise]

    def change(item: PlanItem) -> PlanItem:
        return replace(
            item,
            exercise=new.id,
            eccentric_class=new.eccentric_class,
            slot=new.emphasis.value,
            sources=new.sources,
        )

    return change


def test_the_plan_as_built_breaks_nothing(planner: Planner) -> None:
    assert planner.breaches(CASE) == []


def test_loading_beside_a_referral_is_found(planner: Planner) -> None:
    from screening.domain.vocabulary import PlanKind

    plan = replace(planner.plan(CASE), kind=PlanKind.REST_AND_REFER)
    assert planner.breaches(CASE, plan) == ["plan.HC18"]


@pytest.mark.parametrize(
    ("exercise", "rule"),
    [
        ("heel_dig_isometric", "plan.HC01"),
        ("nordic_weighted", "plan.HC05"),
        ("nordic_weighted", "plan.HC19"),
        ("flying_sprint", "plan.HC05"),
    ],
)
def test_an_exercise_that_does_not_fit_the_athlete_is_found(
    planner: Planner, exercise: str, rule: str
) -> None:
    assert rule in planner.breaches(CASE, changed(planner.plan(CASE), 1, swapped(planner, exercise)))


def test_a_contraindicated_exercise_is_found(planner: Planner) -> None:
    plan = planner.plan(CASE)
    kneeling = CASE.but(exercise_limits=("kneeling",))
    assert "plan.HC04" in planner.breaches(kneeling, plan)


def test_heavy_sessions_on_neighbouring_days_are_found(planner: Planner) -> None:
    plan = planner.plan(CASE)
    main, second = plan.weeks[2].sessions
    assert "plan.HC06" in planner.breaches(
        CASE, with_sessions(plan, 3, main, replace(second, day=3, items=main.items))
    )
    assert "plan.HC06" not in planner.breaches(CASE, with_sessions(plan, 3, main, replace(second, day=3)))


def test_a_heavy_session_too_near_a_match_is_found(planner: Planner) -> None:
    plan = planner.plan(CASE)
    main, second = plan.weeks[2].sessions
    for day, rule in ((4, "plan.HC08"), (5, "plan.HC08"), (6, "plan.HC08"), (7, "plan.HC09")):
        assert rule in planner.breaches(CASE, with_sessions(plan, 3, replace(main, day=day), second))
    for day in (1, 2, 3):
        moved = planner.breaches(CASE, with_sessions(plan, 3, replace(main, day=day), second))
        assert not {"plan.HC08", "plan.HC09"} & set(moved)


def test_a_week_without_a_hip_exercise_is_found(planner: Planner) -> None:
    plan = planner.plan(CASE)
    sessions = (
        replace(
            session,
            items=tuple(
                item
                for item in session.items
                if not planner.rules.exercises[item.exercise].hip_extension_halves
            ),
        )
        for session in plan.weeks[2].sessions
    )
    assert "plan.HC10" in planner.breaches(CASE, with_sessions(plan, 3, *sessions))


def test_too_many_and_too_few_sets_are_found(planner: Planner) -> None:
    plan = planner.plan(CASE)
    assert "plan.HC11" in planner.breaches(CASE, changed(plan, 3, lambda item: replace(item, sets=5)))
    main = plan.weeks[2].sessions[0]
    assert "plan.HC11" in planner.breaches(CASE, with_sessions(plan, 3, replace(main, items=main.items[:1])))


def test_a_jump_in_nordic_repetitions_is_found(planner: Planner) -> None:
    def more(item: PlanItem) -> PlanItem:
        return replace(item, sets=3, amount=8) if item.exercise == SINGLE else item

    found = planner.breaches(CASE, changed(planner.plan(CASE), 3, more))
    assert "plan.HC13" in found
    assert "plan.HC12" not in found

    def far_more(item: PlanItem) -> PlanItem:
        return replace(item, sets=4, amount=8) if item.exercise == SINGLE else item

    assert "plan.HC12" in planner.breaches(CASE, changed(planner.plan(CASE), 3, far_more))


def test_ten_days_without_slow_lowering_are_found(planner: Planner) -> None:
    plan = planner.plan(CASE)
    for week in (2, 3):
        plan = changed(plan, week, swapped(planner, "squat"))
    assert "plan.HC14" in planner.breaches(CASE, plan)


def test_a_deload_as_heavy_as_the_week_before_is_found(planner: Planner) -> None:
    plan = planner.plan(CASE)
    assert "plan.HC15" in planner.breaches(CASE, with_sessions(plan, 4, *plan.weeks[2].sessions))
    weeks = (*plan.weeks[:3], replace(plan.weeks[3], deload=False))
    assert "plan.HC15" in planner.breaches(CASE, replace(plan, weeks=weeks))


def test_a_week_without_a_quiet_day_is_found(planner: Planner) -> None:
    plan = planner.plan(CASE)
    main = plan.weeks[0].sessions[0]
    daily = tuple(replace(main, day=day) for day in range(1, 8))
    assert "plan.HC16" in planner.breaches(CASE, with_sessions(plan, 1, *daily))


def test_work_without_a_warm_up_is_found(planner: Planner) -> None:
    plan = planner.plan(CASE)
    cold = tuple(replace(session, warm_up=None) for session in plan.weeks[0].sessions)
    assert "plan.HC21" in planner.breaches(CASE, with_sessions(plan, 1, *cold))


def test_a_stretch_held_too_long_is_found(planner: Planner) -> None:
    def longer(item: PlanItem) -> PlanItem:
        return replace(item, amount=90) if item.slot == "mobility" else item

    assert "plan.HC22" in planner.breaches(CASE, changed(planner.plan(CASE), 1, longer))


def test_a_week_without_the_front_of_the_thigh_is_found(planner: Planner) -> None:
    plan = planner.plan(CASE)
    sessions = (
        replace(session, items=tuple(item for item in session.items if item.slot != "quadriceps"))
        for session in plan.weeks[1].sessions
    )
    assert "plan.HC23" in planner.breaches(CASE, with_sessions(plan, 2, *sessions))


def test_a_weighted_nordic_for_a_child_is_found(planner: Planner) -> None:
    assert "plan.HC24" in planner.breaches(CASE.but(age_years=14), planner.plan(CASE))


def test_a_session_over_its_minutes_is_found(planner: Planner) -> None:
    assert "plan.HC25" in planner.breaches(CASE.but(minutes_per_session=15), planner.plan(CASE))


def test_a_missing_run_is_found(planner: Planner) -> None:
    sprinter = CASE.but(sport="athletics_sprint_hurdles", equipment=("partner", "running_space"))
    plan = planner.plan(sprinter)
    assert planner.breaches(sprinter) == []
    assert "plan.HC26" in planner.breaches(sprinter, changed(plan, 1, swapped(planner, "squat")))


def test_two_maximal_exercises_in_one_session_are_found(planner: Planner) -> None:
    plan = planner.plan(CASE)
    main, second = plan.weeks[2].sessions
    double = replace(main, items=(main.items[0], *main.items))
    assert "plan.HC29" in planner.breaches(CASE, with_sessions(plan, 3, double, second))


def test_an_item_without_its_card_is_found(planner: Planner) -> None:
    assert planner.breaches(CASE, replace(planner.plan(CASE), cards=())) == ["plan.HC30"]


def test_a_maximal_sprint_the_day_after_heavy_lowering_is_found(planner: Planner) -> None:
    sprinter = CASE.but(
        sport="athletics_sprint_hurdles", equipment=("partner", "running_space"), nordic_dose="over_75"
    ).but(days_available_per_week=4)
    plan = planner.plan(sprinter)
    week = plan.weeks[2]
    sprint = next(s for s in week.sessions if any(i.exercise == "flying_sprint" for i in s.items))
    heavy = next(
        s for s in week.sessions if any(i.eccentric_class == 4 and i.slot != "running" for i in s.items)
    )
    assert planner.breaches(sprinter) == []
    assert "plan.HC07" in planner.breaches(
        sprinter, with_sessions(plan, 3, heavy, replace(sprint, day=heavy.day + 1))
    )
