"""What is allowed today, what is due, and what is proposed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from screening.domain.case import events as ev
from screening.domain.case.holding import holding
from screening.domain.case.proposed import proposed_code, proposed_severity
from screening.domain.case.suggest import Kind, suggest
from screening.domain.case.today import Allowed, Today, allowed_today
from screening.domain.case.words import Availability, Flag, Mechanism, SeverityClass, State
from screening.domain.vocabulary import Grade, Tag
from tests.support import case_lives
from tests.support.case_lives import DOCTOR, Life, continued, rules


def today(life: Life) -> Allowed:
    return allowed_today(life.state, rules(), life.today)


def due(life: Life) -> list[Kind]:
    return [one.kind for one in suggest(life.state, rules(), life.today)]


@pytest.mark.parametrize(
    ("name", "found", "availability"),
    [
        ("moderate", Today.RUNNING, Availability.MODIFIED),
        ("recurrent", Today.NO_RUNNING, Availability.MODIFIED),
        ("referred", Today.REFERRED, Availability.NOT_CLEARED),
        ("mild", Today.COMPETITION, Availability.FULL),
        ("reinjured", Today.ENDED, Availability.UNKNOWN),
    ],
)
def test_each_life_has_its_day(name: str, found: Today, availability: Availability) -> None:
    allowed = today(continued(case_lives.ALL[name]()))
    assert (allowed.today, allowed.availability) == (found, availability)
    assert allowed.athlete
    assert allowed.coach
    assert "{" not in allowed.athlete + allowed.coach


def test_before_a_clinician_looked_nothing_is_allowed() -> None:
    allowed = today(Life())
    assert (allowed.rung, allowed.highest_eccentric, allowed.speed_pct) == (0, 0, 0)
    assert allowed.availability is Availability.NOT_CLEARED


def test_a_clearance_is_said_to_come_from_a_person() -> None:
    life = continued(case_lives.mild())
    assert today(life).cleared_by == "Clearance was given by Dana Doctor, not by software."


def test_a_clearance_that_ran_out_leaves_training_alone() -> None:
    life = continued(case_lives.mild())
    cleared = life.state.clearance
    assert cleared is not None
    assert cleared.review_on is not None
    last, next_day = (
        allowed_today(life.state, rules(), cleared.review_on + dt.timedelta(days=n)) for n in (0, 1)
    )
    assert last.availability is Availability.FULL
    assert next_day.availability is Availability.MODIFIED
    assert next_day.cleared_by == ""


def test_a_red_day_is_a_day_of_rest_and_takes_a_clearance_away() -> None:
    life = continued(case_lives.mild()).next_morning().session(case_lives.SessionKind.TEAM_FULL, 9, pain=5)
    assert today(life).today is Today.REST
    assert life.state.clearance is None
    life.next_morning()
    assert today(life).availability is Availability.MODIFIED


def test_no_high_rung_follows_a_high_rung_the_next_day() -> None:
    life = continued(case_lives.moderate())
    assert (life.state.rung, today(life).rung) == (5, 4)
    life.next_morning()
    assert today(life).rung == 5


def test_a_short_night_keeps_from_top_speed() -> None:
    life = continued(case_lives.mild())
    life.day(life.n + 1).morning(sleep_hours=5.0)
    assert today(life).speed_pct == 90
    assert today(life).availability is Availability.MODIFIED
    assert "competition" not in today(life).athlete


@pytest.mark.parametrize(("name", "raised", "cap"), [("moderate", True, 4), ("moderate", False, 3)])
def test_a_clinician_raises_the_eccentric_cap_by_one_class(name: str, raised: bool, cap: int) -> None:
    life = continued(case_lives.ALL[name]())
    if raised:
        life.add(ev.EccentricCapRaised("Used to Nordics for years."))
    assert today(life).highest_eccentric == cap


def test_a_tendon_waits_for_s5_with_hard_lowering_whatever_was_raised() -> None:
    life = continued(case_lives.moderate())
    life.add(ev.GradeSet(SeverityClass.G2C, None, None, (Tag.INTRATENDINOUS,), "Seen on the scan."))
    life.add(ev.EccentricCapRaised("Used to Nordics for years."))
    assert today(life).highest_eccentric == 2


# what is due ---------------------------------------------------------------------------------------


def test_an_open_gate_is_suggested_but_never_the_one_into_competition() -> None:
    life = continued(case_lives.moderate())
    place = next(
        number
        for number, event in enumerate(life.log)
        if isinstance(event.body, ev.Moved) and event.body.after is State.S4
    )
    assert Kind.GATE_OPEN in due(continued(life.log[:place]))
    mild = case_lives.mild()
    before = next(
        number
        for number, event in enumerate(mild)
        if isinstance(event.body, ev.Moved) and event.body.after is State.S7
    )
    assert Kind.GATE_OPEN not in due(continued(mild[:before]))


def test_a_referral_stands_first() -> None:
    assert due(continued(case_lives.referred()))[0] is Kind.REFERRED


def test_silence_is_shown_before_it_takes_a_stage() -> None:
    life = continued(case_lives.moderate())
    life.day(life.n + 5)
    assert Kind.ABSENCE not in due(life)
    life.day(life.n + 1)
    assert Kind.ABSENCE in due(life)


def test_a_hold_says_whether_it_may_be_lifted() -> None:
    life = continued(case_lives.moderate()).next_morning()
    life.morning(flags=frozenset({Flag.SHARP_PAIN}))
    texts = [one.text for one in suggest(life.state, rules(), life.today) if one.kind is Kind.HOLD]
    assert any("cannot be lifted yet" in text for text in texts)
    assert any("S1 or S2" in text for text in texts)


def test_no_way_forward_is_seen_after_a_week() -> None:
    life = Life().screened().moved("move.TR2", State.TRIAGE, State.S1).until(7)
    assert Kind.STALL in due(life)


def test_a_clearance_that_runs_out_soon_is_due() -> None:
    life = continued(case_lives.mild())
    assert Kind.CLEARANCE not in due(life)
    life.day(life.n + 22)
    assert Kind.CLEARANCE in due(life)
    life.day(life.n + 10)
    assert Kind.EXPIRED in due(life)


# what is proposed ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grade", "tags", "mechanism", "severity"),
    [
        (Grade.ZERO_TO_ONE, (), Mechanism.SPRINT, SeverityClass.G0),
        (Grade.ONE, (), Mechanism.SPRINT, SeverityClass.G1),
        (Grade.ONE_TO_TWO, (), Mechanism.SPRINT, SeverityClass.G2),
        (Grade.TWO, (), Mechanism.SPRINT, SeverityClass.G2),
        (Grade.TWO, (Tag.INTRATENDINOUS,), Mechanism.SPRINT, SeverityClass.G2C),
        (Grade.TWO_TO_THREE, (), Mechanism.SPRINT, SeverityClass.G3),
        (Grade.TWO_TO_THREE, (Tag.INTRATENDINOUS,), Mechanism.SPRINT, SeverityClass.G3C),
        (Grade.THREE, (), Mechanism.SPRINT, SeverityClass.AV),
        (Grade.ONE, (Tag.STRETCH_PROXIMAL,), Mechanism.SPRINT, SeverityClass.G2),
        (Grade.ONE, (), Mechanism.STRETCH, SeverityClass.G2),
        (Grade.ONE, (Tag.AVULSION_SUSPECTED,), Mechanism.SPRINT, SeverityClass.AV),
        (Grade.ONE, (Tag.RUPTURE_SUSPECTED,), Mechanism.SPRINT, SeverityClass.AV),
        (None, (), Mechanism.SPRINT, SeverityClass.UNKNOWN),
        (None, (Tag.STRETCH_PROXIMAL,), Mechanism.SPRINT, SeverityClass.G2C),
    ],
)
def test_the_class_of_a_grade_and_its_tags(
    grade: Grade | None, tags: tuple[Tag, ...], mechanism: Mechanism, severity: SeverityClass
) -> None:
    assert proposed_severity(grade, grade, tags, mechanism, rules()) is severity


def test_the_upper_end_of_a_span_counts() -> None:
    found = proposed_severity(Grade.ONE, Grade.TWO_TO_THREE, (), Mechanism.SPRINT, rules())
    assert found is SeverityClass.G3


@pytest.mark.parametrize(
    ("severity", "tags", "age", "code"),
    [
        (SeverityClass.G2, (), 24, "TM1"),
        (SeverityClass.G2C, (), 24, "TR1"),
        (SeverityClass.AV, (), 24, "TRH"),
        (SeverityClass.AV, (), 15, "GGH"),
        (SeverityClass.G1, (Tag.AVULSION_SUSPECTED,), 24, "TRH"),
    ],
)
def test_a_code_is_proposed(severity: SeverityClass, tags: tuple[Tag, ...], age: int, code: str) -> None:
    state = Life().state
    known = replace(state, severity=severity, tags=tags, opened=replace(state.opened, age_years=age))
    assert proposed_code(known, rules()).code == code


def test_what_a_doctor_signed_is_renewed_by_name() -> None:
    life = continued(case_lives.mild()).next_morning()
    life.add(ev.ClearanceRenewed("Whole matches", life.today + dt.timedelta(days=14)), DOCTOR)
    assert today(life).cleared_by.startswith("Clearance was given by Dana Doctor")


def test_nobody_is_told_of_48_hours_before_the_first_morning() -> None:
    life = Life().screened()
    life.moved("move.TR2", State.TRIAGE, State.S1)
    held = [one.text for one in holding(life.state, rules(), life.today)]
    assert held == ["No check-in of the morning yet."]
    life.next_morning()
    assert not holding(life.state, rules(), life.today)
    later = life.today + dt.timedelta(days=3)
    assert [one.text for one in holding(life.state, rules(), later)] == [
        "No check-in of the morning for 48 hours."
    ]
