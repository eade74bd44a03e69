"""What the risk part says, withholds and explains, case by case."""

from __future__ import annotations

import math

import pytest

from screening.domain.vocabulary import (
    Band,
    BaselineQuality,
    InjuryStatus,
    Light,
    NotGradedBecause,
    RiskStatus,
)

REQUIRED = {
    "sport": "football",
    "level": "professional",
    "sex": "male",
    "age_years": 25,
    "hamstring_history": "never",
}
PROBLEM = "a present problem; answer again when back in full training"


def _no_numbers(result) -> bool:
    numbers = [
        result.season_probability,
        result.low,
        result.high,
        result.typical_probability,
        result.display,
        result.display_range,
    ]
    for case in (result.best_case, result.worst_case):
        numbers.append(case.season_probability if case else None)
    changed = result.if_you_did_these
    if changed:
        numbers += [changed.season_probability, changed.low, changed.high]
        for action in changed.actions:
            numbers += [action.season_probability, action.low, action.high, action.display]
    return not any(number is not None for number in numbers)


def _withheld(result) -> bool:
    more = [
        result.band,
        result.relative_to_peers,
        result.fortnight_light,
        result.best_case,
        result.worst_case,
    ]
    return _no_numbers(result) and not any(value is not None for value in more)


def test_the_example_of_the_contract(against):
    result = against(hamstring_history="within_12_months", age_years=25)
    assert result.season_probability == pytest.approx(0.186, abs=0.001)
    assert (result.low, result.high) == (pytest.approx(0.112, abs=0.001), pytest.approx(0.299, abs=0.001))
    assert (result.display, result.display_range) == ("19 in 100", "11 to 30 in 100")
    assert round(result.best_case.relative_to_peers, 2) == 0.49
    assert round(result.best_case.season_probability, 3) == 0.067
    assert round(result.worst_case.season_probability, 3) == 0.427
    assert result.worst_case.relative_to_peers == 4.0
    assert round(result.completeness, 2) == 0.13
    assert round(result.relative_to_peers, 2) == 1.48
    assert result.typical_probability == 0.13
    assert (result.band, result.provisional) == (Band.HIGH, False)
    assert round(result.if_you_did_these.season_probability, 2) == 0.08
    nordic = next(action for action in result.if_you_did_these.actions if action.id == "nordic_dose")
    assert round(nordic.season_probability, 2) == 0.12
    assert result.most_useful_missing == ("nordic_dose", "hamstring_outcome_score")
    assert result.fortnight_light is Light.GREEN
    status = result.factors[0]
    assert (status.id, status.level, status.weight) == ("prior_hsi_status", "within_12_months", 2.44)
    assert status.effect == pytest.approx(1.525)


@pytest.mark.parametrize("status", [InjuryStatus.GRADED, InjuryStatus.NOT_GRADED])
def test_a_present_problem_is_not_scored_but_factors_are_listed(score_of, status):
    result = score_of(injury=status, **REQUIRED)
    assert (result.status, result.why_not) == (RiskStatus.NOT_SCORED, (PROBLEM,))
    assert _withheld(result)
    assert {"prior_hsi_status", "age_years"} <= {factor.id for factor in result.factors}
    assert result.baseline.id == "football_professional"


def test_muscle_soreness_that_needs_nobody_is_scored(score_of):
    sore = {"injury": InjuryStatus.NOT_GRADED, "because": NotGradedBecause.DOMS}
    assert score_of(**sore, **REQUIRED).status is RiskStatus.SCORED
    assert score_of(**sore, urgency="T4", **REQUIRED).status is RiskStatus.NOT_SCORED


def test_nobody_asked_about_pain_is_scored_as_usual(score_of):
    asked = score_of(**REQUIRED)
    assert score_of(injury=InjuryStatus.NOT_ASKED, urgency=None, **REQUIRED) == asked


def test_an_exclusion_is_not_designed_for(score_of):
    result = score_of(
        injury=InjuryStatus.NOT_GRADED,
        because=NotGradedBecause.OUT_OF_SCOPE,
        exclusions=("pregnant",),
        **REQUIRED,
    )
    assert (result.status, result.why_not) == (RiskStatus.NOT_SCORED, ("not designed for this",))
    assert score_of(exclusions=("none",), **REQUIRED).status is RiskStatus.SCORED


