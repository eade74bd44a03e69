"""Which days carry running, strength and matches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from screening.domain.case.words import Light, State
from screening.domain.plan.rules import PlanRules
from screening.domain.programme.matches import Matches

from .bounds import HIGHEST_CLASS, Bounds, consecutive_from
from .model import StageNow, Terms
from .rules import CaseWeekRules

_BEFORE_MATCH = 2
"""Fast running belongs two days before a match (Buchheit2022)."""
_SPACED_CLASS = 2
_HOURS_A_DAY = 24
SPACED_DAYS = 2
RED = frozenset({Light.RED, Light.STOP})
NOT_GREEN = frozenset({Light.AMBER, *RED})


@dataclass(frozen=True, slots=True)
class Calendar:
    """What lies around the days that are planned."""

    now: StageNow
    terms: Terms
    bounds: Bounds
    rules: CaseWeekRules
    plan: PlanRules
    matches: Matches

    def is_free(self, day: dt.date) -> bool:
        """Whether the athlete has that weekday, no match on it, and nobody asked for no session."""
        has_day = not self.terms.days or day.isoweekday() in self.terms.days
        return has_day and day not in self.matches.dates and not is_off(day, self.now)

    def class_cap(self, day: dt.date) -> int:
        """The highest eccentric class of a day, with the matches around it (plan.HC08, plan.HC09)."""
        near = self.matches.class_cap(day)
        return self.bounds.class_cap if near is None else min(near, self.bounds.class_cap)


def running_days(week: Sequence[dt.date], before: Sequence[dt.date], calendar: Calendar) -> list[dt.date]:
    """The days of one week that carry running.

    Args:
        before: days with running before this week, done or planned.
    """
    now, bounds = calendar.now, calendar.bounds
    gap = bounds.week.running.gap_days
    if bounds.rung >= consecutive_from(now, calendar.rules):
        gap = max(gap, SPACED_DAYS)
    count = _count(bounds.week.running.sessions, calendar)
    heavy = _day_after_heavy(calendar)
    free = [day for day in week if calendar.is_free(day) and day not in heavy]
    if bounds.week.team:
        free = [day for day in free if not _is_beside(day, calendar.matches.dates)]
        free.sort(key=_near_match(calendar.matches.dates, calendar.terms.team_days))
    return sorted(_spaced(free, count, gap, before))


def _day_after_heavy(calendar: Calendar) -> frozenset[dt.date]:
    """Days on which a full sprint would come too soon after strength work done before (plan.HC07)."""
    bounds = calendar.bounds
    if bounds.rung < calendar.plan.limits.max_sprint_rung or bounds.class_cap < HIGHEST_CLASS:
        return frozenset()
    return frozenset(past.on + dt.timedelta(1) for past in calendar.now.sessions if past.strength)


def strength_days(
    week: Sequence[dt.date], runs: Sequence[dt.date], before: Sequence[dt.date], calendar: Calendar
) -> list[dt.date]:
    """The days of one week that carry strength work, the most important first.

    Args:
        runs: all running days, those after this week too where they are known.
        before: days with strength work before this week.
    """
    bounds, limits = calendar.bounds, calendar.plan.limits
    is_fastest = bounds.rung >= limits.max_sprint_rung
    free = [
        day
        for day in week
        if calendar.is_free(day)
        and not (is_fastest and day + dt.timedelta(1) in runs and bounds.class_cap == HIGHEST_CLASS)
    ]
    wanted = _preference(runs, calendar)
    count, gap = _count(bounds.week.strength.sessions, calendar), bounds.week.strength.gap_days
    least = SPACED_DAYS if bounds.class_cap >= _SPACED_CLASS else 1
    for apart in range(gap, least - 1, -1):
        found = _spaced(sorted(free, key=wanted), count, apart, before)
        if len(found) == count or apart == least:
            return found if bounds.week.plays else sorted(found)
    return []


def _preference(
    runs: Sequence[dt.date], calendar: Calendar
) -> Callable[[dt.date], tuple[int, bool, dt.date]]:
    """Sort key: far from matches, then a day that has training already, then early."""
    team = calendar.terms.team_days

    def key(day: dt.date) -> tuple[int, bool, dt.date]:
        near = calendar.matches.class_cap(day) if calendar.bounds.week.plays else None
        cap = HIGHEST_CLASS if near is None else near
        has_training = day in runs or day.isoweekday() in team
        return -min(cap, calendar.bounds.class_cap), not has_training, day

    return key


def _count(sessions: int, calendar: Calendar) -> int:
    asked = calendar.terms.sessions_a_week
    if asked is None or calendar.bounds.week.is_daily:
        return sessions
    return min(sessions, asked)


def _spaced(wanted: Iterable[dt.date], count: int, gap: int, before: Sequence[dt.date]) -> list[dt.date]:
    """The first so many that keep their distance to each other and to what came before."""
    found = list[dt.date]()
    for day in wanted:
        if len(found) < count and all(abs((day - other).days) >= gap for other in (*before, *found)):
            found.append(day)
    return found


def _is_beside(day: dt.date, matches: Iterable[dt.date]) -> bool:
    return any(abs((day - match).days) <= 1 for match in matches)


def _near_match(
    matches: Sequence[dt.date], team: Sequence[int]
) -> Callable[[dt.date], tuple[bool, bool, dt.date]]:
    """Sort key: two days before a match first, then a day without the team, then early."""

    def key(day: dt.date) -> tuple[bool, bool, dt.date]:
        is_before = any((match - day).days == _BEFORE_MATCH for match in matches)
        return not is_before, day.isoweekday() in team, day

    return key


def is_quiet(day: dt.date, now: StageNow, rules: CaseWeekRules) -> bool:
    """Whether a light that is not green still lies over the day."""
    if now.light not in NOT_GREEN:
        return False
    return day <= max(now.light_on or now.day, now.day) + dt.timedelta(rules.limits.quiet_days)


def is_off(day: dt.date, now: StageNow) -> bool:
    """Whether somebody asked for no session on that day."""
    return now.day_off and day == now.day


def is_stepped_down(now: StageNow, rules: CaseWeekRules) -> bool:
    """Whether a stop took running below where the stage starts, and no person has taken it up again."""
    return now.rung_lowered and now.rung < rules.stages[now.state].first_rung


def is_cleared(day: dt.date, now: StageNow) -> bool:
    """Whether somebody's clearance for training or competition holds on that day."""
    return now.cleared_until is not None and day <= now.cleared_until


def is_held_back(day: dt.date, now: StageNow, rules: CaseWeekRules) -> bool:
    """Whether a day off, a light, a step down or no clearance keeps the athlete out of team and matches."""
    is_lit = now.light in RED or is_quiet(day, now, rules)
    return is_off(day, now) or is_lit or is_stepped_down(now, rules) or not is_cleared(day, now)


def match_turns(
    now: StageNow, dates: Iterable[dt.date], rules: CaseWeekRules
) -> list[tuple[dt.date, int | None]]:
    """Each match with how many came before it since the return; None where it comes too early.

    One that a light keeps the athlete out of is named and does not count.
    """
    apart = rules.limits.first_matches_apart_hours / _HOURS_A_DAY
    last = max((past.on for past in now.sessions if past.competition), default=None)
    played, turns = now.matches_played, list[tuple[dt.date, int | None]]()
    for day in sorted({day for day in dates if day >= now.day}):
        is_early = now.state is State.S7 and played == 1 and last is not None and (day - last).days < apart
        turns.append((day, None if is_early else played))
        if not is_early and not is_held_back(day, now, rules):
            played, last = played + 1, day
    return turns
