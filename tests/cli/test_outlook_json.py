"""The JSON of `screening assess` says what could change the result, and hides what the result hides."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from screening.cli.program import main
from screening.services.drafts import plain
from tests.support.assessments import HEALTHY, PROBLEM


def risk_of(answers: Any) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["assess", "-"], input=json.dumps(plain(answers)))
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)["risk"]


def test_the_smallest_step_is_there_with_its_minutes() -> None:
    risk = risk_of(HEALTHY)
    step = risk["smallest_step"]
    assert (step["kind"], step["band"], step["to_band"]) == ("lowers", risk["band"], "high")
    assert (step["changes"], step["minutes_per_week"]) == (["nordic_dose"], 20)
    assert step["season_probability"] < risk["season_probability"]


def test_what_would_narrow_names_the_fields_the_result_names() -> None:
    risk = risk_of(HEALTHY)
    assert [one["field"] for one in risk["would_narrow"]] == risk["most_useful_missing"]
    for one in risk["would_narrow"]:
        for way in one["ways"]:
            assert risk["best_case"]["relative_to_peers"] <= way["relative_low"]
            assert way["relative_high"] <= risk["worst_case"]["relative_to_peers"]


def test_no_probability_is_told_where_people_see_none() -> None:
    risk = risk_of(HEALTHY.with_(sport="tennis", level="amateur").without("position"))
    assert risk["season_probability"] is None
    assert risk["smallest_step"]["season_probability"] is None
    assert all(way["season_low"] is None for one in risk["would_narrow"] for way in one["ways"])


@pytest.mark.parametrize(
    "answers", [PROBLEM, HEALTHY.with_(age_years=15), HEALTHY.without("sport", "position")]
)
def test_nothing_of_it_is_told_where_nothing_is_scored(answers: Any) -> None:
    risk = risk_of(answers)
    assert risk["band"] is None
    assert (risk["smallest_step"], risk["would_narrow"]) == (None, None)
