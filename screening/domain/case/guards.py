"""What has to hold before a move besides the criteria of the stage: times, sessions, flags, decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .events import Criterion
from .holding import Holding, holding
from .move_rules import Guard, Move
from .people import RED, is_tendon
from .records import (
    clearing_note,
    doctors_record,
    highest_after_referral,
    is_cleared,
    latest_danger,
    latest_decision,
    latest_stop,
    what_is_wrong,
)
from .rules import CaseRules
from .sessions import DAY, full_sessions, green_row, has_recent_morning, in_stage
from .standing import CaseState, days_since_injury
from .words import STAGES, State

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
    if is_cleared(about.state, about.rules):
        return _row("red_flags", text, "none", "looked into by a clinician", True)
    asked = about.state.screened
    answers = asked.body.answers if asked else {}
    unknown = [flag.id for flag in about.rules.red_flags if answers.get(flag.id) is None]
    present = [flag.id for flag in about.rules.red_flags if answers.get(flag.id)]
    if present:
        return _row("red_flags", text, "none", f"{len(present)} present", False)
    if unknown:
        return _row("red_flags", text, "none", f"{len(unknown)} not asked or not known", None)
    stopped = latest_stop(about.state)
    if asked and stopped > asked.number:
        return _row("red_flags", text, "none", "a warning sign since they were asked", False)
    return _row("red_flags", text, "none", "none", True)


def _urgency(about: About) -> Criterion:
    urgency = about.state.opened.urgency
    text = "Urgency T4 or T5, or a clinician's note"
    if is_cleared(about.state, about.rules):
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
    recent = (about.day, about.day - DAY)
    text = "No red light in the last 24 hours"
    if any(light.light in RED for on in recent for light in about.state.lights_of(on)):
        return _row("no_red", text, "none", "red", False)
    if not has_recent_morning(about.state, about.rules, about.day, 1):
        return _row("no_red", text, "none", "no check-in", None)
    return _row("no_red", text, "none", "none", True)


def _decision(about: About) -> Criterion:
    text = "Shared decision recorded, every outcome acceptable"
    if about.after is not State.S7:
        return _row("decision", text, "not for this stage", "none", True)
    found = latest_decision(about.state, about.rules, about.day, about.move.id)
    sources = ("Shrier2015",)
    if found is None:
        return _row("decision", text, "complete", "not recorded", None, sources)
    wrong = what_is_wrong(found.body, about.day)
    return _row("decision", text, "complete", wrong or "complete", not wrong, sources)


def _year(about: About) -> Criterion:
    entered = about.state.entered(State.S7)
    least = about.rules.times.closing_days
    gone = (about.day - entered).days if entered else None
    text = "Days since entering S7"
    is_long = None if gone is None else gone >= least
    return _row("year", text, f"at least {least}", "never entered" if gone is None else str(gone), is_long)


def _note(about: About) -> Criterion:
    note = clearing_note(about.state, latest_danger(about.state, about.rules))
    result = f"by {note.by.name}" if note else "none since the referral"
    return _row("note", "A clinician's note on the red flags", "written", result, True if note else None)


def _not_above(about: About) -> Criterion:
    highest = highest_after_referral(about.state, about.rules, about.day)
    text = "Not above the stage from before, less what absence takes"
    is_below = (about.after.number or 9) <= (highest.number or 1)
    return _row("not_above", text, f"at most {highest}", str(about.after), is_below)


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
