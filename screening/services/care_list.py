"""The list for physios and doctors: whom to see to, the most urgent first."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from screening.domain.rulebook import Rulebook
from screening.services.access import Action, Actor, ClubRef, require
from screening.services.care_entries import CareEntry, entries, note_list_read
from screening.services.care_listing import care_rules
from screening.services.care_names import Clinician, clinicians
from screening.store import Store
from screening.store.queries import athletes, care
from screening.store.queries.care import CareFilter

PAGE = 25


class Shown(enum.StrEnum):
    """Which entries are wanted."""

    OPEN = "open"
    MINE = "mine"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the list is asked for. `page` counts from 1."""

    shown: Shown = Shown.OPEN
    squad_id: int | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class CareList:
    """One page of the list.

    `withheld` counts entries of this page whose athletes have withdrawn everything: nothing of them is shown.
    """

    wanted: Wanted
    entries: tuple[CareEntry, ...]
    withheld: int
    total: int
    pages: int
    squads: tuple[tuple[int, str], ...]
    clinicians: tuple[Clinician, ...]


def care_list(
    store: Store, actor: Actor, club_id: int, wanted: Wanted, rulebook: Rulebook, now: dt.datetime
) -> CareList:
    """A page of the list; that it was read is written down for each athlete on it.

    Raises:
        NotFound: this person is neither physio nor doctor of that club.
        Busy: what would be shown could not be written down; trying again is safe.
    """
    require(actor, Action.WORK_CARE_LIST, ClubRef(club_id))
    with store.write(club=club_id) as tx:
        squads = tuple((row.id, row.name) for row in athletes.squads(tx))
        narrowed = _filter(wanted, actor, {number for number, _ in squads})
        total = care.count_care_items(tx, narrowed)
        pages = max(1, -(-total // PAGE))
        page = min(max(wanted.page, 1), pages)
        rows = care.care_page(tx, narrowed, skip=(page - 1) * PAGE, most=PAGE)
        found = entries(tx, rows, actor.account_id, now, care_rules(rulebook))
        note_list_read(tx, found, actor.account_id, now)
        return CareList(
            wanted=Wanted(wanted.shown, narrowed.squad_id, page),
            entries=found,
            withheld=len(rows) - len(found),
            total=total,
            pages=pages,
            squads=squads,
            clinicians=clinicians(tx),
        )


def _filter(wanted: Wanted, actor: Actor, squads: set[int]) -> CareFilter:
    """A squad that is not of this club narrows nothing."""
    return CareFilter(
        is_closed=wanted.shown is Shown.CLOSED,
        owner_account_id=actor.account_id if wanted.shown is Shown.MINE else None,
        squad_id=wanted.squad_id if wanted.squad_id in squads else None,
    )
