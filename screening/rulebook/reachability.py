"""Finds conditions that can never be true, and rows that an earlier row of the same table always takes first.

A condition is spread out into the combinations of single statements that make it true; in each
combination every fact is tried at all values that could make a difference. What this finds is certain.
A very large table entry, or one that counts, may get the benefit of the doubt.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from screening.domain.answers import Known
from screening.domain.conditions import (
    All,
    Always,
    AnyOf,
    Compare,
    Condition,
    CountOf,
    HasAny,
    IsUnknown,
    Not,
    OneOf,
    OtherThan,
    Truth,
)
from screening.domain.facts import Facts
from screening.rulebook.names import NameTable

MAX_COMBINATIONS = 4000
_STEP = 0.001  # finer than any answer or threshold: values just beside a threshold

_Atom = OneOf | OtherThan | Compare | HasAny | IsUnknown
_TRUE = frozenset({Truth.TRUE})
_NOT_TRUE = frozenset({Truth.FALSE, Truth.UNKNOWN})
_SWAPPED = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE, Truth.UNKNOWN: Truth.UNKNOWN}


class _TooMany(Exception):
    """More combinations than are worth trying."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """One fact seen through one condition, and the outcomes wanted of it."""

    atom: _Atom
    wanted: frozenset[Truth]

    def allows(self, value: Known | None) -> bool:
        try:
            return self.atom.judge(Facts({self.atom.field: value})) in self.wanted
        except TypeError:  # a value of another type than this statement speaks about
            return False


_Combination = tuple[_Statement, ...]


def can_be_true(condition: Condition, names: NameTable) -> bool:
    """Whether some set of answers makes it true; True also where that is too much to try."""
    return _possible(names, lambda: _spread(condition, _TRUE))


def takes_all_of(earlier: Condition, later: Condition, names: NameTable) -> bool:
    """Whether `earlier` is true whenever `later` is, so that a later row can never be the first to hold."""

    def both() -> list[_Combination]:
        return _joined([_spread(later, _TRUE), _spread(earlier, _NOT_TRUE)])

    return not _possible(names, both)


def _possible(names: NameTable, spread: Callable[[], list[_Combination]]) -> bool:
    try:
        return any(_consistent(combination, names) for combination in spread())
    except _TooMany:
        return True


def _spread(condition: Condition, wanted: frozenset[Truth]) -> list[_Combination]:
    """The combinations of statements, any of which gives the condition a wanted outcome."""
    match condition:
        case Always():
            return [()] if Truth.TRUE in wanted else []
        case Not(part):
            return _spread(part, frozenset(_SWAPPED[truth] for truth in wanted))
        case All(parts) if Truth.TRUE in wanted:
            return _joined([_spread(part, wanted) for part in parts])
        case AnyOf(parts) if Truth.TRUE not in wanted:
            return _joined([_spread(part, wanted) for part in parts])
        case All(parts) | AnyOf(parts):
            return [combination for part in parts for combination in _spread(part, wanted)]
        case OneOf() | OtherThan() | Compare() | HasAny() | IsUnknown():
            return [(_Statement(condition, wanted),)]
        case CountOf():
            return [()]  # counted conditions get the benefit of the doubt
    raise TypeError(f"not a condition: {condition!r}")


def _joined(spreads: Sequence[list[_Combination]]) -> list[_Combination]:
    """Every way of taking one combination from each."""
    joined: list[_Combination] = [()]
    for spread in spreads:
        joined = [(*first, *second) for first, second in itertools.product(joined, spread)]
        if len(joined) > MAX_COMBINATIONS:
            raise _TooMany
    return joined


def _consistent(combination: _Combination, names: NameTable) -> bool:
    """Whether every fact has a value that all statements about it allow."""
    by_field: dict[str, list[_Statement]] = {}
    for statement in combination:
        by_field.setdefault(statement.atom.field, []).append(statement)
    return all(
        any(all(one.allows(value) for one in statements) for value in _candidates(field, statements, names))
        for field, statements in by_field.items()
    )


def _candidates(field: str, statements: Sequence[_Statement], names: NameTable) -> Iterator[Known | None]:
    """Every value of a fact that could make a difference to these statements, unknown among them."""
    name = names.get(field)
    yield None
    yield from (True, False, "another value")
    yield from (name.values or ()) if name else ()
    numbers = [end for end in (name.minimum, name.maximum) if end is not None] if name else []
    lists: set[str] = set(name.values or ()) if name else {"another value"}
    refused: set[str] = set()
    for statement in statements:
        match statement.atom:
            case OneOf(_, values) | OtherThan(_, values):
                yield from values
                numbers += [float(v) for v in values if isinstance(v, int | float)]
            case Compare(_, _, threshold):
                numbers.append(threshold)
            case HasAny(_, values):
                lists |= values
                refused |= values if Truth.TRUE not in statement.wanted else set()
    yield from (frozenset(lists - refused), frozenset())
    low, high = (name.minimum, name.maximum) if name else (None, None)
    for number in itertools.chain.from_iterable((n - _STEP, n, n + _STEP) for n in numbers):
        if (low is None or number >= low) and (high is None or number <= high):
            yield number
