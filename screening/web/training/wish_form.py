"""What an athlete wishes of a programme, as typed into a form: read, checked, and shown again."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from screening.domain.answers import Answers
from screening.domain.errors import Problem
from screening.domain.programme.model import Request
from screening.domain.programme.offer import Offer
from screening.domain.questionnaire import Question
from screening.domain.reporting.day_words import day_of
from screening.domain.reporting.words import weekday
from screening.domain.rulebook import Rulebook

NONE = "none"
DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""As the field of a browser sends it; the library would take more, such as week 48."""
WEEKDAYS = tuple(range(1, 8))
MATCH_WEEKS = 13
"""A match on most weeks is written into so many weeks; dates can be changed at any time."""
MOST_MATCHES = 60
FARTHEST = dt.timedelta(weeks=40)
BLANK_MATCHES = 3
STARTS_OFFERED = 4


@dataclass(frozen=True, slots=True)
class Typed:
    """The form exactly as it was typed."""

    start: str = ""
    days: frozenset[str] = frozenset()
    minutes: str = ""
    kit: frozenset[str] = frozenset()
    match_day: str = ""
    matches: tuple[str, ...] = ()
    protocol: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose."""

    value: str
    label: str
    checked: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class WishView:
    """What the form offers and holds."""

    starts: tuple[Option, ...]
    days: tuple[Option, ...]
    minutes: str
    least_minutes: int
    most_minutes: int
    kit: tuple[Option, ...]
    match_days: tuple[Option, ...]
    matches: tuple[str, ...]
    protocols: tuple[Option, ...]


def mondays(today: dt.date) -> tuple[dt.date, ...]:
    """The Mondays on which a programme may start: from today or the next one on."""
    first = today + dt.timedelta(days=-today.weekday() % 7)
    return tuple(first + dt.timedelta(weeks=number) for number in range(STARTS_OFFERED))


def typed_in(form: MultiDict[str, str]) -> Typed:
    """The form as it was sent; more than anybody would type is cut off."""
    return Typed(
        start=form.get("start", "")[:10],
        days=frozenset(form.getlist("days")),
        minutes=form.get("minutes", "").strip()[:20],
        kit=frozenset(form.getlist("kit")),
        match_day=form.get("match_day", "")[:1],
        matches=tuple(text.strip()[:20] for text in form.getlist("match")[:MOST_MATCHES]),
        protocol=form.get("protocol", "")[:60],
    )


def typed_from_answers(answers: Answers, rulebook: Rulebook, today: dt.date) -> Typed:
    """What the screening already knows."""
    ask = rulebook.plan.situations
    kit, minutes = answers.get(ask.kit), answers.get(ask.minutes)
    return Typed(
        start=mondays(today)[0].isoformat(),
        minutes=str(minutes) if isinstance(minutes, int) and not isinstance(minutes, bool) else "",
        kit=frozenset(kit) if isinstance(kit, tuple) else frozenset(),
    )


def typed_from_request(request: Request, typed: Typed) -> Typed:
    """The wishes of a programme; what it takes from the screening stays as `typed` has it."""
    return Typed(
        start=request.start.isoformat(),
        days=frozenset(str(number) for number in request.days),
        minutes=typed.minutes if request.minutes is None else str(request.minutes),
        kit=typed.kit if request.kit is None else (request.kit or frozenset({NONE})),
        protocol=request.protocol or "",
    )


def read_wishes(
    typed: Typed, rulebook: Rulebook, starts: Sequence[dt.date]
) -> tuple[Request | None, tuple[Problem, ...]]:
    """The request that was typed, or what has to be put right."""
    problems: list[Problem] = []
    start = next((day for day in starts if day.isoformat() == typed.start), None)
    if start is None:
        problems.append(Problem("start", "Choose the Monday to start on"))
        start = starts[0]
    days = tuple(number for number in WEEKDAYS if str(number) in typed.days)
    if len(days) != len(typed.days):
        problems.append(Problem("days", "Choose from the seven days"))
    minutes = read_minutes(typed.minutes, rulebook, problems)
    matches = read_dates(typed.matches, start, problems)
    if typed.match_day:
        if typed.match_day not in {str(number) for number in WEEKDAYS}:
            problems.append(Problem("match_day", "Choose a day, or “No fixed day”"))
        else:
            matches |= weekly(start, int(typed.match_day))
    kit = read_kit(typed.kit, rulebook, problems)
    known = rulebook.programmes.protocols if rulebook.programmes else {}
    if typed.protocol and not (typed.protocol in known and known[typed.protocol].by_name):
        problems.append(Problem("protocol", "Choose from the programmes that are offered"))
    if problems:
        return None, tuple(problems)
    return Request(
        start=start,
        protocol=typed.protocol or None,
        minutes=minutes,
        days=days,
        kit=kit,
        match_dates=tuple(sorted(matches)),
    ), ()


def weekly(start: dt.date, number: int) -> set[dt.date]:
    """That weekday in each week from a Monday on."""
    first = start + dt.timedelta(days=number - 1)
    return {first + dt.timedelta(weeks=week) for week in range(MATCH_WEEKS)}


def read_minutes(text: str, rulebook: Rulebook, problems: list[Problem]) -> int | None:
    """Minutes for one session; None leaves it to the screening."""
    least, most = _minutes_limits(rulebook)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and least <= int(text) <= most):
        problems.append(Problem("minutes", f"Enter the minutes you have each time, from {least} to {most}"))
        return None
    return int(text)


def read_kit(chosen: frozenset[str], rulebook: Rulebook, problems: list[Problem]) -> frozenset[str]:
    """What can be used; nothing is an answer."""
    known = {option.value for option in _kit_question(rulebook).options}
    if not chosen <= known | {NONE}:
        problems.append(Problem("kit", "Choose from the things that are listed"))
    return (chosen & known) - {NONE}


def read_dates(texts: Iterable[str], around: dt.date, problems: list[Problem]) -> set[dt.date]:
    """The dates that were typed; blanks are left out. Problems name the place of a date, from 0."""
    found = set()
    for place, text in enumerate(texts):
        if not text:
            continue
        date = read_date(text)
        if date is None or abs(date - around) > FARTHEST:
            problems.append(
                Problem(f"match-{place}", "Enter a date within the next months, such as 2026-11-28")
            )
        else:
            found.add(date)
    return found


def read_date(text: str) -> dt.date | None:
    """A date as a date field sends it; None where it is none."""
    try:
        return dt.date.fromisoformat(text) if DATE.fullmatch(text) else None
    except ValueError:
        return None


def wish_view(
    typed: Typed, rulebook: Rulebook, starts: Sequence[dt.date], named: Sequence[Offer] = ()
) -> WishView:
    """The form with what was typed in it.

    Args:
        named: the programmes that may be asked for by name, with what speaks against each.
    """
    least, most = _minutes_limits(rulebook)
    blanks = max(BLANK_MATCHES, len(typed.matches))
    return WishView(
        starts=tuple(_option(day.isoformat(), day_of(day), typed.start) for day in starts),
        days=tuple(Option(str(number), weekday(number), str(number) in typed.days) for number in WEEKDAYS),
        minutes=typed.minutes,
        least_minutes=least,
        most_minutes=most,
        kit=tuple(
            Option(option.value, option.label, option.value in typed.kit)
            for option in _kit_question(rulebook).options
        ),
        match_days=(
            _option("", "No fixed day", typed.match_day),
            *(_option(str(number), weekday(number), typed.match_day) for number in WEEKDAYS),
        ),
        matches=(*typed.matches, *("",) * (blanks - len(typed.matches))),
        protocols=_protocols(named, typed.protocol),
    )


def _option(value: str, label: str, chosen: str) -> Option:
    return Option(value, label, value == chosen)


def _kit_question(rulebook: Rulebook) -> Question:
    return rulebook.questionnaire.questions[rulebook.plan.situations.kit]


def _minutes_limits(rulebook: Rulebook) -> tuple[int, int]:
    question = rulebook.questionnaire.questions[rulebook.plan.situations.minutes]
    return int(question.minimum or 1), int(question.maximum or 180)


def _protocols(named: Sequence[Offer], chosen: str) -> tuple[Option, ...]:
    """The programmes that may be asked for by name; the first takes whichever fits."""
    return (
        _option("", "The one that fits your result and season", chosen),
        *(
            Option(one.protocol.id, one.protocol.title, one.protocol.id == chosen, _about(one))
            for one in sorted(named, key=lambda one: not one.fits)
        ),
    )


def _about(one: Offer) -> str:
    credit = f"{one.protocol.credit}." if one.protocol.credit else ""
    against = f"Does not fit: {', and '.join(one.reasons)}." if one.reasons else ""
    return " ".join(text for text in (one.protocol.about, credit, against) if text)
