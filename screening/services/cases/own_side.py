"""Who reaches a case as its athlete, or as the guardian whose yes it needs."""

from __future__ import annotations

import datetime as dt

from screening.domain.errors import NotFound
from screening.services.access import Action, Actor, require
from screening.services.consents.states import birth_of
from screening.services.reach import athlete_ref
from screening.store import Transaction
from screening.store.queries import athletes

GUARDIAN_UNTIL = 18
"""Years. So long the rules ask for a guardian's yes beside the athlete's, and it has to be known what for."""


def require_own_side(tx: Transaction, actor: Actor, athlete_id: int, now: dt.datetime) -> None:
    """Go on only for the athlete, or for a guardian until the athlete is 18 or while nobody knows the age.

    In other records a guardian stops at the age from which the athlete decides alone, which is earlier.

    Raises:
        NotFound: in every other case.
    """
    about = athlete_ref(tx, athlete_id, removed_too=True)
    require(actor, Action.OWN_CASE, about)
    row = athletes.athlete(tx, athlete_id)
    if row is None or about is None or actor.account_id == about.account_id:
        return
    grown = birth_of(row).reaches(GUARDIAN_UNTIL)
    if grown is not None and grown <= now.date():
        raise NotFound("the athlete is grown up")
