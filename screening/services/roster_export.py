"""The roster to take away, with what the person may read of each athlete; it can be brought back as it is."""

from __future__ import annotations

import datetime as dt

from screening.domain.clubs import Role, Sight
from screening.domain.errors import NotFound
from screening.domain.roster.entries import RosterEntry
from screening.services.access import Action, Actor, ClubRef, reachable_squads, require
from screening.store import Store
from screening.store.queries import athletes, audit, consents, roster
from screening.store.tables.audit import Event

_ALL = 100_000


def roster_entries(
    store: Store,
    actor: Actor,
    club_id: int,
    squad_id: int | None,
    file_format: str,
    now: dt.datetime,
) -> list[RosterEntry]:
    """One entry for each athlete within reach, by name; that they were taken away is written down.

    A coach gets name, year of birth, club number and squad; an administrator everything but answers.

    Raises:
        NotFound: this person changes no roster of that club, or there is no such squad for them.
    """
    require(actor, Action.MANAGE_ROSTER, ClubRef(club_id))
    reached = reachable_squads(actor, club_id)
    is_all = Role.ADMINISTRATOR in actor.roles_in(club_id)
    with store.write(club=club_id) as tx:
        squads = {row.id: row for row in athletes.squads(tx) if reached is None or row.id in reached}
        if squad_id is not None and squad_id not in squads:
            raise NotFound("no such squad")
        rows = roster.page_of_athletes(tx, reached if squad_id is None else {squad_id}, most=_ALL)
        ids = [row.id for row in rows]
        places, guardians = roster.open_places(tx, ids), roster.open_guardians(tx, ids)
        entries = []
        for place_in_file, row in enumerate(rows):
            first = next(iter(guardians.get(row.id, ())), None) if is_all else None
            mine = [squads[place.squad_id] for place in places.get(row.id, ()) if place.squad_id in squads]
            mine = [one for one in mine if squad_id in {None, one.id}]
            # One row each: two rows with one club number could not be brought back.
            squad = min(mine, key=lambda one: one.name, default=None)
            entries.append(
                RosterEntry(
                    row=place_in_file + 2,
                    name=row.name,
                    birth_date=dt.date.fromisoformat(row.birth_date) if is_all and row.birth_date else None,
                    birth_year=row.birth_year,
                    club_key=row.club_key,
                    email=row.email if is_all else None,
                    squad=squad.name if squad else None,
                    sport=squad.sport if squad else None,
                    guardian_name=first.name if first else None,
                    guardian_email=first.email if first else None,
                )
            )
        consents.note_seen(tx, ids, actor.account_id, Sight.EXPORT, now)
        audit.record(
            tx,
            Event.EXPORTED,
            now,
            account_id=actor.account_id,
            amount=len(ids),
            detail={"what": "roster", "format": file_format},
        )
        return entries
