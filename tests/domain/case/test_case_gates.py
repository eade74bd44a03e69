"""Gate by gate: what opens the way to the next stage, and what keeps it closed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from screening.domain.case import events as ev
from screening.domain.case.gates import Gate, gate_for
from screening.domain.case.standing import CaseState
from screening.domain.case.state import replay
from screening.domain.case.words import Flag, Mechanism, Part, Party, SessionKind, SeverityClass, Side, State
from screening.domain.vocabulary import Grade
from tests.support import case_lives
from tests.support.case_lives import ATHLETE, COACH, DOCTOR, Life, continued, rules

G0 = replace(case_lives.OPENED, proposed_low=Grade.ZERO_TO_ONE, proposed_high=Grade.ZERO_TO_ONE)


def gate_of(life: Life, move: str | None = None, after: State | None = None) -> Gate:
    gate = gate_for(life.state, rules(), life.today, move, after)
    assert gate is not None
    return gate


def row(gate: Gate, name: str) -> ev.Criterion:
    return next(row for row in gate.rows if row.id == name)


def before(state: State, life: ev.Log) -> Life:
    """The life just before it entered a state."""
    place = next(
        number
        for number, event in enumerate(life)
        if isinstance(event.body, ev.Moved) and event.body.after is state
    )
    return continued(life[:place])


@pytest.fixture
def ready_for_s2() -> Life:
    return before(State.S2, case_lives.moderate())


@pytest.fixture
def ready_for_s3() -> Life:
    return before(State.S3, case_lives.moderate())


@pytest.fixture
def ready_for_s4() -> Life:
    return before(State.S4, case_lives.moderate())


@pytest.fixture
def ready_for_s5() -> Life:
    return before(State.S5, case_lives.tendon())


@pytest.fixture
def ready_for_s7() -> Life:
    return before(State.S7, case_lives.mild())


# out of S1 -----------------------------------------------------------------------------------------


def test_a_gate_with_everything_met_is_open(ready_for_s2: Life) -> None:
    assert gate_of(ready_for_s2).missing == ()
    assert gate_of(ready_for_s2).is_open


@pytest.mark.parametrize("place", range(6))
def test_each_test_of_s1_alone_keeps_the_gate_closed_when_not_tested(ready_for_s2: Life, place: int) -> None:
    test = replace(case_lives.EXIT_TESTS[State.S1][place], on=ready_for_s2.today, tested=False)
    ready_for_s2.add(test)
    (unmet,) = gate_of(ready_for_s2).unmet
    assert unmet.met is None
    assert unmet.result == "not tested"


@pytest.mark.parametrize(
    ("test", "changes"),
    [
        ("rest_pain", {"number": 2}),
        ("walking_15_min", {"pain": 1}),
        ("isometric_submax_90", {"passed": False}),
        ("bike_5_min", {"pain": None}),
    ],
)
def test_pain_above_the_limit_or_not_asked_keeps_the_gate_closed(
    ready_for_s2: Life, test: str, changes: dict[str, object]
) -> None:
    met = next(one for one in case_lives.EXIT_TESTS[State.S1] if one.test == test)
    ready_for_s2.add(replace(met, on=ready_for_s2.today, **changes))  # type: ignore[arg-type]
    assert not gate_of(ready_for_s2).is_open


def test_a_test_older_than_seven_days_no_longer_counts(ready_for_s2: Life) -> None:
    ready_for_s2.next_morning(7)
    assert gate_of(ready_for_s2).is_open
    ready_for_s2.next_morning()
    assert {one.met for one in gate_of(ready_for_s2).unmet} == {None}
    assert "too old" in gate_of(ready_for_s2).unmet[0].result


def test_the_gate_closes_without_a_check_in_of_the_last_two_days(ready_for_s2: Life) -> None:
    ready_for_s2.day(ready_for_s2.n + 2)
    assert {"hold.HD1", "guard.no_red"} == {one.id for one in gate_of(ready_for_s2).unmet}


def test_a_late_check_in_is_no_check_in(ready_for_s2: Life) -> None:
    ready_for_s2.day(ready_for_s2.n + 2)
    body = ev.CheckIn(Part.MORNING, ready_for_s2.today - dt.timedelta(days=2), pain_morning=0)
    ready_for_s2.add(body, ATHLETE)
    assert "hold.HD1" in {one.id for one in gate_of(ready_for_s2).unmet}


def test_amber_closes_the_gate_for_a_day(ready_for_s2: Life) -> None:
    ready_for_s2.next_morning(0).day(ready_for_s2.n + 1).morning(sleep_hours=5.0)
    assert "hold.HD2" in {one.id for one in gate_of(ready_for_s2).unmet}
    ready_for_s2.next_morning(2)
    assert "hold.HD2" not in {one.id for one in gate_of(ready_for_s2).unmet}


# minimum times -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("severity", "recurrent", "days"),
    [
        (SeverityClass.G0, False, (1, 2, 3, 4, 5, 7)),
        (SeverityClass.G1, False, (2, 3, 5, 7, 8, 10)),
        (SeverityClass.G2, False, (2, 5, 8, 11, 13, 16)),
        (SeverityClass.UNKNOWN, False, (2, 5, 8, 11, 13, 16)),
        (SeverityClass.G2C, False, (3, 7, 12, 18, 23, 27)),
        (SeverityClass.G3, False, (4, 10, 17, 24, 30, 35)),
        (SeverityClass.G3C, False, (4, 10, 17, 24, 30, 35)),
        (SeverityClass.G2, True, (3, 7, 10, 14, 17, 20)),
        (SeverityClass.G0, True, (2, 3, 4, 5, 7, 9)),
    ],
)
def test_the_least_days_to_each_stage(
    severity: SeverityClass, recurrent: bool, days: tuple[int, ...]
) -> None:
    stages = [State(f"S{number}") for number in range(2, 8)]
    assert tuple(rules().times.days_to(severity, recurrent, stage) for stage in stages) == days


def test_no_days_are_enough_for_a_torn_tendon_without_a_doctor() -> None:
    assert rules().times.days_to(SeverityClass.AV, False, State.S2) is None


def test_a_day_too_early_is_too_early(ready_for_s3: Life) -> None:
    opened = replace(ready_for_s3.state.opened, injury_on=ready_for_s3.today - dt.timedelta(days=4))
    assert time_row(replace(ready_for_s3.state, opened=opened), ready_for_s3).met is False
    opened = replace(opened, injury_on=ready_for_s3.today - dt.timedelta(days=5))
    assert time_row(replace(ready_for_s3.state, opened=opened), ready_for_s3).met is True


def time_row(state: CaseState, life: Life) -> ev.Criterion:
    gate = gate_for(state, rules(), life.today)
    assert gate is not None
    return row(gate, "guard.time")


def test_a_doctors_record_stands_in_for_the_time_of_that_move_alone(ready_for_s3: Life) -> None:
    opened = replace(ready_for_s3.state.opened, injury_on=ready_for_s3.today)
    ready_for_s3.add(
        ev.NoteWritten("Looked at it myself.", minutes_allowed=True, for_move="move.TR5"), DOCTOR
    )
    assert time_row(replace(ready_for_s3.state, opened=opened), ready_for_s3).met is False
    ready_for_s3.add(
        ev.NoteWritten("Looked at it myself.", minutes_allowed=True, for_move="move.TR4"), DOCTOR
    )
    assert time_row(replace(ready_for_s3.state, opened=opened), ready_for_s3).met is True


# out of S2 and S3: sessions ------------------------------------------------------------------------


def test_one_session_without_a_morning_after_ends_the_row(ready_for_s3: Life) -> None:
    assert gate_of(ready_for_s3).is_open
    ready_for_s3.session(SessionKind.RUNNING, 2)
    assert row(gate_of(ready_for_s3), "guard.sessions").result == "0"


def test_the_same_session_twice_is_one_session(ready_for_s3: Life) -> None:
    session = ready_for_s3.state.sessions[-1].body
    before_it = gate_of(ready_for_s3).rows
    ready_for_s3.add(session).add(session)
    assert [one.result for one in gate_of(ready_for_s3).rows] == [one.result for one in before_it]
    assert len(ready_for_s3.state.sessions) == 2


def test_sessions_of_an_earlier_stage_do_not_count_again(ready_for_s3: Life) -> None:
    ready_for_s3.on("move.TR4")
    assert row(gate_of(ready_for_s3), "guard.sessions").result == "0"


def test_a_painkiller_before_the_session_keeps_it_from_counting() -> None:
    life = Life().into_s2(3).up(2, placed=True).session(SessionKind.RUNNING, 2)
    flags = frozenset({Flag.PAINKILLER})
    body = ev.CheckIn(Part.SESSION, life.today, pain_during_max=0, session_rpe=4, minutes=50, flags=flags)
    life.add(body, ATHLETE).next_morning()
    assert row(gate_of(life), "guard.sessions").result == "0"


def test_a_better_answer_later_does_not_make_a_red_session_green() -> None:
    life = Life().into_s2(3).up(2, placed=True).session(SessionKind.RUNNING, 2, pain=6)
    body = ev.CheckIn(Part.SESSION, life.today, pain_during_max=0, session_rpe=4, minutes=50, ran=True)
    life.add(body, ATHLETE).next_morning()
    assert row(gate_of(life), "S2.rung").result == "0"


def test_strength_below_eighty_percent_closes_the_gate_out_of_s3(ready_for_s4: Life) -> None:
    weak = ev.TestRecorded("isometric_prone_90", ready_for_s4.today, injured=208, other=260, pain=0)
    ready_for_s4.add(weak)
    assert row(gate_of(ready_for_s4), "S3.strength").result == "80% of the other leg, pain 0 of 10"
    assert row(gate_of(ready_for_s4), "S3.strength").met is False


def test_a_value_from_before_is_preferred_to_the_other_leg(ready_for_s4: Life) -> None:
    strong = ev.TestRecorded(
        "isometric_prone_90", ready_for_s4.today, injured=230, other=300, baseline=250, pain=0
    )
    ready_for_s4.add(strong)
    assert "92% of the value from before" in row(gate_of(ready_for_s4), "S3.strength").result


def test_one_strength_test_that_fails_is_not_outweighed_by_another(ready_for_s4: Life) -> None:
    weak = ev.TestRecorded("eccentric_strength", ready_for_s4.today, injured=200, other=360, pain=0)
    ready_for_s4.add(weak)
    assert row(gate_of(ready_for_s4), "S3.strength").met is False


# out of S4 and S5: who signs -----------------------------------------------------------------------


def test_sprinting_needs_the_athletes_yes(ready_for_s5: Life) -> None:
    life = continued(tuple(one for one in ready_for_s5.log if not isinstance(one.body, ev.Agreed)))
    assert gate_of(life).missing_agreements == (Party.ATHLETE,)
    assert gate_of(life).missing == ("The athlete has not agreed yet",)


def test_an_old_yes_no_longer_counts(ready_for_s5: Life) -> None:
    assert gate_of(ready_for_s5).missing_agreements == ()
    ready_for_s5.next_morning(8)
    assert gate_of(ready_for_s5).missing_agreements == (Party.ATHLETE,)


def test_where_a_tendon_is_involved_a_doctor_alone_signs_from_s5_on(ready_for_s5: Life) -> None:
    assert gate_of(ready_for_s5).signers == {Party.DOCTOR}


def test_under_18_a_guardian_agrees_as_well() -> None:
    life = before(State.S5, case_lives.adolescent())
    assert gate_of(life).agreements == (Party.ATHLETE, Party.GUARDIAN)


def test_an_age_that_is_not_known_counts_as_under_18() -> None:
    life = before(State.S5, case_lives.tendon())
    state = replace(life.state, opened=replace(life.state.opened, age_years=None))
    gate = gate_for(state, rules(), life.today)
    assert gate is not None
    assert gate.missing_agreements == (Party.GUARDIAN,)


@pytest.mark.parametrize(("is_sprinter", "advisory"), [(True, False), (False, True)])
def test_the_h_test_is_a_must_for_sprinters_and_advice_for_others(is_sprinter: bool, advisory: bool) -> None:
    life = continued(case_lives.tendon())
    state = replace(life.state, opened=replace(life.state.opened, is_sprinter=is_sprinter))
    gate = gate_for(state, rules(), life.today)
    assert gate is not None
    assert row(gate, "S5.h_test").advisory is advisory
    assert ("S5.h_test" in {one.id for one in gate.unmet}) is not advisory


def test_stretch_type_injuries_get_a_gate_of_length() -> None:
    life = before(State.S5, case_lives.tendon())
    names = {one.id for one in gate_of(life).rows}
    opened = replace(life.state.opened, mechanism=Mechanism.STRETCH)
    stretched = gate_for(replace(life.state, opened=opened), rules(), life.today)
    assert stretched is not None
    assert {one.id for one in stretched.rows} - names == {"S4.length"}


# out of S6: competition ----------------------------------------------------------------------------


def test_competition_is_a_checklist_and_never_suggested(ready_for_s7: Life) -> None:
    assert gate_of(ready_for_s7).is_open
    assert not gate_of(ready_for_s7).is_suggested
    assert gate_of(ready_for_s7).signers == {Party.DOCTOR}


@pytest.mark.parametrize(
    ("severity", "recurrent", "tendon", "sessions"),
    [
        (SeverityClass.G0, False, False, 2),
        (SeverityClass.G1, False, False, 2),
        (SeverityClass.G2, False, False, 3),
        (SeverityClass.G3, False, False, 3),
        (SeverityClass.G2C, False, True, 4),
        (SeverityClass.G1, True, False, 4),
    ],
)
def test_how_many_full_sessions_come_before_competition(
    severity: SeverityClass, recurrent: bool, tendon: bool, sessions: int
) -> None:
    assert rules().times.full_sessions_needed(severity, recurrent, tendon) == sessions


def decided(life: Life, **changes: object) -> ev.Criterion:
    life.add(replace(life.decision(), **changes), DOCTOR)  # type: ignore[arg-type]
    return row(gate_of(life), "guard.decision")


def test_the_most_limiting_outcome_wins(ready_for_s7: Life) -> None:
    outcomes = (*case_lives.DECISION.outcomes, ev.Outcome("Tendon", "unclear", "", "none", False))
    assert decided(ready_for_s7, outcomes=outcomes).result == "an outcome is not acceptable"


def test_a_decision_without_the_athletes_view_is_not_complete(ready_for_s7: Life) -> None:
    assert decided(ready_for_s7, views=case_lives.DECISION.views[1:]).result == "a view is missing"


def test_a_decision_somebody_does_not_share_opens_nothing(ready_for_s7: Life) -> None:
    views = (replace(case_lives.DECISION.views[0], agrees=False), *case_lives.DECISION.views[1:])
    assert decided(ready_for_s7, views=views).met is False


def test_a_decision_without_its_steps_is_not_complete(ready_for_s7: Life) -> None:
    assert decided(ready_for_s7, tissue_health=" ").result == "not complete"


# mirror and other laws -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(case_lives.ALL))
def test_left_and_right_come_to_the_same(name: str) -> None:
    log = case_lives.ALL[name]()
    opened = log[0].body
    assert isinstance(opened, ev.Opened)
    other = (replace(log[0], body=replace(opened, side=Side.RIGHT)), *log[1:])
    day = log[-1].day
    mine, mirrored = (gate_for(replay(one), rules(), day) for one in (log, other))
    assert mine == mirrored


def test_a_case_that_has_ended_has_no_gate() -> None:
    assert gate_for(replay(case_lives.reinjured()), rules(), case_lives.INJURED) is None


def test_the_coach_accepts_into_full_training_and_signs_nothing() -> None:
    for move in rules().moves.values():
        assert Party.COACH not in move.signers
    assert [move.id for move in rules().moves.values() if Party.COACH in move.agreements] == ["move.TR7"]
    assert COACH.party not in rules().moves["move.TR8"].agreements
