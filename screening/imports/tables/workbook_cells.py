"""What a cell of a workbook says, as the text a person would have typed into a CSV file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from screening.domain.numbers import MAX_DIGITS

Row = tuple[int, list[dict[str, Any]]]
NO_VALUE = "no value"
_DIMENSION = re.compile(rb'<[\w:]*dimension [^>]*ref="[A-Z]+[0-9]+:[A-Z]+([0-9]{1,7})"')
_FIRST_LOOK = 4096


class SheetParser(WorkSheetParser):
    """Rows as openpyxl reads them; a formula that was never worked out is told from an empty cell."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["value"] is None and element.find(FORMULA_TAG) is not None:
            cell["data_type"] = NO_VALUE
        return cell


def rows_of(sheet: Any) -> Iterator[Row]:
    """The rows that a read-only sheet holds, by number; rows that are not there are left out."""
    book = sheet.parent
    with sheet._get_source() as source:
        parser = SheetParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        yield from parser.parse()


def rows_promised(sheet: Any) -> int:
    """How many rows the sheet says it has, for a progress bar only; 0 where it does not say."""
    with sheet._get_source() as source:
        stated = _DIMENSION.search(source.read(_FIRST_LOOK))
    return int(stated.group(1)) if stated else 0


def cell_text(cell: dict[str, Any]) -> tuple[str, str | None]:
    """The text of a cell, and what is wrong with it if anything is."""
    value, kind = cell["value"], cell["data_type"]
    if kind == NO_VALUE:
        return "", "This formula was never worked out; open the file, save it and try again"
    if kind == "e":
        return str(value), f"This cell holds the error {value}"
    match value:
        case None:
            return "", None
        case bool():
            return ("true" if value else "false"), None
        case int() | float():
            return number_text(value), None
        case dt.datetime() if value.time() == dt.time():
            return value.date().isoformat(), None
        case dt.date() | dt.time():
            return value.isoformat(), None
        case _:
            return str(value), None


def number_text(value: float) -> str:
    """A number in plain digits: whole ones without a point, others to the 12 digits that are read at most.

    A workbook keeps what people see as 0.3 as 0.30000000000000004; the rest is noise of the calculation.
    """
    if value == int(value):
        return str(int(value))
    whole_digits = len(str(int(abs(value))))
    return f"{value:.{max(MAX_DIGITS - whole_digits, 0)}f}".rstrip("0").rstrip(".")
