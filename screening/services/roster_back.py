"""Taking an import back: exactly as it was, or not at all, with every reason why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from screening.domain.clubs import ImportState
from screening.domain.errors import NotFound, OutOfDate
from screening.services.access import Actor, reachable_squads
from screening.services.roster_import_lines import sees
from screening.services.roster_imports import UNDO_LIFE, require_may_import
from screening.services.roster_record import ImportRecord, restore
from screening.store import Store, Transaction
from screening.store.queries import audit, roster, roster_imports, roster_undo
from screening.store.tables.athlete import AthleteRow, GuardianLinkRow, SquadPlaceRow
from screening.store.tables.audit import Event
from screening.store.tables.club import SquadRow
from screening.store.tables.roster_import import RosterImportRow

MOST_REASONS = 20
_AGAIN = "changed after this import"


class CannotUndo(OutOfDate):
    """Something newer would be lost; nothing was changed."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        self.reasons = reasons
        super().__init__("the import cannot be taken back")


@dataclass(frozen=True, slots=True)
class UndoState:
    """Whether an import can be taken back now, and what stands in the way."""

    is_possible: bool
    reasons: tuple[str, ...]


def undo_state(store: Store, actor: Actor, club_id: int, import_id: int, now: dt.datetime) -> UndoState:
    """Whether an import can be taken back.

    Raises:
        NotFound: there is none of this number for this person.
    """
    require_may_import(actor, club_id)
    with store.read(club=club_id) as tx:
        row = _row(tx, actor, import_id)
        if row.state is not ImportState.CONFIRMED:
            return UndoState(is_possible=False, reasons=())
        reasons = tuple(_reasons(tx, actor, row, now))[:MOST_REASONS]
        return UndoState(not reasons, reasons)


def undo_import(store: Store, actor: Actor, club_id: int, import_id: int, now: dt.datetime) -> None:
    """Take an import back in one transaction.

    Raises:
        NotFound: there is none of this number for this person, or it was never confirmed.
        CannotUndo: with every reason.
    """
    require_may_import(actor, club_id)
    with store.write(club=club_id) as tx:
        roster.hold(tx)
        row = _row(tx, actor, import_id, for_update=True)
        if row.state is not ImportState.CONFIRMED:
            raise NotFound("no such import")
        reasons = tuple(_reasons(tx, actor, row, now))[:MOST_REASONS]
        if reasons:
            raise CannotUndo(reasons)
        record = ImportRecord.from_json(row.before)
        _take_back(tx, record)
        row.state, row.undone_at, row.before = ImportState.UNDONE, now, {}
        tx.flush()
        audit.record(
            tx,
            Event.ROSTER_UNDONE,
            now,
            account_id=actor.account_id,
            amount=len(record.touched()),
            detail={"import_id": row.id},
        )


def _row(tx: Transaction, actor: Actor, import_id: int, *, for_update: bool = False) -> RosterImportRow:
    row = roster_imports.roster_import(tx, import_id, for_update=for_update)
    if row is None or not sees(actor, row):
        raise NotFound("no such import")
    return row


def _reasons(tx: Transaction, actor: Actor, row: RosterImportRow, now: dt.datetime) -> Iterator[str]:
    if row.confirmed_at is None or now >= row.confirmed_at + UNDO_LIFE:
        yield "It is more than 30 days ago"
        return
    record = ImportRecord.from_json(row.before)
    rows = roster.athletes_by_id(tx, record.touched())
    if not _reaches_all(tx, actor, record):
        yield "It holds squads that you do not look after. An administrator can take it back"
        return
    for number in sorted(record.touched()):
        athlete = rows.get(number)
        if athlete is None or athlete.version != record.versions[str(number)]:
            yield f"{athlete.name if athlete else 'Somebody'} was {_AGAIN}"
    yield from _about_added(tx, record, rows)
    yield from _about_rows(tx, record)
    yield from _about_keys(tx, record)


def _reaches_all(tx: Transaction, actor: Actor, record: ImportRecord) -> bool:
    reached = reachable_squads(actor, tx.club)
    if reached is None:
        return True
    numbers = {*record.places_made, *record.places_ended}
    places = roster_undo.rows_by_id(tx, SquadPlaceRow, numbers)
    return {place.squad_id for place in places.values()} <= reached


