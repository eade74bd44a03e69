"""The closed set of conditions a rule may use, with three-valued logic: true, false, unknown.

There is no expression language. A condition reads facts by name and says true, false, or that
it cannot tell because something it needs was not answered. A rule fires only on true.

Each condition is made into two plain functions once, when it is read: one says whether it is certainly true,
the other whether it is certainly false. Both are two-valued, so unknown costs nothing: it is what is left.
"""

from __future__ import annotations

import enum
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from .answers import Known
from .condition_tests import Test, Values, equals, every, some
from .facts import Facts


class Truth(enum.Enum):
    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


class Condition(Protocol):
    """Something about the facts that is true, false or unknown."""

    @property
    def is_true(self) -> Test:
        """Whether it is certainly true on these values; unknown is not."""
        ...

    @property
    def is_false(self) -> Test:
        """Whether it is certainly false on these values; unknown is not."""
        ...

    @property
    def reads(self) -> tuple[str, ...]:
        """Every fact it may look at, in reading order, each once."""
        ...

    def judge(self, facts: Facts) -> Truth:
        """True, false, or unknown where an answer is missing that would decide it."""
        ...

    def names(self) -> Iterator[str]:
        """Every fact it may look at, in reading order; may repeat."""
        ...


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether the condition is true on what is known; unknown does not count."""
    return condition.is_true(facts.values)


def read_by(condition: Condition, facts: Facts) -> dict[str, Known | None]:
    """What the condition looks at, with the value found (None: unknown)."""
    values = facts.values
    return {name: values.get(name) for name in condition.reads}


def count_true(parts: Sequence[Condition], facts: Facts) -> int:
    """How many of the parts are true."""
    values = facts.values
    return sum([part.is_true(values) for part in parts])


@dataclass(frozen=True, slots=True)
class _Judged:
    """What every condition has: its two tests, and the truth that follows from them."""

    is_true: Test = field(init=False, repr=False, compare=False)
    is_false: Test = field(init=False, repr=False, compare=False)
    reads: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def judge(self, facts: Facts) -> Truth:
        """True, false, or unknown where an answer is missing that would decide it."""
        if self.is_true(facts.values):
            return Truth.TRUE
        return Truth.FALSE if self.is_false(facts.values) else Truth.UNKNOWN

    def _is(self: Condition, true: Test, false: Test) -> None:
        object.__setattr__(self, "is_true", true)
        object.__setattr__(self, "is_false", false)
        object.__setattr__(self, "reads", tuple(dict.fromkeys(self.names())))


@dataclass(frozen=True, slots=True)
class Always(_Judged):
    """True whatever was answered."""

    def __post_init__(self) -> None:
        self._is(lambda _: True, lambda _: False)

    def names(self) -> Iterator[str]:
        return iter(())


ALWAYS = Always()


@dataclass(frozen=True, slots=True)
class All(_Judged):
    """Every part is true; one false part decides it even while others are unknown."""

    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        self._is(every([p.is_true for p in self.parts]), some([p.is_false for p in self.parts]))

    def names(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.names()


@dataclass(frozen=True, slots=True)
class AnyOf(_Judged):
    """At least one part is true."""

    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        self._is(some([p.is_true for p in self.parts]), every([p.is_false for p in self.parts]))

    def names(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.names()


@dataclass(frozen=True, slots=True)
class Not(_Judged):
    """The part is false; unknown stays unknown."""

    part: Condition

    def __post_init__(self) -> None:
        self._is(self.part.is_false, self.part.is_true)

    def names(self) -> Iterator[str]:
        return self.part.names()


@dataclass(frozen=True, slots=True)
class OneOf(_Judged):
    """The value is known and is one of these (`is: x` and `in: [x, y]` in the files)."""

    field: str
    values: tuple[Known, ...]

    def __post_init__(self) -> None:
        name, wanted = self.field, self.values
        self._is(
            equals(name, wanted),
            lambda values: (value := values.get(name)) is not None and value not in wanted,
        )

    def names(self) -> Iterator[str]:
        yield self.field


@dataclass(frozen=True, slots=True)
class OtherThan(_Judged):
    """The value is not known to be one of these: true also while it is unknown, so never unknown itself.

    For qualifiers such as "onset other than sudden", where a missing answer must not switch a warning off.
    """

    field: str
    values: tuple[Known, ...]

    def __post_init__(self) -> None:
        name, others = self.field, self.values
        self._is(lambda values: values.get(name) not in others, lambda values: values.get(name) in others)

    def names(self) -> Iterator[str]:
        yield self.field


class Comparison(enum.StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOVE = "above"
    BELOW = "below"


_COMPARE: Mapping[Comparison, tuple[Callable[[float, float], bool], Callable[[float, float], bool]]] = {
    Comparison.AT_LEAST: (operator.ge, operator.lt),
    Comparison.AT_MOST: (operator.le, operator.gt),
    Comparison.ABOVE: (operator.gt, operator.le),
    Comparison.BELOW: (operator.lt, operator.ge),
}


_NUMBERS = frozenset({int, float})


@dataclass(frozen=True, slots=True)
class Compare(_Judged):
    """A number against a threshold."""

    field: str
    comparison: Comparison
    threshold: float

    def __post_init__(self) -> None:
        passes, fails = _COMPARE[self.comparison]
        self._is(self._against(passes), self._against(fails))

    def _against(self, compared: Callable[[float, float], bool]) -> Test:
        name, threshold = self.field, self.threshold

        def test(values: Values) -> bool:
            value = values.get(name)
            if value is None:
                return False
            if value.__class__ not in _NUMBERS:  # a bool is a number to Python, and none to a rule
                raise TypeError(f"{name} is not a number: {value!r}")
            return compared(value, threshold)  # type: ignore[arg-type]

        return test

    def names(self) -> Iterator[str]:
        yield self.field


@dataclass(frozen=True, slots=True)
class HasAny(_Judged):
    """A tick list holds at least one of these (any tick at all when `values` is empty)."""

    field: str
    values: frozenset[str]

    def __post_init__(self) -> None:
        self._is(self._ticked(wanted=True), self._ticked(wanted=False))

    def _ticked(self, *, wanted: bool) -> Test:
        name, among = self.field, self.values

        def test(values: Values) -> bool:
            ticked = values.get(name)
            if ticked is None:
                return False
            if not isinstance(ticked, frozenset):
                raise TypeError(f"{name} is not a tick list: {ticked!r}")
            return bool(ticked & among if among else ticked) is wanted

        return test

    def names(self) -> Iterator[str]:
        yield self.field


@dataclass(frozen=True, slots=True)
class CountOf(_Judged):
    """At least so many of the parts are true; unknown while the missing ones could still decide it."""

    parts: tuple[Condition, ...]
    at_least: int

    def __post_init__(self) -> None:
        true, false = [part.is_true for part in self.parts], [part.is_false for part in self.parts]
        least, most_false = self.at_least, len(self.parts) - self.at_least
        self._is(
            lambda values: sum([test(values) for test in true]) >= least,
            lambda values: sum([test(values) for test in false]) > most_false,
        )

    def names(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.names()


@dataclass(frozen=True, slots=True)
class IsUnknown(_Judged):
    """Nobody answered it, or the answer was "not sure"."""

    field: str

    def __post_init__(self) -> None:
        name = self.field
        self._is(lambda values: values.get(name) is None, lambda values: values.get(name) is not None)

    def names(self) -> Iterator[str]:
        yield self.field
