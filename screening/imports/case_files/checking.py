"""A case file whose columns are understood, row by row: good rows, rows without values, faults by cell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from screening.domain.case.files.model import NORDIC_TEST, FileKind, FileRow, PersonInFile, StrengthMeasured
from screening.imports.case_files.columns import FileColumns
from screening.imports.case_files.fields import FileField
from screening.imports.case_files.rows import FileOptions, RowReader, has_values, read_measured
from screening.imports.roster.checking import DateChoice, date_choice
from screening.imports.roster.reading import RosterTable, TableRow
from screening.services.batch_rows import Fault, TableRefused


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What a file says. Every row of it is in exactly one of `rows`, `without_values` and `faults`."""

    kind: FileKind
    rows: tuple[FileRow, ...]
    without_values: tuple[int, ...]
    """Rows in which nothing was measured, by number; nobody has to mend them."""
    faults: tuple[Fault, ...]
    date_choice: DateChoice | None
    """Set where a person has to say whether day or month comes first."""
    test_names: tuple[tuple[str, str | None], ...]
    """Of a file of forces: each name of a test with the test it probably is; None: a person has to say."""
    notes: tuple[str, ...]
    """How the file was read."""

    @property
    def people(self) -> tuple[PersonInFile, ...]:
        """Everybody in the good rows, each once, in the order of the file."""
        return tuple(dict.fromkeys(row.person for row in self.rows))

    @property
    def unread_rows(self) -> int:
        """How many rows have a fault."""
        return len({fault.row for fault in self.faults})


def check_case_file(table: RosterTable, columns: FileColumns, options: FileOptions) -> CheckedFile:
    """Every row of the table as what was measured, or with its faults.

    Raises:
        TableRefused: the columns cannot be read like this, see `FileColumns.problems`.
    """
    problems = columns.problems()
    if problems:
        raise TableRefused(*problems)
    read = {place for place, choice in enumerate(columns.choices) if choice.field is not None}
    names = {columns.header[place] for place in read}
    rows: list[FileRow] = []
    empty: list[int] = []
    faults = [fault for fault in table.faults if not fault.column or fault.column in names]
    at_fault = {fault.row for fault in faults}
    times = Counter[tuple[PersonInFile, str]]()
    for row in table.rows:
        if row.number in at_fault:
            continue
        if not has_values(row, columns):
            empty.append(row.number)
            continue
        good, found = _one_row(row, columns, options, times)
        faults.extend(found)
        rows += [good] if good is not None else []
    return CheckedFile(
        columns.kind,
        tuple(_marking_repeats(rows)),
        tuple(empty),
        tuple(sorted(faults, key=lambda fault: fault.row)),
        _date_choice(table, columns, options),
        _test_names(rows),
        table.notes,
    )


def probable_test(name: str) -> str | None:
    """The test of rules/stages that a test of a force device probably is; None where a person has to say."""
    plain = name.casefold()
    if "nordic" in plain:
        return NORDIC_TEST
    return "isometric_prone_90" if "iso" in plain and "90" in plain else None


def _one_row(
    row: TableRow, columns: FileColumns, options: FileOptions, times: Counter[tuple[PersonInFile, str]]
) -> tuple[FileRow | None, list[Fault]]:
    reader = RowReader(row, columns, options)
    person = reader.person()
    day = row.cells[columns.places(FileField.DATE)[0]].strip()
    times[person, day] += 1
    measured, remarks = read_measured(reader, times[person, day])
    if reader.faults:
        return None, reader.faults
    if measured is None:
        raise AssertionError("a row with values and without faults came to nothing")
    return FileRow(row.number, person, measured, remarks), []


def _marking_repeats(rows: list[FileRow]) -> list[FileRow]:
    """Two rows of one person and day of check-ins: both are taken, and each later one says so."""
    first: dict[tuple[PersonInFile, str], int] = {}
    marked = []
    for row in rows:
        remarks = row.remarks
        if not isinstance(row.measured, StrengthMeasured):
            what = (row.person, _thing(row))
            if what in first:
                remarks = (*remarks, f"Row {first[what]} is about the same; this later one counts")
            first.setdefault(what, row.row)
        marked.append(FileRow(row.row, row.person, row.measured, remarks))
    return marked


def _thing(row: FileRow) -> str:
    return str(getattr(row.measured, "key", row.measured.on))


def _date_choice(table: RosterTable, columns: FileColumns, options: FileOptions) -> DateChoice | None:
    if options.date_order is not None:
        return None
    place = columns.places(FileField.DATE)[0]
    return date_choice([text for row in table.rows if (text := row.cells[place].strip().partition(" ")[0])])


def _test_names(rows: list[FileRow]) -> tuple[tuple[str, str | None], ...]:
    names = (row.measured.test_name for row in rows if isinstance(row.measured, StrengthMeasured))
    return tuple((name, probable_test(name)) for name in dict.fromkeys(names))
