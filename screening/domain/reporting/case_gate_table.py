"""The gate of a move as a table: every criterion with its result, and what it still needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.case.events import Criterion

from .day_words import short_day

MET, NOT_YET, NOT_TESTED = "Met", "Not yet", "Not tested"


@dataclass(frozen=True, slots=True)
class GateRow:
    """One criterion as printed."""

    id: str
    text: str
    method: str
    threshold: str
    result: str
    on_by: str
    """17 Nov, A. Ruiz; empty where there is no result."""
    state: str
    is_met: bool
    advisory: bool
    sources: str


@dataclass(frozen=True, slots=True)
class GateTable:
    title: str
    note: str
    rows: tuple[GateRow, ...]


def gate_table(title: str, rows: Sequence[Criterion]) -> GateTable:
    """The table with how many of the rows that count are met in its title.

    Args:
        title: "Gate from S4 to S5".
    """
    counting = [row for row in rows if not row.advisory]
    met = sum(1 for row in counting if row.met)
    return GateTable(
        title=f"{title}: {met} of {len(counting)} met",
        note="Every row must be met. Not tested never counts as met.",
        rows=tuple(gate_row(row) for row in rows),
    )


def gate_row(row: Criterion) -> GateRow:
    """One row; None is "not tested" whatever its result says."""
    state = MET if row.met else NOT_TESTED if row.met is None else NOT_YET
    when = short_day(row.on).split(" ", 1)[1] if row.on is not None else ""
    return GateRow(
        id=row.id,
        text=row.text,
        method=row.method,
        threshold=row.threshold,
        result=row.result,
        on_by=", ".join(part for part in (when, row.by) if part),
        state=state,
        is_met=row.met is True,
        advisory=row.advisory,
        sources=", ".join(row.sources),
    )
