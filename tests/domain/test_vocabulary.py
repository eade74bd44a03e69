"""The ladders every part relies on: grades, urgencies, qualities."""

from __future__ import annotations

import itertools

import pytest

from screening.domain.vocabulary import BaselineQuality, Grade, Urgency, covering_label, most_urgent


def test_grades_climb_in_steps_and_stop_at_the_top() -> None:
    assert [grade.step for grade in Grade] == [0, 1, 2, 3, 4, 5]
    assert Grade.ONE.raised() is Grade.ONE_TO_TWO
    assert Grade.TWO_TO_THREE.raised(3) is Grade.THREE


def test_a_higher_grade_never_reaches_lower() -> None:
    for lower, higher in itertools.pairwise(Grade):
        assert lower.reach[0] <= higher.reach[0]
        assert lower.reach[1] <= higher.reach[1]


@pytest.mark.parametrize(
    ("low", "high", "label"),
    [
        (Grade.ONE, Grade.TWO, Grade.ONE_TO_TWO),
        (Grade.ONE, Grade.ONE_TO_TWO, Grade.ONE_TO_TWO),
        (Grade.TWO, Grade.THREE, Grade.TWO_TO_THREE),
        (Grade.ZERO_TO_ONE, Grade.ONE, Grade.ZERO_TO_ONE),
        (Grade.ONE, Grade.THREE, Grade.THREE),
        (Grade.ZERO_TO_ONE, Grade.TWO, Grade.TWO),
    ],
)
def test_the_label_covers_both_ends_or_else_names_the_higher(low: Grade, high: Grade, label: Grade) -> None:
    assert covering_label(low, high) is label


@pytest.mark.parametrize("grade", Grade)
def test_one_grade_covers_itself(grade: Grade) -> None:
    assert covering_label(grade, grade) is grade


@pytest.mark.parametrize(("one", "other"), list(itertools.product(Urgency, Urgency)))
def test_the_most_urgent_is_at_least_as_urgent_as_each(one: Urgency, other: Urgency) -> None:
    chosen = most_urgent([one, other])
    assert chosen.is_at_least(one)
    assert chosen.is_at_least(other)
    assert chosen in {one, other}


def test_t1_is_the_most_urgent_and_t5_the_least() -> None:
    assert most_urgent(list(Urgency)) is Urgency.T1
    assert not Urgency.T5.is_at_least(Urgency.T4)


def test_a_quality_steps_down_until_it_is_an_assumption() -> None:
    steps = [quality.one_step_down.value for quality in BaselineQuality]
    assert steps == ["fair", "weak", "assumption", "assumption"]
