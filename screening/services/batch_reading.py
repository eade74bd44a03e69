"""Turns a chunk of rows into a table of answers, and what is wrong with the other rows into faults.

Good rows go through column by column. Only a row in which something was found is read again as a whole, by
the same check that a form goes through, so that all its problems are told in the words people know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from screening.columnar.table import AnswerTable, Column
from screening.domain.checking import check_texts
from screening.domain.questionnaire import Questionnaire
from screening.services.batch_cells import CellColumn, identity_problem
from screening.services.batch_columns import ATHLETE_ID, ATHLETE_NAME, ColumnPlan
from screening.services.batch_pairs import pairings
from screening.services.batch_rows import Fault, RowChunk


@dataclass(frozen=True)
class ReadChunk:
    """The good rows of a chunk as answers, and the faults of the others in file order."""

    numbers: Sequence[int]
    athlete_ids: Sequence[str]
    athlete_names: Sequence[str]
    answers: AnswerTable
    cells: Sequence[Sequence[str]]
    """The good rows as they came, for whoever needs one of them as a single answer set."""
    faults: Sequence[Fault]
    bad_rows: int


class ChunkReader:
    """Reads the chunks of one table; remembers what it has read."""

    def __init__(self, plan: ColumnPlan, questionnaire: Questionnaire) -> None:
        self._plan = plan
        self._questionnaire = questionnaire
        self._columns = {place: CellColumn(question, questionnaire) for place, question in plan.questions}
        self._pairings = pairings([question for _, question in plan.questions], questionnaire)

    def read(self, chunk: RowChunk) -> ReadChunk:
        """The good rows and the faults of a chunk."""
        by_place: Sequence[Sequence[str]] = list(zip(*chunk.cells, strict=True))
        columns: dict[str, Column] = {}
        bad: set[int] = {row for row, wrong in chunk.flagged.items() if self._reads_any(wrong)}
        if chunk.cells:
            for place, question in self._plan.questions:
                columns[question.id], wrong_rows = self._columns[place].read(by_place[place])
                bad.update(wrong_rows)
            bad.update(self._do_not_go_together(by_place))
            bad.update(self._wrongly_named(by_place))
        faults = [*chunk.faults, *(fault for row in bad for fault in self._faults_of(chunk, row))]
        good = [row for row in range(len(chunk.cells)) if row not in bad] if bad else range(len(chunk.cells))
        cells = chunk.cells if not bad else [chunk.cells[row] for row in good]
        return ReadChunk(
            numbers=chunk.numbers if not bad else [chunk.numbers[row] for row in good],
            athlete_ids=self._texts(self._plan.athlete_id, cells),
            athlete_names=self._texts(self._plan.athlete_name, cells),
            answers=AnswerTable(len(good), _rows_of(columns, good) if bad else columns),
            cells=cells,
            faults=sorted(faults, key=lambda fault: fault.row),
            bad_rows=len(bad) + len({fault.row for fault in chunk.faults}),
        )

    def texts_of(self, cells: Sequence[str]) -> dict[str, str]:
        """The fields of one row, as `check_texts` takes them."""
        return {question.id: cells[place] for place, question in self._plan.questions}

    def _do_not_go_together(self, by_place: Sequence[Sequence[str]]) -> set[int]:
        if not self._pairings:
            return set()
        texts = {question.id: by_place[place] for place, question in self._plan.questions}
        return {row for pairing in self._pairings for row in pairing.misplaced(texts)}

    def _wrongly_named(self, by_place: Sequence[Sequence[str]]) -> set[int]:
        places = (self._plan.athlete_id, self._plan.athlete_name)
        return {
            row
            for place in places
            if place is not None
            for row, text in enumerate(by_place[place])
            if identity_problem(text)
        }

    def _reads_any(self, wrong: Mapping[int, str]) -> bool:
        return any(place in self._columns or place in self._named() for place in wrong)

    def _named(self) -> dict[int, str]:
        places = {self._plan.athlete_id: ATHLETE_ID, self._plan.athlete_name: ATHLETE_NAME}
        return {place: name for place, name in places.items() if place is not None}

    def _faults_of(self, chunk: RowChunk, row: int) -> list[Fault]:
        """Everything wrong with one row, in the order of its columns."""
        cells = chunk.cells[row]
        flagged = chunk.flagged.get(row, {})
        messages: dict[int, list[str]] = {place: [message] for place, message in flagged.items()}
        raw = {question.id: cells[place] for place, question in self._plan.questions if place not in flagged}
        places = {question.id: place for place, question in self._plan.questions}
        for problem in check_texts(raw, self._questionnaire)[1]:
            messages.setdefault(places[problem.field], []).append(problem.message)
        names = {**{place: question.id for place, question in self._plan.questions}, **self._named()}
        for place in self._named():
            wrong = identity_problem(cells[place])
            if wrong and place not in flagged:
                messages[place] = [wrong]
        return [
            Fault(chunk.numbers[row], names[place], cells[place], message)
            for place in sorted(messages)
            if place in names
            for message in messages[place]
        ]

    @staticmethod
    def _texts(place: int | None, cells: Sequence[Sequence[str]]) -> Sequence[str]:
        return [""] * len(cells) if place is None else [row[place] for row in cells]


def _rows_of(columns: Mapping[str, Column], rows: Sequence[int]) -> dict[str, Column]:
    places = np.array(rows, dtype=np.intp)
    return {field: column[places] for field, column in columns.items()}


def joined(tables: Sequence[AnswerTable]) -> AnswerTable:
    """Tables with the same columns, one below the other."""
    columns = {
        field: np.concatenate([table.columns[field] for table in tables]) for field in tables[0].columns
    }
    return AnswerTable(sum(table.length for table in tables), columns)
