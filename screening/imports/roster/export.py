"""A roster to take away: CSV or workbook, without anything that a spreadsheet program would run.

What is written here is read back unchanged by `reading`.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from screening.domain.formula_guard import guarded
from screening.domain.roster.entries import RosterEntry
from screening.domain.roster.fields import TITLES, RosterField

EXPORTED = (
    RosterField.NAME,
    RosterField.BIRTH_DATE,
    RosterField.BIRTH_YEAR,
    RosterField.CLUB_KEY,
    RosterField.EMAIL,
    RosterField.SQUAD,
    RosterField.SPORT,
    RosterField.POSITION,
    RosterField.GUARDIAN_NAME,
    RosterField.GUARDIAN_EMAIL,
)
_SHEET = "Roster"
_TEXT = "@"
_WIDEST = 40
_NARROWEST = 10


def roster_rows(athletes: Iterable[RosterEntry]) -> list[list[str | int]]:
    """The header and one row for each athlete. Texts cannot become formulas; years are numbers."""
    return [[TITLES[field] for field in EXPORTED], *map(_row, athletes)]


def roster_csv(rows: Sequence[Sequence[str | int]]) -> bytes:
    """UTF-8 with its mark, so that spreadsheet programs read accents; separated by commas."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def roster_workbook(rows: Sequence[Sequence[str | int]]) -> bytes:
    """One sheet. Texts are cells of text, so that no number loses the zeros it starts with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_SHEET)
    sheet.freeze_panes = "A2"
    for place, width in enumerate(_widths(rows)):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, value, is_header=number == 0) for value in row])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _row(athlete: RosterEntry) -> list[str | int]:
    return [_value(getattr(athlete, field)) for field in EXPORTED]


def _value(value: str | int | dt.date | None) -> str | int:
    match value:
        case None:
            return ""
        case int():
            return value
        case dt.date():
            return value.isoformat()
        case _:
            return guarded(value)


def _cell(sheet: WriteOnlyWorksheet, value: str | int, *, is_header: bool) -> Cell | None:
    if value == "":
        return None
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        # Without this a text that starts with = would be a formula.
        cell.data_type = "s"
        cell.number_format = _TEXT
    if is_header:
        cell.font = Font(bold=True)
    return cell


def _widths(rows: Sequence[Sequence[str | int]]) -> list[int]:
    columns = zip(*rows, strict=True)
    return [min(max(_NARROWEST, 2 + max(len(str(cell)) for cell in column)), _WIDEST) for column in columns]
