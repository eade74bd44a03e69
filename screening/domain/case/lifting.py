"""Lifting a hold and renewing a clearance: what has to be there first, and who may."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from screening.domain.dates import day as in_words

from .criteria import exit_rows
from .events import ClearanceRenewed, HoldLifted, Who
from .gates import gate_for
from .hold_rules import LiftAfter
from .holding import holding
from .people import WORSE_THAN_GREEN
from .records import clearing_note
from .refused import refuse
from .rules import CaseRules
from .sessions import DAY
from .standing import CaseState, Hold
from .state import CLEARING
from .words import STAGES, Flag, Light, Party, State
from .worse import is_corrected_away

_NEEDED = {
    LiftAfter.NO_FEVER: "a check-in without fever or illness",
    LiftAfter.DECISION: "a decision record with both views",
    LiftAfter.GREEN_DAY: "a green day",
    LiftAfter.NOTE: "a clinician's note that red flags were looked into",
    LiftAfter.S2_TESTS: "the tests of S2 again, or stage S2 or below",
}


def check_lift(state: CaseState, body: HoldLifted, day: dt.date, rules: CaseRules) -> None:
    """Raises Refused where the hold is not there, or what it waits for is not.

    Source:
        rules/stages/holds.yaml: lift_after
    """
    hold = next((hold for hold in state.holds if hold.number == body.hold), None)
    if hold is None:
        raise refuse("may.lift", "This hold is not there, or was lifted.")
    if not body.reason.strip():
        raise refuse("may.lift", "A reason in words is needed.")
    if day < state.last_day:
        raise refuse("guard.clock", "The clock has gone back.")
    after = lift_after(hold, rules)
    if not is_ready(state, hold, after, day, rules):
        raise refuse(hold.rule or "may.lift", f"This hold waits for {_NEEDED[after]}.")


def lift_after(hold: Hold, rules: CaseRules) -> LiftAfter:
    """What a hold waits for; nothing where a person set it."""
    rule = rules.holds.get(hold.rule or "") or rules.regress.get(hold.rule or "")
    return rule.lift_after if rule else LiftAfter.NOTHING


def is_ready(state: CaseState, hold: Hold, after: LiftAfter, day: dt.date, rules: CaseRules) -> bool:
    """Whether what a hold waits for has come since it was set, or what set it turned out to be wrong."""
    if is_corrected_away(state, hold, rules):
        return True
    match after:
        case LiftAfter.NO_FEVER:
            return _is_well(state, hold)
        case LiftAfter.DECISION:
            return any(decision.number > hold.number for decision in state.decisions)
        case LiftAfter.GREEN_DAY:
            return _had_green_day(state, hold)
        case LiftAfter.NOTE:
            return clearing_note(state, hold.number) is not None
        case LiftAfter.S2_TESTS:
            return (state.stage or 0) <= 2 or _tested_again(state, hold, day, rules)
    return True


def _is_well(state: CaseState, hold: Hold) -> bool:
    later = [check.body for check in state.check_ins if check.number > hold.number]
    last = later[-1] if later else None
    return last is not None and last.flags_asked and not last.flags & {Flag.FEVER, Flag.ILLNESS}


def _had_green_day(state: CaseState, hold: Hold) -> bool:
    return any(
        on > hold.day and Light.GREEN in lights and not lights & WORSE_THAN_GREEN
        for on, lights in state.days_by_light.items()
    )


def _tested_again(state: CaseState, hold: Hold, day: dt.date, rules: CaseRules) -> bool:
    since = tuple(test for test in state.tests if test.body.on >= hold.day)
    rows = exit_rows(replace(state, tests=since), rules, day, State.S2)
    counts = {rule.id for rule in rules.stages[State.S2].exit if rule.count is not None}
    return all(row.met for row in rows if row.id not in counts)


def check_renewal(state: CaseState, body: ClearanceRenewed, by: Who, day: dt.date, rules: CaseRules) -> None:
    """Raises Refused where this person could not have given the clearance, or something holds the case."""
    if state.state not in CLEARING:
        raise refuse("may.renew", "There is nothing to be cleared for in this stage.")
    if day < state.last_day:
        raise refuse("guard.clock", "The clock has gone back.")
    held = holding(state, rules, day)
    if held:
        raise refuse(held[0].rule, held[0].text)
    if by.party not in may_clear(state, rules, by):
        text = "Only who may give this clearance renews it."
        raise refuse("may.renew", text, may_clear(state, rules, by))
    if not body.scope.strip():
        raise refuse("clearance.scope", "Say what the clearance covers.")
    latest = day + DAY * rules.times.clearance_days
    if not day < body.review_on <= latest:
        raise refuse("clearance.review_on", f"Choose a review date after today, by {in_words(latest)}.")


def may_clear(state: CaseState, rules: CaseRules, by: Who) -> frozenset[Party]:
    """Who may sign into the present stage, as if the case stood before it."""
    before = STAGES[4] if state.state is State.S6 else STAGES[5]
    gate = gate_for(replace(state, state=before), rules, state.last_day)
    if gate is None:
        return frozenset()
    delegated = gate.delegate_may and by.account_id in state.delegates
    return gate.signers | ({Party.PHYSIO} if delegated else set())
