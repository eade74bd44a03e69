"""Judges one test result against one criterion. Not tested, too old or half recorded never counts as met."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .events import TestRecorded
from .rules import CaseRules
from .stage_rules import PASSED_OR_NOT, Measure, Need, Operator, TestKind
from .standing import CaseState, Noted

NOT_TESTED = "not tested"
SAID = {
    Operator.AT_LEAST: "at least",
    Operator.AT_MOST: "at most",
    Operator.ABOVE: "above",
    Operator.BELOW: "below",
}
"""The operators in words."""


@dataclass(frozen=True, slots=True)
class Found:
    """A result as printed, and whether it is enough; None: nothing that could be judged."""

    met: bool | None
    result: str
    test: Noted[TestRecorded] | None = None
    is_missing: bool = False
    """Not tested, or too old: hold.HD3."""


def judge_need(state: CaseState, need: Need, rules: CaseRules, day: dt.date) -> Found:
    """The latest result of the test against the need."""
    found = state.latest_test(need.test)
    if found is None or not found.body.tested:
        return Found(None, NOT_TESTED, found, is_missing=True)
    age = (day - found.body.on).days
    if not 0 <= age <= rules.times.test_age_days:
        return Found(None, f"tested {age} days ago, too old", found, is_missing=True)
    value = measured(found.body, need.measure)
    if value is None:
        return Found(None, "not fully recorded", found, is_missing=True)
    text = _printed(found.body, need, value, rules)
    is_enough = reaches(value, *_limit(found.body, need))
    if need.pain_max is not None:
        if found.body.pain is None:
            return Found(False if not is_enough else None, f"{text}, pain not asked", found)
        text += f", pain {found.body.pain} of 10"
        is_enough = is_enough and found.body.pain <= need.pain_max
    return Found(is_enough, text, found)


def measured(body: TestRecorded, measure: Measure) -> float | None:
    """The value that is compared; None where it was not recorded. A yes is 1, a no 0."""
    match measure:
        case Measure.PASSED:
            return None if body.passed is None else float(body.passed)
        case Measure.FAILED:
            return None if body.passed is None else float(not body.passed)
        case Measure.NUMBER:
            return body.number
        case Measure.INJURED:
            return body.injured
    reference = body.other if body.baseline is None else body.baseline
    if body.injured is None or reference is None or reference <= 0:
        return None
    if measure is Measure.DEFICIT:
        return round(reference - body.injured, 6)
    return round(body.injured / reference * 100, 6)


def _limit(body: TestRecorded, need: Need) -> tuple[Operator, float]:
    if need.operator is None or need.value is None:
        return Operator.AT_LEAST, 1.0
    if need.measure is Measure.RANGE and body.baseline is not None and need.baseline_at_least is not None:
        return need.operator, need.baseline_at_least
    return need.operator, need.value


def reaches(value: float, operator: Operator, limit: float) -> bool:
    """Whether a value keeps to a limit; both are rounded to 6 decimals before."""
    match operator:
        case Operator.AT_LEAST:
            return value >= limit
        case Operator.AT_MOST:
            return value <= limit
        case Operator.ABOVE:
            return value > limit
        case Operator.BELOW:
            return value < limit


def _printed(body: TestRecorded, need: Need, value: float, rules: CaseRules) -> str:
    rule = rules.tests[need.test]
    if need.measure is Measure.PASSED:
        return (rule.words or PASSED_OR_NOT).of(bool(value))
    if rule.kind is TestKind.TWO_LEGS and need.measure in {Measure.LSI, Measure.RANGE}:
        against = "the value from before" if body.baseline is not None else "the other leg"
        return f"{round(value, 1):g}% of {against}"
    if need.measure is Measure.DEFICIT:
        return f"{value:g} {rule.unit} short"
    return f"{value:g}{'' if rule.unit.startswith('%') else ' '}{rule.unit}"


def threshold(need: Need, rules: CaseRules) -> str:
    """The limit in words."""
    rule = rules.tests[need.test]
    text = "passed"
    if need.operator is not None and need.value is not None:
        unit = "%" if need.measure in {Measure.LSI, Measure.RANGE} else rule.unit
        text = f"{SAID[need.operator]} {need.value:g}{'' if unit.startswith('%') else ' '}{unit}"
    if need.measure is Measure.DEFICIT:
        text += " short"
    if need.pain_max is not None:
        text += f", pain at most {need.pain_max} of 10"
    return text
