"""Where a week without a match gets its fast running (plan.HC26), clear of heavy lowering (plan.HC07)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence

from screening.domain.plan.exercises import Emphasis, Exercise, Stage, Unit
from screening.domain.rounding import settled

from .draft import DatedDraft, DraftDay, DraftWeek
from .setting import Setting

SPRINT_RULE = "plan.HC26"
_ONE_DAY = dt.timedelta(1)
_PACED = 5
_EXTRAS = (Emphasis.MOBILITY, Emphasis.TRUNK)


def needs_sprint(week: DraftWeek, setting: Setting) -> bool:
    """Whether the week should hold fast running of its own: no match, a place to run, part of the sport."""
    situation = setting.situation
    return situation.stage is Stage.P and situation.wants_sprints and not week.match_dates


def has_sprint(week: DraftWeek, setting: Setting) -> bool:
    return any(day.top_rung >= setting.plan.limits.sprint_rung for day in week.days)


def metres_budget(before: int, setting: Setting) -> int:
    """How many metres of fast running a week may hold after so many in the week before it (plan.HC27)."""
    limits = setting.plan.limits
    if before >= limits.fast_metres_base:
        return math.floor(settled(before * (1 + limits.fast_metres_rise)))
    return before + limits.fast_metres_step


def keep_metres(week: DraftWeek, before: DraftWeek | None, setting: Setting) -> None:
    """Shorter runs, then fewer, where a report has taken fast running out of the week before."""
    budget = metres_budget(before.fast_metres if before else 0, setting)
    runs = [item for day in week.open_days() for item in day.items if item.metres]
    for item in runs:
        fewest = item.exercise.dose.metres[0] if item.exercise.dose.metres else item.metres
        while week.fast_metres > budget and item.metres - _PACED >= fewest:
            item.metres -= _PACED
        while week.fast_metres > budget and item.amount > 1:
            item.set_amount(item.amount - 1)


def add_sprint(
    week: DraftWeek,
    free: Sequence[dt.date],
    level: int,
    around: Sequence[DraftDay],
    budget: int,
    setting: Setting,
) -> None:
    """On a day of its own where the athlete has one more, else first thing in a session that has the time.

    Args:
        free: further days of the week that could carry a session.
        around: sessions of the week and of those beside it.
        budget: the most metres of fast running.
    """
    if not needs_sprint(week, setting) or has_sprint(week, setting) or setting.situation.is_short:
        return
    options = []
    if len(week.days) < setting.days:
        place = max([day.place for day in week.days], default=0) + 1
        options = [
            DraftDay(date, place, setting.on(date, level), 0) for date in sorted(free, key=_clear_of(around))
        ]
    for day in (*options, *_by_lightness(week)):
        runs = next(_runs(day, around, budget, setting), None)
        if runs is None:
            continue
        day.items.insert(0, runs)
        if day not in week.days:
            week.days.append(day)
        return


def _clear_of(around: Sequence[DraftDay]) -> Callable[[dt.date], tuple[int, dt.date]]:
    """Sort key: days far from other sessions first, then early ones."""

    def key(date: dt.date) -> tuple[int, dt.date]:
        gaps = [abs((day.date - date).days) for day in around]
        return -min([*gaps, 2]), date

    return key


def _by_lightness(week: DraftWeek) -> list[DraftDay]:
    return sorted(week.open_days(), key=lambda day: (day.hamstring_sets, day.date))


def _runs(day: DraftDay, around: Sequence[DraftDay], budget: int, setting: Setting) -> Iterator[DatedDraft]:
    """What the day has room for, best first: the fastest drill, as often as the rule says or less often."""
    rule, plan = setting.plan.sprint, setting.plan
    for exercise in plan.slots[rule.slot].exercises:
        if not day.situation.may_do(exercise) or not _may_run(exercise, day, around, setting):
            continue
        lowest, highest = exercise.dose.amount
        for amount in range(min(max(rule.amount, lowest), highest), lowest - 1, -1):
            metres = _metres(exercise, budget // (rule.sets * amount))
            if metres is not None:
                runs = DatedDraft(rule.slot, exercise, rule.sets, Unit.RUNS, amount, metres=metres)
                if _has_room(runs, day, setting):
                    yield runs


def _metres(exercise: Exercise, most: int) -> int | None:
    """The fast metres of one run, in steps one can pace out; None where even the fewest are too many."""
    if exercise.dose.metres is None:
        return None
    fewest, longest = exercise.dose.metres
    metres = min(longest, most)
    metres -= metres % _PACED
    return metres if metres >= fewest else None


def _may_run(exercise: Exercise, day: DraftDay, around: Sequence[DraftDay], setting: Setting) -> bool:
    """Whether it is fast, and keeps its distance from heavy lowering and other fast days."""
    limits, rung = setting.plan.limits, exercise.rung or 0
    if rung < limits.sprint_rung:
        return False
    return rung < limits.max_sprint_rung or _is_clear(day, around, setting)


def _has_room(runs: DatedDraft, day: DraftDay, setting: Setting) -> bool:
    """Whether the runs with their rests fit beside all work for the thigh, so that they never cost a set."""
    work = [item for item in day.items if item.exercise.emphasis not in _EXTRAS]
    with_runs = DraftDay(day.date, day.place, day.situation, 0, [runs, *work])
    return with_runs.minutes(setting.plan.limits.change_over_seconds) <= day.situation.exercise_minutes


def _is_clear(day: DraftDay, around: Sequence[DraftDay], setting: Setting) -> bool:
    limits = setting.plan.limits
    for other in around:
        gap = abs((other.date - day.date).days)
        if 0 < gap < limits.max_sprint_spacing_days and other.top_rung >= limits.max_sprint_rung:
            return False
        if other.date == day.date - _ONE_DAY and other.top_class >= limits.top_class:
            return False
    return True
