"""Assesses a table of athletes: one row of results for each good row, every problem of the others.

The table is read in chunks, each evaluated as columns, so that memory does not grow with the file.
Results and problems appear under their names together, when everything is done.
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
from screening.services.batch_reading import ChunkReader, ReadChunk
from screening.services.batch_rows import Fault, RowSource

OUTPUT_COLUMNS = (*IDENTITY, *SUMMARY_COLUMNS)
ERROR_COLUMNS = ("row", "column", "value", "message")
_URGENCY = "urgency"


class ReportDesk(Protocol):
    """Makes a report for each good row, in its own time."""

    def take(self, chunk: ReadChunk, reader: ChunkReader) -> None: ...


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
        for chunk in source.chunks():
            read = reader.read(chunk)
            errors.write(_error_cells(read.faults))
            results.write(_assessed(evaluator, read, count))
            count.bad += read.bad_rows
            if reports is not None:
                reports.take(read, reader)
            if progress is not None:
                progress(chunk.position)
        errors.finish()
        results.finish()
    return count


def _assessed(evaluator: Evaluator, read: ReadChunk, count: BatchCount) -> Iterator[Sequence[str]]:
    if not read.numbers:
        return iter(())
    texts = evaluator.evaluate(read.answers).column_texts()
    count.good += len(read.numbers)
    count.by_urgency.update(texts[_URGENCY])
    return zip(
        map(harmless, read.athlete_ids),
        map(harmless, read.athlete_names),
        *(texts[column] for column in SUMMARY_COLUMNS),
        strict=True,
    )


def _error_cells(faults: Sequence[Fault]) -> Iterator[tuple[str, str, str, str]]:
    for fault in faults:
        yield str(fault.row), fault.column, harmless(shown(fault.value)), fault.message
