"""How large a table and its parts may be, and the words for what is past that."""

from __future__ import annotations

from dataclasses import dataclass

CHUNK_ROWS = 512
CHUNK_CHARACTERS = 1_000_000
"""Rows are handed on in chunks of at most so many, whichever comes first. Measured: the cells of a chunk are
looked at twice, row by row and column by column; past 512 full rows they leave the cache of the processor in
between, and reading takes up to twice as long."""
EMPTY_ROWS_NAMED = 4096
"""Empty rows inside a table that are named one by one."""

MAX_COLUMNS = 500
MAX_CELL = 10_000
MAX_LINE = 1_000_000
"""Characters of a cell and of a whole line."""
MAX_CELL_LINES = 50
"""Lines that one quoted cell may run over, in a column that is not read."""

CELL_TOO_LONG = f"This cell has more than {MAX_CELL:,} characters; shorten it"
CELL_HAS_NUL = "This cell holds a zero byte; type it again"
ROW_TOO_LONG = "This row is too long to be one athlete; look for a quote that is not closed"
ROW_EMPTY = "This row is empty; remove it"


@dataclass(frozen=True, slots=True)
class WorkbookLimits:
    """How far the reading of a workbook may go. Bytes and seconds; None: no limit of its own."""

    file_bytes: int = 512 << 20
    memory_bytes: int = 1 << 30
    cpu_seconds: int = 60
    """For one chunk of rows; so a large file has the time it needs and a hostile one has not."""
    wall_seconds: float | None = None
    """For the whole file."""
    parts: int = 5000
    unpacked_bytes: int = 4 << 30
    """Sheets are read as a stream, so size costs time only; the most rows Excel has fit."""
    whole_part_bytes: int = 256 << 20
    """Every part that is no sheet is held in memory as a whole."""
    ratio: int = 250
    last_row: int | None = None
    last_column: int | None = None
    is_plain: bool = False
    """Refuse what a plain table has no use for: definitions in the markup, embedded files, links outside."""


TABLE_LIMITS = WorkbookLimits()


def too_many_columns(count: int) -> str:
    """Why a header is refused."""
    return f"the header has {count} columns; {MAX_COLUMNS} are the most that can be read"
