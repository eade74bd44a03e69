"""Where sessions go in a week, and how heavy the days around matches may be."""

from __future__ import annotations

import datetime as dt

import pytest

from screening.domain.programme.days import Place, Standing, WeekDays, place_sessions
from screening.domain.programme.matches import Matches
from screening.domain.programme.rules import AroundMatch
from tests.support.programme_cases import day, saturdays

AROUND = AroundMatch(before=(0, 0, 1, 3), after=(0, 0, 2), crowded_gap_days=4, crowded_class=2)


def placed(
    places: list[Place], caps: dict[int, int], *standing: Standing, due: dt.date | None = None
) -> list[int]:
    """The weekdays of the places, in their order."""
    days = WeekDays({day(1, number): cap for number, cap in caps.items()}, standing, due, 2)
    return [date.isoweekday() for _, date in place_sessions(places, days)]


def free(*weekdays: int, cap: int = 4) -> dict[int, int]:
    return dict.fromkeys(weekdays or range(1, 8), cap)


def test_two_heavy_sessions_keep_two_days_between_them_from_monday_on() -> None:
    assert placed([Place(1, 4, None), Place(2, 4, None)], free()) == [1, 4]


def test_three_heavy_sessions_never_stand_side_by_side() -> None:
    found = sorted(placed([Place(n, 4, None) for n in (1, 2, 3)], free()))
    assert found == [1, 3, 5]


def test_a_heavy_sunday_keeps_the_monday_after_it_free_of_heavy_work() -> None:
    sunday = Standing(day(1, 1) - dt.timedelta(1), 4)
    assert placed([Place(1, 4, None)], free(), sunday) != [1]


def test_the_main_session_takes_the_day_that_may_carry_it() -> None:
    caps = {1: 2, 2: 4, 3: 3, 4: 1}
    assert placed([Place(1, 4, None), Place(2, 1, None)], caps) == [2, 4]


def test_the_weekday_of_last_week_is_kept_where_nothing_speaks_against_it() -> None:
    assert placed([Place(1, 4, 3)], free()) == [3]


def test_with_fewer_days_than_sessions_the_most_important_ones_stay() -> None:
    assert placed([Place(1, 4, None), Place(2, 2, None), Place(3, 0, None)], free(2, 5)) == [2, 5]
    assert placed([Place(1, 4, None)], {}) == []


def test_slow_lowering_that_is_due_comes_early_enough() -> None:
    assert placed([Place(1, 4, 6)], free(), due=day(1, 3))[0] <= 3


@pytest.mark.parametrize(("weekday", "cap"), [(1, 2), (2, None), (3, 3), (4, 1), (5, 0), (6, 0), (7, 0)])
def test_a_saturday_match_each_week_shapes_the_days(weekday: int, cap: int | None) -> None:
    assert Matches(saturdays(3), AROUND).class_cap(day(2, weekday)) == cap


def test_between_two_close_matches_the_day_in_the_middle_holds_a_little() -> None:
    matches = Matches((day(1, 6), day(2, 3), day(2, 6)), AROUND)
    assert [matches.class_cap(day(2, number)) for number in (1, 2, 4, 5)] == [2, 0, 0, 0]


def test_without_matches_nothing_is_capped() -> None:
    assert Matches((), AROUND).class_cap(day(1, 1)) is None
    assert Matches((day(3, 6),), AROUND).in_week(day(2, 1)) == ()
    assert Matches((day(3, 6),), AROUND).in_week(day(3, 1)) == (day(3, 6),)
