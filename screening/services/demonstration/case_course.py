"""One invented return to training, day by day, through the same doors that everybody goes through."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from screening.domain.case.events import (
    Agreed,
    Body,
    CheckIn,
    GradeSet,
    Moved,
    NoteWritten,
    RungSet,
    Screened,
    SessionRecorded,
)
from screening.domain.case.people import is_fast_track
from screening.domain.case.rules import required_case_rules
from screening.domain.case.standing import CaseState
from screening.domain.case.state import replay
from screening.domain.case.words import Part, SessionKind, SorenessWhere, State
from screening.domain.rulebook import Rulebook
from screening.services.access import Actor
from screening.services.cases import ask_by_link, check_in_by_link, new_check_in_link, record
from screening.services.cases.log import log_of
from screening.services.club_day import zone_named
from screening.services.demonstration.case_results import results_of
from screening.services.demonstration.plan import TIME_ZONE
from screening.store import Store
from screening.store.queries import cases

EXAMINED = "Seen and examined on the day of opening. Nothing points to anything but the muscle."
MINUTES, EFFORT = 45, 4


@dataclass
class Course:
    """A case of the demonstration that goes on from its opening, some of it each day at the same time."""

    store: Store
    rulebook: Rulebook
    physio: Actor
    coach: Actor
    club_id: int
    case_id: int
    began: dt.datetime
    at: dt.datetime = field(init=False)
    """When the next thing happens."""
    days: int = 0
    token: str = field(default="", repr=False)
    presses: int = 0
    trained_on: dt.date | None = None
    """The last day with a session."""

    def __post_init__(self) -> None:
        self.at = self.began

    @property
    def today(self) -> dt.date:
        """The club's own day."""
        return self.at.astimezone(zone_named(TIME_ZONE)).date()

    @property
    def state(self) -> CaseState:
        """Where it stands."""
        with self.store.read(club=self.club_id) as tx:
            return replay(log_of(tx, self.case_id))

    def sign(self, *bodies: Body) -> None:
        """The physio records something."""
        self.at += dt.timedelta(minutes=2)
        with self.store.read(club=self.club_id) as tx:
            row = cases.case(tx, self.case_id)
            version = row.version if row is not None else None
        key = self._key()
        record(
            self.store, self.physio, self.club_id, self.case_id, bodies, version, key, self.rulebook, self.at
        )

    def report(self, body: CheckIn) -> None:
        """The athlete checks in by the link."""
        self.at += dt.timedelta(minutes=1)
        if not self.token:
            link = new_check_in_link(self.store, self.physio, self.club_id, self.case_id, self.at)
            self.token = link.token
        check_in_by_link(self.store, self.token, body, self._key(), self.rulebook, self.at)

    def agree(self, move: str, *, coach: bool = False) -> None:
        """The athlete says yes to a move by the link, and where it is asked the coach in person."""
        self.at += dt.timedelta(minutes=1)
        said = Agreed(move, agrees=True)
        ask_by_link(self.store, self.token, said, self._key(), self.rulebook, self.at)
        if coach:
            by, key = self.coach, self._key()
            record(self.store, by, self.club_id, self.case_id, (said,), None, key, self.rulebook, self.at)

    def begin(self, grade: GradeSet | None = None) -> None:
        """The red-flag questions, all of them with no, and the first stage; the grade as proposed or this."""
        asked = {flag.id: False for flag in required_case_rules(self.rulebook).red_flags}
        self.sign(
            Screened(asked),
            NoteWritten(EXAMINED, clears_red_flags=True),
            Moved("move.TR2", State.TRIAGE, State.S1, scope="Walking and light work without pain"),
        )
        state = self.state
        self.sign(grade or GradeSet(state.severity, state.low, state.high, state.tags))
        self.morning()

    def morning(self, pain: int = 0) -> None:
        """The half of the check-in before training."""
        self.report(
            CheckIn(
                Part.MORNING,
                self.today,
                pain_morning=pain,
                soreness_hamstring=1,
                soreness_where=SorenessWhere.BOTH,
                fatigue=3,
                sleep_hours=8.5,
            )
        )

    def next_day(self, days: int = 1) -> None:
        """Go on by days, with a calm morning on each; a day without a session ends with saying so."""
        for _ in range(days):
            if self.trained_on != self.today:
                self.rest()
            self.days += 1
            self.at = self.began + dt.timedelta(days=self.days)
            self.morning()

    def rest(self) -> None:
        """The half of the check-in after training, on a day without any."""
        self.report(CheckIn(Part.SESSION, self.today, minutes=0))

    def train(self, kind: SessionKind | None = None, **done_too: bool | float) -> None:
        """A session at the running rung of the day, with strength work, and what the athlete says of it.

        Args:
            kind: running where nothing is said, or strength work before the first run.
            done_too: what else the record of the session holds.
        """
        rung, day = self.state.rung, self.today
        done = SessionRecorded(
            f"demonstration {day}",
            day,
            kind or (SessionKind.RUNNING if rung else SessionKind.REHAB),
            rung=rung,
            minutes=MINUTES,
            session_rpe=EFFORT,
            strength=True,
        )
        self.sign(replace(done, **done_too))  # type: ignore[arg-type]
        self.trained_on = day
        self.report(
            CheckIn(
                Part.SESSION,
                day,
                pain_during_max=0,
                session_rpe=EFFORT,
                minutes=MINUTES,
                ran=rung > 0,
            )
        )

    def climb(self, rung: int) -> None:
        """Train at each rung until it is passed, up to this one."""
        rules = required_case_rules(self.rulebook)
        ladder = rules.running
        while True:
            state = self.state
            here = ladder.rungs[state.rung]
            is_fast = is_fast_track(state, rules) and here.rung <= ladder.fast_track.green_up_to
            for _ in range(ladder.fast_track.green_sessions if is_fast else here.green_sessions):
                self.train()
                self.next_day(1 if here.rung < ladder.no_consecutive_from else 2)
            if here.rung >= rung:
                return
            self.sign(RungSet(here.rung + 1, "The rung before is passed."))

    def move_on(self, scope: str = "", review_in_days: int | None = None) -> None:
        """The tests of the stage, and the next one."""
        state = self.state.state
        number = state.number or 0
        after = State(f"S{number + 1}")
        review = None if review_in_days is None else self.today + dt.timedelta(days=review_in_days)
        move = Moved(f"move.TR{number + 2}", state, after, scope=scope, review_on=review)
        self.sign(*results_of(state, self.today), move)

    def _key(self) -> str:
        self.presses += 1
        return f"demonstration {self.presses}"
