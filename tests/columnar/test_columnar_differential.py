"""The engine and the columnar evaluator say the same about everybody, with no tolerance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.columnar import evaluator as evaluator_module
from screening.columnar.evaluator import Evaluator
from screening.columnar.table import AnswerTable, table_of
from screening.domain.answers import Answers
from screening.domain.conditions import Compare
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import (
    Band,
    Grade,
    InjuryStatus,
    Light,
    NotGradedBecause,
    PlanKind,
    RiskStatus,
    Tag,
    Urgency,
)
from screening.rulebook.load import default_rulebook
from screening.rulebook.walking import walk
from tests.support.answers import answer_sets, near_benign
from tests.support.assessments import HEALTHY, PROBLEM
from tests.support.differential import differential, mismatches
from tests.support.random_answers import RandomAnswers
from tests.support.scenarios import boundary_cases, public_cases

SEED = 20_260_601


@pytest.fixture(scope="module")
def evaluator(rulebook: Rulebook) -> Evaluator:
    return Evaluator(rulebook)


@pytest.fixture(scope="module")
def generated() -> Sequence[Answers]:
    return RandomAnswers(SEED).take(3_000)


@pytest.fixture(scope="module")
def some(generated: Sequence[Answers]) -> Sequence[Answers]:
    return generated[:150]


def test_they_agree_on_every_scenario(rulebook: Rulebook, evaluator: Evaluator) -> None:
    sets = [case.answers for case in (*boundary_cases(), *public_cases())]
    assert len(sets) > 200
    assert mismatches(sets, rulebook, evaluator) == []


def test_they_agree_on_three_thousand_generated_athletes(
    rulebook: Rulebook, evaluator: Evaluator, generated: Sequence[Answers]
) -> None:
    assert mismatches(generated, rulebook, evaluator) == []


def test_a_seed_is_compared_from_beginning_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.support.differential.AT_ONCE", 20)
    assert differential(50, SEED) == []


@settings(max_examples=25)
@given(st.lists(st.one_of(answer_sets(has_problem=None), near_benign()), min_size=1, max_size=6))
def test_they_agree_on_whatever_can_be_thought_up(sets: list[Answers]) -> None:
    assert mismatches(sets, default_rulebook(), _shipped()) == []


@cache
def _shipped() -> Evaluator:
    """One for all examples."""
    return Evaluator(default_rulebook())


@pytest.mark.parametrize("age", [7, 8, 15.9, 16, 17.5, 18, 33.999, 34, 90, 121, 300])
@pytest.mark.parametrize("level", ["academy", "professional"])
def test_they_agree_on_any_age(rulebook: Rulebook, evaluator: Evaluator, age: float, level: str) -> None:
    assert mismatches([HEALTHY.with_(age_years=age, level=level), HEALTHY], rulebook, evaluator) == []


def test_they_agree_on_every_group_to_compare_with(rulebook: Rulebook, evaluator: Evaluator) -> None:
    options = {field: rulebook.questionnaire.question(field).option_values for field in ("sport", "level")}
    base = HEALTHY.without("position", "sex", "level", "sport")
    sets = [
        base.with_(sport=sport, level=level, sex=sex, **hours)
        for sport in options["sport"]
        for level in options["level"]
        for sex in ("male", "female")
        for hours in ({}, {"match_hours_per_week": 1.5, "training_hours_per_week": 6.25})
    ]
    assert mismatches(sets[::3], rulebook, evaluator) == []


def test_they_agree_on_every_position(rulebook: Rulebook, evaluator: Evaluator) -> None:
    sports = sorted({sport for rule in rulebook.risk.baselines.positions for sport in rule.sports})
    sets = [
        HEALTHY.with_(
            sport=sport, position=rule.position, match_hours_per_week=hours, training_hours_per_week=7
        )
        for rule in rulebook.risk.baselines.positions
        for sport in sports
        for hours in (0, 1.25)
    ]
    assert mismatches(sets[::2], rulebook, evaluator) == []


# the table itself ----------------------------------------------------------------------------------------


def test_an_empty_table_has_no_results(evaluator: Evaluator) -> None:
    results = evaluator.evaluate(AnswerTable(0, {}))
    assert list(results.rows()) == []
    assert list(results.details()) == []


def test_somebody_who_was_asked_nothing_has_a_result(rulebook: Rulebook, evaluator: Evaluator) -> None:
    assert mismatches([Answers(), Answers()], rulebook, evaluator) == []


def test_neither_neighbours_nor_chunks_change_a_result(
    evaluator: Evaluator, some: Sequence[Answers], rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = table_of(some, rulebook.questionnaire)
    together = list(evaluator.evaluate(table).rows())
    monkeypatch.setattr(evaluator_module, "CHUNK", 64)
    assert list(Evaluator(rulebook).evaluate(table).rows()) == together
    turned = {field: column[::-1] for field, column in table.columns.items()}
    backwards = Evaluator(rulebook).evaluate(AnswerTable(table.length, turned))
    assert list(backwards.rows()) == together[::-1]


def test_a_table_is_left_as_it_was(evaluator: Evaluator, some: Sequence[Answers], rulebook: Rulebook) -> None:
    table = table_of(some, rulebook.questionnaire)
    before = {field: column.copy() for field, column in table.columns.items()}
    first, second = evaluator.evaluate(table), evaluator.evaluate(table)
    for field, column in table.columns.items():
        np.testing.assert_array_equal(column, before[field])
    assert list(first.rows()) == list(second.rows())


def test_several_threads_may_evaluate_at_once(
    evaluator: Evaluator, generated: Sequence[Answers], rulebook: Rulebook
) -> None:
    tables = [
        table_of(generated[start : start + 200], rulebook.questionnaire) for start in range(0, 800, 200)
    ]
    alone = [list(evaluator.evaluate(table).rows()) for table in tables]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda table: list(evaluator.evaluate(table).rows()), tables * 3))
    assert together == alone * 3


def test_the_columns_of_texts_are_the_cells_of_the_rows(evaluator: Evaluator, rulebook: Rulebook) -> None:
    texts = evaluator.evaluate(table_of([HEALTHY, PROBLEM], rulebook.questionnaire)).column_texts()
    assert next(iter(texts)) == "risk_status"
    assert texts["risk_status"] == ["scored", "not_scored"]
    assert texts["band"][1] == ""
    assert float(texts["season_probability"][0]) > 0


# a difference is found -----------------------------------------------------------------------------------

Change = Callable[[Rulebook], Rulebook]


def _in_risk(**changes: Any) -> Change:
    return lambda book: replace(book, risk=replace(book.risk, **changes))


def _other_weight(book: Rulebook) -> Rulebook:
    factor = book.risk.factors[0]
    levels = tuple(replace(level, weight=level.weight + 0.01) for level in factor.levels)
    return replace(
        book, risk=replace(book.risk, factors=(replace(factor, levels=levels), *book.risk.factors[1:]))
    )


def _other_certainty_of_a_baseline(book: Rulebook) -> Rulebook:
    spread = {quality: value + 0.001 for quality, value in book.risk.v_base.items()}
    return replace(book, risk=replace(book.risk, v_base=spread))


def _urgent_row(book: Rulebook) -> Rulebook:
    rows = tuple(
        replace(row, urgency=Urgency.T2) if row.urgency is Urgency.T4 else row for row in book.triage.rows
    )
    return replace(book, triage=replace(book.triage, rows=rows))


def _fewer_signs(book: Rulebook) -> Rulebook:
    return replace(book, grading=replace(book.grading, severity=book.grading.severity[1:]))


def _shorter_limit(book: Rulebook) -> Rulebook:
    bounds = book.grading.missing.bounds
    missing = replace(book.grading.missing, bounds=replace(bounds, fills=bounds.fills[:-1]))
    return replace(book, grading=replace(book.grading, missing=missing))


def _first_kind_last(book: Rulebook) -> Rulebook:
    first, *rest = book.plan.kinds
    return replace(book, plan=replace(book.plan, kinds=(*rest[:-1], first, rest[-1])))


def _one_threshold(book: Rulebook) -> Rulebook:
    """The first gate that compares a number does so one step off."""
    gates = book.grading.gates
    place = next(
        place
        for place, gate in enumerate(gates)
        if any(isinstance(item, Compare) for item in walk(gate.when))
    )
    changed = replace(gates[place], when=_one_off(gates[place].when))
    return replace(book, grading=replace(book.grading, gates=(*gates[:place], changed, *gates[place + 1 :])))


def _one_off(condition: Any) -> Any:
    match condition:
        case Compare(threshold=threshold):
            return replace(condition, threshold=threshold + 1)
        case _ if hasattr(condition, "parts"):
            return replace(condition, parts=tuple(_one_off(part) for part in condition.parts))
        case _ if hasattr(condition, "part"):
            return replace(condition, part=_one_off(condition.part))
        case _:
            return condition


CHANGES: dict[str, Change] = {
    "one threshold": _one_threshold,
    "a weight": _other_weight,
    "the clamp": _in_risk(highest_relative=3.9),
    "the interval": _in_risk(z=1.281),
    "the spread of a baseline": _other_certainty_of_a_baseline,
    "an urgency": _urgent_row,
    "a sign that counts": _fewer_signs,
    "how a blank is read": _shorter_limit,
    "the order of plans": _first_kind_last,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_rule_that_differs_on_one_side_is_found_and_on_both_sides_is_not(
    rulebook: Rulebook, some: Sequence[Answers], change: Change
) -> None:
    changed = change(rulebook)
    planted = Evaluator(changed)
    sets = [*some, *(case.answers for case in boundary_cases())]
    assert mismatches(sets, rulebook, planted), "the difference went unnoticed"
    assert mismatches(sets[::4], changed, planted) == []


def test_the_generated_athletes_meet_every_kind_of_result(
    rulebook: Rulebook, evaluator: Evaluator, generated: Sequence[Answers]
) -> None:
    results = evaluator.evaluate(table_of(generated, rulebook.questionnaire))
    rows, details = list(results.rows()), list(results.details())
    for column, vocabulary in (
        ("risk_status", RiskStatus),
        ("band", Band),
        ("urgency", Urgency),
        ("injury_status", InjuryStatus),
        ("not_graded_because", NotGradedBecause),
        ("plan_kind", PlanKind),
        ("grade_low", Grade),
        ("grade_high", Grade),
    ):
        assert {getattr(row, column) for row in rows} >= set(vocabulary), column
    assert {tag for row in rows for tag in row.tags} == set(Tag)
    assert {detail.fortnight_light for detail in details} >= set(Light)
    assert {cause for detail in details for cause in detail.reasons} == set(results.names.causes)
    assert sum(row.season_probability is not None for row in rows) > 100


def test_a_mismatch_says_what_differs_and_for_whom(rulebook: Rulebook) -> None:
    found = mismatches([HEALTHY], rulebook, Evaluator(_other_weight(rulebook)))
    told = str(next(mismatch for mismatch in found if mismatch.value == "relative_to_peers"))
    assert "one by one" in told
    assert "within_12_months" in told
