"""The rules for which time, days, kit or matches left no room; the programme names them and says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from screening.domain.plan.draft import ENOUGH_HALVES, coverage
from screening.domain.plan.exercises import Stage

from .days import HEAVY
from .draft import DraftWeek
from .past import WEEK
from .setting import Setting
from .sprints import SPRINT_RULE, has_sprint, needs_sprint


def conflicts_of(weeks: Sequence[DraftWeek], setting: Setting, today: dt.date) -> tuple[str, ...]:
    """The ids of those rules, over all weeks that are not over."""
    ahead = [week for week in weeks if not week.is_past]
    found = {rule for week in ahead if week.open_days() for rule in _of_week(week, setting)}
    for before, week in pairwise(weeks):
        if week.open_days() and week.deload and not _keeps_heavy(before, week):
            found.add("plan.HC15")
    if setting.situation.stage is Stage.P and ahead and _has_long_gap(weeks, ahead, setting, today):
        found.add("plan.HC14")
    return tuple(sorted(found))


def _of_week(week: DraftWeek, setting: Setting) -> set[str]:
    found = set()
    knee, hip, front, _ = coverage(list(week.items()))
    if setting.situation.stage is not Stage.S1 and (knee < ENOUGH_HALVES or hip < ENOUGH_HALVES):
        found.add("plan.HC10")
    if setting.situation.stage is Stage.P:
        if not front:
            found.add("plan.HC23")
        if needs_sprint(week, setting) and not has_sprint(week, setting):
            found.add(SPRINT_RULE)
        sets, tolerance = setting.protocol.sets, setting.plan.limits.tier_tolerance
        if sets and week.bounded and not week.deload and week.hamstring_sets < sets[0] - tolerance:
            found.add("plan.HC11")
    return found


def _keeps_heavy(before: DraftWeek, week: DraftWeek) -> bool:
    """Whether an easier week keeps heavy lowering where the week before it had some."""
    return _top(week) >= min(_top(before), HEAVY)


def _top(week: DraftWeek) -> int:
    return max([day.top_class for day in week.days], default=0)


def _has_long_gap(
    weeks: Sequence[DraftWeek], ahead: Sequence[DraftWeek], setting: Setting, today: dt.date
) -> bool:
    """Whether slow lowering at the knee pauses too long ahead; a pause that is over already is let be."""
    limits = setting.plan.limits
    lowered = [
        day.date
        for week in weeks
        for day in week.days
        if day.counts and day.lowers_knee(limits.exposure_class)
    ]
    end = ahead[-1].start + WEEK
    before = max([date for date in lowered if date < today], default=dt.date.min)
    from_now = max(today, ahead[0].start)
    off_season = setting.situation.facts.get("season_phase") == "off_season"
    most = setting.rules.following.off_season_gap_days if off_season else limits.exposure_gap_days
    first = before if (from_now - before).days <= most else from_now
    days = [first, *sorted(date for date in lowered if date >= today), end]
    return any((two - one).days > most for one, two in pairwise(days))
