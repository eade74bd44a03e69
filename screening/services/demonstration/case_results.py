"""Invented results of tests, good enough for the gates out of the first six stages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from screening.domain.case.events import TestRecorded
from screening.domain.case.words import State

Result = tuple[str, float | bool, float | None]
"""A test, what the injured leg or the whole person did, and the other leg where both are compared."""

RESULTS: Mapping[State, tuple[Result, ...]] = {
    State.S1: (
        ("rest_pain", 0, None),
        ("walking_15_min", True, None),
        ("isometric_submax_90", True, None),
        ("single_leg_squat_45", True, None),
        ("bike_5_min", True, None),
        ("knee_extension_supine", True, None),
    ),
    State.S2: (
        ("single_leg_bridge", 17, 21),
        ("isometric_prone_90", 205, 252),
        ("ake", 69, 81),
        ("jog_forward_backward", True, None),
    ),
    State.S3: (
        ("run_pct", 72, None),
        ("slr", 71, 77),
        ("ake", 75, 81),
        ("isometric_prone_90", 228, 252),
        ("manual_strength_90", True, None),
        ("eccentric_shortened", True, None),
        ("single_leg_bridge", 20, 22),
    ),
    State.S4: (
        ("change_of_direction", True, None),
        ("eccentric_strength", 318, 352),
        ("ake", 78, 81),
        ("single_leg_bridge", 23, 24),
        ("palpation", True, None),
    ),
    State.S5: (
        ("sprint_demand_pct", 86, None),
        ("hsr_demand_pct", 83, None),
        ("field_tests", True, None),
        ("eccentric_strength", 334, 352),
        ("ake", 80, 81),
        ("slr", 76, 77),
        ("palpation", True, None),
        ("function_pain", True, None),
        ("h_test", 0, None),
    ),
    State.S6: (
        ("i_prrs", 53, None),
        ("i_prrs_lowest_item", 8, None),
        ("haos", 87, None),
        ("load_in_usual_range", True, None),
    ),
}
DEVICES = {"isometric_prone_90": "Hand-held dynamometer", "eccentric_strength": "NordBord"}


def results_of(stage: State, on: dt.date) -> tuple[TestRecorded, ...]:
    """The results that end a stage, of one day and without pain."""
    return tuple(_recorded(result, on) for result in RESULTS[stage])


def _recorded(result: Result, on: dt.date) -> TestRecorded:
    test, value, other = result
    device = DEVICES.get(test, "")
    if isinstance(value, bool):
        return TestRecorded(test, on, passed=value, pain=0, device=device)
    if other is None:
        return TestRecorded(test, on, number=value, pain=0, device=device)
    return TestRecorded(test, on, injured=value, other=other, pain=0, device=device)
