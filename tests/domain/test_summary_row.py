"""An assessment as one row of the bulk result."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.rulebook import Rulebook
from screening.domain.summary_row import SUMMARY_COLUMNS, SummaryRow, cells, summary_row, top_factors
from tests.support.assessments import HEALTHY, PROBLEM


def test_the_columns_are_those_of_the_contract() -> None:
    assert ",".join(SUMMARY_COLUMNS) == (
        "risk_status,band,season_probability,low,high,relative_to_peers,completeness,urgency,injury_status,"
        "grade_low,grade_high,not_graded_because,tags,plan_kind,top_factors,rulebook_version"
    )


def test_a_scored_athlete_fills_the_numbers(rulebook: Rulebook) -> None:
    assessment = assess(HEALTHY, rulebook)
    row = summary_row(assessment)
    assert row.risk_status == "scored"
    assert row.season_probability == assessment.risk.season_probability
    assert row.low is not None
    assert row.high is not None
    assert row.low < (row.season_probability or 0) < row.high
    assert (row.injury_status, row.grade_low, row.tags) == ("no_problem", None, ())
    assert row.rulebook_version == rulebook.version


def test_a_hurt_athlete_has_a_grade_and_no_number(rulebook: Rulebook) -> None:
    assessment = assess(PROBLEM, rulebook)
    row = summary_row(assessment)
    assert (row.risk_status, row.season_probability, row.band) == ("not_scored", None, None)
    assert row.grade_high == str(assessment.injury.grade_high)
    assert row.tags == tuple(assessment.injury.tags)
    assert row.urgency == str(assessment.triage.urgency)


def test_somebody_nobody_asked_about_pain_has_no_urgency_and_no_plan(rulebook: Rulebook) -> None:
    row = summary_row(assess(Answers({"age_years": 20}), rulebook))
    assert (row.urgency, row.plan_kind, row.injury_status) == (None, None, "not_asked")


def test_only_raising_factors_are_named_and_the_largest_first(rulebook: Rulebook) -> None:
    factors = assess(HEALTHY, rulebook).risk.factors
    told = [replace(factor, effect=1.0) for factor in factors[:5]]
    told[1] = replace(told[1], effect=1.2)
    told[2] = replace(told[2], effect=1.4)
    told[3] = replace(told[3], effect=1.2)
    told[4] = replace(told[4], effect=1.000001)
    assert top_factors(tuple(told)) == (factors[2].id, factors[1].id, factors[3].id)
    assert top_factors((replace(factors[0], effect=0.9),)) == ()


@pytest.mark.parametrize(
    ("column", "value", "cell"),
    [
        ("low", 0.1, "0.1"),
        ("low", None, ""),
        ("low", 1e-06, "1e-06"),
        ("tags", ("RECURRENCE", "INTRATENDINOUS"), "RECURRENCE;INTRATENDINOUS"),
        ("tags", (), ""),
        ("band", "very_high", "very_high"),
    ],
)
def test_a_value_becomes_its_cell(rulebook: Rulebook, column: str, value: object, cell: str) -> None:
    row: SummaryRow = summary_row(assess(HEALTHY, rulebook))
    told = cells(replace(row, **{column: value}))
    assert told[SUMMARY_COLUMNS.index(column)] == cell
    assert len(told) == len(SUMMARY_COLUMNS)
