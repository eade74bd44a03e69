"""Spells a condition out in words, for people who check rules without reading code."""

from __future__ import annotations

from typing import TypeGuard

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
)

_ALL = (All, Always, AnyOf, Compare, CountOf, HasAny, IsUnknown, Not, OneOf, OtherThan)


def is_condition(item: object) -> TypeGuard[Condition]:
    """Whether this is one of the closed set of conditions."""
    return isinstance(item, _ALL)


def spell_out(condition: Condition) -> str:
    """The condition as one English phrase; brackets keep nested parts apart."""
    match condition:
        case Always():
            return "always"
        case All(parts):
            return _joined(parts, " and ")
        case AnyOf(parts):
            return _joined(parts, " or ")
        case Not(part):
            return f"not ({spell_out(part)})"
        case CountOf(parts, at_least):
            return f"at least {at_least} of: {_joined(parts, '; ')}"
        case OneOf(field, values):
            return f"{field} is {_values(values)}"
        case OtherThan(field, values):
            return f"{field} is other than {_values(values)}, or not known"
        case Compare(field, comparison, threshold):
            return f"{field} is {comparison.replace('_', ' ')} {threshold:g}"
        case HasAny(field, values):
            return f"{field} holds {_values(tuple(sorted(values))) if values else 'anything'}"
        case IsUnknown(field):
            return f"{field} is not known"
    raise TypeError(f"not a condition: {condition!r}")


def _joined(parts: tuple[Condition, ...], word: str) -> str:
    return word.join(
        f"({spell_out(part)})" if isinstance(part, All | AnyOf | CountOf) else spell_out(part)
        for part in parts
    )


def _values(values: tuple[Known, ...]) -> str:
    words = [{True: "yes", False: "no"}[v] if isinstance(v, bool) else f"{v}" for v in values]
    return " or ".join(words)
