"""The lights of the last days, each as a shape and a word; a day without a check-in is a state of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.case.standing import CaseState
from screening.domain.case.words import Light

from .day_words import short_day

SHAPE: dict[Light, tuple[str, str]] = {
    Light.GREEN: ("low", "Green"),
    Light.AMBER: ("moderate", "Amber"),
    Light.RED: ("high", "Red"),
    Light.STOP: ("very-high", "Stop"),
    Light.OPEN: ("open", "A part missing"),
}
"""The kind of mark and the word of each light."""
NOTHING = ("open", "None")


@dataclass(frozen=True, slots=True)
class DayLight:
    """One day: `kind` is the mark to draw, `counts` whether it counts towards the gate."""

    on: dt.date
    day: str
    kind: str
    word: str
    counts: bool
    is_today: bool


def lights_of(state: CaseState, today: dt.date, days: int = 14) -> tuple[DayLight, ...]:
    """The days up to today, the newest first; none from before the case was opened."""
    given = {one.body.for_day: one.body for one in state.lights}
    first = max(today - dt.timedelta(days=days - 1), state.opened.injury_on)
    wanted = [today - dt.timedelta(days=back) for back in range((today - first).days + 1)]
    found = []
    for on in wanted:
        light = given.get(on)
        kind, word = SHAPE[light.light] if light is not None else NOTHING
        counts = light is not None and light.counts_green
        found.append(DayLight(on, short_day(on), kind, word, counts, on == today))
    return tuple(found)
