"""What the software does by itself: it holds, steps down and refers, each with its rule. Never up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from .events import Body, HoldSet, Moved, RungSet
from .hold_rules import Effect, HoldRule, Lasts, RegressRule
from .moves import recent_lights
from .rules import CaseRules
from .rungs import rung_cap
from .sessions import DAY
from .standing import CaseState
from .words import STAGES, State

STOP_RULES = {State.TRIAGE: "move.TR1"}
TWO_STEPS = "regress.two_steps"


def refer(state: CaseState, day: dt.date, rules: tuple[str, ...]) -> Iterator[Body]:
    """A referral, as a safety stop. Nothing where the case waits for a clinician already, or has ended."""
    if state.state is State.TRIAGE or state.stage is not None:
        move = STOP_RULES.get(state.state, "move.TR13")
        lights = recent_lights(state, day)
        yield Moved(move, state.state, State.REFERRED, rules=rules, lights=lights)


def follow(state: CaseState, day: dt.date, ids: Iterable[str], rules: CaseRules) -> Iterator[Body]:
    """What holds and steps down after a day, by the ids of the rules; each at most once a day."""
    if state.stage is None:
        return
    for rule_id in ids:
        if _is_done(state, day, rule_id):
            continue
        hold, regress = rules.holds.get(rule_id), rules.regress.get(rule_id)
        if hold is not None:
            yield from _hold(hold)
        if regress is not None:
            yield from _regress(state, day, regress, rules)


def _is_done(state: CaseState, day: dt.date, rule_id: str) -> bool:
    held = any(hold.rule == rule_id and hold.day == day for hold in state.holds)
    moved = any(rule_id in move.body.rules and move.day == day for move in state.moves)
    return held or moved


def _hold(rule: HoldRule) -> Iterator[Body]:
    if rule.lasts is Lasts.UNTIL_LIFTED:
        yield HoldSet(rule.text, rule.id, rule.stops_training)


def _regress(state: CaseState, day: dt.date, rule: RegressRule, rules: CaseRules) -> Iterator[Body]:
    match rule.effect:
        case Effect.RUNG:
            yield from _rungs_down(state, rules.running.red_steps_down, rule)
        case Effect.STAGE:
            yield from stage_down(state, day, rule)
            yield from _rungs_down(state, state.rung, rule)
        case Effect.STOP_RUNNING:
            yield from _rungs_down(state, state.rung, rule)
    yield HoldSet(rule.text, rule.id, rule.effect is Effect.STOP_RUNNING)


def _rungs_down(state: CaseState, steps: int, rule: RegressRule) -> Iterator[Body]:
    if state.rung > 0 and steps > 0:
        yield RungSet(max(0, state.rung - steps), rule.text, rule.id)


def stage_down(state: CaseState, day: dt.date, rule: RegressRule) -> Iterator[Body]:
    """One stage down; nothing in S1."""
    number = state.stage or 0
    if number < 2:
        return
    yield Moved(
        "move.TR11",
        state.state,
        STAGES[number - 2],
        reason=rule.text,
        rules=(rule.id,),
        lights=recent_lights(state, day),
    )


def after_step_down(state: CaseState, day: dt.date, rules: CaseRules) -> Iterator[Body]:
    """What follows every step down: a rung inside the cap, and a hold after the second in few days.

    Args:
        state: as it is after the step.
    """
    if state.stage is None:
        return
    cap = rung_cap(state.state, rules)
    moved = state.moves[-1].body
    if state.rung > cap:
        yield RungSet(cap, f"{state.state} goes up to rung R{cap}.", (moved.rules or ("move.TR11",))[0])
    rule = rules.regress[TWO_STEPS]
    since = day - DAY * (rule.window_days or 0)
    steps = [move for move in state.moves if move.body.move == "move.TR11" and move.day > since]
    if len(steps) >= 2 and not _is_done(state, day, TWO_STEPS):
        yield HoldSet(rule.text, rule.id)


def absence(state: CaseState, day: dt.date, on: dt.date, rules: CaseRules) -> Iterator[Body]:
    """What follows when somebody is back on `on` after days without a check-in and without a session.

    Source:
        rules/stages/holds.yaml: regress.RG4; running.yaml: absent_days
    """
    rule = rules.regress["regress.RG4"]
    missed = missed_days(state, on, rules)
    if state.state not in rule.stages or _is_done(state, day, rule.id):
        return
    if missed > rules.running.absent_days:
        yield from _rungs_down(state, rules.running.absent_steps_down, rule)
    if rule.days is not None and missed >= rule.days:
        yield from stage_down(state, day, rule)
    if rule.long_days is not None and missed >= rule.long_days:
        yield HoldSet(rule.text, rule.id)


def missed_days(state: CaseState, on: dt.date, rules: CaseRules) -> int:
    """Whole days between the last sign of the athlete and `on`. Late check-ins are no sign."""
    late = rules.times.late_after_days
    signs = [state.entered_on, *(session.body.on for session in state.sessions)]
    signs += [check.body.for_day for check in state.check_ins if (check.day - check.body.for_day).days < late]
    return max(0, (on - max(signs)).days - 1)
