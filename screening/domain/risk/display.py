"""Probabilities as whole people: "19 in 100", never on the wrong side of a band cut."""

from __future__ import annotations

import math
from collections.abc import Sequence

from screening.domain.risk.rules import Cut, DisplayRules
from screening.domain.rounding import settled


def whole_people(probability: float, cuts: Sequence[Cut], rules: DisplayRules) -> int:
    """The nearest whole number of people, kept on the side of each band cut on which the probability lies.

    Args:
        probability: 0 to 1.
        cuts: band cuts on the probability.
    Returns:
        People of `rules.of`; more than `rules.highest` is printed as "or more", see `chance_words`.
    """
    people = _nearest(probability, rules)
    for cut in cuts:
        if cut.below is not None and probability < cut.below <= people / rules.of:
            people = math.ceil(settled(cut.below * rules.of)) - 1
    return people


def chance_words(probability: float, cuts: Sequence[Cut], rules: DisplayRules) -> str:
    """ "19 in 100", or "50 or more in 100" above the highest figure that is printed."""
    return f"{_amount(probability, whole_people(probability, cuts, rules), rules)} in {rules.of}"


def range_words(low: float, high: float, rules: DisplayRules) -> str:
    """ "11 to 30 in 100". The ends are plainly rounded: a range has no band of its own."""
    lowest = _amount(low, _nearest(low, rules), rules)
    highest = _amount(high, _nearest(high, rules), rules)
    amount = lowest if lowest == highest else f"{lowest} to {highest}"
    return f"{amount} in {rules.of}"


def _amount(probability: float, people: int, rules: DisplayRules) -> str:
    if probability > rules.highest / rules.of:
        return f"{rules.highest} or more"
    return str(people) if people else "fewer than 1"


def _nearest(probability: float, rules: DisplayRules) -> int:
    return math.floor(settled(probability * rules.of) + 0.5)
