"""Checks how fast running rises in a case's days (plan.HC27), apart from what built them."""

from __future__ import annotations

import datetime as dt

from screening.domain.rounding import settled

from .check_reader import DAYS_A_WEEK, CheckReader
from .model import CaseItem, CaseSession, Kind, Past
from .rules import RungPart


class MetresChecks(CheckReader):
    """Over the seven days up to each fast run, against the seven before those."""

    def fast_metres_rise_slowly(self) -> bool:
        """More than the rule allows only as the ladder's exception, at the fewest runs, and said."""
        over = [one for one in self.fast_runs() if not self._within_rise(one)]
        is_said = self.rules.exception.rule in self.programme.conflicts
        return is_said == bool(over) and all(self._is_least(one) for one in over)

    def fast_runs(self) -> list[CaseSession]:
        return [one for one in self.own if one.kind is Kind.RUNNING and self.planned_metres(one) > 0]

    def planned_metres(self, one: CaseSession) -> int:
        return sum(part.metres * item.sets * item.amount for item in one.items if (part := self._part(item)))

    def _part(self, item: CaseItem) -> RungPart | None:
        if item.slot != "running" or item.rung is None:
            return None
        parts = self.rules.ladder[item.rung].parts
        return next((part for part in parts if (part.exercise and part.exercise.id) == item.exercise), None)

    def _within_rise(self, one: CaseSession) -> bool:
        base, share, step = (
            self.limits.fast_metres_base,
            self.limits.fast_metres_rise,
            self.limits.fast_metres_step,
        )
        start = one.date - dt.timedelta(DAYS_A_WEEK - 1)
        before = self._metres(start - dt.timedelta(DAYS_A_WEEK), start - dt.timedelta(1), low=True)
        most = before + (before * share if before >= base else step)
        return settled(self._metres(start, one.date, low=False)) <= settled(most)

    def _metres(self, first: dt.date, last: dt.date, *, low: bool) -> float:
        planned = sum(self.planned_metres(one) for one in self.fast_runs() if first <= one.date <= last)
        done = [self._of_past(past, low=low) for past in self.now.sessions if first <= past.on <= last]
        return planned + sum(done)

    def _of_past(self, past: Past, *, low: bool) -> float:
        """What was recorded or what the rung holds, whichever counts against the plan."""
        known = [past.fast_metres] if past.fast_metres is not None else []
        if past.rung is not None:
            known.append(float(self._rung_metres(past.rung)))
        return (min if low else max)(known, default=0.0)

    def _rung_metres(self, rung: int) -> int:
        return sum(part.metres * part.sets * part.amount[0] for part in self.rules.ladder[rung].parts)

    def _is_least(self, one: CaseSession) -> bool:
        fast = [(item, part) for item in one.items if (part := self._part(item)) and part.metres]
        if self._tops_up_the_team():
            return all(item.amount == 1 for item, _ in fast)
        if any(item.sets > part.sets or item.amount > part.amount[0] for item, part in fast):
            return False
        return self.now.is_fast_track or self._runs_before(one.date) < self.rules.exception.runs_a_week

    def _tops_up_the_team(self) -> bool:
        stage = self.rules.stages[self.now.state]
        return stage.fast_runs is not None and self.now.rung >= stage.first_rung

    def _runs_before(self, day: dt.date) -> int:
        """Fast runs of the ladder in the six days before, done or planned."""
        since = day - dt.timedelta(DAYS_A_WEEK - 1)
        done = [past.on for past in self.now.sessions if past.rung and self._rung_metres(past.rung)]
        return sum(1 for on in [*done, *(one.date for one in self.fast_runs())] if since <= on < day)
