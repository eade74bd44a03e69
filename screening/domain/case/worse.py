"""Tests that got worse against the last one: what the rules of stepping down call a trigger."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from .events import TestRecorded
from .rules import CaseRules
from .stage_rules import TestRule
from .standing import CaseState, Hold, Noted


def worse_than_before(state: CaseState, body: TestRecorded, rules: CaseRules) -> Iterator[str]:
    """The ids of the rules that a new result fires; a correction is compared with what came before the first.

    Args:
        state: as it was before the result.
    Source:
        rules/stages/tests.yaml: worse_by and the like; holds.yaml: regress
    """
    earlier = [one for one in _in_order(state, body.test) if one.number != body.corrects]
    last = earlier[-1] if earlier else None
    if last is None or not last.body.tested or not body.tested or body.on < last.body.on:
        return
    if _is_worse(rules.tests[body.test], last.body, body):
        yield from (rule.id for rule in rules.regress.values() if body.test in rule.tests)


def is_corrected_away(state: CaseState, hold: Hold, rules: CaseRules) -> bool:
    """Whether a hold for a worse test rests on a result that was wrong, and on nothing else.

    A result that fired the rule was recorded on the day of the hold. It was corrected since, once; neither
    the correction nor another result of that day is worse than the one before it.
    """
    rule = rules.regress.get(hold.rule or "")
    if rule is None:
        return False
    corrected = [one for one in state.tests if one.body.test in rule.tests and _corrects_before(one, hold)]
    looked_at = {one.number for one in state.tests if one.day == hold.day} | {one.number for one in corrected}
    pairs = [pair for test in rule.tests for pair in pairwise(_in_order(state, test))]
    return bool(corrected) and not any(
        later.number in looked_at and _is_worse(rules.tests[later.body.test], earlier.body, later.body)
        for earlier, later in pairs
    )


def _corrects_before(result: Noted[TestRecorded], hold: Hold) -> bool:
    return (result.body.corrects or hold.number) < hold.number < result.number


def _in_order(state: CaseState, test: str) -> list[Noted[TestRecorded]]:
    found = [one for one in state.tests if one.body.test == test]
    return sorted(found, key=lambda one: (one.body.on, one.body.corrects or one.number))


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
