"""The shipped risk rules, and a score from plain answers with no problem reported."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from screening.domain.answers import Answer, Answers
from screening.domain.assessment import Baseline, InjuryResult, RiskResult, TriageResult
from screening.domain.derived import derive
from screening.domain.facts import Facts
from screening.domain.risk.baseline import Comparison
from screening.domain.risk.rules import RiskRules
from screening.domain.risk.score import score_against, score_risk
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import BaselineQuality, InjuryStatus, NotGradedBecause, Urgency

FactsOf = Callable[..., Facts]
ScoreOf = Callable[..., RiskResult]


@pytest.fixture(scope="session")
def rules(rulebook: Rulebook) -> RiskRules:
    return rulebook.risk


@pytest.fixture(scope="session")
def facts_of(rulebook: Rulebook) -> FactsOf:
    """Facts of some answers, with the derived values that ship."""

    def build(**answers: Answer) -> Facts:
        return derive(Facts.of(Answers(answers)), rulebook.derived)

    return build


@pytest.fixture(scope="session")
def score_of(rules: RiskRules, facts_of: FactsOf) -> ScoreOf:
    """The risk part for answers; `injury` and `urgency` are what grading and triage said before."""

    def score(
        injury: InjuryStatus = InjuryStatus.NO_PROBLEM,
        because: NotGradedBecause | None = None,
        urgency: Urgency | None = Urgency.T5,
        **answers: Answer,
    ) -> RiskResult:
        graded = InjuryResult(injury, not_graded_because=because)
        triage = TriageResult(urgency, "", "", "", "")
        return score_risk(facts_of(**answers), graded, triage, rules).result

    return score


@pytest.fixture(scope="session")
def against(rules: RiskRules, facts_of: FactsOf) -> ScoreOf:
    """The risk part against a made-up baseline of a given size and quality."""

    def score(
        p0: float = 0.13, quality: BaselineQuality = BaselineQuality.GOOD, **answers: Answer
    ) -> RiskResult:
        baseline = Baseline("made_up", "people", p0, quality, ())
        comparison = Comparison(baseline, False, {})
        return score_against(comparison, facts_of(**answers), rules).result

    return score
