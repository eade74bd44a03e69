"""Factors that overlap: their joint weight is capped, floored, or fixed together."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from screening.domain.assessment import Adjustment


@dataclass(frozen=True, slots=True)
class Share:
    """What one member brings into its group: a weight before centring, and the mean it is divided by.

    An unknown or not applicable member brings weight 1 over mean 1, under the level "".
    """

    level: str
    weight: float
    mean: float


BLANK = Share("", 1.0, 1.0)
Extremes: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Joint:
    """With `factor` at `level`, the weight of both factors together is read from `products`.

    The products recompute as min(`highest`, `share` times the weight of `with_factor`); the loader checks it.
    """

    id: str
    factor: str
    level: str
    with_factor: str
    products: Mapping[str, float]
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Members in a fixed order. `lowest` and `highest` bound the product of their weights."""

    id: str
    members: tuple[str, ...]
    lowest: float | None
    highest: float | None
    text: str
    sources: tuple[str, ...]
    joint: Joint | None = None
    _seen: dict[tuple[tuple[str, ...], ...], Extremes] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Extremes already worked out, by option ids: a few thousand at most, each always the same."""
    _adjusted: dict[tuple[str, ...], tuple[Adjustment, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Adjustments already worked out, by level ids."""

    def adjustments(self, shares: Sequence[Share]) -> tuple[Adjustment, ...]:
        """The multipliers on top of the single effects, in the order in which they apply."""
        key = tuple([share.level for share in shares])
        found = self._adjusted.get(key)
        if found is None:
            found = self._adjusted[key] = self._worked_out(shares)
        return found

    def _worked_out(self, shares: Sequence[Share]) -> tuple[Adjustment, ...]:
        product = math.prod(share.weight for share in shares)
        found: list[Adjustment] = []
        if self.joint is not None:
            fixed = self._fixed_product(self.joint, shares)
            if fixed is not None:
                found.append(Adjustment(f"joint.{self.joint.id}", fixed / product, self.joint.text))
                product = fixed
        bounded = self._bounded(product)
        if bounded != product:
            found.append(Adjustment(f"cap.{self.id}", bounded / product, self.text))
        return tuple(found)

    def extremes(self, levels: tuple[tuple[str, ...], ...], options: Sequence[Sequence[Share]]) -> Extremes:
        """Lowest and highest centred product over every combination of the members' options.

        Args:
            levels: the level ids of the options, by which what was worked out is kept.
        """
        found = self._seen.get(levels)
        if found is None:
            values = [self._centred(shares) for shares in itertools.product(*options)]
            found = self._seen[levels] = (min(values), max(values))
        return found

    def _centred(self, shares: Sequence[Share]) -> float:
        product = math.prod(share.weight for share in shares)
        fixed = self._fixed_product(self.joint, shares) if self.joint is not None else None
        if fixed is not None:
            product = fixed
        return self._bounded(product) / math.prod(share.mean for share in shares)

    def _fixed_product(self, joint: Joint, shares: Sequence[Share]) -> float | None:
        levels = {member: share.level for member, share in zip(self.members, shares, strict=True)}
        if levels[joint.factor] != joint.level:
            return None
        return joint.products.get(levels[joint.with_factor])

    def _bounded(self, product: float) -> float:
        if self.lowest is not None and product < self.lowest:
            return self.lowest
        if self.highest is not None and product > self.highest:
            return self.highest
        return product
