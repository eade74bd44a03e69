"""A roster between two pages: as plain data to be stored, and back."""

from __future__ import annotations

from typing import Any

from screening.imports.roster.reading import RosterTable, TableRow
from screening.services.batch_rows import Fault


def kept_table(table: RosterTable) -> dict[str, Any]:
    """The table as JSON can hold it."""
    return {
        "header": list(table.header),
        "rows": [[row.number, *row.cells] for row in table.rows],
        "faults": [[fault.row, fault.column, fault.value, fault.message] for fault in table.faults],
        "notes": list(table.notes),
        "is_workbook": table.is_workbook,
        "wrong_cells": sorted(map(list, table.wrong_cells)),
    }


def table_from(kept: dict[str, Any]) -> RosterTable:
    """What `kept_table` gave, as it was."""
    return RosterTable(
        tuple(kept["header"]),
        tuple(TableRow(number, tuple(cells)) for number, *cells in kept["rows"]),
        tuple(Fault(*parts) for parts in kept["faults"]),
        tuple(kept["notes"]),
        kept["is_workbook"],
        frozenset((row, place) for row, place in kept["wrong_cells"]),
    )
