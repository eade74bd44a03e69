"""R-06: what is not known is never taken for normal, and does not send everybody to a doctor either."""

from __future__ import annotations

import pytest

from screening.domain.answers import NOT_SURE
from screening.domain.conditions import ALWAYS
from screening.domain.vocabulary import Urgency
from screening.rulebook.vignettes import Vignette
from tests.support.honest_unknowns import (
    SHARES,
    benign_answers,
    benign_fields,
    lowered_by_benign_blanks,
    over_triage,
    unsure_fields,
    urgency_of,
)
from tests.support.injury_rules import injury_rules, judge
from tests.support.scenarios import vignettes

each = pytest.mark.parametrize("vignette", vignettes(), ids=str)
QUICK = 25
"""Draws for each share here; docs/proof.md shows more."""

NO_SIGNS = frozenset({"hamstring_history", "exclusions", "knee_flexor_force_pct"})
"""Said of the past, of the person or by a clinician. They raise an urgency; a blank there is no danger."""


def _rank(urgency: Urgency | None) -> int:
    return urgency.rank if urgency else Urgency.T5.rank + 1


@each
def test_a_benign_answer_taken_away_never_lowers_the_urgency(vignette: Vignette) -> None:
    full = _rank(urgency_of(vignette.answers))
    for field in benign_fields(vignette.answers):
        assert _rank(urgency_of(vignette.answers.without(field))) <= full, field


@each
def test_an_alarming_answer_taken_away_never_ends_in_self_management(vignette: Vignette) -> None:
    if vignette.answers.known("has_problem") is not True or _rank(urgency_of(vignette.answers)) == 5:
        return
    for field in set(vignette.answers) - NO_SIGNS - {"has_problem"}:
        assert _rank(urgency_of(vignette.answers.without(field))) < Urgency.T5.rank, field


def test_not_sure_and_not_asked_lead_to_the_same_urgency() -> None:
    for vignette in vignettes()[::8]:
        for field in set(unsure_fields()) & set(vignette.answers):
            asked = vignette.answers.with_(**{field: NOT_SURE})
            assert urgency_of(asked) is urgency_of(vignette.answers.without(field)), (vignette.id, field)


def test_a_safety_question_without_an_answer_is_named() -> None:
    minimum = injury_rules().grading.missing.minimum_set
    items = {item.field for item in minimum.items if item.when is ALWAYS}
    mild = next(vignette for vignette in vignettes() if vignette.id == "V071").answers
    for field in items & set(mild):
        injury = judge(mild.without(field)).injury
        assert field in injury.missing
        assert injury.open_questions


def test_benign_blanks_never_make_a_serious_case_less_urgent_than_intended() -> None:
    assert lowered_by_benign_blanks(QUICK // 4) == []


def test_the_benign_answers_are_those_to_questions_that_may_be_not_sure() -> None:
    assert len(benign_answers()) >= 30
    assert set(benign_answers()) <= set(unsure_fields())


@pytest.mark.parametrize("share", SHARES)
def test_at_most_15_in_100_with_nothing_urgent_are_sent_to_a_doctor(share: float) -> None:
    found = over_triage(share, QUICK)
    print(f"\n{share:.0%} of the answers not sure: {found:.1f}% of the non-urgent given T1 to T3")
    assert found <= 15
