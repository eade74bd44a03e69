"""AUC and calibration against counting every pair by hand, and the interval against repeated seasons."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from screening.columnar.discrimination import calibration, drawn_auc, expected_auc


def test_perfect_and_useless_predictions() -> None:
    injured = np.array([False, False, True, True])
    assert drawn_auc(np.array([0.1, 0.2, 0.8, 0.9]), injured).auc == 1.0
    assert drawn_auc(np.array([0.9, 0.8, 0.2, 0.1]), injured).auc == 0.0
    assert drawn_auc(np.full(4, 0.5), injured).auc == 0.5
    assert expected_auc(np.full(50, 0.2)) == pytest.approx(0.5)
    assert expected_auc(np.array([0.0, 0.0, 1.0])) == 1.0


def test_a_drawn_auc_counts_every_pair_of_an_injured_and_an_uninjured() -> None:
    chance = np.random.default_rng(2)
    probabilities = np.round(chance.random(80), 1)
    injured = chance.random(80) < probabilities
    won = [
        1.0 if case > other else 0.5 if case == other else 0.0
        for case, other in itertools.product(probabilities[injured], probabilities[~injured])
    ]
    assert drawn_auc(probabilities, injured).auc == pytest.approx(np.mean(won))


def test_the_interval_holds_the_expected_auc_in_about_95_of_100_seasons() -> None:
    chance = np.random.default_rng(7)
    probabilities = 0.02 + 0.5 * chance.random(600) ** 2
    truth = expected_auc(probabilities)
    seasons = [drawn_auc(probabilities, chance.random(600) < probabilities) for _ in range(400)]
    held = np.mean([season.low <= truth <= season.high for season in seasons])
    assert 0.91 <= held <= 0.985
    assert np.mean([season.auc for season in seasons]) == pytest.approx(truth, abs=0.005)


@pytest.mark.parametrize("injuries", [0, 1, 4, 5])
def test_a_season_with_too_few_on_one_side_has_no_auc(injuries: int) -> None:
    injured = np.arange(5) < injuries
    with pytest.raises(ValueError, match="at least two"):
        drawn_auc(np.linspace(0.1, 0.5, 5), injured)


def test_calibration_parts_are_equal_and_rise() -> None:
    probabilities = np.linspace(0.5, 0.01, 95)
    parts = calibration(probabilities, probabilities > 0.3)
    assert sorted({part.athletes for part in parts}) == [9, 10]
    assert sum(part.athletes for part in parts) == 95
    predicted = [part.predicted for part in parts]
    assert predicted == sorted(predicted)
    assert parts[0].injured == 0
    assert parts[-1].injured == 1
