"""The weeks of a plan as a grid of days; a plan that is the same every day has one column."""

from __future__ import annotations

from dataclasses import dataclass

from screening.domain.plan.model import Plan, Session, Week
from screening.domain.reporting.view import Cell, Row, WeekRow
from screening.domain.reporting.wording import Wording
from screening.domain.reporting.words import weekday

QUIET = "–"
WEEK = tuple(range(1, 8))


@dataclass(frozen=True, slots=True)
class WeekGrid:
    """Columns with their kind (go, match or quiet), rows, and a warm-up that is the same all through."""

    days: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    rows: tuple[WeekRow, ...] = ()
    warm_up: str | None = None


def week_grid(plan: Plan, wording: Wording) -> WeekGrid:
    """The grid; empty where there are no weeks."""
    if not plan.weeks:
        return WeekGrid()
    warm_ups = {session.warm_up for week in plan.weeks for session in week.sessions}
    shared = next(iter(warm_ups)) if len(warm_ups) == 1 else None
    if all(_is_daily(week) for week in plan.weeks):
        every_day = wording.say("plan.every_day")
        rows = tuple(
            WeekRow(
                name=f"Week {week.number}",
                focus=week.name,
                cells=(_cell([week.sessions[0]], None, shared),),
                note=week.note,
            )
            for week in plan.weeks
        )
        return WeekGrid((every_day,), (every_day,), ("go",), rows, shared)
    used = {session.day for week in plan.weeks for session in week.sessions}
    matches = {day for week in plan.weeks for day in week.match_days}
    return WeekGrid(
        days=tuple(weekday(day) if day in used else weekday(day)[:3] for day in WEEK),
        names=tuple(weekday(day) for day in WEEK),
        kinds=tuple("go" if day in used else "match" if day in matches else "quiet" for day in WEEK),
        rows=tuple(_row(week, shared, wording) for week in plan.weeks),
        warm_up=shared,
    )


def _is_daily(week: Week) -> bool:
    """Whether every day of the week holds the same one session."""
    days = [session.day for session in week.sessions]
    alike = {(session.items, session.warm_up) for session in week.sessions}
    return sorted(days) == list(WEEK) and len(alike) == 1 and not week.match_days


def _row(week: Week, shared: str | None, wording: Wording) -> WeekRow:
    by_day: dict[int, list[Session]] = {}
    for session in week.sessions:
        by_day.setdefault(session.day, []).append(session)
    match = wording.say("plan.match")
    return WeekRow(
        name=f"Week {week.number}",
        focus=week.name,
        cells=tuple(
            _cell(by_day.get(day, []), match if day in week.match_days else None, shared) for day in WEEK
        ),
        note=week.note,
    )


def _cell(sessions: list[Session], match: str | None, shared: str | None) -> Cell:
    """One day. A warm-up that all sessions share is said once above the grid."""
    if not sessions:
        return Cell(quiet=match or QUIET, is_match=match is not None)
    return Cell(
        items=tuple(Row(item.name, item.dose) for session in sessions for item in session.items),
        quiet=match or "",
        is_match=match is not None,
        warm_up=next((session.warm_up for session in sessions if session.warm_up != shared), None),
    )
