"""Hard constraints on what a week holds, and how one week follows another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screening.domain.plan.exercises import Emphasis, Stage
from screening.domain.rounding import settled

from .check_sessions import Check
from .model import DatedWeek
from .programme_reader import WEEK, ProgrammeReader

_FULL = 2
"""Halves that make one whole exercise; one that trains knee and hip is half of each."""


def week_checks(reader: ProgrammeReader) -> Iterator[Check]:
    """Each rule with the question whether it holds."""
    checks = _WeekChecks(reader)
    yield "plan.HC10", checks.knee_and_hip_each_week
    yield "plan.HC11", checks.sets_within_bounds
    yield "plan.HC12", checks.top_reps_within_bounds
    yield "plan.HC13", checks.top_reps_rise_slowly
    yield "plan.HC15", checks.every_fourth_week_is_lighter
    yield "plan.HC16", checks.one_quiet_day
    yield "plan.HC23", checks.front_of_thigh_each_week
    yield "plan.HC26", checks.fast_running_each_week
    yield "plan.HC27", checks.fast_metres_rise_slowly


class _WeekChecks:
    def __init__(self, reader: ProgrammeReader) -> None:
        self.reader, self.limits = reader, reader.limits
        self.trains = reader.situation.stage is Stage.P

    def _halves(self, week: DatedWeek) -> tuple[int, int]:
        knee = hip = 0
        for session in week.sessions:
            for item in session.items:
                exercise = self.reader.exercise(item)
                if exercise is not None:
                    knee += exercise.knee_flexion_halves
                    hip += exercise.hip_extension_halves
        return knee, hip

    def knee_and_hip_each_week(self) -> bool:
        needed = 1 if self.reader.situation.stage is Stage.S1 else _FULL
        return all(min(self._halves(week)) >= needed for week in self.reader.open_weeks())

    def sets_within_bounds(self) -> bool:
        sessions = [entry.session for entry in self.reader.open_entries()]
        if any(self.reader.hamstring_sets([one]) > self.limits.sets_per_session for one in sessions):
            return False
        return all(self._week_within_bounds(week) for week in self.reader.open_weeks())

    def _week_within_bounds(self, week: DatedWeek) -> bool:
        sets, protocol = self.reader.hamstring_sets(week.sessions), self.reader.protocol
        if sets > self.limits.sets_per_week:
            return False
        bounds = protocol.sets if protocol else None
        steps = protocol.weeks if protocol else ()
        if bounds is None or (week.step < len(steps) and not steps[week.step].bounded):
            return True
        # An easier week, or one partly over, asks for less than the tier does.
        whole = all(entry.is_open for entry in self.reader.entries_of(week))
        least = bounds[0] - self.limits.tier_tolerance if whole and not week.deload else 0
        return least <= sets <= bounds[1] + self.limits.tier_tolerance

    def top_reps_within_bounds(self) -> bool:
        if self.reader.is_exempt("plan.HC12"):
            return True
        sessions = all(
            self.reader.top_reps(entry.session) <= self.limits.top_reps_per_session
            for entry in self.reader.open_entries()
        )
        return sessions and all(
            self.reader.top_reps_of(week) <= self.limits.top_reps_per_week
            for week in self.reader.open_weeks()
        )

    def top_reps_rise_slowly(self) -> bool:
        return self.reader.is_exempt("plan.HC13") or all(
            self.reader.top_reps_of(week) <= self._budget(week) for week in self.reader.open_weeks()
        )

    def _budget(self, week: DatedWeek) -> float:
        by_week: dict[object, int] = {}
        for entry in self.reader.all_entries():
            if entry.counts and week.start - 4 * WEEK <= entry.week.start < week.start:
                reps = self.reader.top_reps(entry.session)
                by_week[entry.week.start] = by_week.get(entry.week.start, 0) + reps
        most = max(by_week.values(), default=0)
        if most == 0:
            return self.limits.top_reps_first_week
        return max(most + self.limits.top_reps_step, settled(self.limits.top_reps_ratio * most))

    def every_fourth_week_is_lighter(self) -> bool:
        """No four full weeks in a row, and each easier week a third to a half below the one before it."""
        weeks = list(self.reader.programme.weeks)
        run = 0
        for before, week in zip([None, *weeks], weeks, strict=False):
            follows = before is not None and week.start - before.start == WEEK
            full = self._is_full(week)
            run = (run if follows else 0) + 1 if full else 0
            if run >= self.limits.deload_every_weeks and self._is_new(week):
                return False
            easier = before is not None and follows and week.deload and self._is_new(week)
            if easier and before is not None and not self._is_lighter(before, week):
                return False
        return True

    def _is_full(self, week: DatedWeek) -> bool:
        worked = any(
            entry.counts and self.reader.hamstring_sets([entry.session])
            for entry in self.reader.entries_of(week)
        )
        return worked and not week.deload

    def _is_new(self, week: DatedWeek) -> bool:
        """Whether all of it was planned now."""
        entries = self.reader.entries_of(week)
        return bool(entries) and all(entry.is_open for entry in entries)

    def _is_lighter(self, before: DatedWeek, week: DatedWeek) -> bool:
        """Matches, a day away or a report may take more than half; one set of each is as light as it gets."""
        least, most = self.limits.deload_cut
        sets, full = self.reader.hamstring_sets(week.sessions), self.reader.hamstring_sets(before.sessions)
        if sets > settled(full * (1 - least)) and not self._one_of_each(week):
            return False
        if self._top(week) < min(self._top(before), self.limits.top_class - 1):
            return False
        other_kind = len(before.match_dates) != len(week.match_dates) or not self._is_new(before)
        return other_kind or self._has_notes([before, week]) or sets >= settled(full * (1 - most))

    def _top(self, week: DatedWeek) -> int:
        return max((self.reader.top_class(session) for session in week.sessions), default=0)

    def _one_of_each(self, week: DatedWeek) -> bool:
        return all(
            item.sets == 1 or self.reader.hamstring_sets([session]) == 0
            for session in week.sessions
            for item in session.items
            if (exercise := self.reader.exercise(item)) is not None and exercise.loads_hamstring
        )

    def _has_notes(self, weeks: Sequence[DatedWeek]) -> bool:
        return any(session.note for week in weeks for session in week.sessions)

    def one_quiet_day(self) -> bool:
        """A day a week without slow lowering and without running at speed."""
        for week in self.reader.open_weeks():
            busy = {
                session.date
                for session in week.sessions
                if self.reader.top_class(session) >= self.limits.exposure_class
                or self.reader.rung(session) >= self.limits.sprint_rung
            }
            if len(busy) > 6:
                return False
        return True

    def front_of_thigh_each_week(self) -> bool:
        return not self.trains or all(
            any(item.slot == Emphasis.QUADRICEPS for session in week.sessions for item in session.items)
            for week in self.reader.open_weeks()
        )

    def fast_running_each_week(self) -> bool:
        return not self.trains or all(
            week.match_dates
            or not self._could_run(week)
            or any(self.reader.rung(session) >= self.limits.sprint_rung for session in week.sessions)
            for week in self.reader.open_weeks()
        )

    def _could_run(self, week: DatedWeek) -> bool:
        reader = self.reader
        if reader.situation.facts.get("demand_sprinting") == "never":
            return False
        days = [week.start + (WEEK / 7) * offset for offset in range(7)]
        return any("running_space" in reader.kit_on(day) for day in days)

    def fast_metres_rise_slowly(self) -> bool:
        """All fast running is counted in metres, and a week holds few more than the week before it."""
        for _, item in self.reader.open_items():
            exercise = self.reader.exercise(item)
            if exercise is None or (exercise.rung or 0) < self.limits.sprint_rung:
                continue
            fewest, most = exercise.dose.metres or (0, 0)
            if not 0 < fewest <= item.metres <= most:
                return False
        return all(self._metres_of(week) <= self._metres_budget(week) for week in self.reader.open_weeks())

    def _metres_of(self, week: DatedWeek) -> int:
        """With sessions nobody has reported; 0 where what was planned now holds no fast running."""
        entries = self.reader.entries_of(week)
        if not any(entry.is_open and self.reader.fast_metres(entry.session) for entry in entries):
            return 0
        return sum(self.reader.fast_metres(entry.session) for entry in entries if entry.keeps_distance)

    def _metres_budget(self, week: DatedWeek) -> float:
        before = sum(
            self.reader.fast_metres(entry.session)
            for entry in self.reader.all_entries()
            if entry.counts and entry.week.start == week.start - WEEK
        )
        if before >= self.limits.fast_metres_base:
            return settled(before * (1 + self.limits.fast_metres_rise))
        return before + self.limits.fast_metres_step
