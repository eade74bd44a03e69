"""A table whose columns are understood, row by row: good rows as entries, everything else by its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from screening.domain.roster.changes import Doubt
from screening.domain.roster.column_doubts import column_doubts
from screening.domain.roster.dates import DateOrder, is_numeric_year_last, orders_possible, swappable
from screening.domain.roster.entries import RosterEntry, RowChecks, read_entry
from screening.domain.roster.fields import RosterField
from screening.domain.roster.shapes import Shape, shape_of
from screening.domain.wellformed import shown
from screening.imports.roster.mapping import ColumnMapping
from screening.imports.roster.reading import RosterTable, TableRow
from screening.services.batch_rows import Fault, TableRefused

_SWAPPED_BY_PROGRAM = (
    "Some dates of this column are text and some are not: the spreadsheet program may have taken the day for "
    "the month here. Enter this one as 14 November 2006"
)
_LEAST_REPEATED = 2


@dataclass(frozen=True, slots=True)
class DateChoice:
    """That a person has to say whether day or month comes first.

    `possible`: the orders under which every date of the column is one. `example` is a date that could be two.
    """

    possible: frozenset[DateOrder]
    example: str
    rows: int


@dataclass(frozen=True, slots=True)
class CheckedRoster:
    """What a roster says. `entries` and `faults` have no row in common; together they hold every row."""

    entries: tuple[RosterEntry, ...]
    faults: tuple[Fault, ...]
    doubts: tuple[Doubt, ...]
    date_choice: DateChoice | None
    notes: tuple[str, ...]

    @property
    def unread_rows(self) -> int:
        """How many rows have a fault."""
        return len({fault.row for fault in self.faults})


def check_roster(table: RosterTable, mapping: ColumnMapping, checks: RowChecks) -> CheckedRoster:
    """Every row of the table as an entry or with its faults.

    Raises:
        TableRefused: the columns cannot be read like this, see `ColumnMapping.problems`.
    """
    problems = mapping.problems()
    if problems:
        raise TableRefused(*problems)
    places = {field: place for place, field in enumerate(mapping.fields) if field is not None}
    columns = {field: table.header[place] for field, place in places.items()}
    texts = [{field: row.cells[place].strip() for field, place in places.items()} for row in table.rows]
    entries: list[RosterEntry] = []
    faults = [fault for fault in table.faults if not fault.column or fault.column in columns.values()]
    traps = _Traps(table, texts)
    for row, cells in zip(table.rows, texts, strict=True):
        entry, found = _one_row(row, cells, places, columns, table, checks, traps)
        faults.extend(found)
        if entry is not None and not any(
            (row.number, place) in table.wrong_cells for place in places.values()
        ):
            entries.append(entry)
    return CheckedRoster(
        tuple(entries),
        tuple(sorted(faults, key=lambda fault: fault.row)),
        tuple(column_doubts(texts, columns)),
        _date_choice(texts) if checks.date_order is None else None,
        table.notes,
    )


def _one_row(
    row: TableRow,
    texts: Mapping[RosterField, str],
    places: Mapping[RosterField, int],
    columns: Mapping[RosterField, str],
    table: RosterTable,
    checks: RowChecks,
    traps: _Traps,
) -> tuple[RosterEntry | None, list[Fault]]:
    entry, problems = read_entry(row.number, texts, checks)
    faults = [
        Fault(row.number, columns[field], shown(texts[field]), problem.message)
        for problem in problems
        if (field := RosterField(problem.field)) in columns
        and (row.number, places[field]) not in table.wrong_cells
    ]
    faults += [
        Fault(row.number, columns[field], shown(texts[field]), message)
        for field, message in traps.of(texts)
        if not any(fault.column == columns[field] for fault in faults)
    ]
    return (None if faults else entry), faults


class _Traps:
    """What only the other rows of the file can tell about a cell."""

    def __init__(self, table: RosterTable, texts: Sequence[Mapping[RosterField, str]]) -> None:
        births = [text for row in texts if (text := row.get(RosterField.BIRTH_DATE))]
        self._is_half_text = table.is_workbook and any(map(is_numeric_year_last, births))
        squads = Counter(squad for row in texts if (squad := row.get(RosterField.SQUAD)))
        self._squads = {squad for squad, count in squads.items() if count >= _LEAST_REPEATED}

    def of(self, texts: Mapping[RosterField, str]) -> Iterator[tuple[RosterField, str]]:
        """Faults of one row, by field."""
        birth = texts.get(RosterField.BIRTH_DATE, "")
        if self._is_half_text and shape_of(birth or "-") is Shape.DATE and _is_typed_and_swappable(birth):
            yield RosterField.BIRTH_DATE, _SWAPPED_BY_PROGRAM
        for field in (RosterField.NAME, RosterField.FIRST_NAME, RosterField.LAST_NAME):
            if texts.get(field) in self._squads:
                yield field, "This is the squad of other rows; cells of this row may have moved"


def _is_typed_and_swappable(text: str) -> bool:
    """Whether it is a date that the workbook held as one, and its day and month could be each other."""
    year, _, rest = text[:10].partition("-")
    month, _, day = rest.partition("-")
    return year.isdigit() and swappable(f"{day}/{month}/{year}")


def _date_choice(texts: Sequence[Mapping[RosterField, str]]) -> DateChoice | None:
    return date_choice([text for row in texts if (text := row.get(RosterField.BIRTH_DATE))])


def date_choice(dates: Sequence[str]) -> DateChoice | None:
    """What a person has to say about a column of dates; None where each can be read in one way only."""
    unclear = [text for text in dates if swappable(text)]
    return DateChoice(orders_possible(dates), shown(unclear[0]), len(unclear)) if unclear else None
