"""Checks the days ahead of a case against the hard constraints, apart from the code that built them.

It reads a finished programme, what is known of the case, and the data; nothing of how the days were made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from screening.domain.case.words import STAGES
from screening.domain.plan.rules import PlanRules

from .check_items import ItemChecks
from .check_metres import MetresChecks
from .check_spacing import SpacingChecks
from .check_weeks import WeekChecks
from .model import CaseProgramme, StageNow, Terms
from .rules import CaseWeekRules

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


class _Checker(ItemChecks, SpacingChecks, WeekChecks, MetresChecks):
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
        yield "plan.HC27", self.fast_metres_rise_slowly
        yield "plan.HC29", self.no_banned_pair
        yield "plan.HC30", self.every_item_is_complete
        yield "ladder.days", self.no_fast_days_in_a_row
        yield "match.minutes", self.matches_rise_slowly
        yield "day.off", self.day_off_is_kept
        if self.programme.is_clinician_built or self.is_red:
            return  # what a week must hold is then for a clinician, or for the first green day
        yield "plan.HC10", self.knee_and_hip_each_week
        yield "plan.HC14", self.lowering_each_week
        yield "plan.HC23", self.front_of_thigh_each_week
        yield "plan.HC26", self.fast_running_where_it_belongs
