"""A case's days while they are being built."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from screening.domain.case.words import Side
from screening.domain.plan.exercises import Emphasis, Exercise, Unit

from .model import Kind
from .rules import RungPart

ENOUGH_HALVES = 2


@dataclass(slots=True)
class Draft:
    """One line of a session: an exercise of the library, a part of the ladder, or both."""

    slot: str
    exercise: Exercise | None
    sets: int
    unit: Unit
    amount: int
    is_extra: bool = False
    part: RungPart | None = None
    rung: int | None = None
    note: str | None = None
    extra_sets: int = 0
    extra_side: Side | None = None

    @property
    def eccentric_class(self) -> int:
        """Of what is no running; running goes by its rung."""
        if self.exercise is None or self.exercise.is_running:
            return 0
        return self.exercise.eccentric_class

    @property
    def hamstring_sets(self) -> int:
        loads = self.exercise is not None and not self.exercise.is_running and self.exercise.loads_hamstring
        return self.sets + self.extra_sets if loads else 0

    @property
    def repetitions(self) -> int:
        return self.sets * self.amount

    @property
    def fast_metres(self) -> int:
        return self.part.metres * self.repetitions if self.part is not None else 0

    @property
    def load(self) -> int:
        """Work weighed by eccentric class; what counts one leg at a time counts once."""
        return (self.sets + self.extra_sets) * self.amount * self.eccentric_class

    @property
    def seconds(self) -> int:
        if self.part is not None:
            each, rest = self.part.seconds_each, self.part.rest_seconds
        elif self.exercise is not None:
            each, rest = self.exercise.unit_seconds, self.exercise.dose.rest_seconds
        else:
            each, rest = 0, 0
        rests = (self.amount if self.unit is Unit.RUNS else 1) * self.sets - 1
        return each * self.amount * self.sets + rest * rests + self.extra_sets * (each * self.amount + rest)

    @property
    def fewest(self) -> int:
        """The smallest amount of one set that is still a dose."""
        if self.part is not None:
            return self.part.amount[0]
        return self.exercise.dose.amount[0] if self.exercise else 1


@dataclass(slots=True)
class DraftSession:
    """One session; `class_cap` is what its day may carry."""

    date: dt.date
    kind: Kind
    number: int
    class_cap: int
    items: list[Draft] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_after_run: bool = False

    def minutes(self, change_over_seconds: int) -> int:
        """Whole minutes of work, with a moment to change from one item to the next."""
        seconds = sum(item.seconds for item in self.items)
        return math.ceil((seconds + change_over_seconds * max(len(self.items) - 1, 0)) / 60)

    def holds_exercise(self, exercise: Exercise) -> bool:
        return any(item.exercise is not None and item.exercise.id == exercise.id for item in self.items)

    @property
    def hamstring_sets(self) -> int:
        return sum(item.hamstring_sets for item in self.items)

    @property
    def top_class(self) -> int:
        return max((item.eccentric_class for item in self.items), default=0)

    @property
    def top_rung(self) -> int:
        return max((item.rung or 0 for item in self.items), default=0)

    @property
    def fast_metres(self) -> int:
        return sum(item.fast_metres for item in self.items)

    def say(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)


@dataclass(slots=True)
class DraftWeek:
    """Seven days, or what is left of the days asked for. Strength sessions in order of importance."""

    number: int
    dates: tuple[dt.date, ...]
    is_easier: bool
    runs: list[DraftSession] = field(default_factory=list)
    strength: list[DraftSession] = field(default_factory=list)

    @property
    def sessions(self) -> list[DraftSession]:
        return [*self.runs, *self.strength]

    @property
    def hamstring_sets(self) -> int:
        return sum(session.hamstring_sets for session in self.sessions)

    def top_reps(self, top_class: int) -> int:
        return sum(
            item.repetitions
            for one in self.strength
            for item in one.items
            if item.eccentric_class >= top_class
        )


def coverage(sessions: Iterable[DraftSession]) -> tuple[int, int, int]:
    """Halves of knee flexion and hip extension, and the front of the thigh, each capped at enough."""
    exercises: Sequence[Exercise] = [
        item.exercise for session in sessions for item in session.items if item.exercise is not None
    ]
    knee = sum(exercise.knee_flexion_halves for exercise in exercises)
    hip = sum(exercise.hip_extension_halves for exercise in exercises)
    front = any(exercise.emphasis is Emphasis.QUADRICEPS for exercise in exercises)
    return min(knee, ENOUGH_HALVES), min(hip, ENOUGH_HALVES), int(front)
