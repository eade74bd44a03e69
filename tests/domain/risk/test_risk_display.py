"""Whole people: rounding never crosses a band cut, and the ends of the scale are said in words."""

from __future__ import annotations

import pytest

from screening.domain.risk.display import chance_words, range_words, whole_people


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.186366, "19 in 100"),
        (0.0749, "7 in 100"),
        (0.0796, "7 in 100"),
        (0.08, "8 in 100"),
        (0.1551, "15 in 100"),
        (0.159999, "15 in 100"),
        (0.16, "16 in 100"),
        (0.2996, "29 in 100"),
        (0.3004, "30 in 100"),
        (0.497, "50 in 100"),
        (0.5, "50 in 100"),
        (0.500001, "50 or more in 100"),
        (0.9, "50 or more in 100"),
        (0.004, "fewer than 1 in 100"),
        (0.005, "1 in 100"),
    ],
)
def test_a_chance_is_a_whole_number_of_people_on_its_side_of_every_cut(rules, probability, words):
    assert chance_words(probability, rules.bands.by_probability, rules.display) == words


def test_a_half_rounds_up_whatever_the_number_looks_like_inside(rules):
    cuts = rules.bands.by_probability
    assert [whole_people(p, cuts, rules.display) for p in (0.185, 0.205, 0.225, 0.285)] == [19, 21, 23, 29]


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.112, 0.299, "11 to 30 in 100"),
        (0.37, 0.69, "37 to 50 or more in 100"),
        (0.51, 0.69, "50 or more in 100"),
        (0.003, 0.02, "fewer than 1 to 2 in 100"),
        (0.111, 0.112, "11 in 100"),
    ],
)
def test_a_range_is_two_plain_numbers(rules, low, high, words):
    assert range_words(low, high, rules.display) == words
