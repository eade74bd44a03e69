"""Programmes that somebody follows, in a store, without walking through the questions."""

from __future__ import annotations

import datetime as dt

from screening.domain.answers import Answers
from screening.domain.programme.model import Done, Request
from screening.domain.rulebook import Rulebook
from screening.services.drafts import start_draft
from screening.services.submit_screening import submit
from screening.services.training import Followed, load_programme
from screening.services.training_log import SessionReport
from screening.services.training_reports import report
from screening.services.training_start import start
from screening.store import Store

ANSWERED = dt.datetime(2026, 11, 14, 9, 30, tzinfo=dt.UTC)
MONDAY = dt.date(2026, 11, 16)
KEY = "key of this press of the button"
PLAYER = Answers(
    {
        "age_years": 24,
        "sport": "football",
        "position": "outfield",
        "level": "amateur",
        "sex": "male",
        "exclusions": ("none",),
        "has_problem": False,
        "hamstring_history": "never",
        "sprint_exposure": "regular",
        "nordic_dose": "none",
        "days_available_per_week": 2,
        "minutes_per_session": 25,
        "equipment": ("partner", "band", "dumbbells", "running_space"),
        "exercise_limits": ("none",),
        "season_phase": "in_season",
    }
)
SATURDAYS = tuple(dt.date(2026, 11, 21) + dt.timedelta(weeks=number) for number in range(13))
REQUEST = Request(MONDAY, match_dates=SATURDAYS)


def finished_screening(
    store: Store, rulebook: Rulebook, answers: Answers = PLAYER, now: dt.datetime = ANSWERED
) -> str:
    """The token of a new result."""
    handle = start_draft(store, now, answers=answers)
    return submit(store, handle.token, KEY, rulebook, now)


def started(store: Store, rulebook: Rulebook, request: Request = REQUEST) -> str:
    """The token of a new programme of a new result."""
    return start(store, finished_screening(store, rulebook), request, KEY, rulebook, ANSWERED)


def evening_of(date: dt.date) -> dt.datetime:
    """Half past six in the evening of a day."""
    return dt.datetime.combine(date, dt.time(18, 30), tzinfo=dt.UTC)


def report_next(
    store: Store, token: str, rulebook: Rulebook, *, pain: int = 0, done: Done = Done.DONE, key: str = KEY
) -> Followed:
    """Report the first session that nothing was said about, on its evening."""
    current = load_programme(store, token)
    told = {entry.session for entry in current.log}
    session = next(each for each in current.sessions if each.key not in told)
    said = SessionReport(session=session.key, on=session.date, done=done, pain_during=pain)
    return report(store, token, (said,), f"{key} {session.key}", rulebook, evening_of(session.date))
