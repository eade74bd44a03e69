"""Values beside the wrong name: addresses of somebody else, and values that have changed places."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence

from screening.domain.roster.changes import FieldChange, KnownAthlete
from screening.domain.roster.comparing import births_differ, field_changes
from screening.domain.roster.entries import RosterEntry
from screening.domain.roster.fields import PHRASES, RosterField
from screening.domain.roster.indexes import SHOWN, ClubIndex, FileIndex
from screening.domain.roster.name_keys import email_key
from screening.domain.roster.row_reading import RowReading

_TELLING = (
    RosterField.BIRTH_DATE,
    RosterField.EMAIL,
    RosterField.GUARDIAN_NAME,
    RosterField.GUARDIAN_EMAIL,
)
"""Fields whose values belong to one person or family."""
_PAIRWISE = 20


def object_to_addresses(readings: Sequence[RowReading], club: ClubIndex, file: FileIndex) -> None:
    """An address that is, or would become, that of two people is for a person to look at."""
    for reading in readings:
        row, athlete = reading.row, reading.athlete
        if row.email is None or _has_address(athlete, row.email):
            continue
        for owner in club.with_email(row.email)[:SHOWN]:
            if owner is not athlete:
                reading.object(f"This is the email address of {owner.name}")
        sharing = file.sharing_email(row)
        if sharing:
            reading.object(
                f"The email address also stands in {sharing.words()}; all invitations would go there"
            )
        if athlete is not None and athlete.id in club.wards_of(row.email):
            reading.object("This is the email address of the parent or guardian")


def object_to_unclear_twins(readings: Sequence[RowReading], file: FileIndex) -> None:
    """New athletes of one name whom neither a number nor a birth tells apart."""
    new = {reading.row.row: reading for reading in readings if reading.athlete is None}
    for group in file.named_alike():
        alike = [new[row.row] for row in group if row.row in new]
        if len(alike) > _PAIRWISE:
            for reading in alike:
                reading.object(f"{len(alike)} rows have a name that looks the same")
            continue
        for one, other in itertools.combinations(alike, 2):
            if not _are_told_apart(one.row, other.row):
                one.object(f"Row {other.row.row} may be the same person")
                other.object(f"Row {one.row.row} may be the same person")


def object_to_moved_values(readings: Sequence[RowReading], club: ClubIndex) -> None:
    """A value that leaves one athlete and turns up beside another has more likely moved than changed."""
    rows_with: dict[tuple[RosterField, str], list[RowReading]] = defaultdict(list)
    for reading in readings:
        for field, value in _telling_values(reading.row):
            if reading.athlete is None or any(change.field is field for change in reading.changes):
                rows_with[field, value].append(reading)
    for reading in readings:
        for change in _changes_of_whomever(reading):
            if change.before is None:
                continue
            for other in rows_with.get((change.field, _folded(change.field, change.before)), ())[:SHOWN]:
                if other is not reading:
                    _object_to_both(reading, other, change.field)
            if change.field is RosterField.GUARDIAN_EMAIL and change.after:
                wards = club.wards_of(change.after)
                if len(wards) > (reading.athlete is not None and reading.athlete.id in wards):
                    reading.object("This is the address of the parent or guardian of somebody else")


def _changes_of_whomever(reading: RowReading) -> Iterator[FieldChange]:
    """What would change for the athlete of the row, or for anybody whom it may mean."""
    if reading.athlete is not None:
        yield from reading.changes
        return
    for athlete in list(reading.candidates.values()):
        yield from field_changes(athlete, reading.row)


def _object_to_both(reading: RowReading, other: RowReading, field: RosterField) -> None:
    what = PHRASES[field]
    athletes = (reading.athlete,) if reading.athlete else ()
    reading.object(f"Until now this athlete had {what} that is now in row {other.row.row}", *athletes)
    athletes = (other.athlete,) if other.athlete else ()
    name = reading.athlete.name if reading.athlete else reading.row.name
    other.object(f"Until now {what} in this row was that of {name}", *athletes)


def _telling_values(row: RosterEntry) -> Iterator[tuple[RosterField, str]]:
    for field in _TELLING:
        value = getattr(row, field)
        if value is not None:
            yield field, _folded(field, str(value))


def _folded(field: RosterField, value: str) -> str:
    return email_key(value) if field in {RosterField.EMAIL, RosterField.GUARDIAN_EMAIL} else value


def _has_address(athlete: KnownAthlete | None, email: str) -> bool:
    return athlete is not None and athlete.email is not None and email_key(athlete.email) == email_key(email)


def _are_told_apart(one: RosterEntry, other: RosterEntry) -> bool:
    return bool(one.club_key and other.club_key) or births_differ(one, other)
