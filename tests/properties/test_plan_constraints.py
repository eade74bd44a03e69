"""What must hold for every plan, over thousands of seeded athletes."""

from __future__ import annotations

from collections import Counter

import pytest

from screening.domain.plan.model import Plan
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Band, PlanKind
from tests.support.plan_situations import KIT, LIMITS, Case, Planner, cases
from tests.support.samples import sample_of

MANY = sample_of(2_400)
SOME = sample_of(300)
LIGHT_SEED, HEAVY_SEED = 20260115, 7


@pytest.fixture(scope="module")
def planner(rulebook: Rulebook) -> Planner:
    return Planner(rulebook.plan, rulebook.derived)


def exercises_in(plan: Plan) -> Counter[str]:
    return Counter(
        item.exercise for week in plan.weeks for session in week.sessions for item in session.items
    )


def weekly_sets(planner: Planner, plan: Plan) -> list[int]:
    return [
        sum(
            item.sets
            for session in week.sessions
            for item in session.items
            if planner.rules.exercises[item.exercise].loads_hamstring
        )
        for week in plan.weeks
    ]


def test_no_generated_plan_breaks_a_hard_constraint(planner: Planner) -> None:
    broken = [(case, found) for case in cases(MANY, LIGHT_SEED) if (found := planner.breaches(case))]
    assert broken == []


def test_with_three_days_and_forty_minutes_nothing_has_to_give_way(planner: Planner) -> None:
    for case in cases(SOME, HEAVY_SEED):
        roomy = case.but(
            days_available_per_week=3,
            minutes_per_session=40,
            matches_close_together=False,
            exercise_limits=("none",),
        )
        assert planner.plan(roomy).conflicts == ()


def test_every_plan_that_loads_has_weeks_and_every_other_has_none(planner: Planner) -> None:
    for case in cases(SOME, HEAVY_SEED):
        plan = planner.plan(case)
        assert bool(plan.weeks) == (plan.kind in (PlanKind.PREVENTION, PlanKind.RETURN_TO_TRAINING))


def test_the_same_answers_give_the_same_plan_in_any_order(planner: Planner) -> None:
    for case in cases(SOME, HEAVY_SEED):
        turned = Case(dict(reversed(case.answers.items())), case.band, case.injury, case.urgency)
        assert planner.outcome(turned) == planner.outcome(case)


def test_taking_a_piece_of_kit_away_never_breaks_the_plan(planner: Planner) -> None:
    for number, case in enumerate(cases(SOME, HEAVY_SEED)):
        kit = case.answers.get("equipment")
        if not isinstance(kit, tuple):
            continue
        gone = KIT[number % len(KIT)]
        poorer = case.but(equipment=tuple(item for item in kit if item != gone) or ("none",))
        assert planner.breaches(poorer) == []


def test_one_more_limit_takes_its_exercises_out_and_breaks_nothing(planner: Planner) -> None:
    for number, case in enumerate(cases(SOME, HEAVY_SEED)):
        limit = LIMITS[number % len(LIMITS)]
        limited = case.but(exercise_limits=(limit,))
        codes = planner.situation(limited).codes
        assert codes
        used = exercises_in(planner.plan(limited))
        assert not any(planner.rules.exercises[name].contraindications & codes for name in used)
        assert planner.breaches(limited) == []


def test_given_the_time_a_lower_tier_never_asks_for_more_sets(planner: Planner) -> None:
    """In sessions cut short what fits depends on which exercise takes how long, so time is given here."""
    for drawn in cases(SOME, HEAVY_SEED):
        case = drawn.but(minutes_per_session=40)
        low, moderate, high = (
            weekly_sets(planner, planner.plan(Case(case.answers, band, case.injury, case.urgency)))
            for band in (Band.LOW, Band.MODERATE, Band.HIGH)
        )
        assert all(a <= b <= c for a, b, c in zip(low, moderate, high, strict=True))


@pytest.mark.parametrize(("shorter", "longer"), [(12, 20), (20, 30), (30, 60)])
def test_less_time_never_means_more_sets(planner: Planner, shorter: int, longer: int) -> None:
    for case in cases(SOME, HEAVY_SEED):
        less, more = (
            weekly_sets(planner, planner.plan(case.but(minutes_per_session=minutes)))
            for minutes in (shorter, longer)
        )
        assert all(a <= b for a, b in zip(less, more, strict=True))


def test_every_conflict_is_said_in_a_note(planner: Planner) -> None:
    said = planner.rules.wording.conflicts
    named: set[str] = set()
    for case in cases(SOME, LIGHT_SEED):
        plan = planner.plan(case)
        named |= set(plan.conflicts)
        assert all(said[rule] in plan.notes for rule in plan.conflicts)
    assert {"plan.HC10", "plan.HC11", "plan.HC14", "plan.HC26"} <= named
