"""Assesses a table of athletes: one row of results for each good row, every problem of the others.

The table is read in chunks, each evaluated as columns, so that memory does not grow with the file.
Results and problems appear under their names together, when everything is done, the reports included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from screening.columnar.evaluator import Evaluator
from screening.domain.rulebook import Rulebook
from screening.domain.summary_row import SUMMARY_COLUMNS
from screening.domain.vocabulary import Urgency
from screening.domain.wellformed import shown
from screening.services.batch_columns import IDENTITY, ColumnPlan
from screening.services.batch_files import WholeTable, harmless
from screening.services.batch_reading import ChunkReader, ReadChunk, joined
from screening.services.batch_rows import Fault, RowSource

OUTPUT_COLUMNS = (*IDENTITY, *SUMMARY_COLUMNS)
ERROR_COLUMNS = ("row", "column", "value", "message")
ASSESSED_TOGETHER = 8192
_URGENCY = "urgency"


class ReportDesk(Protocol):
    """Makes a report for each good row, in its own time."""

    def take(self, chunk: ReadChunk, reader: ChunkReader) -> None: ...

    def finish(self) -> None: ...


@dataclass
class BatchCount:
    """What became of the rows."""

    good: int = 0
    bad: int = 0
    by_urgency: Counter[str] = field(default_factory=Counter)
    """Good rows by urgency; the empty text stands for those nobody asked about pain."""

    @property
    def not_asked(self) -> int:
        return self.by_urgency[""]

    def closing_line(self) -> str:
        """ "1,204 athletes assessed: T1 0, T2 3, T3 18, T4 95, T5 1,040; nobody asked about pain: 48"."""
        each = ", ".join(f"{urgency} {self.by_urgency[str(urgency)]:,}" for urgency in Urgency)
        athletes = "athlete" if self.good == 1 else "athletes"
        return f"{self.good:,} {athletes} assessed: {each}; nobody asked about pain: {self.not_asked:,}"


def errors_path(target: Path) -> Path:
    """Where the problems go: OUT.errors.csv beside OUT.csv."""
    stem = target.name[:-4] if target.name.lower().endswith(".csv") else target.name
    return target.with_name(f"{stem}.errors.csv")


def assess_batch(
    source: RowSource,
    plan: ColumnPlan,
    rulebook: Rulebook,
    target: Path,
    *,
    reports: ReportDesk | None = None,
    progress: Callable[[int], None] | None = None,
) -> BatchCount:
    """Assess every row and write the two files.

    Args:
        target: the results; the problems go to `errors_path(target)`.
        reports: where a report for each good row is made, if any.
        progress: told the position in the source after each chunk.
    Raises:
        OSError: a file cannot be written.
    """
    evaluator = Evaluator(rulebook)
    reader = ChunkReader(plan, rulebook.questionnaire)
    count = BatchCount()
    with (
        WholeTable(errors_path(target), ERROR_COLUMNS) as errors,
        WholeTable(target, OUTPUT_COLUMNS) as results,
    ):
        waiting = _Waiting(evaluator, results, count)
        for chunk in source.chunks():
            read = reader.read(chunk)
            errors.write(_error_cells(read.faults))
            waiting.add(read)
            count.bad += read.bad_rows
            if reports is not None:
                reports.take(read, reader)
            if progress is not None:
                progress(chunk.position)
        waiting.assess()
        if reports is not None:
            reports.finish()
        errors.finish()
        results.finish()
    return count


class _Waiting:
    """Good rows that are read and not yet assessed: the evaluator takes more at a time than the reader."""

    def __init__(self, evaluator: Evaluator, results: WholeTable, count: BatchCount) -> None:
        self._evaluator = evaluator
        self._results = results
        self._count = count
        self._rows: list[ReadChunk] = []

    def add(self, read: ReadChunk) -> None:
        """Take some rows, and assess what waits once it is enough."""
        if read.numbers:
            self._rows.append(read)
        if sum(len(rows.numbers) for rows in self._rows) >= ASSESSED_TOGETHER:
            self.assess()

    def assess(self) -> None:
        """Assess and write all that waits."""
        rows, self._rows = self._rows, []
        if not rows:
            return
        texts = self._evaluator.evaluate(joined([read.answers for read in rows])).column_texts()
        self._count.good += sum(len(read.numbers) for read in rows)
        self._count.by_urgency.update(texts[_URGENCY])
        names = (
            (harmless(athlete_id), harmless(name))
            for read in rows
            for athlete_id, name in zip(read.athlete_ids, read.athlete_names, strict=True)
        )
        columns = zip(*(texts[column] for column in SUMMARY_COLUMNS), strict=True)
        self._results.write((*who, *cells) for who, cells in zip(names, columns, strict=True))


def _error_cells(faults: Sequence[Fault]) -> Iterator[tuple[str, str, str, str]]:
    for fault in faults:
        yield str(fault.row), fault.column, harmless(shown(fault.value)), fault.message
