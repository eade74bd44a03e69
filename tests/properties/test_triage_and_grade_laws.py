"""Laws of grading and triage together: order, side, blanks and reasons."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from screening.domain.answers import Answers
from screening.domain.conditions import ALWAYS
from screening.domain.facts import Facts
from screening.domain.grading.bounds import span_of
from screening.domain.vocabulary import InjuryStatus, Urgency
from tests.support.answers import answer_sets, near_benign, questions
from tests.support.injury_rules import injury_rules, judge
from tests.support.samples import sample_of

ANY = st.one_of(answer_sets(has_problem=None), answer_sets(), near_benign())
FILLS = injury_rules().grading.missing.bounds.fills
FILLED = tuple(dict.fromkeys(fill.field for fill in FILLS))
BENIGN = {fill.field: fill.absent for fill in FILLS if fill.absent is not None}
MILDER = frozenset(fill.field for fill in FILLS if fill.present_when is not ALWAYS)
"""Where a blank is read at its worst only in some company (rules/grading/missing.yaml)."""


@given(answers=answer_sets(sections=(), has_problem=None, most=60))
@settings(max_examples=sample_of(180))
def test_any_valid_answers_get_a_result_with_reasons(answers: Answers) -> None:
    judged = judge(answers)
    if judged.injury.status is InjuryStatus.NOT_ASKED:
        assert judged.triage.urgency is None
        assert not judged.triage.reasons
    else:
        assert judged.triage.urgency is min(judged.triage.reasons, key=lambda r: r.urgency.rank).urgency
        assert judged.triage.headline
        assert judged.triage.who
        assert judged.triage.when


@given(answers=ANY, seed=st.integers(0, 2**32 - 1))
@settings(max_examples=sample_of(120))
def test_the_order_of_answers_never_matters(answers: Answers, seed: int) -> None:
    shuffled = list(answers.items())
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - a test's shuffle
    assert judge(dict(shuffled)) == judge(answers)


@given(answers=ANY)
@settings(max_examples=sample_of(120))
def test_the_side_changes_words_and_nothing_else(answers: Answers) -> None:
    left, right = (judge(answers.with_(problem_side=side)) for side in ("left", "right"))
    assert left.injury == right.injury
    assert left.triage.urgency is right.triage.urgency
    assert left.triage.reasons == right.triage.reasons
    assert left.triage.what_to_say.replace("my left ", "my right ") == right.triage.what_to_say


@given(answers=st.one_of(answer_sets(), near_benign()), field=st.sampled_from(FILLED))
@settings(max_examples=sample_of(180))
def test_withdrawing_an_answer_never_narrows_the_grade_span(answers: Answers, field: str) -> None:
    """But for an alarming one that a blank does not stand for, or that a blank beside it leans on."""
    rules = injury_rules().grading
    full = span_of(Facts.of(answers), rules).span
    partial = span_of(Facts.of(answers.without(field)), rules).span
    leaning = field in MILDER or any(answers.known(blank) is None for blank in ("gap", "pain_location"))
    if answers.known(field) != BENIGN.get(field) and leaning:
        return
    assert partial.low.step <= full.low.step
    assert full.high.step <= partial.high.step


@given(answers=ANY)
@settings(max_examples=sample_of(180))
def test_a_grade_lies_within_its_own_span_and_brings_its_low_and_high(answers: Answers) -> None:
    injury = judge(answers).injury
    assert (injury.grade is None) == (injury.grade_low is None) == (injury.grade_high is None)
    if injury.grade and injury.grade_low and injury.grade_high:
        assert injury.grade_low.step <= injury.grade.step <= injury.grade_high.step
    if injury.status is InjuryStatus.GRADED:
        assert injury.grade
        assert injury.expected_return
        assert injury.crosswalk


@given(answers=ANY)
@settings(max_examples=sample_of(180))
def test_every_reason_and_every_fired_rule_is_in_the_trace(answers: Answers) -> None:
    judged = judge(answers)
    traced = {step.rule for step in judged.trace}
    assert set(judged.injury.rules_fired) <= traced
    assert {reason.id for reason in judged.triage.reasons} <= traced
    assert all(step.result for step in judged.trace)


@given(answers=answer_sets())
@settings(max_examples=sample_of(180))
def test_findings_of_a_clinician_never_lower_an_urgency(answers: Answers) -> None:
    findings = set(questions("clinical_findings"))
    without, with_findings = judge(answers.without(*findings)), judge(answers)
    gate_opened = answers.known("apophyseal_injury_on_xray") is False
    tender = (answers.known("tenderness_length_cm") or 0) != 0
    if gate_opened or tender:
        return  # a reviewed X-ray opens gate.N4 and a tender muscle closes gate.N6: their triage rows stay
    assert without.triage.urgency is not None
    assert with_findings.triage.urgency is not None
    assert with_findings.triage.urgency.is_at_least(without.triage.urgency)


def test_the_most_urgent_of_the_cards_is_reachable() -> None:
    assert judge({"chest_signs": True}).triage.urgency is Urgency.T1
