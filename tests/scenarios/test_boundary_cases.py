"""Every rule fires in some case and stays silent in another, and every threshold has its four examples."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pytest

from screening.domain.conditions import Compare, Comparison, Condition, holds
from screening.domain.facts import Facts
from screening.domain.questionnaire import QuestionType
from screening.rulebook.scenarios import BoundaryCase
from screening.rulebook.walking import walk
from tests.support.injury_rules import Judged, injury_rules, judge
from tests.support.scenarios import boundary_cases

cases = pytest.mark.parametrize("case", boundary_cases(), ids=str)


def _fires(case: BoundaryCase, judged: Judged) -> bool:
    """Whether the rule has a say; a counted sign has one where it counts as answered."""
    for item in injury_rules().grading.severity:
        if item.id == case.rule:
            return holds(item.when, Facts.of(case.answers))
    return case.rule in judged.fired


@cases
def test_the_rule_fires_exactly_where_the_case_says(case: BoundaryCase) -> None:
    assert _fires(case, judge(case.answers)) is case.expected.fires


@cases
def test_the_result_is_what_the_case_says(case: BoundaryCase) -> None:
    judged, expected = judge(case.answers), case.expected
    injury, triage = judged.injury, judged.triage
    said: dict[str, tuple[object, object]] = {
        "urgency": (expected.urgency, triage.urgency),
        "status": (expected.status, injury.status),
        "because": (expected.because, injury.not_graded_because),
        "grade": (expected.grade, (injury.grade_low, injury.grade_high)),
        "confidence": (expected.confidence, injury.confidence),
        "provisional": (expected.provisional, injury.provisional),
    }
    differ = {name: pair for name, pair in said.items() if pair[0] is not None and pair[0] != pair[1]}
    assert not differ
    assert set(expected.tags) <= set(injury.tags)
    assert not (expected.no_urgency and triage.urgency)
    assert not (expected.no_grade and injury.grade)
    if expected.weeks:
        assert injury.expected_return is not None
        weeks = (injury.expected_return.low_weeks, injury.expected_return.high_weeks)
        assert weeks == expected.weeks
    if expected.floor:
        assert expected.floor in {reason.urgency for reason in triage.reasons if reason.id == case.rule}


def _rules() -> Mapping[str, Condition | None]:
    """Every rule id of grading and triage with what it looks at, if that is a condition of its own."""
    rules = injury_rules()
    grading, missing = rules.grading, rules.grading.missing
    conditions: dict[str, Condition | None] = dict.fromkeys(
        [*grading.rule_ids(), *rules.triage.rule_ids()], None
    )
    with_when = (
        *grading.gates,
        *grading.rows,
        *grading.findings,
        *grading.severity,
        *missing.timing,
        *rules.triage.rows,
        *rules.triage.fallbacks,
        *rules.triage.blocks,
    )
    conditions.update({rule.id: rule.when for rule in with_when})
    return conditions


def _thresholds() -> Iterator[tuple[str, str, float]]:
    rules = injury_rules()
    inside: dict[str, list[object]] = defaultdict(list)
    for rule_id, condition in _rules().items():
        inside[rule_id].append(condition)
    for row in (*rules.grading.rows, *rules.grading.findings):
        inside[row.id].append([result.when for result in row.results])
    for triage_row in rules.triage.rows:
        inside[triage_row.id].append([raised.when for raised in triage_row.raised])
    inside[rules.grading.missing.unreliable.id].append(
        [f.when for f in rules.grading.missing.unreliable.forgets]
    )
    inside[rules.grading.missing.insufficient.id].append(
        [r.when for r in rules.grading.missing.insufficient.raised]
    )
    questions = rules.questionnaire.questions
    for rule_id, parts in inside.items():
        found = {
            (part.field, part.threshold)
            for condition in parts
            for each in (condition if isinstance(condition, list) else [condition])
            for part in walk(each)
            if isinstance(part, Compare) and part.field in questions
        }
        for field, threshold in sorted(found):
            yield rule_id, field, threshold


def test_every_rule_fires_in_some_case_and_stays_silent_in_another() -> None:
    fired: dict[str, set[bool]] = defaultdict(set)
    for case in boundary_cases():
        judged = judge(case.answers)
        fired[case.rule].add(_fires(case, judged))
    lacking = [rule for rule in _rules() if fired[rule] != {True, False}]
    assert not lacking


def test_cases_name_only_rules_that_exist() -> None:
    assert {case.rule for case in boundary_cases()} <= _rules().keys()


@pytest.mark.parametrize(("rule", "field", "threshold"), list(_thresholds()))
def test_each_threshold_has_a_case_below_at_above_and_unknown(
    rule: str, field: str, threshold: float
) -> None:
    question = injury_rules().questionnaire.question(field)
    values = [case.answers.known(field) for case in boundary_cases() if case.rule == rule]
    numbers = [float(v) for v in values if isinstance(v, int | float)]
    places = {(number > threshold) - (number < threshold) for number in numbers}
    lowest = -math.inf if question.minimum is None else question.minimum
    wanted = {0, 1} if threshold <= lowest else {-1, 0, 1}
    assert wanted <= places
    assert None in values
    assert question.type in {QuestionType.INTEGER, QuestionType.NUMBER}


def test_both_directions_of_comparison_are_in_use() -> None:
    used = {part.comparison for part in walk(list(_rules().values())) if isinstance(part, Compare)}
    assert used == set(Comparison)
