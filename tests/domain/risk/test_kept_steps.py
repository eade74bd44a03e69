"""What is kept between assessments never shows up in another athlete's result."""

from __future__ import annotations

import json

from screening.domain.answers import Answer, Answers
from screening.domain.assess import assess
from screening.domain.assessment_json import assessment_to_json
from screening.rulebook.load import default_rulebook

HEALTHY: dict[str, Answer] = {
    "age_years": 24,
    "sport": "football",
    "level": "amateur",
    "hamstring_history": "never",
    "has_problem": False,
}


def written(**changes: Answer) -> str:
    assessment = assess(Answers({**HEALTHY, **changes}), default_rulebook())
    return json.dumps(assessment_to_json(assessment))


def test_a_whole_number_and_the_same_with_a_fraction_are_shown_as_they_were_given() -> None:
    assert '"sleep_hours": 6.0' in written(sleep_hours=6.0)
    assert '"sleep_hours": 6}' in written(sleep_hours=6)
    assert '"sleep_hours": 6.0' in written(sleep_hours=6.0)
