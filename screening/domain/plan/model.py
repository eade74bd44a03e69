"""What a plan is made of."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.vocabulary import PlanKind


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One exercise of a session with its dose."""

    exercise: str
    """Exercise id."""
    name: str
    dose: str
    """As printed: "2 × 4"; "2 × 8 each leg"."""
    sets: int
    tempo: str
    rest: str
    stop_rule: str
    eccentric_class: int
    slot: str
    """knee_flexion, hip_extension, combined, trunk, quadriceps, mobility, running, isometric."""
    sources: tuple[str, ...]
    note: str | None = None
    amount: int = 0
    """Repetitions, seconds, runs or minutes of one set."""
    unit: str = "reps"


@dataclass(frozen=True, slots=True)
class Session:
    """One training day. `day` is 1 (Monday) to 7 (Sunday)."""

    day: int
    minutes: int
    items: tuple[PlanItem, ...]
    warm_up: str | None = None


@dataclass(frozen=True, slots=True)
class Week:
    number: int
    name: str
    sessions: tuple[Session, ...]
    """By day."""
    note: str | None = None
    match_days: tuple[int, ...] = ()
    template: str = ""
    deload: bool = False


@dataclass(frozen=True, slots=True)
class LadderRung:
    """One step of the Nordic ladder as printed beside the plan."""

    exercise: str
    name: str
    text: str
    is_start: bool


@dataclass(frozen=True, slots=True)
class ExerciseCard:
    """What the athlete needs to do one exercise well."""

    exercise: str
    name: str
    cues: tuple[str, ...]
    faults: str
    easier: str | None
    harder: str | None
    stop_rule: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """`kind` is None when nobody asked about pain. `weeks` is empty whenever loading is withheld."""

    kind: PlanKind | None
    why: str
    rule: str | None = None
    title: str = ""
    lead: str = ""
    tier: str | None = None
    level: int | None = None
    weeks: tuple[Week, ...] = ()
    ladder: tuple[LadderRung, ...] = ()
    cards: tuple[ExerciseCard, ...] = ()
    soreness: str | None = None
    real_life: tuple[tuple[str, str], ...] = ()
    """Pairs (when, what): no partner, six minutes, missed a week, extra match."""
    pain_rule: tuple[tuple[str, str, str, str], ...] = ()
    """Rows (light, word, during and next morning, next session)."""
    advice: tuple[tuple[str, str], ...] = ()
    """Early-management topics and their text, for a present problem."""
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    ladder_title: str = ""
    ladder_text: str = ""
    guidance: str = ""
    """When to ask a professional about exercising."""
    conflicts: tuple[str, ...] = ()
    """Rules that time, kit or matches left no room for (plan.HC11); each is said in a note."""
