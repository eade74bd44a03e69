"""What a dated programme is made of, what it is made from, and what an athlete reports back. Pure data."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from screening.domain.plan.model import ExerciseCard


@dataclass(frozen=True, slots=True)
class TimeAway:
    """Days without the usual kit: only what fits into a bag or needs nothing. Both ends belong to it."""

    first: dt.date
    last: dt.date


class Done(enum.StrEnum):
    """How much of a session was done."""

    DONE = "done"
    PARTLY = "partly"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class LoggedSession:
    """What the athlete reports about one session. Two reports with the same `id` are one report."""

    id: str
    session: str
    """The key of the session."""
    on: dt.date
    done: Done
    pain_during: int | None = None
    """Worst pain while doing it, NPRS 0 to 10; None where nobody was asked."""
    pain_next_morning: int | None = None
    """NPRS 0 to 10; None until the next morning."""
    soreness: int | None = None
    """Muscle soreness of both thighs before the session, 0 to 10."""
    skipped: tuple[str, ...] = ()
    """Exercise ids that were left out of a session done partly."""
    sudden: bool = False
    """A sharp pain, a pop, a limp or a bruise that came suddenly. Nothing is planned after it until the check
    was answered again and a new programme was started."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a programme is made from beside the athlete's situation.

    `start` is a Monday. `days` are the weekdays that may carry sessions (1 Monday to 7 Sunday); empty: any.
    """

    start: dt.date
    protocol: str | None = None
    """The id of a named protocol; None takes the one that fits the season and the tier."""
    minutes: int | None = None
    """Minutes for one session; None: as answered in the screening."""
    days: tuple[int, ...] = ()
    kit: frozenset[str] | None = None
    """Equipment; None: as answered in the screening."""
    match_dates: tuple[dt.date, ...] = ()
    away: tuple[TimeAway, ...] = ()
    log: tuple[LoggedSession, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedItem:
    """One exercise of a session with its dose, and all that a timer or a card needs."""

    exercise: str
    name: str
    dose: str
    """As printed: "2 × 4"; "2 × 8 each leg"."""
    sets: int
    amount: int
    """Repetitions, seconds, runs or minutes of one set."""
    unit: str
    each_leg: bool
    seconds_each: int
    """How long one repetition or run takes; 1 for seconds, 60 for minutes."""
    rest_seconds: int
    tempo: str
    rest: str
    stop_rule: str
    eccentric_class: int
    slot: str
    progress: str
    """When and by how much this gets harder."""
    regress: str
    """When and how this gets easier."""
    sources: tuple[str, ...]
    note: str | None = None
    amounts: tuple[int, ...] = ()
    """Set by set where the sets differ (12, 10, 8); `amount` is then their mean."""
    extra_sets: int = 0
    """Sets for the weaker leg alone, after those of each leg."""
    extra_leg: str | None = None
    """The weaker leg, "left" or "right"; None where both do the same."""
    metres: int = 0
    """How many metres of one run are fast; 0 for everything but fast running."""


@dataclass(frozen=True, slots=True)
class DatedSession:
    """One training day. `key` stays the same through every change of the plan; nothing else need."""

    key: str
    """Week and place in it: "3-2"."""
    date: dt.date
    minutes: int
    items: tuple[DatedItem, ...]
    warm_up: str | None
    warm_up_minutes: int
    """Inside `minutes`; 0 where the team warms up together or none is needed."""
    expected_soreness: str
    """One sentence: what to expect on the days after."""
    note: str | None = None
    """Why this session differs from its week: less time, no partner, after soreness."""


@dataclass(frozen=True, slots=True)
class DatedWeek:
    number: int
    start: dt.date
    name: str
    sessions: tuple[DatedSession, ...]
    """By date."""
    match_dates: tuple[dt.date, ...]
    deload: bool
    note: str | None = None
    step: int = 0
    """Which week of the protocol this is, counted from 0; a week that comes again keeps it."""


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One wish that is no must, with how far it was met: 0 not at all, 1 in full."""

    id: str
    met: float
    text: str
    """What was counted, in words: "A long-length exercise in 8 of 10 weeks"."""


@dataclass(frozen=True, slots=True)
class Programme:
    """Weeks in a row from one Monday on. Without weeks where loading is withheld; `why` says why."""

    protocol: str | None
    title: str
    why: str
    start: dt.date
    weeks: tuple[DatedWeek, ...] = ()
    maintenance: str = ""
    """What follows when the weeks are over."""
    cards: tuple[ExerciseCard, ...] = ()
    score: tuple[ScoreLine, ...] = ()
    conflicts: tuple[str, ...] = ()
    """Hard rules for which time, kit or matches left no room (plan.HC11); each is said in a note."""
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
