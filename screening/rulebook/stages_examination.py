"""Reads what is examined on the first day and what a finding means: rules/stages/examination.yaml."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from screening.domain.case.examination import PREFIX
from screening.domain.case.examination_rules import Examination, ExaminedGroup, Finding
from screening.domain.case.stage_rules import Measure, Operator, TestKind, TestRule
from screening.domain.vocabulary import Certainty
from screening.rulebook.context import Context
from screening.rulebook.reading import Block
from screening.rulebook.stages_gates import CRITERIA, Fits, read_need
from screening.rulebook.stages_reading import Level, id_like, ids_once, optional_whole

MOST_DAYS = 400
FINDINGS: Fits = {**CRITERIA, TestKind.PASSED: frozenset({Measure.FAILED})}
"""Which values of a result a finding may look for."""
_SHARES = frozenset({Measure.LSI, Measure.RANGE, Measure.DEFICIT})


def read_examination(
    block: Block, context: Context, tests: Mapping[str, TestRule], asked_by_gates: Collection[str]
) -> Examination:
    """The groups and the findings.

    Args:
        asked_by_gates: the ids of the tests that a criterion of a stage asks for.
    """
    groups = tuple(_group(row, tests) for row in block.children("groups"))
    examined = [test for group in groups for test in group.tests]
    ids_once(block, "groups", examined)
    for test in sorted(tests.keys() - set(examined) - set(asked_by_gates)):
        block.problem("groups", f"lack {test}, which no stage asks for either", "add it, or remove the test")
    findings = tuple(_finding(row, context, tests, examined) for row in block.children("findings"))
    ids_once(block, "findings", [finding.id for finding in findings])
    return Examination(groups, findings)


def _group(row: Block, tests: Mapping[str, TestRule]) -> ExaminedGroup:
    group = ExaminedGroup(row.text("title"), row.texts("tests"))
    for test in group.tests:
        if test not in tests:
            row.problem("tests", f"name {test!r}, which is no test", "use an id of tests.yaml")
    return group


def _finding(
    row: Block, context: Context, tests: Mapping[str, TestRule], examined: Collection[str]
) -> Finding:
    shows = row.child("shows")
    finding = Finding(
        id=id_like(row, PREFIX),
        shows=read_need(shows, tests, FINDINGS),
        urgency=row.choice("level", Level).urgency if row.has("level") else None,
        from_day=optional_whole(row, "from_day", 0, MOST_DAYS),
        to_day=optional_whole(row, "to_day", 0, MOST_DAYS),
        up_to_age=optional_whole(row, "up_to_age", 8, 90),
        means=row.text("means"),
        do=row.text("do"),
        certainty=row.choice("certainty", Certainty),
        sources=context.sources_of(row),
        note=row.optional_text("note"),
    )
    if finding.shows.test in tests and finding.shows.test not in examined:
        shows.problem("test", f"{finding.shows.test!r} is in no group", "add it to one")
    if finding.shows.pain_max is not None or finding.shows.baseline_at_least is not None:
        shows.problem("test", "has a limit of pain or baseline, which only criteria know", "remove it")
    if finding.from_day is not None and finding.to_day is not None and finding.from_day > finding.to_day:
        row.problem("from_day", "is after to_day, so it is never found", "turn them round")
    _check_reach(shows, finding, tests.get(finding.shows.test))
    return finding


def _check_reach(row: Block, finding: Finding, test: TestRule | None) -> None:
    """Note a limit that no result can reach, or that every result does."""
    need = finding.shows
    if test is None or need.operator is None or need.value is None or need.measure in _SHARES:
        return
    lowest, highest = test.lowest or 0, test.highest or 0
    reached = {
        Operator.AT_LEAST: (lowest < need.value <= highest),
        Operator.ABOVE: (lowest <= need.value < highest),
        Operator.AT_MOST: (lowest <= need.value < highest),
        Operator.BELOW: (lowest < need.value <= highest),
    }
    if not reached[need.operator]:
        text = f"of {need.value:g} is reached by every result of {need.test} or by none"
        row.problem(need.operator, text, f"use a limit inside {lowest:g} to {highest:g}")
