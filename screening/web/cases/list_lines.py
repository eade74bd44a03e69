"""One case of the list in words: where it stands, its newest light, and why somebody should look."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.case.words import Light, State
from screening.domain.reporting.case_lights import NOTHING, SHAPE
from screening.domain.reporting.case_log_words import LogNames
from screening.domain.reporting.day_words import many
from screening.domain.reporting.words import capital, day
from screening.services.cases.listing import CaseEntry

WAITS = {
    State.INTAKE: "Not screened for red flags yet",
    State.TRIAGE: "Not in a stage yet: ask the red flags and sign the first move",
    State.REFERRED: "Referred: a clinician lets the case go on",
}
LIGHTS = {Light.RED: "The newest light is red", Light.STOP: "The newest light says stop"}


@dataclass(frozen=True, slots=True)
class ListLine:
    """`mark` is the line's: stopped, waits-for-you or nothing."""

    entry: CaseEntry
    stage: str
    day: str
    """day 18"""
    kind: str
    """Of the mark of the newest light."""
    word: str
    why: tuple[str, ...]
    mark: str


def list_line(entry: CaseEntry, names: LogNames, today: dt.date) -> ListLine:
    """A line as its template draws it."""
    kind, word = SHAPE[entry.light] if entry.light is not None else NOTHING
    is_stopped = entry.is_held or entry.state is State.REFERRED or entry.light in LIGHTS
    mark = "waits-for-you" if entry.is_due else ""
    return ListLine(
        entry=entry,
        stage=capital(names.stage(entry.state)),
        day=f"{many((today - entry.injury_on).days, 'day')} ago",
        kind=kind,
        word=word,
        why=_why(entry, today),
        mark="stopped" if is_stopped and entry.closed_at is None else mark,
    )


def _why(entry: CaseEntry, today: dt.date) -> tuple[str, ...]:
    """Everything that waits for a clinician; at least one line for a case that is due."""
    if entry.closed_at is not None:
        return (f"Closed on {day(entry.closed_at.date())}",)
    found = [WAITS[entry.state]] if entry.state in WAITS else []
    if entry.is_held:
        found.append("A hold lies over it")
    found += [one for one in entry.waits if entry.state not in WAITS]
    if entry.light in LIGHTS:
        found.append(LIGHTS[entry.light])
    if entry.review_on is not None:
        late = entry.review_on <= today
        found.append(f"{'Review is due' if late else 'Review'} on {day(entry.review_on)}")
    if entry.is_due and not found:
        found.append("Look at it again")
    return tuple(found)
