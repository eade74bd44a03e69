"""The athletes of a squad with what one person may know of each, by the consents of this moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.clubs import Purpose
from screening.domain.rulebook import Rulebook
from screening.domain.squad.model import CaseAllowance, Permitted, SquadMember
from screening.services.access import CLINICIANS, Actor, AthleteRef
from screening.services.cases.availability import allowances_in_squad
from screening.services.readable import OPENED_BY, Field, readable_fields
from screening.services.squad_consents import allowed_in_squad
from screening.services.squad_reading import Kept, Reading
from screening.store import Transaction
from screening.store.queries import squad_pictures
from screening.store.queries.squad_pictures import SquadAthlete


def members_of(
    tx: Transaction,
    actor: Actor,
    squad_id: int,
    found: Sequence[SquadAthlete],
    compared: int | None,
    rulebook: Rulebook,
    today: dt.date,
) -> list[SquadMember]:
    """The athletes of a squad as somebody may know of them today.

    Args:
        found: everybody in the squad.
        compared: the round whose answers are those of before; None compares with none.
    """
    allowed = allowed_in_squad(tx, squad_id, found, today, _purposes_for(actor, tx.club))
    rights = _Rights(actor, tx.club, squad_id)
    reading = Reading(tx, rulebook, squad_pictures.recalled_in(tx, squad_id))
    latest = reading.answered(squad_pictures.newest_facts(tx, squad_id))
    before = (
        reading.answered(squad_pictures.newest_facts(tx, squad_id, round_id=compared)) if compared else {}
    )
    injured = allowances_in_squad(tx, squad_id, rulebook, today)
    return [
        _member(one, rights.of(allowed[one.id]), latest.get(one.id), before.get(one.id), injured.get(one.id))
        for one in found
    ]


def _purposes_for(actor: Actor, club_id: int) -> frozenset[Purpose]:
    """The purposes on which it depends what this person may read; see `readable_fields`."""
    of_clinicians = {Purpose.PHYSIO_CLINICAL} if actor.roles_in(club_id) & CLINICIANS else set()
    return frozenset(OPENED_BY) | of_clinicians


def _member(
    athlete: SquadAthlete,
    right: Right,
    latest: Kept | None,
    before: Kept | None,
    injured: CaseAllowance | None,
) -> SquadMember:
    """One athlete; somebody whose answers may not be used is as one who has given none."""
    may_read = right.training and latest is not None
    is_later = before is not None and latest is not None and latest.screening_id > before.screening_id
    return SquadMember(
        reference=str(athlete.id),
        name=athlete.name,
        permitted=right.permitted,
        latest=latest.answered if may_read and latest else None,
        previous=before.answered if may_read and is_later and before else None,
        key=athlete.club_key,
        case=injured if right.training else None,
    )


@dataclass(frozen=True, slots=True)
class Right:
    """What somebody may know of an athlete: about training at all, and what was opened."""

    training: bool
    permitted: Permitted


class _Rights:
    """What one person may read of athletes of one squad; athletes who allow the same are asked about once."""

    def __init__(self, actor: Actor, club_id: int, squad_id: int) -> None:
        self._actor = actor
        # Nobody in particular: one's own record is on the athlete's own page, not on this one.
        self._somebody = AthleteRef(club_id, athlete_id=0, squad_ids=frozenset({squad_id}))
        self._known: dict[frozenset[Purpose], Right] = {}

    def of(self, allowed: frozenset[Purpose]) -> Right:
        """The right where an athlete allows this."""
        if allowed not in self._known:
            fields = readable_fields(self._actor, self._somebody, allowed)
            permitted = Permitted(
                reason=Field.ONE_REASON in fields,
                factors=Field.OPEN_FACTORS in fields,
                band=Field.BAND in fields,
            )
            self._known[allowed] = Right(Field.AVAILABILITY in fields, permitted)
        return self._known[allowed]
