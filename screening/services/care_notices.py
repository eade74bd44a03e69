"""What staff are told about the list on every page: that nobody reads it, or that results wait too long."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.clubs import Purpose, Role
from screening.domain.rulebook import Rulebook
from screening.services.access import CLINICIANS, Actor
from screening.services.care_listing import care_rules
from screening.services.care_names import clinicians
from screening.store import Store, Transaction
from screening.store.queries import care, consents

TOLD_OF_UNREAD = CLINICIANS | {Role.ADMINISTRATOR}
TOLD_OF_NOBODY = frozenset({Role.COACH, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class CareNotices:
    """`unread` counts results nobody has read for longer than `after`; no health detail goes with it."""

    nobody_reads: bool = False
    unread: int = 0
    after: dt.timedelta = dt.timedelta()


def care_notices(
    store: Store, actor: Actor, club_id: int, rulebook: Rulebook, now: dt.datetime
) -> CareNotices:
    """What this person is to be told; nothing for athletes and guardians."""
    roles = actor.roles_in(club_id)
    if not roles & (TOLD_OF_UNREAD | TOLD_OF_NOBODY):
        return CareNotices()
    after = care_rules(rulebook).unread_after
    with store.read(club=club_id) as tx:
        return CareNotices(
            nobody_reads=bool(roles & TOLD_OF_NOBODY) and not clinicians(tx),
            unread=count_waiting(tx, now - after) if roles & TOLD_OF_UNREAD else 0,
            after=after,
        )


def count_waiting(tx: Transaction, listed_before: dt.datetime) -> int:
    """Unread entries listed before a moment, without those whose athletes have withdrawn everything."""
    found = care.unread_athletes(tx, listed_before)
    allowed = consents.allowed_of_many(tx, sorted(set(found))) if found else {}
    return sum(Purpose.PROCESSING in allowed[number] for number in found)


def readers_of_club(store: Store, club_id: int) -> tuple[str, ...]:
    """The names of those who read the list of a club; empty where nobody does yet."""
    with store.read(club=club_id) as tx:
        return tuple(one.name for one in clinicians(tx))
