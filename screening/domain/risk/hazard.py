"""From a relative risk to a season probability and its 80% interval, on the hazard scale."""

from __future__ import annotations

import math
from dataclasses import dataclass

from screening.domain.risk.rules import RiskRules
from screening.domain.rounding import settled
from screening.domain.vocabulary import BaselineQuality


def hazard_of(probability: float) -> float:
    """The season hazard that gives this probability of at least one injury."""
    return -math.log1p(-probability)


def probability_of(hazard: float) -> float:
    """The probability of at least one injury under a season hazard."""
    return -math.expm1(-hazard)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A result as it is used from here on: every number settled."""

    relative: float
    probability: float
    low: float
    high: float
    unrounded: float
    """The relative risk as it was multiplied."""
    spread: float
    """The factor from the middle of the range to either end, on the hazard scale."""

    @property
    def relative_low(self) -> float:
        return settled(self.unrounded / self.spread)

    @property
    def relative_high(self) -> float:
        return settled(self.unrounded * self.spread)


def estimate(
    relative: float, variance: float, p0: float, quality: BaselineQuality, rules: RiskRules
) -> Estimate:
    """The season probability of somebody at `relative` times the average of a group with `p0`.

    Args:
        relative: hazard relative to the average of the group.
        variance: of the log-hazard, from the factors; the baseline's own is added here.
    """
    hazard = hazard_of(p0) * relative
    spread = math.exp(rules.z * math.sqrt(rules.v_base[quality] ** 2 + variance))
    return Estimate(
        settled(relative),
        settled(probability_of(hazard)),
        settled(probability_of(hazard / spread)),
        settled(probability_of(hazard * spread)),
        relative,
        spread,
    )
