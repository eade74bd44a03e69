"""Whether anything notices a mistake: a stated case that no longer holds, or the loader that refuses it."""

from __future__ import annotations

import enum
import re
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
from tests.mutation.survivors import listed_for
from tests.support.rule_mutants import Mutant, rule_mutants

_REACH = {"triage": 2, "risk": 3, "plan": 4, "programmes": 5}
"""The last step of a case, by its place among all steps."""


SHOWS_IN = {
    "sign.red_flag_answer": "fact.result.problem",
    "sign.fever_with_infection_signs": "triage.E6",
    "sign.major_trauma": "triage.E7",
    "sign.clot_pattern": "triage.S1",
    "sign.clot_points": "triage.S2",
    "sign.bone_stress_pattern": "triage.U7",
    "sign.tendinopathy_pattern": "gate.N7",
    "sign.soreness_pattern": "gate.N9",
    "sign.muscle_breakdown_pattern": "triage.S8",
    "sign.young_near_sit_bone": "triage.U2",
    "sign.tear_pattern": "fact.result.tear_pattern",
    "sign.stretch_proximal": "tag.STRETCH_PROXIMAL",
    "sign.early_or_repeated_reinjury": "triage.U8",
    "sign.no_measured_tenderness": "gate.N6",
    "sign.proximal_tear": "tag.AVULSION_SUSPECTED",
    "grading.red_flags": "fact.result.problem",
    "grading.missing.bounds": "missing.D1",
    "grading.missing.minimum_set": "missing.D2",
    "grading.missing.insufficient": "missing.D3",
    "grading.missing.unreliable": "missing.D11",
    "grading.mixed_picture": "gate.N11",
    "grading.tags": "tag.",
    "grading.prognosis": "fact.result.problem",
    "severity.": "missing.D3",
    "derived": "risk/derived",
    "risk.baselines": "risk/baselines",
    "risk.factors[age_years]": "risk/factors",
    "risk.groups": "risk/model",
    "risk.bands": "risk/model",
    "risk.light": "risk/model",
    "risk.return_module": "risk/model",
    "risk.": "risk/",
    "plan.limits": "plan/limits",
    "plan.programmes": "plan/limits",
    "plan.": "plan/",
    "programmes.": "programmes/",
}
"""Where a mistake in a row shows first; only the order in which cases are tried depends on it."""


LOADER_ALONE = re.compile(r"\.prevalence|\.published|shrinkage")
"""What no result is worked out from: the loader recomputes weights and means with it."""

SAMPLED = 8
"""A listed survivor is tried on the cases about its row and on every eighth of all; none may notice."""


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
    if LOADER_ALONE.search(mutant.id) and (refused := _refused(changed)):
        return Verdict(mutant, Killer.LOADER, refused)
    first = STEPS.index(min(changed, key=STEPS.index))
    for case in _ordered(mutant.rule, sample=listed_for(mutant) is not None):
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
def _ordered(rule: str, *, sample: bool) -> tuple[Case, ...]:
    """The cases most likely to notice first: about the row, where it shows, about its table, all others."""
    shown = [where for start, where in SHOWS_IN.items() if rule.startswith(start)]
    if rule.startswith("risk.factors["):
        shown.insert(0, f"risk.{rule[len('risk.factors[') :].split(']', maxsplit=1)[0]}.")
    table = rule.split(".", 1)[0]
    near = (*_about(rule), *(case for where in shown for case in _about(where)))
    same = (case for case in all_cases() if any(name.startswith(table) for name in case.about))
    others = all_cases()[::SAMPLED] if sample else all_cases()
    return tuple(dict.fromkeys((*near, *(() if sample else same), *others)))


def _about(start: str) -> tuple[Case, ...]:
    return tuple(
        case
        for case in all_cases()
        if case.origin.startswith(start) or any(name.startswith(start) for name in case.about)
    )


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
