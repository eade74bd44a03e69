"""Every rule that had a say is shown, and every sentence of a result leads back to a rule."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.assessment import Assessment
from screening.domain.reporting.athlete import required_wording
from screening.domain.reporting.reasons import reason_groups
from screening.domain.reporting.view import ReasonGroup, ReasonRow
from screening.domain.reporting.words import capital, ended
from screening.rulebook.walking import walk
from tests.support.assessments import CASES, HEALTHY, real_view, rulebook
from tests.support.scenarios import boundary_cases, public_cases
from tests.support.seasons import season_answers


@cache
def everybody() -> tuple[Answers, ...]:
    """The answers of every shipped scenario, and of people whose season is scored."""
    scored = [
        HEALTHY,
        HEALTHY.with_(weeks_since_return=4),
        HEALTHY.with_(sport="tennis").without("position"),
        HEALTHY.with_(age_years=45, hamstring_injury_count=6, hamstring_outcome_score=20),
        HEALTHY.with_(nordic_dose="over_75", neuromuscular_warm_up_per_week=2),
    ]
    return (
        *scored,
        *(case.answers for case in boundary_cases()),
        *(case.answers for case in public_cases()),
    )


@cache
def tree_of(answers: Answers) -> tuple[Assessment, tuple[ReasonGroup, ...]]:
    assessment = assess(answers, rulebook())
    return assessment, reason_groups(assessment, answers, rulebook(), required_wording(rulebook()))


def rows_of(groups: tuple[ReasonGroup, ...]) -> list[ReasonRow]:
    return [row for group in groups for row in group.rows]


def said(text: str) -> str:
    return ended(capital(text))


@cache
def texts_with_an_id() -> frozenset[str]:
    """Every text of the rules that stands in a record with an id of its own, such as a card."""
    found = set()
    for part in (rulebook().triage, rulebook().grading, rulebook().plan):
        for item in walk(part):
            if dataclasses.is_dataclass(item):
                found |= {
                    value
                    for field in dataclasses.fields(item)
                    if isinstance(value := getattr(item, field.name), str)
                }
    return frozenset(said(text) for text in found if text)


def sentences_of(assessment: Assessment) -> Iterator[tuple[str | None, str]]:
    """Every sentence a rule put into the result, with the id of that rule where the result knows it."""
    for reason in assessment.triage.reasons:
        yield reason.id, reason.text
    for factor in assessment.risk.factors:
        yield f"risk.{factor.id}", factor.text
    for adjustment in assessment.risk.adjustments:
        yield f"risk.{adjustment.id}", adjustment.text
    for note in assessment.injury.notes:
        yield None, note
    if assessment.injury.why_not:
        yield None, assessment.injury.why_not
    if assessment.plan.kind is not None:
        yield None, assessment.plan.why


def test_every_rule_that_had_a_say_is_shown_exactly_as_often() -> None:
    assert len(everybody()) > 400
    for answers in everybody():
        assessment, groups = tree_of(answers)
        shown = Counter(row.rule for row in rows_of(groups))
        assert shown == Counter(step.rule for step in assessment.trace)
        assert set(assessment.injury.rules_fired) <= set(shown)


def test_every_sentence_of_a_rule_stands_in_the_tree_beside_that_rule() -> None:
    for answers in everybody():
        assessment, groups = tree_of(answers)
        rows = rows_of(groups)
        for rule, sentence in sentences_of(assessment):
            beside = {
                text for row in rows if rule in {None, row.rule} for text in (row.sentence, row.also) if text
            }
            assert said(sentence) in beside, (rule, sentence)


def test_every_other_sentence_of_a_result_is_one_of_the_rules() -> None:
    for answers in everybody():
        assessment, _ = tree_of(answers)
        injury, triage = assessment.injury, assessment.triage
        others = [triage.why, *injury.imaging_advice, *(one.text for one in injury.alternatives)]
        for sentence in others:
            assert not sentence or said(sentence) in texts_with_an_id(), sentence


@pytest.mark.parametrize("kind", sorted(CASES))
def test_no_reason_shows_a_machine_word_where_there_are_better_ones(kind: str) -> None:
    for group in CASES[kind]().why:
        for row in group.rows:
            assert row.sentence
            assert "_" not in row.sentence + row.result + row.certainty
            for one in row.looked_at:
                assert "_" not in one.head + one.text


def test_answers_stand_there_as_they_were_given_and_blanks_stay_blanks() -> None:
    unsure = HEALTHY.with_(demand_sprinting="not_sure").without("sprint_exposure", "weeks_since_return")
    rows = {row.rule: row for row in rows_of(tree_of(unsure.with_(sprint_exposure="regular"))[1])}
    looked_at = {one.head: one.text for one in rows["risk.prior_hsi_status"].looked_at}
    assert looked_at["Last hamstring strain"] == "In the last 12 months, but before this season"
    assert looked_at["Weeks since return"] == "Not answered"
    assert {one.text for one in rows["risk.sleep_hours"].looked_at} == {"6 hours per night over two weeks"}


def test_a_group_without_an_honest_number_shows_no_figure_of_it() -> None:
    tennis = HEALTHY.with_(sport="tennis", level="amateur").without("position")
    rows = {row.rule: row for row in rows_of(tree_of(tennis)[1])}
    assert not any(letter.isdigit() for letter in rows["risk.baseline"].result)
    football = {row.rule: row for row in rows_of(tree_of(HEALTHY)[1])}
    assert "22 of 100 typical athletes" in football["risk.baseline"].result


def test_every_source_that_is_named_is_listed_with_its_place() -> None:
    view = real_view(HEALTHY)
    named = {source for row in rows_of(view.why) for source in row.sources}
    assert named
    assert {row.head for row in view.why_sources} == named


@given(answers=season_answers())
@settings(max_examples=40)
def test_the_stored_tree_is_the_tree_of_the_assessment(answers: Answers) -> None:
    assert real_view(answers).why == tree_of(answers)[1]
