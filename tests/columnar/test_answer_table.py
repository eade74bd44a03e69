"""Answers as columns keep apart what was not asked, what nobody knows and what was answered."""

from __future__ import annotations

import math

import numpy as np
import pytest

from screening.columnar.table import ColumnCodec, table_of
from screening.domain.answers import NOT_SURE, Answer, Answers
from screening.domain.questionnaire import Layout, Option, Question, Questionnaire, QuestionType, Who
from screening.domain.rulebook import Rulebook


def question(kind: QuestionType, *options: str) -> Question:
    return Question(
        id="planted",
        section="profile",
        type=kind,
        who=Who.ATHLETE,
        label="",
        short_label="",
        why="",
        layout=Layout.TEXT,
        options=tuple(Option(value, value) for value in options),
    )


CHOICE = question(QuestionType.CHOICE, "a", "none", "c")
TICKS = question(QuestionType.LIST, "none", "a", "b", "c")
YES_NO = question(QuestionType.BOOLEAN)
NUMBER = question(QuestionType.NUMBER)
WHOLE = question(QuestionType.INTEGER)
TEXT = question(QuestionType.TEXT)


@pytest.mark.parametrize(
    ("asked", "answer", "code"),
    [
        (CHOICE, "a", 0),
        (CHOICE, "none", 1),
        (CHOICE, None, -1),
        (CHOICE, NOT_SURE, -2),
        (YES_NO, False, 0),
        (YES_NO, True, 1),
        (YES_NO, None, -1),
        (YES_NO, NOT_SURE, -2),
        (TICKS, ("none",), 0),
        (TICKS, (), 0),
        (TICKS, ("a", "c"), 0b1010),
        (TICKS, ("c", "a"), 0b1010),
        (TICKS, None, -1),
        (TICKS, NOT_SURE, -2),
        (NUMBER, 2.5, 2.5),
        (WHOLE, 7, 7.0),
        (WHOLE, 0, 0.0),
        (NUMBER, NOT_SURE, -math.inf),
        (TEXT, "2c", "2c"),
        (TEXT, None, None),
        (TEXT, NOT_SURE, NOT_SURE),
    ],
)
def test_an_answer_has_its_code(asked: Question, answer: Answer | None, code: object) -> None:
    assert ColumnCodec(asked).code(answer) == code


def test_a_number_nobody_was_asked_for_is_not_a_number() -> None:
    assert math.isnan(float(str(ColumnCodec(NUMBER).code(None))))


@pytest.mark.parametrize(
    ("asked", "answer"), [(CHOICE, "z"), (TICKS, ("z",)), (TICKS, "a"), (YES_NO, 1), (NUMBER, True)]
)
def test_what_the_question_does_not_allow_is_refused(asked: Question, answer: Answer) -> None:
    with pytest.raises(ValueError, match="planted"):
        ColumnCodec(asked).code(answer)


def test_a_tick_list_with_more_options_than_bits_is_refused() -> None:
    with pytest.raises(ValueError, match="more than 62 options"):
        ColumnCodec(question(QuestionType.LIST, *(f"o{number}" for number in range(63))))


@pytest.mark.parametrize(
    ("asked", "dtype"),
    [
        (CHOICE, np.int16),
        (YES_NO, np.int16),
        (WHOLE, np.float64),
        (NUMBER, np.float64),
        (TICKS, np.int64),
        (TEXT, np.object_),
    ],
)
def test_a_column_has_the_type_of_its_question(asked: Question, dtype: type) -> None:
    codec = ColumnCodec(asked)
    column = codec.column([codec.code(None), codec.code(None)])
    assert column.dtype == dtype
    assert column.shape == (2,)


def test_a_table_holds_a_column_for_every_question_anybody_was_asked(rulebook: Rulebook) -> None:
    sets = [Answers({"age_years": 20}), Answers({"has_problem": NOT_SURE, "sport": "football"})]
    table = table_of(sets, rulebook.questionnaire)
    assert table.length == 2
    assert set(table.columns) == {"age_years", "has_problem", "sport"}
    assert table.columns["has_problem"].tolist() == [-1, -2]
    football = rulebook.questionnaire.question("sport").option_values.index("football")
    assert table.columns["sport"].tolist() == [-1, football]


def test_an_empty_table_has_no_columns(rulebook: Rulebook) -> None:
    table = table_of([], rulebook.questionnaire)
    assert (table.length, dict(table.columns)) == (0, {})


def test_a_field_that_is_no_question_is_refused(rulebook: Rulebook) -> None:
    with pytest.raises(ValueError, match="not a question: shoe_size"):
        table_of([Answers({"shoe_size": 43})], rulebook.questionnaire)


def test_every_shipped_question_can_be_coded(rulebook: Rulebook) -> None:
    questionnaire: Questionnaire = rulebook.questionnaire
    for asked in questionnaire.questions.values():
        codec = ColumnCodec(asked)
        for value in asked.option_values:
            answer: Answer = (value,) if asked.type is QuestionType.LIST else value
            assert isinstance(codec.code(answer), int)


def test_a_part_of_a_table_shares_its_memory(rulebook: Rulebook) -> None:
    table = table_of([Answers({"age_years": age}) for age in (20, 21, 22)], rulebook.questionnaire)
    part = table.part(1, 9)
    assert part.length == 2
    assert part.columns["age_years"].tolist() == [21.0, 22.0]
    assert np.shares_memory(part.columns["age_years"], table.columns["age_years"])
