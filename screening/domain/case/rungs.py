"""The running ladder: when a rung may be moved up, and how high it may be."""

from __future__ import annotations

import datetime as dt

from .events import RungSet
from .holding import holding
from .people import is_fast_track
from .refused import refuse
from .rules import CaseRules
from .sessions import days_done, most_apart
from .standing import CaseState
from .words import STAGES, State

LADDER = "rung.ladder"


def rung_cap(state: State, rules: CaseRules) -> int:
    """The highest rung of a stage; 0 outside the stages."""
    return rules.stages[state].max_rung if state in STAGES else 0


def check_rung(state: CaseState, body: RungSet, day: dt.date, rules: CaseRules) -> None:
    """Raises Refused where the rung may not be set so. Down is always allowed in a stage.

    Source:
        rules/stages/running.yaml
    """
    if state.stage is None:
        raise refuse(LADDER, "There is no running outside the stages.")
    if not body.reason.strip():
        raise refuse(LADDER, "A reason in words is needed.")
    if not 0 <= body.rung <= 9:
        raise refuse(LADDER, "There is no such rung.")
    if body.rung <= state.rung and not body.placed:
        return
    if day < state.last_day:
        raise refuse("guard.clock", "The clock has gone back.")
    held = holding(state, rules, day)
    if held:
        raise refuse(held[0].rule, held[0].text)
    if body.rung > rung_cap(state.state, rules):
        raise refuse(LADDER, f"{state.state} goes up to rung R{rung_cap(state.state, rules)}.")
    if body.placed:
        _check_placed(state, body, rules)
    else:
        _check_passed(state, body, rules)


def _check_placed(state: CaseState, body: RungSet, rules: CaseRules) -> None:
    highest = rules.running.placement_up_to
    if body.rung > highest:
        raise refuse(LADDER, f"A supervised test places up to R{highest}.")
    if state.rung or any((session.body.rung or 0) > 0 for session in state.sessions):
        raise refuse(LADDER, "A supervised test places on the first running day alone.")


def _check_passed(state: CaseState, body: RungSet, rules: CaseRules) -> None:
    rung = rules.running.rungs[state.rung]
    fast = rules.running.fast_track
    is_fast = is_fast_track(state, rules)
    steps = fast.steps_up if is_fast and body.rung <= fast.steps_up_to else rules.running.steps_up
    if body.rung > state.rung + steps:
        raise refuse(rung.id, f"At most {steps} rung{'s' if steps > 1 else ''} up at once.")
    needed = fast.green_sessions if is_fast and state.rung <= fast.green_up_to else rung.green_sessions
    done = days_done(state, rules, state.opened.injury_on, state.rung_since)
    passed = [
        one.on
        for one in done
        if one.is_green
        and one.pain is not None
        and one.pain <= rung.pain_max
        and one.has(lambda session: (session.rung if session.rung is not None else -1) >= state.rung)
    ]
    if most_apart(passed, rung.days_apart) < needed:
        apart = f", {rung.days_apart} days apart" if rung.days_apart > 1 else ""
        raise refuse(
            rung.id,
            f"R{rung.rung} needs {needed} green session{'s' if needed > 1 else ''}{apart}, "
            f"with pain at most {rung.pain_max}.",
        )
