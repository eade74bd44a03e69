"""What is due on the desk: the next gate, tests, holds to look at, clearances that run out."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass

from screening.domain.dates import day as in_words

from .criteria import missing_tests
from .gates import gate_for
from .holding import NO_CHECK_IN, silence
from .lifting import is_ready, lift_after
from .people import is_clinician_built
from .rules import CaseRules
from .sessions import DAY, has_morning, has_recent_morning
from .standing import CaseState
from .stepping import missed_days
from .words import SeverityClass, State

FOLLOW_UPS = (2, 6, 12)
"""Months after the return."""
CLEARANCE_SOON = 7
"""Days before a clearance runs out."""


class Kind(enum.StrEnum):
    """What sort of thing is due, the most pressing first."""

    REFERRED = "referred"
    HOLD = "hold"
    EXPIRED = "expired"
    CHECK_IN = "check_in"
    ABSENCE = "absence"
    STALL = "stall"
    ASKED = "asked"
    GATE_OPEN = "gate_open"
    TESTS = "tests"
    REVIEW = "review"
    CLEARANCE = "clearance"
    GRADE = "grade"
    CODE = "code"
    FOLLOW_UP = "follow_up"


_ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing for a person to do or decide. `rule` says where it comes from."""

    kind: Kind
    rule: str
    text: str
    move: str | None = None
    hold: int | None = None


def suggest(state: CaseState, rules: CaseRules, day: dt.date) -> tuple[Suggestion, ...]:
    """Everything due on a day, the most pressing first. It never suggests clearing for competition."""
    if state.is_ended:
        return ()
    found = (
        *_referred(state),
        *_holds(state, rules, day),
        *_clearance(state, day),
        *_check_in(state, rules, day),
        *_absence(state, rules, day),
        *_stall(state, rules, day),
        *_asked(state),
        *_examination(state, rules),
        *_gate(state, rules, day),
        *_record(state, day),
    )
    return tuple(sorted(found, key=lambda one: _ORDER[one.kind]))


def _referred(state: CaseState) -> Iterator[Suggestion]:
    if state.state is State.REFERRED:
        text = "Referred. A clinician writes a note and chooses the stage to go on from."
        yield Suggestion(Kind.REFERRED, "move.TR14", text, "move.TR14")


def _holds(state: CaseState, rules: CaseRules, day: dt.date) -> Iterator[Suggestion]:
    for hold in state.holds:
        ready = is_ready(state, hold, lift_after(hold, rules), day, rules)
        text = f"{hold.reason} {'It may be lifted.' if ready else 'It cannot be lifted yet.'}"
        yield Suggestion(Kind.HOLD, hold.rule or "may.hold", text, hold=hold.number)
        if hold.rule in {"regress.RG3", "regress.two_steps"}:
            yield Suggestion(
                Kind.HOLD, "move.TR12", "Decide whether to go back to S1 or S2.", "move.TR12", hold.number
            )


def _clearance(state: CaseState, day: dt.date) -> Iterator[Suggestion]:
    if (state.stage or 0) < 6:
        if state.review_on is not None and state.review_on <= day:
            text = f"Look again: the review was set for {in_words(state.review_on)}."
            yield Suggestion(Kind.REVIEW, "clearance.review_on", text)
        return
    cleared = state.clearance
    if cleared is None or not cleared.holds_on(day):
        yield Suggestion(Kind.EXPIRED, "clearance.review_on", "There is no clearance for today. Look again.")
    elif cleared.review_on is not None and (cleared.review_on - day).days <= CLEARANCE_SOON:
        text = f"The clearance runs out after {in_words(cleared.review_on)}."
        yield Suggestion(Kind.CLEARANCE, "clearance.review_on", text)


def _check_in(state: CaseState, rules: CaseRules, day: dt.date) -> Iterator[Suggestion]:
    rule = rules.holds[NO_CHECK_IN]
    if state.state not in rule.stages or has_morning(state, rules, day):
        return
    silent = not has_recent_morning(state, rules, day, rule.within_days or 0)
    text = silence(state, rules) if silent else "No morning check-in today yet."
    yield Suggestion(Kind.CHECK_IN, rule.id, text)


def _absence(state: CaseState, rules: CaseRules, day: dt.date) -> Iterator[Suggestion]:
    rule = rules.regress["regress.RG4"]
    missed = missed_days(state, day + DAY, rules)
    if state.state in rule.stages and rule.days is not None and missed >= rule.days:
        yield Suggestion(
            Kind.ABSENCE, rule.id, f"Nothing heard for {missed} days. Find out why.", "move.TR11"
        )


def _stall(state: CaseState, rules: CaseRules, day: dt.date) -> Iterator[Suggestion]:
    stage, watch = rules.stages.get(state.state), rules.watch
    spent = (day - state.entered_on).days
    text = "A physio or doctor looks within 72 hours."
    if stage is not None and spent > stage.typical_to * watch.stall_factor:
        yield Suggestion(Kind.STALL, "redflag.stall", f"Twice the usual time in {state.state}. {text}")
    elif state.state is State.S1 and (day - state.opened.injury_on).days >= watch.stall_days:
        yield Suggestion(Kind.STALL, "redflag.stall", f"No way forward by day {watch.stall_days}. {text}")


def _asked(state: CaseState) -> Iterator[Suggestion]:
    for one in state.asked_for:
        if one.number > state.entered_number:
            yield Suggestion(Kind.ASKED, "may.ask", f"{one.by.name} ({one.by.party}) asks: {one.body.what}")


def _examination(state: CaseState, rules: CaseRules) -> Iterator[Suggestion]:
    """The examination of the first day, while the case is before any stage and nothing of it was entered."""
    examined = {one.body.test for one in state.tests} & set(rules.examination.tests)
    if state.stage is None and not examined:
        yield Suggestion(Kind.TESTS, "may.test", "The first examination is not entered yet.")


def _gate(state: CaseState, rules: CaseRules, day: dt.date) -> Iterator[Suggestion]:
    gate = gate_for(state, rules, day)
    if gate is None or state.state is State.REFERRED:
        return
    if gate.is_open and gate.is_suggested:
        after = "the close" if gate.after is State.CLOSED else gate.after
        yield Suggestion(Kind.GATE_OPEN, gate.move, f"Everything for {after} is met.", gate.move)
    if state.stage is None or is_clinician_built(state):
        return
    missing = missing_tests(state, rules, day, state.state)
    if missing:
        names = ", ".join(rules.tests[test].name for test in missing)
        yield Suggestion(Kind.TESTS, "hold.HD3", f"Missing or too old: {names}.")


def _record(state: CaseState, day: dt.date) -> Iterator[Suggestion]:
    if not state.severity_confirmed:
        yield Suggestion(Kind.GRADE, "may.grade", "The severity is only proposed. Confirm or change it.")
    elif state.severity is SeverityClass.UNKNOWN:
        yield Suggestion(Kind.GRADE, "may.grade", "No class is set. Set one as soon as it is known.")
    if state.code is None:
        yield Suggestion(Kind.CODE, "may.code", "The injury code is only proposed. Confirm or change it.")
    entered = state.entered(State.S7)
    told = {one.body.months for one in state.follow_ups}
    for months in FOLLOW_UPS:
        if entered is not None and (day - entered).days >= months * 30 and months not in told:
            yield Suggestion(Kind.FOLLOW_UP, "stage.S8", f"Ask what became of it after {months} months.")
