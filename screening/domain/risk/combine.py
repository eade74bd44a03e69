"""All factors together: the risk relative to peers, what caps did to it, and how uncertain it is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screening.domain.assessment import Adjustment
from screening.domain.risk.groups import Group
from screening.domain.risk.rules import RiskRules
from screening.domain.risk.standing import Standing


@dataclass(frozen=True, slots=True)
class Combination:
    """`relative` is the product of the effects of all standings and of all adjustments, unrounded.

    `variance` is that of the log-hazard, without the baseline's own.
    """

    standings: tuple[Standing, ...]
    adjustments: tuple[Adjustment, ...]
    relative: float
    variance: float


def combine(standings: Sequence[Standing], rules: RiskRules) -> Combination:
    """Multiply centred effects, apply caps, joint weights and the clamp.

    Source:
        risk-factors.md a.2 and a.7; figures in rules/risk/model.yaml.
    """
    adjustments = group_adjustments(standings, rules.groups)
    relative = product_of(standings, adjustments)
    variance = sum(standing.variance for standing in standings)
    clamped = clamp(relative, rules)
    if clamped != relative:
        adjustments = (*adjustments, Adjustment("clamp", clamped / relative, rules.clamp_text))
    return Combination(tuple(standings), adjustments, clamped, variance)


def group_adjustments(standings: Sequence[Standing], groups: Sequence[Group]) -> tuple[Adjustment, ...]:
    """What caps and joint weights multiply on top of the single effects."""
    by_id = {standing.factor.id: standing for standing in standings}
    return tuple(
        adjustment
        for group in groups
        for adjustment in group.adjustments([by_id[member].share for member in group.members])
    )


def product_of(standings: Sequence[Standing], adjustments: Sequence[Adjustment]) -> float:
    """The product of all effects, before any clamp."""
    effects = math.prod(standing.effect for standing in standings)
    return effects * math.prod(adjustment.effect for adjustment in adjustments)


def clamp(relative: float, rules: RiskRules) -> float:
    return min(max(relative, rules.lowest_relative), rules.highest_relative)


def completion_bounds(standings: Sequence[Standing], rules: RiskRules) -> tuple[float, float]:
    """Lowest and highest relative risk over every completion of the blanks, clamp applied.

    Tests that were not done and optional items are not blanks: they stay as they are. A blank left blank is
    one of the completions, so the result itself always lies between the two.
    """
    by_id: Mapping[str, Standing] = {standing.factor.id: standing for standing in standings}
    low = high = 1.0
    for standing in standings:
        if standing.factor.id not in rules.grouped:
            effects = [share.weight / share.mean for share in standing.options]
            low, high = low * min(effects), high * max(effects)
    for group in rules.groups:
        lowest, highest = group.extremes([by_id[member].options for member in group.members])
        low, high = low * lowest, high * highest
    return clamp(low, rules), clamp(high, rules)
