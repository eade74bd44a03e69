"""A table read to its end, with all that was found, for tests to look at."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from screening.imports.tables.opening import open_table
from screening.services.batch_rows import Fault


class ReadTable:
    """Rows by number, faults in order, and what was flagged by row and column."""

    def __init__(self, path: Path, known: Collection[str], **options: str) -> None:
        self.rows: dict[int, list[str]] = {}
        self.faults: list[Fault] = []
        self.flagged: dict[tuple[int, str], str] = {}
        with open_table(path, known, **options) as table:
            self.header, self.said, self.total = list(table.header), table.said, table.total
            for chunk in table.chunks():
                self.rows.update(zip(chunk.numbers, map(list, chunk.cells), strict=True))
                self.faults.extend(chunk.faults)
                for index, wrong in chunk.flagged.items():
                    for place, message in wrong.items():
                        self.flagged[chunk.numbers[index], table.header[place]] = message

    @property
    def fault_rows(self) -> list[int]:
        return [fault.row for fault in self.faults]
