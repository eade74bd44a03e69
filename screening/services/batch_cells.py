"""Reads cells as answers, column by column: each text a column holds is read once and then looked up."""

from __future__ import annotations

from collections.abc import Sequence

from screening.columnar.table import Column, ColumnCodec
from screening.domain.checking import check_texts
from screening.domain.questionnaire import Question, Questionnaire
from screening.domain.reporting.identity import LONGEST_NAME
from screening.domain.wellformed import wrong_characters

MOST_TEXTS = 16_384
MOST_CHARACTERS = 200_000
"""What one column remembers at most; past it, it forgets everything and starts again."""


class CellColumn(dict[str, object]):
    """The codes of the texts of one column. A text that cannot be read counts as not asked and is `bad`."""

    def __init__(self, question: Question, questionnaire: Questionnaire) -> None:
        super().__init__()
        self._field = question.id
        self._questionnaire = questionnaire
        self._codec = ColumnCodec(question)
        self._characters = 0
        self._bad: set[str] = set()

    def read(self, texts: Sequence[str]) -> tuple[Column, list[int]]:
        """The column of these cells, and the places of those that cannot be read."""
        if len(self) > MOST_TEXTS or self._characters > MOST_CHARACTERS:
            self.clear()
            self._bad.clear()
            self._characters = 0
        codes = self._codec.column(list(map(self.__getitem__, texts)))
        if not self._bad or self._bad.isdisjoint(texts):
            return codes, []
        return codes, [place for place, text in enumerate(texts) if text in self._bad]

    def __missing__(self, text: str) -> object:
        answers, problems = check_texts({self._field: text}, self._questionnaire)
        if problems:
            self._bad.add(text)
        code = self[text] = self._codec.code(answers.get(self._field))
        self._characters += len(text)
        return code


def identity_problem(text: str) -> str | None:
    """Why an id or a name cannot be handed through; None where it can."""
    if len(text) > LONGEST_NAME:
        return f"Enter at most {LONGEST_NAME} characters; it has {len(text)}"
    if text.count('"') % 2:
        return "Close or remove the quote"
    if text.isprintable():
        return None
    wrong = wrong_characters(text)
    return f"Enter it without {wrong}" if wrong else None
