"""Every threshold of risk and plan has stated cases just below, at, just above and unknown (R-02).

Those of grading and triage are held by tests/scenarios. A case counts where the threshold decides in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from screening.domain.answers import Known
from screening.domain.conditions import Compare, Condition
from screening.domain.facts import Facts
from screening.domain.rulebook import Rulebook
from screening.rulebook.load import default_rulebook
from tests.mutation.cases import all_cases
from tests.mutation.condition_changes import FINER
from tests.mutation.judging import judged
from tests.support.rule_coverage import conditions_of, decided, leaves_of

PARTS = ("derived", "risk", "plan")
CONCLUSIONS = "plan."
"""The level of a plan is 2, 3 or 4 and always known: there is nothing beside its thresholds."""


@cache
def _stated() -> tuple[Mapping[str, Known | None], ...]:
    """Answers and conclusions of the cases that go as far as the season risk."""
    rulebook = default_rulebook()
    cases = (case for case in all_cases() if case.step != "triage")
    return tuple(judged(case.answers, rulebook).planned.facts.values for case in cases)


def _thresholds(rulebook: Rulebook) -> Iterator[tuple[str, Condition, str, Compare]]:
    for part in PARTS:
        for name, condition in conditions_of(getattr(rulebook, part)):
            for place, leaf in leaves_of(condition):
                if isinstance(leaf, Compare) and not leaf.field.startswith(CONCLUSIONS):
                    yield name, condition, place, leaf


def _places_seen(condition: Condition, place: str, leaf: Compare) -> set[str]:
    step, seen = FINER.get(leaf.field, 1), set()
    for person in _stated():
        value = person.get(leaf.field)
        if place not in decided(condition, Facts(person))[1]:
            continue
        if value is None:
            seen.add("unknown")
        elif isinstance(value, int | float) and abs(value - leaf.threshold) <= step * 1.001:
            seen.add("below" if value < leaf.threshold else "above" if value > leaf.threshold else "at")
    return seen


@pytest.mark.slow
def test_each_threshold_has_a_case_just_below_at_just_above_and_unknown(rulebook: Rulebook) -> None:
    questions = rulebook.questionnaire.questions
    lacking = []
    for name, condition, place, leaf in _thresholds(rulebook):
        question = questions.get(leaf.field)
        wanted = {"below", "at", "above", "unknown"}
        if question is not None and question.minimum is not None and leaf.threshold <= question.minimum:
            wanted.remove("below")
        missing = wanted - _places_seen(condition, place, leaf)
        if missing:
            words = " or ".join(sorted(missing))
            lacking.append(f"{name}: {leaf.field} {leaf.threshold:g} has no case {words}")
    assert lacking == []


def test_there_are_thresholds_to_look_at(rulebook: Rulebook) -> None:
    assert len(list(_thresholds(rulebook))) > 30
