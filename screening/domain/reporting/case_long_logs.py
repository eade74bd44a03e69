"""Long records on paper: the last entries in full, the earlier ones a line a week; files hold them all."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from screening.domain.case.events import CaseEvent
from screening.domain.case.standing import CaseState
from screening.domain.case.words import Part

from .case_lights import lights_in_words
from .case_log_words import told
from .case_sheet import CaseSheet
from .case_words import PARTY
from .day_words import many
from .words import capital, day, listed

MOST_LINES = 70
"""Of the entries printed in full: what came before is told by the week."""
LINE = 84
"""Letters to a line of an entry."""
MOST_DAYS = 21
"""Days of check-ins printed in full."""
MOST_WEEKS = 60
MOST_HEADS = 4
KINDS = {
    "opened": "opening",
    "screened": "answer about red flags",
    "test": "test",
    "session": "session",
    "move": "move",
    "grade": "grade or code",
    "hold": "hold",
    "lifted": "hold lifted",
    "rung": "running rung",
    "agreed": "answer to a move",
    "asked": "wish",
    "decision": "shared decision",
    "note": "note",
    "setting": "setting",
    "follow-up": "follow-up",
}
TOLD = frozenset({"opened", "move", "hold", "lifted", "grade", "decision"})
"""What decides a case: named in the line of its week as well."""
One = TypeVar("One")
Cells = tuple[str, ...]


def in_full(rows: Sequence[Cells]) -> int:
    """How many of the newest rows fit in full, at least one."""
    lines = 0
    for place, row in enumerate(rows):
        lines += max(2, sum(-(-len(line) // LINE) for line in row[-1].splitlines()))
        if lines > MOST_LINES:
            return max(place, 1)
    return len(rows)


def weeks_of_events(events: Sequence[CaseEvent], sheet: CaseSheet) -> tuple[Cells, ...]:
    """One line for each week, the newest first: which numbers, by whom, how much, and what decided."""
    return tuple(_events_row(monday, found, sheet) for monday, found in _weeks(events, lambda one: one.day))


def weeks_of_days(days: Sequence[dt.date], state: CaseState) -> tuple[Cells, ...]:
    """One line for each week of check-ins, the newest first: what was answered, worst pain, lights."""
    return tuple(_days_row(monday, found, state) for monday, found in _weeks(days, lambda one: one))


def _weeks(found: Sequence[One], on: Callable[[One], dt.date]) -> Iterator[tuple[dt.date, list[One]]]:
    newest_first = sorted(found, key=on, reverse=True)
    for monday, week in groupby(newest_first, key=lambda one: on(one) - dt.timedelta(on(one).weekday())):
        yield monday, list(week)


def _events_row(monday: dt.date, found: Sequence[CaseEvent], sheet: CaseSheet) -> Cells:
    words = [told(one, sheet.names) for one in sorted(found, key=lambda one: one.number)]
    counts = Counter(one.kind for one in words)
    amounts = listed([many(counts[kind], name) for kind, name in KINDS.items() if counts[kind]])
    heads = [f"{one.head}." for one in words if one.kind in TOLD]
    more = f" {many(len(heads) - MOST_HEADS, 'more of these')}." if len(heads) > MOST_HEADS else ""
    numbers = (words[0].number, words[-1].number)
    parties = listed([PARTY[party] for party in dict.fromkeys(one.by.party for one in found)])
    span = f"({numbers[0]})" if numbers[0] == numbers[1] else f"({numbers[0]} to {numbers[1]})"
    return (
        f"Week of {day(monday)}",
        capital(parties),
        " ".join([f"{span} {amounts}.", *heads[:MOST_HEADS]]) + more,
    )


def _days_row(monday: dt.date, days: Sequence[dt.date], state: CaseState) -> Cells:
    wanted = set(days)
    lights = {one.body.for_day: one.body.light for one in state.lights if one.body.for_day in wanted}
    return (
        f"Week of {day(monday)}",
        _half(state, wanted, Part.MORNING, "morning", "pain"),
        _half(state, wanted, Part.SESSION, "evening", "worst pain"),
        lights_in_words(lights.values()) or "None",
        f"{many(len(wanted), 'day')} in check-ins.csv",
    )


def _half(state: CaseState, wanted: set[dt.date], part: Part, name: str, pain: str) -> str:
    found = [one.body for one in state.check_ins if one.body.for_day in wanted and one.body.part is part]
    pains = [
        value
        for body in found
        if (value := body.pain_morning if part is Part.MORNING else body.pain_during_max) is not None
    ]
    answered = many(len({body.for_day for body in found}), name)
    return f"{answered} answered, {pain} at most {max(pains)}" if pains else f"{answered} answered"
