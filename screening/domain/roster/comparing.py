"""One row beside one athlete: what would change, and what cannot be the same person."""

from __future__ import annotations

from collections.abc import Iterator

from screening.domain.roster.changes import FieldChange, KnownAthlete
from screening.domain.roster.entries import RosterEntry
from screening.domain.roster.fields import RosterField
from screening.domain.roster.name_keys import email_key, look_alike

_SQUADS_BETWEEN = " · "


def field_changes(athlete: KnownAthlete, row: RosterEntry) -> tuple[FieldChange, ...]:
    """What the row says otherwise than the club; a field of which it says nothing stays as it is."""
    return tuple(_field_changes(athlete, row))


def cannot_be(athlete: KnownAthlete, row: RosterEntry) -> list[RosterField]:
    """Fields that do not change in a life, or hardly ever, and say two different things."""
    found = []
    if not look_alike(athlete.name, row.name):
        found.append(RosterField.NAME)
    if births_differ(athlete, row):
        found.append(RosterField.BIRTH_DATE)
    if athlete.club_key and row.club_key and athlete.club_key != row.club_key:
        found.append(RosterField.CLUB_KEY)
    return found


def births_differ(one: KnownAthlete | RosterEntry, other: KnownAthlete | RosterEntry) -> bool:
    """Whether both have a birth date, or at least a year, and they differ."""
    if one.birth_date and other.birth_date:
        return one.birth_date != other.birth_date
    years = (_year(one), _year(other))
    return None not in years and years[0] != years[1]


def _year(person: KnownAthlete | RosterEntry) -> int | None:
    return person.birth_date.year if person.birth_date else person.birth_year


def _field_changes(athlete: KnownAthlete, row: RosterEntry) -> Iterator[FieldChange]:
    if _in_order(athlete.name) != _in_order(row.name):
        yield FieldChange(RosterField.NAME, athlete.name, row.name)
    yield from _birth_changes(athlete, row)
    if row.club_key and row.club_key != athlete.club_key:
        yield FieldChange(RosterField.CLUB_KEY, athlete.club_key, row.club_key)
    if row.email and _address(row.email) != _address(athlete.email):
        yield FieldChange(RosterField.EMAIL, athlete.email, row.email)
    if row.squad and row.squad not in athlete.squads:
        before = _SQUADS_BETWEEN.join(sorted(athlete.squads)) or None
        yield FieldChange(RosterField.SQUAD, before, row.squad)
    if row.guardian_name and row.guardian_name != athlete.guardian_name:
        yield FieldChange(RosterField.GUARDIAN_NAME, athlete.guardian_name, row.guardian_name)
    if row.guardian_email and _address(row.guardian_email) != _address(athlete.guardian_email):
        yield FieldChange(RosterField.GUARDIAN_EMAIL, athlete.guardian_email, row.guardian_email)


def _in_order(name: str) -> list[str]:
    """A name that only has its words in another order is no other name."""
    return sorted(name.replace(",", " ").split())


def _birth_changes(athlete: KnownAthlete, row: RosterEntry) -> Iterator[FieldChange]:
    before = athlete.birth_date.isoformat() if athlete.birth_date else None
    if row.birth_date:
        if row.birth_date != athlete.birth_date:
            before = before or (str(athlete.birth_year) if births_differ(athlete, row) else None)
            yield FieldChange(RosterField.BIRTH_DATE, before, row.birth_date.isoformat())
    elif row.birth_year and row.birth_year != _year(athlete):
        if before:
            yield FieldChange(RosterField.BIRTH_DATE, before, None)
        known = _year(athlete)
        yield FieldChange(RosterField.BIRTH_YEAR, str(known) if known else None, str(row.birth_year))


def _address(text: str | None) -> str | None:
    return email_key(text) if text else None
