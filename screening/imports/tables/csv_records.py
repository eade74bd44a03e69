"""Cuts the lines of a CSV file into rows of cells, strictly: an open quote swallows no row.

The csv reader of Python takes everything up to the next quote as one cell, over as many rows as that may be.
Here one line is one row. Only a cell of a column that is not read may hold line breaks, and not so much that
a whole row could be inside it; otherwise the line with the quote is a fault and reading goes on below it.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from screening.domain.wellformed import shown
from screening.imports.tables.limits import MAX_CELL, MAX_CELL_LINES, MAX_LINE, ROW_TOO_LONG
from screening.imports.tables.text_lines import TextLines

_FIELD_LIMIT = 131_072
"""Where the csv reader itself stops reading a cell, by its own default."""


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A line that is no row: what it holds, as far as it can be shown, and why."""

    value: str
    message: str


Record = list[str] | BrokenLine


class CsvRecords:
    """Rows of cells, in blocks. Not every row has the width of the header; that is for the caller to see."""

    def __init__(self, lines: TextLines, delimiter: str, width: int, unread: Collection[int]) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._width = width
        self._unread = frozenset(unread)

    def blocks(self) -> Iterator[list[Record]]:
        """Every row of the file, in order."""
        while lines := self._lines.block():
            yield self._plainly(lines) or self._carefully(lines)

    def _plainly(self, lines: list[str]) -> list[Record] | None:
        """The rows at once, where each line is one; None where a quote or a long line needs a closer look."""
        if max(map(len, lines)) >= MAX_LINE:
            return None
        try:
            rows: list[Record] = list(csv.reader(lines, delimiter=self._delimiter, strict=True))
        except csv.Error:
            return None
        return rows if len(rows) == len(lines) else None

    def _carefully(self, lines: list[str]) -> list[Record]:
        self._lines.put_back(lines)
        found: list[Record] = []
        while len(found) < len(lines) and (line := self._lines.next()) is not None:
            found.append(self._one(line))
        return found

    def _one(self, line: str) -> Record:
        if len(line) >= MAX_LINE:
            return BrokenLine(shown(line), ROW_TOO_LONG)
        taken: list[str] = []
        cells = self._cells(line, taken)
        if cells is not None and (not taken or self._may_run_on(cells)):
            return cells
        self._lines.put_back(taken)
        if max(map(len, line.split(self._delimiter))) >= _FIELD_LIMIT:
            return BrokenLine(shown(line), ROW_TOO_LONG)
        start = line.find('"')
        return BrokenLine(
            shown(line[max(start, 0) :].rstrip("\r\n")),
            'A quote (") is opened in this row and not closed before the next one; close or remove it',
        )

    def _cells(self, line: str, taken: list[str]) -> list[str] | None:
        """The cells of the row that starts here; `taken` receives the further lines it ran over."""

        def feed() -> Iterator[str]:
            yield line
            while len(taken) < MAX_CELL_LINES and (following := self._lines.next()) is not None:
                taken.append(following)
                yield following

        try:
            return next(csv.reader(feed(), delimiter=self._delimiter, strict=True))
        except csv.Error:
            return None

    def _may_run_on(self, cells: list[str]) -> bool:
        if len(cells) != self._width:
            return False
        broken = [(index, cell) for index, cell in enumerate(cells) if "\n" in cell or "\r" in cell]
        return all(
            index in self._unread
            and len(cell) <= MAX_CELL
            and cell.count(self._delimiter) < max(self._width - 1, 1)
            for index, cell in broken
        )
