"""Answers of many athletes as columns: one array for each question, one place for each athlete.

Not asked, not sure and answered stay three different things, as in `Answers`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from screening.domain.answers import NONE_OPTION, NOT_SURE, Answer, Answers
from screening.domain.questionnaire import Question, Questionnaire, QuestionType

Column: TypeAlias = NDArray[Any]

NOT_ASKED_CODE = -1
NOT_SURE_CODE = -2
NUMBER_NOT_ASKED = float("nan")
NUMBER_NOT_SURE = float("-inf")
MOST_OPTIONS = 62
"""So many ticks fit into one signed 64-bit number beside the two negative codes."""

_DTYPES: Mapping[QuestionType, Any] = {
    QuestionType.CHOICE: np.int16,
    QuestionType.BOOLEAN: np.int16,
    QuestionType.INTEGER: np.float64,
    QuestionType.NUMBER: np.float64,
    QuestionType.LIST: np.int64,
    QuestionType.TEXT: object,
}


@dataclass(frozen=True)
class AnswerTable:
    """`length` athletes. A field without a column was not asked of anybody.

    choice            int16, the index of the option; -1 not asked, -2 not sure
    boolean           int16, 0 no, 1 yes; -1 not asked, -2 not sure
    integer, number   float64; NaN not asked, minus infinity not sure
    list              int64, one bit for each option by its index ("none" and nothing ticked are 0);
                      -1 not asked, -2 not sure
    text              objects, a str or None
    """

    length: int
    columns: Mapping[str, Column]

    def part(self, start: int, stop: int) -> AnswerTable:
        """The athletes from `start` up to `stop`, as views of the same memory."""
        stop = min(stop, self.length)
        return AnswerTable(
            stop - start, {field: column[start:stop] for field, column in self.columns.items()}
        )


class ColumnCodec:
    """Turns the answers to one question into its column."""

    def __init__(self, question: Question) -> None:
        if question.type is QuestionType.LIST and len(question.options) > MOST_OPTIONS:
            raise ValueError(f"{question.id} has more than {MOST_OPTIONS} options")
        self._field = question.id
        self._dtype = _DTYPES[question.type]
        self._not_asked: object = NOT_ASKED_CODE
        self._not_sure: object = NOT_SURE_CODE
        self._index = {value: index for index, value in enumerate(question.option_values)}
        self._of_type: Callable[[Answer], object] = self._whole
        match question.type:
            case QuestionType.CHOICE:
                self._of_type = self._option
            case QuestionType.LIST:
                self._of_type = self._ticks
            case QuestionType.INTEGER | QuestionType.NUMBER:
                self._of_type = self._number
                self._not_asked, self._not_sure = NUMBER_NOT_ASKED, NUMBER_NOT_SURE
            case QuestionType.TEXT:
                self._of_type = str
                self._not_asked, self._not_sure = None, NOT_SURE

    def code(self, answer: Answer | None) -> object:
        """The code of a checked answer; None stands for "not asked".

        Raises:
            ValueError: the question has no such option.
        """
        if answer is None:
            return self._not_asked
        return self._not_sure if answer == NOT_SURE else self._of_type(answer)

    def column(self, codes: Sequence[object]) -> Column:
        """The codes as an array of the type that the question needs."""
        return np.array(codes, dtype=self._dtype)

    def _option(self, answer: Answer) -> int:
        return self._place(answer)

    def _ticks(self, answer: Answer) -> int:
        if not isinstance(answer, tuple):
            raise ValueError(f"{self._field}: {answer!r} is not a list")
        return sum({1 << self._place(item) for item in answer if item != NONE_OPTION})

    def _place(self, value: object) -> int:
        place = self._index.get(str(value))
        if place is None:
            raise ValueError(f"{self._field}: {value!r} is not an option")
        return place

    def _whole(self, answer: Answer) -> int:
        if not isinstance(answer, bool):
            raise ValueError(f"{self._field}: {answer!r} is not yes or no")
        return int(answer)

    def _number(self, answer: Answer) -> float:
        if isinstance(answer, bool) or not isinstance(answer, int | float):
            raise ValueError(f"{self._field}: {answer!r} is not a number")
        return float(answer)


def table_of(answer_sets: Sequence[Answers], questionnaire: Questionnaire) -> AnswerTable:
    """The table of some checked answer sets, with a column for each question anybody was asked.

    Raises:
        ValueError: a field that is not a question.
    """
    given = {field for answers in answer_sets for field in answers}
    unknown = sorted(given - set(questionnaire.questions))
    if unknown:
        raise ValueError(f"not a question: {', '.join(unknown)}")
    columns: dict[str, Column] = {}
    for field, question in questionnaire.questions.items():
        if field in given:
            codec = ColumnCodec(question)
            columns[field] = codec.column([codec.code(answers.get(field)) for answers in answer_sets])
    return AnswerTable(len(answer_sets), columns)
