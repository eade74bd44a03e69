"""One injured athlete as a coach reads them: what they may do today, and what is asked of the coach."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.case.events import Agreed
from screening.domain.case.rules import CaseRules
from screening.domain.case.standing import Noted
from screening.domain.case.today import Allowed
from screening.domain.case.words import Party, State
from screening.domain.clubs import Sight
from screening.domain.errors import NotFound
from screening.domain.rulebook import Rulebook
from screening.services.access import Actor
from screening.services.care_names import Whose, whose
from screening.store import Store
from screening.store.queries import athletes, consents

from .page import standing_of
from .reach import reach_case

ACKNOWLEDGED = "move.TR7"


@dataclass(frozen=True, slots=True)
class CoachCasePage:
    """What the page of one athlete shows a coach: nothing clinical.

    Args:
        since: the day on which the present stage began.
        is_asked: whether the next move is the one into full training, which the coach accepts.
        said: what this club's coaches have said to that so far, the newest last.
    """

    case_id: int
    whose: Whose
    state: State
    since: dt.date
    allowed: Allowed
    rules: CaseRules
    rung: int
    review_on: dt.date | None
    scope: str
    is_ended: bool
    is_asked: bool
    said: tuple[Noted[Agreed], ...]
    day: dt.date


def coach_case(
    store: Store, actor: Actor, club_id: int, case_id: int, rulebook: Rulebook, now: dt.datetime
) -> CoachCasePage:
    """The page of one athlete; that it was opened is written down.

    Raises:
        NotFound: no such case in a squad that this person looks after.
        Busy: the opening could not be written down; trying again is safe.
    """
    with store.write(club=club_id) as tx:
        reached = reach_case(tx, actor, case_id, now, wanted=Party.COACH)
        athlete = athletes.athlete(tx, reached.row.athlete_id)
        if athlete is None:
            raise NotFound("no such athlete")
        consents.note_seen(tx, [athlete.id], actor.account_id, Sight.AVAILABILITY, now)
        stands = standing_of(tx, case_id, rulebook, now)
        state = stands.state
        clearance = state.clearance
        return CoachCasePage(
            case_id=case_id,
            whose=whose(athlete, ()),
            state=state.state,
            since=state.entered_on,
            allowed=stands.allowed,
            rules=stands.rules,
            rung=state.rung,
            review_on=state.review_on,
            scope=clearance.scope if clearance else "",
            is_ended=state.is_ended,
            is_asked=state.state is State.S5,
            said=tuple(
                one
                for one in state.agreements
                if one.by.party is Party.COACH and one.body.move == ACKNOWLEDGED
            ),
            day=stands.day,
        )
