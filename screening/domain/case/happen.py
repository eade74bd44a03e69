"""The one door: something happens in a case, is checked against every rule, and what follows is added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from screening.domain.vocabulary import Tag

from . import events as ev
from .checked import check_record
from .consequences import after_event, after_light, before_event, light_events, lights_after
from .events import Body, CaseEvent, Log, Who
from .lifting import check_lift, check_renewal, may_clear
from .moves import LEAST_REASON, checked_move
from .people import is_pain_free_always
from .permissions import check_action, check_may, check_person, is_clinician
from .proposed import proposed_severity, slower
from .refused import Reason, Refused, refuse
from .rules import Action, CaseRules
from .rungs import check_rung
from .standing import CaseState
from .state import RESTORED, Replaying, replaying
from .stepping import refer
from .words import PainMode, Party, SeverityClass, State

__all__ = ["Reason", "Refused", "happen", "happen_next", "hold_after_restore", "refer_by_system"]
SYSTEM = Who(Party.SYSTEM, "system")


def happen(
    log: Log, body: Body, by: Who, at: dt.datetime, day: dt.date, rules: CaseRules, rulebook_id: str
) -> tuple[CaseEvent, ...]:
    """The new event and everything that follows from it by the rules.

    Args:
        log: everything so far; empty for an opening.
        at: aware, UTC. `day`: the club's own day then. Where one is before the last entry nothing moves up.
        rulebook_id: version and digest of `rules`.
    Returns:
        At least one event, numbered on from the log. Those by the system hold, step down or say a light.
    Raises:
        Refused: it may not happen. Nothing is recorded.
    """
    return happen_next(replaying(log) if log else None, body, by, at, day, rules, rulebook_id)[0]


def happen_next(
    so_far: Replaying | None,
    body: Body,
    by: Who,
    at: dt.datetime,
    day: dt.date,
    rules: CaseRules,
    rulebook_id: str,
) -> tuple[tuple[CaseEvent, ...], Replaying]:
    """As `happen`, for whoever has read the log already, with the replay of the log as it is then.

    Args:
        so_far: stays as it is; None for an opening.
    """
    if so_far is None:
        return _opened(body, by, at, day, rules, rulebook_id)
    state = so_far.state()
    check_may(state, body, by, rules)
    check_record(state, body, by, day, rules)
    kept = _checked(state, body, by, at, day, rules)
    written = _Written(so_far.after(()), at, day, rules, rulebook_id)
    renewed = _renewed_by(state, kept, by, day, rules)
    written.add_all(before_event(state, body, day, rules))
    _record(written, kept, by)
    if renewed is not None:
        _record(written, renewed, by)
    return written.new, written.replayed


def refer_by_system(
    log: Log, fired: tuple[str, ...], at: dt.datetime, day: dt.date, rules: CaseRules, rulebook_id: str
) -> tuple[CaseEvent, ...]:
    """The referral for something dangerous that came to light outside the case, such as in a new screening.

    Args:
        log: of a case that is open.
        fired: the ids of the rules behind it; at least one.
    Returns:
        No events where the case waits for a clinician already, or has ended.
    """
    written = _Written(replaying(log), at, day, rules, rulebook_id)
    written.add_all(refer(written.state, day, fired))
    return written.new


def hold_after_restore(
    log: Log, at: dt.datetime, day: dt.date, rules: CaseRules, rulebook_id: str
) -> tuple[CaseEvent, ...]:
    """What a backup that was put back means for an open case: whoever was cleared waits for a person.

    Returns:
        No events where nobody is cleared.
    """
    written = _Written(replaying(log), at, day, rules, rulebook_id)
    if written.state.clearance is not None and not written.state.is_ended:
        written.add(ev.HoldSet(rules.holds[RESTORED].text, RESTORED))
    return written.new


@dataclass(slots=True)
class _Written:
    """The log as it grows, in a replay of its own."""

    replayed: Replaying
    at: dt.datetime
    day: dt.date
    rules: CaseRules
    rulebook_id: str
    new: tuple[CaseEvent, ...] = ()

    @property
    def state(self) -> CaseState:
        return self.replayed.state()

    def add(self, body: Body, by: Who = SYSTEM) -> CaseState:
        """Write it down; the state after it."""
        number = self.replayed.last.number + 1
        event = CaseEvent(number, self.at, self.day, by, self.rulebook_id, body)
        self.replayed.take(event)
        self.new = (*self.new, event)
        return self.state

    def add_all(self, bodies: Iterable[Body]) -> None:
        """Write down what the system does, each with what follows from it in turn."""
        for body in bodies:
            _record(self, body, SYSTEM)


def _record(written: _Written, body: Body, by: Who) -> None:
    before = written.state
    state = written.add(body, by)
    judged = lights_after(state, body, written.rules)
    for light in light_events(state, judged):
        written.add(light)
    for one in judged:
        written.add_all(after_light(before, written.state, body, one, written.day, written.rules))
    written.add_all(after_event(before, written.state, body, by, written.day, written.rules))


def _opened(
    body: Body, by: Who, at: dt.datetime, day: dt.date, rules: CaseRules, rulebook_id: str
) -> tuple[tuple[CaseEvent, ...], Replaying]:
    """The opening with move.TR0, which the same person makes."""
    if not isinstance(body, ev.Opened):
        raise refuse("move.TR0", "A case begins with its opening.")
    responsible = body.responsible
    check_person(by, body.athlete_account_id)
    check_action(Action.OPEN, by, rules)
    if not body.consent:
        raise refuse("guard.consent", "The athlete has not consented.")
    if body.injury_on > day:
        raise refuse("guard.past_injury_day", "The day of the injury has not come yet.")
    if not is_clinician(responsible):
        raise refuse("guard.responsible", "A case needs a responsible physio or doctor.")
    check_person(responsible, body.athlete_account_id)
    severity = proposed_severity(body.proposed_low, body.proposed_high, body.tags, body.mechanism, rules)
    if body.severity is not SeverityClass.UNKNOWN:
        severity = slower(severity, body.severity, rules)
    recurrent = body.recurrent or Tag.RECURRENCE in body.tags
    kept = replace(body, severity=severity, recurrent=recurrent)
    first = CaseEvent(1, at, day, by, rulebook_id, kept)
    written = _Written(replaying((first,)), at, day, rules, rulebook_id, (first,))
    _record(written, ev.Moved("move.TR0", State.INTAKE, State.TRIAGE), by)
    return written.new, written.replayed


def _checked(state: CaseState, body: Body, by: Who, at: dt.datetime, day: dt.date, rules: CaseRules) -> Body:
    """The body as it is kept, or Refused."""
    match body:
        case ev.Moved():
            if rules.moves.get(body.move) and rules.moves[body.move].direction.is_up and at < state.last_at:
                raise refuse("guard.clock", "The clock has gone back.")
            return checked_move(state, body, by, day, rules)
        case ev.HoldSet():
            _needs_reason("may.hold", body.reason)
            return replace(body, rule=None)
        case ev.HoldLifted():
            check_lift(state, body, day, rules)
        case ev.RungSet():
            check_rung(state, body, day, rules)
            return replace(body, rule=None)
        case ev.ClearanceRenewed():
            check_renewal(state, body, by, day, rules)
        case ev.PainModeSet():
            _needs_reason("may.pain_mode", body.reason)
            if body.mode is PainMode.THRESHOLD and is_pain_free_always(state, rules):
                raise refuse("may.pain_mode", "This case stays pain free.")
        case ev.EccentricCapRaised():
            _needs_reason("may.eccentric", body.reason)
            if state.stage is None or state.eccentric_raised:
                raise refuse("may.eccentric", "The cap goes up by one class, once in a stage.")
        case ev.ResponsibleChanged():
            _check_responsible(state, body)
        case ev.Delegated():
            if body.account_id == state.opened.athlete_account_id or not body.name.strip():
                raise refuse("may.delegate", "Name a physio who is not the athlete.")
        case ev.AskedFor(no_session=True) if by.party is not Party.COACH:
            raise refuse("may.ask", "A coach asks for no session; an athlete simply does none.")
        case ev.ProgrammeMade() if state.stage is None:
            raise refuse("may.programme", "There is no programme outside the stages.")
        case ev.NoteWritten():
            _needs_reason("may.note", body.text)
        case ev.Agreed():
            _check_agreed(state, body, by, rules)
    return body


def _renewed_by(
    state: CaseState, body: Body, by: Who, day: dt.date, rules: CaseRules
) -> ev.ClearanceRenewed | None:
    """The clearance that goes on with the move out of S7, where whoever signs gives it and says until when.

    Raises:
        Refused: the scope or the day of the review is not one of a clearance.
    """
    if not isinstance(body, ev.Moved) or body.after is not State.S8 or body.review_on is None:
        return None
    cleared = replace(state, state=State.S8)
    if by.party not in may_clear(cleared, rules, by):
        return None
    renewed = ev.ClearanceRenewed(body.scope, body.review_on)
    check_renewal(cleared, renewed, by, day, rules)
    return renewed


def _needs_reason(rule: str, text: str) -> None:
    if len(text.strip()) < LEAST_REASON:
        raise refuse(rule, "A reason in words is needed.")


def _check_responsible(state: CaseState, body: ev.ResponsibleChanged) -> None:
    if not is_clinician(body.responsible):
        raise refuse("guard.responsible", "A case needs a responsible physio or doctor.")
    check_person(body.responsible, state.opened.athlete_account_id)


def _check_agreed(state: CaseState, body: ev.Agreed, by: Who, rules: CaseRules) -> None:
    move = rules.moves.get(body.move)
    if move is None or state.state not in move.before:
        raise refuse("may.agree", "This move does not begin where the case stands.")
    if by.party is Party.COACH and Party.COACH not in move.agreements:
        raise refuse("may.agree", "This move needs no word of the coach.")
