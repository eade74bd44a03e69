"""What the examination found, in words: the result, what it may mean and what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace

from screening.domain.case.events import TestRecorded
from screening.domain.case.examination import shown_now
from screening.domain.case.rules import CaseRules
from screening.domain.case.stage_rules import TestKind
from screening.domain.case.standing import CaseState, Noted

from .case_log_words import LogNames, who
from .view import Row
from .words import capital, day, ended


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
            title=_said(replace(one.test.body, pain=None), names),
            means=one.finding.means,
            do=one.finding.do,
            by=f"{one.test.by.name}, {day(one.test.body.on)}",
            rule=one.finding.id,
            refers=one.finding.refers,
        )
        for one in shown_now(state, rules)
    ]
    return tuple(sorted(found, key=lambda one: not one.refers))


def examined_rows(state: CaseState, rules: CaseRules, names: LogNames) -> tuple[Row, ...]:
    """What was examined and what it shows, for a paper; nothing where nobody has examined.

    Tests of both legs are left to the table that compares the legs.
    """
    wanted = [test for test in rules.examination.tests if rules.tests[test].kind is not TestKind.TWO_LEGS]
    found = [newest for test in wanted if (newest := state.latest_test(test)) is not None]
    shown = findings_shown(state, rules, names)
    rows = [
        Row("Examined", " ".join(_by_one(found, names))),
        Row("It shows", " ".join(f"{one.title}. {one.means} ({one.rule})" for one in shown)),
    ]
    return tuple(row for row in rows if row.text)


def alarming_findings(state: CaseState, rules: CaseRules, names: LogNames) -> str:
    """The results that refer, in a sentence; empty without any."""
    titles = dict.fromkeys(one.title for one in findings_shown(state, rules, names) if one.refers)
    return ended("; ".join(titles)) if titles else ""


def _by_one(found: list[Noted[TestRecorded]], names: LogNames) -> list[str]:
    """The results of one person and day behind one another, then who that was."""
    by: dict[str, list[str]] = {}
    for one in found:
        by.setdefault(f"{who(one.by)}, {day(one.body.on)}", []).append(_said(one.body, names))
    return [ended(f"{'; '.join(said)}. By {person}") for person, said in by.items()]


def _said(body: TestRecorded, names: LogNames) -> str:
    """Gap in the muscle: none felt."""
    note = f" ({body.note})" if body.note else ""
    return capital(f"{names.tests.get(body.test, body.test)}: {names.result(body)}{note}")
