"""What the days ahead of a case are made from and made of. Pure data."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from screening.domain.case.words import Light, PainMode, SeverityClass, Side, State
from screening.domain.plan.exercises import Code


@dataclass(frozen=True, slots=True)
class Past:
    """One session that was done, as far as the days after it depend on it."""

    on: dt.date
    rung: int | None = None
    """The running rung done; None where there was no running, or nobody wrote it down."""
    strength: bool = False
    competition: bool = False
    fast_metres: float | None = None
    """Metres of fast running as recorded; None: nobody wrote them down."""


@dataclass(frozen=True, slots=True)
class StageNow:
    """All that a case says about the days ahead of it. What is unknown stands at its most careful."""

    state: State
    side: Side
    severity: SeverityClass
    day: dt.date
    """The first day to plan."""
    rung: int = 0
    """The running rung a person set, or a stop lowered; the days ahead hold it and nothing above it."""
    rung_lowered: bool = False
    """Whether that was a step down, so that nothing but a person takes it up again."""
    level_down: int = 0
    """Exercise levels taken away by a red light."""
    cap_raised: bool = False
    """A clinician raised the eccentric cap by one class in this stage."""
    day_off: bool = False
    """Somebody asked for no session on `day`."""
    stopped: str | None = None
    """Why nothing may be loaded; None: nothing stops training."""
    light: Light | None = None
    """The worst light since the last green one, a green one, or None where there is none."""
    light_on: dt.date | None = None
    pain_mode: PainMode = PainMode.PAIN_FREE
    recurrent: bool = False
    age_years: int | None = None
    is_tendon: bool = False
    """Whether a tendon is involved, by class or tag."""
    is_proximal: bool = False
    """Near the sitting bone."""
    cleared_until: dt.date | None = None
    """The last day of the clearance for full training or competition; None: there is none."""
    is_fast_track: bool = False
    """A very small injury, or a small one without an amber light so far."""
    sessions: tuple[Past, ...] = ()
    loaded_weeks: int = 0
    """Weeks in a row before this one that held strength work."""
    top_reps_before: int = 0
    """The most repetitions of class 4 that one of the last four weeks is known to have held."""
    matches_played: int = 0
    """Competitions since the stage of competition began."""
    days_in_competition: int | None = None
    """Since the stage of competition began; None: not there yet, or not known."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants in one slot of the week. Limits of the stage count before it."""

    slot: str
    exercise: str | None = None
    """Whom first; None: whoever the rules name first."""
    sets: int | None = None
    amount: int | None = None
    """Repetitions or seconds of one set."""
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """Days, minutes, kit and dates of one athlete; None and empty mean that nobody said."""

    days: tuple[int, ...] = ()
    """Weekdays that may carry sessions, 1 Monday to 7 Sunday; empty: any."""
    sessions_a_week: int | None = None
    minutes: int | None = None
    kit: frozenset[str] | None = None
    codes: frozenset[Code] = frozenset()
    level: int | None = None
    match_dates: tuple[dt.date, ...] = ()
    team_days: tuple[int, ...] = ()
    """Weekdays on which the team trains."""
    length: int = 7
    """How many days to plan."""
    choices: tuple[Choice, ...] = ()
    """One at most for each slot."""
    is_clinicians: bool = False
    """A clinician builds it; without that nothing is planned after the largest injuries."""

    def choice_for(self, slot: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.slot == slot), None)


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One session as it was planned, for the log of the case: short enough to be kept for ever."""

    date: dt.date
    kind: str
    title: str
    minutes: int
    lines: tuple[str, ...]
    """Names with doses: "Nordic hamstring curl, 3 × 4"."""
    top_reps: int = 0
    """Repetitions of class 4."""


class Kind(enum.StrEnum):
    """What a session is."""

    RUNNING = "running"
    STRENGTH = "strength"
    TEAM = "team"
    MATCH = "match"


@dataclass(frozen=True, slots=True)
class CaseItem:
    """One exercise or run with its dose, and all that somebody needs to do it."""

    exercise: str | None
    """Its id in the library; None: walking."""
    name: str
    slot: str
    dose: str
    sets: int
    amount: int
    unit: str
    each_leg: bool
    tempo: str
    rest: str
    rest_seconds: int
    seconds_each: int
    cues: tuple[str, ...]
    stop_rule: str
    eccentric_class: int
    """0 for running, which goes by its rung."""
    rung: int | None
    sources: tuple[str, ...]
    note: str | None = None
    extra_sets: int = 0
    """Sets of the injured leg beyond those of each leg."""
    extra_side: Side | None = None
    speed: tuple[int, int] | None = None
    """Per cent of the best known speed."""


@dataclass(frozen=True, slots=True)
class CaseSession:
    """One session. Two of one day are done in the order of the programme, running first."""

    key: str
    """Day and kind: "2026-03-02-running"."""
    date: dt.date
    kind: Kind
    title: str
    minutes: int
    """0 where it is not ours to say: training with the team, a match."""
    items: tuple[CaseItem, ...] = ()
    warm_up: str | None = None
    warm_up_minutes: int = 0
    """Inside `minutes`; 0 where it is done already or none is needed."""
    soreness: str = ""
    """What to expect on the days after."""
    note: str | None = None
    plays: bool = False
    """Whether the athlete plays; False for every other kind."""
    match_minutes: tuple[int, int] | None = None
    """The fewest and most minutes of a match; None where it is all of it, none of it, or no match."""

    @property
    def top_class(self) -> int:
        return max((item.eccentric_class for item in self.items), default=0)

    @property
    def top_rung(self) -> int:
        return max((item.rung or 0 for item in self.items), default=0)


@dataclass(frozen=True, slots=True)
class CaseProgramme:
    """The days from `first` to `last`, both included. Without sessions `why` says why."""

    state: State
    side: Side
    first: dt.date
    last: dt.date
    title: str
    lead: str = ""
    why: str = ""
    class_cap: int = 0
    """The highest eccentric class allowed, with a raised cap counted in."""
    rung: int = 0
    highest_rung: int = 0
    level: int = 1
    minutes: int = 0
    """The most minutes of one session."""
    sessions: tuple[CaseSession, ...] = ()
    notes: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    """Hard rules for which days, kit or minutes left no room (plan.HC10); each is said in a note."""
    pain_rule: tuple[str, ...] = ()
    easier_weeks: tuple[int, ...] = ()
    """Weeks with fewer sets on purpose, counted from 1."""
    sources: tuple[str, ...] = ()
    is_clinician_built: bool = False
    """No suggestion is made; whatever it holds a clinician put there."""
    warnings: tuple[str, ...] = ()
    """What coach, physio and athlete read before the days, whatever the days hold."""
