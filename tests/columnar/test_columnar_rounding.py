"""Rounding of arrays agrees with Python's own, or says that it does not know."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from screening.columnar.exactly import LARGE, SCALE, rounded


def test_rounding_is_pythons_wherever_it_is_not_doubtful() -> None:
    random = Random(5)  # noqa: S311 - the same numbers every time
    numbers = [random.uniform(-5, 5) for _ in range(20_000)]
    numbers += [random.uniform(0, 1) ** 9 for _ in range(5_000)]
    numbers += [random.uniform(0, 900) for _ in range(5_000)]
    values, doubtful = rounded(np.array(numbers))
    assert [value for value, doubt in zip(values.tolist(), doubtful, strict=True) if not doubt] == [
        round(number, 6) for number, doubt in zip(numbers, doubtful, strict=True) if not doubt
    ]
    assert doubtful.mean() < 0.001


def test_numbers_around_half_way_are_doubtful() -> None:
    halves = (np.arange(2_000) + 0.5) / SCALE
    near = np.concatenate([halves, np.nextafter(halves, 0), np.nextafter(halves, 1)])
    _, doubtful = rounded(near)
    assert doubtful.all()


def test_whole_millionths_are_never_doubtful() -> None:
    whole = np.arange(5_000) / SCALE
    values, doubtful = rounded(whole)
    assert not doubtful.any()
    assert values.tolist() == whole.tolist()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, LARGE])
def test_what_is_no_ordinary_number_is_doubtful(value: float) -> None:
    with np.errstate(all="ignore"):
        _, doubtful = rounded(np.array([value]))
    assert doubtful.all()


def test_rounding_leaves_the_numbers_it_was_given() -> None:
    given = np.array([0.1234567, 2.0])
    rounded(given)
    assert given.tolist() == [0.1234567, 2.0]
