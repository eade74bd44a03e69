"""Checks each item and each session of a case's days, apart from what built them."""

from __future__ import annotations

from screening.domain.case.words import State
from screening.domain.plan.exercises import Emphasis, Stage

from .check_reader import TOP_CLASS, CheckReader
from .model import Kind

MIN_CUES = 3


class ItemChecks(CheckReader):
    """One rule each, over all items or sessions."""

    def every_exercise_exists(self) -> bool:
        stage = Stage(self.now.state.value)
        for item in self.items():
            if item.exercise is None:
                if item.rung != 0:
                    return False
            elif item.exercise not in self.plan.exercises or stage not in self.exercise(item).stages:
                return False
        return True

    def within_class_cap(self) -> bool:
        cap = self.class_cap()
        return all(self.worked(item) <= cap for item in self.items())

    def within_rung_cap(self) -> bool:
        cap = min(self.rules.stages[self.now.state].highest_rung, self.now.rung)
        return all((item.rung or 0) <= cap for item in self.items())

    def no_contraindication(self) -> bool:
        return not any(self.exercise(item).contraindications & self.terms.codes for item in self.in_library())

    def kit_is_there(self) -> bool:
        kit = self.rules.default_kit if self.terms.kit is None else self.terms.kit
        return all(self.exercise(item).fits_kit(kit) for item in self.in_library())

    def level_in_reach(self) -> bool:
        level = max(self.terms.level or 0, self.rules.stages[self.now.state].level) - self.now.level_down
        most = max(level, 1) + self.limits.level_margin
        return all(self.exercise(item).level <= most for item in self.in_library())

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
            if is_held and (not self.is_from(State.S3) or not low <= item.amount <= high):
                return False
        return True

    def within_minutes(self) -> bool:
        asked = self.rules.limits.default_minutes if self.terms.minutes is None else self.terms.minutes
        return all(one.minutes <= asked for one in self.own)

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
