"""Where one band ends and the next begins, to the last decimal."""

from __future__ import annotations

from itertools import pairwise

import pytest

from screening.domain.risk.band import band_of, is_provisional
from screening.domain.risk.hazard import Estimate
from screening.domain.risk.rules import Cut
from screening.domain.vocabulary import Band, BaselineQuality
from screening.rulebook.load import default_rulebook

RULES = default_rulebook().risk.bands
SMALLEST = 1e-6


def estimate_of(relative: float = 1.0, probability: float = 0.1, spread: float = 1.0) -> Estimate:
    return Estimate(relative, probability, probability, probability, relative, spread)


def ends(cuts: tuple[Cut, ...]) -> list[tuple[float, Band, Band]]:
    return [(one.below, one.band, after.band) for one, after in pairwise(cuts) if one.below is not None]


@pytest.mark.parametrize(("end", "below", "from_here"), ends(RULES.by_probability))
def test_a_probability_at_the_end_of_a_band_belongs_to_the_next(
    end: float, below: Band, from_here: Band
) -> None:
    just_under = estimate_of(probability=end - SMALLEST)
    assert band_of(just_under, BaselineQuality.GOOD, (), RULES) is below
    assert band_of(estimate_of(probability=end), BaselineQuality.GOOD, (), RULES) is from_here


@pytest.mark.parametrize(("end", "below", "from_here"), ends(RULES.by_relative))
def test_a_relative_risk_at_the_end_of_a_band_belongs_to_the_next(
    end: float, below: Band, from_here: Band
) -> None:
    assert band_of(estimate_of(end - SMALLEST), BaselineQuality.WEAK, (), RULES) is below
    assert band_of(estimate_of(end), BaselineQuality.WEAK, (), RULES) is from_here


def test_a_range_that_reaches_a_third_band_by_its_very_end_is_provisional() -> None:
    low, _, _ = ends(RULES.by_relative)[0]
    _, (high, *_) = ends(RULES.by_relative)[:2]
    middle = ((low - SMALLEST) * high) ** 0.5
    reaching = estimate_of(middle, spread=(high / (low - SMALLEST)) ** 0.5)
    assert (reaching.relative_low, reaching.relative_high) == (low - SMALLEST, high)
    assert is_provisional(reaching, BaselineQuality.WEAK, RULES)
    assert not is_provisional(estimate_of(middle), BaselineQuality.WEAK, RULES)
