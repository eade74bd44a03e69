"""Rebuilds where a case stands from its log. No rule decides anything here: what was decided is an event."""

from __future__ import annotations

import datetime as dt
from copy import copy
from dataclasses import dataclass, field
from typing import TypeVar, cast

from . import events as ev
from .day_book import DayBook
from .events import CaseEvent, Log
from .standing import CaseState, Clearance, Hold, Noted
from .words import PainMode, State

B = TypeVar("B")
__all__ = ["CaseState", "Clearance", "Hold", "Noted", "Replaying", "replay", "replaying"]

NEW_SYMPTOM = "regress."
"""Every hold by such a rule comes from a new symptom, and takes a clearance away."""
RESTORED = "hold.HD7"
"""A backup was put back: what may have taken a clearance away since is not known, so nobody is cleared."""
CLEARING = {State.S6: "move.TR7", State.S7: "move.TR8", State.S8: "move.TR8"}
"""The stages in which somebody is cleared for something, with the move that usually clears for it."""


def replay(log: Log) -> CaseState:
    """The state after a whole log.

    Raises:
        ValueError: the log is empty, has a gap, or does not begin with `Opened`.
    """
    return replaying(log).state()


def replaying(log: Log) -> Replaying:
    """A replay that can go on with further events. Raises ValueError as `replay` does."""
    if not log or not isinstance(log[0].body, ev.Opened):
        raise ValueError("a case begins with its opening")
    replayed = Replaying(log[0], log[0].body)
    replayed.take_all(log[1:])
    return replayed


@dataclass(slots=True)
class _Now:
    """What changes from event to event."""

    state: State
    responsible: ev.Who
    grade: ev.GradeSet | None = None
    recurrent: bool = False
    pain_mode: PainMode = PainMode.PAIN_FREE
    entered_on: dt.date = dt.date.min
    entered_number: int = 1
    before_referral: State | None = None
    placed: bool = False
    rung: int = 0
    rung_since: int = 1
    eccentric_raised: bool = False
    clearance: Clearance | None = None
    delegates: frozenset[int] = frozenset()
    agreements: tuple[Noted[ev.Agreed], ...] = ()
    last_day: dt.date = dt.date.min
    flagged_number: int = 0


