"""The charts of a case say the finding, leave gaps where nothing was entered, and never mix up the legs."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from screening.domain.reporting.charts.ladder import Stage, stage_ladder
from screening.domain.reporting.charts.symmetry import Pair, share_of, symmetry_bars
from screening.domain.reporting.charts.trend import LABEL_GAP, Scale, Series, TrendLine, trend_line
from screening.report.html import environment

FIRST = dt.date(2026, 11, 1)
STAGES = tuple(Stage(f"S{number}", f"Stage {number}") for number in range(1, 9))


def on(days: int) -> dt.date:
    return FIRST + dt.timedelta(days=days)


def drawn(*values: float | None, stepped: bool = False) -> TrendLine:
    series = Series("Pain", tuple((on(place), value) for place, value in enumerate(values)), True, stepped)
    return trend_line(
        name="Pain",
        finding="Pain fell.",
        series=[series],
        scale=Scale(0, 10, (0, 5, 10)),
        first=FIRST,
        last=on(len(values) - 1),
    )


def test_a_day_without_an_entry_breaks_the_line_and_is_no_zero() -> None:
    line = drawn(4, 3, None, 2, 1)
    assert len(line.series[0].pieces) == 2
    assert len(line.series[0].dots) == 4
    assert [row[1] for row in line.rows] == ["4", "3", "2", "1"]


def test_a_lonely_day_is_a_dot_without_a_line() -> None:
    assert drawn(4, None, 3).series[0].pieces == ()
    assert len(drawn(4, None, 3).series[0].dots) == 2


def test_a_rung_holds_until_the_next_one() -> None:
    assert re.fullmatch(r"M[\d. ]+(H[\d.]+V[\d.]+)+", drawn(0, 2, 1, stepped=True).series[0].pieces[0])


def test_a_trend_of_nothing_and_of_one_day_can_be_drawn() -> None:
    assert drawn(None, None).series[0].label == ""
    assert drawn(3).first_day == ""
    assert drawn(3).series[0].label == "3"


def test_two_equal_last_values_do_not_cover_each_other() -> None:
    one = Series("Morning", ((on(0), 0), (on(1), 0)))
    line = trend_line(
        name="Pain",
        finding="None.",
        series=[one, replace(one, name="Session")],
        scale=Scale(0, 10, (0,)),
        first=FIRST,
        last=on(1),
    )
    first, second = line.series
    assert abs(first.label_y - second.label_y) >= LABEL_GAP


def test_a_third_line_and_a_trend_backwards_are_refused() -> None:
    one = Series("Pain", ())
    with pytest.raises(ValueError, match="two lines"):
        trend_line(name="", finding="", series=[one] * 3, scale=Scale(0, 1, ()), first=FIRST, last=FIRST)
    with pytest.raises(ValueError, match="ends on or after"):
        trend_line(name="", finding="", series=[one], scale=Scale(0, 1, ()), first=on(1), last=FIRST)


@pytest.mark.parametrize(("injured", "share"), [("left", 100 * 300 / 240), ("right", 80.0)])
def test_the_share_is_of_the_injured_leg_whichever_it_is(injured: str, share: float) -> None:
    pair = Pair("Strength", 300, 240, "N", 90)
    assert share_of(pair, injured) == pytest.approx(share)
    chart = symmetry_bars([pair], injured)
    assert chart.title.startswith(f"{injured.capitalize()} leg injured. Strength: left 300 N, right 240 N")
    heads = {"left": chart.left_head, "right": chart.right_head}
    assert heads.pop(injured).endswith(", injured")
    assert "injured" not in heads.popitem()[1]


def test_nothing_is_divided_by_a_leg_that_gave_nothing() -> None:
    assert share_of(Pair("Strength", 300, 0, "N"), "left") is None
    assert symmetry_bars([Pair("Strength", 0, 0, "N")], "left").rows[0].left_length == 0


def test_a_missing_range_is_compared_in_degrees_and_not_in_percent() -> None:
    row = symmetry_bars([Pair("Missing extension", 4, 9, "°", lower_is_better=True)], "right").rows[0]
    assert row.share == "+5°"


@pytest.mark.parametrize(
    ("is_open", "held", "gate"),
    [(True, False, "open"), (False, False, "shut"), (True, True, "shut"), (None, False, "")],
)
def test_a_hold_shuts_the_gate_of_the_ladder(is_open: bool | None, held: bool, gate: str) -> None:
    chart = stage_ladder(STAGES, "S4", gate_is_open=is_open, held=held)
    assert chart.gate == gate
    assert [step.state for step in chart.steps].count("now") == 1


def test_a_stage_that_was_left_downwards_is_ahead_again() -> None:
    stages = [
        replace(stage, entered="3 November") if number < 5 else stage for number, stage in enumerate(STAGES)
    ]
    assert [step.state for step in stage_ladder(stages, "S2").steps] == ["done", "now", *["ahead"] * 6]


def test_no_stage_is_now_while_a_case_waits_for_a_clinician() -> None:
    chart = stage_ladder(STAGES, None, gate_is_open=True)
    assert "now" not in {step.state for step in chart.steps}
    assert chart.gate == ""


@pytest.mark.parametrize("macro", ["stage_ladder", "stage_ladder_tall"])
def test_each_drawing_carries_its_finding(macro: str) -> None:
    chart = stage_ladder(STAGES, "S4", gate_is_open=False)
    text = f'{{% from "charts/stage_ladder.svg" import {macro} %}}{{{{ {macro}(chart) }}}}'
    svg = environment().from_string(text).render(chart=chart)
    assert "<title>Now on stage S4 of S1 to S8: Stage 4. The gate to S5 is shut.</title>" in svg
    assert svg.count(">now<") == 1
