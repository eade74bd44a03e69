"""One's own case: for the athlete who is signed in, and for the guardian who decides for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.case.events import Log
from screening.domain.case.gates import Gate, gate_for
from screening.domain.case.rules import CaseRules
from screening.domain.case.state import CaseState
from screening.domain.case.today import Allowed
from screening.domain.case.words import Party
from screening.domain.errors import NotFound
from screening.domain.rulebook import Rulebook
from screening.services.access import Actor
from screening.services.club_day import club_zone
from screening.services.own_who import Looked, who_has_seen
from screening.store import Store, Transaction
from screening.store.queries import athletes, cases, own

from .bodies import may_leave
from .log import CaseLog
from .own_side import require_own_side
from .page import Standing, link_until, standing_of
from .reach import OWN_SIDE, reach_case
from .withdrawing import end_withdrawn


@dataclass(frozen=True, slots=True, repr=False)
class OwnCase:
    """A case as the athlete reads it: everything in it is theirs.

    Args:
        name: the athlete's; `acts_as` says whether the reader is the athlete or a guardian.
        has_sign_in: whether the athlete has an account, which says yes to a move instead of a link.
        day: the club's own, in its `zone`.
        may_leave: whether the reader is the one who may take the consent back.
        gate: to the next stage; None where there is none.
    """

    case_id: int
    club_id: int
    athlete_id: int
    name: str
    acts_as: Party
    has_sign_in: bool
    version: int
    read: CaseLog
    state: CaseState
    rules: CaseRules
    day: dt.date
    zone: dt.tzinfo
    gate: Gate | None
    allowed: Allowed
    link_until: dt.datetime | None
    may_leave: bool

    @property
    def log(self) -> Log:
        return self.read.events


@dataclass(frozen=True, slots=True)
class OwnCaseLine:
    """One of one's own cases, for a list."""

    case_id: int
    athlete_id: int
    name: str
    is_self: bool
    is_open: bool


def own_cases(store: Store, actor: Actor, club_id: int, now: dt.datetime) -> tuple[OwnCaseLine, ...]:
    """The cases of oneself and of whom one decides for, open ones first, then the newest."""
    with store.read(club=club_id) as tx:
        found = [
            OwnCaseLine(
                row.id, row.athlete_id, who.name, who.account_id == actor.account_id, row.closed_at is None
            )
            for who in own.own_athletes(tx, actor.account_id)
            if _decides(tx, actor, who.id, now)
            for row in cases.cases_of_athlete(tx, who.id)
        ]
    return tuple(sorted(found, key=lambda one: (not one.is_open, -one.case_id)))


def _decides(tx: Transaction, actor: Actor, athlete_id: int, now: dt.datetime) -> bool:
    try:
        require_own_side(tx, actor, athlete_id, now)
    except NotFound:
        return False
    return True


def own_case(
    store: Store, actor: Actor, club_id: int, case_id: int, rulebook: Rulebook, now: dt.datetime
) -> OwnCase:
    """One of one's own cases, whole.

    Raises:
        NotFound: it is nobody's own of this person, whether it exists or not.
    """
    end_withdrawn(store, club_id, case_id, rulebook, now)
    with store.read(club=club_id) as tx:
        reached = reach_case(tx, actor, case_id, now, parties=OWN_SIDE)
        stands = standing_of(tx, case_id, rulebook, now)
        return own_view(tx, stands, reached.row.athlete_id, reached.by.party, now)


def who_looked(
    store: Store, actor: Actor, club_id: int, case_id: int, now: dt.datetime
) -> tuple[Looked, ...]:
    """Who has looked at what is kept of the athlete of one's own case, the newest first.

    Raises:
        NotFound: as `own_case`.
    """
    with store.read(club=club_id) as tx:
        reached = reach_case(tx, actor, case_id, now, parties=OWN_SIDE)
        return who_has_seen(tx, reached.row.athlete_id)


def own_view(tx: Transaction, stands: Standing, athlete_id: int, party: Party, now: dt.datetime) -> OwnCase:
    """The case as its athlete reads it; the caller has judged that it is theirs."""
    athlete = athletes.athlete(tx, athlete_id)
    if athlete is None:
        raise NotFound("no such athlete")
    return OwnCase(
        case_id=stands.case_id,
        club_id=tx.club,
        athlete_id=athlete_id,
        name=athlete.name,
        acts_as=party,
        has_sign_in=athlete.account_id is not None,
        version=stands.version,
        read=stands.read,
        state=stands.state,
        rules=stands.rules,
        day=stands.day,
        zone=club_zone(tx),
        gate=gate_for(stands.state, stands.rules, stands.day),
        allowed=stands.allowed,
        link_until=link_until(tx, stands.case_id, now),
        may_leave=may_leave(tx, party, athlete_id, now),
    )
