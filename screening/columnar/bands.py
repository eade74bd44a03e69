"""From the season's numbers to a band, and to the light for the next 14 days."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from screening.columnar.baseline_rows import QUALITIES
from screening.columnar.effects import Entry
from screening.columnar.exactly import PLACES, rounded
from screening.columnar.program import Array
from screening.columnar.season import SeasonNumbers
from screening.domain.risk.rules import BandRules, Cut, LightRules
from screening.domain.vocabulary import Band, Light

BANDS = tuple(Band)
LIGHTS = tuple(Light)


class _Scale:
    """Cuts in ascending order, as the number of those that a value has reached."""

    def __init__(self, cuts: Sequence[Cut]) -> None:
        self._from: list[float] = []
        bands = []
        for cut in cuts:
            if cut.below is not None and self._from and cut.below <= self._from[-1]:
                continue  # nobody is left for it
            bands.append(BANDS.index(cut.band))
            if cut.below is None:
                break
            self._from.append(cut.below)
        self._bands = np.array(bands, np.int8)

    def places(self, values: Array) -> Array:
        """The band of every value, from 0."""
        reached = np.zeros(len(values), np.int8)
        for least in self._from:
            reached += values >= least
        return self._bands[reached]


class BandModel:
    """The band of a number, its floors, and whether it is only provisional. Bands are places from 0."""

    def __init__(self, rules: BandRules, floors: Sequence[Array | None]) -> None:
        self._provisional_from = rules.provisional_from_bands
        self._by_probability, self._by_relative = _Scale(rules.by_probability), _Scale(rules.by_relative)
        self._goes_by_relative = np.array([quality in rules.relative_for for quality in QUALITIES])
        self._floors = floors

    def of(self, numbers: SeasonNumbers, quality: Array, levels: Sequence[Array]) -> tuple[Array, Array]:
        """The band, and where the range touches so many bands that it may not hold."""
        relative = self._goes_by_relative[quality]
        band = self._cut(numbers.relative, numbers.probability, relative)
        for floor, level in zip(self._floors, levels, strict=True):
            if floor is not None:
                np.maximum(band, floor[level], out=band)
        lowest = self._cut(numbers.relative_low, numbers.low, relative)
        highest = self._cut(numbers.relative_high, numbers.high, relative)
        return band, highest - lowest + 1 >= self._provisional_from

    def _cut(self, relative: Array, probability: Array, by_relative: Array) -> Array:
        return np.where(
            by_relative, self._by_relative.places(relative), self._by_probability.places(probability)
        )


def floor_table(rules: BandRules, factor_id: str, entries: Sequence[Entry]) -> Array | None:
    """The lowest band that each level of a factor allows; None where every level allows all."""
    floors = [floor for floor in rules.floors if floor.factor == factor_id]
    if not floors:
        return None
    lowest = [
        max((BANDS.index(floor.band) for floor in floors if entry.level in floor.levels), default=0)
        for entry in entries
    ]
    return np.array(lowest, np.int8)


def fortnight_light(relative: Array, applied: Sequence[Array], rules: LightRules) -> Array:
    """The place of the light, from what applies only now."""
    now = np.ones(len(relative))
    for multiplier, where in zip(rules.multipliers, applied, strict=True):
        np.multiply(now, multiplier.weight, out=now, where=where)
    values, doubtful = rounded(relative * now)
    for place in np.flatnonzero(doubtful).tolist():
        values[place] = round(float(relative[place]) * float(now[place]), PLACES)
    found = np.full(len(values), LIGHTS.index(Light.GREEN), np.int8)
    np.copyto(found, np.int8(LIGHTS.index(Light.AMBER)), where=values >= rules.amber_from)
    np.copyto(found, np.int8(LIGHTS.index(Light.RED)), where=values >= rules.red_from)
    return found
