"""Who may do what in a case. Nobody acts as clinician or coach on themselves."""

from __future__ import annotations

from . import events as ev
from .events import Body, Who
from .people import is_minor
from .proposed import is_faster, slower
from .refused import refuse
from .rules import Action, CaseRules
from .standing import CaseState
from .words import Party, SeverityClass, State

OWN = "may.not_oneself"
ENDED = "case.ended"
_AFTER_THE_END = (ev.FollowUp, ev.NoteWritten)
_STAFF = frozenset({Party.COACH, Party.PHYSIO, Party.DOCTOR})
_CLINICIANS = frozenset({Party.PHYSIO, Party.DOCTOR})
_ACTIONS: dict[type, Action] = {
    ev.Screened: Action.SCREEN,
    ev.CodeSet: Action.CODE,
    ev.GradeSet: Action.GRADE,
    ev.TestRecorded: Action.TEST,
    ev.SessionRecorded: Action.SESSION,
    ev.CheckIn: Action.CHECK_IN,
    ev.HoldSet: Action.HOLD,
    ev.HoldLifted: Action.LIFT,
    ev.ClearanceRenewed: Action.RENEW,
    ev.Agreed: Action.AGREE,
    ev.AskedFor: Action.ASK,
    ev.DecisionRecorded: Action.DECIDE,
    ev.PainModeSet: Action.PAIN_MODE,
    ev.EccentricCapRaised: Action.ECCENTRIC,
    ev.Delegated: Action.DELEGATE,
    ev.ResponsibleChanged: Action.RESPONSIBLE,
    ev.FollowUp: Action.FOLLOW_UP,
    ev.ProgrammeMade: Action.PROGRAMME,
    ev.DaysSaid: Action.DAYS,
}


def check_person(by: Who, athlete_account: int | None) -> None:
    """Raises Refused where somebody cannot be taken for who they act as."""
    if by.party is Party.SYSTEM:
        raise refuse("may.person", "The software holds and steps down by itself and is asked for nothing.")
    if not by.name.strip():
        raise refuse("may.person", "A name is needed.")
    if by.party in _STAFF:
        if by.account_id is None:
            raise refuse("may.person", f"A {by.party} acts from an account of their own.")
        if by.account_id == athlete_account:
            raise refuse(OWN, f"Nobody acts as {by.party} on themselves.")
    own = by.party is Party.ATHLETE and None not in {by.account_id, athlete_account}
    if own and by.account_id != athlete_account:
        raise refuse("may.person", "This is the case of another athlete.")
    if by.party is Party.GUARDIAN and by.account_id is not None and by.account_id == athlete_account:
        raise refuse(OWN, "Nobody is their own guardian.")


def check_may(state: CaseState, body: Body, by: Who, rules: CaseRules) -> None:
    """Raises Refused where this person may not do this in this case, whatever the rules of the stage say."""
    check_person(by, state.opened.athlete_account_id)
    if by.party is Party.GUARDIAN and not is_minor(state, rules):
        raise refuse("may.guardian", "A guardian acts for an athlete under 18.")
    if state.state is State.WITHDRAWN or (state.is_ended and not isinstance(body, _AFTER_THE_END)):
        raise refuse(ENDED, "This case has ended.")
    if isinstance(body, ev.LightGiven):
        raise refuse("may.light", "Lights are given by the rules, not by people.")
    if isinstance(body, ev.Opened):
        raise refuse("move.TR0", "The case is open already.")
    if not isinstance(body, ev.Moved):
        check_action(action_of(state, body), by, rules)
    if isinstance(body, ev.GradeSet):
        _check_grade(state, body, by, rules)


def check_action(action: Action, by: Who, rules: CaseRules) -> None:
    """Raises Refused where the party of somebody may not do this at all."""
    row = rules.may[action]
    if by.party not in row.parties:
        allowed = ", ".join(sorted(party for party in row.parties if party is not Party.SYSTEM))
        raise refuse(row.id, f"{row.text}: this is for {allowed}.", row.parties)


def action_of(state: CaseState, body: Body) -> Action:
    """What a body does, for `who_may`."""
    match body:
        case ev.NoteWritten(minutes_allowed=True):
            return Action.SHORTEN
        case ev.NoteWritten(clears_red_flags=True):
            return Action.CLEAR_FLAGS
        case ev.NoteWritten():
            return Action.NOTE
        case ev.RungSet(placed=True):
            return Action.RUNG_PLACE
        case ev.RungSet():
            return Action.RUNG_UP if body.rung > state.rung else Action.RUNG_DOWN
    return _ACTIONS[type(body)]


def _check_grade(state: CaseState, body: ev.GradeSet, by: Who, rules: CaseRules) -> None:
    """Only a doctor makes a class faster, and with it a minimum time shorter.

    Where no class was proposed there is none to be milder than: whoever examined sets the first one.
    """
    is_same = body.severity is state.opened.severity and body.tags == state.opened.tags
    if by.party is not Party.DOCTOR:
        _check_not_milder(state, body, rules)
    if not is_same and not body.reason.strip():
        raise refuse("may.grade", "A reason is needed where the grade differs from the proposed one.")


def _check_not_milder(state: CaseState, body: ev.GradeSet, rules: CaseRules) -> None:
    """Said before the reason is asked for, so that nobody writes one for nothing."""
    nothing_proposed = state.opened.severity is SeverityClass.UNKNOWN
    now = state.severity if nothing_proposed else slower(state.severity, state.opened.severity, rules)
    is_first = nothing_proposed and not state.severity_confirmed
    is_milder = is_faster(body.severity, now, rules) and not is_first
    drops_tags = (set(state.tags) & rules.classes.tendon_tags) - set(body.tags)
    drops_recurrence = state.recurrent and body.recurrent is False
    if is_milder or drops_tags or drops_recurrence:
        text = "Only a doctor makes a grade milder than it was proposed or set."
        raise refuse("may.grade", text, frozenset({Party.DOCTOR}))


def is_clinician(by: Who) -> bool:
    return by.party in _CLINICIANS
