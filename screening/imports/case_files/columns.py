"""Which column of a case file holds what, in which unit: suggested by its name, decided by a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from screening.domain.case.files.model import FileKind
from screening.imports.case_files.fields import (
    ADDED_UP,
    FIELDS,
    MEASURED,
    NEEDED,
    TITLES,
    UNITS,
    FileField,
    Unit,
)
from screening.imports.case_files.header_words import field_of, unit_of
from screening.imports.roster.header_words import folded
from screening.imports.roster.mapping import Basis


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """What one column holds; None is not read. `unit` is None where the field has none, or nobody said."""

    field: FileField | None
    unit: Unit | None = None
    basis: Basis = Basis.NONE


NOT_READ = ColumnChoice(None)


@dataclass(frozen=True, slots=True)
class FileColumns:
    """The choice for each column, in the order of the header."""

    kind: FileKind
    header: tuple[str, ...]
    choices: tuple[ColumnChoice, ...]

    def problems(self) -> list[str]:
        """Why the file cannot be read like this, in words for a page; empty where it can."""
        return list(self._problems())

    def _problems(self) -> Iterator[str]:
        count = Counter(choice.field for choice in self.choices if choice.field is not None)
        for field, times in count.items():
            if times > 1 and field not in ADDED_UP:
                yield f"More than one column holds “{TITLES[field]}”"
            if field not in FIELDS[self.kind]:
                yield f"“{TITLES[field]}” is not read from a file of this kind"
        yield from self._problems_of_who(count)
        for field in NEEDED[self.kind]:
            if field not in count:
                yield f"No column holds “{TITLES[field]}”"
        if not MEASURED[self.kind] & count.keys():
            yield "No column holds anything that was measured"
        for name, choice in zip(self.header, self.choices, strict=True):
            units = UNITS.get(choice.field, ()) if choice.field else ()
            if units and choice.unit not in units:
                yield f"Choose what the numbers of the column “{name}” are in"

    def _problems_of_who(self, count: Counter[FileField]) -> Iterator[str]:
        parts = {FileField.FIRST_NAME, FileField.LAST_NAME} & count.keys()
        if not parts and not {FileField.NAME, FileField.EXTERNAL_ID} & count.keys():
            yield "No column says who it is: choose one for the name or the external id"
        if parts and FileField.NAME in count:
            yield "Choose either the whole name or first and last name"
        elif len(parts) == 1:
            yield "Choose a column for the first name and one for the last name"

    def places(self, field: FileField) -> tuple[int, ...]:
        """The columns that hold a field, from 0."""
        return tuple(place for place, choice in enumerate(self.choices) if choice.field is field)

    def to_remember(self) -> dict[str, list[str]]:
        """What is kept for the next file of the club with these columns, for `suggest_columns`."""
        return {
            folded(name): [str(choice.field or ""), str(choice.unit or "")]
            for name, choice in zip(self.header, self.choices, strict=True)
            if folded(name)
        }


def suggest_columns(
    kind: FileKind, header: Sequence[str], remembered: Mapping[str, Sequence[str]] | None = None
) -> FileColumns:
    """What the columns probably hold, for a person to look at.

    What was chosen before goes first, then the words that are known. Where two columns would hold the same,
    neither is suggested. A unit that neither the header nor the last choice names stays open.

    Args:
        remembered: what `to_remember` gave for an earlier file; entries nobody knows are passed over.
    """
    kept = remembered or {}
    found = [_remembered(kept.get(folded(name)), kind) or _by_word(name, kind) for name in header]
    count = Counter(choice.field for choice in found if choice.field not in (None, *ADDED_UP))
    choices = [NOT_READ if choice.field and count[choice.field] > 1 else choice for choice in found]
    return FileColumns(kind, tuple(header), tuple(choices))


def chosen_columns(
    kind: FileKind, header: Sequence[str], choices: Sequence[tuple[FileField | None, Unit | None]]
) -> FileColumns:
    """The columns as a person has chosen them; a field with one possible unit has that one.

    Raises:
        ValueError: there is not one choice for each column.
    """
    if len(header) != len(choices):
        raise ValueError(f"{len(choices)} choices for {len(header)} columns")
    return FileColumns(kind, tuple(header), tuple(_chosen(*choice) for choice in choices))


def _chosen(field: FileField | None, unit: Unit | None) -> ColumnChoice:
    units = UNITS.get(field, ()) if field else ()
    return ColumnChoice(field, units[0] if len(units) == 1 else unit if units else None, Basis.REMEMBERED)


def _remembered(kept: Sequence[str] | None, kind: FileKind) -> ColumnChoice | None:
    if not isinstance(kept, Sequence) or isinstance(kept, str) or len(kept) != 2:
        return None
    field, unit = kept
    if field == "":
        return ColumnChoice(None, None, Basis.REMEMBERED)
    if field not in list(FIELDS[kind]):
        return None
    return _chosen(FileField(field), Unit(unit) if unit in list(Unit) else None)


def _by_word(name: str, kind: FileKind) -> ColumnChoice:
    field = field_of(name, kind)
    return ColumnChoice(field, unit_of(name, field), Basis.WORD) if field else NOT_READ
