"""Which of many rules hold: their conditions against the facts, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from .conditions import Condition
from .facts import Facts


class Conditional(Protocol):
    """A rule with a condition."""

    @property
    def when(self) -> Condition: ...


ConditionalT = TypeVar("ConditionalT", bound=Conditional)


def fitting(rules: Iterable[ConditionalT], facts: Facts) -> list[ConditionalT]:
    """The rules whose condition is true on what is known, in order."""
    values = facts.values
    return [rule for rule in rules if rule.when.is_true(values)]


def first_fitting(rules: Iterable[ConditionalT], facts: Facts) -> ConditionalT | None:
    """The first rule whose condition is true on what is known; None where none is."""
    values = facts.values
    for rule in rules:
        if rule.when.is_true(values):
            return rule
    return None
