"""What the examination found, in words: the result, what it may mean and what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace

from screening.domain.case.examination import shown_now
from screening.domain.case.rules import CaseRules
from screening.domain.case.standing import CaseState

from .case_log_words import LogNames
from .words import capital, day


@dataclass(frozen=True, slots=True)
class FindingShown:
    """One finding that stands. `refers`: it stopped the case until a clinician has looked into it."""

    title: str
    """The result: "Gap in the muscle: gap felt"."""
    means: str
    do: str
    by: str
    rule: str
    refers: bool


def findings_shown(state: CaseState, rules: CaseRules, names: LogNames) -> tuple[FindingShown, ...]:
    """Every finding of the newest results, those that refer first."""
    found = [
        FindingShown(
            title=capital(
                f"{names.tests.get(one.test.body.test, one.test.body.test)}: "
                f"{names.result(replace(one.test.body, pain=None))}"
            ),
            means=one.finding.means,
            do=one.finding.do,
            by=f"{one.test.by.name}, {day(one.test.body.on)}",
            rule=one.finding.id,
            refers=one.finding.refers,
        )
        for one in shown_now(state, rules)
    ]
    return tuple(sorted(found, key=lambda one: not one.refers))
