"""The criteria of a stage as rows of a gate, with what the case has for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from .events import Criterion
from .people import groups, is_fast_track
from .rules import CaseRules
from .sessions import counted
from .stage_rules import Count, Counted, ExitRule
from .standing import CaseState
from .values import SAID, Found, judge_need, reaches, threshold
from .words import SeverityClass, State


def exit_rows(state: CaseState, rules: CaseRules, day: dt.date, stage: State) -> tuple[Criterion, ...]:
    """One row for every criterion of the stage that is asked of this case.

    Source:
        rules/stages/stages.yaml: exit
    """
    mine = groups(state, rules)
    asked = [rule for rule in rules.stages[stage].exit if not rule.only_for or rule.only_for & mine]
    return tuple(_row(state, rules, day, rule) for rule in asked)


def missing_tests(state: CaseState, rules: CaseRules, day: dt.date, stage: State) -> tuple[str, ...]:
    """The tests of a stage that are not there or too old, where the criterion is not met without them."""
    mine = groups(state, rules)
    found: list[str] = []
    for rule in rules.stages[stage].exit:
        if rule.only_for and not rule.only_for & mine:
            continue
        judged = [(need.test, judge_need(state, need, rules, day)) for need in rule.needs]
        if _together([one for _, one in judged], rule.all_tested) is None:
            found += [test for test, one in judged if one.is_missing]
    return tuple(dict.fromkeys(found))


def _row(state: CaseState, rules: CaseRules, day: dt.date, rule: ExitRule) -> Criterion:
    advisory = rule.advisory and not rule.mandatory_for & groups(state, rules)
    if rule.count is not None:
        return _count_row(state, rules, day, rule, rule.count, advisory)
    found = [judge_need(state, need, rules, day) for need in rule.needs]
    seen = [one for one in found if one.test is not None and not one.is_missing] or found[:1]
    latest = max((one.test for one in seen if one.test), key=lambda test: test.number, default=None)
    return Criterion(
        id=rule.id,
        text=rule.text,
        method="; ".join(dict.fromkeys(rules.tests[need.test].method for need in rule.needs)),
        threshold=_joined(rule, rules),
        result=_results(rule, found, seen, rules),
        met=_together(found, rule.all_tested),
        advisory=advisory,
        on=latest.body.on if latest else None,
        by=latest.by.name if latest else "",
        sources=rule.sources,
        event=latest.number if latest else None,
    )


def _joined(rule: ExitRule, rules: CaseRules) -> str:
    limits = [
        threshold(need, rules)
        if len({one.test for one in rule.needs}) == 1
        else f"{rules.tests[need.test].name}: {threshold(need, rules)}"
        for need in rule.needs
    ]
    return (", and " if rule.all_tested else "; or ").join(dict.fromkeys(limits))


def _results(rule: ExitRule, found: Sequence[Found], seen: Sequence[Found], rules: CaseRules) -> str:
    """What was measured; of several tests each with its name."""
    done = [(rules.tests[need.test].name, one) for need, one in zip(rule.needs, found, strict=True)]
    names_needed = len({name for name, one in done if one.test is not None and not one.is_missing}) > 1
    said = [f"{name}: {one.result}" if names_needed else one.result for name, one in done if one in seen]
    return "; ".join(dict.fromkeys(said))


def _together(found: Sequence[Found], all_tested: bool) -> bool | None:
    """Any failure fails. Otherwise all of them are needed, or one of them."""
    met = [one.met for one in found]
    if False in met:
        return False
    if all_tested:
        return True if None not in met else None
    return True if True in met else None


def _count_row(
    state: CaseState, rules: CaseRules, day: dt.date, rule: ExitRule, count: Count, advisory: bool
) -> Criterion:
    needed, why = _needed(state, rules, count)
    value = counted(state, rules, day, count)
    return Criterion(
        id=rule.id,
        text=rule.text,
        method="Counted from sessions and check-ins",
        threshold=f"{SAID[count.operator]} {needed}{why}",
        result="none yet" if value is None else str(value),
        met=None if value is None else reaches(value, count.operator, needed),
        advisory=advisory,
        on=day,
        by="",
        sources=rule.sources,
    )


def _needed(state: CaseState, rules: CaseRules, count: Count) -> tuple[int, str]:
    """How many, and in words why fewer than the criterion says."""
    needed, whose = count.value, ""
    if count.fast_track is not None and is_fast_track(state, rules):
        needed, whose = count.fast_track, "on the fast track"
    elif state.severity is SeverityClass.G0 and not state.recurrent:
        whose = "for class G0"
        if count.class_g0 is not None:
            needed = count.class_g0
        elif count.what is Counted.STRENGTH_SESSIONS:
            needed = rules.times.sessions_needed(state.severity, state.recurrent)
    return needed, f" {whose}, otherwise {count.value}" if needed != count.value else ""
