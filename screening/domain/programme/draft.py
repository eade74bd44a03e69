"""A dated week while it is being built, and weeks that stand because they are past or reported."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from screening.domain.plan.draft import DraftItem, coverage
from screening.domain.plan.exercises import Exercise, Unit
from screening.domain.plan.situation import Situation

from .model import DatedSession, Done
from .rules import Note, ProtocolItem

DAYS_A_WEEK = 7


@dataclass(slots=True)
class DatedDraft(DraftItem):
    """An item whose sets may differ in length; losing a set loses the last of them."""

    amounts: tuple[int, ...] = ()
    note: str | None = None
    extra_sets: int = 0
    """Sets of the weaker leg beyond those of each leg."""
    extra_leg: str | None = None
    metres: int = 0
    """Metres of one run that are fast."""

    @property
    def hamstring_sets(self) -> int:
        return super(DatedDraft, self).hamstring_sets + (
            self.extra_sets if self.exercise.loads_hamstring else 0
        )

    @property
    def seconds(self) -> int:
        dose = self.exercise.dose
        return super(DatedDraft, self).seconds + self.extra_sets * (
            dose.seconds_each * self.amount + dose.rest_seconds
        )

    @property
    def fast_metres(self) -> int:
        return self.metres * self.repetitions

    def same_for_both(self) -> None:
        """Both legs get the same again."""
        self.extra_sets, self.extra_leg = 0, None

    def lose_set(self) -> None:
        self.sets -= 1
        self.amounts = self.amounts[: self.sets]
        if self.amounts:
            self.amount = round(sum(self.amounts) / self.sets)

    @property
    def repetitions(self) -> int:
        return sum(self.amounts) if self.amounts else self.sets * self.amount

    @property
    def load(self) -> int:
        """Work weighed by eccentric class; what counts one leg at a time counts once."""
        return self.repetitions * self.exercise.eccentric_class

    def set_amount(self, amount: int) -> None:
        self.amount, self.amounts = amount, ()


@dataclass(slots=True)
class DraftDay:
    """One session. `kept` is the finished session it stands for, where nothing may change any more."""

    date: dt.date
    place: int
    situation: Situation
    class_cap: int
    items: list[DatedDraft] = field(default_factory=list)
    reasons: list[Note] = field(default_factory=list)
    remark: str | None = None
    kept: DatedSession | None = None
    done: Done | None = None
    """What was reported; None for a session nobody reported."""
    is_past: bool = False

    @property
    def is_open(self) -> bool:
        return self.kept is None

    @property
    def counts(self) -> bool:
        """Whether it was done, or may still be."""
        if self.done is not None:
            return self.done is not Done.NOT
        return not self.is_past

    @property
    def may_have_been(self) -> bool:
        """Whether others keep their distance to it: everything but what was reported as not done."""
        return self.done is not Done.NOT

    def minutes(self, change_over_seconds: int) -> int:
        """Whole minutes for the exercises, with a moment to change from one to the next."""
        seconds = sum([item.seconds for item in self.items])
        return math.ceil((seconds + change_over_seconds * max(len(self.items) - 1, 0)) / 60)

    def holds_exercise(self, exercise: str) -> bool:
        return exercise in [item.exercise.id for item in self.items]

    def remove(self, item: DatedDraft) -> None:
        self.items = [other for other in self.items if other is not item]

    def because(self, note: Note) -> None:
        if note not in self.reasons:
            self.reasons.append(note)

    @property
    def top_class(self) -> int:
        """Highest eccentric class of what is no running; running goes by its rung."""
        return max([i.exercise.eccentric_class for i in self.items if not i.exercise.is_running], default=0)

    @property
    def top_rung(self) -> int:
        return max([i.exercise.rung or 0 for i in self.items], default=0)

    @property
    def hamstring_sets(self) -> int:
        return sum([item.hamstring_sets for item in self.items])

    def top_reps(self, top_class: int) -> int:
        return sum([item.repetitions for item in self.heavy_items(top_class)])

    @property
    def fast_metres(self) -> int:
        return sum([item.fast_metres for item in self.items])

    def heavy_items(self, top_class: int) -> list[DatedDraft]:
        return [
            item
            for item in self.items
            if item.exercise.eccentric_class >= top_class and not item.exercise.is_running
        ]

    def lowers_knee(self, exposure_class: int) -> bool:
        """Whether it trains slow lowering at the knee (plan.HC14)."""
        return any(
            item.exercise.knee_flexion_halves and item.exercise.eccentric_class >= exposure_class
            for item in self.items
        )


@dataclass(slots=True)
class DraftWeek:
    number: int
    start: dt.date
    step: int
    name: str
    deload: bool
    bounded: bool
    match_dates: tuple[dt.date, ...]
    days: list[DraftDay] = field(default_factory=list)
    """In order of importance, not of dates."""
    note: str | None = None
    conflicts: set[str] = field(default_factory=set)
    is_past: bool = False

    def items(self) -> Iterator[DatedDraft]:
        for day in self.days:
            yield from day.items

    def open_days(self) -> list[DraftDay]:
        return [day for day in self.days if day.is_open]

    @property
    def hamstring_sets(self) -> int:
        return sum([day.hamstring_sets for day in self.days])

    @property
    def was_loaded(self) -> bool:
        """Whether it was, or will be, a week with work for the hamstrings."""
        return any(day.counts and day.hamstring_sets for day in self.days)

    def top_reps(self, top_class: int) -> int:
        """What later weeks may build on: sessions that were done, or may still be."""
        return sum([day.top_reps(top_class) for day in self.days if day.counts])

    @property
    def fast_metres(self) -> int:
        """What the next week may build on, as for `top_reps`."""
        return sum([day.fast_metres for day in self.days if day.counts])

    def top_reps_at_most(self, top_class: int) -> int:
        """What the week itself may come to: all but what was reported as not done."""
        return sum([day.top_reps(top_class) for day in self.days if day.may_have_been])

    def can_lose(self, day: DraftDay, item: DatedDraft) -> bool:
        """Whether one set less leaves the week all it must have, and the session something."""
        if item.sets > 1:
            return True
        if len(day.items) == 1:
            return False
        everything = list(self.items())
        rest = [other for other in everything if other is not item]
        return all(left >= now for left, now in zip(coverage(rest), coverage(everything), strict=True))

    def lose_set(self, day: DraftDay, item: DatedDraft) -> None:
        item.lose_set()
        if item.sets == 0:
            day.remove(item)


def as_drafts(session: DatedSession, exercises: Mapping[str, Exercise]) -> list[DatedDraft]:
    """The items of a finished session; an exercise that left the library counts for nothing."""
    return [
        DatedDraft(
            slot=item.slot,
            exercise=exercises[item.exercise],
            sets=item.sets,
            unit=Unit(item.unit),
            amount=item.amount,
            amounts=item.amounts,
            extra_sets=item.extra_sets,
            extra_leg=item.extra_leg,
            metres=item.metres,
        )
        for item in session.items
        if item.exercise in exercises
    ]


def drafted(rule: ProtocolItem, exercise: Exercise, first: Exercise) -> DatedDraft:
    """The item as the protocol gives it; whoever else fills the slot moves with it in a range of their own.

    Args:
        first: whom the slot names first, and the amounts are meant for.
    """
    mean = round(sum(rule.amounts) / len(rule.amounts))
    if exercise.id == rule.exercise:
        each = rule.amounts if len(rule.amounts) > 1 else ()
        return DatedDraft(rule.slot, exercise, rule.sets, rule.unit, mean, each, rule.note)
    lowest, highest = exercise.dose.amount
    amount = lowest
    if exercise.dose.unit is rule.unit:
        higher = lowest - first.dose.amount[0] if first.dose.unit is rule.unit else 0
        amount = min(max(mean + max(higher, 0), lowest), highest)
    return DatedDraft(rule.slot, exercise, rule.sets, exercise.dose.unit, amount, (), rule.note)
