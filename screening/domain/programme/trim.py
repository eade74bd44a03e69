"""Brings a week inside its time, its bounds and its ramp by taking sets away."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence

from screening.domain.plan.exercises import Emphasis
from screening.domain.rounding import settled

from .draft import DAYS_A_WEEK, DatedDraft, DraftDay, DraftWeek
from .rules import Note
from .setting import Setting

RAMP_WEEKS = 4
_RAMP, _CEILING, _CHILD = "plan.HC13", "plan.HC12", "plan.HC24"


def keep_to_time(week: DraftWeek, setting: Setting) -> None:
    """Each open session into its minutes and its most sets, extras first, the main lifts last."""
    for day in week.open_days():
        while not fits(day, setting):
            if not _fits_time(day, setting):
                day.because(Note.TIME)
            item = first_to_go(week, day, setting)
            if item is None:
                _shorten(day, setting)
                break
            week.lose_set(day, item)


def fits(day: DraftDay, setting: Setting) -> bool:
    """Whether a session keeps to its minutes and its most hamstring sets."""
    return _fits_time(day, setting) and day.hamstring_sets <= setting.plan.limits.sets_per_session


def _fits_time(day: DraftDay, setting: Setting) -> bool:
    return day.minutes(setting.plan.limits.change_over_seconds) <= day.situation.exercise_minutes


def _shorten(day: DraftDay, setting: Setting) -> None:
    """Where one set of each is still too long: the fewest repetitions, then fewer exercises."""
    for item in day.items:
        item.set_amount(min(item.amount, item.exercise.dose.amount[0]))
    for emphasis in (Emphasis.QUADRICEPS, Emphasis.RUNNING):
        if not fits(day, setting):
            rest = [item for item in day.items if item.exercise.emphasis is not emphasis]
            day.items = rest or day.items
    while not fits(day, setting) and len(day.items) > 1:
        day.items.pop()


def first_to_go(
    week: DraftWeek, day: DraftDay, setting: Setting, *, hamstring: bool = False
) -> DatedDraft | None:
    """The item that loses a set first; never what the week must have."""
    going = [
        item
        for item in day.items
        if (item.exercise.loads_hamstring or not hamstring) and week.can_lose(day, item)
    ]
    return min(going, key=lambda item: _going(item, setting), default=None)


def _going(item: DatedDraft, setting: Setting) -> tuple[bool, bool, int]:
    """Sort key: extras go whole and first; of the main lifts each keeps one set before any goes."""
    rules = setting.plan
    is_main = item.slot in rules.trim_last
    return is_main, is_main and item.sets == 1, rules.trim_rank.get(item.slot, len(rules.trim_rank))


def lose_hamstring_sets(week: DraftWeek, most: int, setting: Setting) -> None:
    """Down to so many hamstring sets, the less important sessions first."""
    while week.hamstring_sets > most:
        for day in reversed(week.open_days()):
            item = first_to_go(week, day, setting, hamstring=True)
            if item is not None:
                week.lose_set(day, item)
                break
        else:
            return


def keep_bounds(week: DraftWeek, setting: Setting) -> None:
    """No more sets than a week may have, or than the tier has where its bounds count."""
    lose_hamstring_sets(week, most_sets_of(week, setting), setting)


def most_sets_of(week: DraftWeek, setting: Setting) -> int:
    """The most hamstring sets of a week (plan.HC11)."""
    limits, sets = setting.plan.limits, setting.protocol.sets
    if sets is None or not week.bounded:
        return limits.sets_per_week
    return min(limits.sets_per_week, sets[1] + limits.tier_tolerance)


def keep_below(week: DraftWeek, most: int, setting: Setting) -> None:
    """No more hamstring sets than with a little more time; the sessions that lose some say so."""
    before = {day.place: day.hamstring_sets for day in week.open_days()}
    lose_hamstring_sets(week, most, setting)
    for day in week.open_days():
        if day.hamstring_sets < before[day.place]:
            day.because(Note.TIME)


def ease(week: DraftWeek, before: DraftWeek | None, setting: Setting) -> None:
    """An easier week has at most so many sets of the week before it (plan.HC15)."""
    if week.deload and before is not None:
        most = settled(before.hamstring_sets * (1 - setting.plan.limits.deload_cut[0]))
        lose_hamstring_sets(week, math.floor(most), setting)


def keep_half(week: DraftWeek, before: DraftWeek | None, setting: Setting) -> None:
    """An easier week that lost lines to fewer days gets sets back, up to the least it should hold."""
    if not week.deload or before is None or before.is_past:
        return
    least = math.ceil(settled(before.hamstring_sets * (1 - setting.plan.limits.deload_cut[1])))
    while week.hamstring_sets < least and _add_set(week, setting):
        pass


def _add_set(week: DraftWeek, setting: Setting) -> bool:
    """One set more for the exercise that has fewest, where the session has room for it."""
    items = [(day, item) for day in week.open_days() for item in day.items]
    loading = [(day, item) for day, item in items if item.exercise.loads_hamstring and not item.amounts]
    for day, item in sorted(loading, key=lambda pair: pair[1].sets):
        if item.sets < item.exercise.dose.sets[1]:
            item.sets += 1
            if fits(day, setting):
                return True
            item.sets -= 1
    return False


def top_reps_budget(start: dt.date, before: Iterable[DraftWeek], setting: Setting) -> int | None:
    """How many repetitions of the top class a week may hold; None where nothing limits them.

    The first week with them has its own limit; later ones go by the highest of the four weeks before.
    """
    limits, exempt = setting.plan.limits, setting.protocol.exempt
    least = start - dt.timedelta(RAMP_WEEKS * DAYS_A_WEEK)
    highest = max(
        [week.top_reps(limits.top_class) for week in before if least <= week.start < start], default=0
    )
    budgets = []
    if _RAMP not in exempt:
        rise = max(highest + limits.top_reps_step, settled(limits.top_reps_ratio * highest))
        budgets.append(math.floor(rise) if highest else limits.top_reps_first_week)
    if _CEILING not in exempt:
        budgets.append(limits.top_reps_per_week)
    if setting.situation.is_child:
        budgets.append(limits.child_top_reps_per_week)
    return min(budgets, default=None)


def keep_ramp(week: DraftWeek, before: Sequence[DraftWeek], setting: Setting) -> None:
    """Repetitions of the top class within the week's budget and each session's (plan.HC12, HC13, HC24)."""
    limits = setting.plan.limits
    if _CEILING not in setting.protocol.exempt:
        for day in week.open_days():
            while day.top_reps(limits.top_class) > limits.top_reps_per_session:
                _lose_repetition([day], limits.top_class)
    budget = top_reps_budget(week.start, before, setting)
    while budget is not None and week.top_reps_at_most(limits.top_class) > budget:
        if not _lose_repetition(list(reversed(week.open_days())), limits.top_class):
            return
    for day in week.open_days():
        day.items = [item for item in day.items if item.sets > 0]


def _lose_repetition(days: Sequence[DraftDay], top_class: int) -> bool:
    """One repetition a set less where sets are long, else one set less, else the item."""
    heavy = [item for day in days for item in day.heavy_items(top_class) if item.sets > 0]
    if not heavy:
        return False
    item = max(heavy, key=lambda one: (one.amount - one.exercise.dose.amount[0], one.sets))
    if item.amount > item.exercise.dose.amount[0]:
        item.set_amount(item.amount - 1)
    else:
        item.lose_set()
    return True
