"""Stages, their criteria and the tests these ask for, as typed data."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from screening.domain.vocabulary import Certainty

from .words import State


class TestKind(enum.StrEnum):
    """Which values a result holds."""

    __test__ = False
    TWO_LEGS = "two_legs"
    NUMBER = "number"
    PASSED = "passed"


class Better(enum.StrEnum):
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class PassedWords:
    """What the two results of a test are called. `passed` is what speaks against something worse."""

    passed: str
    failed: str

    def of(self, passed: bool) -> str:
        return self.passed if passed else self.failed


PASSED_OR_NOT = PassedWords("passed", "not passed")


@dataclass(frozen=True, slots=True)
class TestRule:
    """One test: how it is done and what it gives, in `unit` from `lowest` to `highest`."""

    __test__ = False
    id: str
    name: str
    kind: TestKind
    unit: str
    lowest: float | None
    highest: float | None
    better: Better
    asks_pain: bool
    method: str
    how: tuple[str, ...]
    sources: tuple[str, ...]
    worse_by: float | None = None
    """A fall by this much, in its unit, against the last result is a trigger."""
    worse_by_pct: float | None = None
    worse_above: float | None = None
    """Above this after not being above it is a trigger."""
    worse_when_failed: bool = False
    """Failed after having been passed is a trigger."""
    words: PassedWords | None = None
    """None: passed and not passed."""


class Measure(enum.StrEnum):
    """Which value of a result is compared."""

    NUMBER = "number"
    PASSED = "passed"
    FAILED = "failed"
    """Not passed; what a finding looks for, and no criterion."""
    INJURED = "injured"
    LSI = "lsi"
    """The injured leg in percent of its value from before, otherwise of the other leg."""
    DEFICIT = "deficit"
    """How much the injured leg is short of that, in the unit of the test."""
    RANGE = "range"
    """As LSI, with a limit of its own where the value from before is known."""


class Operator(enum.StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Need:
    """One test result a criterion asks for, or a finding looks for. Without a limit it is passed or not."""

    test: str
    measure: Measure
    operator: Operator | None
    value: float | None
    pain_max: int | None
    """The most pain in the test; None: not asked."""
    baseline_at_least: float | None = None


class Counted(enum.StrEnum):
    """What is counted in the log since the stage began."""

    RUNG_SESSIONS = "rung_sessions"
    STRENGTH_SESSIONS = "strength_sessions"
    SPEED_SESSIONS = "speed_sessions"
    FATIGUE_SESSIONS = "fatigue_sessions"
    COMPETITIONS = "competitions"
    DAYS_SINCE_COMPETITION = "days_since_competition"
    DAYS_WITHOUT_AMBER = "days_without_amber"
    RED_DAYS = "red_days"


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something the log has to hold."""

    what: Counted
    operator: Operator
    value: int
    fast_track: int | None = None
    class_g0: int | None = None
    rung: int | None = None
    speed_pct: float | None = None
    pain_max: int | None = None
    days_apart: int = 1


class Group(enum.StrEnum):
    """Of whom a criterion is asked."""

    SPRINTER = "sprinter"
    STRETCH = "stretch"
    TENDON = "tendon"
    RECURRENT = "recurrent"


@dataclass(frozen=True, slots=True)
class ExitRule:
    """One line of a gate. Either `needs` or `count`."""

    id: str
    text: str
    needs: tuple[Need, ...]
    all_tested: bool
    """False: of several at least one is tested, and none that is tested fails."""
    count: Count | None
    advisory: bool
    mandatory_for: frozenset[Group]
    only_for: frozenset[Group]
    certainty: Certainty
    sources: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """One of S1 to S8."""

    id: str
    state: State
    name: str
    purpose: str
    max_rung: int
    max_eccentric: int
    typical_from: int
    """Days, for what to expect; never a promise."""
    typical_to: int
    not_allowed: tuple[str, ...]
    kind: str
    """What kind of training, in a sentence."""
    exit: tuple[ExitRule, ...]
    sources: tuple[str, ...]
    typical_note: str | None = None