def test_somebody_not_back_yet_is_not_scored(score_of):
    result = score_of(**(REQUIRED | {"hamstring_history": "not_back_yet"}))
    assert result.status is RiskStatus.NOT_SCORED
    assert _withheld(result)
    assert result.return_module is None


@pytest.mark.parametrize(("age", "status"), [(15, RiskStatus.NOT_SCORED), (16, RiskStatus.SCORED)])
def test_nobody_under_16_gets_a_band(score_of, age, status):
    result = score_of(**(REQUIRED | {"age_years": age}))
    assert result.status is status
    assert _withheld(result) is (age < 16)
    assert result.factors


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        (["sport"], "your sport."),
        (["level"], "the level you play at."),
        (["age_years", "hamstring_history"], "your age and whether you strained a hamstring before."),
        (list(REQUIRED), "your sport, the level you play at, your age and whether you strained"),
    ],
)
def test_missing_required_answers_are_named(score_of, missing, words):
    result = score_of(**{key: value for key, value in REQUIRED.items() if key not in missing})
    assert result.status is RiskStatus.NOT_ENOUGH_INFORMATION
    assert len(result.why_not) == 1
    assert words in result.why_not[0]
    assert _withheld(result)
    assert result.baseline is not None


def test_not_sure_about_the_history_is_an_answer_but_leaves_it_open(score_of):
    result = score_of(**(REQUIRED | {"hamstring_history": "not_sure"}))
    assert result.status is RiskStatus.SCORED
    assert "prior_hsi_status" not in {factor.id for factor in result.factors}
    assert result.relative_to_peers == pytest.approx(1.06**4 / 1.30, abs=1e-6)
    assert result.most_useful_missing[0] == "hamstring_history"


def test_a_weak_baseline_has_a_band_but_no_number(score_of):
    result = score_of(**(REQUIRED | {"sport": "basketball"}))
    assert result.status is RiskStatus.SCORED
    assert _no_numbers(result)
    assert result.baseline.quality is BaselineQuality.ASSUMPTION
    assert "no honest number" in result.why_no_number
    assert result.band is Band.LOW
    assert result.relative_to_peers is not None
    assert result.best_case.relative_to_peers < result.worst_case.relative_to_peers
    assert result.if_you_did_these.actions


def test_a_weak_baseline_is_banded_by_comparison_with_peers(against):
    answers = {"hamstring_history": "over_12_months", "age_years": 28}
    relative = 1.87 / 1.6 * 1.06**7 / 1.3
    assert 0.75 < relative < 1.5
    assert against(p0=0.03, quality=BaselineQuality.WEAK, **answers).band is Band.MODERATE
    assert against(p0=0.03, quality=BaselineQuality.FAIR, **answers).band is Band.LOW


@pytest.mark.parametrize("history", ["this_season", "within_12_months"])
def test_a_recent_strain_is_never_low(against, history):
    result = against(p0=0.02, hamstring_history=history, age_years=18)
    assert result.season_probability < 0.08
    assert result.band is Band.MODERATE


@pytest.mark.parametrize(("weeks", "module"), [(0, True), (14, True), (15, False), (None, False)])
def test_the_first_weeks_have_their_own_numbers(score_of, weeks, module):
    answers = REQUIRED | {"hamstring_history": "within_12_months"}
    result = score_of(**(answers if weeks is None else answers | {"weeks_since_return": weeks}))
    assert (result.return_module is not None) is module
    assert _no_numbers(result) is module
    if module:
        assert result.provisional
        assert result.band is not None
        assert "first weeks" in result.why_no_number
        assert (result.best_case, result.worst_case) == (None, None)
        chances = result.return_module
        assert 0 < chances.two_weeks < chances.eight_weeks < chances.fifteen_weeks < 1
        assert result.factors[0].level == "this_season"
    else:
        assert result.why_no_number is None


