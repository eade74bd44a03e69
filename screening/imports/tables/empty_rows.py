"""Rows without anything in them: faults between other rows, nothing at the end of a table."""

from __future__ import annotations

from screening.imports.tables.limits import EMPTY_ROWS_NAMED, ROW_EMPTY
from screening.services.batch_rows import Fault


class EmptyRows:
    """The run of empty rows read last, of which nobody knows yet whether the table ends with it."""

    def __init__(self) -> None:
        self._run = range(0)

    def __bool__(self) -> bool:
        return bool(self._run)

    def add(self, first: int, last: int | None = None) -> None:
        """One more empty row, or all from `first` to `last`, right below the ones before."""
        self._run = range(self._run.start if self._run else first, (last or first) + 1)

    def were_inside(self) -> list[Fault]:
        """The faults of the run, now that another row follows. The end of a very long run is one fault."""
        run, self._run = self._run, range(0)
        faults = [Fault(row, "", "", ROW_EMPTY) for row in run[:EMPTY_ROWS_NAMED]]
        rest = run[EMPTY_ROWS_NAMED:]
        if rest:
            message = f"Rows {rest[0]} to {rest[-1]} are empty; remove them"
            faults.append(Fault(rest[0], "", "", message))
        return faults
