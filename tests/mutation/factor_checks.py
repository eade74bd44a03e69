"""The loader's own checks on factor files, run on factors with a mistake in them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from screening.domain.risk.rules import RiskRules
from screening.domain.rulebook import Rulebook
from screening.resources import rules_folder
from screening.rulebook.context import Context
from screening.rulebook.derived import read_derived
from screening.rulebook.names import NameTable
from screening.rulebook.problems import Problems
from screening.rulebook.reading import RulesFile
from screening.rulebook.risk_checks import check_factor, run_examples
from screening.rulebook.risk_factors import FOLDER


@dataclass
class _Place:
    """Stands for a block of a file: takes note of what the loader has against it."""

    name: str
    problems: Problems

    def problem(self, path: str, problem: str, advice: str) -> None:
        self.problems.add(self.name, path, problem, advice)


def factors_refused(rules: RiskRules, shipped: Rulebook, problems: Problems) -> None:
    """Note what the loader would say about every factor that is not as shipped."""
    as_shipped = {factor.id: factor for factor in shipped.risk.factors}
    for factor in rules.factors:
        same_shrinkage = rules.shrinkage == shipped.risk.shrinkage
        if same_shrinkage and _same(factor, as_shipped[factor.id]):
            continue
        name = f"{FOLDER}/{factor.id}.yaml"
        context = Context(rules_folder(), problems, sources=shipped.sources)
        parts = [_Place(f"{name} {level.id}", problems) for level in factor.levels]
        check_factor(context, _Place(name, problems), parts, factor, rules.shrinkage)  # type: ignore[arg-type]
        block = RulesFile(rules_folder(), rules_folder() / name, problems).block()
        run_examples(Context(rules_folder(), problems).naming(_names(shipped)), block, factor)


def _same(one: object, other: object) -> bool:
    return all(getattr(one, f.name) == getattr(other, f.name) for f in dataclasses.fields(one))  # type: ignore[arg-type]


def _names(shipped: Rulebook) -> NameTable:
    names = NameTable.of(shipped.questionnaire.questions.values())
    return read_derived(Context(rules_folder(), Problems()).naming(names))[1].names
