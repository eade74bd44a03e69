"""The desk says what the next move needs, who signs it, and what holds the case, from the log alone."""

from __future__ import annotations

import datetime as dt

from screening.domain.case.events import Log
from screening.domain.case.gates import gate_for
from screening.domain.case.state import replay
from screening.domain.case.suggest import suggest
from screening.domain.case.today import allowed_today
from screening.domain.reporting.case_desk import CaseDesk, DeskInput, case_desk
from screening.domain.reporting.case_names import log_names
from tests.support import case_lives


def desk_of(log: Log, later: int = 0) -> CaseDesk:
    """The desk so many days after the last entry."""
    state, rules = replay(log), case_lives.rules()
    day = state.last_day + dt.timedelta(days=later)
    return case_desk(
        DeskInput(
            name="Alex Example",
            person="born 2002, code 17",
            log=log,
            state=state,
            gate=gate_for(state, rules, day),
            allowed=allowed_today(state, rules, day),
            suggestions=suggest(state, rules, day),
            rules=rules,
            names=log_names(rules),
            day=day,
        )
    )


def test_the_head_says_which_leg_in_words_and_that_nobody_confirmed_the_grade() -> None:
    head = desk_of(case_lives.moderate()).head
    assert (head.heading, head.side) == ("Alex Example, left hamstring", "Left leg injured")
    assert head.grade == "Fits the pattern of a grade I–II to II strain."
    assert "No clinician has confirmed it." in head.grade_by


def test_the_sign_off_names_who_signs_and_whose_yes_is_missing() -> None:
    desk = desk_of(case_lives.moderate())
    assert desk.sign is not None
    assert not desk.sign.is_open
    assert [(row.head, row.text) for row in desk.sign.parties] == [
        ("Signs", "Physio or doctor"),
        ("Athlete", "Has not agreed yet"),
    ]
    assert desk.gate is not None
    assert desk.gate.title.startswith("Gate from S4 to S5: ")


def test_a_referred_case_goes_on_after_the_referral_and_an_ended_one_has_no_gate() -> None:
    referred = desk_of(case_lives.referred())
    assert referred.sign is not None
    assert referred.sign.button == "Go on after the referral"
    assert referred.gate is not None
    assert referred.gate.title.startswith("Gate into S")
    ended = desk_of(case_lives.reinjured())
    assert (ended.sign, ended.gate, ended.due) == (None, None, ())


def test_silence_holds_the_case_by_the_day_and_nobody_has_to_lift_it() -> None:
    assert desk_of(case_lives.moderate()).holds == ()
    (silent,) = desk_of(case_lives.moderate(), later=4).holds
    assert (silent.rule, silent.number) == ("hold.HD1", 0)
    assert silent.who_may == "It ends by itself with what is missing."


def test_every_life_has_a_desk_with_a_way_and_fourteen_days_at_most() -> None:
    for life in case_lives.ALL.values():
        desk = desk_of(life())
        assert desk.milestones[-1].head == "Case opened"
        assert 1 <= len(desk.lights) <= 14
        assert desk.newest.total == len(life())
