"""The coming weeks of a programme for paper: a row and a box for each session, exercises in pictures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from screening.domain.programme.model import DatedItem, DatedSession, DatedWeek, Programme
from screening.domain.rulebook import Rulebook

from .athlete import required_wording
from .day_words import short_day, span_of
from .pictograms.draw import draw
from .words import day

WEEKS_ON_PAPER = 4


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A session, or a match."""

    day: str
    minutes: str
    items: tuple[tuple[str, str], ...]
    """Name and dose."""
    note: str | None
    match: str = ""
    """What a match is called; empty for a session."""


@dataclass(frozen=True, slots=True)
class SheetWeek:
    """One week of the table."""

    title: str
    span: str
    lines: tuple[SheetLine, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class SheetExercise:
    """How one exercise is done."""

    exercise: str
    name: str
    cues: tuple[str, ...]
    tempo: str
    rest: str
    stop_rule: str


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """Frozen view of the printed plan."""

    language: str
    document_title: str
    made_on: str
    title: str
    warm_up: str | None
    weeks: tuple[SheetWeek, ...]
    exercises: tuple[SheetExercise, ...]
    pain_rule: tuple[tuple[str, str, str], ...]
    """Word, during and next morning, next session."""
    rules: str
    aid: str


def coming_weeks(
    programme: Programme, known_matches: Collection[dt.date], today: dt.date
) -> tuple[SheetWeek, ...]:
    """The week of a day and those after it, four in all. A match of unknown date is marked as assumed."""
    return tuple(_week(week, known_matches) for week in _ahead(programme, today))


def plan_sheet(
    programme: Programme, known_matches: Collection[dt.date], rulebook: Rulebook, today: dt.date
) -> PlanSheet:
    """The printed plan as it stands on a day."""
    sessions = [session for week in _ahead(programme, today) for session in week.sessions]
    checked = f"checked by {rulebook.checked_by}" if rulebook.checked_by else "not yet checked by a clinician"
    return PlanSheet(
        language="en-GB",
        document_title=programme.title,
        made_on=today.isoformat(),
        title=programme.title,
        warm_up=next((session.warm_up for session in sessions if session.warm_up), None),
        weeks=coming_weeks(programme, known_matches, today),
        exercises=_exercises(programme, sessions),
        pain_rule=tuple(
            (light.word, light.during, light.next_session) for light in rulebook.plan.wording.lights
        ),
        rules=f"As planned on {day(today)}. Rules {rulebook.version}, {checked}",
        aid=required_wording(rulebook).say("aid"),
    )


def sheet_figures(sheet: PlanSheet, rulebook: Rulebook) -> dict[str, str]:
    """SVG by exercise id, start and end side by side; an exercise without poses has none."""
    known = rulebook.plan.figures
    return {one.exercise: draw(known, one.exercise) for one in sheet.exercises if one.exercise in known}


def _ahead(programme: Programme, today: dt.date) -> Sequence[DatedWeek]:
    ahead = [week for week in programme.weeks if week.start + dt.timedelta(days=7) > today]
    return ahead[:WEEKS_ON_PAPER]


def match_words(date: dt.date, known: Collection[dt.date]) -> str:
    """What a match is called; nobody said that an assumed one is played."""
    return "Match" if date in known else "Match, assumed"


def _week(week: DatedWeek, known_matches: Collection[dt.date]) -> SheetWeek:
    lines = [(session.date, _line(session)) for session in week.sessions]
    lines += [
        (date, SheetLine(short_day(date), "", (), None, match_words(date, known_matches)))
        for date in week.match_dates
    ]
    return SheetWeek(
        title=week_title(week),
        span=span_of(week.start, week.start + dt.timedelta(days=6)),
        lines=tuple(line for _, line in sorted(lines, key=lambda entry: entry[0])),
        note=week.note,
    )


def week_title(week: DatedWeek) -> str:
    """Week 3: Build."""
    return f"Week {week.number}: {week.name}" if week.name else f"Week {week.number}"


def _line(session: DatedSession) -> SheetLine:
    return SheetLine(
        day=short_day(session.date),
        minutes=f"{session.minutes} min",
        items=tuple((item.name, item.dose) for item in session.items),
        note=session.note,
    )


def _exercises(programme: Programme, sessions: Iterable[DatedSession]) -> tuple[SheetExercise, ...]:
    """Every exercise of these sessions once, in the order in which it first comes."""
    cards = {card.exercise: card for card in programme.cards}
    items: dict[str, DatedItem] = {}
    for session in sessions:
        for item in session.items:
            items.setdefault(item.exercise, item)
    return tuple(
        SheetExercise(
            exercise=item.exercise,
            name=item.name,
            cues=cards[item.exercise].cues if item.exercise in cards else (),
            tempo=item.tempo,
            rest=item.rest,
            stop_rule=item.stop_rule,
        )
        for item in items.values()
    )
