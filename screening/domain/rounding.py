"""One rounding for every number that meets a cut-off or leaves the core."""

from __future__ import annotations

DECIMALS = 6


def settled(value: float) -> float:
    """The value to 6 decimals, so that evaluators and platforms agree on every comparison."""
    return round(value, DECIMALS)
