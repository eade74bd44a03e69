"""How large a table and its parts may be, and the words for what is past that."""

from __future__ import annotations

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


def too_many_columns(count: int) -> str:
    """Why a header is refused."""
    return f"the header has {count} columns; {MAX_COLUMNS} are the most that can be read"
