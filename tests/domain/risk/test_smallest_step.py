"""The smallest step to a lower band is the smallest there is, and where there is none it says why."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.risk.smallest_step import StepKind, smallest_step
from screening.domain.risk.what_if import Ground, ground_of
from screening.domain.vocabulary import Band
from tests.support.assessments import HEALTHY, rulebook
from tests.support.samples import sample_of
from tests.support.seasons import season_answers

NEVER = HEALTHY.with_(hamstring_history="never").without("hamstring_injury_side", "weeks_since_return")
AT_BEST = NEVER.with_(
    level="amateur",
    age_years=20,
    nordic_dose="over_75",
    neuromuscular_warm_up_per_week=2,
    sprint_exposure="regular",
    often_fatigued=False,
    sleep_hours=8.0,
)
BAND_ORDER = list(Band)


def step_of(answers: Answers):
    return smallest_step(ground_of(answers, rulebook()))


def every_lowering_set(ground: Ground) -> list[tuple[int, int, int, float, tuple[str, ...]]]:
    """All sets of changes that lower the band, by trying every one: its cost, and the changes."""
    targets = ground.open_targets()
    now = BAND_ORDER.index(ground.outlook().band)
    found = []
    for chosen in itertools.product([False, True], repeat=len(targets)):
        ids = tuple(factor for factor, taken in zip(targets, chosen, strict=True) if taken)
        after = ground.outlook({factor: targets[factor].level for factor in ids})
        if BAND_ORDER.index(after.band) < now:
            minutes = [targets[factor].minutes_per_week for factor in ids]
            known = [each for each in minutes if each is not None]
            unknown = len(minutes) - len(known)
            found.append((len(ids), unknown, sum(known), after.estimate.relative, ids))
    return found


@given(answers=season_answers())
@settings(max_examples=sample_of(120))
def test_no_other_set_of_changes_is_smaller_shorter_or_stronger(answers: Answers) -> None:
    ground = ground_of(answers, rulebook())
    step = smallest_step(ground)
    possible = every_lowering_set(ground)
    assert (step.kind is StepKind.LOWERS) == bool(possible)
    if possible:
        best = min(possible, key=lambda one: one[:4])
        assert [one[:4] for one in possible if one[4] == step.changes] == [best[:4]]
        assert (step.minutes_per_week or 0, len(step.minutes_not_known)) == (best[2], best[1])
        assert step.relative_to_peers == best[3]


@given(answers=season_answers())
@settings(max_examples=sample_of(60))
def test_a_step_starts_from_the_band_of_the_result_and_hides_what_the_result_hides(answers: Answers) -> None:
    risk = assess(answers, rulebook()).risk
    step = step_of(answers)
    assert step.band is risk.band
    if step.kind is StepKind.LOWERS:
        assert (step.season_probability is None) == (risk.season_probability is None)
        assert step.relative_to_peers is not None
        assert risk.relative_to_peers is not None
        assert step.relative_to_peers < risk.relative_to_peers


def test_one_change_is_named_with_its_minutes() -> None:
    step = step_of(HEALTHY)
    assert (step.kind, step.band, step.to_band) == (StepKind.LOWERS, Band.VERY_HIGH, Band.HIGH)
    assert step.changes == ("nordic_dose",)
    assert step.minutes_per_week == 20
    assert step.minutes_not_known == ()


def test_minutes_that_nobody_estimated_are_named_and_not_counted_as_none() -> None:
    only_sleep_left = AT_BEST.with_(level="professional", sleep_hours=6.0)
    steps = [step_of(only_sleep_left.with_(age_years=age)) for age in range(18, 45)]
    by_sleep = [step for step in steps if step.changes]
    assert by_sleep
    for step in by_sleep:
        assert step.changes == ("sleep_hours",)
        assert step.minutes_per_week is None
        assert step.minutes_not_known == ("sleep_hours",)


def test_the_lowest_band_says_what_keeps_it_low() -> None:
    step = step_of(AT_BEST)
    assert (step.kind, step.band) == (StepKind.ALREADY_LOWEST, Band.LOW)
    effects = {factor.id: factor.effect for factor in assess(AT_BEST, rulebook()).risk.factors}
    assert step.kept_by[0] == min(effects, key=lambda factor: effects[factor])
    assert all(effects[factor] < 1 for factor in step.kept_by)


def test_after_a_recent_strain_the_floor_is_named_and_not_a_change() -> None:
    recent = AT_BEST.with_(hamstring_history="within_12_months", weeks_since_return=30, nordic_dose="none")
    step = step_of(recent)
    assert (step.kind, step.band) == (StepKind.HELD_BY_FLOOR, Band.MODERATE)
    assert step.kept_by == ("prior_hsi_status",)
    assert step.changes == ()


def test_where_nothing_is_left_to_change_it_says_so() -> None:
    step = step_of(AT_BEST.with_(level="professional", hamstring_history="this_season", age_years=33))
    assert step.kind in {StepKind.NOTHING_LEFT, StepKind.HELD_BY_FLOOR}
    older = AT_BEST.with_(level="professional", hamstring_history="over_12_months", age_years=40)
    step = step_of(older)
    assert step.kind is StepKind.NOTHING_LEFT
    assert "prior_hsi_status" in step.kept_by
    assert "age_years" in step.kept_by


@pytest.mark.parametrize("history", ["never", "over_12_months", "within_12_months"])
def test_asking_twice_gives_the_same_step(history: str) -> None:
    answers = HEALTHY.with_(hamstring_history=history)
    assert step_of(answers) == step_of(answers)
