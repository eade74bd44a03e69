"""What gets in the way of a programme, as typed: matches, time away, other days, minutes or kit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from werkzeug.datastructures import MultiDict

from screening.domain.errors import Problem
from screening.domain.programme.model import Request, TimeAway
from screening.domain.rulebook import Rulebook
from screening.services.training import Followed
from screening.web.training.wish_form import (
    MOST_MATCHES,
    WEEKDAYS,
    read_date,
    read_dates,
    read_kit,
    read_minutes,
    typed_in,
)

LONGEST_AWAY = dt.timedelta(days=60)
MOST_AWAY = 12
MATCHES_SHOWN = 8


def upcoming_matches(current: Followed, today: dt.date) -> tuple[dt.date, ...]:
    """The matches that the form shows: the next ones, known or assumed, in order."""
    planned = {date for week in current.programme.weeks for date in week.match_dates}
    return tuple(sorted(date for date in planned.union(current.request.match_dates) if date >= today))[
        :MATCHES_SHOWN
    ]


def with_matches(
    form: MultiDict[str, str], current: Followed, today: dt.date
) -> tuple[Request, tuple[Problem, ...]]:
    """The request with the shown matches as they stand in the form: moved, taken out or added.

    A match that was assumed and is left as it stands is known from then on.
    """
    request = current.request
    problems: list[Problem] = []
    typed = [text.strip()[:20] for text in form.getlist("match")[:MOST_MATCHES]]
    found = read_dates(typed, today, problems)
    shown = set(upcoming_matches(current, today))
    others = {date for date in request.match_dates if date not in shown}
    return replace(request, match_dates=tuple(sorted(others | found)[:MOST_MATCHES])), tuple(problems)


def with_time_away(
    form: MultiDict[str, str], request: Request, today: dt.date
) -> tuple[Request, tuple[Problem, ...]]:
    """The request with one more time away, and without those that were ticked."""
    kept = _without_ticked(form.getlist("remove"), request.away)
    first_text, last_text = form.get("first", "").strip(), form.get("last", "").strip()
    if not first_text and not last_text and len(kept) < len(request.away):
        return replace(request, away=kept), ()
    first, last = read_date(first_text), read_date(last_text or first_text)
    problems = []
    if first is None or abs(first - today) > LONGEST_AWAY * 3:
        problems.append(Problem("first", "Enter the first day away, such as 2026-11-28"))
    elif last is None or not first <= last <= first + LONGEST_AWAY:
        problems.append(Problem("last", "Enter the last day away: the first day or one soon after it"))
    elif len(kept) >= MOST_AWAY:
        problems.append(Problem("first", "Take out a time that is over first"))
    else:
        kept = tuple(sorted({*kept, TimeAway(first, last)}, key=lambda away: (away.first, away.last)))
    return replace(request, away=kept), tuple(problems)


def _without_ticked(ticked: Sequence[str], away: tuple[TimeAway, ...]) -> tuple[TimeAway, ...]:
    return tuple(one for one in away if away_value(one) not in set(ticked))


def away_value(one: TimeAway) -> str:
    """How the form names a time away."""
    return f"{one.first.isoformat()}/{one.last.isoformat()}"


def with_room(
    form: MultiDict[str, str], request: Request, rulebook: Rulebook
) -> tuple[Request, tuple[Problem, ...]]:
    """The request with other days, minutes and kit."""
    typed = typed_in(form)
    problems: list[Problem] = []
    days = tuple(number for number in WEEKDAYS if str(number) in typed.days)
    if len(days) != len(typed.days):
        problems.append(Problem("days", "Choose from the seven days"))
    minutes = read_minutes(typed.minutes, rulebook, problems)
    kit = read_kit(typed.kit, rulebook, problems)
    return replace(request, days=days, minutes=minutes, kit=kit), tuple(problems)
