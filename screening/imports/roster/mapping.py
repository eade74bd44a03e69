"""Which column holds what: suggested by its name and by what was chosen last time, never by its place."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screening.domain.roster.fields import PHRASES, RosterField
from screening.imports.roster.header_words import field_of, folded

LEFT_OUT = ""
"""What is remembered of a column that a person chose not to read."""


class Basis(enum.StrEnum):
    """Why a column was taken to hold something."""

    REMEMBERED = "remembered"
    WORD = "word"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What each column holds, in the order of the header; None is not read."""

    header: tuple[str, ...]
    fields: tuple[RosterField | None, ...]
    bases: tuple[Basis, ...]

    def problems(self) -> list[str]:
        """Why the table cannot be read like this; empty where it can."""
        count = Counter(field for field in self.fields if field is not None)
        found = [
            f"More than one column holds {PHRASES[field]}" for field, times in count.items() if times > 1
        ]
        has_parts = RosterField.FIRST_NAME in count or RosterField.LAST_NAME in count
        if RosterField.NAME not in count and not has_parts:
            found.append("No column holds the name")
        if RosterField.NAME in count and has_parts:
            found.append("Choose either the whole name or first and last name")
        elif has_parts and not {RosterField.FIRST_NAME, RosterField.LAST_NAME} <= set(count):
            found.append("Choose a column for the first name and one for the last name")
        return found

    def column_of(self, field: RosterField) -> str:
        """The name of the column that holds the field; empty where none does."""
        return self.header[self.fields.index(field)] if field in self.fields else ""

    def to_remember(self) -> dict[str, str]:
        """What is kept for the next file of the club, for `suggest_mapping`."""
        return {
            folded(name): str(field) if field else LEFT_OUT
            for name, field in zip(self.header, self.fields, strict=True)
            if folded(name)
        }


def suggest_mapping(header: Sequence[str], remembered: Mapping[str, str] | None = None) -> ColumnMapping:
    """What the columns probably hold, for a person to look at.

    A column that was chosen before under the same name goes first, then the words that are known. Where two
    columns would hold the same, neither is suggested: only a person knows which.

    Args:
        remembered: what `to_remember` gave for an earlier file; entries nobody knows are passed over.
    """
    found = [_guess(name, remembered or {}) for name in header]
    _settle_whole_names(found)
    names = Counter(map(folded, header))
    count = Counter(field for field, _ in found if field)
    unsure = [
        field is not None and (count[field] > 1 or names[folded(name)] > 1)
        for name, (field, _) in zip(header, found, strict=True)
    ]
    return ColumnMapping(
        tuple(header),
        tuple(None if doubtful else field for doubtful, (field, _) in zip(unsure, found, strict=True)),
        tuple(Basis.NONE if doubtful else basis for doubtful, (_, basis) in zip(unsure, found, strict=True)),
    )


def chosen_mapping(header: Sequence[str], fields: Sequence[RosterField | None]) -> ColumnMapping:
    """A mapping as a person has chosen it.

    Raises:
        ValueError: there is not one choice for each column.
    """
    if len(header) != len(fields):
        raise ValueError(f"{len(fields)} choices for {len(header)} columns")
    return ColumnMapping(tuple(header), tuple(fields), (Basis.REMEMBERED,) * len(fields))


def _guess(name: str, remembered: Mapping[str, str]) -> tuple[RosterField | None, Basis]:
    kept = remembered.get(folded(name)) if folded(name) else None
    if kept == LEFT_OUT:
        return None, Basis.REMEMBERED
    if kept in set(RosterField):
        return RosterField(kept), Basis.REMEMBERED
    field = field_of(name)
    return field, Basis.WORD if field else Basis.NONE


def _settle_whole_names(found: list[tuple[RosterField | None, Basis]]) -> None:
    """ "Name" beside "Vorname", and "nome" or "nom" alone: the word means something else beside another."""
    fields = {field for field, _ in found}
    for place, (field, basis) in enumerate(found):
        if basis is not Basis.WORD:
            continue
        if (
            field is RosterField.NAME
            and RosterField.FIRST_NAME in fields
            and RosterField.LAST_NAME not in fields
        ):
            found[place] = (RosterField.LAST_NAME, basis)
        is_alone = len(fields & {RosterField.NAME, RosterField.FIRST_NAME, RosterField.LAST_NAME}) == 1
        if is_alone and field in {RosterField.FIRST_NAME, RosterField.LAST_NAME}:
            found[place] = (RosterField.NAME, basis)
