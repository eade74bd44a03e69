"""A CSV file as a table: encoding and separator found and said, rows in chunks, wrong shapes named."""

from __future__ import annotations

import io
import os
from collections.abc import Collection, Iterator, Sequence
from typing import BinaryIO

from screening.domain.wellformed import shown
from screening.imports.tables.csv_records import BrokenLine, CsvRecords, Record
from screening.imports.tables.delimiters import WORDS, delimiter_of, header_cells
from screening.imports.tables.empty_rows import EmptyRows
from screening.imports.tables.encodings import encoding_of
from screening.imports.tables.limits import (
    CELL_HAS_NUL,
    CELL_TOO_LONG,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_LINE,
    too_many_columns,
)
from screening.imports.tables.text_lines import TextLines
from screening.services.batch_rows import HEADER_ROW, Fault, RowChunk, TableRefused


class CsvTable:
    """One open file, closed with the table. `said` is how it is read, in words for people."""

    def __init__(
        self,
        file: BinaryIO,
        known: Collection[str],
        *,
        encoding: str | None = None,
        delimiter: str | None = None,
    ) -> None:
        self.total = file.seek(0, os.SEEK_END)
        self._known = known
        self._file = file
        try:
            self._begin(encoding, delimiter)
        except BaseException:
            self._file.close()
            raise

    def _begin(self, encoding: str | None, delimiter: str | None) -> None:
        found = encoding_of(self._file, encoding)
        self._file.seek(found.mark)
        # Line ends stay as they are: the csv reader has to see them inside quotes.
        text = io.TextIOWrapper(self._file, encoding=found.codec, newline="")
        self._text = text
        self._lines = TextLines(text)
        line = self._lines.next()
        if line is None or not line.strip():
            raise TableRefused("row 1 is empty; it has to name the columns")
        if len(line) >= MAX_LINE:
            raise TableRefused("row 1 is too long to be a header")
        self._delimiter = delimiter or delimiter_of(line, self._known)
        self.header: Sequence[str] = tuple(header_cells(line, self._delimiter))
        if len(self.header) > MAX_COLUMNS:
            raise TableRefused(too_many_columns(len(self.header)))
        self.said = f"read as {found.words}, separated by {WORDS[self._delimiter]}"

    def close(self) -> None:
        self._text.close()

    def chunks(self) -> Iterator[RowChunk]:
        """The rows below the header. Empty rows at the end of the file are left out."""
        unread = {index for index, name in enumerate(self.header) if name not in self._known}
        records = CsvRecords(self._lines, self._delimiter, len(self.header), unread)
        row = HEADER_ROW
        empty = EmptyRows()
        for block in records.blocks():
            sorting = _Sorting(len(self.header), self._delimiter, empty)
            sorting.take(block, row + 1)
            row += len(block)
            yield sorting.chunk(self._file.tell())


class _Sorting:
    """Tells the rows of one block with the right shape from the others."""

    def __init__(self, width: int, delimiter: str, empty: EmptyRows) -> None:
        self._width = width
        self._delimiter = delimiter
        self._empty = empty
        self._numbers: list[int] = []
        self._cells: list[list[str]] = []
        self._faults: list[Fault] = []

    def take(self, block: list[Record], first: int) -> None:
        for row, record in enumerate(block, first):
            if isinstance(record, list) and not any(map(str.strip, record)):
                self._empty.add(row)
                continue
            if self._empty:
                self._faults.extend(self._empty.were_inside())
            if isinstance(record, BrokenLine):
                self._faults.append(Fault(row, "", record.value, record.message))
            elif len(record) != self._width:
                self._faults.append(Fault(row, "", self._excerpt(record), self._ragged(len(record))))
            else:
                self._numbers.append(row)
                self._cells.append(record)

    def chunk(self, position: int) -> RowChunk:
        flagged = {}
        for index, cells in enumerate(self._cells):
            text = "".join(cells)
            if len(text) > MAX_CELL or "\0" in text:
                wrong = {column: message for column, cell in enumerate(cells) if (message := _wrong(cell))}
                if wrong:
                    flagged[index] = wrong
        return RowChunk(self._numbers, self._cells, self._faults, flagged, position)

    def _excerpt(self, cells: list[str]) -> str:
        return shown(self._delimiter.join(cells))

    def _ragged(self, count: int) -> str:
        advice = (
            "a list of answers needs quotes around it, because ; separates the columns"
            if self._delimiter == ";"
            else f"a cell that holds one of the {WORDS[self._delimiter]} needs quotes around it"
        )
        return f"This row has {count} cells and the header {self._width}; {advice}"


def _wrong(cell: str) -> str | None:
    if len(cell) > MAX_CELL:
        return CELL_TOO_LONG
    return CELL_HAS_NUL if "\0" in cell else None
