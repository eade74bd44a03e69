"""Tests that got worse against the last one: what the rules of stepping down call a trigger."""

from __future__ import annotations

from collections.abc import Iterator

from .events import TestRecorded
from .rules import CaseRules
from .stage_rules import TestRule
from .standing import CaseState


def worse_than_before(state: CaseState, body: TestRecorded, rules: CaseRules) -> Iterator[str]:
    """The ids of the rules that a new result fires.

    Args:
        state: as it was before the result.
    Source:
        rules/stages/tests.yaml: worse_by and the like; holds.yaml: regress
    """
    last = state.latest_test(body.test)
    if last is None or not last.body.tested or not body.tested or body.on < last.body.on:
        return
    if body.corrects is None and _is_worse(rules.tests[body.test], last.body, body):
        yield from (rule.id for rule in rules.regress.values() if body.test in rule.tests)


def _is_worse(rule: TestRule, last: TestRecorded, now: TestRecorded) -> bool:
    if rule.worse_when_failed and last.passed and now.passed is False:
        return True
    if rule.worse_above is not None and last.number is not None and now.number is not None:
        return last.number <= rule.worse_above < now.number
    if last.injured is None or now.injured is None:
        return False
    fall = round(last.injured - now.injured, 6)
    by_amount = rule.worse_by is not None and fall >= rule.worse_by
    share = rule.worse_by_pct
    by_share = share is not None and last.injured > 0 and round(fall / last.injured * 100, 6) >= share
    return by_amount or by_share
