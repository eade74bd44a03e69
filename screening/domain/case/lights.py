"""What a day's check-in comes to: the light, the rules that fired, and what follows from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from .checkin_rules import CheckInRules, Severity
from .events import CheckIn, SessionRecorded
from .words import Light, PainMode, SeverityClass, Side


@dataclass(frozen=True, slots=True)
class Entered:
    """One half of a check-in with the moment it was entered; two halves of one day are two of these."""

    check_in: CheckIn
    when: dt.datetime
    """Aware: when it was entered. Of two for one part and day the later one counts."""
    day: dt.date
    """The club's own day at that moment; decides whether it came too late to be green."""


@dataclass(frozen=True, slots=True)
class About:
    """What the limits of a check-in depend on. The unknown is None and never counts in anybody's favour."""

    pain_mode: PainMode
    """As a clinician set it. Recurrent, tendon class and under 18 stay pain free whatever it says."""
    age_years: int | None
    side: Side
    recurrent: bool
    severity: SeverityClass
    sprint_day: bool | None = None
    """Whether running above rung 6 is allowed now, so that today or next could be a sprint day."""


@dataclass(frozen=True, slots=True)
class Fired:
    """One rule that fired."""

    id: str
    """"checkin.CK5"."""
    severity: Severity
    text: str
    """Which rule it is, in words."""
    action: str
    """What changes today."""
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the person who entered it reads, in this order."""

    entered: tuple[str, ...]
    """What was entered, a line each."""
    rule: str
    """Which rule decided the light; for an open day what is missing."""
    today: tuple[str, ...]
    """What changes today, the heaviest rule first."""
    told: str
    """Who is told."""
    seek_care: str
    always: str
    """That the plan supports and does not replace a health professional."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The light of one day and everything it rests on."""

    day: dt.date
    light: Light
    fired: tuple[Fired, ...]
    """Every rule that fired, the heaviest first; the first one decides the light."""
    counts_green: bool
    """Whether the session of this day counts towards a gate. It needs the morning after, so it can turn true
    only when that one is in: whoever records a morning judges the day before again."""
    follows: tuple[str, ...]
    """Rules of holding and stepping down that follow: "regress.RG1", "hold.HD2". All that follow from the
    day as a whole; whoever acts on them leaves out what this day has led to already."""
    refers: bool
    """Whether move.TR13 follows."""
    missing: tuple[str, ...]
    """Ids of the questions without an answer, why the day cannot be green."""
    shown: Shown

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that fired, as `LightGiven` keeps them."""
        return tuple(rule.id for rule in self.fired)


def judge(
    entered: Sequence[Entered],
    sessions: Sequence[SessionRecorded],
    day: dt.date,
    about: About,
    rules: CheckInRules,
) -> Judged:
    """The light of one day, from everything that was entered in the case.

    Args:
        entered: every half check-in of the case in the order recorded; days after `day` decide only whether
            the session of `day` counts as green.
        sessions: every session of the case as it counts now (the later record of a key).
        day: the club's day that is judged.
    Returns:
        The same for the same arguments, whatever the clock says. Missing answers are never green.
    """
    raise NotImplementedError(f"{day} cannot be judged yet")
