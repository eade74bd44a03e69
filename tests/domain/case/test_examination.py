"""The first examination: what a finding refers, what is only said, and that nothing found opens a way."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from screening.domain.case import events as ev
from screening.domain.case.examination import is_referred_by_finding, newly_referred, shown_now
from screening.domain.case.gates import gate_for
from screening.domain.case.happen import Refused
from screening.domain.case.stage_rules import TestKind
from screening.domain.case.standing import CaseState
from screening.domain.case.suggest import suggest
from screening.domain.case.words import State
from tests.support import case_lives
from tests.support.case_lives import DOCTOR, INJURED, PHYSIO, Life, continued, rules

GAP = ev.TestRecorded("palpable_gap", INJURED, passed=False)
NO_GAP = replace(GAP, passed=True)
LOOKED = ev.NoteWritten("Looked into: the scan shows no tear.", clears_red_flags=True)


def opened(**changed: object) -> Life:
    return Life(replace(case_lives.OPENED, **changed))  # type: ignore[arg-type]


def found(life: Life) -> set[str]:
    return {one.finding.id for one in shown_now(life.state, rules())}


def back_to_s1() -> ev.Moved:
    return ev.Moved("move.TR14", State.REFERRED, State.S1, reason="The scan shows no tear.")


REFERRING = [
    (GAP, "finding.gap"),
    (ev.TestRecorded("four_steps", INJURED, passed=False), "finding.four_steps"),
    (ev.TestRecorded("neurology", INJURED, passed=False), "finding.neurology"),
    (ev.TestRecorded("spreading_bruise", INJURED, passed=False), "finding.spreading_bruise"),
    (ev.TestRecorded("ake", INJURED, injured=50, other=80), "finding.range_lost"),
    (ev.TestRecorded("isometric_prone_90", INJURED, injured=129, other=260), "finding.force_lost"),
    (ev.TestRecorded("isometric_outer_range", INJURED, injured=99, other=200), "finding.force_lost_outer"),
]


@pytest.mark.parametrize(("result", "finding"), REFERRING)
def test_what_raises_an_urgency_refers_at_once_and_names_the_finding(
    result: ev.TestRecorded, finding: str
) -> None:
    life = opened()
    life.add(result, PHYSIO)
    assert life.state.state is State.REFERRED
    assert is_referred_by_finding(life.state)
    moved = life.log[-1].body
    assert isinstance(moved, ev.Moved)
    assert moved.rules == (finding,)
    assert found(life) == {finding}


@pytest.mark.parametrize(
    "result",
    [
        NO_GAP,
        replace(GAP, tested=False, passed=None),
        ev.TestRecorded("ake", INJURED, injured=50.5, other=80),
        ev.TestRecorded("isometric_prone_90", INJURED, injured=130, other=260),
        ev.TestRecorded("gait", INJURED, passed=False),
    ],
)
def test_what_does_not_reach_the_limit_refers_nothing(result: ev.TestRecorded) -> None:
    life = opened()
    life.add(result, PHYSIO)
    assert life.state.state is State.TRIAGE
    assert found(life) == set()


@pytest.mark.parametrize(
    ("result", "finding"),
    [
        (ev.TestRecorded("tender_below_sit_bone", INJURED, number=0), "finding.sit_bone"),
        (ev.TestRecorded("tender_length", INJURED, number=0), "finding.not_tender"),
        (ev.TestRecorded("slump", INJURED, passed=False), "finding.slump"),
        (ev.TestRecorded("tendon_tests", INJURED, number=1), "finding.tendon_tests"),
    ],
)
def test_what_only_may_mean_something_is_said_and_stops_nothing(
    result: ev.TestRecorded, finding: str
) -> None:
    life = opened()
    life.add(result, PHYSIO)
    assert life.state.state is State.TRIAGE
    assert found(life) == {finding}


@pytest.mark.parametrize(("age", "state"), [(18, State.REFERRED), (None, State.REFERRED), (19, State.TRIAGE)])
def test_tenderness_at_the_sit_bone_refers_the_young_and_those_of_unknown_age(
    age: int | None, state: State
) -> None:
    life = opened(age_years=age)
    life.add(ev.TestRecorded("tender_below_sit_bone", INJURED, number=0), PHYSIO)
    assert life.state.state is state


@pytest.mark.parametrize(("days", "state"), [(13, State.TRIAGE), (14, State.REFERRED)])
def test_a_limp_refers_from_two_weeks_on(days: int, state: State) -> None:
    life = opened().day(days)
    life.add(ev.TestRecorded("gait", life.today, passed=False), PHYSIO)
    assert life.state.state is state


@pytest.mark.parametrize(("days", "state"), [(7, State.REFERRED), (8, State.TRIAGE)])
def test_range_and_force_count_as_acute_for_a_week(days: int, state: State) -> None:
    life = opened().day(days)
    life.add(ev.TestRecorded("ake", life.today, injured=40, other=80), PHYSIO)
    assert life.state.state is state


def test_a_finding_in_a_stage_refers_and_steps_nothing_down_beside_it() -> None:
    life = in_s2()
    before = len(life.log)
    life.add(ev.TestRecorded("palpable_gap", life.today, passed=False), DOCTOR)
    assert [type(event.body) for event in life.log[before:]] == [ev.TestRecorded, ev.Moved]
    assert life.state.state is State.REFERRED


def test_the_same_finding_again_is_said_and_stops_nothing_a_second_time() -> None:
    life = opened()
    life.add(GAP, PHYSIO)
    life.add(LOOKED, DOCTOR)
    life.add(back_to_s1(), DOCTOR)
    life.add(GAP, PHYSIO)
    assert life.state.state is State.S1
    assert found(life) == {"finding.gap"}
    life.add(NO_GAP, PHYSIO)
    life.add(GAP, PHYSIO)
    assert life.state.state is State.REFERRED


def test_a_finding_after_the_note_needs_a_note_of_its_own() -> None:
    """While a case is referred already a finding moves nothing; the way back is shut all the same."""
    life = opened()
    life.add(GAP, PHYSIO)
    life.add(LOOKED, DOCTOR)
    life.add(ev.TestRecorded("neurology", INJURED, passed=False), PHYSIO)
    with pytest.raises(Refused, match="note"):
        life.add(back_to_s1(), DOCTOR)
    life.add(LOOKED, DOCTOR)
    life.add(back_to_s1(), DOCTOR)
    assert life.state.state is State.S1


def test_not_tested_takes_no_finding_away_and_a_correction_does() -> None:
    life = opened()
    life.add(GAP, PHYSIO)
    number = life.state.tests[-1].number
    life.add(replace(GAP, tested=False, passed=None), PHYSIO)
    assert found(life) == {"finding.gap"}
    life.add(replace(NO_GAP, corrects=number), PHYSIO)
    assert found(life) == set()
    assert life.state.state is State.REFERRED, "a correction alone lets no case go on"


def test_a_result_taken_back_is_no_finding() -> None:
    life = opened()
    life.add(NO_GAP, PHYSIO)
    back = replace(GAP, corrects=life.state.tests[-1].number, taken_back=True)
    assert newly_referred(life.state, back, rules()) == ()


def test_the_examination_is_due_until_something_of_it_is_entered() -> None:
    life = opened()
    text = "The first examination is not entered yet."
    assert text in {one.text for one in suggest(life.state, rules(), life.today)}
    life.add(NO_GAP, PHYSIO)
    assert text not in {one.text for one in suggest(life.state, rules(), life.today)}
    assert text not in {one.text for one in suggest(in_s2().state, rules(), INJURED)}


def test_no_examination_opens_a_gate_or_lowers_anything() -> None:
    """Every result of every test that only the examination asks for, at every turn of a whole return."""
    logs = turns()
    assert len(logs) > 5
    for log in logs:
        for result in any_result():
            life = continued(log)
            before = life.state
            if before.is_ended:
                continue
            life.add(replace(result, on=life.today), PHYSIO)
            assert_no_way_opened(before, life.state, life.today)


def assert_no_way_opened(before: CaseState, after: CaseState, day: dt.date) -> None:
    assert after.state in {before.state, State.REFERRED}
    assert after.rung <= before.rung
    assert after.severity is before.severity
    assert {hold.number for hold in before.holds} <= {hold.number for hold in after.holds}
    if after.state is before.state:
        was, now = gate_for(before, rules(), day), gate_for(after, rules(), day)
        if was is not None and now is not None:
            assert {row.id for row in was.unmet} <= {row.id for row in now.unmet}


def turns() -> list[ev.Log]:
    """Several returns up to each of their moves, but for the opening."""
    return [
        log[:place]
        for log in (life() for life in case_lives.ALL.values())
        for place, event in enumerate(log)
        if place > 2 and isinstance(event.body, ev.Moved)
    ]


def any_result() -> list[ev.TestRecorded]:
    """The least and the most of every test that no gate asks for."""
    stages = rules().stages.values()
    asked = {need.test for stage in stages for criterion in stage.exit for need in criterion.needs}
    results = []
    for test in (rules().tests[name] for name in rules().examination.tests if name not in asked):
        assert test.kind is not TestKind.TWO_LEGS
        if test.kind is TestKind.PASSED:
            results += [ev.TestRecorded(test.id, INJURED, passed=said) for said in (True, False)]
        else:
            results += [ev.TestRecorded(test.id, INJURED, number=at) for at in (test.lowest, test.highest)]
    return results


def in_s2() -> Life:
    log = case_lives.moderate()
    place = next(
        number
        for number, event in enumerate(log)
        if isinstance(event.body, ev.Moved) and event.body.after is State.S2
    )
    return continued(log[: place + 1])
