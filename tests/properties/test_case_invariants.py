"""No sequence of actions by anybody, with any clock, breaks an invariant of a return to training."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.support.case_machine import MADE, MOVES, AnyCase

SOME, ALL = 8, 20_000
STEPS = 50


def run(count: int, steps: int, *, derandomize: bool) -> None:
    run_state_machine_as_test(
        AnyCase,
        settings=settings(
            max_examples=count,
            stateful_step_count=steps,
            deadline=None,
            derandomize=derandomize,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_sequence_breaks_an_invariant() -> None:
    run(SOME, 20, derandomize=True)


@pytest.mark.release
def test_no_sequence_of_twenty_thousand_breaks_an_invariant() -> None:
    run(ALL, STEPS, derandomize=False)
    assert set(MADE) >= set(MOVES) - {"move.TR0"}, "some moves were never made"
