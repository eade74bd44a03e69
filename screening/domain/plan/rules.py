"""The rules of the plan as typed data; read from rules/exercises and rules/plan."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from screening.domain.conditions import Condition
from screening.domain.reporting.pictograms.poses import Figures
from screening.domain.vocabulary import PlanKind

from .exercises import Code, Exercise, Stage, Unit


class Tier(enum.StrEnum):
    """How much a prevention week holds; never whether there is one."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that stands in the plan when its condition is true."""

    id: str
    when: Condition
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindRow:
    """One row of the table that decides which kind of plan this is. `kind` None: no plan."""

    id: str
    when: Condition
    kind: PlanKind | None
    why: str
    title: str | None
    lead: str | None
    sources: tuple[str, ...]
    advice: bool
    """Whether the early-management text belongs to it."""
    programme: str | None
    """A fixed programme; None: none, or by season and tier where the kind is prevention."""
    stage: Stage | None
    class_cap: int
    notes: tuple[str, ...]

    __hash__ = object.__hash__  # quick: the plan of a row is kept by it


@dataclass(frozen=True, slots=True)
class TierRow:
    id: str
    when: Condition
    tier: Tier
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelRow:
    id: str
    when: Condition
    level: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeRow:
    """Contraindication codes that an answer brings."""

    id: str
    when: Condition
    codes: frozenset[Code]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a session and who may fill it, best first, with those of the slots it falls back to."""

    id: str
    exercises: tuple[Exercise, ...]


@dataclass(frozen=True, slots=True)
class ItemRule:
    """One line of a template: so many sets in one slot, in the first, second or third session of the week."""

    slot: str
    session: int
    sets: int
    unit: Unit
    amount: int


@dataclass(frozen=True, slots=True)
class Template:
    """What one week holds."""

    id: str
    name: str
    items: tuple[ItemRule, ...]
    is_protocol: bool
    """Part of a named protocol, which has bounds of its own."""
    note: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeekRule:
    template: str
    name: str | None
    deload: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class Programme:
    """Weeks in a row. `sets` bound the hamstring sets of a week; None for a named protocol."""

    id: str
    when: Condition
    weeks: tuple[WeekRule, ...]
    sessions: int
    layout: str | None
    """A fixed layout; None: by the matches of the week."""
    sets: tuple[int, int] | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Which days of the week carry sessions, by how many there are; `class_caps` is Monday to Sunday."""

    id: str
    match_days: tuple[int, ...]
    class_caps: tuple[int, ...]
    days: Mapping[int, tuple[int, ...]]
    sprint_day: int
    lead: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """Rungs of one ladder, easiest first, with the sentence printed at each."""

    id: str
    when: Condition
    title: str
    text: str
    rungs: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of the hard constraints, by rule id in rules/plan/limits.yaml."""

    level_margin: int
    class_spacing_days: int
    match_before_days: int
    match_before_days_unaccustomed: int
    match_after_days: int
    sets_per_session: int
    sets_per_week: int
    tier_tolerance: int
    top_class: int
    top_reps_per_session: int
    top_reps_per_week: int
    top_reps_first_week: int
    top_reps_step: int
    top_reps_ratio: float
    child_top_reps_per_week: int
    child_never: frozenset[str]
    exposure_gap_days: int
    exposure_class: int
    deload_every_weeks: int
    deload_cut: tuple[float, float]
    warm_up_minutes: int
    warm_up_class: int
    warm_up_rung: int
    short_session_minutes: int
    short_session_class: int
    stretch_seconds: tuple[int, int]
    sprint_rung: int
    max_sprint_rung: int
    max_sprint_spacing_days: int
    extra_sets_weaker_leg: int
    """The most sets that a weaker leg may have beyond the other."""
    fast_metres_base: int
    """From so many metres of fast running a week on they rise by a share, below it by a fixed step."""
    fast_metres_rise: float
    fast_metres_step: int
    default_minutes: int
    default_days: int
    change_over_seconds: int


@dataclass(frozen=True, slots=True)
class Situations:
    """What the builder asks about: questions by name, and named conditions."""

    days: str
    minutes: str
    kit: str
    next_match: str
    has_returned: Condition
    has_team_warm_up: Condition
    matches_every_week: Condition
    matches_close_together: Condition
    wants_sprints: Condition
    is_child: Condition


@dataclass(frozen=True, slots=True)
class LightRow:
    light: str
    word: str
    during: str
    next_session: str


@dataclass(frozen=True, slots=True)
class AdviceRow:
    """One topic of the early-management text and the kinds of plan it belongs to."""

    id: str
    when: Condition
    topic: str
    text: str
    kinds: frozenset[PlanKind]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Texts of the plan that depend on nothing but the kind."""

    title: str
    lead: str
    lead_alone: str
    lead_with_team: str
    lead_short: str
    warm_up_with_team: str
    warm_up_alone: str
    conflicts: Mapping[str, str]
    soreness: str
    real_life: tuple[tuple[str, str], ...]
    lights: tuple[LightRow, ...]
    guidance: str
    training_sources: tuple[str, ...]
    """Behind soreness and real life."""
    pain_rule_sources: tuple[str, ...]
    guidance_sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanRules:
    exercises: Mapping[str, Exercise]
    figures: Figures
    kinds: tuple[KindRow, ...]
    tiers: tuple[TierRow, ...]
    levels: tuple[LevelRow, ...]
    codes: tuple[CodeRow, ...]
    slots: Mapping[str, Slot]
    templates: Mapping[str, Template]
    programmes: tuple[Programme, ...]
    named_programmes: Mapping[str, Programme]
    layouts: Mapping[str, Layout]
    ladders: tuple[Ladder, ...]
    top_up: ItemRule
    """What is added where a week would otherwise hold too little knee flexion."""
    sprint: ItemRule
    trim_order: tuple[str, ...]
    """Slots of the extras, from which time is taken first."""
    trim_last: tuple[str, ...]
    """Slots of the main lifts, which keep a set longest."""
    limits: Limits
    situations: Situations
    notes: tuple[Line, ...]
    advice: tuple[AdviceRow, ...]
    wording: Wording
    trim_rank: Mapping[str, int] = field(init=False)
    """The place of each slot in the order in which time is taken away."""

    def __post_init__(self) -> None:
        order = (*self.trim_order, *self.trim_last)
        object.__setattr__(self, "trim_rank", {slot: place for place, slot in enumerate(order)})
