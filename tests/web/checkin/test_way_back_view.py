"""What an athlete reads of the way back: where they stand, what opens the next stage, what they may say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from screening.domain.case import events as ev
from screening.domain.case.events import Criterion
from screening.domain.case.standing import CaseState, Noted
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


def known(move: str, after: State, *rows: Criterion, agreements: tuple[Party, ...] = ()) -> Known:
    return Known(
        NAMES, TODAY, "Running up to 90%.", move, after, rows, signers="a physio", agreements=agreements
    )


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


def test_only_whose_yes_a_move_needs_is_asked_for_it() -> None:
    state = standing_at(case_lives.moderate(), State.S4)
    sprinting = known("move.TR6", State.S5, agreements=(Party.ATHLETE,))
    assert way_back(state, sprinting, Party.ATHLETE, "Ana Ruiz").asking is not None
    assert way_back(state, sprinting, Party.GUARDIAN, "Ana Ruiz").asking is None
    assert way_back(state, known("move.TR5", State.S4), Party.ATHLETE, "Ana Ruiz").asking is None
    young = known("move.TR6", State.S5, agreements=(Party.ATHLETE, Party.GUARDIAN))
    assert way_back(state, young, Party.GUARDIAN, "Ana Ruiz").asking is not None


def test_what_one_said_stands_beside_the_question() -> None:
    state = standing_at(case_lives.moderate(), State.S4)
    by = case_lives.ATHLETE
    said = Noted(
        90, dt.datetime(2026, 9, 14, 9, tzinfo=dt.UTC), TODAY, by, ev.Agreed("move.TR6", agrees=False)
    )
    page = way_back(
        replace(state, agreements=(said,)),
        known("move.TR6", State.S5, agreements=(Party.ATHLETE,)),
        Party.ATHLETE,
        "Ana Ruiz",
    )
    assert page.asking is not None
    assert page.asking.said == "You did not agree on 1 October 2026."


def test_outside_the_stages_nothing_opens_a_stage_by_itself() -> None:
    state = replay(case_lives.referred())
    rows = (criterion("note", None),)
    page = way_back(state, known("move.TR14", State.S1, *rows), Party.ATHLETE, "Ana Ruiz")
    assert page.place == "Referred, waiting for a clinician"
    assert page.gate is not None
    assert page.gate.title == "What comes first"


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
