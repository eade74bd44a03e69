"""What moved the result adds up, always."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.reporting.charts.contributions import shares, whole_parts

effects = st.lists(st.floats(0.3, 4.0), min_size=1, max_size=15)


@given(effects, st.floats(0.02, 0.4))
def test_the_parts_add_up_to_the_difference_to_the_typical_athlete(effects, typical):
    probability = 1 - (1 - typical) ** math.prod(effects)
    parts = shares(effects, probability, typical)
    assert math.isclose(sum(parts), probability - typical, abs_tol=1e-9)


@given(effects, st.floats(0.02, 0.4))
def test_a_part_points_the_way_its_effect_does(effects, typical):
    probability = 1 - (1 - typical) ** math.prod(effects)
    for effect, part in zip(effects, shares(effects, probability, typical), strict=True):
        assert part == pytest.approx(0, abs=1e-9) or (part > 0) == (effect > 1)


def test_effects_that_cancel_out_still_have_parts():
    up, down = shares([2.0, 0.5], 0.2, 0.2)
    assert up > 0 > down
    assert math.isclose(up, -down)


@given(st.lists(st.floats(-60, 60), min_size=1, max_size=6), st.floats(-0.9, 0.9))
def test_whole_people_add_up_to_the_printed_difference(parts, drift):
    total = round(sum(parts) + drift)
    whole = whole_parts(parts, total)
    assert sum(whole) == total
    assert all(abs(number - part) < 2 for number, part in zip(whole, parts, strict=True))


@given(st.lists(st.floats(0.1, 30), min_size=1, max_size=6))
def test_a_raising_answer_is_never_printed_as_lowering(parts):
    assert min(whole_parts(parts, round(sum(parts)))) >= 0
