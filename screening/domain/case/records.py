"""What somebody wrote down that still counts: notes on red flags, a doctor's record, a shared decision."""

from __future__ import annotations

import datetime as dt

from .events import DecisionRecorded, NoteWritten
from .examination import latest_found
from .rules import CaseRules
from .sessions import DAY
from .standing import CaseState, Noted
from .words import STAGES, Light, Party, State

CLINICIANS = frozenset({Party.PHYSIO, Party.DOCTOR})


def latest_stop(state: CaseState) -> int:
    """The number of the latest event that stopped everything; 0: none."""
    lights = (light.number for light in state.lights if light.body.light is Light.STOP)
    return max(lights, default=0)


def latest_danger(state: CaseState, rules: CaseRules) -> int:
    """The number of the latest warning sign, alarming finding or referral; 0: none."""
    referred = (move.number for move in state.moves if move.body.after is State.REFERRED)
    return max(latest_stop(state), state.flagged_number, latest_found(state, rules), *referred, 0)


def clearing_note(state: CaseState, after: int) -> Noted[NoteWritten] | None:
    """A clinician's note, newer than an event, that the red flags were looked into."""
    found = [note for note in state.notes if note.body.clears_red_flags and note.number > after]
    found = [note for note in found if note.by.party in CLINICIANS]
    return found[-1] if found else None


def is_cleared(state: CaseState, rules: CaseRules) -> bool:
    """Whether there is a note after everything that was dangerous and after the last asking."""
    asked = state.screened.number if state.screened else 0
    return clearing_note(state, max(asked, latest_danger(state, rules))) is not None


def doctors_record(state: CaseState, move: str) -> Noted[NoteWritten] | None:
    """A doctor's record in this state that the time of this move may be shorter."""
    found = [
        note
        for note in state.notes
        if note.body.minutes_allowed
        and note.body.for_move == move
        and note.by.party is Party.DOCTOR
        and note.number > state.entered_number
    ]
    return found[-1] if found else None


def latest_decision(
    state: CaseState, rules: CaseRules, day: dt.date, move: str
) -> Noted[DecisionRecorded] | None:
    """The latest decision for this move in this state that is not too old."""
    oldest = day - DAY * rules.times.test_age_days
    found = [
        decision
        for decision in state.decisions
        if decision.body.for_move == move
        and decision.number > state.entered_number
        and decision.day >= oldest
    ]
    return found[-1] if found else None


def what_is_wrong(decision: DecisionRecorded, day: dt.date) -> str:
    """In words; empty where it is complete and nothing in it speaks against the move."""
    texts = (decision.tissue_health, decision.tissue_stress, decision.most_limiting, decision.scope)
    if not all(text.strip() for text in texts) or not decision.outcomes:
        return "not complete"
    if not all(outcome.acceptable for outcome in decision.outcomes):
        return "an outcome is not acceptable"
    parties = {view.party for view in decision.views}
    if Party.ATHLETE not in parties or not parties & CLINICIANS:
        return "a view is missing"
    if any(view.agrees is False for view in decision.views):
        return "somebody does not agree"
    return "its review date has passed" if decision.review_on < day else ""


def highest_after_referral(state: CaseState, rules: CaseRules, day: dt.date) -> State:
    """The highest stage a referred case may go back to."""
    rule = rules.regress["regress.RG4"]
    before = state.before_referral.number if state.before_referral else 1
    away = (day - state.entered_on).days
    highest = min(before or 1, 7)
    if rule.days is not None and away >= rule.days:
        highest = max(1, highest - 1)
    if rule.long_days is not None and away >= rule.long_days:
        highest = min(highest, 2)
    return STAGES[highest - 1]
