"""The shipped grading and triage rules on their own, and what they make of a set of answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from screening.domain.answers import Answer, Answers
from screening.domain.assessment import InjuryResult, TriageResult
from screening.domain.derived import DerivedValue, derive
from screening.domain.facts import Facts
from screening.domain.grading.grade import grade_injury
from screening.domain.grading.rules import GradingRules
from screening.domain.questionnaire import Questionnaire
from screening.domain.trace import TraceStep
from screening.domain.triage.decide import decide_urgency
from screening.domain.triage.rules import TriageRules
from screening.resources import rules_folder
from screening.rulebook.context import Context
from screening.rulebook.derived import read_derived
from screening.rulebook.grading import read_grading
from screening.rulebook.names import NameTable
from screening.rulebook.problems import Problems
from screening.rulebook.questionnaire import read_questionnaire
from screening.rulebook.sources import read_sources
from screening.rulebook.triage import read_triage


@dataclass(frozen=True)
class InjuryRules:
    questionnaire: Questionnaire
    derived: tuple[DerivedValue, ...]
    grading: GradingRules
    triage: TriageRules


@dataclass(frozen=True)
class Judged:
    """Grading and triage of one set of answers."""

    injury: InjuryResult
    triage: TriageResult
    facts: Facts
    trace: tuple[TraceStep, ...]

    @property
    def fired(self) -> frozenset[str]:
        """Every rule with a say, in grading or triage."""
        reasons = {reason.id for reason in self.triage.reasons}
        return frozenset({*self.injury.rules_fired, *reasons, *(step.rule for step in self.trace)})


def read_injury_rules(folder: Path) -> tuple[InjuryRules | None, Problems]:
    """Grading and triage of a folder, and everything wrong with them; None where a file is missing."""
    problems = Problems()
    context = Context(folder, problems)
    context = context.citing(read_sources(context))
    questionnaire = read_questionnaire(context)
    context = context.naming(NameTable.of(questionnaire.questions.values()))
    derived, context = read_derived(context)
    grading, triage = read_grading(context), read_triage(context)
    for file in context.opened:
        file.report_unread()
    if grading is None or triage is None:
        return None, problems
    return InjuryRules(questionnaire, derived, grading, triage), problems


@cache
def injury_rules() -> InjuryRules:
    """Grading and triage as shipped."""
    rules, problems = read_injury_rules(rules_folder())
    problems.stop_if_any()
    assert rules is not None
    return rules


def judge(answers: Mapping[str, Answer]) -> Judged:
    """What grading and triage say about these answers."""
    rules = injury_rules()
    facts = derive(Facts.of(Answers(answers)), rules.derived)
    injury = grade_injury(facts, rules.grading)
    triage = decide_urgency(injury.facts, injury.result, rules.triage)
    return Judged(injury.result, triage.result, triage.facts, (*injury.trace, *triage.trace))
