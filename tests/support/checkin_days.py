"""Days of check-ins for tests: a plain green day, and what is different in it."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from typing import Any

from screening.domain.case.checkin_rules import CheckInRules
from screening.domain.case.events import CheckIn, SessionRecorded
from screening.domain.case.lights import About, Entered, Judged, judge
from screening.domain.case.words import PainMode, Part, SessionKind, SeverityClass, Side, SorenessWhere
from screening.resources import rules_folder
from screening.rulebook.context import Context
from screening.rulebook.problems import Problems
from screening.rulebook.sources import read_sources
from screening.rulebook.stages_checkin import read_checkin

TODAY = dt.date(2026, 11, 14)
DAY = dt.timedelta(days=1)
MORNING: dict[str, Any] = {
    "pain_morning": 1,
    "soreness_hamstring": 2,
    "soreness_where": SorenessWhere.BOTH,
    "fatigue": 3,
    "sleep_hours": 8.5,
}
SESSION: dict[str, Any] = {"pain_during_max": 0, "session_rpe": 5, "minutes": 40, "ran": True}


@functools.cache
def checkin_rules() -> CheckInRules:
    """The rules of the check-in as they ship."""
    problems = Problems()
    context = Context(rules_folder(), problems)
    rules, context = read_checkin(context.citing(read_sources(context)))
    for file in context.opened:
        file.report_unread()
    problems.stop_if_any()
    assert rules is not None
    return rules


def about(**different: Any) -> About:
    """An adult in pain-free mode with a mild, first injury of the left leg, and no sprinting yet."""
    plain: dict[str, Any] = {
        "pain_mode": PainMode.PAIN_FREE,
        "age_years": 24,
        "side": Side.LEFT,
        "recurrent": False,
        "severity": SeverityClass.G1,
        "sprint_day": False,
    }
    return About(**{**plain, **different})


def half(part: Part, day: dt.date, *, days_late: int = 0, hour: int | None = None, **answers: Any) -> Entered:
    """One half as entered on its day, or so many days later."""
    entered = day + DAY * days_late
    hour = (8 if part is Part.MORNING else 19) if hour is None else hour
    return Entered(
        CheckIn(part, day, **answers), dt.datetime.combine(entered, dt.time(hour), dt.UTC), entered
    )


def morning(day: dt.date = TODAY, **answers: Any) -> Entered:
    """A plain morning, but for these answers."""
    return half(Part.MORNING, day, **{**MORNING, **answers})


def after_session(day: dt.date = TODAY, **answers: Any) -> Entered:
    """A plain session half, but for these answers."""
    return half(Part.SESSION, day, **{**SESSION, **answers})


def whole_day(day: dt.date = TODAY, **answers: Any) -> list[Entered]:
    """Both halves of a day, each answer in its half; flags with the session."""
    early = {name: value for name, value in answers.items() if name in MORNING}
    late = {name: value for name, value in answers.items() if name not in MORNING}
    return [morning(day, **early), after_session(day, **late)]


def session(day: dt.date = TODAY, **values: Any) -> SessionRecorded:
    """A recorded session of running, but for these values."""
    plain: dict[str, Any] = {"key": f"{day}", "on": day, "kind": SessionKind.RUNNING}
    return SessionRecorded(**{**plain, **values})


def judged(
    entered: Sequence[Entered],
    sessions: Sequence[SessionRecorded] = (),
    day: dt.date = TODAY,
    **different: Any,
) -> Judged:
    """What the rules make of it."""
    return judge(entered, sessions, day, about(**different), checkin_rules())


def with_yesterday(today: Sequence[Entered], **yesterday: Any) -> list[Entered]:
    """The day before as a plain day with a session, and this one."""
    return [*whole_day(TODAY - DAY, **yesterday), *today]
