"""Checks the days ahead of a case against the hard constraints, apart from the code that built them.

It reads a finished programme, what is known of the case, and the data; nothing of how the days were made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import pairwise

from screening.domain.case.words import STAGES, Light, State
from screening.domain.plan.exercises import Emphasis, Exercise, Stage
from screening.domain.plan.rules import PlanRules

from .model import CaseItem, CaseProgramme, CaseSession, Kind, StageNow, Terms
from .rules import CaseWeekRules

MIN_CUES = 3
DAYS_A_WEEK = 7
TOP_CLASS = 4
_CHILD_YEARS = 16
MAY_LACK = frozenset({"plan.HC10", "plan.HC14", "plan.HC23", "plan.HC26"})
"""What a week must hold and may have no room for; a limit is never excused."""


def check_case_programme(
    programme: CaseProgramme, now: StageNow, terms: Terms, rules: CaseWeekRules, plan: PlanRules
) -> list[str]:
    """The ids of the hard constraints that a programme breaks; empty when it holds.

    Source:
        programmes.md 9.2 and return-to-training.md 3. What a week must hold and the programme itself names in
        `conflicts` is not counted again; of a programme that nobody suggested it is not asked.
    """
    if now.state not in STAGES or now.stopped is not None:
        return ["plan.HC18"] if programme.sessions else []
    checker = _Checker(programme, now, terms, rules, plan)
    broken = [rule for rule, holds in checker.checks() if not holds()]
    return sorted(set(broken) - (MAY_LACK & set(programme.conflicts)))


class _Checker:
    def __init__(
        self, programme: CaseProgramme, now: StageNow, terms: Terms, rules: CaseWeekRules, plan: PlanRules
    ) -> None:
        self.programme, self.now, self.terms, self.rules, self.plan = programme, now, terms, rules, plan
        self.limits = plan.limits
        self.own = [one for one in programme.sessions if one.kind in (Kind.RUNNING, Kind.STRENGTH)]
        self.number = STAGES.index(now.state) + 1
        self.is_red = now.light in (Light.RED, Light.STOP)
        self.is_clear = now.light not in (Light.AMBER, Light.RED, Light.STOP)

    def checks(self) -> Iterator[tuple[str, Callable[[], bool]]]:
        yield "plan.HC01", self.every_exercise_exists
        yield "plan.HC02", self.within_class_cap
        yield "plan.HC03", self.within_rung_cap
        yield "plan.HC04", self.no_contraindication
        yield "plan.HC05", self.kit_is_there
        yield "plan.HC06", self.heavy_days_apart
        yield "plan.HC07", self.sprints_apart
        yield "plan.HC08", self.clear_before_matches
        yield "plan.HC09", self.clear_after_matches
        yield "plan.HC11", self.sets_within_bounds
        yield "plan.HC12", self.top_reps_within_bounds
        yield "plan.HC13", self.top_reps_rise_slowly
        yield "plan.HC16", self.one_quiet_day
        yield "plan.HC17", self.light_is_kept
        yield "plan.HC19", self.level_in_reach
        yield "plan.HC20", self.sides_are_even
        yield "plan.HC21", self.warm_up_before_work
        yield "plan.HC22", self.stretches_in_range
        yield "plan.HC24", self.children_are_spared
        yield "plan.HC25", self.within_minutes
        yield "plan.HC29", self.no_banned_pair
        yield "plan.HC30", self.every_item_is_complete
        yield "ladder.days", self.no_fast_days_in_a_row
        yield "match.minutes", self.matches_rise_slowly
        if self.programme.is_clinician_built or self.is_red:
            return  # what a week must hold is then for a clinician, or for the first green day
        yield "plan.HC10", self.knee_and_hip_each_week
        yield "plan.HC14", self.lowering_each_week
        yield "plan.HC23", self.front_of_thigh_each_week
        yield "plan.HC26", self.fast_running_where_it_belongs

    # the constraints -----------------------------------------------------------------------------

    def every_exercise_exists(self) -> bool:
        stage = Stage(self.now.state.value)
        for item in self.items():
            if item.exercise is None:
                if item.rung != 0:
                    return False
            elif item.exercise not in self.plan.exercises or stage not in self.exercise(item).stages:
                return False
        return True

    def class_cap(self) -> int:
        """By stage; a hurt tendon keeps class 3 and 4 for S5; one more where a clinician recorded it."""
        cap = self.rules.stages[self.now.state].class_cap + int(self.now.cap_raised)
        tendon = self.now.is_tendon or self.now.is_proximal or self.now.severity.value in ("G2c", "G3c")
        if tendon and self.number < STAGES.index(State.S5) + 1:
            cap = min(cap, self.rules.limits.tendon_class)
        return min(cap, TOP_CLASS)

    def within_class_cap(self) -> bool:
        cap = self.class_cap()
        return all(self.worked(item) <= cap for item in self.items())

    def within_rung_cap(self) -> bool:
        cap = min(self.rules.stages[self.now.state].highest_rung, self.now.rung)
        return all((item.rung or 0) <= cap for item in self.items())

    def no_contraindication(self) -> bool:
        return not any(self.library(item).contraindications & self.terms.codes for item in self.in_library())

    def kit_is_there(self) -> bool:
        kit = self.rules.default_kit if self.terms.kit is None else self.terms.kit
        return all(self.library(item).fits_kit(kit) for item in self.in_library())

    def heavy_days_apart(self) -> bool:
        """Top-class days, and top and next-to-top of one kind, two days apart; one strength session a day."""
        sessions = [one for one in self.own if one.kind is Kind.STRENGTH]
        if len({one.date for one in sessions}) < len(sessions):
            return False
        apart = self.limits.class_spacing_days
        if any(0 <= (day - one).days < apart for day in self.heavy_days() for one in self.heavy_before()):
            return False
        for index, one in enumerate(sessions):
            for other in sessions[index + 1 :]:
                if (other.date - one.date).days < apart and self._heavy_pair(one, other):
                    return False
        return True

    def _heavy_pair(self, one: CaseSession, other: CaseSession) -> bool:
        for first in one.items:
            for second in other.items:
                classes = {self.worked(first), self.worked(second)}
                alike = self.emphasis(first) == self.emphasis(second)
                if classes == {TOP_CLASS} or (alike and classes == {TOP_CLASS, TOP_CLASS - 1}):
                    return True
        return False

    def sprints_apart(self) -> bool:
        rung, apart = self.limits.max_sprint_rung, self.limits.max_sprint_spacing_days
        before = {one.date - dt.timedelta(1) for one in self.own if one.top_rung >= rung}
        is_clear = before.isdisjoint([*self.heavy_days(), *self.heavy_before()])
        return is_clear and self.days_apart(rung, apart) and self.runs_come_first()

    def runs_come_first(self) -> bool:
        order = {one.key: place for place, one in enumerate(self.programme.sessions)}
        runs = {one.date: order[one.key] for one in self.own if one.kind is Kind.RUNNING}
        return all(
            runs[one.date] < order[one.key]
            for one in self.own
            if one.kind is Kind.STRENGTH and one.date in runs
        )

    def clear_before_matches(self) -> bool:
        """Three days clear: nobody knows of two such sessions in the 14 days before."""
        clear = self.limits.match_before_days_unaccustomed
        return not any(0 <= (m - day).days < clear for m in self.matches() for day in self.heavy_days())

    def clear_after_matches(self) -> bool:
        after = self.limits.match_after_days
        played = {past.on for past in self.now.sessions if past.competition}
        matches = {*self.matches(), *played}
        return not any(0 <= (day - m).days < after for m in matches for day in self.heavy_days())

    def knee_and_hip_each_week(self) -> bool:
        needed = 1 if self.now.state is State.S1 else 2
        for week in self.weeks():
            used = [self.library(i) for one in week for i in one.items if i.exercise in self.plan.exercises]
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
        if self.number < STAGES.index(State.S3) + 1:
            return True
        return all(
            any(
                self.worked(item) >= self.limits.exposure_class and self.library(item).knee_flexion_halves
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

    def light_is_kept(self) -> bool:
        if self.is_clear:
            return True
        last = max(self.now.light_on or self.now.day, self.now.day) + dt.timedelta(1)
        for one in self.own:
            if (self.is_red or one.date <= last) and (self.top_class(one) >= 2 or one.top_rung >= 5):
                return False
            if self.is_red and one.top_rung > 0:
                return False
        return not any(one.plays and (self.is_red or one.date <= last) for one in self.programme.sessions)

    def level_in_reach(self) -> bool:
        level = max(self.terms.level or 0, self.rules.stages[self.now.state].level) - self.now.level_down
        most = max(level, 1) + self.limits.level_margin
        return all(self.library(item).level <= most for item in self.in_library())

    def sides_are_even(self) -> bool:
        return all(
            0 <= item.extra_sets <= self.limits.extra_sets_weaker_leg
            and (item.extra_side is self.now.side if item.extra_sets else item.extra_side is None)
            and (item.each_leg or not item.extra_sets)
            for item in self.items()
        )

    def warm_up_before_work(self) -> bool:
        ran = {one.date for one in self.own if one.kind is Kind.RUNNING and one.top_rung > 0}
        for one in self.own:
            heavy = self.top_class(one) >= self.limits.warm_up_class
            if not heavy and one.top_rung < self.limits.warm_up_rung:
                continue
            is_warm = one.warm_up_minutes >= self.limits.warm_up_minutes
            if not is_warm and not (one.kind is Kind.STRENGTH and one.date in ran and one.warm_up):
                return False
        return True

    def stretches_in_range(self) -> bool:
        low, high = self.limits.stretch_seconds
        for item in self.items():
            is_held = self.emphasis(item) is Emphasis.MOBILITY and item.unit == "seconds"
            if is_held and (self.number < STAGES.index(State.S3) + 1 or not low <= item.amount <= high):
                return False
        return True

    def front_of_thigh_each_week(self) -> bool:
        if self.number < STAGES.index(State.S3) + 1:
            return True
        return all(
            any(self.emphasis(item) is Emphasis.QUADRICEPS for one in week for item in one.items)
            for week in self.weeks()
        )

    def children_are_spared(self) -> bool:
        age = self.now.age_years
        if age is None or age >= _CHILD_YEARS:
            return True
        most = self.limits.child_top_reps_per_week
        named = {item.exercise for item in self.items()}
        return not named & self.limits.child_never and all(self.top_reps(w) <= most for w in self.weeks())

    def within_minutes(self) -> bool:
        asked = self.rules.limits.default_minutes if self.terms.minutes is None else self.terms.minutes
        return all(one.minutes <= asked for one in self.own)

    def fast_running_where_it_belongs(self) -> bool:
        if self.number < STAGES.index(State.S5) + 1:
            return not self.days_from_rung(self.limits.sprint_rung)
        if self.number == STAGES.index(State.S5) + 1:
            return True
        return not self.is_clear or all(
            any(one.top_rung >= self.limits.sprint_rung or one.plays for one in self.all_of(dates))
            for dates, _ in self.dated_weeks()
        )

    def no_banned_pair(self) -> bool:
        for one in self.own:
            names = {item.exercise for item in one.items}
            if {"good_morning", "deadlift"} <= names:
                return False
            if sum(self.worked(item) >= TOP_CLASS for item in one.items) > 1:
                return False
        return True

    def every_item_is_complete(self) -> bool:
        return all(
            item.dose
            and item.sets >= 1
            and item.amount >= 1
            and item.tempo
            and item.rest
            and item.stop_rule
            and item.sources
            and len(item.cues) >= MIN_CUES
            for item in self.items()
        ) and all(one.items for one in self.own)

    def no_fast_days_in_a_row(self) -> bool:
        limits = self.rules.limits
        rung = limits.consecutive_rung_fast_track if self.now.is_fast_track else limits.consecutive_rung
        return self.days_apart(rung, 2)

    def matches_rise_slowly(self) -> bool:
        """No match before S7; in S7 minutes by turn, and so many hours between the first two."""
        played = self.matches()
        start = self.rules.stages[self.now.state].first_rung
        until = self.now.cleared_until
        away = [one.date for one in self.programme.sessions if one.plays or one.kind is Kind.TEAM]
        if any(until is None or day > until for day in away):
            return False
        if played and self.now.rung_lowered and self.now.rung < start:
            return False
        if played and self.number < STAGES.index(State.S7) + 1:
            return False
        if self.now.state is not State.S7:
            return True
        last = max((past.on for past in self.now.sessions if past.competition), default=None)
        apart = self.rules.limits.first_matches_apart_hours
        for turn, day in enumerate(played, start=self.now.matches_played):
            if turn == 1 and last is not None and (day - last).days * 24 < apart:
                return False
            if (one := self.match_on(day)).match_minutes != self.minutes_of_turn(turn):
                return False
            last = one.date
        return True

    def match_on(self, day: dt.date) -> CaseSession:
        return next(one for one in self.programme.sessions if one.plays and one.date == day)

    def minutes_of_turn(self, turn: int) -> tuple[int, int] | None:
        steps = self.rules.match_minutes
        return steps[turn] if turn < len(steps) else None

    # reading -------------------------------------------------------------------------------------

    def items(self) -> Iterator[CaseItem]:
        for one in self.own:
            yield from one.items

    def in_library(self) -> Iterator[CaseItem]:
        return (item for item in self.items() if item.exercise is not None)

    def exercise(self, item: CaseItem) -> Exercise:
        if item.exercise is None:
            raise ValueError("walking is no exercise of the library")
        return self.plan.exercises[item.exercise]

    library = exercise

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
