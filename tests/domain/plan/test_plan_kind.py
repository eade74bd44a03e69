"""Which kind of plan somebody gets: the first row of the table that fits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screening.domain.assessment import InjuryResult
from screening.domain.vocabulary import Band, InjuryStatus, NotGradedBecause, PlanKind, Tag, Urgency
from tests.support.plan_situations import NO_PROBLEM, SORENESS, STRAIN, Case, Planner

OUT_OF_SCOPE = InjuryResult(InjuryStatus.NOT_GRADED, not_graded_because=NotGradedBecause.OUT_OF_SCOPE)
FOOTBALLER = {"age_years": 25, "sport": "football", "level": "amateur", "hamstring_history": "never"}


def test_nobody_asked_about_pain_means_no_plan_yet(planner: Planner) -> None:
    not_asked = InjuryResult(InjuryStatus.NOT_ASKED)
    plan = planner.plan(Case(FOOTBALLER, Band.HIGH, not_asked, None))
    assert plan.kind is None
    assert not plan.weeks
    assert plan.why


@pytest.mark.parametrize("urgency", [Urgency.T1, Urgency.T2, Urgency.T3])
def test_an_urgent_problem_gets_rest_and_no_exercise(planner: Planner, urgency: Urgency) -> None:
    plan = planner.plan(Case(FOOTBALLER, None, STRAIN, urgency))
    assert plan.kind is PlanKind.REST_AND_REFER
    assert (plan.weeks, plan.ladder, plan.cards, plan.level) == ((), (), (), None)
    assert plan.advice


def test_a_red_flag_beside_no_problem_still_withholds_the_plan(planner: Planner) -> None:
    assert planner.plan(Case(FOOTBALLER, Band.LOW, NO_PROBLEM, Urgency.T1)).kind is PlanKind.REST_AND_REFER


@pytest.mark.parametrize("injury", [STRAIN, SORENESS])
def test_an_open_safety_question_withholds_the_plan(planner: Planner, injury: InjuryResult) -> None:
    plan = planner.plan(Case(FOOTBALLER, None, replace(injury, missing=("foot_drop",)), Urgency.T4))
    assert plan.rule == "plan.kind.question_open"
    assert plan.kind is PlanKind.REST_AND_REFER


def test_an_unanswered_question_without_a_problem_is_not_open(planner: Planner) -> None:
    plan = planner.plan(Case(FOOTBALLER, Band.LOW, replace(NO_PROBLEM, missing=("foot_drop",))))
    assert plan.kind is PlanKind.PREVENTION


def test_who_this_is_not_designed_for_gets_no_exercise(planner: Planner) -> None:
    plan = planner.plan(Case(FOOTBALLER, None, OUT_OF_SCOPE, Urgency.T4))
    assert plan.rule == "plan.kind.not_designed_for"
    assert not plan.weeks
    assert not plan.advice  # text about a strain would be about something else


def test_plain_soreness_starts_the_prevention_plan_once_it_settles(planner: Planner) -> None:
    plan = planner.plan(Case(FOOTBALLER, Band.LOW, SORENESS, Urgency.T5))
    assert plan.kind is PlanKind.PREVENTION
    assert "3 out of 10 or less" in plan.why
    assert "3 out of 10 or less" in plan.lead
    assert len(plan.weeks) == 4


def test_soreness_above_t5_is_a_problem_like_any_other(planner: Planner) -> None:
    assert planner.plan(Case(FOOTBALLER, None, SORENESS, Urgency.T4)).kind is PlanKind.RETURN_TO_TRAINING


@pytest.mark.parametrize("urgency", [Urgency.T4, Urgency.T5])
def test_a_problem_gets_the_gentle_list_and_nothing_that_lowers(planner: Planner, urgency: Urgency) -> None:
    plan = planner.plan(Case(FOOTBALLER, None, STRAIN, urgency))
    assert plan.kind is PlanKind.RETURN_TO_TRAINING
    items = [item for week in plan.weeks for session in week.sessions for item in session.items]
    assert items
    assert {item.eccentric_class for item in items} == {0}
    assert {"heel_dig_isometric", "glute_bridge"} <= {item.exercise for item in items}
    topics = [topic for topic, _ in plan.advice]
    assert "When to start moving" in topics
    assert not plan.ladder


def test_nerve_signs_take_the_knee_straightening_off_the_list(planner: Planner) -> None:
    plan = planner.plan(Case({**FOOTBALLER, "numbness": "thigh"}, None, STRAIN, Urgency.T4))
    assert "supine_active_knee_extension" not in {card.exercise for card in plan.cards}


def test_an_upper_tendon_injury_keeps_long_levers_out(planner: Planner) -> None:
    high_up = replace(STRAIN, tags=(Tag.STRETCH_PROXIMAL,))
    case = Case({**FOOTBALLER, "hamstring_history": "never"}, None, high_up, Urgency.T4)
    assert "C4" in planner.situation(case).codes
    assert planner.breaches(case) == []


def test_who_is_not_back_yet_goes_on_with_the_physio(planner: Planner) -> None:
    answers = {**FOOTBALLER, "hamstring_history": "not_back_yet", "equipment": ("partner", "barbell")}
    plan = planner.plan(Case(answers, None, NO_PROBLEM, Urgency.T4))
    assert plan.kind is PlanKind.RETURN_TO_TRAINING
    assert "physio" in plan.why
    classes = {i.eccentric_class for week in plan.weeks for s in week.sessions for i in s.items}
    assert classes
    assert max(classes) <= 1


@pytest.mark.parametrize(("weeks", "rule"), [(25, "plan.kind.returned"), (26, "plan.kind.prevention")])
def test_the_first_26_weeks_back_get_the_high_tier(planner: Planner, weeks: int, rule: str) -> None:
    answers = {**FOOTBALLER, "hamstring_history": "this_season", "weeks_since_return": weeks}
    plan = planner.plan(Case(answers, Band.LOW))
    assert plan.rule == rule
    assert plan.tier == ("high" if weeks < 26 else "low")


@pytest.mark.parametrize(
    ("band", "tier"),
    [
        (Band.LOW, "low"),
        (Band.MODERATE, "moderate"),
        (Band.HIGH, "high"),
        (Band.VERY_HIGH, "high"),
        (None, "low"),
    ],
)
def test_the_band_sets_how_much_a_week_holds(planner: Planner, band: Band | None, tier: str) -> None:
    plan = planner.plan(Case(FOOTBALLER, band))
    assert (plan.kind, plan.tier) == (PlanKind.PREVENTION, tier)


def test_every_kind_says_why_and_names_its_rule_in_the_trace(planner: Planner) -> None:
    for injury, urgency in ((NO_PROBLEM, Urgency.T5), (STRAIN, Urgency.T4), (STRAIN, Urgency.T2)):
        outcome = planner.outcome(Case(FOOTBALLER, Band.LOW, injury, urgency))
        assert outcome.trace[0].rule == outcome.result.rule
        assert outcome.result.why
        assert outcome.result.sources
