"""The coming weeks of a programme for paper: a row for each session, a box to tick, a line to write on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.programme.model import DatedSession, DatedWeek
from screening.services.training import Followed
from screening.web.training.day_words import day_of, short_day

WEEKS_ON_PAPER = 4


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A session, or a match."""

    day: str
    minutes: str
    items: tuple[tuple[str, str], ...]
    note: str | None
    is_match: bool = False


@dataclass(frozen=True, slots=True)
class PaperWeek:
    title: str
    span: str
    lines: tuple[PaperLine, ...]
    note: str | None


def print_weeks(current: Followed, today: dt.date) -> tuple[PaperWeek, ...]:
    """The week of today and those after it, four in all."""
    ahead = [week for week in current.programme.weeks if week.start + dt.timedelta(days=7) > today]
    return tuple(_week(week) for week in ahead[:WEEKS_ON_PAPER])


def _week(week: DatedWeek) -> PaperWeek:
    lines = [(session.date, _line(session)) for session in week.sessions]
    lines += [(date, PaperLine(short_day(date), "", (), None, is_match=True)) for date in week.match_dates]
    return PaperWeek(
        title=f"Week {week.number}: {week.name}" if week.name else f"Week {week.number}",
        span=f"{day_of(week.start)} to {day_of(week.start + dt.timedelta(days=6))}",
        lines=tuple(line for _, line in sorted(lines, key=lambda entry: entry[0])),
        note=week.note,
    )


def _line(session: DatedSession) -> PaperLine:
    return PaperLine(
        day=short_day(session.date),
        minutes=f"{session.minutes} min",
        items=tuple((item.name, item.dose) for item in session.items),
        note=session.note,
    )
