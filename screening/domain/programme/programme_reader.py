"""Looks things up in a finished programme for those who check it: dates, classes, what was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from screening.domain.conditions import holds
from screening.domain.plan.exercises import Exercise
from screening.domain.plan.rules import KindRow, PlanRules
from screening.domain.plan.situation import Situation

from .model import DatedItem, DatedSession, DatedWeek, Done, Programme, Request
from .rules import ProgrammeRules

DAY = dt.timedelta(1)
WEEK = dt.timedelta(7)


@dataclass(frozen=True, slots=True)
class Entry:
    """One session with what is known of it. `is_open`: it was planned now, so it has to keep the rules."""

    session: DatedSession
    week: DatedWeek
    is_open: bool
    counts: bool
    """It was done, or may still be."""
    keeps_distance: bool
    """It was not reported as left out."""

    @property
    def date(self) -> dt.date:
        return self.session.date


class ProgrammeReader:
    """A programme with the athlete, the request and the rules it was made for."""

    def __init__(
        self,
        programme: Programme,
        situation: Situation,
        request: Request,
        rules: PlanRules,
        more: ProgrammeRules,
        today: dt.date | None,
        after: Programme | None,
    ) -> None:
        self.programme, self.situation, self.request = programme, situation, request
        self.rules, self.more, self.limits = rules, more, rules.limits
        self.today = today or programme.start
        self.row: KindRow = next(row for row in rules.kinds if holds(row.when, situation.facts))
        self.protocol = more.protocols.get(programme.protocol or "")
        self.reported = {report.id: report for report in request.log}.values()
        self.entries = sorted(self._entries(programme), key=lambda entry: entry.date)
        self.earlier = list(self._earlier(after)) if after is not None else []

    def _entries(self, programme: Programme) -> Iterator[Entry]:
        done = self.done_of(programme)
        for week in programme.weeks:
            for session in week.sessions:
                past = session.date < self.today
                report = done.get(session.key)
                yield Entry(
                    session=session,
                    week=week,
                    is_open=not past and report is None,
                    counts=report is not Done.NOT if report is not None else not past,
                    keeps_distance=report is not Done.NOT,
                )

    def _earlier(self, after: Programme) -> Iterator[Entry]:
        """Sessions of the programme before this one; all of them are past."""
        done = self.done_of(after, before=self.programme.start)
        for week in after.weeks:
            for session in week.sessions:
                report = done.get(session.key)
                if session.date < self.programme.start:
                    was_done = report in (Done.DONE, Done.PARTLY)
                    yield Entry(session, week, False, was_done, report is not Done.NOT)

    def done_of(self, programme: Programme, before: dt.date = dt.date.max) -> dict[str, Done]:
        """The best that was reported of each session."""
        order = (Done.NOT, Done.PARTLY, Done.DONE)
        found: dict[str, Done] = {}
        for report in self.reported:
            if programme.start <= report.on < before:
                best = max(found.get(report.session, Done.NOT), report.done, key=order.index)
                found[report.session] = best
        return found

    # what is in it ---------------------------------------------------------------------------------

    def all_entries(self) -> list[Entry]:
        return [*self.earlier, *self.entries]

    def open_entries(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_open]

    def open_items(self) -> Iterator[tuple[Entry, DatedItem]]:
        for entry in self.open_entries():
            for item in entry.session.items:
                yield entry, item

    def open_weeks(self) -> list[DatedWeek]:
        """Weeks in which at least one session was planned now."""
        numbers = {entry.week.number for entry in self.open_entries()}
        return [week for week in self.programme.weeks if week.number in numbers]

    def entries_of(self, week: DatedWeek) -> list[Entry]:
        return [entry for entry in self.entries if entry.week.number == week.number]

    def exercise(self, item: DatedItem) -> Exercise | None:
        return self.rules.exercises.get(item.exercise)

    def worked(self, item: DatedItem) -> int:
        """The eccentric class of an item; running counts by its rung."""
        exercise = self.exercise(item)
        return 0 if exercise is None or exercise.is_running else exercise.eccentric_class

    def top_class(self, session: DatedSession) -> int:
        return max((self.worked(item) for item in session.items), default=0)

    def rung(self, session: DatedSession) -> int:
        found = [exercise.rung or 0 for item in session.items if (exercise := self.exercise(item))]
        return max(found, default=0)

    def repetitions(self, item: DatedItem) -> int:
        return sum(item.amounts) if item.amounts else item.sets * item.amount

    def top_reps(self, session: DatedSession) -> int:
        top = self.limits.top_class
        return sum(self.repetitions(item) for item in session.items if self.worked(item) >= top)

    def top_reps_of(self, week: DatedWeek) -> int:
        """Repetitions of the top class that a week may come to, with sessions nobody has reported.

        Where none of them were planned now, what stands is let be.
        """
        entries = self.entries_of(week)
        if not any(entry.is_open and self.top_reps(entry.session) for entry in entries):
            return 0
        return sum(self.top_reps(entry.session) for entry in entries if entry.keeps_distance)

    def hamstring_sets(self, sessions: Sequence[DatedSession]) -> int:
        return sum(
            item.sets + item.extra_sets
            for session in sessions
            for item in session.items
            if (exercise := self.exercise(item)) is not None and exercise.loads_hamstring
        )

    def fast_metres(self, session: DatedSession) -> int:
        return sum(item.metres * self.repetitions(item) for item in session.items)

    def lowers_knee(self, session: DatedSession) -> bool:
        return any(
            (exercise := self.exercise(item)) is not None
            and exercise.knee_flexion_halves > 0
            and exercise.eccentric_class >= self.limits.exposure_class
            for item in session.items
        )

    # what was asked for ------------------------------------------------------------------------------

    def kit_on(self, date: dt.date) -> frozenset[str]:
        kit = self.situation.kit if self.request.kit is None else self.request.kit
        away = any(away.first <= date <= away.last for away in self.request.away)
        return kit & self.more.bag if away else kit

    def minutes(self) -> int:
        minutes = self.situation.minutes if self.request.minutes is None else self.request.minutes
        most = self.protocol.minutes if self.protocol else None
        return minutes if most is None else min(minutes, most)

    def warms_up_with_team(self) -> bool:
        return self.situation.has_team_warm_up or (self.protocol is not None and self.protocol.with_team)

    def matches(self) -> list[dt.date]:
        printed = {
            date
            for week in self.programme.weeks
            for date in week.match_dates
            if week.start + WEEK > self.today
        }
        return sorted({*self.request.match_dates, *printed})

    def is_exempt(self, rule: str) -> bool:
        return self.protocol is not None and rule in self.protocol.exempt
