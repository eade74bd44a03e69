"""Laws of the season risk, over generated answers: they hold for every athlete, not for chosen ones."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.domain.answers import Answers
from screening.domain.assessment import Baseline, InjuryResult, RiskResult, TriageResult
from screening.domain.derived import derive
from screening.domain.facts import Facts
from screening.domain.risk.baseline import Comparison
from screening.domain.risk.combine import combine, completion_bounds, product_of
from screening.domain.risk.score import score_against, score_risk
from screening.domain.risk.standing import standings
from screening.domain.vocabulary import Band, BaselineQuality, InjuryStatus, RiskStatus, Urgency
from tests.support.samples import sample_of

YES_NO = st.booleans()
DEMAND = st.sampled_from(["never", "some_sessions", "most_sessions", "every_session"])
CONTENT = (
    "easy_running",
    "dynamic_stretching",
    "static_stretching",
    "strengthening",
    "running_drills",
    "build_up_sprints",
    "sport_movements",
)
PAST = ("over_12_months", "within_12_months", "this_season")
VALUES = {
    "hamstring_history": st.sampled_from(["never", *PAST]),
    "hamstring_injury_count": st.integers(0, 8),
    "weeks_since_return": st.integers(0, 52),
    "hamstring_outcome_score": st.integers(0, 100),
    "acl_history": YES_NO,
    "calf_strain_history": YES_NO,
    "knee_other_history": YES_NO,
    "groin_history": YES_NO,
    "ankle_history": YES_NO,
    "nordic_dose": st.sampled_from(["none", "under_25", "from_25_to_50", "from_50_to_75", "over_75"]),
    "neuromuscular_warm_up_per_week": st.integers(0, 4),
    "warm_up_frequency": st.sampled_from(["never", "sometimes", "usually", "always"]),
    "warm_up_minutes": st.integers(0, 30),
    "warm_up_content": st.lists(st.sampled_from(CONTENT), unique=True, max_size=7).map(
        lambda ticked: tuple(ticked) or ("none",)
    ),
    "demand_sprinting": DEMAND,
    "sprint_exposure": st.sampled_from(["regular", "rarely", "erratic"]),
    "matches_close_together": YES_NO,
    "often_fatigued": YES_NO,
    "sleep_hours": st.sampled_from([5, 6.5, 7, 7.5, 8, 9]),
}
OPTIONAL = {
    "preseason_share": st.sampled_from(["under_half", "half_or_more", "no_preseason"]),
    "high_life_stress": YES_NO,
    "nordic_force_left_n": st.integers(150, 500),
    "nordic_force_right_n": st.integers(150, 500),
    "single_leg_bridge_left_reps": st.integers(5, 40),
    "single_leg_bridge_right_reps": st.integers(5, 40),
    "bf_fascicle_left_cm": st.sampled_from([9.0, 10.41, 10.42, 12.0]),
    "bf_fascicle_right_cm": st.sampled_from([9.0, 10.41, 10.42, 12.0]),
    "sprint_spike": YES_NO,
    "days_since_last_match": st.integers(0, 10),
    "days_to_next_match": st.integers(0, 10),
}
NO_PROBLEM = InjuryResult(InjuryStatus.NO_PROBLEM)
NOBODY = TriageResult(Urgency.T5, "", "", "", "")
# A change for the worse, as (field, from, to): the rest of the answers stays the same.
WORSE = (
    ("hamstring_history", ["never", *PAST]),
    ("hamstring_injury_count", [1, 2, 3, 4, 5]),
    ("hamstring_outcome_score", [95, 80, 70, 60, 10]),
    ("age_years", [16, 18, 21, 25, 30, 34, 40]),
    ("acl_history", [False, True]),
    ("calf_strain_history", [False, True]),
    ("knee_other_history", [False, True]),
    ("groin_history", [False, True]),
    ("ankle_history", [False, True]),
    ("nordic_dose", ["over_75", "from_50_to_75", "from_25_to_50", "under_25", "none"]),
    ("neuromuscular_warm_up_per_week", [3, 2, 1, 0]),
    ("warm_up_frequency", ["always", "never"]),
    ("warm_up_minutes", [12, 6, 5, 0]),
    ("sprint_exposure", ["regular", "rarely", "erratic"]),
    ("matches_close_together", [False, True]),
    ("often_fatigued", [False, True]),
    ("sleep_hours", [8, 7.5, 7, 5]),
    ("high_life_stress", [False, True]),
    ("preseason_share", ["half_or_more", "under_half"]),
    ("bf_fascicle_left_cm", [12.0, 10.42, 10.41]),
)


@st.composite
def full_forms(draw: st.DrawFn) -> dict[str, object]:
    """Every asked question answered without contradiction; some optional ones."""
    answers: dict[str, object] = {name: draw(values) for name, values in VALUES.items()}
    if answers["hamstring_history"] == "never":
        del answers["weeks_since_return"]
        answers["hamstring_injury_count"] = 0
    answers |= {name: draw(values) for name, values in OPTIONAL.items() if draw(YES_NO)}
    return answers | {
        "age_years": draw(st.integers(16, 50)),
        "sport": draw(st.sampled_from(["football", "australian_football", "rugby_union"])),
        "level": "professional",
        "sex": "male",
    }


@pytest.fixture(scope="module")
def facts_of(rulebook):
    return lambda answers: derive(Facts.of(Answers(answers)), rulebook.derived)


def _score(answers: dict[str, object], facts_of, rulebook, quality=BaselineQuality.GOOD) -> RiskResult:
    baseline = Baseline("made_up", "people", 0.13, quality, ())
    comparison = Comparison(baseline, False, {})
    return score_against(comparison, facts_of(answers), rulebook.risk).result


def _bounds(answers: dict[str, object], facts_of, rulebook) -> tuple[float, float, float]:
    """Lowest, own and highest relative risk, unrounded."""
    stands = standings(rulebook.risk.factors, facts_of(answers), under_18=False)
    low, high = completion_bounds(stands, rulebook.risk)
    return low, combine(stands, rulebook.risk).relative, high


@given(full_forms())
@settings(max_examples=sample_of(180))
def test_effects_and_adjustments_multiply_to_the_relative_risk(facts_of, rulebook, answers):
    stands = standings(rulebook.risk.factors, facts_of(answers), under_18=False)
    combination = combine(stands, rulebook.risk)
    product = product_of(combination.standings, combination.adjustments)
    assert math.isclose(product, combination.relative, rel_tol=1e-9)
    printed = score_risk(facts_of(answers), NO_PROBLEM, NOBODY, rulebook.risk).result
    shown = math.prod(factor.effect for factor in printed.factors)
    shown *= math.prod(adjustment.effect for adjustment in printed.adjustments)
    # each of some twenty printed effects is rounded to 6 decimals
    assert math.isclose(shown, printed.relative_to_peers, rel_tol=5e-5)


@given(full_forms(), st.sets(st.sampled_from(sorted(VALUES))))
@settings(max_examples=sample_of(180))
def test_bounds_of_a_partial_form_hold_every_completion(facts_of, rulebook, answers, withdrawn):
    partial = _withdrawn(answers, withdrawn)
    low, own, high = _bounds(partial, facts_of, rulebook)
    assert low <= own * (1 + 1e-12)
    assert own <= high * (1 + 1e-12)
    full_low, full, full_high = _bounds(answers, facts_of, rulebook)
    assert low <= full * (1 + 1e-12)
    assert full <= high * (1 + 1e-12)
    assert low <= full_low * (1 + 1e-12)
    assert full_high <= high * (1 + 1e-12)


@given(full_forms(), st.sets(st.sampled_from(sorted(VALUES))), st.sampled_from(sorted(VALUES)))
@settings(max_examples=sample_of(180))
def test_withdrawing_one_more_answer_never_narrows_the_bounds(facts_of, rulebook, answers, withdrawn, field):
    before = _bounds(_withdrawn(answers, withdrawn), facts_of, rulebook)
    after = _bounds(_withdrawn(answers, {*withdrawn, field}), facts_of, rulebook)
    assert after[0] <= before[0] * (1 + 1e-12)
    assert after[2] >= before[2] * (1 - 1e-12)


@given(full_forms())
@settings(max_examples=sample_of(120))
def test_a_full_form_leaves_nothing_open(facts_of, rulebook, answers):
    result = _score(answers, facts_of, rulebook)
    assert result.completeness == 1.0
    assert result.missing == ()
    if result.best_case is not None:
        assert result.best_case.relative_to_peers == result.relative_to_peers
        assert result.worst_case.relative_to_peers == result.relative_to_peers


@pytest.mark.parametrize(("field", "steps"), WORSE, ids=[field for field, _ in WORSE])
@given(full_forms(), st.sets(st.sampled_from(sorted(VALUES)), max_size=4))
@settings(max_examples=sample_of(60))
def test_a_change_for_the_worse_never_lowers_probability_or_band(
    facts_of, rulebook, field, steps, answers, withdrawn
):
    base = {key: value for key, value in answers.items() if key not in withdrawn - {field}}
    if field in {"hamstring_history", "hamstring_injury_count"}:
        base.pop("weeks_since_return", None)
        base["hamstring_injury_count"] = 2
        if field == "hamstring_injury_count":
            base["hamstring_history"] = "within_12_months"
    if field.startswith("bf_fascicle"):
        base["bf_fascicle_right_cm"] = 12.0
    for quality in (BaselineQuality.GOOD, BaselineQuality.WEAK):
        results = [_score(base | {field: step}, facts_of, rulebook, quality) for step in steps]
        relatives = [result.relative_to_peers for result in results]
        bands = [list(Band).index(result.band) for result in results]
        assert relatives == sorted(relatives)
        assert bands == sorted(bands)


@given(full_forms(), st.sets(st.sampled_from(sorted(VALUES))), st.randoms(use_true_random=False))
@settings(max_examples=sample_of(100))
def test_the_order_of_answers_never_matters(facts_of, rulebook, answers, withdrawn, order: random.Random):
    partial = _withdrawn(answers, withdrawn)
    shuffled = list(partial.items())
    order.shuffle(shuffled)
    straight = score_risk(facts_of(partial), NO_PROBLEM, NOBODY, rulebook.risk)
    assert score_risk(facts_of(dict(shuffled)), NO_PROBLEM, NOBODY, rulebook.risk) == straight


@given(full_forms(), st.sets(st.sampled_from(sorted([*VALUES, "age_years", "sport", "level", "sex"]))))
@settings(max_examples=sample_of(180))
def test_numbers_appear_only_where_they_may(facts_of, rulebook, answers, withdrawn):
    facts = facts_of(_withdrawn(answers, withdrawn))
    result = score_risk(facts, NO_PROBLEM, NOBODY, rulebook.risk).result
    scored = result.status is RiskStatus.SCORED
    assert scored == withdrawn.isdisjoint({"sport", "level", "age_years", "hamstring_history"})
    assert (result.band is not None) == (result.relative_to_peers is not None) == scored
    assert bool(result.why_not) == (not scored)
    shown = result.season_probability is not None
    assert shown == (result.display is not None) == (result.typical_probability is not None)
    if scored:
        assert shown == (result.why_no_number is None)
        assert (result.return_module is None) or not shown
    else:
        assert not shown
    if shown:
        assert result.low <= result.season_probability <= result.high
        assert result.best_case.season_probability <= result.season_probability
        assert result.season_probability <= result.worst_case.season_probability


def _withdrawn(answers: dict[str, object], fields: set[str]) -> dict[str, object]:
    """The answers without these; the weeks go with the history they belong to."""
    gone = {*fields, "weeks_since_return"} if "hamstring_history" in fields else fields
    return {key: value for key, value in answers.items() if key not in gone}
