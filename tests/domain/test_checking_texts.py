"""Answers as forms and CSV deliver them: texts and lists of texts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.checking import check_texts
from tests.support.questionnaires import shipped_questionnaire

QUESTIONNAIRE = shipped_questionnaire()


def answer(field: str, text: str | Sequence[str]) -> object:
    answers, problems = check_texts({field: text}, QUESTIONNAIRE)
    assert problems == ()
    return answers.get(field)


def problem(field: str, text: str | Sequence[str]) -> str:
    answers, problems = check_texts({field: text}, QUESTIONNAIRE)
    assert field not in answers
    assert len(problems) == 1
    return problems[0].message


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("age_years", "24", 24),
        ("age_years", " 24 ", 24),
        ("age_years", "24.0", 24),
        ("sleep_hours", "7,5", 7.5),
        ("has_problem", "yes", True),
        ("has_problem", "TRUE", True),
        ("has_problem", "no", False),
        ("has_problem", "False", False),
        ("has_problem", "not_sure", "not_sure"),
        ("sport", "football", "football"),
        ("walking", "not_sure", "not_sure"),
        ("pain_worst", "not_sure", "not_sure"),
        ("equipment", "band;partner", ("band", "partner")),
        ("equipment", "band; partner ", ("band", "partner")),
        ("equipment", ["band", "partner"], ("band", "partner")),
        ("equipment", "none", ("none",)),
        ("calf_signs", "not_sure", "not_sure"),
        ("sport", ["football"], "football"),
        ("imaging_class", " 2b ", "2b"),
    ],
)
def test_texts_are_read(field: str, text: str | Sequence[str], value: object) -> None:
    assert answer(field, text) == value


@pytest.mark.parametrize("field", ["age_years", "sport", "has_problem", "equipment", "imaging_class"])
@pytest.mark.parametrize("text", ["", "  ", []])
def test_an_empty_text_is_not_answered(field: str, text: str | Sequence[str]) -> None:
    assert answer(field, text) is None


@pytest.mark.parametrize(
    "text", ["2o", "24 years", "nan", "1e1", "٢٤", "1_0", "0x18", "9" * 400, "24.5", "7", "91"]
)
def test_a_wrong_age_says_what_to_enter(text: str) -> None:
    assert problem("age_years", text).startswith("Enter your age in whole years, from 8 to 90")


def test_wrong_texts_say_the_way_out() -> None:
    assert problem("has_problem", "maybe") == "Answer yes, no or not_sure"
    assert "band" in problem("equipment", "band;rope")
    assert "not both" in problem("equipment", "none;band")
    assert problem("sport", ["football", "tennis"]) == "Give one answer, not several"
    assert "thousand" in problem("nordic_force_left_n", "1,000")
    assert "only once" in problem("equipment", "band;band")


def test_what_was_not_asked_is_refused_and_not_ignored() -> None:
    _, problems = check_texts({"age_years": "24", "sex": "male", "x": "1"}, QUESTIONNAIRE, ["age_years"])
    assert [found.field for found in problems] == ["sex", "x"]


def test_all_problems_come_at_once_and_good_answers_are_kept() -> None:
    answers, problems = check_texts({"age_years": "x", "sport": "chess", "level": "amateur"}, QUESTIONNAIRE)
    assert [found.field for found in problems] == ["age_years", "sport"]
    assert dict(answers) == {"level": "amateur"}


@given(
    st.dictionaries(
        st.sampled_from(sorted(QUESTIONNAIRE.questions)),
        st.text(max_size=12) | st.lists(st.text(max_size=6), max_size=3),
    )
)
def test_any_texts_are_answers_or_problems(raw: dict[str, str | Sequence[str]]) -> None:
    answers, problems = check_texts(raw, QUESTIONNAIRE)
    assert set(answers) <= set(raw)
    assert {found.field for found in problems}.isdisjoint(set(answers)) or "position" in raw
