"""Checks what each week of a case holds, apart from what built it."""

from __future__ import annotations

from screening.domain.case.words import State
from screening.domain.plan.exercises import Emphasis

from .check_reader import DAYS_A_WEEK, CheckReader

CHILD_YEARS = 16


class WeekChecks(CheckReader):
    """One rule each, over seven days from the first."""

    def knee_and_hip_each_week(self) -> bool:
        needed = 1 if self.now.state is State.S1 else 2
        for week in self.weeks():
            used = [self.exercise(i) for one in week for i in one.items if i.exercise in self.plan.exercises]
            if sum(exercise.knee_flexion_halves for exercise in used) < needed:
                return False
            if sum(exercise.hip_extension_halves for exercise in used) < needed:
                return False
        return True

    def sets_within_bounds(self) -> bool:
        if any(self.hamstring_sets([one]) > self.limits.sets_per_session for one in self.own):
            return False
        return all(self.hamstring_sets(week) <= self.limits.sets_per_week for week in self.weeks())

    def top_reps_within_bounds(self) -> bool:
        per_session = all(self.top_reps([one]) <= self.limits.top_reps_per_session for one in self.own)
        return per_session and all(
            self.top_reps(week) <= self.limits.top_reps_per_week for week in self.weeks()
        )

    def top_reps_rise_slowly(self) -> bool:
        limits, highest = self.limits, self.now.top_reps_before
        for week in self.weeks():
            reps = self.top_reps(week)
            ramp = max(highest + limits.top_reps_step, limits.top_reps_ratio * highest)
            if reps > (ramp if highest else limits.top_reps_first_week):
                return False
            highest = max(highest, reps)
        return True

    def lowering_each_week(self) -> bool:
        """From S3 on; a week without it would let more than ten days pass."""
        if not self.is_from(State.S3):
            return True
        return all(
            any(
                self.worked(item) >= self.limits.exposure_class and self.exercise(item).knee_flexion_halves
                for one in week
                for item in one.items
                if item.exercise
            )
            for week in self.weeks()
        )

    def one_quiet_day(self) -> bool:
        for dates, week in self.dated_weeks():
            loaded = {
                one.date
                for one in week
                if self.top_class(one) >= self.limits.exposure_class
                or one.top_rung >= self.limits.sprint_rung
            }
            if len(dates) == DAYS_A_WEEK and len(loaded) == DAYS_A_WEEK:
                return False
        return True

    def front_of_thigh_each_week(self) -> bool:
        if not self.is_from(State.S3):
            return True
        return all(
            any(self.emphasis(item) is Emphasis.QUADRICEPS for one in week for item in one.items)
            for week in self.weeks()
        )

    def children_are_spared(self) -> bool:
        age = self.now.age_years
        if age is None or age >= CHILD_YEARS:
            return True
        most = self.limits.child_top_reps_per_week
        named = {item.exercise for item in self.items()}
        return not named & self.limits.child_never and all(self.top_reps(w) <= most for w in self.weeks())

    def fast_running_where_it_belongs(self) -> bool:
        if not self.is_from(State.S5):
            return not self.days_from_rung(self.limits.sprint_rung)
        if self.now.state is State.S5:
            return True
        return not self.is_clear or all(
            any(one.top_rung >= self.limits.sprint_rung or one.plays for one in self.all_of(dates))
            for dates, _ in self.dated_weeks()
        )
