"""The squad what-if: the ratio of the trials comes out again, and nobody's own result goes in."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.domain.reporting.squad_what_if import people
from screening.domain.risk.hazard import hazard_of, probability_of
from screening.domain.squad.model import GroupFigure
from screening.domain.squad.what_if import Ratio, at_take_up, ratio_of, squad_what_if
from screening.domain.vocabulary import BaselineQuality
from tests.support.assessments import rulebook
from tests.support.random_squads import RULES

PROFESSIONALS = GroupFigure(0.22, BaselineQuality.GOOD, ("Ekstrand2016",))
AMATEURS = GroupFigure(0.11, BaselineQuality.FAIR, ("Engebretsen2010",))
RISK = rulebook().risk
RATIO = ratio_of(RULES.what_if, RISK)


def test_the_ratio_is_the_one_of_the_cited_meta_analysis() -> None:
    assert RATIO.value == 0.55
    assert RATIO.published == (0.34, 0.89)
    assert RULES.what_if.sources[0] == "vanDyk2019"
    assert rulebook().sources["vanDyk2019"].verified


def test_full_take_up_reproduces_the_ratio_and_its_published_interval() -> None:
    everybody = at_take_up(100, 0.2, 0.0, RATIO, RULES.what_if.published_z)
    nobody = at_take_up(0, 0.2, 0.0, RATIO, RULES.what_if.published_z)
    assert everybody.cases / nobody.cases == pytest.approx(0.55)
    assert everybody.low / nobody.cases == pytest.approx(0.34, abs=0.001)
    assert everybody.high / nobody.cases == pytest.approx(0.89, abs=0.001)


def test_a_squad_of_professionals_in_whole_people() -> None:
    found = squad_what_if([PROFESSIONALS] * 12, RULES, RISK)
    nobody = probability_of(hazard_of(0.22) / RISK.factor("nordic_dose").mean)
    assert [step.percent for step in found.steps] == [0, 50, 75, 100]
    assert found.steps[0].cases == pytest.approx(nobody)
    assert [people(step.cases) for step in found.steps] == [23, 18, 15, 13]
    assert [(people(step.low), people(step.high)) for step in found.steps] == [
        (17, 32),
        (13, 25),
        (11, 22),
        (8, 20),
    ]


def test_the_average_weight_gives_the_baseline_back() -> None:
    """A group that does the programme as the studied ones did has the figure of the baseline."""
    mean = RISK.factor("nordic_dose").mean
    nobody = squad_what_if([PROFESSIONALS] * 10, RULES, RISK).steps[0].cases
    assert probability_of(hazard_of(nobody) * mean) == pytest.approx(0.22)


@pytest.mark.parametrize("count", [0, 1, 9])
def test_below_the_least_group_there_is_no_figure(count: int) -> None:
    found = squad_what_if([PROFESSIONALS] * count + [None] * 20, RULES, RISK)
    assert found.steps == ()
    assert (found.counted, found.members) == (count, count + 20)


def test_athletes_without_a_figure_are_counted_and_change_nothing() -> None:
    alone = squad_what_if([PROFESSIONALS] * 10, RULES, RISK)
    among = squad_what_if([*[PROFESSIONALS] * 10, *[None] * 15], RULES, RISK)
    assert alone.steps == among.steps
    assert (among.counted, among.members) == (10, 25)


def test_the_weakest_group_decides_how_wide_the_range_is() -> None:
    good = squad_what_if([PROFESSIONALS] * 12, RULES, RISK).steps[0]
    mixed = squad_what_if([*[PROFESSIONALS] * 11, AMATEURS], RULES, RISK).steps[0]
    assert mixed.high / mixed.low > good.high / good.low
    assert math.log(mixed.high / mixed.low) == pytest.approx(2 * 1.28 * 0.35)


@given(
    st.floats(0.01, 0.6),
    st.floats(0, 0.7),
    st.floats(0.2, 0.99),
    st.lists(st.integers(0, 100), min_size=2, max_size=2).map(sorted),
)
def test_more_take_up_never_means_more_injuries(nobody, doubt, value, percents) -> None:
    ratio = Ratio(value, (value / 1.5, value * 1.5), 0.2)
    less, more = (at_take_up(percent, nobody, doubt, ratio, 1.28) for percent in percents)
    assert more.cases <= less.cases
    for step in (less, more):
        assert 0 < step.low <= step.cases <= step.high <= 1
