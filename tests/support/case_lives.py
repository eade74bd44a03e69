"""Whole lives of invented cases, as logs: from the opening to wherever each one leads."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

from screening.domain.case import events as ev
from screening.domain.case.words import (
    Flag,
    Light,
    Mechanism,
    Part,
    Party,
    SessionKind,
    SeverityClass,
    Side,
    SorenessWhere,
    State,
)
from screening.domain.vocabulary import Grade, Tag, Urgency

INJURED = dt.date(2026, 9, 1)
"""The day of every invented injury."""
RULEBOOK = "1.0.0 sha256:0000"
ATHLETE = ev.Who(Party.ATHLETE, "Alex Example", 11)
GUARDIAN = ev.Who(Party.GUARDIAN, "Gill Example", 12)
COACH = ev.Who(Party.COACH, "Chris Coach", 13)
PHYSIO = ev.Who(Party.PHYSIO, "Pat Physio", 14, "PH 12345")
DOCTOR = ev.Who(Party.DOCTOR, "Dana Doctor", 15, "GMC 7654321")
SYSTEM = ev.Who(Party.SYSTEM, "system")
RED_FLAGS = (
    "pop_or_tearing",
    "buttock_bruising",
    "sitting_pain",
    "marked_weakness",
    "growth_plate_pain",
    "numbness",
    "saddle_or_bladder",
    "calf_swelling",
    "breathlessness",
    "tense_escalating_pain",
    "general_illness",
    "no_injury_event",
)
EXIT_TESTS: dict[State, tuple[ev.TestRecorded, ...]] = {
    State.S1: (
        ev.TestRecorded("rest_pain", INJURED, number=0),
        ev.TestRecorded("walking_15_min", INJURED, passed=True, pain=0),
        ev.TestRecorded("isometric_submax_90", INJURED, passed=True, pain=0),
        ev.TestRecorded("single_leg_squat_45", INJURED, passed=True, pain=0),
        ev.TestRecorded("bike_5_min", INJURED, passed=True, pain=0),
        ev.TestRecorded("knee_extension_supine", INJURED, passed=True, pain=0),
    ),
    State.S2: (
        ev.TestRecorded("single_leg_bridge", INJURED, injured=16, other=20, pain=1),
        ev.TestRecorded("isometric_prone_90", INJURED, injured=210, other=260, pain=1, device="dynamometer"),
        ev.TestRecorded("ake", INJURED, injured=68, other=80, pain=1),
        ev.TestRecorded("jog_forward_backward", INJURED, passed=True, pain=0),
    ),
    State.S3: (
        ev.TestRecorded("run_pct", INJURED, number=70, pain=0),
        ev.TestRecorded("slr", INJURED, injured=72, other=78, pain=0),
        ev.TestRecorded("ake", INJURED, injured=74, other=80, pain=0),
        ev.TestRecorded("isometric_prone_90", INJURED, injured=232, other=260, pain=0, device="dynamometer"),
        ev.TestRecorded("manual_strength_90", INJURED, passed=True, pain=0),
        ev.TestRecorded("eccentric_shortened", INJURED, passed=True, pain=0),
        ev.TestRecorded("single_leg_bridge", INJURED, injured=20, other=22, pain=0),
    ),
    State.S4: (
        ev.TestRecorded("change_of_direction", INJURED, passed=True, pain=0),
        ev.TestRecorded("eccentric_strength", INJURED, injured=330, other=360, pain=0, device="NordBord"),
        ev.TestRecorded("ake", INJURED, injured=77, other=80, pain=0),
        ev.TestRecorded("single_leg_bridge", INJURED, injured=24, other=25, pain=0),
        ev.TestRecorded("palpation", INJURED, passed=True, pain=0),
    ),
    State.S5: (
        ev.TestRecorded("sprint_demand_pct", INJURED, number=85, pain=0),
        ev.TestRecorded("hsr_demand_pct", INJURED, number=84, pain=0),
        ev.TestRecorded("field_tests", INJURED, passed=True, pain=0),
        ev.TestRecorded("eccentric_strength", INJURED, injured=345, other=360, pain=0, device="NordBord"),
        ev.TestRecorded("ake", INJURED, injured=79, other=80, pain=0),
        ev.TestRecorded("slr", INJURED, injured=77, other=78, pain=0),
        ev.TestRecorded("palpation", INJURED, passed=True, pain=0),
        ev.TestRecorded("function_pain", INJURED, passed=True, pain=0),
        ev.TestRecorded("h_test", INJURED, number=0, pain=0),
    ),
    State.S6: (
        ev.TestRecorded("i_prrs", INJURED, number=54),
        ev.TestRecorded("i_prrs_lowest_item", INJURED, number=8),
        ev.TestRecorded("haos", INJURED, number=88),
        ev.TestRecorded("load_in_usual_range", INJURED, passed=True),
    ),
    State.S7: (ev.TestRecorded("haos", INJURED, number=92),),
}
"""What meets the tests of each exit; the dates are set when they are recorded."""

OPENED = ev.Opened(
    side=Side.LEFT,
    injury_on=INJURED,
    mechanism=Mechanism.SPRINT,
    responsible=PHYSIO,
    consent=True,
    athlete_account_id=ATHLETE.account_id,
    urgency=Urgency.T4,
    proposed_low=Grade.ONE_TO_TWO,
    proposed_high=Grade.TWO,
    severity=SeverityClass.G2,
    age_years=24,
    sport="football",
    best_speed_m_s=9.1,
)


class Life:
    """Writes a log, day after day of the injury (day 0 is the injury)."""

    def __init__(self, opened: ev.Opened = OPENED) -> None:
        self.log: ev.Log = ()
        self.n = 0
        self.day(0)
        self.add(opened, PHYSIO)
        self.moved("move.TR0", State.INTAKE, State.TRIAGE)

    def day(self, n: int) -> Life:
        self.n = n
        return self

    @property
    def today(self) -> dt.date:
        return INJURED + dt.timedelta(days=self.n)

    def add(self, body: ev.Body, by: ev.Who = PHYSIO) -> Life:
        minute = len(self.log) % 600
        at = dt.datetime.combine(self.today, dt.time(7), dt.UTC) + dt.timedelta(minutes=minute)
        event = ev.CaseEvent(len(self.log) + 1, at, self.today, by, RULEBOOK, body)
        self.log = (*self.log, event)
        return self

    def moved(self, move: str, before: State, after: State, by: ev.Who = PHYSIO, **kept: object) -> Life:
        return self.add(replace(ev.Moved(move, before, after), **kept), by)  # type: ignore[arg-type]

    def screened(self, **flags: bool) -> Life:
        return self.add(ev.Screened({**dict.fromkeys(RED_FLAGS, False), **flags}))

    def tests(self, state: State) -> Life:
        for test in EXIT_TESTS[state]:
            self.add(replace(test, on=self.today))
        return self

    def morning(self, pain: int = 0, light: Light = Light.OPEN, **given: object) -> Life:
        body = ev.CheckIn(
            Part.MORNING,
            self.today,
            pain_morning=pain,
            soreness_hamstring=1,
            soreness_where=SorenessWhere.BOTH,
            fatigue=3,
            sleep_hours=8.5,
        )
        self.add(replace(body, **given), ATHLETE)  # type: ignore[arg-type]
        return self.add(ev.LightGiven(self.today, light, ()), SYSTEM)

    def session(self, kind: SessionKind, rung: int, pain: int = 0, **done: object) -> Life:
        body = ev.SessionRecorded(
            f"{kind} {self.today}", self.today, kind, rung=rung, minutes=50, session_rpe=4, strength=True
        )
        self.add(replace(body, **done), PHYSIO)  # type: ignore[arg-type]
        given = ev.CheckIn(
            Part.SESSION, self.today, pain_during_max=pain, session_rpe=4, minutes=50, ran=rung > 0
        )
        self.add(given, ATHLETE)
        light = Light.GREEN if pain <= 1 else Light.RED
        rules = ("checkin.CK18",) if light is Light.GREEN else ("checkin.CK4",)
        return self.add(ev.LightGiven(self.today, light, rules, light is Light.GREEN), SYSTEM)


def _stage(life: Life, state: State, first: int, rung: int, kind: SessionKind = SessionKind.RUNNING) -> None:
    """Two green sessions on days `first` and `first` + 2, with check-ins every morning and the exit tests."""
    for n in range(first, first + 4):
        life.day(n).morning()
        if n in {first, first + 2}:
            life.session(kind, rung, top_speed_pct=96.0 if state is State.S5 else None)
    life.tests(state)


@cache
def moderate() -> ev.Log:
    """Grade I to II, as written, until the middle of S4."""
    life = Life()
    life.screened().moved("move.TR2", State.TRIAGE, State.S1)
    for n in range(1, 4):
        life.day(n).morning(pain=1)
    life.tests(State.S1).moved("move.TR3", State.S1, State.S2)
    life.day(5).add(ev.RungSet(2, "Supervised test, pain-free.", placed=True))
    _stage(life, State.S2, 5, 2)
    life.moved("move.TR4", State.S2, State.S3)
    life.add(ev.RungSet(3, "Two green sessions."))
    _stage(life, State.S3, 9, 4)
    life.moved("move.TR5", State.S3, State.S4)
    life.day(13).morning().session(SessionKind.RUNNING, 5)
    return life.log


@cache
def mild() -> ev.Log:
    """Grade 0 to I: through every stage to competition and on to S8."""
    life = Life(replace(OPENED, severity=SeverityClass.G0, proposed_high=Grade.ZERO_TO_ONE))
    life.screened().moved("move.TR2", State.TRIAGE, State.S1)
    life.day(1).morning().tests(State.S1).moved("move.TR3", State.S1, State.S2)
    stages = ((State.S2, 2, 2), (State.S3, 6, 4), (State.S4, 10, 6), (State.S5, 14, 9), (State.S6, 18, 9))
    for place, (state, first, rung) in enumerate(stages, start=4):
        kind = SessionKind.TEAM_FULL if state is State.S6 else SessionKind.RUNNING
        _stage(life, state, first, rung, kind)
        after = State(f"S{(state.number or 0) + 1}")
        by = DOCTOR if after is State.S7 else PHYSIO
        review = life.today + dt.timedelta(days=28) if after in {State.S6, State.S7} else None
        life.moved(f"move.TR{place}", state, after, by, scope="As agreed", review_on=review)
    return life.log


@cache
def tendon() -> ev.Log:
    """The tendon in the muscle is involved: longer times, a doctor signs from S5 on; stands in S3."""
    opened = replace(OPENED, severity=SeverityClass.G2C, tags=(Tag.INTRATENDINOUS,))
    life = Life(opened)
    life.screened().moved("move.TR2", State.TRIAGE, State.S1)
    life.day(3).morning().tests(State.S1).moved("move.TR3", State.S1, State.S2)
    _stage(life, State.S2, 4, 2)
    life.moved("move.TR4", State.S2, State.S3)
    return life.log


@cache
def recurrent() -> ev.Log:
    """The same leg within a year; stands in S2."""
    life = Life(replace(OPENED, recurrent=True, tags=(Tag.RECURRENCE,)))
    life.screened().moved("move.TR2", State.TRIAGE, State.S1)
    life.day(3).morning().tests(State.S1).moved("move.TR3", State.S1, State.S2)
    return life.log


@cache
def adolescent() -> ev.Log:
    """15 years old, so a guardian agrees too; stands in S2."""
    life = Life(replace(OPENED, age_years=15, sport="athletics"))
    life.screened().moved("move.TR2", State.TRIAGE, State.S1)
    life.day(3).morning().tests(State.S1).moved("move.TR3", State.S1, State.S2)
    return life.log


@cache
def referred() -> ev.Log:
    """New numbness in S2: stopped at once and referred."""
    life = Life()
    life.screened().moved("move.TR2", State.TRIAGE, State.S1)
    life.day(3).morning().tests(State.S1).moved("move.TR3", State.S1, State.S2)
    life.day(4).morning(light=Light.STOP, flags=frozenset({Flag.NUMBNESS}))
    life.moved("move.TR13", State.S2, State.REFERRED, SYSTEM, rules=("checkin.CK1",))
    return life.log


@cache
def reinjured() -> ev.Log:
    """Hurt again in the first weeks of competition."""
    life = Life()
    life.log = mild()
    life.day(30).moved(
        "move.TR15", State.S7, State.CLOSED_REINJURY, DOCTOR, reason="Strained again in a sprint."
    )
    return life.log


@cache
def absent() -> ev.Log:
    """Ten days away in S2: one stage down on the day of coming back."""
    life = Life()
    life.log = recurrent()
    life.day(14).morning()
    life.moved("move.TR11", State.S2, State.S1, SYSTEM, rules=("regress.RG4",))
    return life.log


ALL = {
    "mild": mild,
    "moderate": moderate,
    "tendon": tendon,
    "recurrent": recurrent,
    "adolescent": adolescent,
    "referred": referred,
    "reinjured": reinjured,
    "absent": absent,
}
