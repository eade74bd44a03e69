"""Checks a finished plan against the hard constraints, apart from the code that built it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from screening.domain.rounding import settled
from screening.domain.vocabulary import PlanKind

from .exercises import Emphasis, Stage, Unit
from .model import Plan, Week
from .plan_reader import DAYS_A_WEEK, PlanReader
from .rules import PlanRules, Programme
from .situation import Situation

MIN_CUES = 3


def check_plan(
    plan: Plan, situation: Situation, rules: PlanRules, programme: Programme | None = None
) -> list[str]:
    """The ids of the hard constraints that the plan breaks; empty when it holds.

    Args:
        programme: what the weeks were built from, for the bounds on sets; None leaves those out.
    Source:
        programmes.md 9.2. A rule the plan itself names in `conflicts` is not counted again.
    """
    if plan.kind in (None, PlanKind.REST_AND_REFER):
        return ["plan.HC18"] if plan.weeks or plan.ladder else []
    checker = _Checker(plan, situation, rules, programme)
    broken = [rule for rule, holds in checker.checks() if not holds()]
    return sorted(set(broken) - set(plan.conflicts))


class _Checker(PlanReader):
    def __init__(
        self, plan: Plan, situation: Situation, rules: PlanRules, programme: Programme | None
    ) -> None:
        super().__init__(plan, situation, rules)
        self.programme = programme
        self.trains = plan.kind is PlanKind.PREVENTION

    def checks(self) -> Iterator[tuple[str, Callable[[], bool]]]:
        yield "plan.HC01", self.every_exercise_exists
        yield "plan.HC02", self.within_class_cap
        yield "plan.HC04", self.no_contraindication
        yield "plan.HC05", self.kit_is_there
        yield "plan.HC06", self.heavy_days_apart
        yield "plan.HC07", self.sprints_apart
        yield "plan.HC08", self.clear_before_matches
        yield "plan.HC09", self.clear_after_matches
        yield "plan.HC10", self.knee_and_hip_each_week
        yield "plan.HC11", self.sets_within_bounds
        yield "plan.HC12", self.top_reps_within_bounds
        yield "plan.HC13", self.top_reps_rise_slowly
        yield "plan.HC14", self.no_long_gap
        yield "plan.HC15", self.deload_is_lighter
        yield "plan.HC16", self.one_quiet_day
        yield "plan.HC19", self.level_in_reach
        yield "plan.HC21", self.warm_up_before_work
        yield "plan.HC22", self.stretches_in_range
        yield "plan.HC23", self.front_of_thigh_each_week
        yield "plan.HC24", self.children_are_spared
        yield "plan.HC25", self.within_minutes
        yield "plan.HC26", self.fast_running_each_week
        yield "plan.HC29", self.no_banned_pair
        yield "plan.HC30", self.every_item_is_complete

    # the constraints -----------------------------------------------------------------------------

    def every_exercise_exists(self) -> bool:
        return all(
            item.exercise in self.rules.exercises and self.situation.stage in self.exercise(item).stages
            for item in self.items()
        )

    def within_class_cap(self) -> bool:
        cap = self.situation.class_cap
        return all(self.exercise(i).is_running or i.eccentric_class <= cap for i in self.items())

    def no_contraindication(self) -> bool:
        return not any(self.exercise(i).contraindications & self.situation.codes for i in self.items())

    def kit_is_there(self) -> bool:
        return all(self.exercise(item).fits_kit(self.situation.kit) for item in self.items())

    def heavy_days_apart(self) -> bool:
        """Top-class sessions, and top and next-to-top class of one kind, keep their distance."""
        apart, top = self.limits.class_spacing_days, self.limits.top_class
        days = list(self.sessions())
        for index, (day, session) in enumerate(days):
            for other_day, other in days[index + 1 :]:
                if day == other_day or other_day - day >= apart:
                    continue
                for one in session.items:
                    for two in other.items:
                        classes = {self.worked(one), self.worked(two)}
                        same = one.slot == two.slot
                        if classes == {top} or (same and classes == {top, top - 1}):
                            return False
        return True

    def sprints_apart(self) -> bool:
        rung = self.limits.max_sprint_rung
        days = [day for day, session in self.sessions() if self.top_rung(session) >= rung]
        spaced = all(b - a >= self.limits.max_sprint_spacing_days for a, b in pairwise(days))
        return spaced and not any(day - 1 in self.heavy_days() for day in days) and self.sprint_comes_first()

    def sprint_comes_first(self) -> bool:
        return all(
            [self.exercise(item).is_running for item in session.items]
            == sorted((self.exercise(item).is_running for item in session.items), reverse=True)
            for _, session in self.sessions()
            if self.trains
        )

    def clear_before_matches(self) -> bool:
        """Two days clear before a match; three while fewer than two such sessions lie in the last 14 days."""
        heavy = self.heavy_days()
        for match in self.matches():
            for day in heavy:
                used_to_it = sum(day - 2 * DAYS_A_WEEK <= before < day for before in heavy) >= 2
                clear = (
                    self.limits.match_before_days
                    if used_to_it
                    else self.limits.match_before_days_unaccustomed
                )
                if 0 <= match - day < clear:
                    return False
        return True

    def clear_after_matches(self) -> bool:
        after = self.limits.match_after_days
        return not any(0 <= day - match < after for match in self.matches() for day in self.heavy_days())

    def knee_and_hip_each_week(self) -> bool:
        for week in self.plan.weeks:
            used = [self.exercise(item) for session in week.sessions for item in session.items]
            needed = 2 if self.situation.stage is not Stage.S1 else 1
            if sum(exercise.knee_flexion_halves for exercise in used) < needed:
                return False
            if sum(exercise.hip_extension_halves for exercise in used) < needed:
                return False
        return True

    def sets_within_bounds(self) -> bool:
        if any(self.session_sets(session) > self.limits.sets_per_session for _, session in self.sessions()):
            return False
        return all(self._week_within_bounds(week) for week in self.plan.weeks)

    def _week_within_bounds(self, week: Week) -> bool:
        sets = self.hamstring_sets(week)
        if sets > self.limits.sets_per_week:
            return False
        bounds = self.programme.sets if self.programme else None
        if bounds is None or self.rules.templates[week.template].is_protocol:
            return True
        # A deload asks for less than the tier does, so only its upper bound counts there.
        least = 0 if week.deload else bounds[0] - self.limits.tier_tolerance
        return least <= sets <= bounds[1] + self.limits.tier_tolerance

    def top_reps_within_bounds(self) -> bool:
        return all(
            self.top_reps(session) <= self.limits.top_reps_per_session for _, session in self.sessions()
        ) and all(reps <= self.limits.top_reps_per_week for reps in self.weekly_top_reps())

    def top_reps_rise_slowly(self) -> bool:
        limits, weekly = self.limits, self.weekly_top_reps()
        for index, reps in enumerate(weekly):
            most = max(weekly[max(0, index - 4) : index], default=0)
            first = most == 0
            allowed = (
                limits.top_reps_first_week
                if first
                else max(most + limits.top_reps_step, limits.top_reps_ratio * most)
            )
            if reps > allowed:
                return False
        return True

    def no_long_gap(self) -> bool:
        if not self.trains:
            return True
        days = [
            day
            for day, session in self.sessions()
            if any(
                i.eccentric_class >= self.limits.exposure_class and self.exercise(i).knee_flexion_halves
                for i in session.items
            )
        ]
        gap = self.limits.exposure_gap_days
        ends = [0, *days, len(self.plan.weeks) * DAYS_A_WEEK]
        return all(b - a <= gap for a, b in pairwise(ends))

    def deload_is_lighter(self) -> bool:
        for before, week in pairwise(self.plan.weeks):
            if (week.number % self.limits.deload_every_weeks == 0) != week.deload:
                return False
            if week.deload and not self._is_lighter(before, week):
                return False
        return True

    def _is_lighter(self, before: Week, week: Week) -> bool:
        """A third to a half fewer sets, unless one of each is left; matches may take away more."""
        least, most = self.limits.deload_cut
        sets, full = self.hamstring_sets(week), self.hamstring_sets(before)
        one_of_each = all(
            item.sets == 1 or not self.exercise(item).loads_hamstring
            for session in week.sessions
            for item in session.items
        )
        if not one_of_each and sets > settled(full * (1 - least)):
            return False
        if before.match_days != week.match_days:
            return True
        keeps_class = self.top_worked(week) >= min(self.top_worked(before), self.limits.top_class - 1)
        return keeps_class and sets >= settled(full * (1 - most))

    def one_quiet_day(self) -> bool:
        return all(
            len(
                {
                    session.day
                    for session in week.sessions
                    if self.top_class(session) >= self.limits.exposure_class
                    or self.top_rung(session) >= self.limits.sprint_rung
                }
            )
            < DAYS_A_WEEK
            for week in self.plan.weeks
        )

    def level_in_reach(self) -> bool:
        most = self.situation.level + self.limits.level_margin
        return all(self.exercise(item).level <= most for item in self.items())

    def warm_up_before_work(self) -> bool:
        limits = self.limits
        return all(
            session.warm_up is not None
            for _, session in self.sessions()
            if self.top_class(session) >= limits.warm_up_class
            or self.top_rung(session) >= limits.warm_up_rung
        ) and not (
            self.situation.is_short
            and any(self.top_class(session) > limits.short_session_class for _, session in self.sessions())
        )

    def stretches_in_range(self) -> bool:
        low, high = self.limits.stretch_seconds
        return all(
            low <= item.amount <= high
            for item in self.items()
            if item.slot == Emphasis.MOBILITY and item.unit == Unit.SECONDS
        )

    def front_of_thigh_each_week(self) -> bool:
        return not self.trains or all(
            any(item.slot == Emphasis.QUADRICEPS for session in week.sessions for item in session.items)
            for week in self.plan.weeks
        )

    def children_are_spared(self) -> bool:
        if not self.situation.is_child:
            return True
        named = {item.exercise for item in self.items()} | {rung.exercise for rung in self.plan.ladder}
        most = self.limits.child_top_reps_per_week
        return not named & self.limits.child_never and all(reps <= most for reps in self.weekly_top_reps())

    def within_minutes(self) -> bool:
        return all(session.minutes <= self.situation.minutes for _, session in self.sessions())

    def fast_running_each_week(self) -> bool:
        if not self.trains or not self.situation.wants_sprints:
            return True
        return all(
            week.match_days
            or any(self.top_rung(session) >= self.limits.sprint_rung for session in week.sessions)
            for week in self.plan.weeks
        )

    def no_banned_pair(self) -> bool:
        top = self.limits.top_class
        return all(sum(self.worked(item) >= top for item in s.items) <= 1 for _, s in self.sessions())

    def every_item_is_complete(self) -> bool:
        cards = {card.exercise: card for card in self.plan.cards}
        return all(
            item.dose
            and item.tempo
            and item.rest
            and item.stop_rule
            and item.sources
            and item.exercise in cards
            and len(cards[item.exercise].cues) >= MIN_CUES
            for item in self.items()
        )
