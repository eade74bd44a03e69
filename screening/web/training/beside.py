"""What is wrong with a form: said above it with a way to the field, and beside the field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from screening.domain.errors import Problem

FIRST_INPUT: Mapping[str, str] = {
    "start": "start-1",
    "days": "days-1",
    "protocol": "protocol-1",
    "done": "done-done",
    "pain": "pain-0",
    "sudden": "sudden-no",
    "soreness": "soreness-0",
    "morning": "morning-0",
    "reminder": "reminder-never",
    "pain_morning": "pain_morning-0",
    "soreness_hamstring": "soreness_hamstring-0",
    "soreness_where": "soreness_where-injured",
    "fatigue": "fatigue-0",
    "sleep_hours": "sleep_hours-4",
    "pain_during_max": "pain_during_max-0",
    "session_rpe": "session_rpe-0",
    "flags": "flags-limp",
    "effort": "effort-0",
    "less": "less-none",
}
"""Fields of several inputs, with the one to go to."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """A message and the input it is about."""

    target: str
    message: str


def beside(problems: Iterable[Problem]) -> Mapping[str, str]:
    """The message of each field by its name; a field without one has an empty message."""
    found: defaultdict[str, str] = defaultdict(str)
    for problem in problems:
        found.setdefault(problem.field, problem.message)
    return found


def above(problems: Iterable[Problem]) -> tuple[Pointed, ...]:
    """Every message with its way to the field."""
    return tuple(Pointed(FIRST_INPUT.get(one.field, one.field), one.message) for one in problems)
