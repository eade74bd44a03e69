"""What an athlete reads of the way back: where they stand, what opens the next stage, what they may say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from screening.domain.case import events as ev
from screening.domain.case.events import Criterion
from screening.domain.case.standing import CaseState
from screening.domain.case.state import replay
from screening.domain.case.words import Party, State
from screening.domain.reporting.case_log_words import LogNames
from screening.web.checkin.way_back_view import Known, way_back
from tests.support import case_lives

STAGES = {f"S{number}": f"Stage {number}" for number in range(1, 9)}
NAMES = LogNames(stages=STAGES)
TODAY = dt.date(2026, 10, 1)


def standing_at(log: ev.Log, stage: State) -> CaseState:
    """The state right after a stage was entered."""
    number = next(one.number for one in log if isinstance(one.body, ev.Moved) and one.body.after is stage)
    return replay(log[:number])


def criterion(name: str, met: bool | None, *, advisory: bool = False) -> Criterion:
    return Criterion(name, f"{name} is done", "", "", "", met, advisory=advisory)


def known(move: str, after: State, *rows: Criterion) -> Known:
    return Known(NAMES, TODAY, "Running up to 90%.", move, after, rows, signers="a physio")


def test_the_page_says_where_one_stands_and_since_when() -> None:
    state = standing_at(case_lives.moderate(), State.S4)
    page = way_back(state, known("move.TR6", State.S5), Party.ATHLETE, "Ana Ruiz")
    assert page.place == "S4, Stage 4"
    assert [step.state for step in page.steps] == ["done"] * 3 + ["now"] + ["ahead"] * 4
    assert f"Back of the {state.opened.side} thigh" in page.about
    assert page.today == "Running up to 90%."


def test_what_is_left_comes_first_and_what_only_advises_is_left_out() -> None:
    rows = (
        criterion("met", True),
        criterion("untested", None),
        criterion("advice", False, advisory=True),
        criterion("short", False),
    )
    state = standing_at(case_lives.moderate(), State.S4)
    gate = way_back(state, known("move.TR6", State.S5, *rows), Party.ATHLETE, "Ana Ruiz").gate
    assert gate is not None
    assert [row.id for row in gate.rows] == ["untested", "short", "met"]
    assert gate.left == "1 of 3 are done."
    assert [row.state for row in gate.rows] == ["Not tested", "Not yet", "Met"]


@pytest.mark.parametrize(
    ("stage", "move", "after", "asked"),
    [
        (State.S3, "move.TR5", State.S4, False),
        (State.S4, "move.TR6", State.S5, True),
        (State.S5, "move.TR7", State.S6, True),
        (State.S6, "move.TR8", State.S7, True),
        (State.S7, "move.TR9", State.S8, False),
    ],
)
def test_agreement_is_asked_for_sprinting_training_and_competition(
    stage: State, move: str, after: State, asked: bool
) -> None:
    state = replace(standing_at(case_lives.moderate(), State.S4), state=stage)
    page = way_back(state, known(move, after), Party.ATHLETE, "Ana Ruiz")
    assert (page.asking is not None) == asked


def test_a_guardian_is_asked_only_while_the_athlete_is_under_age() -> None:
    young = replace(replay(case_lives.adolescent()), state=State.S4)
    grown = standing_at(case_lives.moderate(), State.S4)
    move = known("move.TR6", State.S5)
    assert way_back(young, move, Party.GUARDIAN, "Ana Ruiz").asking is not None
    assert grown.opened.age_years is not None
    assert way_back(grown, move, Party.GUARDIAN, "Ana Ruiz").asking is None


def test_a_case_that_has_ended_asks_for_nothing() -> None:
    ended = replay(case_lives.reinjured())
    assert ended.is_ended
    page = way_back(ended, known("move.TR9", State.S8, criterion("a", False)), Party.ATHLETE, "Ana Ruiz")
    assert page.gate is None
    assert page.asking is None


def test_seven_days_of_lights_are_shown_the_newest_first() -> None:
    state = standing_at(case_lives.moderate(), State.S4)
    page = way_back(state, known("move.TR6", State.S5), Party.ATHLETE, "Ana Ruiz")
    days = [light.on for light in page.lights]
    assert days == sorted(days, reverse=True)
    assert len(days) <= 7
