"""An exercise of the library: what it asks of the body, what it needs, how it is done."""

from __future__ import annotations

import enum
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field


class Emphasis(enum.StrEnum):
    KNEE_FLEXION = "knee_flexion"
    HIP_EXTENSION = "hip_extension"
    COMBINED = "combined"
    RUNNING = "running"
    TRUNK = "trunk"
    MOBILITY = "mobility"
    QUADRICEPS = "quadriceps"


class Unit(enum.StrEnum):
    """What one set is counted in."""

    REPS = "reps"
    SECONDS = "seconds"
    RUNS = "runs"
    MINUTES = "minutes"


class Stage(enum.StrEnum):
    """A stage of return to training, or P: prevention in a healthy athlete."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"
    S5 = "S5"
    S6 = "S6"
    S7 = "S7"
    S8 = "S8"
    P = "P"


class Code(enum.StrEnum):
    """A reason not to use an exercise, or to change it; rules/exercises/index.yaml says what each means."""

    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C4 = "C4"
    C5 = "C5"
    C6 = "C6"
    C7 = "C7"
    C8 = "C8"
    C9 = "C9"
    C10 = "C10"
    C12 = "C12"
    C13 = "C13"


@dataclass(frozen=True, slots=True)
class Dose:
    """The library's own dose. `amount` is reps, seconds, runs or minutes a set, lowest and highest."""

    sets: tuple[int, int]
    unit: Unit
    amount: tuple[int, int]
    tempo: str
    rest: str
    rest_seconds: int
    seconds_each: int
    """How long one repetition or run takes, for the time a session needs; 1 for seconds, 60 for minutes."""
    often: str | None = None
    """How often it is customary, in words: "twice a week"."""
    note: str | None = None
    """Where the dose was not read in the study it goes back to: "Our version, after Askling 2013."."""
    metres: tuple[int, int] | None = None
    """How many metres of one run are fast, fewest and most; None where nothing is run fast."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """The seconds of one repetition, as a timer counts them."""

    lower: int
    pause: int
    """Between the two, where there is one."""
    lift: int
    lowers_first: bool = False
    """Whether a repetition begins with lowering, as a Nordic does; a curl begins with lifting."""

    @property
    def total(self) -> int:
        return self.lower + self.pause + self.lift


@dataclass(frozen=True, slots=True)
class Exercise:
    id: str
    name: str
    also: tuple[str, ...]
    emphasis: Emphasis
    contraction: str
    eccentric_class: int
    length: str
    rung: int | None
    level: int
    stages: frozenset[Stage]
    equipment: tuple[frozenset[str], ...]
    """One option of each group must be available."""
    each_leg: bool
    dose: Dose
    easier: tuple[str, ...]
    harder: tuple[str, ...]
    contraindications: frozenset[Code]
    cues: tuple[str, ...]
    faults: str
    stop_rule: str
    evidence: str
    """What research says about it, in one or two plain sentences."""
    sources: tuple[str, ...]
    focus: str | None = None
    """What to turn the attention to: the muscle in light work, the outcome in heavy or fast work."""
    tempo_seconds: Tempo | None = None
    """None for holds, runs, swings and whatever else has no counted rhythm."""
    each_side: bool = False
    """Whether what is done twice is told by side of the body and not by leg."""
    knee_flexion_halves: int = field(init=False)
    """2 for a knee-flexion exercise, 1 for a combined one: combined counts half."""
    hip_extension_halves: int = field(init=False)
    is_running: bool = field(init=False)
    unit_seconds: int = field(init=False)
    """How long one repetition, run, second or minute takes, both legs where each leg has its own."""
    loads_hamstring: bool = field(init=False)
    """Whether its sets count as hamstring sets: class 1 or higher at the knee, the hip or both."""

    def __post_init__(self) -> None:
        halves = 1 if self.emphasis is Emphasis.COMBINED else 2
        knee = halves if self.emphasis in (Emphasis.KNEE_FLEXION, Emphasis.COMBINED) else 0
        hip = halves if self.emphasis in (Emphasis.HIP_EXTENSION, Emphasis.COMBINED) else 0
        object.__setattr__(self, "knee_flexion_halves", knee)
        object.__setattr__(self, "hip_extension_halves", hip)
        object.__setattr__(self, "unit_seconds", self.dose.seconds_each * (2 if self.each_leg else 1))
        object.__setattr__(self, "is_running", self.emphasis is Emphasis.RUNNING)
        object.__setattr__(self, "loads_hamstring", self.eccentric_class >= 1 and knee + hip > 0)

    @property
    def each(self) -> str | None:
        """What the dose is for each of: "leg" or "side"; None where both work together."""
        if not self.each_leg:
            return None
        return "side" if self.each_side else "leg"

    __hash__ = object.__hash__  # quick: finished items are kept by exercise

    def fits_kit(self, kit: AbstractSet[str]) -> bool:
        return not any(group.isdisjoint(kit) for group in self.equipment)


@dataclass(frozen=True, slots=True)
class Principle:
    """A training principle behind the library, checked against research."""

    id: str
    principle: str
    research: str
    """What studies say about it."""
    use: str
    """What this product does with it."""
    sources: tuple[str, ...]
