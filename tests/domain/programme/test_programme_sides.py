"""A leg that measured weaker gets one set more, and everything else is the same for both."""

from __future__ import annotations

import pytest

from screening.domain.plan.exercises import Unit
from screening.domain.programme.model import DatedItem, Programme, Request
from screening.domain.programme.programme_json import programme_from_json, programme_to_json
from tests.support.programme_cases import BUILDER, HURT, NOT_BACK, day, done_until, report
from tests.support.programme_lives import MONDAY, Programmer

WEAK_RIGHT = BUILDER.but(nordic_force_left_n=300, nordic_force_right_n=255)
"""15 per cent behind."""


def one_sided(programme: Programme) -> dict[int, list[DatedItem]]:
    """What differs between the legs, by week."""
    return {
        week.number: [item for session in week.sessions for item in session.items if item.extra_sets]
        for week in programme.weeks
    }


def test_each_full_week_has_one_set_more_for_the_weaker_leg(programmer: Programmer) -> None:
    programme = programmer.make(WEAK_RIGHT, Request(MONDAY))
    assert programmer.breaches(programme, WEAK_RIGHT, Request(MONDAY)) == []
    for week in programme.weeks:
        found = one_sided(programme)[week.number]
        could = any(
            item.each_leg and item.eccentric_class for session in week.sessions for item in session.items
        )
        assert [item.extra_leg for item in found] == (["right"] if could and not week.deload else [])
    assert any(one_sided(programme).values())


def test_the_dose_says_which_leg_and_why(programmer: Programmer) -> None:
    found = one_sided(programmer.make(WEAK_RIGHT, Request(MONDAY)))[5]
    assert [(item.exercise, item.dose) for item in found] == [
        ("single_leg_rdl", "3 × 8 each leg, 1 more on the right")
    ]
    assert found[0].note == "One set more for the right leg, because it measured weaker."


@pytest.mark.parametrize(("left", "right"), [(300, 270), (300, 300), (None, 300), (300, None)])
def test_ten_per_cent_or_less_and_one_figure_alone_change_nothing(
    programmer: Programmer, left: int | None, right: int | None
) -> None:
    forces = {"nordic_force_left_n": left, "nordic_force_right_n": right}
    case = BUILDER.but(**{name: value for name, value in forces.items() if value is not None})
    assert not any(one_sided(programmer.make(case, Request(MONDAY))).values())


def test_a_present_problem_and_not_back_yet_leave_both_legs_the_same(programmer: Programmer) -> None:
    for case in (HURT, NOT_BACK):
        weak = case.but(nordic_force_left_n=200, nordic_force_right_n=300)
        assert not any(one_sided(programmer.make(weak, Request(MONDAY))).values())


def test_pain_takes_the_set_more_away_first(programmer: Programmer) -> None:
    first = programmer.make(WEAK_RIGHT, Request(MONDAY))
    done = done_until(first, day(5, 1))
    for figures in ({"morning": 1}, {"soreness": 4}, {"soreness": 7}):
        log = (*done[:-1], report(done[-1].session, done[-1].on, **figures))
        again = programmer.replan(first, WEAK_RIGHT, Request(MONDAY, log=log), day(5, 1))
        ahead = next(s for week in again.weeks for s in week.sessions if s.date >= day(5, 1))
        assert not any(item.extra_sets for item in ahead.items), figures


def test_it_comes_back_from_storage_and_old_records_are_the_same_for_both_legs(
    programmer: Programmer,
) -> None:
    programme = programmer.make(WEAK_RIGHT, Request(MONDAY))
    stored = programme_to_json(programme)
    assert programme_from_json(stored) == programme
    item = stored["weeks"][4]["sessions"][0]["items"][0]  # type: ignore[index]  # plain JSON
    for name in ("extra_sets", "extra_leg", "metres"):
        del item[name]
    read = programme_from_json(stored).weeks[4].sessions[0].items[0]
    assert (read.extra_sets, read.extra_leg, read.metres) == (0, None, 0)
    assert Unit(read.unit) is Unit.REPS
