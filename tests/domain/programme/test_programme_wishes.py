"""The soft constraints are counted, and each says in words what was counted."""

from __future__ import annotations

import re

from screening.domain.programme.model import Programme, Request
from tests.support.programme_cases import BUILDER, FOOTBALLER, HURT, day
from tests.support.programme_lives import MONDAY, Programmer, lives


def met(programme: Programme) -> dict[str, float]:
    return {line.id: line.met for line in programme.score}


def test_each_line_says_what_it_counted(programmer: Programmer) -> None:
    for life in lives(60, 8, programmer.more):
        for line in programmer.make(life.case, life.request).score:
            found = re.search(r"(\d+) of (\d+)\.$", line.text)
            assert found is not None, line.text
            part, whole = int(found[1]), int(found[2])
            assert line.met == round(part / whole, 3)
            assert 0 <= line.met <= 1


def test_out_of_season_nothing_is_said_about_matches_or_short_sessions(programmer: Programmer) -> None:
    lines = met(programmer.make(BUILDER, Request(MONDAY)))
    assert not lines.keys() & {"short_in_season", "day_before_match", "one_leg"}
    assert lines["balance"] == lines["long_length"] == lines["rest_between"] == 1


def test_in_season_the_day_before_each_match_is_counted(programmer: Programmer) -> None:
    lines = met(programmer.make(FOOTBALLER, Request(MONDAY)))
    assert lines["day_before_match"] == lines["short_in_season"] == 1


def test_unequal_sides_ask_for_work_on_one_leg(programmer: Programmer) -> None:
    unequal = BUILDER.but(nordic_force_left_n=300, nordic_force_right_n=400)
    alike = BUILDER.but(nordic_force_left_n=390, nordic_force_right_n=400)
    assert "one_leg" in met(programmer.make(unequal, Request(MONDAY)))
    assert "one_leg" not in met(programmer.make(alike, Request(MONDAY)))


def test_days_that_jump_about_score_lower(programmer: Programmer) -> None:
    matches = (day(1, 6), day(2, 4), day(3, 2), day(4, 6), day(5, 3), day(6, 5))
    steady = met(programmer.make(FOOTBALLER, Request(MONDAY)))["same_days"]
    jumping = met(programmer.make(FOOTBALLER, Request(MONDAY, match_dates=matches)))["same_days"]
    assert jumping < steady


def test_the_first_days_of_a_problem_are_not_scored(programmer: Programmer) -> None:
    assert programmer.make(HURT, Request(MONDAY)).score == ()
