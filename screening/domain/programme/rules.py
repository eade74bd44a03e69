"""The rules of dated programmes as typed data; read from rules/programmes."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.conditions import Condition
from screening.domain.plan.exercises import Unit
from screening.domain.vocabulary import PlanKind


class Note(enum.StrEnum):
    """What a programme may have to say about itself, a week or a session; the words are in the rules."""

    AWAY = "away"
    MATCH = "match"
    TIME = "time"
    NO_ROOM = "no_room"
    INSTEAD = "instead"
    REPEATED = "repeated"
    STARTED_AGAIN = "started_again"
    NOT_ALL_DONE = "not_all_done"
    EASIER_WEEK = "easier_week"
    MATCHES_ASSUMED = "matches_assumed"
    MATCHES_UNKNOWN = "matches_unknown"
    LEVEL_UP = "level_up"
    WEAKER_LEG = "weaker_leg"


class Effect(enum.StrEnum):
    """What a report does to the next session, from nothing to everything."""

    GO_ON = "go_on"
    REPEAT = "repeat"
    HALVE = "halve"
    LIGHTER = "lighter"
    NO_LOWERING = "no_lowering"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class ProtocolItem:
    """One line of a week: so many sets in one slot, in the first, second or third session.

    `amounts` holds one number for all sets or one for each. `exercise`: who fills the slot where the athlete
    may do it; then the amounts stand exactly as they are.
    """

    slot: str
    session: int
    sets: int
    unit: Unit
    amounts: tuple[int, ...]
    exercise: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ProtocolWeek:
    """`deload`: fewer sets than the week before it. `bounded`: the bounds of the tier count here."""

    name: str
    items: tuple[ProtocolItem, ...]
    deload: bool
    bounded: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a protocol needs, and what is said where it is not there."""

    when: Condition
    otherwise: str


@dataclass(frozen=True, slots=True)
class Protocol:
    """Weeks in a row with what they need and what follows them."""

    id: str
    title: str
    about: str
    """What it is and where it comes from, in one or two sentences."""
    credit: str | None
    """"Our version, after X", where the doses are not the trial's own."""
    kind: PlanKind
    when: Condition | None
    """Where it is the one to take; the first that holds. None: only by name."""
    needs: tuple[Requirement, ...]
    by_name: bool
    """Whether an athlete may ask for it."""
    weeks: tuple[ProtocolWeek, ...]
    sessions: int
    is_daily: bool
    """The first session of the week on every day."""
    minutes: int | None
    """The most one session takes."""
    with_team: bool
    """Whether everybody warms up together before it."""
    warm_up: str | None
    sets: tuple[int, int] | None
    """Hamstring sets a week (plan.HC11)."""
    exempt: frozenset[str]
    """Hard rules that the evidence exempts it from."""
    maintenance: str
    review: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One step of the Nordic ladder and what has to be managed before it."""

    exercise: str
    entry: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AroundMatch:
    """The highest eccentric class of a day by its distance to a match: place 0 is the match day itself."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    crowded_gap_days: int
    """Matches at most this far apart leave no day for heavy lowering between them."""
    crowded_class: int


@dataclass(frozen=True, slots=True)
class Following:
    """How a programme follows what was done."""

    week_counts_from: float
    """The share of a week's sessions from which it counts as done."""
    restart_after_weeks: int
    """Weeks in a row without a session after which it starts again."""
    block_weeks: int
    block_done: float
    """The share of a block from which the exercise level rises."""
    highest_level: int
    off_season_gap_days: int
    stale_after_weeks: int
    """Weeks in a row after which an exercise makes room for another of its kind."""


@dataclass(frozen=True, slots=True)
class ReportLimits:
    """From which figure a report is amber or red, and how soreness acts. NPRS and soreness are 0 to 10."""

    strength_red: int
    running_amber: int
    running_red: int
    morning_amber: int
    morning_red: int
    morning_amber_with_problem: int
    morning_red_with_problem: int
    sore: int
    very_sore: int
    amber_cut: float
    """The share of the sets that an amber light takes away."""
    halving: float
    lighter_cut: float
    two_ambers_within: int
    """Two ambers among so many reports make the next session lighter still."""
    no_lowering_class: int
    quiet_class: int
    """The highest eccentric class on the days after amber."""
    quiet_rung: int
    quiet_days: int


@dataclass(frozen=True, slots=True)
class EffectRow:
    """What is said of one effect: the word, what happens next, and the note of the session it changes."""

    effect: Effect
    word: str
    text: str
    session_note: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """The soft constraints: by id their words, with {met} and {of} for what was counted."""

    texts: Mapping[str, str]
    long_minutes: int
    balance_least: float
    balance_most: float
    asymmetry_pct: float


@dataclass(frozen=True, slots=True)
class ProgrammeWording:
    """Texts of programmes. Each names its blanks in rules/programmes/wording.yaml."""

    notes: Mapping[Note, str]
    refused: str
    conflicts: Mapping[str, str]
    """Said of rules that a programme may have no room for, for other reasons than a plan."""
    soreness_new: str
    soreness_heavy: str
    soreness_light: str
    soreness_none: str
    progress: str
    progress_top: str
    progress_stay: str
    progress_hold: str
    progress_run: str
    progress_stretch: str
    ladder: str
    regress: str
    regress_bottom: str
    regress_hold: str
    regress_run: str
    regress_stretch: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeRules:
    protocols: Mapping[str, Protocol]
    """In order: of those that fit by themselves, the first counts."""
    ladder: tuple[LadderStep, ...]
    ladder_text: str
    top_ups: tuple[ProtocolItem, ...]
    """Added where a week lacks knee flexion, hip extension or the front of the thigh, in this order."""
    around_match: AroundMatch
    bag: frozenset[str]
    """Kit that travels."""
    following: Following
    reports: ReportLimits
    effects: Mapping[Effect, EffectRow]
    wishes: Wishes
    wording: ProgrammeWording

    @property
    def on_ladder(self) -> frozenset[str]:
        """The exercises that change along the ladder alone."""
        return frozenset([step.exercise for step in self.ladder])
