"""The rung set and what today allows of it: the same words on the case page, for the athlete and on paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from screening.domain.case.events import Log
from screening.domain.case.state import replay
from screening.domain.case.today import allowed_today
from screening.domain.reporting.case_plan_page import plan_page
from screening.domain.reporting.case_running import running_rows
from screening.domain.reporting.view import Row
from tests.domain.reporting.test_case_desk import desk_of
from tests.support import case_lives, case_papers

WHY = "R5 and above are not run on two days in a row"


def rows(log: Log, later: int = 0) -> list[str]:
    state = replay(log)
    day = state.last_day + dt.timedelta(days=later)
    return [row.text for row in running_rows(state, allowed_today(state, case_lives.rules(), day))]


def test_page_and_paper_say_the_same_of_the_rung_set_and_of_today() -> None:
    wanted = (
        Row("Running rung", "R5 is set; this stage goes up to R6"),
        Row("Running today", f"R4 at most, up to 70% of the best speed: {WHY}"),
    )
    desk = desk_of(case_lives.moderate())
    assert set(wanted) <= set(desk.facts)
    assert WHY in desk.allowed.athlete
    assert set(wanted) <= set(plan_page(case_papers.sheet("moderate")).settings)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("mild", "R7 was reached; with full training the ladder no longer leads"),
        ("tendon", "R6 is set; this stage goes up to R9"),
        ("recurrent", "R0 is set; this stage goes up to R2"),
    ],
)
def test_every_stage_says_which_rung_is_set(kind: str, said: str) -> None:
    assert rows(case_lives.ALL[kind]())[0] == said


def test_a_day_without_running_says_so_and_keeps_the_rung() -> None:
    life = case_lives.continued(case_lives.moderate()).next_morning(2).morning(pain=7)
    assert rows(life.log) == [f"R{life.state.rung} is set", "No running"]


def test_a_rung_above_the_stage_says_that_the_stage_goes_no_higher() -> None:
    state = replace(replay(case_lives.moderate()), rung=9)
    allowed = allowed_today(state, case_lives.rules(), state.last_day + dt.timedelta(days=3))
    assert running_rows(state, allowed)[1].text.endswith(": this stage goes no higher")
