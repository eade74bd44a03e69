"""How well predictions part the injured from the others: AUC, its interval, and calibration by tenths."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Z_95 = 1.959964


@dataclass(frozen=True, slots=True)
class DrawnAuc:
    """The AUC of one drawn season and its 95% interval."""

    auc: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CalibrationPart:
    """A part of the athletes, lowest predictions first: the mean prediction, and the share injured."""

    athletes: int
    predicted: float
    injured: float


def expected_auc(probabilities: Floats) -> float:
    """The AUC if every probability is exactly true, without drawing anybody's injury.

    The chance that of an injured and an uninjured athlete the injured one had the higher prediction; equal
    predictions count half. Every pair counts by the chance that the one is injured and the other is not.
    """
    values, place = np.unique(probabilities, return_inverse=True)
    athletes = np.bincount(place).astype(np.float64)
    injured, spared = athletes * values, athletes * (1 - values)
    lower = np.cumsum(spared) - spared
    # An athlete is no pair with himself; p x (1 - p) of each was counted as half a tie and as a pair.
    himself = float(np.sum(athletes * values * (1 - values)))
    won = float(np.sum(injured * (lower + spared / 2))) - himself / 2
    pairs = float(injured.sum() * spared.sum()) - himself
    return won / pairs if pairs > 0 else 0.5


def drawn_auc(probabilities: Floats, injured: NDArray[np.bool_]) -> DrawnAuc:
    """The AUC of a drawn season, with the interval of DeLong, DeLong and Clarke-Pearson (1988).

    Raises:
        ValueError: fewer than two athletes on either side, so that there is nothing to compare.
    """
    cases, others = probabilities[injured], probabilities[~injured]
    if min(len(cases), len(others)) < 2:
        raise ValueError("an AUC needs at least two injured and two uninjured athletes")
    beaten, spared_by = _shares_below(cases, others), 1 - _shares_below(others, cases)
    auc = float(beaten.mean())
    spread = math.sqrt(beaten.var(ddof=1) / len(cases) + spared_by.var(ddof=1) / len(others))
    return DrawnAuc(auc, max(0.0, auc - Z_95 * spread), min(1.0, auc + Z_95 * spread))


def calibration(
    probabilities: Floats, injured: NDArray[np.bool_], parts: int = 10
) -> tuple[CalibrationPart, ...]:
    """The athletes in equal parts by prediction, lowest first."""
    order = np.argsort(probabilities, kind="stable")
    return tuple(
        CalibrationPart(
            athletes=len(part),
            predicted=float(probabilities[part].mean()),
            injured=float(injured[part].mean()),
        )
        for part in np.array_split(order, parts)
        if len(part)
    )


def _shares_below(values: Floats, others: Floats) -> Floats:
    """For each value the share of the others below it; equal ones count half."""
    ordered = np.sort(others)
    below = np.searchsorted(ordered, values, side="left")
    up_to = np.searchsorted(ordered, values, side="right")
    shares: Floats = (below + up_to) / (2 * len(ordered))
    return shares
