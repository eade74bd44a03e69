"""What a row of a file would change in a case: something new, nothing, or another value in its place."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.case.events import CaseEvent, CheckIn, SessionRecorded, TestRecorded

Recorded = TestRecorded | SessionRecorded | CheckIn


class Standing(enum.StrEnum):
    NEW = "new"
    SAME = "same"
    """It is there already; recording it again would change nothing."""
    REPLACES = "replaces"
    """The same session, or half of a day, stands there otherwise; the later record counts."""
    BESIDE = "beside"
    """Another result of this test and day is there. Both stay: a day may hold several tries."""


@dataclass(frozen=True, slots=True)
class Place:
    """How a row stands to the log. `event`: the number of what is there already, None where nothing is."""

    standing: Standing
    event: int | None = None


def place_in(log: Sequence[CaseEvent], body: Recorded) -> Place:
    """How a row stands to what the case holds."""
    alike = [event for event in log if _is_of_one_thing(event.body, body)]
    if not alike:
        return Place(Standing.NEW)
    same = next((event for event in reversed(alike) if event.body == body), None)
    if isinstance(body, TestRecorded):
        found = same or alike[-1]
        return Place(Standing.SAME if same else Standing.BESIDE, found.number)
    last = alike[-1]
    return Place(Standing.SAME if last.body == body else Standing.REPLACES, last.number)


def _is_of_one_thing(there: object, body: Recorded) -> bool:
    match there, body:
        case TestRecorded(), TestRecorded():
            return (there.test, there.on) == (body.test, body.on)
        case SessionRecorded(), SessionRecorded():
            return there.key == body.key
        case CheckIn(), CheckIn():
            return (there.part, there.for_day) == (body.part, body.for_day)
    return False
