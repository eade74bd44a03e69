"""The season's risk of a chunk of athletes: the product of effects, the number with its range.

The operations and their order are those of the scalar formula, so that the product has the same last bit.
Numbers are rounded as `exactly` explains; the few doubtful ones are worked out again with Python's own
arithmetic from the same effects.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from screening.columnar.baseline import Found
from screening.columnar.baseline_rows import QUALITIES
from screening.columnar.effects import Entry, GroupTable
from screening.columnar.exactly import PLACES, rounded
from screening.columnar.program import Array
from screening.domain.risk.rules import RiskRules


@dataclass(frozen=True)
class SeasonNumbers:
    """Settled numbers of everybody as if everybody were scored."""

    relative: Array
    relative_low: Array
    relative_high: Array
    probability: Array
    low: Array
    high: Array

    def all(self) -> tuple[Array, ...]:
        return (
            self.relative,
            self.relative_low,
            self.relative_high,
            self.probability,
            self.low,
            self.high,
        )


def taken(table: Array, places: Array, out: Array) -> Array:
    """The table's values at the places, which are known to lie in it."""
    return np.take(table, places, out=out, mode="clip")


class SeasonModel:
    """Effects, groups, clamp and spread as tables; `entries` by factor and place of the level."""

    def __init__(
        self, rules: RiskRules, entries: Sequence[Sequence[Entry]], groups: Sequence[GroupTable]
    ) -> None:
        self.entries = tuple(entries)
        self._effects = [np.array([entry.effect for entry in found]) for found in entries]
        self._variances = [np.array([entry.variance for entry in found]) for found in entries]
        self._groups = groups
        self._lowest, self._highest, self._z = rules.lowest_relative, rules.highest_relative, rules.z
        self._baseline_variance = np.array([rules.v_base[quality] ** 2 for quality in QUALITIES])

    def numbers(
        self, levels: Sequence[Array], baseline: Found, quality: Array, scored: Array
    ) -> SeasonNumbers:
        """The numbers. Where nobody is scored they may be off in the last decimal.

        Args:
            levels: factor by factor the places of the levels, as indices.
        """
        relative = np.minimum(np.maximum(self._product(levels), self._lowest), self._highest)
        variance = np.zeros(len(relative))
        one = np.empty(len(relative))
        for table, level in zip(self._variances, levels, strict=True):
            variance += taken(table, level, one)
        spread = np.exp(self._z * np.sqrt(self._baseline_variance[quality] + variance))
        hazard = baseline.hazard * relative
        unrounded = (
            relative,
            relative / spread,
            relative * spread,
            -np.expm1(-hazard),
            -np.expm1(-(hazard / spread)),
            -np.expm1(-(hazard * spread)),
        )
        pairs = [rounded(values) for values in unrounded]
        numbers = SeasonNumbers(*(values for values, _ in pairs))
        doubtful = np.logical_or.reduce([doubt for _, doubt in pairs]) & scored
        for place in np.flatnonzero(doubtful).tolist():
            told = self._exactly(
                [level[place] for level in levels], float(baseline.p0[place]), int(quality[place])
            )
            for values, value in zip(numbers.all(), told, strict=True):
                values[place] = value
        return numbers

    def _product(self, levels: Sequence[Array]) -> Array:
        """The effects one after the other, times the adjustments one after the other."""
        one = np.empty(len(levels[0]))
        effects, adjustments = np.ones(len(one)), np.ones(len(one))
        for table, level in zip(self._effects, levels, strict=True):
            effects *= taken(table, level, one)
        for group in self._groups:
            key = group.keys(levels)
            if group.joint is not None:
                adjustments *= taken(group.joint, key, one)
            adjustments *= taken(group.cap, key, one)
        effects *= adjustments
        return effects

    def _exactly(self, levels: Sequence[int], p0: float, quality: int) -> list[float]:
        """The same for one athlete with Python's arithmetic."""
        effects = [float(table[level]) for table, level in zip(self._effects, levels, strict=True)]
        variances = [float(table[level]) for table, level in zip(self._variances, levels, strict=True)]
        adjustments = []
        for group in self._groups:
            key = sum(
                int(levels[place]) * stride for place, stride in zip(group.places, group.strides, strict=True)
            )
            if group.joint is not None:
                adjustments.append(float(group.joint[key]))
            adjustments.append(float(group.cap[key]))
        product = math.prod(effects) * math.prod(adjustments)
        relative = min(max(product, self._lowest), self._highest)
        hazard = -math.log1p(-p0) * relative
        variance = float(self._baseline_variance[quality]) + sum(variances)
        spread = math.exp(self._z * math.sqrt(variance))
        hazards = (hazard, hazard / spread, hazard * spread)
        told = [relative, relative / spread, relative * spread, *(-math.expm1(-value) for value in hazards)]
        return [round(value, PLACES) for value in told]
