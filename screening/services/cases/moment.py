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
from screening.domain.reporting.words import day as day_words
from screening.services.club_day import club_day
from screening.store import Transaction
from screening.store.queries import audit, members
from screening.store.tables.audit import Event
from screening.store.tables.club import ClubRow

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
ZONES_APART = dt.timedelta(hours=26)
"""Between the two zones of the world that lie furthest apart."""
ZONE_IS_NEW = (
    "The time zone of the club was changed less than {hours} hours ago, so a day may have been cut short. "
    "Nothing moves up, is placed or lifted meanwhile; everything else is kept. The service takes today for "
    "{day}. Try again tomorrow."
)


@dataclass(frozen=True, slots=True)
class Moment:
    """When an event is recorded: never before the one before it. `day` is the club's own.

    `in_doubt`: the clock says something that cannot be, or that nobody can know.
    `zone_is_new`: in doubt because the club's time zone was changed.
    """

    at: dt.datetime
    day: dt.date
    in_doubt: bool
    zone_is_new: bool = False

    @property
    def doubt(self) -> str:
        """Why nothing moves up, to be read by a person."""
        words = ZONE_IS_NEW if self.zone_is_new else CLOCK_IN_DOUBT
        return words.format(day=day_words(self.day), hours=ZONES_APART // dt.timedelta(hours=1))


def moment_of(
    tx: Transaction, now: dt.datetime, last_at: dt.datetime | None = None, last_day: dt.date | None = None
) -> Moment:
    """The moment of an event that happens now in the transaction's club.

    Args:
        now: aware; the club's own day is its date in the club's time zone.
        last_at, last_day: the latest of any event of the case; None for one that is being opened.
    """
    club, today = members.club(tx, tx.club), club_day(tx, now)
    at, day = max(now, last_at or now), max(today, last_day or today)
    zone_is_new = _has_new_zone(club, now)
    in_doubt = zone_is_new or now < at or today < day or _is_strange(tx, club, now)
    return Moment(at, day, in_doubt, zone_is_new)


def _has_new_zone(club: ClubRow | None, now: dt.datetime) -> bool:
    """Whether the day of the club may have leapt or stood still for a change of its zone."""
    since = club.time_zone_since if club is not None else None
    return since is not None and now - since < ZONES_APART


def _is_strange(tx: Transaction, club: ClubRow | None, now: dt.datetime) -> bool:
    """Whether the clock is behind what was written down last, or too far beyond it.

    The past of a demonstration is invented, so nothing there tells of the clock.
    """
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
