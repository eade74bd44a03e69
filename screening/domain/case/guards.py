"""What has to hold before a move besides the criteria of the stage: times, sessions, flags, decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .events import Criterion, DecisionRecorded, NoteWritten
from .holding import Holding, holding
from .people import RED, is_tendon
from .rules import CaseRules, Guard, Move
from .sessions import DAY, full_sessions, green_row, has_recent_morning, in_stage
from .standing import CaseState, Noted, days_since_injury
from .words import STAGES, Light, Party, State

CLINICIANS = frozenset({Party.PHYSIO, Party.DOCTOR})
UPWARD = frozenset({*(f"move.TR{number}" for number in range(2, 11)), "move.TR14", "move.TR17"})
"""Moves towards more load, of which there is at most one a day."""


@dataclass(frozen=True, slots=True)
class About:
    """Everything a guard looks at."""

    state: CaseState
    rules: CaseRules
    day: dt.date
    move: Move
    after: State


def guard_row(about: About, guard: Guard) -> Criterion:
    """One guard of a move as a row of its gate; its id is "guard." and its word."""
    return _GUARDS[guard](about)


def common_rows(about: About) -> tuple[Criterion, ...]:
    """What every move towards more load asks for."""
    rows = [_held(one) for one in holding(about.state, about.rules, about.day)]
    if not rows:
        rows = [_row("holds", "Nothing holds the case", "none", "none", True)]
    return (*rows, _one_a_day(about), _clock(about))


def _row(
    name: str, text: str, needed: str, result: str, met: bool | None, sources: tuple[str, ...] = ("expert",)
) -> Criterion:
    return Criterion(f"guard.{name}", text, "From the record", needed, result, met, sources=sources)


def _held(one: Holding) -> Criterion:
    lifts = "lifted by a clinician" if one.number is not None else "over"
    return Criterion(
        one.rule,
        one.text,
        "From the record",
        lifts,
        "holds",
        False,
        on=one.since,
        by=one.by,
        event=one.number,
    )


def _one_a_day(about: About) -> Criterion:
    moved = [move for move in about.state.moves if move.day == about.day and move.body.move in UPWARD]
    text = "At most one step up a day"
    return _row("one_a_day", text, "none today", "moved up today" if moved else "none today", not moved)


def _clock(about: About) -> Criterion:
    went_back = about.day < about.state.last_day
    result = "earlier than the last entry" if went_back else "in order"
    return _row("clock", "The clock has not gone back", "in order", result, not went_back)


def _red_flags(about: About) -> Criterion:
    text = "Every red flag asked, and none present"
    if _is_cleared(about.state):
        return _row("red_flags", text, "none", "looked into by a clinician", True)
    asked = about.state.screened
    answers = asked.body.answers if asked else {}
    unknown = [flag.id for flag in about.rules.red_flags if answers.get(flag.id) is None]
    present = [flag.id for flag in about.rules.red_flags if answers.get(flag.id)]
    if present:
        return _row("red_flags", text, "none", f"{len(present)} present", False)
    if unknown:
        return _row("red_flags", text, "none", f"{len(unknown)} not asked or not known", None)
    stopped = _latest_stop(about.state)
    if asked and stopped > asked.number:
        return _row("red_flags", text, "none", "a warning sign since they were asked", False)
    return _row("red_flags", text, "none", "none", True)


def _latest_stop(state: CaseState) -> int:
    """The number of the latest event that stopped everything; 0: none."""
    lights = (light.number for light in state.lights if light.body.light is Light.STOP)
    return max(lights, default=0)


def _latest_danger(state: CaseState) -> int:
    referred = (move.number for move in state.moves if move.body.after is State.REFERRED)
    asked = state.screened
    flagged = asked.number if asked and any(asked.body.answers.values()) else 0
    return max(_latest_stop(state), flagged, *referred, 0)


def clearing_note(state: CaseState, after: int) -> Noted[NoteWritten] | None:
    """A clinician's note, newer than an event, that the red flags were looked into."""
    found = [note for note in state.notes if note.body.clears_red_flags and note.number > after]
    found = [note for note in found if note.by.party in CLINICIANS]
    return found[-1] if found else None


def _is_cleared(state: CaseState) -> bool:
    """A note after everything that was dangerous and after the last asking."""
    asked = state.screened.number if state.screened else 0
    return clearing_note(state, max(asked, _latest_danger(state))) is not None


def _urgency(about: About) -> Criterion:
    urgency = about.state.opened.urgency
    text = "Urgency T4 or T5, or a clinician's note"
    if _is_cleared(about.state):
        return _row("urgency", text, "T4 or T5", "looked into by a clinician", True)
    if urgency is None:
        return _row("urgency", text, "T4 or T5", "not known", None)
    return _row("urgency", text, "T4 or T5", str(urgency), urgency.rank >= 4)


def _time(about: About) -> Criterion:
    state, times = about.state, about.rules.times
    least = times.days_to(state.severity, state.recurrent, about.after)
    gone = days_since_injury(state, about.day)
    text = f"Days from the injury to {about.after}"
    row = times.minimum.get(state.severity)
    sources = row.sources if row else ("expert",)
    if doctors_record(state, about.move.id) is not None:
        return _row("time", text, "set by a doctor", f"{gone}, by a doctor's record", True, sources)
    if least is None:
        return _row("time", text, "set by a doctor", "no record of a doctor", None, sources)
    return _row("time", text, f"at least {least}", str(gone), gone >= least, sources)


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


