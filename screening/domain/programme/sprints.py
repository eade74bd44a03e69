"""Where a week without a match gets its fast running (plan.HC26), clear of heavy lowering (plan.HC07)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from screening.domain.plan.exercises import Exercise, Stage, Unit

from .draft import DatedDraft, DraftDay, DraftWeek
from .setting import Setting

SPRINT_RULE = "plan.HC26"
_ONE_DAY = dt.timedelta(1)


def needs_sprint(week: DraftWeek, setting: Setting) -> bool:
    """Whether the week should hold fast running of its own: no match, a place to run, part of the sport."""
    situation = setting.situation
    return situation.stage is Stage.P and situation.wants_sprints and not week.match_dates


def has_sprint(week: DraftWeek, setting: Setting) -> bool:
    return any(day.top_rung >= setting.plan.limits.sprint_rung for day in week.days)


def add_sprint(
    week: DraftWeek, free: Sequence[dt.date], level: int, around: Sequence[DraftDay], setting: Setting
) -> None:
    """On a day of its own where the athlete has one more, else first thing in a session that has the time.

    Args:
        free: further days of the week that could carry a session.
        around: sessions of the week and of those beside it.
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
        exercise = _fastest(day, around, setting)
        if exercise is None or not _fits_alone(exercise, day, setting):
            continue
        day.items.insert(0, _runs(exercise, setting))
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


def _fastest(day: DraftDay, around: Sequence[DraftDay], setting: Setting) -> Exercise | None:
    """The first of the sprint slot that keeps its distance from heavy lowering and other fast days."""
    limits, plan = setting.plan.limits, setting.plan
    for exercise in plan.slots[plan.sprint.slot].exercises:
        if not day.situation.may_do(exercise) or (exercise.rung or 0) < limits.sprint_rung:
            continue
        if (exercise.rung or 0) < limits.max_sprint_rung or _is_clear(day, around, setting):
            return exercise
    return None


def _fits_alone(exercise: Exercise, day: DraftDay, setting: Setting) -> bool:
    """Whether the runs with their rests leave the session inside its minutes, were there nothing else."""
    alone = DraftDay(day.date, day.place, day.situation, 0, [_runs(exercise, setting)])
    return alone.minutes(setting.plan.limits.change_over_seconds) <= day.situation.exercise_minutes


def _is_clear(day: DraftDay, around: Sequence[DraftDay], setting: Setting) -> bool:
    limits = setting.plan.limits
    for other in around:
        gap = abs((other.date - day.date).days)
        if 0 < gap < limits.max_sprint_spacing_days and other.top_rung >= limits.max_sprint_rung:
            return False
        if other.date == day.date - _ONE_DAY and other.top_class >= limits.top_class:
            return False
    return True


def _runs(exercise: Exercise, setting: Setting) -> DatedDraft:
    rule = setting.plan.sprint
    lowest, highest = exercise.dose.amount
    amount = min(max(rule.amount, lowest), highest)
    return DatedDraft(rule.slot, exercise, rule.sets, Unit.RUNS, amount)
