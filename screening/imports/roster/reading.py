"""A roster as a table of texts, whatever it came as; nothing is known yet about what its columns mean."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from screening.domain.formula_guard import unguarded
from screening.imports.roster.header_words import KNOWN_HEADERS, field_of
from screening.imports.roster.limits import (
    MAX_COLUMNS,
    MAX_FILE,
    MAX_PASTED,
    MAX_ROWS,
    MAX_TEXT,
    WORKBOOK_LIMITS,
)
from screening.imports.tables.opening import Table, open_table
from screening.services.batch_rows import HEADER_ROW, Fault, RowChunk, TableRefused

_IN_MEMORY = 1 << 20
_LIKE_A_ROW = "The first row looks like an athlete, not like names of columns"


@dataclass(frozen=True, slots=True)
class TableKind:
    """What a table is expected to hold, for finding its columns and for the words of a refusal."""

    known_headers: Collection[str]
    looks_like_a_row: Callable[[Sequence[str]], bool]
    like_a_row: str
    """What is noted where the first row looks like one below it."""
    name: str
    nothing: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as the file shows it: its number there, and a text for each column, blanks as they came."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RosterTable:
    """A roster before its columns are understood.

    `faults`: rows that have the wrong shape, and cells that cannot be read, by row and column. A row with a
    wrong cell stays in `rows`; `wrong_cells` has its place. `notes` say how the file was read.
    """

    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    is_workbook: bool = False
    wrong_cells: frozenset[tuple[int, int]] = frozenset()
    """Row number and column index, from 0."""


def read_pasted(text: str, *, delimiter: str | None = None, has_header: bool = True) -> RosterTable:
    """A table that was pasted into a page.

    Args:
        delimiter: "," ";" tab or "|" where a person has chosen; found out otherwise.
        has_header: whether the first row names the columns; otherwise it is an athlete.
    Raises:
        TableRefused: it is no table that can be read; every reason, in words for the person.
    """
    if len(text) > MAX_PASTED:
        raise TableRefused(f"this is more than {MAX_PASTED:,} characters; bring it as a file")
    try:
        data = text.strip("\r\n").encode("utf-8")
    except UnicodeEncodeError:
        raise TableRefused("the text holds broken characters; copy it again") from None
    if not data:
        raise TableRefused("there is nothing here yet")
    table = _read(data, encoding="utf-8", delimiter=delimiter, sheet=None, has_header=has_header, kind=ROSTER)
    return replace(table, notes=tuple(note.replace("read as UTF-8, ", "") for note in table.notes))


def read_file(
    data: bytes,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    has_header: bool = True,
    kind: TableKind | None = None,
) -> RosterTable:
    """A CSV file or an Excel workbook, told apart by what is in it and not by its name.

    Args:
        encoding: one of `tables.encodings.CHOICES` where a person has chosen; found out otherwise.
        delimiter, has_header: as for `read_pasted`.
        sheet: of a workbook; the first one otherwise.
        kind: what the table holds; a roster otherwise.
    Raises:
        TableRefused: it is no table that can be read; every reason, in words for the person.
    """
    if len(data) > MAX_FILE:
        raise TableRefused(f"the file is larger than {MAX_FILE >> 20} MB")
    return _read(
        data, encoding=encoding, delimiter=delimiter, sheet=sheet, has_header=has_header, kind=kind or ROSTER
    )


def _read(
    data: bytes,
    *,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
    has_header: bool,
    kind: TableKind,
) -> RosterTable:
    # A file without a name: whatever happens to this process, nothing of it stays behind.
    with tempfile.TemporaryFile() as kept, _in_words_of_a_page():
        kept.write(data)
        kept.flush()
        with open_table(
            cast(BinaryIO, kept),
            kind.known_headers,
            encoding=encoding,
            delimiter=delimiter,
            sheet=sheet,
            limits=WORKBOOK_LIMITS,
        ) as table:
            return _collected(table, kind, has_header=has_header)


def _collected(table: Table, kind: TableKind, *, has_header: bool) -> RosterTable:
    if len(table.header) > MAX_COLUMNS:
        raise TableRefused(
            f"the table has {len(table.header)} columns; {kind.name} has {MAX_COLUMNS} at most"
        )
    gathered = _Gathered(tuple(table.header), kind)
    for chunk in table.chunks():
        gathered.take(chunk)
    header = tuple(table.header)
    rows = gathered.rows
    notes = [table.said]
    if not has_header:
        rows = [TableRow(HEADER_ROW, tuple(map(unguarded, header))), *rows]
        header = tuple(f"Column {place}" for place in range(1, len(header) + 1))
    elif kind.looks_like_a_row(header):
        notes.append(kind.like_a_row)
    if not rows and not gathered.faults:
        raise TableRefused(kind.nothing)
    return RosterTable(
        header,
        tuple(rows),
        tuple(sorted(gathered.faults, key=lambda fault: fault.row)),
        tuple(notes),
        table.said.startswith("read as an Excel"),
        frozenset(gathered.wrong_cells),
    )


class _Gathered:
    """Chunks put together, as long as they are no more than a roster."""

    def __init__(self, header: Sequence[str], kind: TableKind) -> None:
        self._header, self._kind = header, kind
        self._size = 0
        self.rows: list[TableRow] = []
        self.faults: list[Fault] = []
        self.wrong_cells: set[tuple[int, int]] = set()

    def take(self, chunk: RowChunk) -> None:
        for index, (number, cells) in enumerate(zip(chunk.numbers, chunk.cells, strict=True)):
            self._size += sum(map(len, cells))
            self.rows.append(TableRow(number, tuple(map(unguarded, cells))))
            for place, message in chunk.flagged.get(index, {}).items():
                self.wrong_cells.add((number, place))
                self.faults.append(Fault(number, self._header[place], cells[place], message))
        self.faults.extend(chunk.faults)
        if len(self.rows) + len(chunk.faults) > MAX_ROWS or self._size > MAX_TEXT:
            raise TableRefused(f"this is more than {self._kind.name} holds: {MAX_ROWS:,} rows are the most")


def _is_like_a_row(header: Sequence[str]) -> bool:
    """Whether no cell is the name of a column and one cannot be."""
    return not any(map(field_of, header)) and any("@" in cell or cell[:1].isdigit() for cell in header)


ROSTER = TableKind(
    KNOWN_HEADERS, _is_like_a_row, _LIKE_A_ROW, "a roster", "there is no athlete in this table"
)
_WORDS_OF_A_PAGE = (
    ("or name its encoding with --encoding", "or choose its encoding"),
    ("or give --encoding utf-16", "or choose UTF-16"),
    ("--sheet: ", ""),
)


@contextlib.contextmanager
def _in_words_of_a_page() -> Iterator[None]:
    """Refusals name options of the command line; on a page the same things are chosen from lists."""
    try:
        yield
    except TableRefused as refused:
        problems = list(refused.problems)
        for words, others in _WORDS_OF_A_PAGE:
            problems = [problem.replace(words, others) for problem in problems]
        raise TableRefused(*problems) from None
