"""Absent, not sure and answered are three things; the order of answers is none."""

from __future__ import annotations

import pytest

from screening.domain.answers import Answers

GIVEN = Answers(
    {"walking": "limp", "felt_pop": "not_sure", "calf_signs": ("none",), "skin_signs": ("rash", "none")}
)


def test_what_a_rule_may_use_is_known_and_not_sure_is_not() -> None:
    assert GIVEN.known("walking") == "limp"
    assert GIVEN.known("felt_pop") is None
    assert GIVEN.known("never_asked") is None
    assert GIVEN.all_known()["felt_pop"] is None


def test_none_of_these_is_an_empty_tick_list() -> None:
    assert GIVEN.known("calf_signs") == frozenset()
    assert GIVEN.known("skin_signs") == frozenset({"rash"})


def test_not_sure_is_told_from_not_asked() -> None:
    assert GIVEN.is_not_sure("felt_pop")
    assert not GIVEN.is_not_sure("walking")
    assert not GIVEN.is_not_sure("never_asked")


def test_changed_answers_are_new_ones_and_the_others_stay() -> None:
    changed = GIVEN.with_(walking="normal")
    assert changed["walking"] == "normal"
    assert changed.is_not_sure("felt_pop")
    assert GIVEN["walking"] == "limp"
    assert dict(GIVEN.without("walking", "felt_pop")) == {
        "calf_signs": ("none",),
        "skin_signs": ("rash", "none"),
    }


def test_answers_are_one_whatever_the_order_they_were_given_in() -> None:
    turned = Answers(dict(reversed(list(GIVEN.items()))))
    assert turned == GIVEN
    assert hash(turned) == hash(GIVEN)
    assert list(turned) == sorted(GIVEN)
    assert {GIVEN: 1}[turned] == 1
    assert hash(GIVEN.with_(walking="normal")) != hash(GIVEN)


def test_answers_cannot_be_changed_from_outside() -> None:
    with pytest.raises(TypeError):
        GIVEN["walking"] = "normal"  # type: ignore[index]
    GIVEN.all_known()["walking"] = "normal"
    assert GIVEN.known("walking") == "limp"
