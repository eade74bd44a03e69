"""From a file to what it says: it is read once, then checked anew with each choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from screening.domain.roster.dates import DateOrder
from screening.domain.roster.fields import TITLES, RosterField
from screening.imports.roster.checking import CheckedRoster, check_roster
from screening.imports.roster.keeping import table_from
from screening.imports.roster.mapping import Basis, ColumnMapping, chosen_mapping, suggest_mapping
from screening.imports.roster.reading import RosterTable
from screening.services import roster_imports
from screening.services.batch_rows import TableRefused
from screening.services.roster_choices import Choices
from screening.services.roster_imports import Draft
from screening.services.roster_plan import RosterFile
from screening.web.parts import now, parts
from screening.web.roster.typing_in import row_checks
from screening.web.signed_in import actor, club_id

NOT_KEPT = frozenset({RosterField.SPORT, RosterField.POSITION})
"""A squad has a sport, and nobody's position is kept: such columns are not read."""
OFFERED = tuple((str(field), title) for field, title in TITLES.items() if field not in NOT_KEPT)
SAMPLES = 3
SAMPLE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Column:
    """One column to be told apart: its name, the first values in it, and what it is taken to hold."""

    name: str
    samples: tuple[str, ...]
    field: str
    is_remembered: bool


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """A draft with its table and columns. `checked` is None while the columns cannot be read as chosen."""

    table: RosterTable
    mapping: ColumnMapping
    checked: CheckedRoster | None
    problems: tuple[str, ...]

    @property
    def needs_date_order(self) -> bool:
        """Whether a date could be two, and nobody has said which."""
        return self.checked is not None and self.checked.date_choice is not None

    @property
    def file(self) -> RosterFile:
        """As the services take it; empty while the columns cannot be read."""
        found = self.checked
        if found is None:
            return RosterFile(())
        return RosterFile(found.entries, found.faults, found.doubts, found.notes)


def open_draft(import_id: int) -> Draft:
    """An import of the person who asks that is not confirmed yet."""
    return roster_imports.draft_of(parts().store, actor(), club_id(), import_id, now())


def read_draft(draft: Draft) -> ReadDraft:
    """Check the file with what was chosen so far."""
    return _read(table_from(dict(draft.table)), draft.choices, draft.remembered)


def with_choices(draft: Draft, choices: Choices) -> ReadDraft:
    """The same with other choices, before they are kept."""
    return read_draft(replace(draft, choices=choices))


def _read(table: RosterTable, choices: Choices, remembered: Mapping[str, str]) -> ReadDraft:
    mapping = _mapping(table, choices.fields, remembered)
    order = DateOrder(choices.date_order) if choices.date_order in set(DateOrder) else None
    try:
        checked = check_roster(table, mapping, row_checks(order))
    except TableRefused as refused:
        return ReadDraft(table, mapping, None, refused.problems)
    return ReadDraft(table, mapping, checked, ())


def _mapping(
    table: RosterTable, fields: Sequence[str] | None, remembered: Mapping[str, str]
) -> ColumnMapping:
    if fields is not None and len(fields) == len(table.header):
        kept = [RosterField(field) if field in set(RosterField) - NOT_KEPT else None for field in fields]
        return chosen_mapping(table.header, kept)
    suggested = suggest_mapping(table.header, remembered)
    kept = [None if field in NOT_KEPT else field for field in suggested.fields]
    return replace(suggested, fields=tuple(kept))


def columns_of(read: ReadDraft, *, is_suggested: bool) -> list[Column]:
    """The columns with their first values, as a person looks at them.

    Args:
        is_suggested: nobody has chosen yet; what is there comes from words and from last time.
    """
    found = []
    for place, name in enumerate(read.table.header):
        values = (text for row in read.table.rows if (text := row.cells[place].strip()))
        samples = tuple(dict.fromkeys(map(_cut, islice(values, SAMPLES))))
        field = read.mapping.fields[place]
        is_remembered = is_suggested and read.mapping.bases[place] is Basis.REMEMBERED
        found.append(Column(name, samples, str(field) if field else "", is_remembered))
    return found


def _cut(text: str) -> str:
    return text if len(text) <= SAMPLE_LENGTH else text[:SAMPLE_LENGTH] + "…"
