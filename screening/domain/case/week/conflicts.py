"""Which hard rules days, kit or minutes leave no room for. They are said, never broken in silence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from screening.domain.case.words import STAGES, State

from .dates import Calendar
from .draft import ENOUGH_HALVES, DraftWeek, coverage
from .metres import goes_beyond
from .model import CaseSession, Kind

_FROM_S3 = STAGES.index(State.S3)
_FAST = 7


def conflicts_of(
    weeks: Sequence[DraftWeek], sessions: Sequence[CaseSession], calendar: Calendar
) -> tuple[str, ...]:
    """The ids, in order; a part of a week (less than seven days) is judged as far as it goes."""
    tests: dict[str, Callable[[], bool]] = {
        "plan.HC05": lambda: _cannot_run(weeks, calendar),
        "plan.HC10": lambda: any(_lacks_work(week, calendar) for week in weeks),
        "plan.HC11": lambda: any(_holds_too_little(week, calendar) for week in weeks),
        "plan.HC14": lambda: any(not _lowers_knee(week, calendar) for week in weeks),
        "plan.HC23": lambda: any(_lacks_front(week, calendar) for week in weeks),
        "plan.HC26": lambda: any(_lacks_fast_running(week, sessions, calendar) for week in weeks),
        calendar.rules.exception.rule: lambda: goes_beyond(weeks, calendar),
    }
    return tuple(rule for rule, fails in tests.items() if fails())


def _is_late(calendar: Calendar) -> bool:
    return STAGES.index(calendar.now.state) >= _FROM_S3


def _cannot_run(weeks: Sequence[DraftWeek], calendar: Calendar) -> bool:
    return (
        calendar.bounds.rung > 0 and "running_space" not in calendar.bounds.kit and any(w.runs for w in weeks)
    )


def _lacks_work(week: DraftWeek, calendar: Calendar) -> bool:
    needed = ENOUGH_HALVES if calendar.now.state is not State.S1 else 1
    knee, hip, _ = coverage(week.strength)
    return knee < needed or hip < needed


def _holds_too_little(week: DraftWeek, calendar: Calendar) -> bool:
    bounds = calendar.bounds.week.sets
    if bounds is None or week.is_easier:
        return False
    return week.hamstring_sets < bounds[0] - calendar.plan.limits.tier_tolerance


def _lowers_knee(week: DraftWeek, calendar: Calendar) -> bool:
    if not _is_late(calendar):
        return True
    return any(
        item.exercise is not None
        and item.exercise.knee_flexion_halves
        and item.eccentric_class >= calendar.plan.limits.exposure_class
        for session in week.strength
        for item in session.items
    )


def _lacks_front(week: DraftWeek, calendar: Calendar) -> bool:
    return _is_late(calendar) and not coverage(week.strength)[2]


def _lacks_fast_running(week: DraftWeek, sessions: Sequence[CaseSession], calendar: Calendar) -> bool:
    if not calendar.bounds.week.sprint_exposures:
        return False
    plays = any(one.kind is Kind.MATCH and one.plays and one.date in week.dates for one in sessions)
    return not plays and not any(session.top_rung >= _FAST for session in week.runs)
