"""When somebody should look at a case next, by what waits in it for a person."""

from __future__ import annotations

import datetime as dt

from screening.domain.case.rules import CaseRules
from screening.domain.case.standing import CaseState
from screening.domain.case.suggest import Kind, suggest
from screening.domain.case.words import Light, State

LOOK_AGAIN = dt.timedelta(days=7)
"""A case in which nothing waits for anybody comes up again after so long."""
PRESSING = frozenset(
    {Kind.REFERRED, Kind.HOLD, Kind.EXPIRED, Kind.ABSENCE, Kind.STALL, Kind.ASKED, Kind.GATE_OPEN}
    | {Kind.REVIEW}
)
_URGENT_STATES = frozenset({State.INTAKE, State.TRIAGE, State.REFERRED})
_URGENT_LIGHTS = frozenset({Light.RED, Light.STOP})


def due_at(state: CaseState, rules: CaseRules, day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """From when it waits: since the newest event where something does, by the review or a week otherwise.

    Args:
        day: the club's own day; `zone` is the club's.
    """
    light = state.lights[-1].body.light if state.lights else None
    waits = state.state in _URGENT_STATES or light in _URGENT_LIGHTS
    if waits or any(one.kind in PRESSING for one in suggest(state, rules, day)):
        return state.last_at
    later = state.last_at + LOOK_AGAIN
    review = state.review_on
    return min(later, dt.datetime.combine(review, dt.time(), zone)) if review else later
