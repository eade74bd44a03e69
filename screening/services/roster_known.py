"""The club as a roster is compared with it: as much of it as the person with the file reaches."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.roster.changes import KnownAthlete
from screening.services.access import Actor, reachable_squads
from screening.services.squads import squad_key
from screening.store import Transaction
from screening.store.queries import athletes, roster


@dataclass(frozen=True, slots=True)
class KnownClub:
    """Athletes and squads within reach.

    `squads` are names by number, `squad_ids` numbers by name as it is compared. `foreign_keys` are the club
    numbers of athletes out of reach. `may_make_squads`: a file may bring new ones.
    """

    athletes: tuple[KnownAthlete, ...]
    squads: dict[int, str]
    squad_ids: dict[str, int]
    foreign_keys: frozenset[str]
    may_make_squads: bool


def known_club(tx: Transaction, actor: Actor) -> KnownClub:
    """Load it in a few statements, however many athletes there are."""
    reached = reachable_squads(actor, tx.club)
    squads = {row.id: row.name for row in athletes.squads(tx) if reached is None or row.id in reached}
    rows = roster.ever_in_squads(tx, reached)
    ids = [row.id for row in rows]
    places, guardians = roster.open_places(tx, ids), roster.open_guardians(tx, ids)
    known = []
    for row in rows:
        first = next(iter(guardians.get(row.id, ())), None)
        known.append(
            KnownAthlete(
                id=row.id,
                name=row.name,
                birth_date=dt.date.fromisoformat(row.birth_date) if row.birth_date else None,
                birth_year=row.birth_year,
                club_key=row.club_key,
                email=row.email,
                squads=frozenset(
                    squads[place.squad_id] for place in places.get(row.id, ()) if place.squad_id in squads
                ),
                guardian_name=first.name if first else None,
                guardian_email=first.email if first else None,
                has_left=row.removed_at is not None,
            )
        )
    within = set(ids)
    return KnownClub(
        tuple(known),
        squads,
        {squad_key(name): number for number, name in squads.items()},
        frozenset(key for key, owner in roster.keys_in_use(tx).items() if owner not in within),
        may_make_squads=reached is None,
    )
