"""The range bar: a named range over the bands, in people of a hundred or on a scale in words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from screening.domain.reporting.charts.model import RangeBar, Tick, Zone
from screening.domain.risk.rules import Cut

SHORT_AXIS = 60
LONG_AXIS = 100

LEAST, MOST = 0.25, 8.0
"""The ends of the scale in words, as times the typical athlete; beyond them a bar just ends there."""
STEPS = 1000
TYPICAL = 1.0


def range_bar(
    *,
    low: int,
    high: int,
    value: int,
    value_label: str,
    typical: int,
    cuts: Sequence[Cut],
    title: str,
    name: str = "",
    text: str = "",
    axis_end: int | None = None,
    leaves_open: bool = False,
) -> RangeBar:
    """People of a hundred on an axis to 60, to 100 where the range goes beyond it.

    Args:
        axis_end: the end of the axis of another bar that this one stands under.
    """
    end_of_axis = axis_end or axis_for(max(high, value))
    return RangeBar(
        low=low,
        high=high,
        value=value,
        value_label=value_label,
        typical=typical,
        axis_end=end_of_axis,
        zones=_zones([None if cut.below is None else cut.below * 100 for cut in cuts], cuts, end_of_axis),
        title=title,
        name=name,
        text=text,
        leaves_open=leaves_open,
    )


def axis_for(highest: int) -> int:
    """Where the axis ends that shows so many people."""
    return LONG_AXIS if highest > SHORT_AXIS else SHORT_AXIS


def words_bar(
    *,
    low: float,
    high: float,
    value: float,
    cuts: Sequence[Cut],
    words: Sequence[tuple[float, str]],
    title: str,
    name: str,
    text: str,
    leaves_open: bool = False,
) -> RangeBar:
    """Times the typical athlete, on an axis where twice and half are equally far from typical.

    Args:
        cuts: of the bands by relative risk.
        words: what stands below the axis, by times.
    """
    return RangeBar(
        low=place_of(low),
        high=place_of(high),
        value=place_of(value),
        value_label="",
        typical=place_of(TYPICAL),
        axis_end=STEPS,
        zones=_zones([None if cut.below is None else place_of(cut.below) for cut in cuts], cuts, STEPS),
        title=title,
        name=name,
        text=text,
        ticks=tuple(Tick(place_of(times), word) for times, word in words),
        leaves_open=leaves_open,
    )


def place_of(times: float) -> int:
    """Where so many times the typical stands on the scale in words, 0 to `STEPS`."""
    inside = min(max(times, LEAST), MOST)
    return round(STEPS * math.log(inside / LEAST) / math.log(MOST / LEAST))


def _zones(ends: Sequence[float | None], cuts: Sequence[Cut], axis_end: int) -> tuple[Zone, ...]:
    """One zone for each band, as far as the axis goes."""
    zones = []
    start = 0.0
    for end, cut in zip(ends, cuts, strict=True):
        stop = float(axis_end) if end is None else min(float(end), float(axis_end))
        zones.append(Zone(kind=cut.band.value.replace("_", "-"), start=start, end=stop))
        start = stop
    return tuple(zones)
