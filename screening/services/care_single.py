"""One entry of the list, with those it can be handed to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.errors import NotFound
from screening.domain.rulebook import Rulebook
from screening.services.access import Action, Actor, require
from screening.services.care_entries import CareEntry, entries, note_list_read
from screening.services.care_listing import care_rules
from screening.services.care_names import Clinician, clinicians
from screening.services.reach import athlete_ref
from screening.store import Store
from screening.store.queries import athletes, care


@dataclass(frozen=True, slots=True)
class SingleEntry:
    """The entry as it stands, and who reads the list."""

    entry: CareEntry
    clinicians: tuple[Clinician, ...]


def single_entry(
    store: Store, actor: Actor, club_id: int, item_id: int, rulebook: Rulebook, now: dt.datetime
) -> SingleEntry:
    """The entry; that it was read is written down.

    Raises:
        NotFound: no such entry for this person, or its athlete has withdrawn everything.
    """
    with store.write(club=club_id) as tx:
        row = care.care_item(tx, item_id)
        about = athlete_ref(tx, row.athlete_id, removed_too=True) if row is not None else None
        require(actor, Action.WORK_CARE_LIST, about)
        athlete = athletes.athlete(tx, row.athlete_id) if row is not None else None
        if row is None or athlete is None:
            raise NotFound("no such entry")
        found = entries(tx, [(row, athlete)], actor.account_id, now, care_rules(rulebook))
        if not found:
            raise NotFound("nothing that may be shown")
        note_list_read(tx, found, actor.account_id, now)
        return SingleEntry(found[0], clinicians(tx))
