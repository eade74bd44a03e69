"""Whatever the questionnaire allows gets a whole result, always the same one, that JSON can carry."""

from __future__ import annotations

import json

from hypothesis import given, settings

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.assessment_json import assessment_to_json
from screening.domain.rulebook import Rulebook
from tests.support.answers import answer_sets, near_benign
from tests.support.samples import sample_of


@given(answers=answer_sets(sections=(), has_problem=None, most=60))
@settings(max_examples=sample_of(150))
def test_any_answers_get_the_same_whole_result_twice(answers: Answers, rulebook: Rulebook) -> None:
    told = json.dumps(assessment_to_json(assess(answers, rulebook)), allow_nan=False)
    again = Answers(dict(reversed(list(answers.items()))))
    assert json.dumps(assessment_to_json(assess(again, rulebook)), allow_nan=False) == told


@given(answers=near_benign())
@settings(max_examples=sample_of(150))
def test_loading_is_never_planned_while_somebody_should_look_first(
    answers: Answers, rulebook: Rulebook
) -> None:
    whole = assess(answers, rulebook)
    assert whole.triage.urgency is not None
    if whole.triage.urgency.rank <= 3 or whole.injury.missing:
        assert whole.plan.weeks == ()
