"""What is decided in a case: holds, rungs, moves with their gate, clearances, who answers, the days ahead."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .recorded import LightGiven, Who
from .week.model import PlannedSession, Terms
from .words import PainMode, Party, State


@dataclass(frozen=True, slots=True)
class HoldSet:
    """Nothing moves up until a person lifts it. `rule` is set where the system did it."""

    reason: str
    rule: str | None = None
    stops_training: bool = False
    """Not only the move up, but every load on the leg."""


@dataclass(frozen=True, slots=True)
class HoldLifted:
    hold: int
    """The number of the event that set it."""
    reason: str


@dataclass(frozen=True, slots=True)
class RungSet:
    """The running rung from now on: up by a person inside the cap of the stage, down also by the system."""

    rung: int
    reason: str
    rule: str | None = None
    placed: bool = False
    """After a supervised graded test on the first running day."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a gate as it stood at a moment."""

    id: str
    text: str
    method: str
    threshold: str
    result: str
    """As printed: "84%", "not tested"."""
    met: bool | None
    """None: not tested, or the test is too old; never counts as met."""
    advisory: bool = False
    """Low consensus: shown, and does not close the gate."""
    on: dt.date | None = None
    by: str = ""
    sources: tuple[str, ...] = ()
    event: int | None = None
    """The event that holds the result."""


@dataclass(frozen=True, slots=True)
class Overridden:
    """A criterion somebody with the right to do so let pass, and why."""

    criterion: str
    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """From one state to another, with everything that was known when it was decided."""

    move: str
    """"move.TR3"; what fired a step down is in `rules`."""
    before: State
    after: State
    gate: tuple[Criterion, ...] = ()
    overrides: tuple[Overridden, ...] = ()
    reason: str = ""
    rules: tuple[str, ...] = ()
    scope: str = ""
    """What the sign-off covers: "running to 70%, no kicking"."""
    review_on: dt.date | None = None
    lights: tuple[LightGiven, ...] = ()
    """Of the last seven days."""


@dataclass(frozen=True, slots=True)
class ClearanceRenewed:
    """Whoever may clear has looked again before the clearance ran out, or after."""

    scope: str
    review_on: dt.date


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome of the shared decision: how likely, how much of it is acceptable, what follows."""

    name: str
    risk: str
    risk_basis: str
    """Where the risk comes from; empty: a judgement."""
    tolerance: str
    acceptable: bool


@dataclass(frozen=True, slots=True)
class View:
    party: Party
    name: str
    text: str
    agrees: bool | None = None


@dataclass(frozen=True, slots=True)
class DecisionRecorded:
    """The shared decision in three steps (Shrier2015); the most limiting outcome wins."""

    tissue_health: str
    tissue_stress: str
    modifiers: str
    outcomes: tuple[Outcome, ...]
    views: tuple[View, ...]
    most_limiting: str
    scope: str
    review_on: dt.date
    for_move: str
    """The move it is about: "move.TR8"."""


@dataclass(frozen=True, slots=True)
class PainModeSet:
    mode: PainMode
    reason: str


@dataclass(frozen=True, slots=True)
class EccentricCapRaised:
    """By one class, in this stage alone."""

    reason: str


@dataclass(frozen=True, slots=True)
class Delegated:
    """A doctor lets a physio clear for competition in this case."""

    account_id: int
    name: str


@dataclass(frozen=True, slots=True)
class ResponsibleChanged:
    responsible: Who


@dataclass(frozen=True, slots=True)
class ProgrammeMade:
    """A clinician looked at the days ahead and keeps how they are made: what was asked for, what came of it.

    The days themselves are made anew from the case each day, so that no light and no hold waits for anybody.
    """

    terms: Terms
    first: dt.date
    last: dt.date
    sessions: tuple[PlannedSession, ...]
    reason: str = ""
