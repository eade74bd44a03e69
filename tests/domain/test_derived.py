"""Values worked out from answers, and when they stay unknown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.conditions import Compare, Comparison, OneOf
from screening.domain.derived import Derivation, DerivedFlag, DerivedNumber, derive
from screening.domain.facts import Facts

LEFT, RIGHT = "nordic_force_left_n", "nordic_force_right_n"
BOTH = (LEFT, RIGHT)
CHILD = DerivedFlag("derived.is_child", Compare("age_years", Comparison.BELOW, 16))


def number(derivation: Derivation, left: float | None, right: float | None) -> object:
    return DerivedNumber("derived.it", derivation, BOTH).value(Facts({LEFT: left, RIGHT: right}))


@pytest.mark.parametrize(
    ("derivation", "expected"),
    [
        (Derivation.MEAN, 250),
        (Derivation.LOWEST, 200),
        (Derivation.SUM, 500),
        (Derivation.ASYMMETRY_PCT, 33.333333),
    ],
)
def test_two_legs_make_a_mean_a_lowest_a_sum_and_a_difference(
    derivation: Derivation, expected: float
) -> None:
    assert number(derivation, 200, 300) == expected
    assert number(derivation, 300, 200) == expected


@pytest.mark.parametrize("derivation", Derivation)
def test_a_number_is_unknown_while_one_leg_is_missing(derivation: Derivation) -> None:
    assert number(derivation, 200, None) is None
    assert number(derivation, None, 200) is None


def test_two_legs_without_any_force_do_not_differ() -> None:
    assert number(Derivation.ASYMMETRY_PCT, 0, 0) == 0


def test_a_difference_at_a_cut_off_is_not_lost_to_rounding() -> None:
    assert number(Derivation.ASYMMETRY_PCT, 85, 100) == 15


@given(left=st.floats(0, 1000), right=st.floats(0, 1000))
def test_a_difference_lies_between_nothing_and_the_whole(left: float, right: float) -> None:
    difference = number(Derivation.ASYMMETRY_PCT, left, right)
    assert isinstance(difference, float)
    assert 0 <= difference <= 100


def test_a_mean_of_something_that_is_no_number_is_a_fault_of_the_rules() -> None:
    with pytest.raises(TypeError, match="nordic_force_left_n is not a number"):
        DerivedNumber("derived.it", Derivation.MEAN, BOTH).value(Facts({LEFT: True, RIGHT: 200}))


@pytest.mark.parametrize(("age", "expected"), [(15, True), (16, False), (None, None)], ids=str)
def test_a_named_condition_is_true_false_or_unknown(age: int | None, expected: bool | None) -> None:
    assert CHILD.value(Facts({"age_years": age})) is expected


def test_a_later_value_may_use_an_earlier_one() -> None:
    grown = DerivedFlag("derived.is_grown", OneOf("derived.is_child", (False,)))
    facts = derive(Facts({"age_years": 30}), (CHILD, grown))
    assert facts.get("derived.is_grown") is True
    assert facts.get("age_years") == 30
