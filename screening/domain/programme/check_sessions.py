"""Hard constraints that one session keeps or breaks by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from screening.domain.plan.exercises import Emphasis, Exercise, Stage, Unit

from .model import DatedSession, Done
from .programme_reader import WEEK, ProgrammeReader

MIN_CUES = 3
Check = tuple[str, Callable[[], bool]]
_RUNGS = {Stage.S1: 0, Stage.S2: 2, Stage.S3: 4, Stage.S4: 6}
_FASTEST = 9


def session_checks(reader: ProgrammeReader) -> Iterator[Check]:
    """Each rule with the question whether it holds."""
    checks = _SessionChecks(reader)
    yield "plan.HC01", checks.every_exercise_exists
    yield "plan.HC02", checks.within_class_cap
    yield "plan.HC03", checks.within_rung_cap
    yield "plan.HC04", checks.no_contraindication
    yield "plan.HC05", checks.kit_is_there
    yield "plan.HC19", checks.level_in_reach
    yield "plan.HC20", checks.legs_get_the_same
    yield "plan.HC21", checks.warm_up_before_work
    yield "plan.HC22", checks.stretches_in_range
    yield "plan.HC24", checks.children_are_spared
    yield "plan.HC25", checks.within_minutes
    yield "plan.HC29", checks.no_banned_pair
    yield "plan.HC30", checks.every_item_is_complete


class _SessionChecks:
    def __init__(self, reader: ProgrammeReader) -> None:
        self.reader, self.limits = reader, reader.limits

    def _exercises(self) -> Iterator[tuple[dt.date, Exercise]]:
        for entry, item in self.reader.open_items():
            exercise = self.reader.exercise(item)
            if exercise is not None:
                yield entry.date, exercise

    def _sessions(self) -> list[DatedSession]:
        return [entry.session for entry in self.reader.open_entries()]

    def every_exercise_exists(self) -> bool:
        found = [self.reader.exercise(item) for _, item in self.reader.open_items()]
        stage = self.reader.situation.stage
        return all(exercise is not None and stage in exercise.stages for exercise in found)

    def within_class_cap(self) -> bool:
        cap = self.reader.row.class_cap
        return all(one.is_running or one.eccentric_class <= cap for _, one in self._exercises())

    def within_rung_cap(self) -> bool:
        cap = _RUNGS.get(self.reader.situation.stage, _FASTEST)
        return all((one.rung or 0) <= cap for _, one in self._exercises())

    def no_contraindication(self) -> bool:
        codes = self.reader.situation.codes
        return not any(one.contraindications & codes for _, one in self._exercises())

    def kit_is_there(self) -> bool:
        return all(one.fits_kit(self.reader.kit_on(date)) for date, one in self._exercises())

    def level_in_reach(self) -> bool:
        most = self._level() + self.limits.level_margin
        return all(one.level <= most for _, one in self._exercises())

    def legs_get_the_same(self) -> bool:
        """But for at most so many sets more of a one-leg exercise for the leg that measured weaker."""
        facts = self.reader.situation.facts
        left, right = facts.get("nordic_force_left_n"), facts.get("nordic_force_right_n")
        weaker = None
        if isinstance(left, int | float) and isinstance(right, int | float):
            weaker = "left" if left < right else "right"
        for _, item in self.reader.open_items():
            exercise = self.reader.exercise(item)
            is_one_leg = exercise is not None and exercise.each_leg and item.extra_leg == weaker
            if bool(item.extra_sets) != bool(item.extra_leg) or (item.extra_sets and not is_one_leg):
                return False
            if not 0 <= item.extra_sets <= self.limits.extra_sets_weaker_leg:
                return False
        return True

    def _level(self) -> int:
        """The athlete's level: the screening's, and one more for each block of four weeks nearly all done."""
        reader, gained = self.reader, 0
        done = reader.done_of(reader.programme)
        over = [week for week in reader.programme.weeks if week.start + WEEK <= reader.today]
        size = reader.more.following.block_weeks
        for first in range(0, len(over) - size + 1, size):
            keys = [session.key for week in over[first : first + size] for session in week.sessions]
            worth = {Done.DONE: 2, Done.PARTLY: 1}
            halves = sum(worth.get(done[key], 0) for key in keys if key in done)
            gained += bool(keys) and halves >= reader.more.following.block_done * 2 * len(keys)
        gained += self._gained_before()
        return min(reader.situation.level + gained, reader.more.following.highest_level)

    def _gained_before(self) -> int:
        """Levels gained in the programme before this one, at most one for each four weeks of it."""
        weeks = {entry.week.number for entry in self.reader.earlier if entry.counts}
        return len(weeks) // self.reader.more.following.block_weeks

    def warm_up_before_work(self) -> bool:
        limits, with_team = self.limits, self.reader.warms_up_with_team()
        for session in self._sessions():
            works = self.reader.top_class(session) >= limits.warm_up_class
            if not works and self.reader.rung(session) < limits.warm_up_rung:
                continue
            if session.warm_up is None:
                return False
            alone = not with_team
            if alone and session.warm_up_minutes < limits.warm_up_minutes:
                return False
            if alone and self.reader.minutes() < limits.short_session_minutes:
                return False
        return True

    def stretches_in_range(self) -> bool:
        """Holds of 30 to 60 seconds, and never followed by fast running."""
        low, high = self.limits.stretch_seconds
        for session in self._sessions():
            stretched = False
            for item in session.items:
                exercise = self.reader.exercise(item)
                fast = exercise is not None and (exercise.rung or 0) >= self.limits.sprint_rung
                if stretched and fast:
                    return False
                if item.slot == Emphasis.MOBILITY and item.unit == Unit.SECONDS:
                    stretched = True
                    if not low <= item.amount <= high:
                        return False
        return True

    def children_are_spared(self) -> bool:
        if not self.reader.situation.is_child:
            return True
        named = {one.id for _, one in self._exercises()}
        weeks = [self.reader.top_reps_of(week) for week in self.reader.open_weeks()]
        most = self.limits.child_top_reps_per_week
        return not named & self.limits.child_never and all(reps <= most for reps in weeks)

    def within_minutes(self) -> bool:
        return all(session.minutes <= self.reader.minutes() for session in self._sessions())

    def no_banned_pair(self) -> bool:
        top = self.limits.top_class
        for session in self._sessions():
            if sum(self.reader.worked(item) >= top for item in session.items) > 1:
                return False
            if {"good_morning", "deadlift"} <= {item.exercise for item in session.items}:
                return False
        return True

    def every_item_is_complete(self) -> bool:
        cards = {card.exercise: card for card in self.reader.programme.cards}
        protocol = self.reader.protocol
        credited = protocol is None or not protocol.credit or protocol.credit in self.reader.programme.why
        return credited and all(
            item.dose
            and item.tempo
            and item.rest
            and item.stop_rule
            and item.sources
            and item.progress
            and item.regress
            and item.exercise in cards
            and len(cards[item.exercise].cues) >= MIN_CUES
            for _, item in self.reader.open_items()
        )
