"""What each level of each factor does to the risk, and what groups of factors do together, as tables."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from screening.columnar.program import Array
from screening.domain.risk.groups import Group
from screening.domain.risk.rules import AgeCurve, Factor, FactorKind, RiskRules


@dataclass(frozen=True)
class Entry:
    """One level as it counts. `level` is None where the factor is open; only a `shown` one has a line."""

    level: str | None
    shown: bool
    weight: float
    effect: float
    variance: float


def entries_of(factor: Factor, ages: Sequence[float]) -> list[Entry]:
    """The open factor first; then its levels, or every age twice: centred, and for a group under 18."""
    spread = factor.sd_log if factor.kind is FactorKind.ASKED else 0.0
    entries = [Entry(None, False, 1.0, 1.0, spread**2)]
    if factor.curve is not None:
        for age in ages:
            entries += _at_age(factor.curve, factor.mean, age)
        return entries
    for level in factor.levels:
        effect = level.weight / factor.mean if level.applies else 1.0
        entries.append(Entry(level.id, level.applies, level.weight, effect, level.se_log**2))
    return entries


def _at_age(curve: AgeCurve, mean: float, age: float) -> tuple[Entry, Entry]:
    within = min(max(age, curve.youngest), curve.oldest)
    weight = float(curve.per_year ** (within - curve.origin))
    spread = curve.se_log_per_year * abs(age - curve.se_centre)
    named = f"{age:g}"
    return Entry(named, True, weight, weight / mean, spread**2), Entry(named, True, 1.0, 1.0, 0.0)


@dataclass(frozen=True)
class GroupTable:
    """What a group multiplies on top of its members' effects, by their levels: fixed together, then capped.

    `joint` is None where the group has no weight that is fixed together.
    """

    places: tuple[int, ...]
    strides: tuple[int, ...]
    joint: Array | None
    cap: Array

    def keys(self, levels: Sequence[Array]) -> Array:
        """The place in the tables, from the members' levels."""
        key = levels[self.places[-1]].copy()
        for place, stride in zip(self.places[:-1], self.strides[:-1], strict=True):
            key += levels[place] * stride
        return key


def group_tables(rules: RiskRules) -> list[GroupTable]:
    return [_group_table(group, places, rules.factors) for group, places in rules.group_places]


def _group_table(group: Group, places: tuple[int, ...], factors: Sequence[Factor]) -> GroupTable:
    members = [factors[place] for place in places]
    if any(member.curve is not None for member in members):
        raise ValueError(f"group {group.id} holds a factor without levels")
    choices = [_weights(member) for member in members]
    sizes = [len(choice) for choice in choices]
    strides = tuple(math.prod(sizes[place + 1 :]) for place in range(len(sizes)))
    adjusted = [_adjustments(group, shares) for shares in itertools.product(*choices)]
    joint = np.array([fixed for fixed, _ in adjusted]) if group.joint else None
    return GroupTable(places, strides, joint, np.array([cap for _, cap in adjusted]))


def _weights(factor: Factor) -> list[tuple[str, float]]:
    """The level and weight a member brings, open first; without a level where it has no say."""
    levels = [(level.id, level.weight) if level.applies else ("", 1.0) for level in factor.levels]
    return [("", 1.0), *levels]


def _adjustments(group: Group, shares: Sequence[tuple[str, float]]) -> tuple[float, float]:
    """The two multipliers for one set of levels; 1.0 where there is none."""
    product = math.prod(weight for _, weight in shares)
    fixed_by, capped_by = 1.0, 1.0
    joint = group.joint
    if joint is not None:
        level_of = {member: level for member, (level, _) in zip(group.members, shares, strict=True)}
        fixed = joint.products.get(level_of[joint.with_factor])
        if level_of[joint.factor] == joint.level and fixed is not None:
            fixed_by, product = fixed / product, fixed
    bounded = product
    if group.lowest is not None and product < group.lowest:
        bounded = group.lowest
    elif group.highest is not None and product > group.highest:
        bounded = group.highest
    if bounded != product:
        capped_by = bounded / product
    return fixed_by, capped_by
