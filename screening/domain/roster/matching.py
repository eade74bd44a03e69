"""Whom each row means: by an exact key only, and never against what is known of that athlete.

A row means an athlete by its club number, else by an address that nobody else has. Whatever is not plain
becomes a reason why a person has to look; a reason keeps the row from being written until then.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from screening.domain.roster.changes import KnownAthlete
from screening.domain.roster.comparing import births_differ, cannot_be, field_changes
from screening.domain.roster.entries import RosterEntry
from screening.domain.roster.fields import PHRASES
from screening.domain.roster.indexes import ClubIndex, FileIndex
from screening.domain.roster.name_keys import look_alike, name_key
from screening.domain.roster.row_reading import RowReading

_ALIKE = 0.8
"""Two names of people with one birth date are shown to a person from this share of common letters on."""


_MOST_CANDIDATES = 10


def read_rows(club: ClubIndex, file: FileIndex) -> list[RowReading]:
    """Every row with whom it means, in file order."""
    readings = [_matched(row, club, file) for row in file.rows]
    claims = Counter(reading.athlete.id for reading in readings if reading.athlete)
    for reading in readings:
        _object_to_shared_keys(reading, file)
        if reading.athlete is not None:
            _object_to_match(reading, reading.athlete, claims[reading.athlete.id])
    taken = {reading.athlete.id for reading in readings if reading.athlete and reading.is_plain}
    for reading in readings:
        if reading.athlete is None:
            for reason, athlete in islice(_near(reading.row, club, taken), _MOST_CANDIDATES):
                reading.object(reason, athlete)
    return readings


def _matched(row: RosterEntry, club: ClubIndex, file: FileIndex) -> RowReading:
    athlete = club.by_key.get(row.club_key) if row.club_key else None
    if athlete is None:
        owners = [owner for owner in club.with_email(row.email) if not owner.has_left]
        if len(owners) == 1 and not file.sharing_email(row):
            athlete = owners[0]
    if athlete is None:
        return RowReading(row)
    return RowReading(row, athlete, field_changes(athlete, row), tuple(cannot_be(athlete, row)))


def _object_to_shared_keys(reading: RowReading, file: FileIndex) -> None:
    sharing = file.sharing_key(reading.row)
    if sharing:
        reading.has_key_of_its_own = False
        reading.object(f"Club number {reading.row.club_key} also stands in {sharing.words()}")


def _object_to_match(reading: RowReading, athlete: KnownAthlete, claims: int) -> None:
    by = "club number" if athlete.club_key and athlete.club_key == reading.row.club_key else "email address"
    if reading.contradictions:
        fields = " and ".join(PHRASES[field] for field in reading.contradictions)
        verb = "are" if len(reading.contradictions) > 1 else "is"
        reading.object(f"The {by} is that of {athlete.name}, but {fields} {verb} not", athlete)
    if athlete.has_left:
        reading.object(f"{athlete.name} has left the club; is this the same person?", athlete)
    if claims > 1:
        reading.object(f"Another row also means {athlete.name}", athlete)


def _near(row: RosterEntry, club: ClubIndex, taken: set[int]) -> Iterator[tuple[str, KnownAthlete]]:
    """Athletes whom a row without a match may mean, and why; nobody whom another row plainly means."""
    for athlete in club.named_like(row.name):
        if athlete.id not in taken:
            yield _like_by_name(row, athlete), athlete
    for athlete in club.with_key_like(row.club_key):
        if athlete.id not in taken:
            yield f"The club number of {athlete.name} is {athlete.club_key}, nearly the same", athlete
    for athlete in club.born_on(row.birth_date):
        if athlete.id in taken or look_alike(row.name, athlete.name):
            continue
        if _are_similar(row.name, athlete.name):
            yield f"{athlete.name} has the same date of birth and a similar name", athlete


def _like_by_name(row: RosterEntry, athlete: KnownAthlete) -> str:
    same = "the same name" if athlete.name.casefold() == row.name.casefold() else "a name that looks the same"
    if births_differ(athlete, row):
        return f"{athlete.name} has {same} and another date of birth"
    if athlete.birth_date and athlete.birth_date == row.birth_date:
        return f"{athlete.name} has {same} and the same date of birth"
    return f"{athlete.name} has {same}"


def _are_similar(one: str, other: str) -> bool:
    first, second = name_key(one), name_key(other)
    if not set(first.split()).isdisjoint(second.split()):
        return True
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE
