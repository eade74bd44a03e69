"""How many of the planned sessions were done, week by week, over all of a squad who report theirs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from screening.domain.programme.model import Done
from screening.domain.squad.model import WeekDone
from screening.store import Transaction
from screening.store.encoding import from_text
from screening.store.queries import squad_pictures
from screening.store.queries.squad_pictures import SessionSaid

MOST_WEEKS = dt.timedelta(weeks=8)
COUNTS_AS_DONE = frozenset({Done.DONE, Done.PARTLY})


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """Of a session only what has to be known here."""

    key: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """The sessions of one week of a programme."""

    sessions: tuple[PlannedSession, ...]


@dataclass(frozen=True, slots=True)
class PlannedWeeks:
    """A kept programme, of which everything else is passed over."""

    weeks: tuple[PlannedWeek, ...]


@dataclass(slots=True)
class _Sum:
    planned: int = 0
    done: int = 0
    people: set[int] = field(default_factory=set)


def weeks_done(
    tx: Transaction, squad_id: int, athlete_ids: Collection[int], since: dt.date, today: dt.date
) -> tuple[WeekDone, ...]:
    """The weeks up to today in which somebody reported, by Monday.

    Whoever reports in a week counts with all sessions of that week that were due; a session done in part is
    done. Nobody's sessions are told of by name.

    Args:
        athlete_ids: whose reports may be used.
        since: the first day; at most so many weeks back.
    """
    first = max(since, today - MOST_WEEKS)
    said = [
        one
        for one in squad_pictures.sessions_said(tx, squad_id, first.isoformat())
        if one.athlete_id in athlete_ids
    ]
    texts = squad_pictures.programme_texts(tx, {one.programme_id for one in said})
    sums: dict[dt.date, _Sum] = {}
    for programme_id, text in texts.items():
        of_programme = [one for one in said if one.programme_id == programme_id]
        _add(sums, of_programme, _dates(text), today)
    return tuple(
        WeekDone(monday, found.planned, found.done, len(found.people))
        for monday, found in sorted(sums.items())
    )


def _dates(text: str) -> Mapping[str, dt.date]:
    """When each session of a programme is, by its key."""
    weeks = from_text(text, PlannedWeeks).weeks
    return {session.key: session.date for week in weeks for session in week.sessions}


def _add(
    sums: dict[dt.date, _Sum], said: Sequence[SessionSaid], planned: Mapping[str, dt.date], today: dt.date
) -> None:
    """Add one programme: the last report about a session counts, one that left the plan on its own day."""
    newest = {one.session: one for one in said}
    days = {**{key: dt.date.fromisoformat(one.on_day) for key, one in newest.items()}, **planned}
    weeks = {_monday(days[key]) for key in newest if days[key] <= today}
    for monday in weeks:
        found = sums.setdefault(monday, _Sum())
        due = [key for key, day in days.items() if _monday(day) == monday and (day <= today or key in newest)]
        found.planned += len(due)
        found.done += sum(key in newest and newest[key].done in COUNTS_AS_DONE for key in due)
        found.people.update(one.athlete_id for one in said)


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())
