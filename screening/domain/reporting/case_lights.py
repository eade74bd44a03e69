"""The lights of the last days, each as a shape and a word; a day without a check-in is a state of its own."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from screening.domain.case.standing import CaseState
from screening.domain.case.words import Light

from .day_words import short_day
from .words import listed

SHAPE: dict[Light, tuple[str, str]] = {
    Light.GREEN: ("low", "Green"),
    Light.AMBER: ("moderate", "Amber"),
    Light.RED: ("high", "Red"),
    Light.STOP: ("very-high", "Stop"),
    Light.OPEN: ("open", "A part missing"),
}
"""The kind of mark and the word of each light."""
NOTHING = ("open", "None")
COUNTED = {**{light: word.lower() for light, (_, word) in SHAPE.items()}, Light.OPEN: "open"}
"""The word of each light after a number."""


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


def lights_in_words(lights: Iterable[Light]) -> str:
    """3 green and 4 open; empty without any."""
    return listed([f"{number} {COUNTED[light]}" for light, number in Counter(lights).items()])
