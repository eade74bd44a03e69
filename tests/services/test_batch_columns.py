"""The header of a table: which column is which, and everything that is wrong with it at once."""

from __future__ import annotations

import pytest

from screening.domain.rulebook import Rulebook
from screening.services.batch_columns import COLUMN_FACTS, column_facts, known_columns, plan_columns
from screening.services.batch_rows import TableRefused


def refused(rulebook: Rulebook, *header: str, ignore_unknown: bool = False) -> tuple[str, ...]:
    with pytest.raises(TableRefused) as caught:
        plan_columns(header, rulebook.questionnaire, ignore_unknown=ignore_unknown)
    return caught.value.problems


def test_columns_may_stand_in_any_order(rulebook: Rulebook) -> None:
    plan = plan_columns(["sport", "athlete_name", "age_years", "athlete_id"], rulebook.questionnaire)
    assert [(place, question.id) for place, question in plan.questions] == [(0, "sport"), (2, "age_years")]
    assert (plan.athlete_id, plan.athlete_name) == (3, 1)


def test_every_unknown_and_every_repeated_column_is_named(rulebook: Rulebook) -> None:
    problems = refused(rulebook, "age_years", "Sport", "mood", "age_years", "", "athlete_id", "athlete_id")
    assert len(problems) == 5
    said = "\n".join(problems)
    assert "age_years: this column is there 2 times" in said
    assert "athlete_id: this column is there 2 times" in said
    assert "Sport: no such column (column 2); did you mean sport?" in said
    assert "mood: no such column (column 3)" in said
    assert "column 5: has no name" in said


def test_unknown_columns_can_be_left_out(rulebook: Rulebook) -> None:
    plan = plan_columns(["mood", "sport", "", "mood"], rulebook.questionnaire, ignore_unknown=True)
    assert plan.ignored == ("mood", "column 3", "mood")
    assert [place for place, _ in plan.questions] == [1]


def test_a_repeated_field_is_refused_even_then(rulebook: Rulebook) -> None:
    problems = refused(rulebook, "sport", "sport", "mood", ignore_unknown=True)
    assert problems == ("sport: this column is there 2 times; keep one",)


def test_a_table_without_any_answers_is_refused(rulebook: Rulebook) -> None:
    assert "no column holds an answer" in refused(rulebook, "athlete_id", "athlete_name")[0]


def test_a_header_cannot_write_on_the_screen(rulebook: Rulebook) -> None:
    assert "\x1b" not in refused(rulebook, "sport", "\x1b[31mred")[0]


def test_the_facts_name_every_column_with_its_limits_and_answers(rulebook: Rulebook) -> None:
    facts = {
        row[0]: dict(zip(COLUMN_FACTS, row, strict=True)) for row in column_facts(rulebook.questionnaire)
    }
    assert set(facts) == known_columns(rulebook.questionnaire)
    for field, question in rulebook.questionnaire.questions.items():
        said = facts[field]
        assert said["type"] == question.type
        assert said["unit"] == (question.unit or "")
        for limit, number in ((said["minimum"], question.minimum), (said["maximum"], question.maximum)):
            assert (float(limit) if limit else None) == number
        answers = said["answers"].split(";") if said["answers"] else []
        assert set(question.option_values) <= set(answers)
        assert ("not_sure" in answers) >= question.takes_not_sure
