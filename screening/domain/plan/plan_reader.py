"""Looks things up in a finished plan: days, classes, repetitions, sets."""

from __future__ import annotations

from collections.abc import Iterator

from .exercises import Exercise
from .model import Plan, PlanItem, Session, Week
from .rules import PlanRules
from .situation import Situation

DAYS_A_WEEK = 7


class PlanReader:
    """A plan with the athlete and the rules it was made for."""

    def __init__(self, plan: Plan, situation: Situation, rules: PlanRules) -> None:
        self.plan, self.situation, self.rules = plan, situation, rules
        self.limits = rules.limits

    def exercise(self, item: PlanItem) -> Exercise:
        return self.rules.exercises[item.exercise]

    def sessions(self) -> Iterator[tuple[int, Session]]:
        """Every session with its day counted from the first Monday."""
        for week in self.plan.weeks:
            for session in week.sessions:
                yield (week.number - 1) * DAYS_A_WEEK + session.day, session

    def items(self) -> Iterator[PlanItem]:
        for _, session in self.sessions():
            yield from session.items

    def matches(self) -> list[int]:
        return [(week.number - 1) * DAYS_A_WEEK + day for week in self.plan.weeks for day in week.match_days]

    def top_class(self, session: Session) -> int:
        """Highest eccentric class of the session's exercises; running goes by rung instead."""
        return max((i.eccentric_class for i in session.items if not self.exercise(i).is_running), default=0)

    def top_rung(self, session: Session) -> int:
        return max((self.exercise(item).rung or 0 for item in session.items), default=0)

    def heavy_days(self) -> list[int]:
        return [day for day, session in self.sessions() if self.top_class(session) >= self.limits.top_class]

    def top_reps(self, session: Session) -> int:
        """Repetitions of the top class; each leg counts its own work once."""
        return sum(
            item.sets * item.amount
            for item in session.items
            if item.eccentric_class >= self.limits.top_class and not self.exercise(item).is_running
        )

    def weekly_top_reps(self) -> list[int]:
        return [sum(self.top_reps(session) for session in week.sessions) for week in self.plan.weeks]

    def hamstring_sets(self, week: Week) -> int:
        return sum(self.session_sets(session) for session in week.sessions)

    def session_sets(self, session: Session) -> int:
        return sum(item.sets for item in session.items if self.exercise(item).loads_hamstring)

    def worked(self, item: PlanItem) -> int:
        """The eccentric class of an item; running counts by its rung, not here."""
        return 0 if self.exercise(item).is_running else item.eccentric_class

    def top_worked(self, week: Week) -> int:
        return max((self.worked(item) for session in week.sessions for item in session.items), default=0)
