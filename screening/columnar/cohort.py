"""Draws a cohort of athletes from the shares a rulebook assumes, and says what each of them weighs.

Only whole uniform numbers are taken from the generator, so that a seed gives the same cohort everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from screening.domain.risk.groups import Group, Joint
from screening.domain.risk.rules import Factor, FactorKind, RiskRules
from screening.domain.risk.simulation_rules import SimulationRules

Floats: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FactorShares:
    """The levels of one factor with what each weighs, is divided by, and how many athletes stand there."""

    factor: Factor
    levels: tuple[str, ...]
    shares: Floats
    weights: Floats
    means: Floats


@dataclass(frozen=True, slots=True)
class Cohort:
    """`places` holds for each drawn factor the place of every athlete among its levels."""

    size: int
    drawn: Mapping[str, FactorShares]
    places: Mapping[str, Places]

    def stands_at(self, factor_id: str, levels: frozenset[str]) -> NDArray[np.bool_]:
        """Who stands at one of these levels of a factor."""
        one = self.drawn[factor_id]
        wanted = [place for place, level in enumerate(one.levels) if level in levels]
        return np.isin(self.places[factor_id], wanted)


def shares_of(
    rules: RiskRules, simulation: SimulationRules, *, under_18: bool = False
) -> Iterator[FactorShares]:
    """Every factor that is drawn. `under_18`: the baseline already holds the age, so it weighs nothing."""
    for factor in rules.factors:
        if factor.curve is not None and factor.id == simulation.age.factor:
            yield _ages(factor, simulation, under_18=under_18)
        elif factor.kind is FactorKind.ASKED:
            yield _levels(factor, simulation.shares[factor.id])


def draw_cohort(
    shares: Mapping[str, FactorShares], simulation: SimulationRules, size: int, chance: np.random.Generator
) -> Cohort:
    """That many athletes, each factor on its own; then the levels that follow from another factor."""
    places = {}
    for factor_id, one in shares.items():
        steps = np.cumsum(one.shares / one.shares.sum())
        places[factor_id] = np.minimum(
            np.searchsorted(steps, chance.random(size), side="right"), len(steps) - 1
        )
    cohort = Cohort(size, shares, places)
    for follows in simulation.follows:
        at = cohort.stands_at(follows.other, frozenset({follows.at}))
        places[follows.factor][at] = shares[follows.factor].levels.index(follows.level)
    return cohort


def relative_risks(cohort: Cohort, rules: RiskRules) -> Floats:
    """The risk of every athlete relative to the average of the group, with caps, joint weights and clamp."""
    weights = {name: one.weights[cohort.places[name]] for name, one in cohort.drawn.items()}
    product = np.ones(cohort.size)
    for name, one in cohort.drawn.items():
        product *= weights[name] / one.means[cohort.places[name]]
    for group in rules.groups:
        product *= _adjustment(group, cohort, weights)
    return np.clip(product, rules.lowest_relative, rules.highest_relative)


def _adjustment(group: Group, cohort: Cohort, weights: Mapping[str, Floats]) -> Floats:
    """What the overlap of a group makes of the product of its members."""
    plain = np.ones(cohort.size)
    for member in group.members:
        if member in weights:
            plain *= weights[member]
    together = plain if group.joint is None else _joined(group.joint, plain, cohort)
    lowest = -np.inf if group.lowest is None else group.lowest
    highest = np.inf if group.highest is None else group.highest
    adjustment: Floats = np.clip(together, lowest, highest) / plain
    return adjustment


def _joined(joint: Joint, plain: Floats, cohort: Cohort) -> Floats:
    """The fixed product of two factors where the one is at its level, the plain product elsewhere.

    Only for a group of those two members: a third would be lost from the product.
    """
    at_level = cohort.stands_at(joint.factor, frozenset({joint.level}))
    others = cohort.drawn[joint.with_factor].levels
    fixed = np.array([joint.products[level] for level in others])[cohort.places[joint.with_factor]]
    return np.where(at_level, fixed, plain)


def _levels(factor: Factor, shares: Mapping[str, float]) -> FactorShares:
    """A level that does not apply weighs 1 and nothing is divided out."""
    return FactorShares(
        factor=factor,
        levels=tuple(level.id for level in factor.levels),
        shares=np.array([shares.get(level.id, 0.0) for level in factor.levels]),
        weights=np.array([level.weight if level.applies else 1.0 for level in factor.levels]),
        means=np.array([factor.mean if level.applies else 1.0 for level in factor.levels]),
    )


def _ages(factor: Factor, simulation: SimulationRules, *, under_18: bool) -> FactorShares:
    curve = factor.curve
    if curve is None:
        raise ValueError(f"{factor.id} has no age curve")
    ages = range(round(curve.youngest), round(curve.oldest) + 1)
    return FactorShares(
        factor=factor,
        levels=tuple(str(age) for age in ages),
        shares=np.array([simulation.age.share(age, ages[0], ages[-1]) for age in ages]),
        weights=np.array([1.0 if under_18 else curve.per_year ** (age - curve.origin) for age in ages]),
        means=np.full(len(ages), 1.0 if under_18 else factor.mean),
    )
