"""Load in arbitrary units (effort times minutes) and fast metres: a day or week against plan and habit."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

from .diary import DAY, Diary
from .events import SessionRecorded
from .words import Part

WEEK_DAYS = 7
USUAL_WEEKS = 4


def day_load(diary: Diary, day: dt.date) -> float | None:
    """Units of a day: of its check-in or of its recorded sessions, whichever is more. None: not known."""
    if day not in diary.loads:
        diary.loads[day] = _day_load(diary, day)
    return diary.loads[day]


def _day_load(diary: Diary, day: dt.date) -> float | None:
    half = diary.half(day, Part.SESSION)
    entered = None if half is None else _product(half.session_rpe, half.minutes)
    loads = [load for session in diary.sessions.get(day, ()) if (load := _load(session)) is not None]
    known = [*([entered] if entered is not None else []), *([math.fsum(loads)] if loads else [])]
    return max(known, default=None)


def load_of_planned(diary: Diary, day: dt.date) -> float | None:
    """How many times the planned load was done; the most over-done of several sessions. None: no plan."""
    done = diary.sessions.get(day, ())
    return max(
        (ratio for pair in _done_and_planned(diary, day, done) if (ratio := _ratio(*pair))), default=None
    )


def fast_metres_ratio(diary: Diary, day: dt.date) -> float | None:
    """Fast metres of the seven days up to `day` against the mean week of the four before.

    From files alone, on a day that added some, and only where each of the four weeks holds a file; else None.
    """
    if not _fast_metres(diary, day):
        return None
    weeks = [_week(diary, day - DAY * WEEK_DAYS * back) for back in range(USUAL_WEEKS + 1)]
    this, before = weeks[0], weeks[1:]
    known = [metres for metres in before if metres is not None]
    if this is None or len(known) < USUAL_WEEKS:
        return None
    return _ratio(this, math.fsum(known) / USUAL_WEEKS)


def acute_chronic_ratio(diary: Diary, day: dt.date, acute_days: int, chronic_days: int) -> float | None:
    """Load of the last days against the mean of as many over the longer time; None before that has passed."""
    first = diary.first_session_on
    if first is None or (day - first).days < chronic_days - 1:
        return None
    loads = [day_load(diary, day - DAY * back) for back in range(chronic_days)]
    known = [load for load in loads if load is not None]
    if not known:
        return None
    acute = math.fsum(load for load in loads[:acute_days] if load is not None)
    return _ratio(acute, math.fsum(known) * acute_days / chronic_days)


def _done_and_planned(
    diary: Diary, day: dt.date, done: tuple[SessionRecorded, ...]
) -> Iterator[tuple[float | None, float | None]]:
    for session in done:
        yield _load(session), session.planned_au
    planned = [session.planned_au for session in done if session.planned_au is not None]
    if done and len(planned) == len(done):
        yield day_load(diary, day), math.fsum(planned)


def _load(session: SessionRecorded) -> float | None:
    return _product(session.session_rpe, session.minutes)


def _product(effort: float | None, minutes: int | None) -> float | None:
    return None if effort is None or minutes is None else effort * minutes


def _ratio(part: float | None, whole: float | None) -> float | None:
    """Something against nothing is endlessly more; nothing against nothing is no ratio."""
    if part is None or whole is None or (part == 0 and whole == 0):
        return None
    return math.inf if whole == 0 else part / whole


def _week(diary: Diary, last: dt.date) -> float | None:
    found = [
        metres for back in range(WEEK_DAYS) if (metres := _fast_metres(diary, last - DAY * back)) is not None
    ]
    return math.fsum(found) if found else None


def _fast_metres(diary: Diary, day: dt.date) -> float | None:
    """Metres above 5.5 m/s of a day as files gave them; None where none did."""
    done = diary.sessions.get(day, ())
    found = [s.hsr_m for s in done if s.hsr_m is not None and s.from_file is not None]
    return math.fsum(found) if found else None
