"""Finds answers that do not go with another answer of the same row, without judging every row by itself.

Only questions with options that are "only when" are concerned. The cells of such a question and of those its
options look at are taken together; each combination that occurs is judged once, as an answer set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from screening.domain.checking import check_texts
from screening.domain.conditions import ALWAYS
from screening.domain.questionnaire import Question, Questionnaire

_MOST_REMEMBERED = 20_000


class Pairing:
    """One question whose options depend on the other fields."""

    def __init__(self, fields: tuple[str, ...], questionnaire: Questionnaire) -> None:
        self.fields = fields
        self._questionnaire = questionnaire
        self._verdicts: dict[tuple[str, ...], bool] = {}

    def misplaced(self, texts: Mapping[str, Sequence[str]]) -> Iterator[int]:
        """The places of rows whose cells do not go together, or one of which cannot be read."""
        together = [texts[field] for field in self.fields]
        if len(self._verdicts) > _MOST_REMEMBERED:
            self._verdicts.clear()
        wrong = {cells for cells in set(zip(*together, strict=True)) if self._is_wrong(cells)}
        if wrong:
            yield from (row for row, cells in enumerate(zip(*together, strict=True)) if cells in wrong)

    def _is_wrong(self, cells: tuple[str, ...]) -> bool:
        verdict = self._verdicts.get(cells)
        if verdict is None:
            raw = dict(zip(self.fields, cells, strict=True))
            verdict = bool(check_texts(raw, self._questionnaire)[1])
            if sum(map(len, cells)) <= 100 * len(cells):
                self._verdicts[cells] = verdict
        return verdict


def pairings(questions: Sequence[Question], questionnaire: Questionnaire) -> tuple[Pairing, ...]:
    """One for each of these questions that has such options and others of them to depend on."""
    there = {question.id for question in questions}
    found = []
    for question in questions:
        options = [option for option in question.options if option.only_when is not ALWAYS]
        names = {name for option in options for name in option.only_when.names()} & there - {question.id}
        if names:
            found.append(Pairing((question.id, *sorted(names)), questionnaire))
    return tuple(found)
