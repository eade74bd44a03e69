"""Whole lives of invented cases, as logs: from the opening to wherever each one leads."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

from screening.domain.case import events as ev
from screening.domain.case.happen import happen
from screening.domain.case.people import is_fast_track
from screening.domain.case.rules import CaseRules, required_case_rules
from screening.domain.case.state import CaseState, replay
from screening.domain.case.words import (
    Flag,
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
from screening.rulebook.load import default_rulebook

INJURED = dt.date(2026, 9, 1)
"""The day of every invented injury."""
RULEBOOK = "1.0.0 sha256:0000"
ATHLETE = ev.Who(Party.ATHLETE, "Alex Example", 11)
GUARDIAN = ev.Who(Party.GUARDIAN, "Gill Example", 12)
COACH = ev.Who(Party.COACH, "Chris Coach", 13)
PHYSIO = ev.Who(Party.PHYSIO, "Pat Physio", 14, "PH 12345")
DOCTOR = ev.Who(Party.DOCTOR, "Dana Doctor", 15, "GMC 7654321")
SYSTEM = ev.Who(Party.SYSTEM, "system")
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


DECISION = ev.DecisionRecorded(
    tissue_health="No pain on pressing, strength 96% of the other leg, full length.",
    tissue_stress="Winger, up to 40 sprints in a match.",
    modifiers="Middle of the season.",
    outcomes=(
        ev.Outcome("Injured again in two months", "about 9 in 100", "Zein2024", "up to 10 in 100", True),
        ev.Outcome("Longer trouble", "small", "", "small", True),
    ),
    views=(
        ev.View(Party.ATHLETE, "Alex Example", "Ready, and wants 20 minutes first.", True),
        ev.View(Party.PHYSIO, "Pat Physio", "All criteria met.", True),
        ev.View(Party.COACH, "Chris Coach", "Minutes as agreed.", True),
    ),
    most_limiting="Injured again in two months",
    scope="20 to 30 minutes in the first match",
    review_on=INJURED + dt.timedelta(days=60),
    for_move="move.TR8",
)
AGREEING = {"move.TR6": (ATHLETE,), "move.TR7": (ATHLETE, COACH), "move.TR8": (ATHLETE,)}


def rules() -> CaseRules:
    """The rules that ship with the product."""
    return required_case_rules(default_rulebook())


class Life:
    """Writes a log through the one door, day after day of the injury (day 0 is the injury)."""

    def __init__(self, opened: ev.Opened = OPENED, first_day: int = 0) -> None:
        self.log: ev.Log = ()
        self.n = first_day
        self.add(opened, PHYSIO)

    def day(self, n: int) -> Life:
        self.n = n
        return self

    @property
    def today(self) -> dt.date:
        return INJURED + dt.timedelta(days=self.n)

    @property
    def state(self) -> CaseState:
        return replay(self.log)

    @property
    def now(self) -> dt.datetime:
        """Seven in the morning and a minute for each event, so that time goes on inside a day."""
        minute = dt.timedelta(minutes=len(self.log) % 600)
        now = dt.datetime.combine(self.today, dt.time(7), dt.UTC) + minute
        return max(now, self.log[-1].at) if self.log and self.log[-1].day == self.today else now

    def add(self, body: ev.Body, by: ev.Who = PHYSIO) -> Life:
        self.log = (*self.log, *happen(self.log, body, by, self.now, self.today, rules(), RULEBOOK))
        return self

    def moved(self, move: str, before: State, after: State, by: ev.Who = PHYSIO, **kept: object) -> Life:
        return self.add(replace(ev.Moved(move, before, after), **kept), by)  # type: ignore[arg-type]

    def screened(self, **flags: bool | None) -> Life:
        asked = dict.fromkeys((flag.id for flag in rules().red_flags), False)
        return self.add(ev.Screened({**asked, **flags}))

    def tests(self, state: State) -> Life:
        for test in EXIT_TESTS[state]:
            self.add(replace(test, on=self.today))
        return self

    def morning(self, pain: int = 0, **given: object) -> Life:
        body = ev.CheckIn(
            Part.MORNING,
            self.today,
            pain_morning=pain,
            soreness_hamstring=1,
            soreness_where=SorenessWhere.BOTH,
            fatigue=3,
            sleep_hours=8.5,
        )
        return self.add(replace(body, **given), ATHLETE)  # type: ignore[arg-type]

    def session(self, kind: SessionKind, rung: int, pain: int = 0, **done: object) -> Life:
        body = ev.SessionRecorded(
            f"{kind} {self.today}", self.today, kind, rung=rung, minutes=50, session_rpe=4, strength=True
        )
        self.add(replace(body, **done), PHYSIO)  # type: ignore[arg-type]
        given = ev.CheckIn(
            Part.SESSION, self.today, pain_during_max=pain, session_rpe=4, minutes=50, ran=rung > 0
        )
        return self.add(given, ATHLETE)

    def next_morning(self, days: int = 1) -> Life:
        """Go on by days, with a check-in on every morning."""
        for _ in range(days):
            self.day(self.n + 1).morning()
        return self

    def until(self, n: int) -> Life:
        """Go on to a day, with a check-in on every morning."""
        return self.next_morning(max(0, n - self.n))

    def pass_rung(self, kind: SessionKind = SessionKind.RUNNING, **done: object) -> Life:
        """Green sessions at the present rung, as many as pass it, up to the morning after the last."""
        rung = rules().running.rungs[self.state.rung]
        fast = rules().running.fast_track
        is_fast = is_fast_track(self.state, rules()) and rung.rung <= fast.green_up_to
        for _ in range(fast.green_sessions if is_fast else rung.green_sessions):
            self.session(kind, rung.rung, **done)  # type: ignore[arg-type]
            self.next_morning(max(rung.days_apart, 1 if rung.rung < 5 else 2))
        return self

    def up(self, rung: int, *, placed: bool = False) -> Life:
        return self.add(ev.RungSet(rung, "Passed the one before.", placed=placed))

    def climb(self, rung: int, **done: object) -> Life:
        """Pass every rung below this one and this one too."""
        while self.state.rung < rung:
            self.pass_rung(**done).up(self.state.rung + 1)  # type: ignore[arg-type]
        return self.pass_rung(**done)  # type: ignore[arg-type]

    def on(self, move: str, by: ev.Who = PHYSIO, **kept: object) -> Life:
        """The next stage, with everybody agreeing whose yes is needed."""
        before = self.state.state
        after = State(f"S{(before.number or 0) + 1}")
        is_minor = (self.state.opened.age_years or 0) < 18
        for who in AGREEING.get(move, ()):
            self.add(ev.Agreed(move, True), who)
            if who is ATHLETE and is_minor:
                self.add(ev.Agreed(move, True), GUARDIAN)
        if after in {State.S6, State.S7}:
            kept = {"scope": "As agreed", "review_on": self.today + dt.timedelta(days=28), **kept}
        return self.moved(move, before, after, by, **kept)

    def into_s2(self, n: int) -> Life:
        """From the opening to S2 on day `n`."""
        self.screened().moved("move.TR2", State.TRIAGE, State.S1).morning()
        return self.until(n).tests(State.S1).on("move.TR3")

    def into_s3(self, n: int) -> Life:
        """From S2 on, placed at rung 2 by a supervised test."""
        self.up(2, placed=True).pass_rung()
        return self.until(n).tests(State.S2).on("move.TR4")

    def into_s4(self, n: int) -> Life:
        self.up(3).climb(4)
        return self.until(n).tests(State.S3).on("move.TR5")

    def into_s5(self, n: int, by: ev.Who = PHYSIO) -> Life:
        self.up(5).climb(6)
        return self.until(n).tests(State.S4).on("move.TR6", by)

    def into_s6(self, n: int, by: ev.Who = PHYSIO) -> Life:
        self.up(7).climb(9, top_speed_pct=97.0, speed_measured=True, max_effort_under_fatigue=True)
        return self.until(n).tests(State.S5).on("move.TR7", by)

    def into_s7(self, n: int, sessions: int) -> Life:
        """Full sessions every other day, the decision, and a doctor's signature."""
        for _ in range(sessions):
            self.session(SessionKind.TEAM_FULL, 9, top_speed_pct=95.0).next_morning(2)
        return self.until(n).tests(State.S6).add(self.decision()).on("move.TR8", DOCTOR)

    def decision(self) -> ev.DecisionRecorded:
        return replace(DECISION, review_on=self.today + dt.timedelta(days=28))


