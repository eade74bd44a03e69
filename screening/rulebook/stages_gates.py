"""Reads the stages of a return, their criteria and the tests these ask for: rules/stages/stages and tests."""

from __future__ import annotations

from collections.abc import Mapping

from screening.domain.case.stage_rules import (
    Better,
    Count,
    Counted,
    ExitRule,
    Group,
    Measure,
    Need,
    Operator,
    PassedWords,
    Stage,
    TestKind,
    TestRule,
)
from screening.domain.case.words import STAGES, State
from screening.domain.vocabulary import Certainty
from screening.rulebook.context import Context
from screening.rulebook.reading import Block
from screening.rulebook.stages_reading import (
    every_word_once,
    id_like,
    ids_once,
    optional_whole,
    whole,
    words_of,
)

Fits = Mapping[TestKind, frozenset[Measure]]
CRITERIA: Fits = {
    TestKind.NUMBER: frozenset({Measure.NUMBER}),
    TestKind.PASSED: frozenset({Measure.PASSED}),
    TestKind.TWO_LEGS: frozenset({Measure.INJURED, Measure.LSI, Measure.DEFICIT, Measure.RANGE}),
}
"""Which values of a result a criterion may ask for."""
_PLAIN = frozenset({Measure.PASSED, Measure.FAILED})


def read_tests(block: Block, context: Context) -> Mapping[str, TestRule]:
    """All tests by id."""
    rows = [_test(row, context) for row in block.children("tests")]
    ids_once(block, "tests", [row.id for row in rows])
    return {row.id: row for row in rows}


def _test(row: Block, context: Context) -> TestRule:
    kind = row.choice("kind", TestKind)
    test = TestRule(
        id=row.text("id"),
        name=row.text("name"),
        kind=kind,
        unit="" if kind is TestKind.PASSED else row.text("unit"),
        lowest=row.optional_number("lowest"),
        highest=row.optional_number("highest"),
        better=row.choice("better", Better) if row.has("better") else Better.HIGHER,
        asks_pain=row.flag("asks_pain", default=True),
        method=row.text("method"),
        how=row.texts("how"),
        sources=context.sources_of(row),
        worse_by=row.optional_number("worse_by"),
        worse_by_pct=row.optional_number("worse_by_pct"),
        worse_above=row.optional_number("worse_above"),
        worse_when_failed=row.flag("worse_when_failed", default=False),
        words=_words(row.optional_child("words")),
    )
    if test.words is not None and kind is not TestKind.PASSED:
        row.problem("words", "are for a yes and a no", "write them in a test of kind passed")
    if kind is not TestKind.PASSED and (
        test.lowest is None or test.highest is None or test.lowest >= test.highest
    ):
        row.problem("lowest", "and highest are not two limits", "write the least and the most that can be")
    return test


def _words(row: Block | None) -> PassedWords | None:
    return None if row is None else PassedWords(row.text("passed"), row.text("failed"))


def read_stages(block: Block, context: Context, tests: Mapping[str, TestRule]) -> Mapping[State, Stage]:
    """All stages; each has to be there once, and no cap goes down from one to the next."""
    stages = [_stage(row, context, tests) for row in block.children("stages")]
    every_word_once(block, "stages", [stage.state for stage in stages], STAGES)
    ids_once(block, "stages", [rule.id for stage in stages for rule in stage.exit])
    caps = [(stage.max_rung, stage.max_eccentric) for stage in stages]
    if caps != sorted(caps) or [stage.max_eccentric for stage in stages] != sorted(ecc for _, ecc in caps):
        block.problem("stages", "have a cap that goes down", "a later stage allows at least as much")
    return {stage.state: stage for stage in stages}


def _stage(row: Block, context: Context, tests: Mapping[str, TestRule]) -> Stage:
    stage_id = id_like(row, "stage.")
    found = [state for state in STAGES if stage_id == f"stage.{state}"]
    if not found:
        row.problem("id", f"is {stage_id!r}", "use stage.S1 to stage.S8")
    typical = row.child("typical_days")
    return Stage(
        id=stage_id,
        state=found[0] if found else State.S1,
        name=row.text("name"),
        purpose=row.text("purpose"),
        max_rung=whole(row, "max_rung", 0, 9),
        max_eccentric=whole(row, "max_eccentric", 0, 4),
        typical_from=whole(typical, "from", 1),
        typical_to=whole(typical, "to", 1),
        typical_note=typical.optional_text("note"),
        not_allowed=row.texts("not_allowed"),
        kind=row.text("kind"),
        exit=tuple(_exit(rule, context, tests) for rule in row.children("exit")),
        sources=context.sources_of(row),
    )


def _exit(row: Block, context: Context, tests: Mapping[str, TestRule]) -> ExitRule:
    rule = ExitRule(
        id=row.text("id"),
        text=row.text("text"),
        needs=tuple(read_need(need, tests) for need in row.optional_children("needs")),
        all_tested=row.flag("all_tested", default=False),
        count=_count(row.optional_child("count")),
        advisory=row.flag("advisory", default=False),
        mandatory_for=frozenset(words_of(row, "mandatory_for", Group)),
        only_for=frozenset(words_of(row, "only_for", Group)),
        certainty=row.choice("certainty", Certainty),
        sources=context.sources_of(row),
        note=row.optional_text("note"),
    )
    if bool(rule.needs) == (rule.count is not None):
        row.problem("needs", "and count do not say one thing", "write either needs or count")
    if rule.mandatory_for and not rule.advisory:
        row.problem("mandatory_for", "is of no use here", "write it beside advisory: true")
    return rule


def read_need(row: Block, tests: Mapping[str, TestRule], fits: Fits = CRITERIA) -> Need:
    """The result of a test that is asked for, or looked for.

    Args:
        fits: which values of a test of each kind can be.
    """
    test, measure = row.text("test"), row.choice("measure", Measure)
    operator, value = _limit(row) if measure not in _PLAIN else (None, None)
    rule = tests.get(test)
    if rule is None:
        row.problem("test", f"{test!r} is no test", "use an id of tests.yaml")
    elif measure not in fits[rule.kind]:
        row.problem("measure", f"does not fit {test}", f"use one of {', '.join(sorted(fits[rule.kind]))}")
    elif row.has("pain_max") and not rule.asks_pain:
        row.problem("pain_max", f"is not asked in {test}", "remove it")
    return Need(
        test,
        measure,
        operator,
        value,
        optional_whole(row, "pain_max", 0, 10),
        row.optional_number("baseline_at_least"),
    )


def _limit(row: Block) -> tuple[Operator, float]:
    found = [word for word in Operator if row.has(word)]
    if len(found) != 1:
        row.problem("at_least", "or another limit is not there once", f"write one of {', '.join(Operator)}")
        return Operator.AT_LEAST, 0.0
    return found[0], row.number(found[0])


def _count(row: Block | None) -> Count | None:
    if row is None:
        return None
    operator, value = _limit(row)
    days_apart = optional_whole(row, "days_apart", 1, 14)
    return Count(
        what=row.choice("what", Counted),
        operator=operator,
        value=int(value),
        fast_track=optional_whole(row, "fast_track", 1, 10),
        class_g0=optional_whole(row, "class_g0", 1, 10),
        rung=optional_whole(row, "rung", 0, 9),
        speed_pct=row.optional_number("speed_pct"),
        pain_max=optional_whole(row, "pain_max", 0, 10),
        days_apart=1 if days_apart is None else days_apart,
    )
