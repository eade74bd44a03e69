"""A week while it is being built: items that can still lose sets, on days."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .exercises import Emphasis, Exercise, Unit


@dataclass(slots=True)
class DraftItem:
    slot: str
    exercise: Exercise
    sets: int
    unit: Unit
    amount: int

    @property
    def hamstring_sets(self) -> int:
        return self.sets if self.exercise.loads_hamstring else 0

    @property
    def seconds(self) -> int:
        exercise = self.exercise
        rests = (self.amount if self.unit is Unit.RUNS else 1) * self.sets - 1
        return exercise.unit_seconds * self.amount * self.sets + exercise.dose.rest_seconds * rests

    def again(self) -> DraftItem:
        """The same item for another day."""
        return DraftItem(self.slot, self.exercise, self.sets, self.unit, self.amount)


@dataclass(slots=True)
class DraftSession:
    day: int
    class_cap: int
    items: list[DraftItem] = field(default_factory=list)

    def minutes(self, change_over_seconds: int) -> int:
        """Whole minutes for the exercises, with a moment to change from one to the next."""
        seconds = sum([item.seconds for item in self.items])
        return math.ceil((seconds + change_over_seconds * max(len(self.items) - 1, 0)) / 60)

    def holds_exercise(self, exercise: str) -> bool:
        return exercise in [item.exercise.id for item in self.items]


@dataclass(slots=True)
class DraftWeek:
    number: int
    template: str
    name: str
    note: str | None
    deload: bool
    match_days: tuple[int, ...]
    sessions: list[DraftSession]
    """In order of importance, not of days."""

    def items(self) -> Iterator[DraftItem]:
        for session in self.sessions:
            yield from session.items

    @property
    def hamstring_sets(self) -> int:
        return sum([item.hamstring_sets for item in self.items()])

    def can_lose(self, session: DraftSession, item: DraftItem) -> bool:
        """Whether one set less leaves the week all it must have, and the session something."""
        if item.sets > 1:
            return True
        if len(session.items) == 1:
            return False
        everything = list(self.items())
        rest = [other for other in everything if other is not item]
        return all(left >= now for left, now in zip(coverage(rest), coverage(everything), strict=True))

    def lose_set(self, session: DraftSession, item: DraftItem) -> None:
        item.sets -= 1
        if item.sets == 0:
            session.items.remove(item)


ENOUGH_HALVES = 2
ENOUGH_CLASS = 3


def coverage(items: Sequence[DraftItem]) -> tuple[int, int, int, int]:
    """How much of what a week must hold is there, each capped at enough.

    Returns:
        Halves of knee-flexion and of hip-extension exercises (a combined one is half of each), whether the
        front of the thigh is trained, and the highest eccentric class at the knee.
    """
    knee = hip = front = lowering = 0
    for item in items:
        exercise = item.exercise
        hip += exercise.hip_extension_halves
        if exercise.knee_flexion_halves:
            knee += exercise.knee_flexion_halves
            lowering = max(lowering, exercise.eccentric_class)
        elif exercise.emphasis is Emphasis.QUADRICEPS:
            front = 1
    return min(knee, ENOUGH_HALVES), min(hip, ENOUGH_HALVES), front, min(lowering, ENOUGH_CLASS)
