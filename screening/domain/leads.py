"""Which rules of a long table can fit at all, found from the answers given instead of rule by rule.

Most rules are about signs that most people do not report. A rule that can only be true where somebody
answered this or that is not looked at while nobody did; the others are judged as ever, in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from .answers import Known
from .conditions import All, AnyOf, Compare, Condition, CountOf, HasAny, OneOf
from .facts import Facts
from .fitting import Conditional

ConditionalT = TypeVar("ConditionalT", bound=Conditional)

MOST_KEPT = 4096
ANY = frozenset[Known]()
"""Stands for every known value."""
Needed = Mapping[str, frozenset[Known]]


def needed(condition: Condition) -> Needed | None:
    """Values by field, at least one of which must be there for the condition to be true; None: no telling.

    A tick list is there with each of its ticks.
    """
    match condition:
        case OneOf() | HasAny():
            return {condition.field: frozenset(condition.values)}
        case Compare():
            return {condition.field: ANY}
        case All():
            told = [part for part in map(needed, condition.parts) if part is not None]
            return min(told, key=_how_common) if told else None
        case AnyOf() | CountOf():
            parts = [needed(part) for part in condition.parts]
            return _either([part for part in parts if part is not None]) if None not in parts else None
    return None


def _how_common(needs: Needed) -> tuple[bool, int]:
    """How often such values are there, roughly: any value at all most often, many values more than few."""
    return any(not values for values in needs.values()), sum(len(values) for values in needs.values())


def _either(parts: Sequence[Needed]) -> Needed:
    joined: dict[str, frozenset[Known]] = {}
    for part in parts:
        for name, values in part.items():
            anything = name in joined and not joined[name]
            joined[name] = ANY if anything or not values else joined.get(name, ANY) | values
    return joined


@dataclass(frozen=True, slots=True)
class _Lead:
    """What one field leads to; each rule is one bit."""

    field: str
    by_value: Mapping[Known, int]
    any_value: int
    """The rules that need no particular value, only one that is known; `by_value` holds them as well."""


class Leads(Generic[ConditionalT]):
    """A table of rules with the way to those that can fit."""

    def __init__(self, rules: Iterable[ConditionalT]) -> None:
        self.rules = tuple(rules)
        self._open = 0
        """The rules that are always looked at."""
        needs: list[Needed] = []
        for place, rule in enumerate(self.rules):
            need = needed(rule.when)
            if need is None:
                self._open |= 1 << place
            needs.append(need or {})
        names = dict.fromkeys(name for need in needs for name in need)
        self._leads = [_lead(name, needs) for name in names]
        self._found: dict[int, tuple[ConditionalT, ...]] = {}
        """The rules of the sets of bits met so far."""

    def fitting(self, facts: Facts) -> list[ConditionalT]:
        """The rules whose condition is true on what is known, in order."""
        values, bits = facts.values, self._open
        for lead in self._leads:
            value = values.get(lead.field)
            if value is None:
                continue
            if value.__class__ is frozenset:
                for tick in value:
                    bits |= lead.by_value.get(tick, 0)
            bits |= lead.by_value.get(value, lead.any_value)
        rules = self._found.get(bits) or self._among(bits)
        return [rule for rule in rules if rule.when.is_true(values)]

    def _among(self, bits: int) -> tuple[ConditionalT, ...]:
        if len(self._found) >= MOST_KEPT:
            self._found.clear()
        rules = tuple([rule for place, rule in enumerate(self.rules) if bits >> place & 1])
        self._found[bits] = rules
        return rules


def _lead(name: str, needs: Sequence[Needed]) -> _Lead:
    by_value: dict[Known, int] = {}
    any_value = 0
    for place, need in enumerate(needs):
        if name in need and not need[name]:
            any_value |= 1 << place
        for value in need.get(name, ()):
            by_value[value] = by_value.get(value, 0) | 1 << place
    return _Lead(name, {value: bits | any_value for value, bits in by_value.items()}, any_value)
