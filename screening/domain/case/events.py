"""What can happen in a case. An event is kept for ever; a correction is an event of its own.

Every body is plain frozen data: texts, numbers, dates and the words of `words`. `log_json` reads and writes
them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .decided import (
    ClearanceRenewed,
    Criterion,
    DecisionRecorded,
    Delegated,
    EccentricCapRaised,
    HoldLifted,
    HoldSet,
    Moved,
    Outcome,
    Overridden,
    PainModeSet,
    ProgrammeMade,
    ResponsibleChanged,
    RungSet,
    View,
)
from .recorded import (
    CheckIn,
    CodeSet,
    GradeSet,
    LightGiven,
    Opened,
    Screened,
    SessionRecorded,
    TestRecorded,
    Who,
)

__all__ = [
    "Agreed",
    "AskedFor",
    "Body",
    "CaseEvent",
    "CheckIn",
    "ClearanceRenewed",
    "CodeSet",
    "Criterion",
    "DaysSaid",
    "DecisionRecorded",
    "Delegated",
    "EccentricCapRaised",
    "FollowUp",
    "GradeSet",
    "HoldLifted",
    "HoldSet",
    "LightGiven",
    "Log",
    "Moved",
    "NoteWritten",
    "Opened",
    "Outcome",
    "Overridden",
    "PainModeSet",
    "ProgrammeMade",
    "ResponsibleChanged",
    "RungSet",
    "Screened",
    "SessionRecorded",
    "TestRecorded",
    "View",
    "Who",
]


@dataclass(frozen=True, slots=True)
class Agreed:
    """The part of athlete, guardian or coach in a move that needs them; it counts for that move alone."""

    move: str
    agrees: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class AskedFor:
    """Something somebody may ask for and not do: a step down, a move up, a lighter day."""

    what: str
    reason: str = ""
    no_session: bool = False
    """None on the day on which it was said. That is less, so it counts at once and until the day is over."""


@dataclass(frozen=True, slots=True)
class NoteWritten:
    """A clinician's note. Only one that says so lets a case go on after a red flag."""

    text: str
    clears_red_flags: bool = False
    minutes_allowed: bool = False
    """A doctor's record that a minimum time may be shorter."""
    for_move: str | None = None
    to: str = ""
    """Whom it is written to, outside the club: it stands as a letter on the papers."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What became of it after months."""

    months: int
    full_training: bool | None
    same_level: bool | None
    reinjured: bool | None
    haos: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DaysSaid:
    """Which days and how many minutes the athlete has. It narrows what a clinician kept, and never widens."""

    days: tuple[int, ...] = ()
    """Weekdays, 1 Monday to 7 Sunday; empty: any."""
    minutes: int | None = None
    """Of one session; None: nobody said."""


Body = (
    Opened
    | Screened
    | GradeSet
    | CodeSet
    | TestRecorded
    | SessionRecorded
    | CheckIn
    | LightGiven
    | HoldSet
    | HoldLifted
    | RungSet
    | Moved
    | ClearanceRenewed
    | Agreed
    | AskedFor
    | DecisionRecorded
    | NoteWritten
    | PainModeSet
    | EccentricCapRaised
    | Delegated
    | ResponsibleChanged
    | FollowUp
    | ProgrammeMade
    | DaysSaid
)


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One thing that happened. `number` counts from 1 inside the case, without a gap."""

    number: int
    at: dt.datetime
    """Aware, UTC: when it was recorded."""
    day: dt.date
    """The club's own day at that moment."""
    by: Who
    rulebook: str
    """Version and digest of the rules at that moment."""
    body: Body


Log = tuple[CaseEvent, ...]
