"""Who reaches which case at this moment: by role, by squad, and by what the athlete allows today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.case.events import Who
from screening.domain.case.words import Party
from screening.domain.clubs import Purpose
from screening.domain.errors import NotFound
from screening.services.access import Actor, AthleteRef
from screening.services.consents import allowed_now
from screening.services.reach import athlete_ref
from screening.store import Transaction
from screening.store.queries import athletes, cases
from screening.store.tables.case import InjuryCaseRow

from .who import acting

NEEDED_BY = {
    Party.PHYSIO: Purpose.PHYSIO_CLINICAL,
    Party.DOCTOR: Purpose.PHYSIO_CLINICAL,
    Party.COACH: Purpose.PROCESSING,
}
"""What an athlete has to allow before somebody of the staff may know of a case at all."""
CLINICAL = frozenset({Party.PHYSIO, Party.DOCTOR})
OWN_SIDE = frozenset({Party.ATHLETE, Party.GUARDIAN})


@dataclass(frozen=True, slots=True, repr=False)
class Reached:
    """A case and the part in which somebody reaches it."""

    row: InjuryCaseRow
    athlete: AthleteRef
    by: Who


def reach_case(
    tx: Transaction,
    actor: Actor,
    case_id: int,
    now: dt.datetime,
    *,
    wanted: Party | None = None,
    parties: frozenset[Party] = frozenset(Party),
    for_update: bool = False,
) -> Reached:
    """A case of the transaction's club for somebody who may know of it.

    Args:
        wanted: the part to take, where somebody has several.
        parties: the parts that will do.
        for_update: hold it until the commit.
    Raises:
        NotFound: in every other case, whether it exists or not.
    """
    row = cases.case(tx, case_id, for_update=for_update)
    athlete = athlete_ref(tx, row.athlete_id, removed_too=True) if row is not None else None
    by = acting(tx, actor, athlete, now, wanted)
    if row is None or athlete is None or by.party not in parties:
        raise NotFound("no such case")
    if by.party not in OWN_SIDE:
        _require_open_to_staff(tx, row.athlete_id, by.party, now)
    return Reached(row, athlete, by)


def _require_open_to_staff(tx: Transaction, athlete_id: int, party: Party, now: dt.datetime) -> None:
    """Nothing of somebody who left the club, or who took back what this part needs."""
    row = athletes.athlete(tx, athlete_id)
    has_left = row is None or row.removed_at is not None
    if has_left or NEEDED_BY[party] not in allowed_now(tx, [athlete_id], now.date())[athlete_id]:
        raise NotFound("no such case")
