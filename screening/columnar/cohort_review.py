"""How far a simulated season lies from the figures of the evidence review, and whether chance explains it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from screening.columnar.cohort_season import Season
from screening.columnar.discrimination import Z_95
from screening.domain.risk.simulation_rules import BandFigures, ReviewFigures

HALF_A_POINT = 0.005
"""The review gives whole per cents, and AUCs to two places."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that reads otherwise than in the review once both are rounded alike."""

    what: str
    here: float
    review: float
    explained: bool
    """Whether rounding and the chance of the review's own draw are enough (95%)."""


def differences(season: Season, review: ReviewFigures) -> Iterator[Difference]:
    """Every figure of the main table that differs, and the AUC."""
    for ours, theirs in zip(season.bands, review.bands, strict=True):
        yield from _of_band(ours, theirs, season.mean_predicted * review.athletes, review.athletes)
    yield from _of_auc(season, review.auc, review.auc)


def auc_outside(season: Season, review: ReviewFigures) -> Iterator[Difference]:
    """The AUC of another season risk, where it leaves the range of the review."""
    yield from _of_auc(season, review.auc_lowest, review.auc_highest)


def _of_auc(season: Season, lowest: float, highest: float) -> Iterator[Difference]:
    nearest = min(max(round(season.auc, 2), lowest), highest)
    chance = (season.drawn.high - season.drawn.low) / 2 if season.drawn else 0.0
    what = f"AUC at {season.group.p0:g}"
    yield from _compared(what, season.auc, nearest, chance)


def _of_band(
    ours: BandFigures, theirs: BandFigures, injuries: float, athletes: float
) -> Iterator[Difference]:
    name = ours.band.replace("_", " ")
    inside = max(ours.athletes * athletes, 1.0)
    for what, here, review, of in (
        (f"athletes in {name}", ours.athletes, theirs.athletes, athletes),
        (f"injuries held by {name}", ours.injuries, theirs.injuries, injuries),
        (f"injured within {name}", ours.injured, theirs.injured, inside),
    ):
        yield from _compared(what, here, review, Z_95 * math.sqrt(here * (1 - here) / of))


def _compared(what: str, here: float, review: float, chance: float) -> Iterator[Difference]:
    if round(here, 2) != review:
        yield Difference(what, here, review, abs(here - review) <= HALF_A_POINT + chance)
