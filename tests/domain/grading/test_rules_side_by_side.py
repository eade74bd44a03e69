"""Several gates, findings and overrides at once: each keeps its say, whatever stands beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screening.domain.conditions import ALWAYS, Compare, Comparison, Condition, OneOf
from screening.domain.facts import Facts
from screening.domain.grading.bounds import SEVERITY_COUNT, ends_unconditionally, least_sure, span_of
from screening.domain.grading.combine import combine
from screening.domain.grading.explain import row_steps
from screening.domain.grading.grade import grade_injury
from screening.domain.grading.rules import Finding, Gate, RowResult, Span
from screening.domain.vocabulary import (
    Certainty,
    Confidence,
    Grade,
    InjuryStatus,
    NotGradedBecause,
    Tag,
    Urgency,
)
from tests.support.injury_rules import injury_rules, judge
from tests.support.scenarios import boundary_cases

MILD = next(case.answers for case in boundary_cases() if case.rule == "triage.Q1")
RULES = injury_rules().grading
REPORTED = Facts({"has_problem": True})
LIMP: Condition = OneOf("walking", ("limp",))


def gate(name: str, floor: Urgency) -> Gate:
    return Gate(
        name, ALWAYS, NotGradedBecause.REFERRED, floor, "It fits.", "Look.", Certainty.LOW, ("expert",), False
    )


def finding(name: str, low: Grade, high: Grade) -> Finding:
    result = RowResult(Span(low, high))
    return Finding(name, ALWAYS, (result,), "A scan.", Certainty.LOW, ("expert",), imaging=True)


def test_a_more_urgent_gate_counts_even_behind_one_that_is_less_urgent() -> None:
    gates = (gate("gate.A", Urgency.T3), gate("gate.B", Urgency.T4), gate("gate.C", Urgency.T2))
    found = grade_injury(REPORTED, replace(RULES, gates=gates)).result
    assert [reason.id for reason in found.floors] == ["gate.A", "gate.C"]
    assert found.not_graded_because is NotGradedBecause.REFERRED


def test_scans_that_differ_give_the_span_that_holds_them_all() -> None:
    facts = Facts.of(MILD)
    scans = (
        finding("findings.A", Grade.ONE, Grade.ONE),
        finding("findings.B", Grade.TWO, Grade.TWO),
        finding("findings.C", Grade.ZERO_TO_ONE, Grade.ZERO_TO_ONE),
    )
    rules = replace(RULES, findings=scans)
    combined = combine(facts, span_of(facts, rules), rules, tear_pattern=False)
    assert combined.span == Span(Grade.ZERO_TO_ONE, Grade.TWO)


@pytest.mark.parametrize(
    ("low", "high", "between"),
    [
        ((Grade.ONE, Grade.ONE), (Grade.ONE, Grade.TWO), 0),
        ((Grade.ONE, Grade.TWO), (Grade.ONE_TO_TWO, Grade.THREE), 0),
        ((Grade.ONE, Grade.ONE), (Grade.ONE_TO_TWO, Grade.TWO), 1),
        ((Grade.TWO_TO_THREE, Grade.THREE), (Grade.ZERO_TO_ONE, Grade.ONE), 3),
    ],
)
def test_spans_that_touch_lie_no_step_apart(
    low: tuple[Grade, Grade], high: tuple[Grade, Grade], between: int
) -> None:
    assert Span(*low).steps_to(Span(*high)) == between
    assert Span(*high).steps_to(Span(*low)) == between


def test_conclusions_name_both_ends_of_the_grade() -> None:
    judged = judge(MILD)
    assert judged.facts.get("result.grade_low") == str(judged.injury.grade_low)
    assert judged.facts.get("result.grade_high") == str(judged.injury.grade_high)
    assert judge({"has_problem": False}).facts.get("result.grade_low") is None


def test_without_a_problem_no_tear_pattern_is_concluded() -> None:
    assert judge({"has_problem": False}).facts.get("result.tear_pattern") is False


def test_an_override_that_has_had_its_say_hides_no_later_one() -> None:
    first = replace(RULES.prognosis.overrides[0], when=ALWAYS)
    later = replace(first, rule="missing.later", note="It takes longer.")
    overrides = (first, replace(first), later)
    rules = replace(RULES, prognosis=replace(RULES.prognosis, overrides=overrides))
    answers = next(
        case.answers
        for case in boundary_cases()
        if set(judge(case.answers).injury.tags) & {Tag.STRETCH_PROXIMAL, Tag.AVULSION_SUSPECTED}
        and judge(case.answers).injury.status is InjuryStatus.GRADED
    )
    found = grade_injury(Facts.of(answers), rules).result
    assert "missing.later" in found.rules_fired
    assert "It takes longer." in found.notes


def test_only_a_last_result_without_condition_settles_a_row() -> None:
    one, limping = Span(Grade.ONE, Grade.ONE), RowResult(Span(Grade.TWO, Grade.TWO), LIMP)
    last = RowResult(one)
    assert ends_unconditionally((limping, last))
    assert ends_unconditionally((last,))
    assert not ends_unconditionally(())
    assert not ends_unconditionally((last, limping))
    assert not ends_unconditionally((limping,))
    assert not ends_unconditionally((limping, RowResult(one, upper_only=True)))
    assert ends_unconditionally((RowResult(one, upper_only=True), last))


def test_every_rule_that_grading_reports_is_listed() -> None:
    listed = RULES.rule_ids()
    assert len(listed) == len(set(listed))
    assert {o.rule for o in RULES.prognosis.overrides if o.rule.startswith("missing.")} <= set(listed)
    for case in boundary_cases()[::7]:
        fired = judge(case.answers).injury.rules_fired
        assert {rule for rule in fired if not rule.startswith("tag.")} <= set(listed)


def test_the_lowest_confidence_counts() -> None:
    assert least_sure(Confidence.HIGH, Confidence.LOW, Confidence.MODERATE) is Confidence.LOW
    assert least_sure(Confidence.HIGH, Confidence.MODERATE) is Confidence.MODERATE


def test_a_result_for_the_severe_end_counts_even_where_nothing_is_missing() -> None:
    mild, severe = RowResult(Span(Grade.ONE, Grade.ONE)), RowResult(Span(Grade.TWO, Grade.TWO), LIMP, True)
    row = replace(RULES.rows[-1], when=ALWAYS, results=(severe, mild))
    rules = replace(
        RULES,
        rows=(row,),
        missing=replace(RULES.missing, bounds=replace(RULES.missing.bounds, fills=())),
    )
    limping, not_limping = (span_of(Facts({"walking": walks}), rules) for walks in ("limp", "normal"))
    assert (limping.lower.span, limping.upper.span) == (mild.span, severe.span)
    assert limping.differ
    assert (not_limping.lower.span, not_limping.upper.span) == (mild.span, mild.span)


def test_the_step_of_a_row_names_the_signs_that_one_of_its_results_counts() -> None:
    counted = RowResult(Span(Grade.TWO, Grade.TWO), Compare(SEVERITY_COUNT, Comparison.AT_LEAST, 1))
    row = replace(RULES.rows[-1], when=ALWAYS, results=(counted, RowResult(Span(Grade.ONE, Grade.ONE))))
    rules = replace(RULES, rows=(row,))
    facts = Facts.of(MILD)
    (step, *_) = row_steps(span_of(facts, rules), facts, rules)
    assert {name for item in RULES.severity for name in item.when.names()} <= set(step.read)
    assert SEVERITY_COUNT not in step.read
