"""Opens whatever table a person brings, by what is in the file and not by its name."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from screening.imports.tables.csv_table import CsvTable
from screening.imports.tables.limits import TABLE_LIMITS, WorkbookLimits
from screening.imports.tables.workbook import WorkbookTable
from screening.services.batch_rows import TableRefused

Table = CsvTable | WorkbookTable
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""Excel before 2007, and every workbook with a password."""


@contextlib.contextmanager
def open_table(
    source: Path | BinaryIO,
    known: Collection[str],
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    limits: WorkbookLimits = TABLE_LIMITS,
) -> Iterator[Table]:
    """The table, closed when done.

    Args:
        source: where the file is, or the file itself; a workbook needs one that another process can read.
        known: names a column may have; they tell what separates the columns.
        encoding, delimiter: of a CSV file, where they are not to be found out.
        sheet: of a workbook; the first one otherwise.
        limits: of a workbook.
    Raises:
        TableRefused: it is no table that can be read.
        OSError: the file cannot be opened.
    """
    file = _file(source) if isinstance(source, Path) else source
    try:
        table = _opened(file, known, encoding, delimiter, sheet, limits)
    except BaseException:
        file.close()
        raise
    try:
        yield table
    finally:
        table.close()


def _file(path: Path) -> BinaryIO:
    if path.exists() and not path.is_file() and not path.is_dir():
        raise TableRefused("this is no ordinary file")
    return path.open("rb")


def _opened(
    file: BinaryIO,
    known: Collection[str],
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
    limits: WorkbookLimits,
) -> Table:
    file.seek(0)
    start = file.read(len(_ZIP))
    if start == _OLD_OFFICE:
        raise TableRefused(
            "this workbook is in the old .xls form or has a password; save it as .xlsx without one"
        )
    if start == _ZIP:
        return WorkbookTable(file, sheet, limits)
    if not start:
        raise TableRefused("the file is empty")
    if sheet is not None:
        raise TableRefused("--sheet: this is no workbook")
    return CsvTable(file, known, encoding=encoding, delimiter=delimiter)
