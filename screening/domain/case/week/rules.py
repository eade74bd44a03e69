"""The rules of a case's weeks as typed data; read from rules/stages/programmes.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.case.words import SeverityClass, State
from screening.domain.plan.exercises import Code, Exercise, Unit


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a week: so many sets in one slot, in the sessions it names (counted from 1)."""

    slot: str
    on: tuple[int, ...]
    sets: int
    unit: Unit
    amount: int
    extra: bool = False
    """Goes first where time is short."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How many sessions a week and at least how many days from one to the next."""

    sessions: int
    gap_days: int


@dataclass(frozen=True, slots=True)
class StageWeek:
    """What one week of a stage holds."""

    stage: State
    title: str
    lead: str
    class_cap: int
    """Highest eccentric class (plan.HC02)."""
    first_rung: int
    highest_rung: int
    level: int
    """The exercise level somebody has reached who entered the stage."""
    is_daily: bool
    """Short sessions at home; answered days put no bound on them."""
    strength: Rhythm
    running: Rhythm
    injured_extra: int
    """Sets more for the injured leg, of one exercise in each session (plan.HC20)."""
    team: str | None
    sprint_exposures: int
    """How often a week at 90% of top speed or faster (plan.HC26)."""
    fast_runs: int | None
    """The most fast runs of one's own, of the first part of the rung alone; None: the whole rung."""
    plays: bool
    """Whether matches belong to the stage."""
    sets: tuple[int, int] | None
    drills: tuple[Line, ...]
    items: tuple[Line, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """Who may take a place, best first; inside it one exercise may be swapped for another."""

    id: str
    name: str
    exercises: tuple[Exercise, ...]


@dataclass(frozen=True, slots=True)
class RungPart:
    """One part of a running session. `exercise` None: nothing of the library, so it has cues of its own."""

    exercise: Exercise | None
    name: str
    sets: int
    unit: Unit
    amount: tuple[int, int]
    distance: str
    tempo: str
    rest: str
    rest_seconds: int
    seconds_each: int
    metres: int
    """Metres of one run that are fast; 0 where nothing is."""
    cues: tuple[str, ...]
    stop_rule: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the running ladder. `speed` is per cent of the best known speed; None: walking."""

    number: int
    name: str
    speed: tuple[int, int] | None
    passing: str
    """What has to be managed before the next one."""
    parts: tuple[RungPart, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LadderException:
    """The one hard rule that the running ladder may go beyond, and how far."""

    rule: str
    runs_a_week: int
    """So many fast runs in seven days, at their fewest, even where they are more than the rule allows."""
    slower_rung: int
    """What is run in place of a further one."""
    reason: str
    """Said on every plan that goes beyond the rule."""
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeekLimits:
    """Numbers of our own beside those of rules/plan/limits."""

    default_minutes: int
    quiet_class: int
    """The highest eccentric class while a light is not green again."""
    quiet_rung: int
    quiet_days: int
    """So many days after the day of the light."""
    amber_cut: float
    consecutive_rung: int
    """From this rung on there is no running on two days in a row."""
    consecutive_rung_fast_track: int
    fast_track_up_to: int
    """On the fast track one green session passes a rung, up to this one."""
    first_matches_apart_hours: int
    tendon_class: int
    adult_age: int
    child_age: int


@dataclass(frozen=True, slots=True)
class WeekWords:
    """Everything a programme says of itself; the blanks are named in the rules."""

    texts: Mapping[str, str]
    conflicts: Mapping[str, str]
    sources: tuple[str, ...]

    def say(self, key: str, **blanks: object) -> str:
        """One sentence with its blanks filled in."""
        return self.texts[key].format(**blanks)


@dataclass(frozen=True, slots=True)
class CaseWeekRules:
    stages: Mapping[State, StageWeek]
    later: StageWeek
    """The weeks of S8 from `later_after_days` after the return to competition on."""
    later_after_days: int
    slots: Mapping[str, Slot]
    top_ups: tuple[Line, ...]
    """For a week that lacks knee flexion, hip extension or the front of the thigh, in this order."""
    ladder: tuple[Rung, ...]
    exception: LadderException
    limits: WeekLimits
    match_minutes: tuple[tuple[int, int], ...]
    """Of the first matches back, in order."""
    clinician_built: frozenset[SeverityClass]
    tendon: frozenset[SeverityClass]
    tendon_until: State
    proximal_codes: frozenset[Code]
    """What an injury near the sitting bone rules out before `proximal_until`."""
    proximal_until: State
    default_kit: frozenset[str]
    wording: WeekWords
