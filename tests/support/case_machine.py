"""Anybody does anything with a case, in any order and with any clock, and no invariant breaks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from screening.domain.case import events as ev
from screening.domain.case.gates import gate_for
from screening.domain.case.happen import Refused, happen, happen_next
from screening.domain.case.log_json import log_from_json, log_to_json
from screening.domain.case.standing import CaseState
from screening.domain.case.state import Replaying, replay, replaying
from screening.domain.case.today import allowed_today
from screening.domain.case.words import Flag, Mechanism, Part, Party, SessionKind, SeverityClass, State
from screening.domain.vocabulary import Grade, Tag, Urgency
from tests.support import case_laws, case_lives
from tests.support.case_lives import ATHLETE, COACH, DOCTOR, GUARDIAN, INJURED, PHYSIO, SYSTEM

STAGES = case_laws.STAGES
SELF_TREATING = ev.Who(Party.PHYSIO, "Alex Example", ATHLETE.account_id)
PEOPLE = (ATHLETE, GUARDIAN, COACH, PHYSIO, DOCTOR, SYSTEM, SELF_TREATING)
REASON = "Seen together, and agreed."
anybody = st.sampled_from(PEOPLE)
clinician = st.sampled_from((PHYSIO, PHYSIO, DOCTOR))
MOVES = tuple(f"move.TR{number}" for number in range(18))
pain = st.sampled_from((0,) * 12 + (1, 1, 2, 3, 5, 9, None))


MADE: Counter[str] = Counter()
"""How often each move was made, over all sequences."""


class AnyCase(RuleBasedStateMachine):
    """Each action may be refused; whatever is recorded is judged by `case_laws`."""

    log: ev.Log = ()
    day: dt.date = INJURED
    minutes = 0
    so_far: Replaying
    """The log as read up to now. It goes on with each event; `teardown` reads all of it once more."""
    refused = 0
    """How often somebody was refused without being told why."""

    @initialize(
        start=st.sampled_from((None, None, *case_lives.ALL)),
        share=st.integers(1, 100),
        low=st.sampled_from((*Grade, None)),
        tag=st.sampled_from((None, None, *Tag)),
        age=st.sampled_from((24, 24, 15, None)),
        urgency=st.sampled_from((Urgency.T4, Urgency.T4, Urgency.T5, Urgency.T3, None)),
        recurrent=st.booleans(),
        mid=st.booleans(),
        mechanism=st.sampled_from((Mechanism.SPRINT, Mechanism.SPRINT, Mechanism.STRETCH)),
    )
    def opens(
        self,
        start: str | None,
        share: int,
        low: Grade | None,
        tag: Tag | None,
        age: int | None,
        urgency: Urgency | None,
        recurrent: bool,
        mid: bool,
        mechanism: Mechanism,
    ) -> None:
        """Anew, or in the middle of one of the invented lives."""
        if start is not None:
            life = case_lives.ALL[start]()
            self.log = life[: max(2, len(life) * share // 100)]
            self.so_far = replaying(self.log)
            self.day = self.log[-1].day
            return
        opened = replace(
            case_lives.OPENED,
            proposed_low=low,
            proposed_high=low,
            severity=SeverityClass.UNKNOWN,
            tags=(tag,) if tag else (),
            age_years=age,
            urgency=urgency,
            recurrent=recurrent,
            mid_rehabilitation=mid,
            mechanism=mechanism,
        )
        self.log = happen((), opened, PHYSIO, self.at, self.day, case_lives.rules(), "1.0.0")
        self.so_far = replaying(self.log)
        assert not list(case_laws.broken(self.log, self.log))

    @property
    def at(self) -> dt.datetime:
        self.minutes += 1
        return dt.datetime.combine(self.day, dt.time(7), dt.UTC) + dt.timedelta(minutes=self.minutes % 900)

    @property
    def state(self) -> CaseState:
        return self.so_far.state()

    def would(self, body: ev.Body, by: ev.Who) -> tuple[ev.Log, Replaying]:
        """What would come of it now; nothing is recorded. Raises Refused."""
        return happen_next(self.so_far, body, by, self.at, self.day, case_lives.rules(), "1.0.0")

    def attempt(self, body: ev.Body, by: ev.Who) -> bool:
        """Whether it was recorded."""
        try:
            new, self.so_far = self.would(body, by)
        except Refused as refused:
            self.refused += not all(reason.id and reason.text for reason in refused.reasons)
            return False
        MADE.update(one.body.move for one in new if isinstance(one.body, ev.Moved))
        self.log = (*self.log, *new)
        assert not list(case_laws.broken(self.log, new))
        return True

    # the clock ---------------------------------------------------------------------------------

    @rule(days=st.sampled_from((1, 1, 1, 2, 3, 8, 20)))
    def time_passes(self, days: int) -> None:
        self.day += dt.timedelta(days=days)

    @rule(days=st.sampled_from((-3650, -365, -7, -1, 1, 7, 365, 3650)))
    def the_clock_is_wrong(self, days: int) -> None:
        """For a moment in which somebody tries to go up. What is recorded then stays."""
        right = self.day
        self.day += dt.timedelta(days=days)
        self.moves_up(DOCTOR, True, False)
        self.day = max(right, self.state.last_day)

    # what athletes do --------------------------------------------------------------------------

    @rule(
        who=st.sampled_from((ATHLETE, ATHLETE, COACH, PHYSIO)),
        part=st.sampled_from(Part),
        pain=pain,
        flag=st.sampled_from((None,) * 60 + tuple(Flag)),
        late=st.sampled_from((0, 0, 0, 1, 2, 5)),
    )
    def checks_in(self, who: ev.Who, part: Part, pain: int | None, flag: Flag | None, late: int) -> None:
        for_day = self.day - dt.timedelta(days=late)
        flags = frozenset({flag} if flag else ())
        body = ev.CheckIn(part, for_day, pain_morning=pain, pain_during_max=pain, flags=flags, fatigue=3)
        self.attempt(body, who)

    @rule(days=st.integers(1, 3), rung=st.integers(0, 9), kind=st.sampled_from(SessionKind), pain=pain)
    def trains_well(self, days: int, rung: int, kind: SessionKind, pain: int | None) -> None:
        """Sessions with check-ins, as a diligent athlete records them; mostly green."""
        for _ in range(days):
            self._morning()
            key = f"{kind} {self.day}"
            session = ev.SessionRecorded(
                key,
                self.day,
                kind,
                rung=rung,
                minutes=40,
                session_rpe=4,
                strength=True,
                top_speed_pct=97.0,
                max_effort_under_fatigue=True,
            )
            self.attempt(session, PHYSIO)
            given = ev.CheckIn(
                Part.SESSION, self.day, pain_during_max=pain, session_rpe=4, minutes=40, ran=True
            )
            self.attempt(given, ATHLETE)
            self.day += dt.timedelta(days=1)
        self._morning()

    def _morning(self) -> None:
        self.attempt(
            ev.CheckIn(
                Part.MORNING, self.day, pain_morning=0, soreness_hamstring=0, fatigue=3, sleep_hours=9.0
            ),
            ATHLETE,
        )

    @precondition(lambda self: not self.state.is_ended)
    @rule(spoilt=st.sampled_from((None,) * 6 + ("pain", "late", "test", "coach")), who=clinician)
    def goes_well(self, spoilt: str | None, who: ev.Who) -> None:
        """Weeks as they should be, then a move up; sometimes one thing is wrong."""
        self.attempt(ev.NoteWritten(REASON, clears_red_flags=True), who)
        kind = {State.S6: SessionKind.TEAM_FULL, State.S7: SessionKind.COMPETITION}.get(
            self.state.state, SessionKind.RUNNING
        )
        is_playing = self.state.state is State.S7
        for _ in range(8 if is_playing else 4):
            self.trains_well(1, 9, kind, 5 if spoilt == "pain" else 0)
            self.day += dt.timedelta(days=3 if is_playing else 1)
            self._morning()
        self.decides(DOCTOR, True)
        self.lifts_holds(who)
        self.tests(who, State.S1, 0 if spoilt == "test" else 99)
        self.day += dt.timedelta(days=9 if spoilt == "late" else 0)
        self.moves_up(COACH if spoilt == "coach" else DOCTOR, False, True)

    # what clinicians do ------------------------------------------------------------------------

    @rule(who=clinician, stage=st.sampled_from(tuple(case_lives.EXIT_TESTS)), spoilt=st.integers(0, 40))
    def tests(self, who: ev.Who, stage: State, spoilt: int) -> None:
        """The tests of the present stage mostly; one of them may fail or not be done."""
        present = self.state.state
        asked = case_lives.EXIT_TESTS.get(present, case_lives.EXIT_TESTS.get(stage, ()))
        for place, test in enumerate(asked):
            body = replace(test, on=self.day)
            if place == spoilt:
                body = replace(body, tested=False) if spoilt % 2 else replace(body, pain=6, passed=False)
            self.attempt(body, who)

    @rule(
        who=anybody,
        test=st.sampled_from(("palpable_gap", "four_steps", "gait", "slump")),
        passed=st.sampled_from((True, True, True, False)),
    )
    def examines(self, who: ev.Who, test: str, passed: bool) -> None:
        """A finding refers or does nothing; it never moves a case otherwise."""
        before = self.state.state
        self.attempt(ev.TestRecorded(test, self.day, passed=passed), who)
        assert self.state.state in {before, State.REFERRED}

    @rule(who=clinician, flag=st.sampled_from((None, None, None, "numbness", "pop_or_tearing")))
    def screens(self, who: ev.Who, flag: str | None) -> None:
        asked: dict[str, bool | None] = {one.id: one.id == flag for one in case_lives.rules().red_flags}
        self.attempt(ev.Screened(asked), who)

    @rule(who=anybody, clears=st.booleans(), shorter=st.booleans(), move=st.sampled_from(MOVES))
    def writes(self, who: ev.Who, clears: bool, shorter: bool, move: str) -> None:
        self.attempt(ev.NoteWritten(REASON, clears, shorter, move), who)

    @rule(who=clinician)
    def looks_into_flags(self, who: ev.Who) -> None:
        self.attempt(ev.NoteWritten(REASON, clears_red_flags=True), who)

    @rule(
        who=anybody,
        severity=st.sampled_from(SeverityClass),
        recurrent=st.sampled_from((None, True, False)),
        tag=st.sampled_from((None, Tag.INTRATENDINOUS)),
    )
    def grades(self, who: ev.Who, severity: SeverityClass, recurrent: bool | None, tag: Tag | None) -> None:
        tags = (tag,) if tag else ()
        self.attempt(ev.GradeSet(severity, None, None, tags, REASON, recurrent), who)

    @rule(who=anybody)
    def lifts_holds(self, who: ev.Who) -> None:
        for hold in self.state.holds:
            self.attempt(ev.HoldLifted(hold.number, REASON), who)

    @rule(who=anybody, stops=st.booleans())
    def holds(self, who: ev.Who, stops: bool) -> None:
        self.attempt(ev.HoldSet(REASON, stops_training=stops), who)

    @rule(who=anybody, rung=st.integers(0, 9), placed=st.booleans())
    def sets_rung(self, who: ev.Who, rung: int, placed: bool) -> None:
        self.attempt(ev.RungSet(rung, REASON, placed=placed), who)

    @rule(who=anybody)
    def raises_cap(self, who: ev.Who) -> None:
        self.attempt(ev.EccentricCapRaised(REASON), who)

    @rule(who=anybody, account=st.sampled_from((PHYSIO.account_id, ATHLETE.account_id)))
    def delegates(self, who: ev.Who, account: int) -> None:
        self.attempt(ev.Delegated(account, "Pat Physio"), who)

    @rule(who=anybody, days=st.sampled_from((7, 28, 29, 400, -1)))
    def renews(self, who: ev.Who, days: int) -> None:
        self.attempt(ev.ClearanceRenewed("As agreed", self.day + dt.timedelta(days=days)), who)

    # moves -------------------------------------------------------------------------------------

    @rule(who=anybody, agrees=st.booleans(), move=st.sampled_from(MOVES))
    def agrees(self, who: ev.Who, agrees: bool, move: str) -> None:
        self.attempt(ev.Agreed(move, agrees), who)

    @rule(who=clinician, acceptable=st.sampled_from((True, True, True, False)))
    def decides(self, who: ev.Who, acceptable: bool) -> None:
        decision = replace(case_lives.DECISION, review_on=self.day + dt.timedelta(days=20))
        outcomes = tuple(replace(one, acceptable=acceptable) for one in decision.outcomes)
        self.attempt(replace(decision, outcomes=outcomes), who)

    @rule(
        who=anybody,
        move=st.sampled_from(MOVES),
        after=st.sampled_from((None, None, *State)),
        place=st.integers(0, 7),
        let_pass=st.booleans(),
    )
    def moves(self, who: ev.Who, move: str, after: State | None, place: int, let_pass: bool) -> None:
        """Any move at all, with everything let pass that somebody might name."""
        places = case_lives.rules().moves[move].after
        self._move(move, after or places[place % len(places)], who, let_pass)

    @rule(who=st.sampled_from((PHYSIO, DOCTOR, DOCTOR, COACH)), let_pass=st.booleans(), agreed=st.booleans())
    def moves_up(self, who: ev.Who, let_pass: bool, agreed: bool) -> None:
        """The next move up, mostly with everybody's yes."""
        gate = gate_for(self.state, case_lives.rules(), self.day)
        if gate is None:
            return
        if agreed:
            for one in (ATHLETE, GUARDIAN, COACH):
                self.attempt(ev.Agreed(gate.move, True), one)
        self._move(gate.move, gate.after, who, let_pass)

    @precondition(lambda self: (self.state.stage or 0) >= 2)
    @rule(
        who=st.sampled_from((PHYSIO, DOCTOR, COACH)),
        move=st.sampled_from((None,) * 6 + (("move.TR12", State.S1), ("move.TR15", State.CLOSED_REINJURY))),
    )
    def is_injured_again(self, who: ev.Who, move: tuple[str, State] | None) -> None:
        """Sometimes; back to the beginning, or the end of the case."""
        if move is not None:
            self._move(*move, who, False)

    @rule(
        stage=st.sampled_from((State.S2, *case_laws.STAGES[1:7])),
        who=clinician,
        move=st.sampled_from(("TR14", "TR17")),
    )
    def places(self, stage: State, who: ev.Who, move: str) -> None:
        if self.state.state is State.TRIAGE:
            self.screens(who, None)
            self.trains_well(4, 0, SessionKind.REHAB, 0)
            self.tests(who, STAGES[(stage.number or 2) - 2], 99)
        for one in (ATHLETE, GUARDIAN):
            self.attempt(ev.Agreed(f"move.{move}", True), one)
        self._move(f"move.{move}", stage, who, False)

    def _move(self, move: str, after: State, who: ev.Who, let_pass: bool) -> None:
        gate = gate_for(self.state, case_lives.rules(), self.day, move, after)
        unmet = gate.unmet if gate and let_pass else ()
        overrides = tuple(ev.Overridden(row.id, REASON) for row in unmet)
        body = ev.Moved(
            move,
            self.state.state,
            after,
            overrides=overrides,
            reason=REASON,
            scope="As agreed",
            review_on=self.day + dt.timedelta(days=14),
        )
        self.attempt(body, who)

    def teardown(self) -> None:
        """10: the whole log as it is kept is the same log, and replaying it gives the same state."""
        if self.log:
            kept = log_from_json(log_to_json(self.log))
            assert kept == self.log
            assert replay(kept) == self.state

    # what always holds -------------------------------------------------------------------------

    @invariant()
    def says_why_it_refuses(self) -> None:
        assert self.refused == 0

    @invariant()
    def keeps_to_the_caps(self) -> None:
        allowed = allowed_today(self.state, case_lives.rules(), self.day)
        assert case_laws.within_caps(self.log, allowed.rung, allowed.highest_eccentric)

    @precondition(lambda self: (self.state.stage or 0) >= 2)
    @invariant()
    def can_always_step_down(self) -> None:
        state = self.state
        lower = case_laws.STAGES[(state.stage or 2) - 2]
        body = ev.Moved("move.TR11", state.state, lower, reason=REASON)
        assert self.would(body, PHYSIO)[0]

    @precondition(lambda self: bool(self.state.tests) and self.state.stage is not None)
    @rule()
    def loses_a_passed_test(self) -> None:
        """8: nothing opens by it."""
        state, rules = self.state, case_lives.rules()
        gate = gate_for(state, rules, self.day)
        if gate is None or gate.is_open:
            return
        met = {row.event for row in gate.rows if row.met} - {row.event for row in gate.rows if not row.met}
        for number in met - {None}:
            fewer = replace(state, tests=tuple(test for test in state.tests if test.number != number))
            poorer = gate_for(fewer, rules, self.day)
            assert poorer is not None
            assert not poorer.is_open

    @precondition(lambda self: self.state.stage is not None)
    @rule(part=st.sampled_from(Part), less=st.integers(0, 9), more=st.integers(0, 10))
    def it_hurts_more_or_less(self, part: Part, less: int, more: int) -> None:
        """8: what is closed with less pain is closed with more."""
        is_open = {}
        for pain in (less, max(less, more)):
            body = ev.CheckIn(
                part, self.day, pain_morning=pain, pain_during_max=pain, fatigue=3, session_rpe=3, minutes=30
            )
            try:
                _, so_far = self.would(body, ATHLETE)
            except Refused:
                return
            gate = gate_for(so_far.state(), case_lives.rules(), self.day)
            is_open[pain] = gate is not None and gate.before is self.state.state and gate.is_open
        assert is_open[less] or not is_open[max(less, more)]
