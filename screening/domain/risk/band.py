"""The band a result falls into, its floors, and whether it is only provisional."""

from __future__ import annotations

from collections.abc import Sequence

from screening.domain.risk.hazard import Estimate
from screening.domain.risk.rules import BandRules, Cut
from screening.domain.risk.standing import Standing
from screening.domain.vocabulary import Band, BaselineQuality

_ORDER = tuple(Band)


def band_of(
    estimate: Estimate, quality: BaselineQuality, standings: Sequence[Standing], rules: BandRules
) -> Band:
    """The band by probability, or by relative risk where the baseline is too weak; then the floors."""
    if quality in rules.relative_for:
        band = _cut(estimate.relative, rules.by_relative)
    else:
        band = _cut(estimate.probability, rules.by_probability)
    for floor in rules.floors:
        for standing in standings:
            if standing.factor.id == floor.factor and standing.level and standing.level.id in floor.levels:
                band = max(band, floor.band, key=_ORDER.index)
    return band


def is_provisional(estimate: Estimate, quality: BaselineQuality, rules: BandRules) -> bool:
    """Whether the 80% range touches so many bands that the band may not hold."""
    if quality in rules.relative_for:
        ends = (
            _cut(estimate.relative_low, rules.by_relative),
            _cut(estimate.relative_high, rules.by_relative),
        )
    else:
        ends = _cut(estimate.low, rules.by_probability), _cut(estimate.high, rules.by_probability)
    touched = _ORDER.index(ends[1]) - _ORDER.index(ends[0]) + 1
    return touched >= rules.provisional_from_bands


def _cut(value: float, cuts: Sequence[Cut]) -> Band:
    for cut in cuts:
        if cut.below is None or value < cut.below:
            return cut.band
    raise LookupError("cuts without a last, open one")
