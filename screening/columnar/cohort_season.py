"""One season of a drawn cohort: who falls into which band, what the bands hold, how well they tell apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from screening.columnar.cohort import Cohort, Floats, Places, draw_cohort, relative_risks, shares_of
from screening.columnar.discrimination import (
    CalibrationPart,
    DrawnAuc,
    calibration,
    drawn_auc,
    expected_auc,
)
from screening.domain.risk.rules import BandRules, Cut, RiskRules
from screening.domain.risk.simulation_rules import BandFigures, SimulationRules
from screening.domain.vocabulary import Band, BaselineQuality

_ORDER = tuple(Band)
DECIMALS = 6  # as every probability of a result


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """The group a cohort is drawn for: the season risk of its average athlete."""

    id: str
    p0: float
    quality: BaselineQuality
    under_18: bool = False


@dataclass(frozen=True, slots=True)
class Calling:
    """What it would mean to act only on the athletes in one band and above."""

    from_band: Band
    athletes: float
    sensitivity: float
    """Of those who are injured, the share called."""
    specificity: float
    """Of those who stay uninjured, the share not called."""
    predictive_value: float | None
    """Of those called, the share who are injured; None where nobody is called."""


@dataclass(frozen=True, slots=True)
class Season:
    """What one group's season looks like if every weight is exactly true.

    All shares are expected ones, without the chance of a draw, but for `drawn` and `tenths`.
    """

    group: PeerGroup
    by_relative: bool
    """Whether the baseline is so weak that bands compare with peers."""
    mean_predicted: float
    bands: tuple[BandFigures, ...]
    calling: Calling
    auc: float
    drawn: DrawnAuc | None
    tenths: tuple[CalibrationPart, ...]
    raised_by_a_floor: float


def simulate(
    rules: RiskRules, simulation: SimulationRules, groups: Sequence[PeerGroup], *, athletes: int, seed: int
) -> tuple[Season, ...]:
    """The same cohort, with the same luck, under the season risk of each group.

    Source:
        risk-factors.md b.3; the population is rules/risk/simulation.yaml.
    """
    return tuple(_season(group, rules, simulation, athletes, seed) for group in groups)


def _season(
    group: PeerGroup, rules: RiskRules, simulation: SimulationRules, athletes: int, seed: int
) -> Season:
    chance = np.random.default_rng(seed)
    shares = {one.factor.id: one for one in shares_of(rules, simulation, under_18=group.under_18)}
    cohort = draw_cohort(shares, simulation, athletes, chance)
    relative = relative_risks(cohort, rules)
    probabilities = np.round(-np.expm1(np.log1p(-group.p0) * relative), DECIMALS)
    by_relative = group.quality in rules.bands.relative_for
    cut = (
        _cut(np.round(relative, DECIMALS), rules.bands.by_relative)
        if by_relative
        else _cut(probabilities, rules.bands.by_probability)
    )
    bands = _raised(cut, cohort, rules.bands)
    injured = chance.random(athletes) < probabilities
    comparable = 2 <= int(injured.sum()) <= athletes - 2
    return Season(
        group=group,
        by_relative=by_relative,
        mean_predicted=float(probabilities.mean()),
        bands=tuple(_figures(band, bands, probabilities) for band in _ORDER),
        calling=_calling(Band.HIGH, bands, probabilities),
        auc=expected_auc(probabilities),
        drawn=drawn_auc(probabilities, injured) if comparable else None,
        tenths=calibration(probabilities, injured),
        raised_by_a_floor=float(np.mean(bands > cut)),
    )


def _cut(values: Floats, cuts: Sequence[Cut]) -> Places:
    """The place of each value's band; a value on a cut belongs above it."""
    edges = [cut.below for cut in cuts if cut.below is not None]
    places: Places = np.searchsorted(edges, values, side="right")
    return places


def _raised(bands: Places, cohort: Cohort, rules: BandRules) -> Places:
    for floor in rules.floors:
        reached = cohort.stands_at(floor.factor, floor.levels)
        bands = np.where(reached, np.maximum(bands, _ORDER.index(floor.band)), bands)
    return bands


def _figures(band: Band, bands: Places, probabilities: Floats) -> BandFigures:
    inside: NDArray[np.bool_] = bands == _ORDER.index(band)
    held = float(probabilities[inside].sum())
    return BandFigures(
        band=band,
        athletes=float(inside.mean()),
        injuries=held / float(probabilities.sum()),
        injured=held / max(int(inside.sum()), 1),
    )


def _calling(band: Band, bands: Places, probabilities: Floats) -> Calling:
    called: NDArray[np.bool_] = bands >= _ORDER.index(band)
    hit, missed = float(probabilities[called].sum()), float(probabilities[~called].sum())
    spared = float((1 - probabilities[~called]).sum())
    alarmed = float((1 - probabilities[called]).sum())
    return Calling(
        from_band=band,
        athletes=float(called.mean()),
        sensitivity=hit / (hit + missed),
        specificity=spared / (spared + alarmed),
        predictive_value=hit / int(called.sum()) if called.any() else None,
    )
