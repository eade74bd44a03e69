"""The smallest step in words: what it takes, how long, or honestly why there is none."""

from __future__ import annotations

import re

import pytest

from screening.domain.answers import Answers
from screening.domain.reporting.view import StepDown
from tests.support.assessments import CASES, HEALTHY, NOT_ASKED, STRAIN, real_view, view_of

AT_BEST = HEALTHY.with_(
    hamstring_history="never",
    age_years=20,
    level="amateur",
    nordic_dose="over_75",
    neuromuscular_warm_up_per_week=2,
    sleep_hours=8.0,
).without("hamstring_injury_side", "weeks_since_return")


def step_of(answers: Answers) -> StepDown:
    step = real_view(answers).step_down
    assert step is not None
    return step


def test_a_step_names_the_bands_the_change_the_people_and_the_minutes() -> None:
    step = step_of(HEALTHY)
    assert step.lead == "From “Very high” to “High” it takes:"
    assert [row.head for row in step.changes] == ["Do the Nordic hamstring exercise every week."]
    assert step.lines == (
        "About 20 in 100 then, likely between 12 and 32, instead of about 32.",
        "About 20 minutes a week in all.",
    )


def test_without_an_honest_number_the_step_has_none_but_its_minutes() -> None:
    step = step_of(HEALTHY.with_(sport="tennis", level="amateur").without("position"))
    assert step.changes
    assert "honest number" in step.lines[0]
    assert not re.search(r"\d", step.lines[0])


def test_minutes_nobody_knows_are_said_to_be_unknown() -> None:
    for age in range(18, 45):
        step = step_of(AT_BEST.with_(level="professional", sleep_hours=6.0, age_years=age))
        if step.changes:
            assert step.lines[-1] == "Nobody has put minutes on this."
            return
    raise AssertionError("no age at which sleep alone lowers the band")


def test_the_lowest_band_says_so_and_what_keeps_it() -> None:
    step = step_of(AT_BEST)
    assert step.lead.startswith("Your band is the lowest there is.")
    assert "“Nordic exercise every week”" in step.lead
    assert step.changes == ()


def test_a_recent_strain_is_named_as_the_reason() -> None:
    recent = AT_BEST.with_(hamstring_history="within_12_months", weeks_since_return=30, nordic_dose="none")
    step = step_of(recent)
    assert (
        "“Hamstring strain in the last 12 months” the rules never go below the band “Moderate”" in step.lead
    )
    assert step.lines == ("Changes still lower your risk within the band.",)


def test_nothing_left_to_change_is_no_reproach() -> None:
    step = step_of(AT_BEST.with_(level="professional", hamstring_history="over_12_months", age_years=40))
    assert step.lead.startswith("You already do what the studies support")
    assert step.lines == ()


@pytest.mark.parametrize("kind", sorted(CASES))
def test_changes_are_tried_out_only_where_nothing_is_wrong_and_the_season_is_scored(kind: str) -> None:
    offered = CASES[kind]().what_if
    assert (offered is not None) == (kind in {"number", "no_number", "blanks", "first_weeks"})


def test_a_blank_about_pain_a_problem_and_under_16_close_the_door() -> None:
    assert view_of(HEALTHY.without("has_problem"), injury=NOT_ASKED).what_if is None
    assert view_of(HEALTHY, injury=STRAIN).what_if is None
    assert real_view(HEALTHY.with_(age_years=15)).what_if is None


def test_each_choice_says_its_effort_and_its_minutes() -> None:
    offered = real_view(HEALTHY).what_if
    assert offered is not None
    notes = {choice.id: choice.note for choice in offered.choices}
    assert notes["nordic_dose"].endswith("about 20 minutes a week")
    assert notes["sleep_hours"].endswith("minutes not known")
    assert "not a promise" in offered.note
