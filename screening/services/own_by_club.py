"""What staff need to see of an athlete to record a signed sheet or to erase: the name and the consents."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.clubs import Sight
from screening.services.access import Action, Actor, require
from screening.services.consents import ConsentPicture, consent_picture
from screening.services.reach import athlete_ref
from screening.store import Store
from screening.store.queries import athletes, audit, consents
from screening.store.tables.audit import Event


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """The consents of one athlete, as somebody of the club changes them by paper."""

    athlete_id: int
    name: str
    consents: ConsentPicture


@dataclass(frozen=True, slots=True)
class Erasable:
    """Somebody who may be erased."""

    athlete_id: int
    name: str
    birth_year: int | None
    is_held: bool


def paper_sheet(store: Store, actor: Actor, club_id: int, athlete_id: int, now: dt.datetime) -> PaperSheet:
    """The consents of an athlete; the athlete is told who looked.

    Raises:
        NotFound: this person records no paper for that athlete.
    """
    with store.write(club=club_id) as tx:
        require(actor, Action.RECORD_PAPER_CONSENT, athlete_ref(tx, athlete_id))
        consents.note_seen(tx, [athlete_id], actor.account_id, Sight.PERSONAL_DETAILS, now)
        detail = {"what": Sight.PERSONAL_DETAILS.value}
        audit.record(
            tx,
            Event.RECORD_VIEWED,
            now,
            account_id=actor.account_id,
            athlete_id=athlete_id,
            detail=detail,
        )
        athlete = athletes.athlete(tx, athlete_id)
        name = athlete.name if athlete is not None else ""
        return PaperSheet(athlete_id, name, consent_picture(tx, athlete_id, now.date()))


def erasable(store: Store, actor: Actor, club_id: int, athlete_id: int) -> Erasable:
    """Whom an erasure would erase; somebody who was removed from the club included.

    Raises:
        NotFound: this person may not erase that athlete.
    """
    with store.read(club=club_id) as tx:
        require(actor, Action.ERASE_PERSON, athlete_ref(tx, athlete_id, removed_too=True))
        row = athletes.athlete(tx, athlete_id)
        name, year = (row.name, row.birth_year) if row is not None else ("", None)
        return Erasable(athlete_id, name, year, row is not None and row.held_at is not None)
