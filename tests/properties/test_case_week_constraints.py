"""No days ahead of a case break a hard constraint, and worse news never means more load."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening.domain.case.week.model import StageNow, Terms
from screening.domain.case.words import STAGES, Light, Side
from screening.domain.rulebook import Rulebook
from tests.support.case_week_lives import (
    Planner,
    cases,
    load_of,
    running_load,
    terms,
    top_class,
    top_rung,
)

SOME, FEW, ALL = 80, 25, 20_000
CALM = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
RANK = {None: 0, Light.GREEN: 0, Light.AMBER: 1, Light.RED: 2}
some = settings(max_examples=SOME, deadline=None, suppress_health_check=CALM)
few = settings(max_examples=FEW, deadline=None, suppress_health_check=CALM)


@pytest.fixture(scope="module")
def planner(rulebook: Rulebook) -> Planner:
    return Planner(rulebook)


@some
@given(now=cases, asked=terms)
def test_no_days_ahead_break_a_hard_constraint(planner: Planner, now: StageNow, asked: Terms) -> None:
    assert planner.breaches(now, asked) == []


@pytest.mark.release
@settings(max_examples=ALL, deadline=None, suppress_health_check=CALM)
@given(now=cases, asked=terms)
def test_no_days_ahead_of_twenty_thousand_cases_break_a_hard_constraint(
    planner: Planner, now: StageNow, asked: Terms
) -> None:
    assert planner.breaches(now, asked) == []


@few
@given(now=cases, asked=terms)
def test_one_stage_down_never_raises_class_or_rung(planner: Planner, now: StageNow, asked: Terms) -> None:
    place = STAGES.index(now.state)
    below = dataclasses.replace(now, state=STAGES[max(place - 1, 0)])
    here, there = planner.plan(now, asked), planner.plan(below, asked)
    assert there.class_cap <= here.class_cap
    assert there.rung <= here.rung
    assert top_class(there) <= here.class_cap
    assert top_rung(there) <= here.rung


@few
@given(now=cases, asked=terms, lights=st.tuples(st.sampled_from(list(RANK)), st.sampled_from(list(RANK))))
def test_a_worse_light_never_raises_the_load(
    planner: Planner, now: StageNow, asked: Terms, lights: tuple[Light | None, Light | None]
) -> None:
    better, worse = sorted(lights, key=RANK.__getitem__)
    if RANK[better] == RANK[worse]:
        worse = Light.RED
    one = planner.plan(dataclasses.replace(now, light=better), asked)
    two = planner.plan(dataclasses.replace(now, light=worse), asked)
    assert load_of(two) <= load_of(one)
    assert running_load(two) <= running_load(one)
    assert top_class(two) <= top_class(one)
    assert top_rung(two) <= top_rung(one)


@few
@given(now=cases, asked=terms)
def test_the_other_leg_gets_the_same_days_mirrored(planner: Planner, now: StageNow, asked: Terms) -> None:
    left = planner.plan(dataclasses.replace(now, side=Side.LEFT), asked)
    right = planner.plan(dataclasses.replace(now, side=Side.RIGHT), asked)
    assert repr(left).replace("left", "right").replace("LEFT", "RIGHT") == repr(right).replace(
        "left", "right"
    )


@few
@given(now=cases, asked=terms, data=st.data())
def test_less_kit_leaves_the_days_valid_or_names_what_they_lack(
    planner: Planner, now: StageNow, asked: Terms, data: st.DataObject
) -> None:
    kit = sorted(asked.kit or {"band", "running_space"})
    gone = data.draw(st.sampled_from(kit)) if kit else "band"
    less = dataclasses.replace(asked, kit=frozenset(kit) - {gone})
    assert planner.breaches(now, less) == []


@few
@given(now=cases, asked=terms)
def test_a_stop_leaves_no_session(planner: Planner, now: StageNow, asked: Terms) -> None:
    stopped = planner.plan(dataclasses.replace(now, stopped="Fever."), asked)
    assert stopped.sessions == ()
    assert "Fever." in stopped.why


@few
@given(now=cases, asked=terms)
def test_the_same_case_gets_the_same_days(planner: Planner, now: StageNow, asked: Terms) -> None:
    assert repr(planner.plan(now, asked)) == repr(planner.plan(now, asked))
