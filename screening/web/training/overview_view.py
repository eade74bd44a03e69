"""The overview of a programme as its page shows it: what is next, what was done, every week with its days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from screening.domain.programme.model import DatedSession, DatedWeek, Done, LoggedSession
from screening.domain.reporting.day_words import day_of, many, sentence_of_worth, span_of, when
from screening.domain.reporting.plan_sheet import match_words, week_title
from screening.services.training import Followed
from screening.services.training_calendar import title_of
from screening.services.training_reports import without_report
from screening.services.training_worth import worth_of

_DONE_WORDS = {Done.DONE: "Done", Done.PARTLY: "Done in part", Done.NOT: "Not done"}
NO_REPORT = "No report"
MORNING_IS_REMEMBERED = dt.timedelta(days=3)
"""So long the page asks how the morning after was; later nobody knows. The session's own page still asks."""


@dataclass(frozen=True, slots=True)
class NextSession:
    """What to do now, or next."""

    key: str
    when: str
    title: str
    exercises: str
    is_today: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session in the list of its week. `state` is None while it lies ahead."""

    key: str
    day: str
    title: str
    state: str | None
    mark: str
    """done, partly, not, open or ahead: the shape beside the word."""
    note: str | None
    is_next: bool


@dataclass(frozen=True, slots=True)
class MatchLine:
    day: str
    words: str


@dataclass(frozen=True, slots=True)
class WeekView:
    """One week; `lines` holds sessions and matches by date."""

    title: str
    span: str
    holds: str
    """How many sessions and matches."""
    is_open: bool
    is_over: bool
    lines: tuple[SessionLine | MatchLine, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class OverviewView:
    title: str
    about: str
    next: NextSession | None
    morning_of: SessionLine | None
    """A session whose next morning has come and was not asked about."""
    missing: tuple[SessionLine, ...]
    worth: str | None
    weeks: tuple[WeekView, ...]
    is_over: bool
    maintenance: str
    notes: tuple[str, ...]
    wishes: tuple[str, ...]


def overview_of(current: Followed, today: dt.date) -> OverviewView:
    """The whole page as data."""
    told = {entry.session: entry for entry in current.log}
    upcoming = next_session(current, today)
    counts = worth_of(current, today)
    programme, known = current.programme, current.request.match_dates
    return OverviewView(
        title=programme.title,
        about=programme.why,
        next=_next(upcoming, today) if upcoming else None,
        morning_of=_morning(current, told, today),
        missing=tuple(_line(each, told, today, None) for each in without_report(current, today)),
        worth=sentence_of_worth(counts.planned, counts.done, counts.partly, counts.longest_gap_days)
        if counts.planned
        else None,
        weeks=tuple(_week(week, known, told, today, upcoming) for week in programme.weeks),
        is_over=upcoming is None,
        maintenance=programme.maintenance,
        notes=programme.notes,
        wishes=tuple(line.text for line in programme.score),
    )


def next_session(current: Followed, today: dt.date) -> DatedSession | None:
    """The first session from today on that nothing was reported about."""
    told = {entry.session for entry in current.log}
    return next((each for each in current.sessions if each.date >= today and each.key not in told), None)


def _next(session: DatedSession, today: dt.date) -> NextSession:
    names = [item.name for item in session.items]
    return NextSession(
        key=session.key,
        when=when(session.date, today),
        title=title_of(session),
        exercises=", ".join(names),
        is_today=session.date == today,
        note=session.note,
    )


def _morning(current: Followed, told: Mapping[str, LoggedSession], today: dt.date) -> SessionLine | None:
    """The last session that was done on an earlier day, if its next morning is not known."""
    done = [entry for entry in current.log if entry.done is not Done.NOT]
    if not done or done[-1].pain_next_morning is not None:
        return None
    if not dt.timedelta() < today - done[-1].on <= MORNING_IS_REMEMBERED:
        return None
    sessions = {each.key: each for each in current.sessions}
    session = sessions.get(done[-1].session)
    return _line(session, told, today, None) if session else None


def _week(
    week: DatedWeek,
    known: Collection[dt.date],
    told: Mapping[str, LoggedSession],
    today: dt.date,
    upcoming: DatedSession | None,
) -> WeekView:
    last = week.start + dt.timedelta(days=6)
    lines: list[tuple[dt.date, SessionLine | MatchLine]] = [
        (session.date, _line(session, told, today, upcoming)) for session in week.sessions
    ]
    lines += [(date, MatchLine(day_of(date), match_words(date, known))) for date in week.match_dates]
    holds_next = upcoming is not None and upcoming in week.sessions
    return WeekView(
        title=week_title(week),
        span=span_of(week.start, last),
        holds=_counted(week),
        is_open=holds_next or week.start <= today <= last,
        is_over=last < today,
        lines=tuple(line for _, line in sorted(lines, key=lambda entry: entry[0])),
        note=week.note,
    )


def _counted(week: DatedWeek) -> str:
    matches = [many(len(week.match_dates), "match", "matches")] if week.match_dates else []
    return ", ".join([many(len(week.sessions), "session"), *matches])


def _line(
    session: DatedSession,
    told: Mapping[str, LoggedSession],
    today: dt.date,
    upcoming: DatedSession | None,
) -> SessionLine:
    entry = told.get(session.key)
    if entry is not None:
        state, mark = _DONE_WORDS[entry.done], entry.done.value
    elif session.date < today:
        state, mark = NO_REPORT, "open"
    else:
        state, mark = None, "ahead"
    return SessionLine(
        key=session.key,
        day=day_of(session.date),
        title=title_of(session),
        state=state,
        mark=mark,
        note=session.note,
        is_next=upcoming is not None and session.key == upcoming.key,
    )
