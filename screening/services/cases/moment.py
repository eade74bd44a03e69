"""When something in a case is recorded, and whether the clock can be believed enough to move anything up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.case.events import (
    Body,
    ClearanceRenewed,
    Delegated,
    EccentricCapRaised,
    HoldLifted,
    Moved,
    NoteWritten,
    PainModeSet,
    RungSet,
)
from screening.domain.case.rules import CaseRules
from screening.domain.case.standing import CaseState
from screening.domain.case.words import PainMode
from screening.store import Transaction
from screening.store.queries import audit, members
from screening.store.tables.audit import Event

BELIEVED_GAP = dt.timedelta(days=1)
"""A clock further than this beyond the last thing the service wrote down may be wrong."""
TELLS_THE_TIME = frozenset(Event) - {
    Event.RECORD_VIEWED,
    Event.SIGNED_IN,
    Event.SIGN_IN_REFUSED,
    Event.SIGNED_OUT,
}
"""Entries that tell how late it is. Whoever signs in and looks, with a clock that leapt, tells nothing."""
CLOCK_IN_DOUBT = (
    "The clock of the service may be wrong: it was changed, or nothing was recorded for more than a day. "
    "Nothing moves up, is placed or lifted meanwhile; everything else is kept. The service takes today for "
    "{day}. If that is right, write a note in the case and try again. If not, whoever runs the service has "
    "to set the clock."
)


@dataclass(frozen=True, slots=True)
class Moment:
    """When an event is recorded: never before the one before it. `day` is the club's own.

    `in_doubt`: the clock says something that cannot be, or that nobody can know.
    """

    at: dt.datetime
    day: dt.date
    in_doubt: bool


def moment_of(
    tx: Transaction, now: dt.datetime, last_at: dt.datetime | None = None, last_day: dt.date | None = None
) -> Moment:
    """The moment of an event that happens now in the transaction's club.

    Args:
        now: aware; its date, in its zone, is the club's own day.
        last_at, last_day: the latest of any event of the case; None for one that is being opened.
    """
    at, day = max(now, last_at or now), max(now.date(), last_day or now.date())
    return Moment(at, day, in_doubt=now < at or now.date() < day or _is_strange(tx, now))


def _is_strange(tx: Transaction, now: dt.datetime) -> bool:
    """Whether the clock is behind what was written down last, or too far beyond it.

    The past of a demonstration is invented, so nothing there tells of the clock.
    """
    club = members.club(tx, tx.club)
    if club is not None and club.is_demonstration:
        return False
    written, known = audit.latest(tx, *Event), audit.latest(tx, *TELLS_THE_TIME)
    went_back = written is not None and now < written.at
    return went_back or (known is not None and now - known.at > BELIEVED_GAP)


def goes_up(body: Body, state: CaseState, rules: CaseRules) -> bool:
    """Whether somebody gets more load by it, or could: what must wait while the clock is in doubt."""
    match body:
        case Moved(move=name):
            move = rules.moves.get(name)
            return move is None or move.direction.is_up
        case RungSet(rung=rung):
            return rung > state.rung
        case PainModeSet(mode=mode):
            return mode is PainMode.THRESHOLD
        case NoteWritten(clears_red_flags=clears, minutes_allowed=shorter):
            return clears or shorter
        case HoldLifted() | EccentricCapRaised() | Delegated() | ClearanceRenewed():
            return True
    return False
