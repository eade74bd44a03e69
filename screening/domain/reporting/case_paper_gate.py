"""The gate of a move on paper: what is open in full, what is met in a line, what the record alone shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from screening.domain.case.events import Criterion
from screening.domain.case.words import Party

from .case_gate_table import GateRow, gate_row, gate_table
from .case_holds import without_repeats
from .case_sheet import CaseSheet, GateNow
from .case_view import PaperGate, Table
from .words import day, ended

INCOMPLETE = "Too old or incomplete"
GUARD = "guard."
"""Rows about times, lights and holds, which nobody tests."""
NO_RESULT = frozenset({"", "not tested"})
ACROSS = (70, 24, 24)
"""Letters to a line in the columns of what is open: criterion, result, day and by whom."""
METHODS = "Met criteria of the gate: how they were tested and what is asked"


def paper_gate(gate: GateNow | None) -> PaperGate | None:
    """The gate, with days in full: a paper is read after the year has ended."""
    if gate is None:
        return None
    shown = without_repeats([row for row in gate.rows if not _by_record(row)])
    rows = tuple(paper_row(row) for row in shown)
    whole = gate_table(gate.title, gate.rows)
    return PaperGate(
        table=replace(whole, rows=rows),
        open_rows=tuple(row for row in rows if not row.is_met),
        met_rows=tuple(row for row in rows if row.is_met),
        besides=_besides(gate.rows),
    )


def paper_row(row: Criterion) -> GateRow:
    """One criterion; a result that is too old, or of which a part is missing, is there and does not count."""
    line = gate_row(row)
    is_there = row.on is not None and row.result not in NO_RESULT
    by = "the software" if row.by == Party.SYSTEM else row.by
    on_by = ", ".join(part for part in (day(row.on) if row.on else "", by) if part)
    return replace(line, on_by=on_by, state=INCOMPLETE if row.met is None and is_there else line.state)


def lines_of(gate: PaperGate | None) -> int:
    """About how many lines a gate takes."""
    if gate is None:
        return 0
    met = sum(-(-len(row.text + row.sources) // ACROSS[0]) for row in gate.met_rows)
    return sum(_lines(row) for row in gate.open_rows) + met


def methods_of(gate: GateNow | None) -> Table | None:
    """What the line of a met criterion leaves out; None where none is met."""
    found = paper_gate(gate)
    if found is None or not found.met_rows:
        return None
    return Table(
        title=METHODS,
        heads=("Criterion", "Method", "Asked"),
        rows=tuple((row.text, row.method, row.threshold) for row in found.met_rows),
        empty="",
    )


def gate_note(sheet: CaseSheet) -> str:
    """Whether the gate is open, and what shuts it."""
    if sheet.gate is None:
        return "There is no gate now: the case stands on no stage that leads to another."
    if sheet.state.holds:
        return "Shut: a hold lies over the case."
    return "Open: a person still has to sign." if sheet.gate.is_open else "Shut."


def _lines(row: GateRow) -> int:
    how = -(-len(row.method + row.threshold + row.sources) // ACROSS[0])
    cells = zip((row.text, row.result, row.on_by), ACROSS, strict=True)
    first, *others = (-(-len(cell) // width) for cell, width in cells)
    return max(first + how, *others)


def _by_record(row: Criterion) -> bool:
    """Whether the log alone shows it, and it is met."""
    return row.id.startswith(GUARD) and row.met is True


def _besides(rows: Sequence[Criterion]) -> str:
    """Each such row with what was found and what is asked."""
    said = [
        f"{row.text} ({row.result}{f', asked {row.threshold}' if row.threshold != row.result else ''})"
        for row in rows
        if _by_record(row)
    ]
    return ended(f"Also met, from the record: {'; '.join(said)}") if said else ""
