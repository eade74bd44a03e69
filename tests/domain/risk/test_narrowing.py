"""What an answer would tell is what it tells once it is given."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.questionnaire import QuestionType
from screening.domain.risk.narrowing import Narrowing, narrowing
from screening.domain.risk.what_if import Ground, ground_of
from screening.domain.vocabulary import Band
from tests.support.assessments import HEALTHY, rulebook
from tests.support.samples import sample_of
from tests.support.seasons import season_answers


def found_for(answers: Answers) -> tuple[Ground, tuple[Narrowing, ...]]:
    ground = ground_of(answers, rulebook())
    return ground, narrowing(ground, assess(answers, rulebook()).risk.most_useful_missing)


@given(answers=season_answers())
@settings(max_examples=sample_of(80))
def test_knowing_more_never_opens_the_range(answers: Answers) -> None:
    ground, found = found_for(answers)
    low, high = ground.ends()
    for one in found:
        for way in one.ways:
            assert low.relative <= way.relative_low <= way.relative_high <= high.relative


@given(answers=season_answers())
@settings(max_examples=sample_of(40))
def test_every_answer_leads_to_one_of_the_ways_that_were_named(answers: Answers) -> None:
    _, found = found_for(answers)
    for one in found:
        question = rulebook().questionnaire.question(one.field)
        if question.type is QuestionType.CHOICE:
            given_values = [value for value in question.option_values if value != "not_sure"]
        elif question.type is QuestionType.BOOLEAN:
            given_values = [True, False]
        else:
            continue
        for value in given_values:
            after = ground_of(answers.with_(**{one.field: value}), rulebook())
            level = next(stand.level for stand in after.standings if stand.factor.id == one.factor)
            others_moved = any(
                stand.factor.id != one.factor and one.field in stand.factor.fields
                for stand in after.standings
            )
            if level is None or others_moved:
                continue
            way = next(way for way in one.ways if way.level == level.id)
            low, high = after.ends()
            assert (way.relative_low, way.relative_high) == (low.relative, high.relative)
            assert way.band is after.outlook().band


def test_at_most_two_are_named_and_each_is_unanswered() -> None:
    answers = HEALTHY.without("nordic_dose", "sleep_hours", "often_fatigued")
    _, found = found_for(answers)
    assert len(found) == 2
    assert all(one.field not in answers for one in found)
    assert all(len(one.ways) > 1 for one in found)


def test_where_everything_is_answered_nothing_is_named() -> None:
    complete = HEALTHY.with_(hamstring_injury_count=1, hamstring_outcome_score=90)
    assert found_for(complete)[1] == ()


@pytest.mark.parametrize(("sport", "shown"), [("football", True), ("tennis", False)])
def test_people_are_counted_only_where_numbers_may_be_shown(sport: str, shown: bool) -> None:
    answers = HEALTHY.with_(sport=sport).without("position", "nordic_dose")
    _, found = found_for(answers)
    assert found
    assert all((way.season_low is not None) == shown for one in found for way in one.ways)


def test_the_bands_it_could_lead_to_are_told_in_order() -> None:
    _, found = found_for(HEALTHY)
    assert [one.bands for one in found] == [(Band.HIGH, Band.VERY_HIGH), (Band.VERY_HIGH,)]
