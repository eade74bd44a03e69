"""What was found by examining: which findings a result shows, and which of them refer the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .events import Opened, TestRecorded
from .examination_rules import Finding
from .rules import CaseRules
from .standing import CaseState, Noted
from .values import measured, reaches
from .words import State

PREFIX = "finding."


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with the result that shows it."""

    finding: Finding
    test: Noted[TestRecorded]


def shown_now(state: CaseState, rules: CaseRules) -> tuple[Shown, ...]:
    """Every finding that the newest result of its test shows, in the order of the rules.

    "Not tested" takes nothing away from a result before it.

    Source:
        rules/stages/examination.yaml
    """
    newest: dict[str, Noted[TestRecorded]] = {}
    for one in sorted(state.tests, key=lambda test: (test.body.on, test.number)):
        if one.body.tested:
            newest[one.body.test] = one
    return tuple(
        Shown(finding, newest[finding.shows.test])
        for finding in rules.examination.findings
        if finding.shows.test in newest and shows(finding, newest[finding.shows.test].body, state.opened)
    )


def newly_referred(before: CaseState, body: TestRecorded, rules: CaseRules) -> tuple[str, ...]:
    """The ids of the findings that refer the case and that the last result of this test did not show.

    Args:
        before: as it was before the result.
    """
    return tuple(one.id for one in _new(_last_of(before.tests, body.test), body, before.opened, rules))


def latest_found(state: CaseState, rules: CaseRules) -> int:
    """The number of the latest result with a new finding that refers; 0: none.

    While a case is referred a correction of such a test counts too: what it took away is seen no more, and a
    note of before knew nothing of either.
    """
    alarming = {one.shows.test for one in rules.examination.findings if one.refers}
    since = state.entered_number if state.state is State.REFERRED else state.last_number
    last: dict[str, TestRecorded] = {}
    latest = 0
    for one in state.tests:
        is_corrected = one.body.corrects is not None and one.number > since and one.body.test in alarming
        if is_corrected or any(_new(last.get(one.body.test), one.body, state.opened, rules)):
            latest = max(latest, one.number)
        if one.body.tested:
            last[one.body.test] = one.body
    return latest


def is_referred_by_finding(state: CaseState) -> bool:
    """Whether the case waits for a clinician because of what an examination found."""
    last = state.moves[-1].body if state.moves else None
    is_fired = last is not None and any(rule.startswith(PREFIX) for rule in last.rules)
    return state.state is State.REFERRED and is_fired


def shows(finding: Finding, body: TestRecorded, opened: Opened) -> bool:
    """Whether a result shows a finding: not passed, or a limit reached, at the right time and age."""
    need = finding.shows
    if body.test != need.test or not body.tested or body.taken_back or not _is_in_time(finding, body, opened):
        return False
    if finding.up_to_age is not None and (opened.age_years or 0) > finding.up_to_age:
        return False
    value = measured(body, need.measure)
    if value is None:
        return False
    if need.operator is None or need.value is None:
        return bool(value)
    return reaches(value, need.operator, need.value)


def _is_in_time(finding: Finding, body: TestRecorded, opened: Opened) -> bool:
    day = (body.on - opened.injury_on).days
    return (finding.from_day or 0) <= day and (finding.to_day is None or day <= finding.to_day)


def _new(
    last: TestRecorded | None, body: TestRecorded, opened: Opened, rules: CaseRules
) -> tuple[Finding, ...]:
    """The findings that refer, shown by a result and not by the one before it."""
    return tuple(
        finding
        for finding in rules.examination.findings
        if finding.refers
        and shows(finding, body, opened)
        and not (last is not None and shows(finding, last, opened))
    )


def _last_of(tests: Iterable[Noted[TestRecorded]], test: str) -> TestRecorded | None:
    """The result entered last, without those that say "not tested"."""
    found = [one.body for one in tests if one.body.test == test and one.body.tested]
    return found[-1] if found else None
