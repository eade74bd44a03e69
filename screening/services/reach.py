"""Loads what `access` judges by: an athlete or a squad of the transaction's club, as far as reach goes."""

from __future__ import annotations

from screening.services.access import AthleteRef, SquadRef
from screening.store import Transaction
from screening.store.queries import athletes


def athlete_ref(tx: Transaction, athlete_id: int, *, removed_too: bool = False) -> AthleteRef | None:
    """An athlete of the transaction's club; None where there is none of that number.

    Args:
        removed_too: also one who was removed from the club, for what they may still ask about themselves.
    """
    row = athletes.athlete(tx, athlete_id)
    if row is None or (row.removed_at is not None and not removed_too):
        return None
    guardians = [one.account_id for one in athletes.guardians_of(tx, athlete_id)]
    return AthleteRef(
        club_id=row.club_id,
        athlete_id=row.id,
        squad_ids=athletes.squad_ids_of_athlete(tx, athlete_id),
        account_id=row.account_id,
        guardian_ids=frozenset(one for one in guardians if one is not None),
    )


def squad_ref(tx: Transaction, squad_id: int) -> SquadRef | None:
    """A squad of the transaction's club; None where there is none of that number."""
    row = athletes.squad(tx, squad_id)
    return None if row is None else SquadRef(row.club_id, row.id)
