"""Whether anything notices a mistake: a stated case that no longer holds, or the loader that refuses it."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from screening.resources import rules_folder
from screening.rulebook.context import Context
from screening.rulebook.crosschecks import check_conditions_possible, check_rows_reached
from screening.rulebook.derived import read_derived
from screening.rulebook.grading import BEFORE_GRADING, CONCLUSIONS
from screening.rulebook.load import default_rulebook
from screening.rulebook.names import NameTable
from screening.rulebook.problems import Problems
from screening.rulebook.signs import read_signs
from screening.rulebook.walking import walk
from tests.mutation.cases import Case, all_cases
from tests.mutation.factor_checks import factors_refused
from tests.mutation.judging import STEPS, Judged, judged, judged_with
from tests.support.rule_mutants import Mutant, rule_mutants

_REACH = {"triage": 2, "risk": 3, "plan": 4}
"""The last step of a case, by its place among all steps."""


class Killer(enum.StrEnum):
    """What noticed a mistake first."""

    TYPES = "the types refuse it"
    CASE = "a stated case"
    ERROR = "the program stops"
    LOADER = "the loader refuses it"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Verdict:
    mutant: Mutant
    killer: Killer
    by: str = ""


@cache
def _context() -> Context:
    context = Context(rules_folder(), Problems())
    context = context.naming(NameTable.of(default_rulebook().questionnaire.questions.values()))
    return read_derived(context)[1].knowing({**BEFORE_GRADING, **CONCLUSIONS})


@cache
def mutants() -> tuple[Mutant, ...]:
    """Every mutant of the shipped rules."""
    return rule_mutants(default_rulebook(), read_signs(_context()).patterns, _context().names)


@cache
def _shipped(case: Case) -> Judged:
    return judged(case.answers, default_rulebook())


@cache
def _cases_about() -> Mapping[str, tuple[Case, ...]]:
    about: dict[str, list[Case]] = defaultdict(list)
    for case in all_cases():
        for name in case.about:
            about[name].append(case)
    return {name: tuple(cases) for name, cases in about.items()}


def wrong_cases() -> dict[str, list[str]]:
    """The cases that the shipped rules themselves get wrong; they could kill nothing."""
    found = {case.name: case.differences(_shipped(case)) for case in all_cases()}
    return {name: differences for name, differences in found.items() if differences}


def verdict(mutant: Mutant) -> Verdict:
    """Who notices this mistake."""
    try:
        changed = mutant.build()
    except (ValueError, TypeError) as refusal:
        return Verdict(mutant, Killer.TYPES, str(refusal))
    first = STEPS.index(min(changed, key=STEPS.index))
    for case in _ordered(mutant.rule):
        if _REACH[case.step] < first:
            continue
        try:
            if case.differences(judged_with(_shipped(case), changed)):
                return Verdict(mutant, Killer.CASE, case.name)
        except (LookupError, StopIteration, RuntimeError, TypeError, ValueError, ArithmeticError) as error:
            return Verdict(mutant, Killer.ERROR, f"{case.name}: {error!r}")
    refused = _refused(changed)
    return Verdict(mutant, Killer.LOADER, refused) if refused else Verdict(mutant, Killer.NOBODY)


@cache
def _ordered(rule: str) -> tuple[Case, ...]:
    """The cases about a row first, then those of its table, then all others."""
    table = rule.split(".", 1)[0]
    same = (case for case in all_cases() if any(name.startswith(table) for name in case.about))
    return tuple(dict.fromkeys((*_cases_about().get(rule, ()), *same, *all_cases())))


def _refused(changed: Mapping[str, Any]) -> str:
    """What the loader's own checks say about the changed parts; empty where they find nothing."""
    problems = Problems()
    context = Context(rules_folder(), problems).naming(_context().names)
    contents = {name: tuple(walk(part)) for name, part in changed.items()}
    check_conditions_possible(contents, context)
    check_rows_reached(contents, context)
    if "risk" in changed:
        factors_refused(changed["risk"], default_rulebook(), problems)
    return "; ".join(f"{problem.path}: {problem.problem}" for problem in problems.found)
