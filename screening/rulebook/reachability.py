"""Finds conditions that can never be true, and rows that an earlier row of the same table always takes first.

A condition is spread out into the combinations of single statements that make it true; in each
combination every fact is tried at all values that could make a difference. What this finds is certain.
A very large table entry, or one that counts, may get the benefit of the doubt.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from screening.domain.answers import NONE_OPTION, NOT_SURE, Known
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
from screening.domain.questionnaire import QuestionType
from screening.rulebook.names import Name, NameTable

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
        return self.atom.judge(Facts({self.atom.field: value})) in self.wanted


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
    name = names.get(field) or Name(_type_behind(statements))
    yield None
    match name.type:
        case QuestionType.BOOLEAN:
            yield from (True, False)
        case QuestionType.INTEGER | QuestionType.NUMBER:
            yield from _numbers(statements, name)
        case QuestionType.LIST:
            refused = _ticks(one for one in statements if Truth.TRUE not in one.wanted)
            yield from ((name.values or _ticks(statements)) - refused - {NONE_OPTION}, frozenset())
        case _ if name.values is not None:
            yield from name.values - {NOT_SURE}
        case _:
            yield "a value nobody mentions"
            for one in statements:
                yield from getattr(one.atom, "values", ())


def _type_behind(statements: Iterable[_Statement]) -> QuestionType:
    """What an earlier conclusion must be, going by how these statements look at it."""
    for one in statements:
        match one.atom:
            case Compare():
                return QuestionType.NUMBER
            case HasAny():
                return QuestionType.LIST
            case OneOf(_, values) | OtherThan(_, values) if isinstance(values[0], bool):
                return QuestionType.BOOLEAN
            case OneOf(_, values) | OtherThan(_, values) if isinstance(values[0], int | float):
                return QuestionType.NUMBER
    return QuestionType.TEXT


def _ticks(statements: Iterable[_Statement]) -> frozenset[str]:
    """Every tick these statements look for."""
    return frozenset(tick for one in statements if isinstance(one.atom, HasAny) for tick in one.atom.values)


def _numbers(statements: Sequence[_Statement], name: Name) -> Iterator[float]:
    """The limits, every threshold, and a number just below and above each, as far as answers reach."""
    ends = [end for end in (name.minimum, name.maximum) if end is not None] or [0.0]
    for one in statements:
        if isinstance(one.atom, Compare):
            ends.append(one.atom.threshold)
        elif isinstance(one.atom, OneOf | OtherThan):
            ends += [value for value in one.atom.values if isinstance(value, int | float)]
    for end in ends:
        beside: tuple[float, ...]
        if name.type is QuestionType.INTEGER:
            beside = (math.ceil(end) - 1, math.floor(end), math.ceil(end), math.floor(end) + 1)
        else:
            beside = (end - _STEP, end, end + _STEP)
        for number in beside:
            if (name.minimum is None or number >= name.minimum) and (
                name.maximum is None or number <= name.maximum
            ):
                yield number
