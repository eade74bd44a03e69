"""What staff are told about the list on every page: that nobody reads it, or that results wait too long."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.clubs import Purpose, Role
from screening.domain.reporting.day_words import many
from screening.domain.rulebook import Rulebook
from screening.services.access import CLINICIANS, Actor
from screening.services.care_listing import care_rules
from screening.services.care_names import clinicians
from screening.services.consents import allowed_now
from screening.store import Store, Transaction
from screening.store.queries import care

TOLD_OF_UNREAD = CLINICIANS | {Role.ADMINISTRATOR}
TOLD_OF_NOBODY = frozenset({Role.COACH, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class CareNotices:
    """`unread` counts results nobody has read for longer than `after`; no health detail goes with it."""

    nobody_reads: bool = False
    unread: int = 0
    after: dt.timedelta = dt.timedelta()
    may_read: bool = False
    may_invite: bool = False

    @property
    def after_words(self) -> str:
        """The time in whole hours: "4 hours"."""
        return many(int(self.after.total_seconds() // 3600), "hour")


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
            unread=count_waiting(tx, after, now) if roles & TOLD_OF_UNREAD else 0,
            after=after,
            may_read=bool(roles & CLINICIANS),
            may_invite=Role.ADMINISTRATOR in roles,
        )


def count_waiting(tx: Transaction, after: dt.timedelta, now: dt.datetime) -> int:
    """Entries unread for longer than that, without those whose athletes have withdrawn everything."""
    found = care.unread_athletes(tx, now - after)
    allowed = allowed_now(tx, sorted(set(found)), now.date()) if found else {}
    return sum(Purpose.PROCESSING in allowed[number] for number in found)
