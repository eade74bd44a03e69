"""Which days of a week carry its sessions: every way to place them is weighed, the best one taken."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

HEAVY = 3
"""From this eccentric class on, two sessions keep two days between them."""


@dataclass(frozen=True, slots=True)
class Place:
    """One session to be placed: the highest class it would like, and the weekday it had last week."""

    number: int
    wanted: int
    weekday_before: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A session that is there already, in this week or beside it."""

    date: dt.date
    top_class: int


@dataclass(frozen=True, slots=True)
class WeekDays:
    """The days that may carry a session, with the class each may hold, and what lies around them."""

    caps: Mapping[dt.date, int]
    standing: Sequence[Standing]
    exposure_due: dt.date | None
    """The last day for the next slow lowering at the knee (plan.HC14)."""
    exposure_class: int


# What each thing is worth; only their order matters. A lost class outweighs any comfort.
_LOST_CLASS = 100
_LATE_EXPOSURE = 150
_NEIGHBOURS = (1, 12, 62, 115)
"""Sessions on days next to each other, by the lighter one's class."""
_CLOSE = 4
_EMPTY_DAY = 30
_MOVED_WEEKDAY = 3
_WEEKEND = 9
_SATURDAY = 6


def place_sessions(places: Sequence[Place], days: WeekDays) -> list[tuple[Place, dt.date]]:
    """The places that found a day, each with its date.

    The later places are left out where there are fewer days than places. Of ways that are equally good the
    one with the earliest days wins.
    """
    dates = sorted(days.caps)
    chosen = places[: len(dates)]
    if not chosen:
        return []
    alone = {(place.number, date): _alone(place, date, days) for place in chosen for date in dates}
    best = min(
        itertools.permutations(dates, len(chosen)),
        key=lambda way: (_cost(chosen, way, alone, days), tuple(sorted(way)), way),
    )
    return list(zip(chosen, best, strict=True))


def _cost(
    places: Sequence[Place],
    way: Sequence[dt.date],
    alone: Mapping[tuple[int, dt.date], int],
    days: WeekDays,
) -> int:
    cost = sum([alone[place.number, date] for place, date in zip(places, way, strict=True)])
    pairs = list(zip(places, way, strict=True))
    for (one, first), (two, second) in itertools.combinations(pairs, 2):
        gap = abs((second - first).days)
        cost += _together(gap, min(one.wanted, days.caps[first]), min(two.wanted, days.caps[second]))
    return cost + _lateness(pairs, days)


def _alone(place: Place, date: dt.date, days: WeekDays) -> int:
    """What one session costs on one day: class it loses, neighbours that stand, weekday."""
    cap = days.caps[date]
    cost = _LOST_CLASS * max(0, place.wanted - cap) // place.number
    if cap == 0:
        cost += _EMPTY_DAY
    if date.isoweekday() >= _SATURDAY:
        cost += _WEEKEND
    for other in days.standing:
        cost += _together(abs((other.date - date).days), min(place.wanted, cap), other.top_class)
    if place.weekday_before is not None and place.weekday_before != date.isoweekday():
        cost += _MOVED_WEEKDAY
    return cost


def _together(gap: int, one: int, two: int) -> int:
    if gap == 1:
        return _NEIGHBOURS[min(one, two, HEAVY)]
    return _CLOSE if gap == 2 and min(one, two) >= 1 else 0


def _lateness(pairs: Sequence[tuple[Place, dt.date]], days: WeekDays) -> int:
    """Whether the week's slow lowering comes later than it should."""
    if days.exposure_due is None:
        return 0
    lowering = [date for place, date in pairs if min(place.wanted, days.caps[date]) >= days.exposure_class]
    if not lowering:
        return 2 * _LATE_EXPOSURE
    late = (min(lowering) - days.exposure_due).days
    return _LATE_EXPOSURE + late * _CLOSE if late > 0 else 0
