"""Reads finished days of a case for the checker."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from screening.domain.case.words import STAGES, Light, State
from screening.domain.plan.exercises import Emphasis, Exercise
from screening.domain.plan.rules import PlanRules

from .model import CaseItem, CaseProgramme, CaseSession, Kind, StageNow, Terms
from .rules import CaseWeekRules

DAYS_A_WEEK = 7
TOP_CLASS = 4


class CheckReader:
    """What stands in the days, by item, day and week."""

    def __init__(
        self, programme: CaseProgramme, now: StageNow, terms: Terms, rules: CaseWeekRules, plan: PlanRules
    ) -> None:
        self.programme, self.now, self.terms, self.rules, self.plan = programme, now, terms, rules, plan
        self.limits = plan.limits
        self.own = [one for one in programme.sessions if one.kind in (Kind.RUNNING, Kind.STRENGTH)]
        self.number = STAGES.index(now.state) + 1
        self.is_red = now.light in (Light.RED, Light.STOP)
        self.is_clear = now.light not in (Light.AMBER, Light.RED, Light.STOP)

    def is_from(self, state: State) -> bool:
        """Whether the case stands in that stage or a later one."""
        return self.number >= STAGES.index(state) + 1

    def items(self) -> Iterator[CaseItem]:
        for one in self.own:
            yield from one.items

    def in_library(self) -> Iterator[CaseItem]:
        return (item for item in self.items() if item.exercise is not None)

    def exercise(self, item: CaseItem) -> Exercise:
        if item.exercise is None:
            raise ValueError("walking is no exercise of the library")
        return self.plan.exercises[item.exercise]

    def emphasis(self, item: CaseItem) -> Emphasis | None:
        return self.exercise(item).emphasis if item.exercise else None

    def worked(self, item: CaseItem) -> int:
        """The class as the library has it; running goes by its rung."""
        if item.exercise is None or self.exercise(item).is_running:
            return 0
        return self.exercise(item).eccentric_class

    def top_class(self, one: CaseSession) -> int:
        return max((self.worked(item) for item in one.items), default=0)

    def dated_weeks(self) -> Iterator[tuple[list[dt.date], list[CaseSession]]]:
        """Seven days at a time from the first, with the sessions of ours on them."""
        day = self.programme.first
        while day <= self.programme.last:
            length = min(DAYS_A_WEEK, (self.programme.last - day).days + 1)
            dates = [day + dt.timedelta(place) for place in range(length)]
            yield dates, [one for one in self.own if one.date in dates]
            day += dt.timedelta(DAYS_A_WEEK)

    def weeks(self) -> Iterator[list[CaseSession]]:
        return (week for _, week in self.dated_weeks())

    def all_of(self, dates: list[dt.date]) -> list[CaseSession]:
        return [one for one in self.programme.sessions if one.date in dates]

    def class_cap(self) -> int:
        """By stage; a hurt tendon keeps class 3 and 4 for S5; one more where a clinician recorded it."""
        cap = self.rules.stages[self.now.state].class_cap + int(self.now.cap_raised)
        tendon = self.now.is_tendon or self.now.is_proximal or self.now.severity.value in ("G2c", "G3c")
        if tendon and not self.is_from(State.S5):
            cap = min(cap, self.rules.limits.tendon_class)
        return min(cap, TOP_CLASS)

    def heavy_days(self) -> list[dt.date]:
        return sorted({one.date for one in self.own if self.top_class(one) >= TOP_CLASS})

    def heavy_before(self) -> list[dt.date]:
        """Strength days that were done and may have held the top class, which nobody wrote down."""
        may_have = self.class_cap() >= TOP_CLASS
        return [past.on for past in self.now.sessions if past.strength and may_have]

    def days_from_rung(self, rung: int) -> list[dt.date]:
        return sorted({one.date for one in self.own if one.top_rung >= rung})

    def days_apart(self, rung: int, least: int) -> bool:
        """Whether planned days that fast keep their distance to each other and to those done."""
        past = {one.on for one in self.now.sessions if (one.rung or 0) >= rung}
        days = sorted({*self.days_from_rung(rung), *past})
        return all((b - a).days >= least or b < self.programme.first for a, b in pairwise(days))

    def matches(self) -> list[dt.date]:
        return sorted(one.date for one in self.programme.sessions if one.plays)

    def hamstring_sets(self, sessions: list[CaseSession]) -> int:
        return sum(
            item.sets + item.extra_sets
            for one in sessions
            for item in one.items
            if item.exercise and not self.exercise(item).is_running and self.exercise(item).loads_hamstring
        )

    def top_reps(self, sessions: list[CaseSession]) -> int:
        return sum(
            item.sets * item.amount
            for one in sessions
            for item in one.items
            if self.worked(item) >= TOP_CLASS
        )
