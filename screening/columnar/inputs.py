"""Answers as facts, and the columns of a table as the inputs of a program."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from screening.columnar.facts import Coded, ColumnFacts, Fact, Number, Ticks, Written, asked
from screening.columnar.graph import Graph, Node
from screening.columnar.imaging import CODE_PREFIX, written_class
from screening.columnar.table import (
    NOT_ASKED_CODE,
    NOT_SURE_CODE,
    NUMBER_NOT_ASKED,
    NUMBER_NOT_SURE,
    AnswerTable,
    Column,
)
from screening.domain.answers import NONE_OPTION, NOT_SURE
from screening.domain.questionnaire import Question, Questionnaire, QuestionType

CODE = np.dtype(np.int16)
BITS = np.dtype(np.int64)
REAL = np.dtype(np.float64)
NO_CODE = np.iinfo(np.int16).max
"""Of a text that no rule names."""


class AnswerInputs:
    """The answers as facts while rules are compiled; afterwards what fills their columns."""

    def __init__(self, graph: Graph, questionnaire: Questionnaire) -> None:
        self._graph = graph
        self._questions = questionnaire.questions
        self._texts: dict[str, dict[str, int]] = {}
        self.facts = ColumnFacts(
            graph, {field: self._fact(question) for field, question in self._questions.items()}
        )

    def asked(self, field: str) -> Node:
        """Where somebody was asked the question, whatever they said."""
        question = self._questions.get(field)
        if question is None:
            return self._graph.false
        return asked(self._graph, self._input(question), NOT_ASKED_CODE)

    def codes(self, field: str) -> Node:
        """The column of a question as it comes."""
        return self._input(self._questions[field])

    def imaging_code(self, field: str) -> Node:
        """The place of the one class that can be read in a text; -1 where there is none."""
        return self._graph.input(CODE_PREFIX + field, CODE)

    def _input(self, question: Question) -> Node:
        match question.type:
            case QuestionType.INTEGER | QuestionType.NUMBER:
                return self._graph.input(question.id, REAL)
            case QuestionType.LIST:
                return self._graph.input(question.id, BITS)
            case _:
                return self._graph.input(question.id, CODE)

    def _fact(self, question: Question) -> Fact:
        graph, codes = self._graph, self._input(question)
        match question.type:
            case QuestionType.INTEGER | QuestionType.NUMBER:
                return Number(graph, codes, graph.apply(np.greater, codes, NUMBER_NOT_SURE))
            case QuestionType.TEXT:
                known = graph.apply(np.greater_equal, codes, 0)
                return Written(graph, codes, self._texts.setdefault(question.id, {}), known)
            case QuestionType.LIST:
                known = graph.apply(np.greater_equal, codes, 0)
                options = enumerate(question.option_values)
                bit_of = {value: 1 << index for index, value in options if value != NONE_OPTION}
                return Ticks(graph, codes, bit_of, known)
            case QuestionType.BOOLEAN:
                known = graph.apply(np.greater_equal, codes, 0)
                return Coded(graph, codes, {False: 0, True: 1}, known)
            case QuestionType.CHOICE:
                known = graph.apply(np.greater_equal, codes, 0)
                options = enumerate(question.option_values)
                return Coded(graph, codes, {value: index for index, value in options}, known)

    def columns(self, table: AnswerTable, wanted: Iterable[str]) -> dict[str, Column]:
        """A column for every wanted input that comes from an answer, texts turned into codes."""
        found: dict[str, Column] = {}
        for name in wanted:
            field = name.removeprefix(CODE_PREFIX)
            if field not in self._questions:
                continue
            column = table.columns.get(field)
            is_text = self._questions[field].type is QuestionType.TEXT
            if column is None:
                found[name] = np.full(table.length, self._blank(field))
            elif not is_text:
                found[name] = column
            elif name == field:
                found[name] = self._text_codes(field, column)
            else:
                found[name] = _read(column, written_class)
        return found

    def _blank(self, field: str) -> float:
        is_number = self._questions[field].type in (QuestionType.INTEGER, QuestionType.NUMBER)
        return NUMBER_NOT_ASKED if is_number else NOT_ASKED_CODE

    def _text_codes(self, field: str, column: Column) -> Column:
        code_of = {**self._texts.get(field, {}), NOT_SURE: NOT_SURE_CODE}
        return _read(column, lambda text: code_of.get(text, NO_CODE))


def _read(column: Column, code_of: Callable[[str], int]) -> Column:
    """The codes of a column of texts; many athletes have the same, or none."""
    texts = column.tolist()
    codes = {text: NOT_ASKED_CODE if text is None else code_of(text) for text in set(texts)}
    return np.fromiter(map(codes.__getitem__, texts), CODE, len(texts))
