"""A few athletes whom the tests of programmes know by name, and reports about their sessions."""

from __future__ import annotations

import datetime as dt
import itertools

from screening.domain.programme.model import DatedItem, Done, LoggedSession, Programme
from screening.domain.vocabulary import Band, Urgency
from tests.support.plan_situations import STRAIN, Case
from tests.support.programme_lives import MONDAY

GYM = ("partner", "barbell", "hip_extension_bench", "leg_curl_machine", "band")
FOOTBALLER = Case(
    {
        "age_years": 25,
        "sport": "football",
        "season_phase": "in_season",
        "hamstring_history": "never",
        "equipment": GYM,
        "knee_flexion_sessions_per_week": 1,
        "days_available_per_week": 3,
        "minutes_per_session": 30,
    },
    Band.MODERATE,
)
"""In season, at home in a gym, level 3."""
BUILDER = FOOTBALLER.but(season_phase="pre_season")
"""The same in the pre-season, without matches."""
SPRINTER = BUILDER.but(sport="athletics_sprint_hurdles", equipment=(*GYM, "running_space"))
NOVICE = Case({"age_years": 30, "sport": "tennis", "season_phase": "off_season", "equipment": ("none",)})
CHILD = NOVICE.but(age_years=14, equipment=("partner", "dumbbells", "band"), nordic_dose="over_75")
HURT = Case({"age_years": 30, "equipment": ("none",)}, None, STRAIN, Urgency.T4)
NOT_BACK = Case({"age_years": 30, "hamstring_history": "not_back_yet"}, None, urgency=Urgency.T4)


def day(week: int, weekday: int) -> dt.date:
    """A date of the programme: week 1 is its first, weekday 1 a Monday."""
    return MONDAY + dt.timedelta(7 * (week - 1) + weekday - 1)


def saturdays(weeks: int) -> tuple[dt.date, ...]:
    return tuple(day(week, 6) for week in range(1, weeks + 1))


def done_until(programme: Programme, until: dt.date, done: Done = Done.DONE) -> tuple[LoggedSession, ...]:
    """Every session before a day reported, without pain or soreness."""
    return tuple(
        report(session.key, session.date, done=done)
        for week in programme.weeks
        for session in week.sessions
        if session.date < until
    )


_numbers = itertools.count()


def report(
    session: str,
    on: dt.date,
    *,
    done: Done = Done.DONE,
    during: int | None = 0,
    morning: int | None = None,
    soreness: int | None = None,
    sudden: bool = False,
    id: str | None = None,
) -> LoggedSession:
    """One report; with an id of its own unless one is given."""
    return LoggedSession(
        id=id or f"{session}-{next(_numbers)}",
        session=session,
        on=on,
        done=done,
        pain_during=during,
        pain_next_morning=morning,
        soreness=soreness,
        sudden=sudden,
    )


def items_of(programme: Programme, week: int) -> list[DatedItem]:
    """The exercises of one week by its number, session after session."""
    found = next(one for one in programme.weeks if one.number == week)
    return [item for session in found.sessions for item in session.items]


def exercises_of(programme: Programme, week: int) -> set[str]:
    return {item.exercise for item in items_of(programme, week)}
