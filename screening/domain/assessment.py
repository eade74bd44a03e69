"""The assessment: everything one set of answers leads to, under one rulebook. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .plan.model import Plan
from .trace import TraceStep
from .vocabulary import (
    Band,
    BaselineQuality,
    Certainty,
    Confidence,
    Grade,
    InjuryStatus,
    Light,
    NotGradedBecause,
    RiskStatus,
    Tag,
    Urgency,
)


@dataclass(frozen=True, slots=True)
class FactorResult:
    """What one factor did. `effect` is the weight over the population mean; 1.0 leaves the risk as it is."""

    id: str
    level: str
    weight: float
    effect: float
    modifiable: bool
    certainty: Certainty
    label: str
    """A few words for a chart row: "Hamstring injury in the last 12 months"."""
    text: str
    """One sentence to the athlete."""
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A cap, a joint rule or the clamp: the multiplier it applied on top of the single effects."""

    id: str
    effect: float
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """One end of the completion bounds."""

    season_probability: float | None
    relative_to_peers: float


@dataclass(frozen=True, slots=True)
class Action:
    """One change the athlete could make, with the probability and interval it would lead to."""

    id: str
    text: str
    effort: str
    minutes_per_week: int | None
    relative_to_peers: float
    season_probability: float | None
    low: float | None
    high: float | None
    display: str | None
    display_range: str | None


@dataclass(frozen=True, slots=True)
class IfYouDidThese:
    season_probability: float | None
    low: float | None
    high: float | None
    relative_to_peers: float
    actions: tuple[Action, ...]
    """Biggest drop first."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The group the athlete is compared with. `p0` is the season probability of its average athlete."""

    id: str
    label: str
    """The group in the plural, to follow "of 100": "professional footballers"."""
    p0: float
    quality: BaselineQuality
    sources: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ReturnModule:
    """Cumulative re-injury chance from the day of answering; null where no number may be shown."""

    two_weeks: float | None
    eight_weeks: float | None
    fifteen_weeks: float | None
    note: str


@dataclass(frozen=True, slots=True)
class RiskResult:
    """The risk part. Numbers are None wherever the contract says that no number is shown."""

    status: RiskStatus
    why_not: tuple[str, ...] = ()
    season_probability: float | None = None
    low: float | None = None
    high: float | None = None
    best_case: Case | None = None
    worst_case: Case | None = None
    display: str | None = None
    display_range: str | None = None
    why_no_number: str | None = None
    band: Band | None = None
    provisional: bool = False
    typical_probability: float | None = None
    relative_to_peers: float | None = None
    baseline: Baseline | None = None
    completeness: float = 0.0
    most_useful_missing: tuple[str, ...] = ()
    """Field ids; at most two."""
    missing: tuple[str, ...] = ()
    """Every factor's first unanswered field id, in file order."""
    factors: tuple[FactorResult, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    if_you_did_these: IfYouDidThese | None = None
    return_module: ReturnModule | None = None
    fortnight_light: Light | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """What else it could be, and what would tell."""

    id: str
    text: str
    what_would_tell: str


@dataclass(frozen=True, slots=True)
class ExpectedReturn:
    text: str
    low_weeks: int
    high_weeks: int


@dataclass(frozen=True, slots=True)
class InjuryResult:
    status: InjuryStatus
    not_graded_because: NotGradedBecause | None = None
    why_not: str | None = None
    """The sentence for the gate: what the pattern fits instead, or what is missing."""
    grade: Grade | None = None
    grade_low: Grade | None = None
    grade_high: Grade | None = None
    provisional: bool = False
    confidence: Confidence | None = None
    tags: tuple[Tag, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    crosswalk: Mapping[str, str] | None = None
    expected_return: ExpectedReturn | None = None
    notes: tuple[str, ...] = ()
    """Sentences of the missing-data, timing and override rules that applied."""
    missing: tuple[str, ...] = ()
    """Field ids of the minimum set (missing.D2) that nobody answered."""
    rules_fired: tuple[str, ...] = ()
    open_questions: str | None = None
    """The sentence of missing.D2 that names what nobody answered."""
    floors: tuple[Reason, ...] = ()
    """How urgent the gate, or the lack of answers, makes this at least; triage starts from here."""
    imaging_advice: tuple[str, ...] = ()
    """Whether a scan or an X-ray helps here."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One triage rule that fired, with its sentence."""

    id: str
    urgency: Urgency
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TriageResult:
    """How soon, whom, what to say. `urgency` is None when nobody asked about pain."""

    urgency: Urgency | None
    headline: str
    who: str
    when: str
    what_to_say: str
    until_then: tuple[str, ...] = ()
    go_at_once: str = ""
    why: str = ""
    """One or two plain sentences that lead the care card."""
    reasons: tuple[Reason, ...] = ()
    recheck: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole result of one screening. Same answers and rulebook, same assessment."""

    rulebook_version: str
    rulebook_digest: str
    risk: RiskResult
    injury: InjuryResult
    triage: TriageResult
    plan: Plan
    valid_days: int
    """How long the result holds: 90 days without a problem, 7 with one."""
    trace: tuple[TraceStep, ...]