def test_the_first_weeks_of_a_weak_group_have_no_numbers_at_all(score_of):
    answers = REQUIRED | {"sport": "dance", "hamstring_history": "this_season", "weeks_since_return": 3}
    module = score_of(**answers).return_module
    assert (module.two_weeks, module.eight_weeks, module.fifteen_weeks) == (None, None, None)
    assert module.note


def test_weeks_since_return_mean_nothing_without_a_strain(score_of):
    result = score_of(**REQUIRED, weeks_since_return=3)
    assert result.return_module is None
    assert result.season_probability is not None


def test_the_first_weeks_follow_findings_up_to_a_limit(score_of):
    answers = REQUIRED | {"hamstring_history": "this_season", "weeks_since_return": 2}
    plain = score_of(**answers).return_module.two_weeks
    sore = score_of(**answers, ake_discomfort=True).return_module.two_weeks
    all_of_it = score_of(**answers, ake_discomfort=True, ake_deficit_deg=30, tenderness_length_cm=5)
    assert math.log1p(-sore) / math.log1p(-plain) == pytest.approx(1.6, abs=0.001)
    assert math.log1p(-all_of_it.return_module.two_weeks) / math.log1p(-plain) == pytest.approx(
        2.5, abs=0.001
    )


def test_a_football_academy_holds_its_age_already(score_of):
    results = [score_of(**(REQUIRED | {"level": "academy", "age_years": age})) for age in (16, 18, 30)]
    assert {result.relative_to_peers for result in results} == {1 / 1.6}
    assert [f.effect for f in results[0].factors if f.id == "age_years"] == [1.0]


def test_a_knee_is_counted_once(score_of):
    knee = {"acl_history": True, "knee_other_history": True}
    result = score_of(**REQUIRED, **knee)
    effects = {factor.id: factor.effect for factor in result.factors}
    assert effects["acl_history"] == pytest.approx(1.49 / 1.029, abs=1e-6)
    assert effects["knee_other_history"] == pytest.approx(1 / 1.022, abs=1e-6)


def test_caps_are_adjustments_and_add_up(score_of):
    answers = dict.fromkeys(("acl_history", "calf_strain_history", "groin_history", "ankle_history"), True)
    result = score_of(**REQUIRED, **answers)
    assert [adjustment.id for adjustment in result.adjustments] == ["cap.other_injury"]
    product = math.prod(factor.effect for factor in result.factors)
    product *= math.prod(adjustment.effect for adjustment in result.adjustments)
    assert product == pytest.approx(result.relative_to_peers, rel=1e-5)


def test_tests_that_were_not_done_are_no_blank(score_of):
    result = score_of(**REQUIRED)
    assert not {"nordic_force_left_n", "bf_fascicle_left_cm"} & set(result.missing)
    assert not {"eccentric_strength", "bf_fascicle_length"} & {factor.id for factor in result.factors}


@pytest.mark.parametrize(
    ("sport", "force", "weight"),
    [
        ("football", 336.0, 1.16),
        ("football", 337.0, 1.0),
        ("australian_football", 255.0, 1.10),
        ("australian_football", 256.0, 1.0),
        ("rugby_union", 100.0, 1.0),
    ],
)
def test_strength_cut_offs_belong_to_one_sport(score_of, sport, force, weight):
    forces = {"nordic_force_left_n": force, "nordic_force_right_n": force}
    result = score_of(**(REQUIRED | {"sport": sport}), **forces)
    factor = next(factor for factor in result.factors if factor.id == "eccentric_strength")
    assert (factor.weight, factor.effect) == (weight, weight)


def test_optional_items_count_only_where_answered(score_of):
    plain = score_of(**REQUIRED)
    stressed = score_of(**REQUIRED, high_life_stress=True)
    calm = score_of(**REQUIRED, high_life_stress=False)
    assert stressed.relative_to_peers / plain.relative_to_peers == pytest.approx(1.05 / 1.01, abs=1e-5)
    assert calm.relative_to_peers / plain.relative_to_peers == pytest.approx(1 / 1.01, abs=1e-5)
    assert plain.completeness == calm.completeness
    assert "high_life_stress" not in plain.missing


