"""All factors together: the risk relative to peers, what caps did to it, and how uncertain it is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screening.domain.assessment import Adjustment
from screening.domain.risk.rules import RiskRules
from screening.domain.risk.standing import Standing


@dataclass(frozen=True, slots=True)
class Combination:
    """`relative` is the product of the effects of all standings and of all adjustments, unrounded.

    `variance` is that of the log-hazard, without the baseline's own.
    """

    standings: tuple[Standing, ...]
    by_group: tuple[tuple[Adjustment, ...], ...]
    """The adjustments of each group, in the order of the groups."""
    adjustments: tuple[Adjustment, ...]
    relative: float
    variance: float
    effects: tuple[float, ...]
    """The effect of each standing."""
    variances: tuple[float, ...]
    """What each standing adds to the variance."""


def combine(standings: Sequence[Standing], rules: RiskRules) -> Combination:
    """Multiply centred effects, apply caps, joint weights and the clamp.

    Args:
        standings: one for each factor, in the order of the rules.
    Source:
        risk-factors.md a.2 and a.7; figures in rules/risk/model.yaml.
    """
    by_group = tuple(
        [
            group.adjustments([standings[place].share for place in places])
            for group, places in rules.group_places
        ]
    )
    effects = tuple([standing.effect for standing in standings])
    variances = tuple([standing.variance for standing in standings])
    adjustments = tuple([adjustment for found in by_group for adjustment in found])
    relative = math.prod(effects) * math.prod([adjustment.effect for adjustment in adjustments])
    clamped = clamp(relative, rules)
    if clamped != relative:
        adjustments = (*adjustments, Adjustment("clamp", clamped / relative, rules.clamp_text))
    return Combination(tuple(standings), by_group, adjustments, clamped, sum(variances), effects, variances)


def relative_after(
    base: Combination, changed: Mapping[int, Standing], rules: RiskRules
) -> tuple[float, float]:
    """Relative risk and variance of the log-hazard with some standings changed, by place.

    As `combine` would give, in the same order of multiplication; groups without a change are not worked out
    again.
    """
    effects, variances, by_group = list(base.effects), list(base.variances), list(base.by_group)
    touched = set()
    for place, standing in changed.items():
        effects[place], variances[place] = standing.effect, standing.variance
        if place in rules.group_index:
            touched.add(rules.group_index[place])
    for index in touched:
        group, places = rules.group_places[index]
        shares = [(changed.get(place) or base.standings[place]).share for place in places]
        by_group[index] = group.adjustments(shares)
    adjustments = [adjustment.effect for found in by_group for adjustment in found]
    return clamp(math.prod(effects) * math.prod(adjustments), rules), sum(variances)


def product_of(standings: Sequence[Standing], adjustments: Sequence[Adjustment]) -> float:
    """The product of all effects, before any clamp."""
    effects = math.prod([standing.effect for standing in standings])
    return effects * math.prod([adjustment.effect for adjustment in adjustments])


def clamp(relative: float, rules: RiskRules) -> float:
    return min(max(relative, rules.lowest_relative), rules.highest_relative)


def completion_bounds(standings: Sequence[Standing], rules: RiskRules) -> tuple[float, float]:
    """Lowest and highest relative risk over every completion of the blanks, clamp applied.

    Tests that were not done and optional items are not blanks: they stay as they are. A blank left blank is
    one of the completions, so the result itself always lies between the two.
    """
    low = high = 1.0
    for place in rules.single_places:
        low, high = low * standings[place].lowest, high * standings[place].highest
    for group, places in rules.group_places:
        members = [standings[place] for place in places]
        levels = tuple([member.option_levels for member in members])
        lowest, highest = group.extremes(levels, [member.options for member in members])
        low, high = low * lowest, high * highest
    return clamp(low, rules), clamp(high, rules)
