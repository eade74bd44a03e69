"""The range bar: estimate and likely range over the bands."""

from __future__ import annotations

from collections.abc import Sequence

from screening.domain.reporting.charts.model import RangeBar, Zone
from screening.domain.risk.rules import Cut

SHORT_AXIS = 60
LONG_AXIS = 100


def range_bar(
    *, low: int, high: int, value: int, value_label: str, typical: int, cuts: Sequence[Cut], title: str
) -> RangeBar:
    """People of a hundred on an axis to 60, to 100 where the range goes beyond it."""
    axis_end = LONG_AXIS if max(high, value) > SHORT_AXIS else SHORT_AXIS
    zones = []
    start = 0.0
    for cut in cuts:
        end = float(axis_end) if cut.below is None else min(cut.below * 100, axis_end)
        zones.append(Zone(kind=cut.band.value.replace("_", "-"), start=start, end=end))
        start = end
    return RangeBar(
        low=low,
        high=high,
        value=value,
        value_label=value_label,
        typical=typical,
        axis_end=axis_end,
        zones=tuple(zones),
        title=title,
    )
