"""Whether what is recorded can be: dates that have come, tests that exist, values inside their limits."""

from __future__ import annotations

import datetime as dt

from . import events as ev
from .events import Body, Who
from .refused import refuse
from .rules import CaseRules
from .stage_rules import TestKind
from .standing import CaseState
from .words import Party

DATE = "record.date"
VALUE = "record.value"
DAYS_A_WEEK = 7
FEWEST_MINUTES, MOST_MINUTES = 6, 120
"""Of one planned session, whoever says so."""


def check_record(state: CaseState, body: Body, by: Who, day: dt.date, rules: CaseRules) -> None:
    """Raises Refused where it cannot be kept as it is."""
    match body:
        case ev.TestRecorded(taken_back=True):
            _corrected(state, body)
        case ev.TestRecorded():
            _test(state, body, day, rules)
        case ev.SessionRecorded(taken_back=True):
            _taken_back(state, body, by)
        case ev.SessionRecorded():
            _session(state, body, by, day)
        case ev.CheckIn():
            _check_in(state, body, day)
        case ev.Screened():
            known = {flag.id for flag in rules.red_flags}
            if set(body.answers) - known:
                raise refuse(VALUE, "An answer is to a question that is not asked.")
        case ev.DaysSaid():
            _days(body)
        case ev.CodeSet():
            table = {code.code for code in rules.codes.codes}
            if body.system == rules.codes.system and body.code not in table:
                raise refuse(VALUE, f"{body.code} is not in the table of {body.system} here.")


def _days(body: ev.DaysSaid) -> None:
    if any(not 1 <= day <= DAYS_A_WEEK for day in body.days) or len(set(body.days)) < len(body.days):
        raise refuse(VALUE, "Days go from Monday to Sunday, each once.")
    _in(body.minutes, FEWEST_MINUTES, MOST_MINUTES, "Minutes")


def _past(on: dt.date, state: CaseState, day: dt.date) -> None:
    if on > max(day, state.last_day):
        raise refuse(DATE, "The day has not come yet.")
    if on < state.opened.injury_on:
        raise refuse(DATE, "The day is before the injury.")


def _in(value: float | None, lowest: float, highest: float, name: str) -> None:
    if value is not None and not lowest <= value <= highest:  # not a number is outside as well
        raise refuse(VALUE, f"{name} is not from {lowest:g} to {highest:g}.")


def _test(state: CaseState, body: ev.TestRecorded, day: dt.date, rules: CaseRules) -> None:
    rule = rules.tests.get(body.test)
    if rule is None:
        raise refuse(VALUE, "There is no such test.")
    _past(body.on, state, day)
    _in(body.pain, 0, 10, "Pain")
    lowest, highest = rule.lowest or 0, rule.highest or 0
    for name in ("injured", "other", "baseline", "number"):
        _in(getattr(body, name), lowest, highest, rule.name)
    wanted = {TestKind.TWO_LEGS: body.injured, TestKind.NUMBER: body.number, TestKind.PASSED: body.passed}
    if body.tested and wanted[rule.kind] is None:
        raise refuse(VALUE, f"{rule.name} has no result. Record it as not tested.")
    if body.corrects is not None:
        _corrected(state, body)


def _corrected(state: CaseState, body: ev.TestRecorded) -> None:
    found = [test for test in state.tests if test.number == body.corrects]
    if not found or found[0].body.test != body.test:
        raise refuse(VALUE, "What is corrected is not a result of this test that still stands.")


def _taken_back(state: CaseState, body: ev.SessionRecorded, by: Who) -> None:
    if by.party not in {Party.PHYSIO, Party.DOCTOR}:
        raise refuse("may.session", "Only a clinician takes a session back.")
    if body.key not in {session.body.key for session in state.sessions}:
        raise refuse(VALUE, "There is no such session.")


def _session(state: CaseState, body: ev.SessionRecorded, by: Who, day: dt.date) -> None:
    _past(body.on, state, day)
    if not body.key.strip():
        raise refuse(VALUE, "A session needs a key.")
    _in(body.rung, 0, 9, "Rung")
    _in(body.pain_max, 0, 10, "Pain")
    _in(body.session_rpe, 0, 10, "Effort")
    _in(body.minutes, 0, 600, "Minutes")
    _in(body.top_speed_pct, 0, 150, "Speed")
    if by.party is Party.COACH and body.pain_max is not None:
        raise refuse("may.session", "A coach records load, not pain.")


def _check_in(state: CaseState, body: ev.CheckIn, day: dt.date) -> None:
    _past(body.for_day, state, day)
    for name in ("pain_morning", "soreness_hamstring", "fatigue", "pain_during_max", "session_rpe"):
        _in(getattr(body, name), 0, 10, name.replace("_", " "))
    _in(body.sleep_hours, 0, 24, "Sleep")
    _in(body.minutes, 0, 600, "Minutes")