@cache
def moderate() -> ev.Log:
    """Grade I to II, as written, until the middle of S4."""
    life = Life().into_s2(3).into_s3(8).into_s4(14)
    return life.up(5).session(SessionKind.RUNNING, 5).next_morning().log


@cache
def mild() -> ev.Log:
    """Grade 0 to I on the fast track, to competition."""
    life = Life(
        replace(
            OPENED, proposed_low=Grade.ZERO_TO_ONE, proposed_high=Grade.ZERO_TO_ONE, severity=SeverityClass.G0
        )
    )
    life.into_s2(1).into_s3(2)
    life.up(4).pass_rung().tests(State.S3).on("move.TR5")
    life.up(5).pass_rung().up(6).pass_rung().tests(State.S4).on("move.TR6")
    life.up(7).pass_rung(top_speed_pct=95.0, speed_measured=True, max_effort_under_fatigue=True)
    life.tests(State.S5).on("move.TR7")
    life.into_s7(0, 2)
    return life.session(SessionKind.COMPETITION, 9, minutes=25).next_morning().log


@cache
def finished() -> ev.Log:
    """The mild one, to S8."""
    life = continued(mild())
    for _ in range(8):
        life.until(life.n + 3).session(SessionKind.COMPETITION, 9).next_morning()
    return life.until(life.n + 1).tests(State.S7).on("move.TR9").log