def _about_added(tx: Transaction, record: ImportRecord, rows: dict[int, AthleteRow]) -> Iterator[str]:
    """Athletes who came with the import and about whom there is more by now."""
    added = set(record.athletes_added)
    newer = set(roster_undo.with_records(tx, added))
    newer |= {row.id for row in rows.values() if row.id in added and row.account_id is not None}
    made = set(record.places_made)
    newer |= {place.athlete_id for place in roster_undo.places_of(tx, added) if place.id not in made}
    links = set(record.guardians_made)
    newer |= {link.athlete_id for link in roster_undo.guardians_ever_of(tx, added) if link.id not in links}
    for number in sorted(newer):
        if number in rows:
            yield f"{rows[number].name} was invited, has answered or was {_AGAIN}"


def _about_rows(tx: Transaction, record: ImportRecord) -> Iterator[str]:
    """Places, guardians and squads that are not as the import left them."""
    places = roster_undo.rows_by_id(tx, SquadPlaceRow, [*record.places_made, *record.places_ended])
    ended = [places[number] for number in record.places_ended if number in places]
    open_now = roster.open_places(tx, [place.athlete_id for place in ended])
    again = any(
        other.squad_id == place.squad_id for place in ended for other in open_now.get(place.athlete_id, ())
    )
    made_is_open = all(number in places and places[number].until is None for number in record.places_made)
    if not made_is_open or len(ended) != len(record.places_ended) or again:
        yield f"Squads of an athlete were {_AGAIN}"
    renamed = {int(number): after for number, (_, after) in record.guardians_renamed.items()}
    touched = [*record.guardians_made, *record.guardians_ended, *renamed]
    links = roster_undo.rows_by_id(tx, GuardianLinkRow, touched)
    is_as_left = (
        all(
            number in links and links[number].ended_at is None and links[number].account_id is None
            for number in record.guardians_made
        )
        and all(number in links and links[number].ended_at is not None for number in record.guardians_ended)
        and all(number in links and links[number].name == after for number, after in renamed.items())
    )
    if not is_as_left:
        yield f"A parent or guardian was {_AGAIN}, or has signed in"
    squads = roster_undo.rows_by_id(tx, SquadRow, record.squads_made)
    used = roster_undo.squads_in_use(tx, record.squads_made, record.places_made, record.looked_after_by)
    for number in record.squads_made:
        squad = squads.get(number)
        if squad is None or squad.version != 1 or number in used:
            yield f"The squad {squad.name if squad else ''} was made by this import and is in use now"


def _about_keys(tx: Transaction, record: ImportRecord) -> Iterator[str]:
    """Club numbers of before that somebody else has now."""
    touched = record.touched()
    in_use = roster.keys_in_use(tx)
    for before in record.athletes_before.values():
        key = before["club_key"]
        if before["removed_at"] is None and key and in_use.get(key, next(iter(touched))) not in touched:
            yield f"Club number {key} belongs to somebody else now"


def _take_back(tx: Transaction, record: ImportRecord) -> None:
    roster_undo.take_away(tx, SquadPlaceRow, record.places_made)
    roster_undo.take_away(tx, GuardianLinkRow, record.guardians_made)
    roster_undo.take_away_athletes(tx, record.athletes_added)
    for number in record.squads_made:
        roster.look_after(tx, number, set())
    roster_undo.take_away(tx, SquadRow, record.squads_made)
    rows = roster.athletes_by_id(tx, map(int, record.athletes_before))
    for row in rows.values():
        # Two athletes may exchange their numbers again, and no moment has a number twice.
        row.club_key = None
    tx.flush()
    for row in rows.values():
        restore(row, record.athletes_before[str(row.id)])
    links = roster_undo.rows_by_id(tx, GuardianLinkRow, [int(n) for n in record.guardians_renamed])
    for link in links.values():
        link.name = record.guardians_renamed[str(link.id)][0]
    roster_undo.open_again(tx, record.places_ended, record.guardians_ended)
    roster_undo.let_invitations_go_on(tx, record.invitations_ended)
    tx.flush()
