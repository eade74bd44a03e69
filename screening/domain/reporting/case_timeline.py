"""The timeline of a case in chapters: how it began, each stage it stood on, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from screening.domain.case.events import CaseEvent, Log, Moved, Opened
from screening.domain.case.words import State

from .case_log_words import LogNames, ToldEvent, told
from .words import capital, day

ON_A_PAGE = 60


@dataclass(frozen=True, slots=True)
class Chapter:
    """Events of one state of the case, the newest first; `days` are those of the whole chapter."""

    title: str
    days: str
    events: tuple[ToldEvent, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of the timeline, counted from 1."""

    chapters: tuple[Chapter, ...]
    page: int
    pages: int
    total: int


def timeline(log: Log, names: LogNames, page: int = 1, size: int = ON_A_PAGE) -> Timeline:
    """The log cut where the case moved, the newest first, as far as one page holds it.

    A move stands at the beginning of the chapter that it opens.
    """
    parts = _parts(log)
    pages = max(1, -(-len(log) // size))
    page = min(max(page, 1), pages)
    newest_first = [
        (place, event) for place in range(len(parts) - 1, -1, -1) for event in reversed(parts[place][1])
    ]
    shown = newest_first[(page - 1) * size : page * size]
    chapters = tuple(
        _chapter(parts[place], [event for _, event in events], names)
        for place, events in groupby(shown, key=itemgetter(0))
    )
    return Timeline(chapters, page, pages, len(log))


def milestones(log: Log, names: LogNames) -> tuple[ToldEvent, ...]:
    """The opening and every move, the newest first."""
    return tuple(told(event, names) for event in reversed(log) if isinstance(event.body, Opened | Moved))


_Part = tuple[State, list[CaseEvent]]


def _parts(log: Log) -> list[_Part]:
    parts: list[_Part] = [(State.INTAKE, [])]
    for event in log:
        if isinstance(event.body, Moved) and event.body.after is not parts[-1][0]:
            parts.append((event.body.after, []))
        parts[-1][1].append(event)
    return [part for part in parts if part[1]]


def _chapter(part: _Part, shown: Sequence[CaseEvent], names: LogNames) -> Chapter:
    state, events = part
    first, last = events[0].day, events[-1].day
    days = day(first) if first == last else f"{day(first)} to {day(last)}"
    title = "Opened and screened" if state is State.INTAKE else capital(names.stage(state))
    return Chapter(title, days, tuple(told(one, names) for one in shown))
