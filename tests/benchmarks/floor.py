"""The least that NumPy needs for the arithmetic of the rules, without any machinery of rules around it.

Counted from the rules that decide a column of the results, each distinct thing once for each athlete:

- a value that a rule reads: is it known (one step);
- a condition on one value: one comparison with each thing it names, joined, and once more for false;
- a condition of several parts: one step less than it has parts, for true and for false;
- a rule: its outcome taken where it holds (one step), and one more where only the first that holds counts;
- the grade table reads missing answers in two ways: counted twice;
- a risk factor: its weight and its variance looked up, multiplied and added; a group: its product, bounded;
- the season risk and both ends of its range: three exponentials, a root; four numbers rounded to six places;
- how much was answered (one step for each factor), and the three main factors (three steps for each).

All arrays are made beforehand, as small as their values allow. Left out are the exactness of the last digit
and everything that names or writes a result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from screening.domain.conditions import (
    All,
    AnyOf,
    Compare,
    Condition,
    CountOf,
    HasAny,
    IsUnknown,
    Not,
    OneOf,
    OtherThan,
)
from screening.domain.rulebook import Rulebook
from screening.rulebook.crosschecks import FIRST_HOLDS
from screening.rulebook.spelling import is_condition
from screening.rulebook.walking import walk

Step = Callable[[], object]
Array = NDArray[Any]

DECIDING = frozenset(
    {
        *("DerivedNumber", "DerivedFlag", "Level", "NotScored", "Multiplier", "Demand", "KindRow"),
        *("TriageRow", "MissingBlock", "Raised"),
        *("Gate", "MixedPicture", "Finding", "TagRule", "Fill", "Forget", "TimingRule", "MinimumItem"),
    }
)
"""The kinds of rule that a column of the results depends on; the others only choose words."""
READ_TWICE = frozenset({"GradeRow", "RowResult"})


@dataclass(frozen=True, slots=True)
class Counted:
    """How much of what there is for one athlete."""

    fields: int
    singles: int
    """Conditions on one value."""
    comparisons: int
    """All that they compare with."""
    joins: int
    outcomes: int
    """Steps to take the outcomes of rules."""
    factors: int
    members: int
    groups: int

    @property
    def truths(self) -> int:
        """Steps over truth values."""
        own = self.comparisons + (self.comparisons - self.singles) + self.singles
        return self.fields + own + 2 * self.joins + self.outcomes


def counted(rulebook: Rulebook) -> Counted:
    """What the rules compare, join and take."""
    parts = (rulebook.derived, rulebook.risk, rulebook.triage, rulebook.grading, rulebook.plan.kinds)
    items = [item for part in parts for item in walk(part)]
    once = [item for item in items if type(item).__name__ in DECIDING]
    twice = [item for item in items if type(item).__name__ in READ_TWICE]
    fields: set[str] = set()
    singles = comparisons = joins = 0
    for rules, times in ((once, 1), (twice, 2)):
        conditions = {item for item in walk(rules) if is_condition(item)}
        named = {one: count for one in conditions if (count := _named_by(one))}
        fields |= {name for one in named for name in one.names()}
        singles += times * len(named)
        comparisons += times * sum(named.values())
        joins += times * sum(max(0, len(_parts(one)) - 1) for one in conditions)
    groups = rulebook.risk.groups
    return Counted(
        fields=len(fields),
        singles=singles,
        comparisons=comparisons,
        joins=joins,
        outcomes=_outcomes(once) + 2 * _outcomes(twice),
        factors=len(rulebook.risk.factors),
        members=sum(len(group.members) for group in groups),
        groups=len(groups),
    )


def _outcomes(rules: Iterable[object]) -> int:
    return sum(2 if type(rule).__name__ in FIRST_HOLDS else 1 for rule in rules)


def _named_by(condition: Condition) -> int:
    """With how many things a condition on one value compares it; 0 for any other condition."""
    match condition:
        case OneOf(values=values) | OtherThan(values=values):
            return len(values)
        case HasAny():
            return 2  # the bits that count, and whether any is left
        case Compare() | IsUnknown():
            return 1
    return 0


def _parts(condition: Condition) -> tuple[Condition, ...]:
    match condition:
        case All(parts=parts) | AnyOf(parts=parts) | CountOf(parts=parts):
            return parts
        case Not(part=part):
            return (part,)
    return ()


class Floor:
    """The same arithmetic over arrays that lie ready, so many athletes at a time."""

    def __init__(self, counts: Counted, at_once: int) -> None:
        self.at_once = at_once
        chance = np.random.default_rng(1)
        codes = [chance.integers(-2, 6, at_once).astype(np.int16) for _ in range(counts.fields)]
        truths = [np.zeros(at_once, np.bool_) for _ in range(128)]
        self.steps: list[Step] = [
            *_comparing(counts, codes, truths),
            *_joining(counts, truths),
            *_scoring(counts, at_once, chance),
        ]

    def run(self, athletes: int) -> None:
        """Go through as many athletes, the last chunk a whole one."""
        for _ in range(-(-athletes // self.at_once)):
            for step in self.steps:
                step()


def _comparing(counts: Counted, codes: list[Array], truths: list[Array]) -> Iterator[Step]:
    known = [np.zeros_like(truths[0]) for _ in codes]
    for code, is_known in zip(codes, known, strict=True):
        yield partial(np.greater_equal, code, np.int16(0), is_known)
    for number in range(counts.comparisons):
        yield partial(np.equal, codes[number % len(codes)], np.int16(number % 6), truths[number % 128])
    for number in range(counts.comparisons - counts.singles):
        yield partial(np.logical_or, truths[number % 128], truths[(number + 1) % 128], truths[number % 128])
    for number in range(counts.singles):
        is_known, is_true = known[number % len(known)], truths[number % 128]
        yield partial(np.greater, is_known, is_true, truths[(number + 64) % 128])


def _joining(counts: Counted, truths: list[Array]) -> Iterator[Step]:
    for number in range(2 * counts.joins + counts.outcomes):
        first, second, target = (truths[(number + ahead) % 128] for ahead in (0, 1, 2))
        yield partial(np.logical_and if number % 2 else np.logical_or, first, second, target)


def _scoring(counts: Counted, size: int, chance: np.random.Generator) -> Iterator[Step]:
    table = chance.uniform(0.6, 1.6, 5)
    levels = [chance.integers(0, 5, size).astype(np.intp) for _ in range(counts.factors)]
    one, relative, variance = np.empty(size), np.ones(size), np.zeros(size)
    for level in levels:
        for total, operation in ((relative, np.multiply), (variance, np.add)):
            yield partial(np.take, table, level, None, one, "clip")  # places are known to be right
            yield partial(operation, total, one, total)
    for _ in range(3):
        yield from (partial(np.maximum, one, variance, out=one) for _ in levels)
    answered = np.zeros(size, np.int8)
    yield from (partial(np.add, answered, np.int8(0), answered) for _ in levels)
    yield partial(one.fill, 1.0)
    for number in range(counts.members + counts.groups):
        yield partial(np.multiply if number < counts.members else np.minimum, one, one, out=one)
    yield partial(relative.fill, 1.1)  # else the product would run away over thousands of chunks
    yield partial(variance.fill, 0.4)
    low, high, middle = np.empty(size), np.empty(size), np.empty(size)
    yield partial(np.sqrt, variance, one)
    yield partial(np.multiply, one, 1.28, one)
    yield partial(np.exp, one, one)
    yield partial(np.multiply, relative, -0.13, middle)
    yield partial(np.divide, middle, one, low)
    yield partial(np.multiply, middle, one, high)
    for target in (low, middle, high):
        yield partial(np.expm1, target, target)
    for target in (low, middle, high, relative):
        yield partial(np.multiply, target, 1e6, target)
        yield partial(np.rint, target, target)
        yield partial(np.divide, target, 1e6, target)
