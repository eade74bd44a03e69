"""Every public case ends where its source says it should."""

from __future__ import annotations

import pytest

from screening.domain.vocabulary import InjuryStatus
from screening.rulebook.scenarios import PublicCase
from tests.support.injury_rules import judge
from tests.support.scenarios import public_cases

cases = pytest.mark.parametrize("case", public_cases(), ids=str)


def test_all_thirteen_encounters_are_there() -> None:
    assert [case.id for case in public_cases()] == [
        *("P01", "P02", "P03", "P04", "P05a", "P05b", "P06", "P07", "P08", "P09", "P10", "P11", "P12")
    ]


@cases
def test_the_urgency_is_neither_too_low_nor_too_high(case: PublicCase) -> None:
    urgency = judge(case.answers).triage.urgency
    assert urgency is not None
    assert case.most_urgent.rank <= urgency.rank <= case.least_urgent.rank


@cases
def test_the_grade_or_the_reason_for_none_is_among_the_right_ones(case: PublicCase) -> None:
    injury = judge(case.answers).injury
    if injury.status is InjuryStatus.NOT_GRADED:
        assert injury.not_graded_because in case.because
    else:
        assert injury.grade in case.grades


@cases
def test_no_wrong_grade_is_named(case: PublicCase) -> None:
    injury = judge(case.answers).injury
    assert injury.grade is None or injury.grade not in case.grade_not
    if not case.grades:
        assert injury.grade is None or injury.status is InjuryStatus.NOT_GRADED


@cases
def test_the_marks_of_a_long_course_are_set(case: PublicCase) -> None:
    injury = judge(case.answers).injury
    assert set(case.tags) <= set(injury.tags)
    if case.return_reaches_weeks is not None:
        assert injury.expected_return is not None
        assert injury.expected_return.high_weeks >= case.return_reaches_weeks


@cases
def test_what_the_source_reports_alone_is_never_less_urgent(case: PublicCase) -> None:
    urgency = judge(case.findings).triage.urgency
    assert urgency is not None
    if not case.decisive_is_assumed:
        assert urgency.rank <= case.least_urgent.rank
