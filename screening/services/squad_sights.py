"""Who has seen what of a squad: written down for each athlete before anybody sees it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from screening.domain.clubs import Sight
from screening.domain.squad.listing import Shown
from screening.domain.squad.picture import SquadPicture
from screening.domain.squad.rules import OPEN_CELLS
from screening.domain.squad.visible import VisibleMember
from screening.services.access import Actor
from screening.store import Store
from screening.store.queries import audit, consents, squad_pictures
from screening.store.tables.audit import Event

AGAIN_AFTER = dt.timedelta(hours=1)
"""Somebody who looks again within the hour is written down once; the audit holds each opening."""

Sights = Mapping[Sight, frozenset[int]]
"""Athletes by their numbers, for each thing that was seen."""


def sights_on_page(picture: SquadPicture, shown: Shown) -> Sights:
    """What a page shows of whom: rows of the map, names beside it, and who moved."""
    most = shown.most_named
    changed = picture.change.moves if picture.change else ()
    movers = dict.fromkeys(move.member.reference for move in changed)
    talk = picture.talk
    listed = (*shown.members, *talk, *picture.held_back[:most])
    open_rows = [one for one in shown.members if OPEN_CELLS & set(one.cells)]
    return {
        Sight.AVAILABILITY: _numbers(one for one in listed if one.answered_on is not None),
        Sight.REASON: _numbers((*open_rows, *talk)) | frozenset(map(int, list(movers)[:most])),
        Sight.BAND: _numbers(one for one in (*shown.members, *talk) if one.band is not None),
    }


def sights_in_file(picture: SquadPicture, what: Sight) -> Sights:
    """What a file holds: something of everybody who has answered."""
    return {what: _numbers(one for one in picture.members if one.answered_on is not None)}


def _numbers(members: Iterable[VisibleMember]) -> frozenset[int]:
    return frozenset(int(one.reference) for one in members)


def note_sights(
    store: Store,
    actor: Actor,
    club_id: int,
    squad_id: int,
    sights: Sights,
    now: dt.datetime,
    *,
    file: str | None = None,
) -> None:
    """Write down who has seen what, and one entry of the audit.

    Args:
        file: the form of the file that goes out; None for a page.
    """
    everybody = frozenset[int]().union(*sights.values())
    with store.write(club=club_id) as tx:
        known = squad_pictures.seen_since(tx, actor.account_id, everybody, now - AGAIN_AFTER)
        for what, numbers in sights.items():
            new = sorted(number for number in numbers if file or (number, what) not in known)
            consents.note_seen(tx, new, actor.account_id, what, now)
        audit.record(
            tx,
            Event.EXPORTED if file else Event.RECORD_VIEWED,
            now,
            amount=len(everybody),
            account_id=actor.account_id,
            detail={"squad_id": squad_id, "what": "squad", **({"format": file} if file else {})},
        )
