"""The desk says what the next move needs, who signs it, and what holds the case, from the log alone."""

from __future__ import annotations

import datetime as dt

from screening.domain.case import events as ev
from screening.domain.case.events import Log
from screening.domain.case.gates import gate_for
from screening.domain.case.state import replay
from screening.domain.case.suggest import suggest
from screening.domain.case.today import allowed_today
from screening.domain.case.words import State
from screening.domain.reporting.case_desk import CaseDesk, DeskInput, SignPanel, case_desk, sign_panel
from screening.domain.reporting.case_findings import alarming_findings, examined_rows
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


def test_a_move_only_a_doctor_signs_says_what_to_do_where_the_club_has_none() -> None:
    tendon = before(State.S5, case_lives.tendon())
    assert sign_of(tendon, has_doctor=True).nobody == ""
    assert sign_of(tendon, has_doctor=False).nobody.startswith("No doctor has an account in this club.")
    assert sign_of(case_lives.moderate(), has_doctor=False).nobody == "", "a physio may sign this one"


def test_a_trend_is_drawn_from_two_entries_on_and_one_is_a_figure() -> None:
    life = case_lives.Life().day(1)
    once = desk_of(life.add(ev.TestRecorded("ake", life.today, injured=60, other=80, pain=2)).log)
    name = "Active knee extension, percent of the other leg"
    assert not {chart.name for chart in once.trends}, "nobody has run, so no rung is drawn"
    assert name not in {chart.name for chart in once.trends}
    assert [row.text for row in once.once if row.head == name] == ["75%, 2 September 2026"]
    life.day(2)
    twice = desk_of(life.add(ev.TestRecorded("ake", life.today, injured=64, other=80, pain=1)).log)
    assert name in {chart.name for chart in twice.trends}
    assert name not in {row.head for row in twice.once}


def test_findings_that_refer_come_first_and_say_what_they_may_mean() -> None:
    life = case_lives.Life()
    life.add(ev.TestRecorded("slump", life.today, passed=False))
    life.add(ev.TestRecorded("palpable_gap", life.today, passed=False))
    gap, slump = desk_of(life.log).findings
    assert (gap.title, gap.rule, gap.refers) == ("Gap in the muscle: gap felt", "finding.gap", True)
    assert (slump.title, slump.refers) == ("Slump test: positive", False)
    assert "back or a nerve" in slump.means
    assert slump.do


def test_a_paper_lists_the_whole_examination_with_who_found_it() -> None:
    life = case_lives.Life()
    life.add(ev.TestRecorded("palpable_gap", life.today, passed=False, note="Upper third"))
    life.add(ev.TestRecorded("tender_length", life.today, number=7.5))
    rules = case_lives.rules()
    examined, shows = examined_rows(life.state, rules, log_names(rules))
    assert examined.text == (
        "Gap in the muscle: gap felt (Upper third); Length of the tender area: 7.5 cm. "
        "By Pat Physio, physio, PH 12345, 1 September 2026."
    )
    assert "finding.gap" in shows.text
    assert alarming_findings(life.state, rules, log_names(rules)) == (
        "Gap in the muscle: gap felt (Upper third)."
    )
    assert examined_rows(case_lives.Life().state, rules, log_names(rules)) == ()


def sign_of(log: Log, *, has_doctor: bool) -> SignPanel:
    state, rules = replay(log), case_lives.rules()
    gate = gate_for(state, rules, state.last_day)
    assert gate is not None
    return sign_panel(state, gate, log_names(rules), has_doctor=has_doctor)


def before(state: State, log: Log) -> Log:
    """The log just before it entered a state."""
    moves = (
        place for place, one in enumerate(log) if isinstance(one.body, ev.Moved) and one.body.after is state
    )
    return log[: next(moves)]
