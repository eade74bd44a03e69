"""What holds a case today: the holds that somebody has to lift, and those that go by the day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .hold_rules import HoldRule
from .people import WORSE_THAN_GREEN
from .rules import CaseRules
from .sessions import DAY, has_recent_morning
from .standing import CaseState
from .words import Part

NO_CHECK_IN = "hold.HD1"
AMBER = "hold.HD2"
BY_HAND = "hold.by_hand"


@dataclass(frozen=True, slots=True)
class Holding:
    """One reason why nothing moves up today. `number` is set where a person has to lift it."""

    rule: str
    text: str
    stops_training: bool = False
    number: int | None = None
    by: str = ""
    since: dt.date | None = None


def holding(state: CaseState, rules: CaseRules, day: dt.date) -> tuple[Holding, ...]:
    """Everything that holds the case on a day, those that need somebody first.

    Source:
        rules/stages/holds.yaml
    """
    kept = tuple(
        Holding(hold.rule or BY_HAND, hold.reason, hold.stops_training, hold.number, hold.by.name, hold.day)
        for hold in state.holds
    )
    by_day = []
    if _is_silent(state, rules, rules.holds[NO_CHECK_IN], day):
        by_day.append(Holding(NO_CHECK_IN, silence(state, rules)))
    if _is_amber(state, rules.holds[AMBER], day):
        by_day.append(Holding(AMBER, rules.holds[AMBER].text))
    return (*kept, *by_day)


def silence(state: CaseState, rules: CaseRules) -> str:
    """What is said where no morning was answered lately, which is another thing before the first one."""
    rule = rules.holds[NO_CHECK_IN]
    is_first = not any(one.body.part is Part.MORNING for one in state.check_ins)
    return rule.text_at_first if is_first and rule.text_at_first else rule.text


def _is_silent(state: CaseState, rules: CaseRules, rule: HoldRule, day: dt.date) -> bool:
    return state.state in rule.stages and not has_recent_morning(state, rules, day, rule.within_days or 0)


def _is_amber(state: CaseState, rule: HoldRule, day: dt.date) -> bool:
    recent = (day - DAY * back for back in range((rule.within_days or 0) + 1))
    lights = (light.light for on in recent for light in state.lights_of(on))
    return state.state in rule.stages and any(light in WORSE_THAN_GREEN for light in lights)
