"""Writes what a roster does to a club, inside the transaction of whoever confirms it, and notes each step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence

from screening.domain.roster.changes import RosterChange
from screening.domain.roster.entries import RosterEntry
from screening.domain.roster.fields import RosterField
from screening.domain.roster.name_keys import name_key
from screening.services.roster_plan import Preview
from screening.services.roster_record import ImportRecord
from screening.services.squads import squad_key
from screening.store import Transaction
from screening.store.queries import roster, roster_writing
from screening.store.tables.athlete import AthleteRow, GuardianLinkRow

UNNAMED_GUARDIAN = "Parent or guardian"
"""Where a roster has the address and no name."""
FIRST_VERSION = 1
_BIRTHS = frozenset({RosterField.BIRTH_DATE, RosterField.BIRTH_YEAR})


def apply_changes(
    tx: Transaction,
    preview: Preview,
    squad_ids: Mapping[str, int],
    whole_squads: Collection[int],
    coach_of_new: int | None,
    now: dt.datetime,
) -> ImportRecord:
    """Do everything that the preview says and give the record by which it can be taken back.

    Args:
        squad_ids: numbers by name as it is compared.
        whole_squads: those that whoever is not in the file leaves.
        coach_of_new: the membership that looks after new squads; None for none.
    """
    record = ImportRecord()
    ids = {**squad_ids, **_make_squads(tx, preview, coach_of_new, record)}
    changes = preview.changes
    rows = roster.athletes_by_id(tx, [*(one.athlete_id for one in changes.changes), *changes.removals])
    for row in rows.values():
        record.remember(row)
    _remove(tx, [rows[number] for number in changes.removals], whole_squads, record, now)
    _change(tx, changes.changes, rows)
    added = _add(tx, changes.adds, record, now)
    pairs = [(number, ids[squad_key(one.squad)]) for one, number in added if one.squad]
    joined = [(one.athlete_id, one.row.squad) for one in changes.changes if _joins(one)]
    pairs += [(number, ids[squad_key(name)]) for number, name in joined if name]
    record.places_made = roster_writing.give_places(tx, pairs, now)
    answering = [(number, entry) for entry, number in added]
    answering += _set_guardians(tx, changes.changes, record, now)
    record.guardians_made = roster_writing.add_guardians(tx, _guardians(answering), now)
    record.versions = {str(row.id): row.version for row in rows.values()}
    record.versions |= dict.fromkeys(map(str, record.athletes_added), FIRST_VERSION)
    return record


def _make_squads(
    tx: Transaction, preview: Preview, coach: int | None, record: ImportRecord
) -> dict[str, int]:
    """Whoever makes a squad and is a coach mostly makes it for themselves."""
    made = roster_writing.make_squads(tx, preview.new_squads)
    record.squads_made = [row.id for row in made]
    if coach is not None:
        for number in record.squads_made:
            roster.look_after(tx, number, {coach})
        record.looked_after_by = coach
    return {squad_key(row.name): row.id for row in made}


def _remove(
    tx: Transaction,
    rows: Sequence[AthleteRow],
    whole_squads: Collection[int],
    record: ImportRecord,
    now: dt.datetime,
) -> None:
    """Out of the squads of which the file holds everybody; out of the club where no other squad is left."""
    places = roster.open_places(tx, [row.id for row in rows])
    for row in rows:
        if {place.squad_id for place in places[row.id]} <= set(whole_squads):
            touched = roster_writing.remove(tx, row, now)
            record.places_ended += touched.places
            record.invitations_ended += touched.invitations
        else:
            record.places_ended += roster_writing.end_places(tx, row.id, now, whole_squads)
            row.version += 1


def _change(tx: Transaction, changes: Sequence[RosterChange], rows: Mapping[int, AthleteRow]) -> None:
    for change in changes:
        if any(one.field is RosterField.CLUB_KEY for one in change.fields):
            rows[change.athlete_id].club_key = None
    # Two athletes may have exchanged their numbers, and no moment has a number twice.
    tx.flush()
    for change in changes:
        row, entry = rows[change.athlete_id], change.row
        for field in {one.field for one in change.fields}:
            _set(row, entry, field)
        row.removed_at = None
        row.version += 1
    tx.flush()


def _set(row: AthleteRow, entry: RosterEntry, field: RosterField) -> None:
    if field is RosterField.NAME:
        row.name, row.name_key = entry.name, name_key(entry.name)
    elif field in _BIRTHS:
        row.birth_date = entry.birth_date.isoformat() if entry.birth_date else None
        row.birth_year = entry.birth_year
    elif field is RosterField.CLUB_KEY:
        row.club_key = entry.club_key
    elif field is RosterField.EMAIL:
        row.email = entry.email


def _joins(change: RosterChange) -> bool:
    return any(one.field is RosterField.SQUAD for one in change.fields)


def _add(
    tx: Transaction, entries: Sequence[RosterEntry], record: ImportRecord, now: dt.datetime
) -> list[tuple[RosterEntry, int]]:
    record.athletes_added = roster_writing.add_athletes(tx, [_values(entry, now) for entry in entries])
    return list(zip(entries, record.athletes_added, strict=True))


def _values(entry: RosterEntry, now: dt.datetime) -> dict[str, object]:
    return {
        "name": entry.name,
        "name_key": name_key(entry.name),
        "birth_date": entry.birth_date.isoformat() if entry.birth_date else None,
        "birth_year": entry.birth_year,
        "club_key": entry.club_key,
        "email": entry.email,
        "joined_at": now,
    }


def _guardians(entries: Sequence[tuple[int, RosterEntry]]) -> Iterator[tuple[int, str, str]]:
    for athlete_id, entry in entries:
        if entry.guardian_email:
            yield athlete_id, entry.guardian_name or UNNAMED_GUARDIAN, entry.guardian_email


def _set_guardians(
    tx: Transaction, changes: Sequence[RosterChange], record: ImportRecord, now: dt.datetime
) -> list[tuple[int, RosterEntry]]:
    """Another address is another person until they say otherwise; another name alone is a correction.

    Gives the athletes for whom somebody new answers.
    """
    new = []
    links = roster.open_guardians(tx, [one.athlete_id for one in changes])
    for change in changes:
        fields = {one.field for one in change.fields}
        first: GuardianLinkRow | None = next(iter(links.get(change.athlete_id, ())), None)
        name = change.row.guardian_name
        if RosterField.GUARDIAN_EMAIL in fields:
            if first is not None:
                first.ended_at = max(now, first.created_at)
                record.guardians_ended.append(first.id)
            new.append((change.athlete_id, change.row))
        elif RosterField.GUARDIAN_NAME in fields and first is not None and name:
            record.guardians_renamed[str(first.id)] = [first.name, name]
            first.name = name
    return new
