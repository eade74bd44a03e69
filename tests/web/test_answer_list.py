"""The answers to check before the result read as they will read in the report."""

from __future__ import annotations

from screening.domain.answers import Answers
from screening.domain.reporting.answered import answer_groups
from screening.domain.reporting.athlete import required_wording
from screening.rulebook.load import default_rulebook
from screening.web.athlete.answer_list import answer_sections
from screening.web.athlete.journey import Journey

GIVEN = Answers(
    {
        "age_years": 24,
        "sport": "football",
        "level": "amateur",
        "has_problem": False,
        "hamstring_history": "within_12_months",
        "hamstring_injury_count": 1,
        "warm_up_content": ("easy_running", "build_up_sprints"),
        "sprint_exposure": "not_sure",
    }
)


def test_the_answers_to_check_are_worded_as_in_the_report() -> None:
    rulebook = default_rulebook()
    wording = required_wording(rulebook)
    checked = {
        row.label: row.value
        for section in answer_sections(GIVEN, (), Journey.through(rulebook), wording)
        for row in section.rows
        if row.given
    }
    printed = {
        row.head: row.text
        for group in answer_groups(GIVEN, rulebook.questionnaire, wording)
        for row in group.rows
    }
    assert checked == printed
    assert "1 injury" in checked.values()
