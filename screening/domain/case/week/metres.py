"""How much fast running seven days hold after the seven before them (plan.HC27).

Days are looked at one by one with what was run before them, so that making the days anew every morning comes
to the same. The running ladder goes first where its fewest runs are more than the rule allows; that is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from screening.domain.plan.rules import Limits
from screening.domain.rounding import settled

from .bounds import rung_of
from .dates import NOT_GREEN, Calendar
from .draft import DraftSession, DraftWeek
from .fill import runs_of, walks
from .lights import less
from .model import Past
from .rules import CaseWeekRules
from .trim import fit

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Fast:
    """The fast metres of one session, counted low and counted high where it was measured and planned."""

    on: dt.date
    least: float
    most: float
    is_of_ladder: bool


def keep_fast_metres(weeks: Sequence[DraftWeek], calendar: Calendar) -> None:
    """Fewer fast runs, or a slower run in place of one, where a week would rise too fast.

    Beside training with the team the runs of one's own are cut down to one. On the ladder so many fast runs
    in seven days stay as `exception` says; on the fast track, which is made of days, all of them.
    """
    ran = done(calendar)
    for week in weeks:
        for session in week.runs:
            _keep(session, week, ran, calendar)
            ran.append(_planned(session))


def _keep(session: DraftSession, week: DraftWeek, ran: Sequence[Fast], calendar: Calendar) -> None:
    if calendar.bounds.fast_runs is not None:
        while is_over(session, ran, calendar) and session.items[-1].amount > 1:
            session.items[-1].amount -= 1
    elif not calendar.now.is_fast_track and is_over(session, ran, calendar):
        runs = sum(1 for one in _within(ran, session.date, 1, _WEEK - 1) if one.is_of_ladder)
        if runs >= calendar.rules.exception.runs_a_week:
            _slow_down(session, week, calendar)


def _slow_down(session: DraftSession, week: DraftWeek, calendar: Calendar) -> None:
    slower = rung_of(calendar.rules.exception.slower_rung, calendar.rules)
    drills = [item for item in session.items if item.part is None and (item.rung or 0) <= slower.number]
    runs = runs_of(slower, calendar.bounds) or walks(calendar.rules)
    if calendar.now.light in NOT_GREEN:
        for run in runs:
            less(run, calendar)
    session.items = [*drills, *runs]
    fit(week, session, calendar)
    session.say("slower_run")


def goes_beyond(weeks: Sequence[DraftWeek], calendar: Calendar) -> bool:
    """Whether any day holds more fast running than the rule allows."""
    ran, found = done(calendar), False
    for session in [session for week in weeks for session in week.runs]:
        found = found or is_over(session, ran, calendar)
        ran.append(_planned(session))
    return found


def is_over(session: DraftSession, ran: Sequence[Fast], calendar: Calendar) -> bool:
    """Whether the seven days up to a session with fast runs hold more than the seven before allow."""
    if not session.fast_metres:
        return False
    week = _within(ran, session.date, 0, _WEEK - 1)
    before = _within(ran, session.date, _WEEK, 2 * _WEEK - 1)
    held = sum(one.most for one in week) + session.fast_metres
    return settled(held) > budget(sum(one.least for one in before), calendar.plan.limits)


def budget(before: float, limits: Limits) -> float:
    """The most fast metres of seven days after so many in the seven before."""
    if before >= limits.fast_metres_base:
        return settled(before * (1 + limits.fast_metres_rise))
    return settled(before + limits.fast_metres_step)


def has_risen(calendar: Calendar) -> bool:
    """Whether the fast metres recorded for the last seven days rose by more than the rule allows.

    Only where both weeks hold a record: a week nobody measured is not a week without fast running.
    """
    found = [(one.on, one.fast_metres) for one in calendar.now.sessions if one.fast_metres is not None]
    days = [((calendar.now.day - on).days, metres) for on, metres in found]
    week = [metres for back, metres in days if back < _WEEK]
    before = [metres for back, metres in days if _WEEK <= back < 2 * _WEEK]
    return bool(week and before) and settled(sum(week)) > budget(sum(before), calendar.plan.limits)


def done(calendar: Calendar) -> list[Fast]:
    """The fast metres of the sessions done."""
    return [_done(past, calendar.rules) for past in calendar.now.sessions]


def _done(past: Past, rules: CaseWeekRules) -> Fast:
    """By what was recorded, and by the fewest runs of the rung that was done; unknown by both is none."""
    parts = rung_of(past.rung, rules).parts if past.rung is not None else ()
    of_ladder = sum(part.metres * part.sets * part.amount[0] for part in parts)
    known = [float(of_ladder)] if past.rung is not None else []
    known += [past.fast_metres] if past.fast_metres is not None else []
    return Fast(past.on, min(known, default=0.0), max(known, default=0.0), of_ladder > 0)


def _planned(session: DraftSession) -> Fast:
    metres = session.fast_metres
    return Fast(session.date, metres, metres, metres > 0)


def _within(ran: Iterable[Fast], day: dt.date, nearest: int, farthest: int) -> list[Fast]:
    """Those so many days before a day."""
    return [one for one in ran if nearest <= (day - one.on).days <= farthest]
