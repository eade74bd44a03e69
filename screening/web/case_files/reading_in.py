"""From a file to what it says: read once, then checked anew with each choice about its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from screening.domain.case.files.model import FileKind
from screening.domain.case.words import SessionKind
from screening.domain.roster.dates import DateOrder
from screening.imports.case_files.cells import DecimalMark
from screening.imports.case_files.checking import CheckedFile, check_case_file
from screening.imports.case_files.columns import FileColumns, chosen_columns, suggest_columns
from screening.imports.case_files.fields import FIELDS, TITLES, UNITS, FileField, Unit
from screening.imports.case_files.rows import FileOptions
from screening.imports.roster.keeping import table_from
from screening.imports.roster.mapping import Basis
from screening.imports.roster.reading import RosterTable
from screening.services.batch_rows import TableRefused
from screening.services.case_files.drafts import FileDraft, draft_of
from screening.services.case_files.plan import ReadFile
from screening.web.parts import now, parts
from screening.web.signed_in import actor, club_id

SAMPLES = 3
SAMPLE_LENGTH = 40
UNREAD = "{count} rows hold nothing that is read"


@dataclass(frozen=True, slots=True)
class Options:
    """What a person has said about a file beside its columns."""

    date_order: str = ""
    decimal: str = ""
    session_kind: str = SessionKind.RUNNING.value
    tests: Mapping[str, str] = field(default_factory=dict)
    """By the name of a test in the file the test that it is; empty for one that is left out."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column to be told apart: its name, the first values in it, what it holds and in what."""

    name: str
    samples: tuple[str, ...]
    field: str
    units: tuple[str, ...]
    unit: str
    is_remembered: bool


@dataclass(frozen=True, slots=True)
class Understood:
    """A draft with its table and columns. `checked` is None while they cannot be read as chosen."""

    table: RosterTable
    columns: FileColumns
    options: Options
    checked: CheckedFile | None
    problems: tuple[str, ...]

    @property
    def file(self) -> ReadFile:
        """As the services take it; empty while the columns cannot be read."""
        found = self.checked
        if found is None:
            return ReadFile(())
        tests = {name: self.options.tests.get(name, probable or "") for name, probable in found.test_names}
        empty = len(found.without_values)
        notes = (*found.notes, UNREAD.format(count=empty)) if empty else found.notes
        return ReadFile(found.rows, found.faults, notes, {name: test for name, test in tests.items() if test})


def open_draft(file_id: int) -> FileDraft:
    """A file of the person who asks that is not confirmed yet."""
    return draft_of(parts().store, actor(), club_id(), file_id, now())


def understood(draft: FileDraft) -> Understood:
    """The file with what was chosen so far, or last time for files of this make."""
    table = table_from(dict(draft.table))
    kind = FileKind(draft.kind.value)
    kept = draft.chosen.columns or draft.remembered
    options = options_from(kept or {})
    if kept is None:
        return read_with(draft, table, suggest_columns(kind, table.header), options)
    choices = [
        (FileField(name) if name else None, Unit(unit) if unit else None) for name, unit in kept["choices"]
    ]
    return read_with(draft, table, chosen_columns(kind, table.header, choices), options)


def read_with(draft: FileDraft, table: RosterTable, columns: FileColumns, options: Options) -> Understood:
    """The file read with these columns."""
    try:
        checked = check_case_file(table, columns, _file_options(draft, options))
    except TableRefused as refused:
        return Understood(table, columns, options, None, refused.problems)
    return Understood(table, columns, options, checked, ())


def _file_options(draft: FileDraft, options: Options) -> FileOptions:
    return FileOptions(
        file_name=draft.file_name,
        today=draft.today,
        zone=draft.zone,
        date_order=DateOrder(options.date_order) if options.date_order in set(DateOrder) else None,
        decimal=DecimalMark(options.decimal) if options.decimal in set(DecimalMark) else None,
        session_kind=SessionKind(options.session_kind),
    )


def options_from(kept: Mapping[str, Any]) -> Options:
    """What `kept_columns` gave beside the columns."""
    return Options(
        kept.get("date_order", ""),
        kept.get("decimal", ""),
        kept.get("session_kind", SessionKind.RUNNING.value),
        dict(kept.get("tests", {})),
    )


def kept_columns(columns: FileColumns, options: Options) -> dict[str, Any]:
    """The choices as JSON can hold them, for this file and the next one of its make."""
    return {
        "choices": [[str(one.field or ""), str(one.unit or "")] for one in columns.choices],
        "date_order": options.date_order,
        "decimal": options.decimal,
        "session_kind": options.session_kind,
        "tests": dict(options.tests),
    }


def offered(kind: FileKind) -> list[tuple[str, str]]:
    """What a column of such a file may hold."""
    return [(one.value, TITLES[one]) for one in FIELDS[kind]]


def columns_of(found: Understood, *, is_suggested: bool) -> list[Column]:
    """The columns with their first values, as a person looks at them.

    Args:
        is_suggested: nobody has chosen yet; what is there comes from words and from last time.
    """
    columns = []
    for place, name in enumerate(found.table.header):
        choice = found.columns.choices[place]
        units = UNITS.get(choice.field, ()) if choice.field else ()
        columns.append(
            Column(
                name=name,
                samples=_samples(found.table, place),
                field=str(choice.field or ""),
                units=tuple(map(str, units)),
                unit=str(choice.unit or ""),
                is_remembered=is_suggested and choice.basis is Basis.REMEMBERED,
            )
        )
    return columns


def _samples(table: RosterTable, place: int) -> tuple[str, ...]:
    values = (text for row in table.rows if (text := row.cells[place].strip()))
    cut = (one if len(one) <= SAMPLE_LENGTH else one[:SAMPLE_LENGTH] + "…" for one in islice(values, SAMPLES))
    return tuple(dict.fromkeys(cut))


def names_of_tests(found: Understood) -> Sequence[tuple[str, str]]:
    """Each name of a test in the file, with the test it is taken for."""
    checked = found.checked
    if checked is None:
        return ()
    return [(name, found.options.tests.get(name, probable or "")) for name, probable in checked.test_names]
