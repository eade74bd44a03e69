"""The closed set of conditions a rule may use, with three-valued logic: true, false, unknown.

There is no expression language. A condition reads facts by name and says true, false, or that
it cannot tell because something it needs was not answered. A rule fires only on true.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from .answers import Known
from .facts import Facts


class Truth(enum.Enum):
    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


def _truth(value: bool) -> Truth:
    return Truth.TRUE if value else Truth.FALSE


class Condition(Protocol):
    """Something about the facts that is true, false or unknown."""

    def judge(self, facts: Facts) -> Truth:
        """True, false, or unknown where an answer is missing that would decide it."""
        ...

    def names(self) -> Iterator[str]:
        """Every fact it may look at, in reading order; may repeat."""
        ...


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether the condition is true on what is known; unknown does not count."""
    return condition.judge(facts) is Truth.TRUE


def read_by(condition: Condition, facts: Facts) -> dict[str, Known | None]:
    """What the condition looks at, with the value found (None: unknown)."""
    return {name: facts.get(name) for name in condition.names()}


@dataclass(frozen=True, slots=True)
class Always:
    """True whatever was answered."""

    def judge(self, facts: Facts) -> Truth:  # noqa: ARG002 - same signature as every condition
        return Truth.TRUE

    def names(self) -> Iterator[str]:
        return iter(())


ALWAYS = Always()


@dataclass(frozen=True, slots=True)
class All:
    """Every part is true; one false part decides it even while others are unknown."""

    parts: tuple[Condition, ...]

    def judge(self, facts: Facts) -> Truth:
        worst = Truth.TRUE
        for part in self.parts:
            truth = part.judge(facts)
            if truth is Truth.FALSE:
                return Truth.FALSE
            if truth is Truth.UNKNOWN:
                worst = Truth.UNKNOWN
        return worst

    def names(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.names()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part is true."""

    parts: tuple[Condition, ...]

    def judge(self, facts: Facts) -> Truth:
        best = Truth.FALSE
        for part in self.parts:
            truth = part.judge(facts)
            if truth is Truth.TRUE:
                return Truth.TRUE
            if truth is Truth.UNKNOWN:
                best = Truth.UNKNOWN
        return best

    def names(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.names()


@dataclass(frozen=True, slots=True)
class Not:
    """The part is false; unknown stays unknown."""

    part: Condition

    def judge(self, facts: Facts) -> Truth:
        truth = self.part.judge(facts)
        if truth is Truth.UNKNOWN:
            return Truth.UNKNOWN
        return _truth(truth is Truth.FALSE)

    def names(self) -> Iterator[str]:
        return self.part.names()


@dataclass(frozen=True, slots=True)
class OneOf:
    """The value is known and is one of these (`is: x` and `in: [x, y]` in the files)."""

    field: str
    values: tuple[Known, ...]

    def judge(self, facts: Facts) -> Truth:
        value = facts.get(self.field)
        return Truth.UNKNOWN if value is None else _truth(value in self.values)

    def names(self) -> Iterator[str]:
        yield self.field


@dataclass(frozen=True, slots=True)
class OtherThan:
    """The value is not known to be one of these: true also while it is unknown, so never unknown itself.

    For qualifiers such as "onset other than sudden", where a missing answer must not switch a warning off.
    """

    field: str
    values: tuple[Known, ...]

    def judge(self, facts: Facts) -> Truth:
        return _truth(facts.get(self.field) not in self.values)

    def names(self) -> Iterator[str]:
        yield self.field


class Comparison(enum.StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Compare:
    """A number against a threshold."""

    field: str
    comparison: Comparison
    threshold: float

    def judge(self, facts: Facts) -> Truth:
        value = facts.get(self.field)
        if value is None:
            return Truth.UNKNOWN
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError(f"{self.field} is not a number: {value!r}")
        match self.comparison:
            case Comparison.AT_LEAST:
                return _truth(value >= self.threshold)
            case Comparison.AT_MOST:
                return _truth(value <= self.threshold)
            case Comparison.ABOVE:
                return _truth(value > self.threshold)
            case Comparison.BELOW:
                return _truth(value < self.threshold)

    def names(self) -> Iterator[str]:
        yield self.field


@dataclass(frozen=True, slots=True)
class HasAny:
    """A tick list holds at least one of these (any tick at all when `values` is empty)."""

    field: str
    values: frozenset[str]

    def judge(self, facts: Facts) -> Truth:
        ticked = facts.get(self.field)
        if ticked is None:
            return Truth.UNKNOWN
        if not isinstance(ticked, frozenset):
            raise TypeError(f"{self.field} is not a tick list: {ticked!r}")
        return _truth(bool(ticked & self.values) if self.values else bool(ticked))

    def names(self) -> Iterator[str]:
        yield self.field


@dataclass(frozen=True, slots=True)
class CountOf:
    """At least so many of the parts are true; unknown while the missing ones could still decide it."""

    parts: tuple[Condition, ...]
    at_least: int

    def judge(self, facts: Facts) -> Truth:
        truths = [part.judge(facts) for part in self.parts]
        true = truths.count(Truth.TRUE)
        if true >= self.at_least:
            return Truth.TRUE
        return Truth.UNKNOWN if true + truths.count(Truth.UNKNOWN) >= self.at_least else Truth.FALSE

    def names(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.names()


@dataclass(frozen=True, slots=True)
class IsUnknown:
    """Nobody answered it, or the answer was "not sure"."""

    field: str

    def judge(self, facts: Facts) -> Truth:
        return _truth(facts.get(self.field) is None)

    def names(self) -> Iterator[str]:
        yield self.field


def count_true(parts: Sequence[Condition], facts: Facts) -> int:
    """How many of the parts are true."""
    return sum(holds(part, facts) for part in parts)
