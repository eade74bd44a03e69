"""Which days and how many minutes an athlete on the way back has: the form, and what was typed."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from screening.domain.case.checked import FEWEST_MINUTES, MOST_MINUTES
from screening.domain.case.events import DaysSaid
from screening.domain.case.week.model import Terms
from screening.domain.errors import Problem
from screening.domain.reporting.words import listed, weekday
from screening.services.cases.days_ahead import DaysAhead
from screening.web.account.answering import typed

WEEKDAYS = tuple(range(1, 8))
NOT_KEPT = "Tick at least one of the days that your physio chose: {days}"
WRONG_MINUTES = f"Type the minutes as a number from {FEWEST_MINUTES} to {MOST_MINUTES}, or leave it empty"


@dataclass(frozen=True, slots=True)
class Tick:
    """One day to tick, as the component of the page reads it."""

    value: str
    label: str
    checked: bool


@dataclass(frozen=True, slots=True)
class DaysForm:
    """The form as it stands. `limits` says what a clinician chose; empty where nobody has."""

    days: tuple[Tick, ...]
    minutes: str
    limits: str


def is_changing() -> bool:
    """Whether the form is asked for; it takes the place of the days, so that the page stays small."""
    return request.args.get("change") == "days" or request.form.get("what") == "days"


def days_form(ahead: DaysAhead) -> DaysForm:
    """As typed where it is shown again, else as the days are made now."""
    terms, is_again = ahead.terms, request.form.get("what") == "days"
    ticked = _ticked() if is_again else terms.days
    minutes = typed("minutes", 4) if is_again else "" if terms.minutes is None else str(terms.minutes)
    return DaysForm(
        days=tuple(Tick(str(day), weekday(day), day in ticked) for day in WEEKDAYS),
        minutes=minutes,
        limits=_limits(_kept(ahead)),
    )


def read_days(ahead: DaysAhead) -> DaysSaid | Problem:
    """What the athlete has, or what has to be put right."""
    days, minutes = _ticked(), typed("minutes", 4).strip()
    if minutes and not (minutes.isascii() and minutes.isdigit()):
        return Problem("minutes", WRONG_MINUTES)
    if minutes and not FEWEST_MINUTES <= int(minutes) <= MOST_MINUTES:
        return Problem("minutes", WRONG_MINUTES)
    kept = _kept(ahead)
    if kept is not None and kept.days and days and not set(days) & set(kept.days):
        return Problem("days", NOT_KEPT.format(days=_named(kept.days)))
    return DaysSaid(days, int(minutes) if minutes else None)


def _ticked() -> tuple[int, ...]:
    chosen = set(request.form.getlist("days"))
    return tuple(day for day in WEEKDAYS if str(day) in chosen)


def _kept(ahead: DaysAhead) -> Terms | None:
    return ahead.kept.terms if ahead.kept is not None else None


def _limits(kept: Terms | None) -> str:
    if kept is None:
        return ""
    said = [_named(kept.days)] if kept.days else []
    said += [f"{kept.minutes} minutes at most"] if kept.minutes is not None else []
    return f"Your physio chose: {listed(said, 'and')}. You can say less, not more." if said else ""


def _named(days: tuple[int, ...]) -> str:
    return listed([weekday(day) for day in days], "and")
