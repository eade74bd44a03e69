"""Every rule fires and stays silent in a stated case; every statement of a rule decides for somebody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml

from screening.domain.answers import Known
from screening.domain.conditions import (
    All,
    AnyOf,
    Compare,
    Comparison,
    CountOf,
    Not,
    OneOf,
    count_true,
    holds,
)
from screening.domain.facts import Facts
from screening.domain.rulebook import Rulebook
from screening.rulebook.load import default_rulebook
from tests.mutation.cases import all_cases
from tests.mutation.judging import judged
from tests.support.mirrored import drawn_answers
from tests.support.rule_coverage import conditions_of, decided, leaves_of, without_say

PARTS = ("derived", "grading", "triage", "risk", "plan")
GENERATED = 1500
NO_SAY = Path(__file__).parent / "without_say.yaml"
POP, LIMP, GAP = OneOf("pop", (True,)), OneOf("walking", ("limp",)), OneOf("gap", (True,))


@cache
def _everybody() -> tuple[Mapping[str, Known | None], ...]:
    """Answers with every conclusion drawn from them, of all stated cases and of generated athletes."""
    rulebook = default_rulebook()
    stated = (case.answers for case in all_cases())
    generated = (drawn_answers(rulebook.questionnaire, seed) for seed in range(GENERATED))
    return tuple(_concluded(judged(answers, rulebook).planned.facts) for answers in (*stated, *generated))


def _concluded(facts: Facts) -> Mapping[str, Known | None]:
    signs = [item.when for item in default_rulebook().grading.severity]
    return {**facts.values, "result.severity_count": count_true(signs, facts)}


def _rule_names(rulebook: Rulebook) -> Iterator[str]:
    """Everything with a say that a case can be about."""
    grading, triage, risk, plan = rulebook.grading, rulebook.triage, rulebook.risk, rulebook.plan
    for table in (grading.gates, grading.rows, grading.findings, grading.severity, grading.missing.timing):
        yield from (row.id for row in table)
    yield from (grading.mixed_picture.id, grading.disagreement.id, grading.missing.bounds.id)
    yield from (grading.missing.bounds.urgency_id, grading.missing.minimum_set.id)
    yield from (grading.missing.insufficient.id, grading.missing.unreliable.id)
    yield from (f"tag.{rule.tag}" for rule in grading.tags)
    for advice in (grading.alternatives, grading.imaging_advice):
        yield from (row.id for row in advice)
    for rows in (triage.rows, triage.fallbacks, triage.blocks, triage.cards):
        yield from (row.id for row in rows)
    yield from (f"risk.not_scored.{rule.id}" for rule in risk.not_scored)
    yield from (f"light.{multiplier.id}" for multiplier in risk.light.multipliers)
    for planned in (plan.kinds, plan.tiers, plan.levels, plan.codes, plan.notes, plan.advice, plan.ladders):
        yield from (row.id for row in planned)
    yield from (f"plan.programme.{programme.id}" for programme in plan.programmes)


def test_every_rule_has_a_case_in_which_it_fires_and_one_in_which_it_is_silent(rulebook: Rulebook) -> None:
    stated: dict[str, set[bool]] = defaultdict(set)
    for case in all_cases():
        for name in case.about:
            if case.fires is not None:
                stated[name].add(case.fires)
    assert [name for name in _rule_names(rulebook) if stated[name] != {True, False}] == []


def test_every_level_of_every_factor_is_reached_and_left(rulebook: Rulebook) -> None:
    """By the stated cases; the loader runs the examples of every factor file besides."""
    reached: dict[str, set[str]] = defaultdict(set)
    for case in all_cases():
        if case.step != "triage":
            for factor in judged(case.answers, rulebook).risk.factors:
                reached[factor.id].add(factor.level)
    for factor in rulebook.risk.factors:
        wanted = {level.id for level in factor.levels if level.applies}
        assert wanted <= reached[factor.id], factor.id
        assert len(reached[factor.id]) > 1


@pytest.mark.slow
def test_every_phrase_is_said_by_somebody_and_not_by_everybody(rulebook: Rulebook) -> None:
    for name, condition in conditions_of(rulebook.triage.phrases):
        said = {holds(condition, Facts(person)) for person in _everybody()}
        assert said == {True, False}, name


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_every_statement_of_every_rule_decides_for_somebody(part: str, rulebook: Rulebook) -> None:
    excused = yaml.safe_load(NO_SAY.read_text(encoding="utf-8"))
    found = {
        f"{name}: {statement}"
        for name, condition in conditions_of(getattr(rulebook, part))
        for statement in without_say(condition, _everybody())
    }
    listed = {entry for group in excused if group["part"] == part for entry in group["statements"]}
    assert found - listed == set()
    assert listed - found == set(), "take these from without_say.yaml"


def test_a_statement_decides_where_it_alone_would_turn_the_rule_round() -> None:
    rule = All((POP, AnyOf((LIMP, GAP))))
    assert decided(rule, Facts({"pop": True, "walking": "limp"})) == (True, {"[0]", "[1][0]"})
    assert decided(rule, Facts({"pop": True})) == (False, {"[1][0]", "[1][1]"})
    assert decided(rule, Facts({"walking": "limp", "gap": True})) == (False, {"[0]"})
    assert decided(rule, Facts({"pop": True, "walking": "limp", "gap": True})) == (True, {"[0]"})
    assert decided(rule, Facts({})) == (False, frozenset())


def test_counts_and_negations_are_looked_into_as_well() -> None:
    two = CountOf((POP, LIMP, GAP), 2)
    assert decided(two, Facts({"pop": True, "gap": True})) == (True, {"[0]", "[2]"})
    assert decided(two, Facts({"pop": True})) == (False, {"[1]", "[2]"})
    assert decided(Not(POP), Facts({"pop": False})) == (True, {"!"})
    assert decided(Not(POP), Facts({})) == (False, {"!"})


def test_a_statement_that_decides_nothing_is_found() -> None:
    late = Compare("days", Comparison.AT_LEAST, 3)
    redundant = AnyOf((late, Compare("days", Comparison.AT_LEAST, 5)))
    people = [{"days": day} for day in (1, 2, 3, 4, 5, 6)]
    assert without_say(redundant, people) == ["days is at least 5 never makes it fire alone [1]"]
    assert len(list(leaves_of(redundant))) == 2