def test_what_does_not_apply_counts_on_neither_side(score_of):
    runner = score_of(**REQUIRED, demand_sprinting="never", sprint_exposure="erratic")
    assert "sprint_exposure" not in {factor.id for factor in runner.factors}
    assert runner.completeness == pytest.approx(2 / 13, abs=1e-6)
    assert runner.relative_to_peers == score_of(**REQUIRED).relative_to_peers
    assert "sprint_exposure" not in {action.id for action in runner.if_you_did_these.actions}


def test_actions_come_biggest_drop_first_and_all_of_them_lower_the_risk(score_of):
    answers = {
        "nordic_dose": "none",
        "neuromuscular_warm_up_per_week": 0,
        "warm_up_frequency": "never",
        "demand_sprinting": "most_sessions",
        "sprint_exposure": "regular",
        "sleep_hours": 6,
        "often_fatigued": False,
    }
    result = score_of(**REQUIRED, **answers)
    actions = result.if_you_did_these.actions
    assert [action.id for action in actions] == ["warmup_quality", "nordic_dose", "sleep_hours"]
    chances = [action.season_probability for action in actions]
    assert chances == sorted(chances)
    assert chances[-1] < result.season_probability
    assert result.if_you_did_these.season_probability < chances[0]
    assert all(action.low < action.season_probability < action.high for action in actions)
    assert all(action.effort and action.display_range for action in actions)


def test_nothing_left_to_change_leaves_no_actions(score_of):
    result = score_of(
        **REQUIRED,
        nordic_dose="over_75",
        neuromuscular_warm_up_per_week=3,
        demand_sprinting="some_sessions",
        sprint_exposure="regular",
        sleep_hours=8,
        often_fatigued=False,
    )
    assert result.if_you_did_these.actions == ()
    assert result.if_you_did_these.season_probability == result.season_probability


@pytest.mark.parametrize(
    ("answers", "light"),
    [
        ({}, Light.GREEN),
        ({"sprint_spike": True}, Light.AMBER),
        ({"sprint_spike": True, "days_since_last_match": 1, "days_to_next_match": 2}, Light.RED),
        ({"sprint_spike": True, "days_since_last_match": 2, "days_to_next_match": 2}, Light.AMBER),
        ({"days_since_last_match": 1, "days_to_next_match": 2}, Light.AMBER),
    ],
)
def test_the_light_for_the_next_fortnight(score_of, answers, light):
    history = REQUIRED | {"hamstring_history": "within_12_months", "age_years": 24}
    assert score_of(**history, **answers).fortnight_light is light


def test_the_trace_holds_every_factor_cap_and_conclusion(facts_of, rules):
    from screening.domain.assessment import InjuryResult, TriageResult
    from screening.domain.risk.score import score_risk

    answers = REQUIRED | {
        "acl_history": True,
        "calf_strain_history": True,
        "hamstring_history": "this_season",
    }
    injury, triage = InjuryResult(InjuryStatus.NO_PROBLEM), TriageResult(None, "", "", "", "")
    outcome = score_risk(facts_of(**answers, weeks_since_return=4), injury, triage, rules)
    steps = {step.rule: step for step in outcome.trace}
    assert {f"risk.{factor.id}" for factor in outcome.result.factors} <= set(steps)
    assert {
        "risk.baseline",
        "risk.cap.other_injury",
        "risk.band",
        "risk.return_module",
        "risk.fortnight_light",
    } <= set(steps)
    assert steps["risk.acl_history"].read == {"acl_history": True}
    assert all(step.sources for step in outcome.trace)
    product = math.prod(step.effect for step in outcome.trace if step.effect and "light" not in step.rule)
    assert product == pytest.approx(outcome.result.relative_to_peers, rel=1e-5)


def test_every_reason_against_a_score_is_named_the_problem_first(score_of):
    answers = REQUIRED | {"hamstring_history": "not_back_yet", "age_years": 14}
    why_not = score_of(injury=InjuryStatus.GRADED, **answers).why_not
    assert why_not[0] == PROBLEM
    assert len(why_not) == 3
