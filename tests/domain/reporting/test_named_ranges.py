"""Two ranges, each with its name and never one: what studies leave open, and what missing answers do."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.reporting.charts.range_bar import LEAST, MOST, STEPS, place_of
from screening.domain.reporting.view import AthleteReport, HowSure
from screening.report.html import report_html
from tests.support.assessments import CASES, HEALTHY, real_view, rulebook
from tests.support.samples import sample_of
from tests.support.seasons import season_answers

COMPLETE = HEALTHY.with_(hamstring_injury_count=1, hamstring_outcome_score=90)
TENNIS = HEALTHY.with_(sport="tennis", level="amateur").without("position")
SCORED = ("number", "no_number", "low", "blanks", "not_asked", "t5_soreness")


def how_sure(view: AthleteReport) -> HowSure:
    assert view.how_sure is not None
    return view.how_sure


@pytest.mark.parametrize("kind", SCORED)
def test_both_ranges_are_there_with_names_of_their_own(kind: str) -> None:
    sure = how_sure(CASES[kind]())
    assert sure.chart is not None
    assert sure.leaves_open is not None
    assert sure.chart.name == "Likely range"
    assert sure.leaves_open.name == "What your missing answers leave open"
    assert (sure.chart.leaves_open, sure.leaves_open.leaves_open) == (False, True)
    assert sure.chart.text
    assert sure.leaves_open.text.startswith("Apart from that range")


def test_without_a_blank_there_is_one_range_only_and_it_says_that_nothing_is_missing() -> None:
    sure = how_sure(real_view(COMPLETE))
    assert sure.chart is not None
    assert sure.leaves_open is None
    assert sure.would_narrow == ()
    assert any("answered everything" in line for line in sure.lines)


def test_the_first_weeks_have_no_range_of_the_season() -> None:
    sure = how_sure(CASES["first_weeks"]())
    assert (sure.chart, sure.leaves_open) == (None, None)
    for row in sure.would_narrow:
        assert "Your band" in row.text
        assert not re.search(r"\d", row.text)


def test_where_no_number_may_be_shown_both_bars_are_on_a_scale_of_words() -> None:
    sure = how_sure(real_view(TENNIS))
    for bar in (sure.chart, sure.leaves_open):
        assert bar is not None
        assert bar.value_label == ""
        assert [tick.word for tick in bar.ticks] == ["half", "typical", "twice", "4 times"]
        assert not re.search(r"\d", bar.text + bar.title)
    for row in sure.would_narrow:
        assert not re.search(r"\d", row.text)


@given(answers=season_answers())
@settings(max_examples=sample_of(60))
def test_the_bars_are_those_of_the_assessment(answers: Answers) -> None:
    risk = assess(answers, rulebook()).risk
    sure = how_sure(real_view(answers))
    if risk.return_module is not None:
        return
    assert sure.chart is not None
    assert (sure.leaves_open is not None) == bool(risk.missing)
    if risk.season_probability is not None and risk.low is not None and risk.high is not None:
        assert abs(sure.chart.low - 100 * risk.low) <= 0.5 + 1e-6
        assert abs(sure.chart.high - 100 * risk.high) <= 0.5 + 1e-6
    if sure.leaves_open is not None:
        assert sure.leaves_open.low <= sure.chart.value <= sure.leaves_open.high or (
            "or more" in sure.chart.value_label
        )
        assert sure.leaves_open.axis_end == sure.chart.axis_end


@pytest.mark.parametrize(("answers", "bars"), [(HEALTHY, 2), (TENNIS, 2), (COMPLETE, 1)])
def test_the_paper_draws_each_bar_with_its_name(answers: Answers, bars: int) -> None:
    html = report_html(real_view(answers))
    assert html.count('class="range-bar') == bars
    assert "<b>Likely range</b>" in html
    assert ("What your missing answers leave open" in html) == (bars == 2)


@pytest.mark.parametrize(
    ("times", "place"),
    [(LEAST / 2, 0), (LEAST, 0), (0.5, 200), (1, 400), (2, 600), (MOST, STEPS), (99, STEPS)],
)
def test_twice_and_half_are_equally_far_from_typical(times: float, place: int) -> None:
    assert place_of(times) == place


def test_what_would_narrow_it_names_the_topics_the_result_names() -> None:
    risk = assess(HEALTHY, rulebook()).risk
    rows = how_sure(real_view(HEALTHY)).would_narrow
    assert [row.field for row in rows] == list(risk.most_useful_missing)
    assert "12 to 14 people apart instead of 25" in rows[0].text
    assert "“High” or “Very high”" in rows[0].text
    assert "stay at “Very high”" in rows[1].text
