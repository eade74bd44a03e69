"""How large a roster may be; a league goes through `assess-batch` instead."""

from __future__ import annotations

from screening.imports.tables.limits import WorkbookLimits

MAX_FILE = 6 << 20
"""Bytes of a file."""
MAX_PASTED = 1 << 20
"""Characters of a pasted table."""
MAX_ROWS = 10_000
MAX_COLUMNS = 60
MAX_TEXT = 8_000_000
"""Characters of all cells together."""

WORKBOOK_LIMITS = WorkbookLimits(
    file_bytes=MAX_FILE,
    memory_bytes=512 << 20,
    cpu_seconds=20,
    wall_seconds=30,
    parts=500,
    unpacked_bytes=128 << 20,
    whole_part_bytes=32 << 20,
    ratio=150,
    last_row=2 * MAX_ROWS,
    last_column=2 * MAX_COLUMNS,
    is_plain=True,
)
"""Rows and columns leave room for what stands beside a table; what is read is bounded as above."""