@cache
def tendon() -> ev.Log:
    """The tendon in the muscle is involved: longer times, a doctor signs from S5 on; stands in S5."""
    opened = replace(OPENED, tags=(Tag.INTRATENDINOUS,))
    life = Life(opened).into_s2(3).into_s3(8).into_s4(14).into_s5(24, DOCTOR)
    return life.log


@cache
def recurrent() -> ev.Log:
    """The same leg within a year; stands in S2."""
    return Life(replace(OPENED, recurrent=True, tags=(Tag.RECURRENCE,))).into_s2(3).log


@cache
def adolescent() -> ev.Log:
    """15 years old, so a guardian agrees too; stands in S5."""
    opened = replace(OPENED, age_years=15, sport="athletics", is_sprinter=True)
    return Life(opened).into_s2(3).into_s3(8).into_s4(14).into_s5(22).log


@cache
def referred() -> ev.Log:
    """New numbness in S2: stopped at once and referred."""
    life = Life().into_s2(3).next_morning()
    return life.day(5).morning(flags=frozenset({Flag.NUMBNESS})).log


@cache
def reinjured() -> ev.Log:
    """Hurt again in the first weeks of competition."""
    life = continued(mild())
    life.until(life.n + 4)
    reason = "Strained again in a sprint, confirmed by examination."
    return life.moved("move.TR15", State.S7, State.CLOSED_REINJURY, DOCTOR, reason=reason).log


@cache
def absent() -> ev.Log:
    """Ten days away in S2: one stage down on the day of coming back."""
    life = continued(recurrent())
    return life.day(life.n + 11).morning().log


def continued(log: ev.Log) -> Life:
    """A life that goes on from a log, on its last day."""
    life = Life()
    life.log = log
    return life.day((log[-1].day - INJURED).days)


ALL = {
    "mild": mild,
    "moderate": moderate,
    "tendon": tendon,
    "recurrent": recurrent,
    "adolescent": adolescent,
    "referred": referred,
    "reinjured": reinjured,
    "absent": absent,
    "finished": finished,
}
