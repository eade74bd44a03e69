"""The squad table as files: CSV with a dictionary beside it, or a workbook with both; the bytes repeat."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.xml.functions import tostring

from screening.domain.formula_guard import guarded
from screening.domain.reporting.squad_table import SquadTable
from screening.report.csv_text import csv_text

WIDEST = 60
"""Letters; a longer text is read in its cell."""
_PROPERTIES = "docProps/core.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that an entry of an archive can have."""


def squad_csv(table: SquadTable) -> bytes:
    """The rows by RFC 4180, in UTF-8 with the mark by which spreadsheet programs know it."""
    return _csv([[column.name for column in table.columns], *table.rows])


def dictionary_csv(table: SquadTable) -> bytes:
    """What each column says, in the same form."""
    return _csv([table.dictionary_heads, *_dictionary_rows(table)])


def squad_xlsx(table: SquadTable) -> bytes:
    """A workbook with the rows and the dictionary, first row fixed, a filter on each column."""
    book = Workbook(write_only=True)
    _sheet(book, table.sheet, [column.name for column in table.columns], table.rows)
    _sheet(book, table.dictionary, table.dictionary_heads, _dictionary_rows(table))
    raw = io.BytesIO()
    book.save(raw)
    return _settled(raw.getvalue(), {_PROPERTIES: _properties(table)})


def _dictionary_rows(table: SquadTable) -> list[tuple[str, ...]]:
    return [(column.name, column.meaning, column.values) for column in table.columns]


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    return csv_text(rows).encode()


def _sheet(book: Workbook, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    sheet = book.create_sheet(title)
    for place, head in enumerate(heads):
        longest = max([len(head), *(len(row[place]) for row in rows)])
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(longest, WIDEST) + 2
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"
    sheet.append([_cell(sheet, head, is_head=True) for head in heads])
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])


def _cell(sheet: WriteOnlyWorksheet, text: str, *, is_head: bool = False) -> Cell:
    """A cell that holds text and nothing else, whatever it begins with."""
    cell = WriteOnlyCell(sheet, value=guarded(text))
    cell.data_type = "s"
    if is_head:
        cell.font = Font(bold=True)
    return cell


def _properties(table: SquadTable) -> str | bytes:
    """Who made the workbook and when; saving would put the time of the clock here."""
    made = dt.datetime.combine(dt.date.fromisoformat(table.made_on), dt.time())
    properties = DocumentProperties(creator="Hamstring Screening", created=made, modified=made)
    return tostring(properties.to_tree())


def _settled(raw: bytes, instead: Mapping[str, str | bytes]) -> bytes:
    """The same archive with fixed times and order, so that the same table gives the same bytes."""
    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(settled, "w") as new:
        for name in sorted(old.namelist()):
            content = instead.get(name) or old.read(name)
            new.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return settled.getvalue()