@dataclass(slots=True)
class Replaying:
    """A log as it is read, event by event."""

    first: CaseEvent
    opened: ev.Opened
    now: _Now = field(init=False)
    last: CaseEvent = field(init=False)
    holds: dict[int, Hold] = field(default_factory=dict)
    tests: dict[int, Noted[ev.TestRecorded]] = field(default_factory=dict)
    days: DayBook = field(default_factory=DayBook)
    kept: dict[type, tuple[Noted[ev.Body], ...]] = field(default_factory=dict)
    _state: CaseState | None = None

    def __post_init__(self) -> None:
        self.now = _Now(
            State.INTAKE,
            self.opened.responsible,
            recurrent=self.opened.recurrent,
            entered_on=self.first.day,
            last_day=self.first.day,
        )
        self.last = self.first

    def after(self, new: Log) -> Replaying:
        """The log with more events; this one stays as it is. Raises ValueError where there is a gap."""
        more = copy(self)
        more.now = copy(self.now)
        more.holds, more.tests, more.days = dict(self.holds), dict(self.tests), self.days.going_on()
        more.kept = dict(self.kept)
        more.take_all(new)
        return more

    def take_all(self, new: Log) -> None:
        """Go on by several events. Raises ValueError where one does not follow the last."""
        for event in new:
            if event.number != self.last.number + 1:
                raise ValueError(f"event {event.number} stands where {self.last.number + 1} should")
            self.take(event)

    def take(self, event: CaseEvent) -> None:
        """Go on by one event."""
        self.last, self._state = event, None
        kind = type(event.body)
        self.kept[kind] = (*self.kept.get(kind, ()), _noted(event, event.body))
        now = self.now
        now.last_day = max(now.last_day, event.day)
        match event.body:
            case ev.CheckIn() as body:
                self.days.enter(_noted(event, body))
            case ev.LightGiven() as body:
                self.days.light(body)
            case ev.SessionRecorded() as body:
                self.days.record(_noted(event, body))
            case ev.Moved() as body:
                _moved(now, event, body)
            case ev.ClearanceRenewed() as body:
                move = now.clearance.move if now.clearance else CLEARING.get(now.state, "")
                now.clearance = Clearance(event.by, event.day, move, body.scope, body.review_on)
            case ev.Screened() as body if any(body.answers.values()):
                now.flagged_number = event.number
            case ev.HoldSet() as body:
                self.hold(event, body)
            case ev.HoldLifted() as body:
                self.holds.pop(body.hold, None)
            case ev.RungSet() as body:
                now.rung, now.rung_since = body.rung, event.number
            case ev.TestRecorded() as body:
                self.tests.pop(body.corrects or 0, None)
                if not body.taken_back:
                    self.tests[event.number] = _noted(event, body)
            case ev.GradeSet() as body:
                now.grade = body
                now.recurrent = now.recurrent if body.recurrent is None else body.recurrent
            case ev.Agreed() as body:
                now.agreements = (*now.agreements, _noted(event, body))
            case ev.PainModeSet() as body:
                now.pain_mode = body.mode
            case ev.EccentricCapRaised():
                now.eccentric_raised = True
            case ev.Delegated() as body:
                now.delegates |= {body.account_id}
            case ev.ResponsibleChanged() as body:
                now.responsible = body.responsible

    def hold(self, event: CaseEvent, body: ev.HoldSet) -> None:
        self.holds[event.number] = Hold(
            event.number, event.day, event.by, body.reason, body.rule, body.stops_training
        )
        if body.stops_training or body.rule == RESTORED or (body.rule or "").startswith(NEW_SYMPTOM):
            self.now.clearance = None

    def noted(self, kind: type[B]) -> tuple[Noted[B], ...]:
        return cast("tuple[Noted[B], ...]", self.kept.get(kind, ()))

    def latest(self, kind: type[B]) -> Noted[B] | None:
        found = self.noted(kind)
        return found[-1] if found else None

    def state(self) -> CaseState:
        """Where the case stands after the events so far."""
        if self._state is None:
            self._state = self._read()
        return self._state

    def _read(self) -> CaseState:
        now, opened, grade = self.now, self.opened, self.now.grade
        return CaseState(
            state=now.state,
            opened=opened,
            responsible=now.responsible,
            severity=grade.severity if grade else opened.severity,
            severity_confirmed=grade is not None,
            low=grade.low if grade else opened.proposed_low,
            high=grade.high if grade else opened.proposed_high,
            tags=grade.tags if grade else opened.tags,
            recurrent=now.recurrent,
            pain_mode=now.pain_mode,
            entered_on=now.entered_on,
            entered_number=now.entered_number,
            before_referral=now.before_referral,
            placed=now.placed,
            rung=now.rung,
            rung_since=now.rung_since,
            eccentric_raised=now.eccentric_raised,
            clearance=now.clearance,
            holds=tuple(self.holds.values()),
            moves=self.noted(ev.Moved),
            tests=tuple(self.tests.values()),
            sessions=self.days.counting(),
            check_ins=self.noted(ev.CheckIn),
            lights=self.noted(ev.LightGiven),
            screened=self.latest(ev.Screened),
            flagged_number=now.flagged_number,
            grades=self.noted(ev.GradeSet),
            code=self.latest(ev.CodeSet),
            agreements=now.agreements,
            asked_for=self.noted(ev.AskedFor),
            decisions=self.noted(ev.DecisionRecorded),
            notes=self.noted(ev.NoteWritten),
            follow_ups=self.noted(ev.FollowUp),
            delegates=now.delegates,
            last_number=self.last.number,
            last_at=self.last.at,
            last_day=now.last_day,
            lights_by_day=self.days.lights_by_day(),
            diary=self.days.diary(),
        )


def _noted(event: CaseEvent, body: B) -> Noted[B]:
    return Noted(event.number, event.at, event.day, event.by, body)


def _moved(now: _Now, event: CaseEvent, body: ev.Moved) -> None:
    if body.after is State.REFERRED:
        now.before_referral = body.before if body.before.number else None
    now.clearance = _clearance_after(now.clearance, event, body)
    now.placed = now.placed or body.move == "move.TR17"
    now.state, now.entered_on, now.entered_number = body.after, event.day, event.number
    now.eccentric_raised = False
    now.agreements = ()


def _clearance_after(before: Clearance | None, event: CaseEvent, body: ev.Moved) -> Clearance | None:
    """Given by whoever signs into S6 or S7; S8 keeps what there is; gone with every step down."""
    if body.after not in CLEARING or (body.after.number or 0) < (body.before.number or 0):
        return None
    if body.after is State.S8:
        return before
    return Clearance(event.by, event.day, body.move, body.scope, body.review_on)
