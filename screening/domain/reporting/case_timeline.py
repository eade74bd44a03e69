"""The timeline of a case in chapters: how it began, each stage it stood on, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.case.events import CaseEvent, Log, Moved
from screening.domain.case.words import State

from .case_log_words import LogNames, ToldEvent, told
from .words import capital, day


@dataclass(frozen=True, slots=True)
class Chapter:
    """The events of one state of the case, the newest first."""

    title: str
    days: str
    events: tuple[ToldEvent, ...]


def chapters(log: Log, names: LogNames) -> tuple[Chapter, ...]:
    """The log cut where the case moved, the newest chapter first.

    A move stands at the beginning of the chapter that it opens.
    """
    parts: list[tuple[State, list[CaseEvent]]] = [(State.INTAKE, [])]
    for event in log:
        if isinstance(event.body, Moved) and event.body.after is not parts[-1][0]:
            parts.append((event.body.after, []))
        parts[-1][1].append(event)
    kept = [(state, events) for state, events in parts if events]
    return tuple(_chapter(state, events, names) for state, events in reversed(kept))


def _chapter(state: State, events: Sequence[CaseEvent], names: LogNames) -> Chapter:
    first, last = events[0].day, events[-1].day
    days = day(first) if first == last else f"{day(first)} to {day(last)}"
    return Chapter(_title(state, names), days, tuple(told(one, names) for one in reversed(events)))


def _title(state: State, names: LogNames) -> str:
    if state is State.INTAKE:
        return "Opened and screened"
    return capital(names.stage(state))