def _dwell(about: About) -> Criterion:
    least = about.rules.times.dwell.get(about.state.state, 0)
    spent = (about.day - about.state.entered_on).days
    text = f"Days in {about.state.state}"
    if doctors_record(about.state, about.move.id) is not None:
        return _row("dwell", text, "set by a doctor", f"{spent}, by a doctor's record", True)
    return _row("dwell", text, f"at least {least}", str(spent), spent >= least)


def _sessions(about: About) -> Criterion:
    times = about.rules.times
    needed = times.sessions_needed(about.state.severity, about.state.recurrent)
    stage = _stage_before(about)
    if stage not in times.session_stages:
        needed = 0
    row = green_row(in_stage(about.state, about.rules, about.day))
    text = "The last sessions in a row green a day later"
    return _row("sessions", text, f"at least {needed}", str(row), row >= needed)


def _stage_before(about: About) -> State:
    """The stage whose exit is asked for."""
    return STAGES[(about.after.number or 2) - 2] if about.after.number else about.state.state


def _full_sessions(about: About) -> Criterion:
    state, rules = about.state, about.rules
    text = "Full team sessions, green a day later"
    if about.after is not State.S7:
        return _row("full_sessions", text, "none for this stage", "none", True)
    needed = rules.times.full_sessions_needed(state.severity, state.recurrent, is_tendon(state, rules))
    done = full_sessions(state, rules, about.day)
    return _row("full_sessions", text, f"at least {needed}", str(done), done >= needed, ("Zambaldi2017",))


def _no_red(about: About) -> Criterion:
    lights = about.state.days_by_light
    recent = (about.day, about.day - DAY)
    text = "No red light in the last 24 hours"
    if any(lights.get(on, frozenset()) & RED for on in recent):
        return _row("no_red", text, "none", "red", False)
    if not has_recent_morning(about.state, about.rules, about.day, 1):
        return _row("no_red", text, "none", "no check-in", None)
    return _row("no_red", text, "none", "none", True)


def _decision(about: About) -> Criterion:
    text = "Shared decision recorded, every outcome acceptable"
    if about.after is not State.S7:
        return _row("decision", text, "not for this stage", "none", True)
    found = latest_decision(about)
    sources = ("Shrier2015",)
    if found is None:
        return _row("decision", text, "complete", "not recorded", None, sources)
    wrong = what_is_wrong(found.body, about.day)
    return _row("decision", text, "complete", wrong or "complete", not wrong, sources)


def latest_decision(about: About) -> Noted[DecisionRecorded] | None:
    """The latest decision for this move in this state that is not too old."""
    oldest = about.day - DAY * about.rules.times.test_age_days
    found = [
        decision
        for decision in about.state.decisions
        if decision.body.for_move == about.move.id
        and decision.number > about.state.entered_number
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


def _year(about: About) -> Criterion:
    entered = about.state.entered(State.S7)
    least = about.rules.times.closing_days
    gone = (about.day - entered).days if entered else None
    text = "Days since entering S7"
    is_long = None if gone is None else gone >= least
    return _row("year", text, f"at least {least}", "never entered" if gone is None else str(gone), is_long)


def _note(about: About) -> Criterion:
    note = clearing_note(about.state, _latest_danger(about.state))
    result = f"by {note.by.name}" if note else "none since the referral"
    return _row("note", "A clinician's note on the red flags", "written", result, True if note else None)


def _not_above(about: About) -> Criterion:
    highest = highest_after_referral(about.state, about.rules, about.day)
    text = "Not above the stage from before, less what absence takes"
    is_below = (about.after.number or 9) <= (highest.number or 1)
    return _row("not_above", text, f"at most {highest}", str(about.after), is_below)


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


def _mid_rehabilitation(about: About) -> Criterion:
    is_open = about.state.opened.mid_rehabilitation
    text = "Opened in the middle of a rehabilitation"
    return _row("mid_rehabilitation", text, "yes", "yes" if is_open else "no", is_open)


def _once(about: About) -> Criterion:
    in_stage_before = [move for move in about.state.moves if move.body.after.number]
    is_first = not about.state.placed and not in_stage_before
    text = "Placed once, before any other stage"
    return _row("once", text, "not yet", "not yet" if is_first else "in a stage before", is_first)


def _always(_about: About) -> Criterion:
    return _row("opening", "Checked at the opening", "yes", "yes", True)


_GUARDS: Mapping[Guard, Callable[[About], Criterion]] = {
    Guard.CONSENT: _always,
    Guard.PAST_INJURY_DAY: _always,
    Guard.RESPONSIBLE: _always,
    Guard.RED_FLAGS: _red_flags,
    Guard.URGENCY: _urgency,
    Guard.TIME: _time,
    Guard.DWELL: _dwell,
    Guard.SESSIONS: _sessions,
    Guard.FULL_SESSIONS: _full_sessions,
    Guard.NO_RED: _no_red,
    Guard.DECISION: _decision,
    Guard.YEAR: _year,
    Guard.NOTE: _note,
    Guard.NOT_ABOVE: _not_above,
    Guard.MID_REHABILITATION: _mid_rehabilitation,
    Guard.ONCE: _once,
}
