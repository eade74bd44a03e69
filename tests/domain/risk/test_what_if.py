"""Changes are worked out by the sums of the result itself, never by others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.risk.what_if import ground_of
from tests.support.assessments import HEALTHY, rulebook
from tests.support.samples import sample_of
from tests.support.seasons import season_answers


@given(answers=season_answers())
@settings(max_examples=sample_of(80))
def test_without_a_change_the_result_itself_comes_out(answers: Answers) -> None:
    risk = assess(answers, rulebook()).risk
    ground = ground_of(answers, rulebook())
    now = ground.outlook()
    assert (now.band, now.provisional) == (risk.band, risk.provisional)
    assert now.estimate.relative == risk.relative_to_peers
    assert ground.shows_numbers == (risk.season_probability is not None)
    if ground.shows_numbers:
        assert (now.estimate.probability, now.estimate.low, now.estimate.high) == (
            risk.season_probability,
            risk.low,
            risk.high,
        )
    if risk.best_case and risk.worst_case:
        low, high = ground.ends()
        assert (low.relative, high.relative) == (
            risk.best_case.relative_to_peers,
            risk.worst_case.relative_to_peers,
        )


@given(answers=season_answers())
@settings(max_examples=sample_of(80))
def test_each_single_change_and_all_together_agree_with_the_assessment(answers: Answers) -> None:
    risk = assess(answers, rulebook()).risk
    ground = ground_of(answers, rulebook())
    assert risk.if_you_did_these is not None
    for action in risk.if_you_did_these.actions:
        after = ground.outlook(ground.at_target([action.id]))
        assert after.estimate.relative == action.relative_to_peers
    together = ground.outlook(ground.at_target(ground.open_targets()))
    assert together.estimate.relative == risk.if_you_did_these.relative_to_peers


@pytest.mark.parametrize(
    ("answers", "closed"),
    [
        (HEALTHY.with_(nordic_dose="over_75"), "nordic_dose"),
        (HEALTHY.with_(demand_sprinting="never"), "sprint_exposure"),
        (HEALTHY.with_(sleep_hours=8.0), "sleep_hours"),
    ],
)
def test_what_is_reached_or_means_nothing_is_not_offered(answers: Answers, closed: str) -> None:
    assert closed not in ground_of(answers, rulebook()).open_targets()


def test_an_unanswered_topic_can_still_be_brought_to_its_target() -> None:
    assert "nordic_dose" in ground_of(HEALTHY.without("nordic_dose"), rulebook()).open_targets()


def test_a_change_that_is_not_open_changes_nothing() -> None:
    ground = ground_of(HEALTHY.with_(sleep_hours=8.0), rulebook())
    assert ground.outlook(ground.at_target(["sleep_hours", "age_years"])) == ground.outlook()


def test_no_rule_of_the_season_reads_a_conclusion() -> None:
    read = {name for factor in rulebook().risk.factors for name in factor.reads}
    read |= set(rulebook().risk.baselines.by_demands.reads)
    assert not {name for name in read if name.startswith("result.")}
