"""Opens a case file as a table of texts, as safely as a roster; workbooks are read in a child process."""

from __future__ import annotations

from collections.abc import Sequence

from screening.domain.case.files.model import FileKind
from screening.imports.case_files.header_words import field_of, known_headers
from screening.imports.roster.reading import RosterTable, TableKind, read_file

_LIKE_A_ROW = "The first row does not look like names of columns"


def read_case_file(
    data: bytes,
    kind: FileKind,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> RosterTable:
    """A CSV file or an Excel workbook, told apart by what is in it.

    Args:
        encoding, delimiter, sheet: as for `roster.reading.read_file`.
    Raises:
        TableRefused: it is no table that can be read; every reason, in words for the person.
    """
    return read_file(data, encoding=encoding, delimiter=delimiter, sheet=sheet, kind=_table_kind(kind))


def _table_kind(kind: FileKind) -> TableKind:
    def looks_like_a_row(header: Sequence[str]) -> bool:
        return not any(field_of(name, kind) for name in header)

    return TableKind(
        known_headers(kind), looks_like_a_row, _LIKE_A_ROW, "such a file", "there is no row in this table"
    )
