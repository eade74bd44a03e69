"""Whether a move may be made, and how it is kept: with the whole gate as it stood."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from screening.domain.dates import day as in_words

from .events import LightGiven, Moved, Overridden, Who
from .gates import TIMES, Gate, agreed, gate_for
from .guards import About
from .move_rules import Direction, Move
from .people import is_minor
from .refused import Reason, Refused, refuse
from .rules import CaseRules
from .sessions import DAY
from .standing import CaseState
from .words import Party

LEAST_REASON = 10
"""Letters. A reason of fewer says nothing."""
LIGHTS_KEPT = 7
_BACKWARD = frozenset({Direction.DOWN, Direction.STOP, Direction.END_DOWN})


def checked_move(state: CaseState, body: Moved, by: Who, day: dt.date, rules: CaseRules) -> Moved:
    """The move as it is kept, with its gate and the lights of the last days.

    Raises:
        Refused: with every reason.
    """
    move = rules.moves.get(body.move)
    if move is None or move.direction is Direction.OPEN:
        raise refuse(body.move, "There is no such move.")
    if state.state is not body.before or state.state not in move.before or body.after not in move.after:
        raise refuse(move.id, f"{move.name} does not lead from {state.state} to {body.after}.")
    kept = replace(body, rules=(), lights=recent_lights(state, day), gate=())
    if move.direction in _BACKWARD:
        _check_backward(state, kept, move, by, rules)
        return replace(kept, overrides=(), review_on=None)
    gate = gate_for(state, rules, day, move.id, body.after)
    if gate is None:
        raise refuse(move.id, f"{move.name} does not begin in {state.state}.")
    reasons = _against(state, kept, gate, by, day, rules)
    if reasons:
        raise Refused(tuple(reasons))
    return replace(kept, gate=gate.rows, review_on=kept.review_on if gate.after.number else None)


def recent_lights(state: CaseState, day: dt.date) -> tuple[LightGiven, ...]:
    """The lights of the last seven days, each as shown last."""
    days = (day - DAY * back for back in range(LIGHTS_KEPT - 1, -1, -1))
    return tuple(shown[-1] for on in days if (shown := state.lights_of(on)))


def _check_backward(state: CaseState, body: Moved, move: Move, by: Who, rules: CaseRules) -> None:
    if by.party not in move.signers:
        raise refuse(move.id, f"A {by.party} may ask for it and not do it.")
    if move.direction is Direction.END_DOWN and by.party is Party.GUARDIAN and not is_minor(state, rules):
        raise refuse("may.guardian", "A guardian acts for an athlete under 18.")
    if by.party in {Party.PHYSIO, Party.DOCTOR} and len(body.reason.strip()) < LEAST_REASON:
        raise refuse(move.id, "A reason in words is needed.")
    if move.direction is not Direction.DOWN:
        return
    before, after = state.stage or 0, body.after.number or 0
    if after >= before:
        raise refuse(move.id, f"{body.after} is not below {state.state}.")
    if move.id == "move.TR11" and after != before - 1:
        raise refuse(move.id, "This move goes down one stage.")


def _against(
    state: CaseState, body: Moved, gate: Gate, by: Who, day: dt.date, rules: CaseRules
) -> list[Reason]:
    """Everything that speaks against a move towards more load."""
    about = About(state, rules, day, rules.moves[gate.move], gate.after)
    reasons = list(_signature(state, gate, by))
    let_pass = {override.criterion: override for override in body.overrides}
    for row in gate.unmet:
        wrong = _override_wrong(let_pass[row.id], gate, by) if row.id in let_pass else f"{row.result}"
        if wrong:
            reasons.append(Reason(row.id, f"{row.text}: {wrong or 'not tested'}."))
    unmet = {row.id for row in gate.unmet}
    reasons += [
        Reason(extra, "There is nothing here to let pass.") for extra in sorted(let_pass.keys() - unmet)
    ]
    for party in gate.agreements:
        said = agreed(about, party)
        if said is None:
            reasons.append(Reason(gate.move, f"The {party} has not agreed."))
        elif said.by.account_id is not None and said.by.account_id == by.account_id:
            reasons.append(Reason(gate.move, f"Whoever signs does not agree as {party} as well."))
    return [*reasons, *_record(body, gate, day)]


def _signature(state: CaseState, gate: Gate, by: Who) -> list[Reason]:
    delegated = gate.delegate_may and by.party is Party.PHYSIO and by.account_id in state.delegates
    if by.party in gate.signers or delegated:
        return []
    allowed = " or ".join(sorted(gate.signers))
    text = f"{gate.name} is signed by a {allowed}, not by a {by.party}."
    return [Reason(gate.move, text, gate.signers)]


def _override_wrong(override: Overridden, gate: Gate, by: Who) -> str:
    """Why an override does not count; empty where it does."""
    if override.criterion not in gate.may_pass:
        return "this cannot be let pass"
    if by.party not in gate.overrides_by:
        return "this person may not let it pass"
    if override.criterion in TIMES and by.party is not Party.DOCTOR:
        return "only a doctor shortens a time"
    return "" if len(override.reason.strip()) >= LEAST_REASON else "a reason in words is needed"


def _record(body: Moved, gate: Gate, day: dt.date) -> list[Reason]:
    if not gate.needs_scope:
        is_past = body.review_on is not None and gate.after.number is not None and body.review_on < day
        return [Reason("clearance.review_on", "Choose a day of review that is not over.")] if is_past else []
    reasons = []
    if not body.scope.strip():
        reasons.append(Reason("clearance.scope", "Say what the clearance covers."))
    latest = gate.latest_review or day
    if body.review_on is None or not day < body.review_on <= latest:
        text = f"Choose a review date after today, by {in_words(latest)}."
        reasons.append(Reason("clearance.review_on", text))
    return reasons
