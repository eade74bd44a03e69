"""What goes beside a score: the outlook as JSON, weights of the first weeks, the ages of a population."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import NormalDist

import pytest

from screening.domain.answers import Known
from screening.domain.assess import assess
from screening.domain.assessment import InjuryResult, TriageResult
from screening.domain.assessment_json import plain
from screening.domain.conditions import ALWAYS, OneOf
from screening.domain.facts import Facts
from screening.domain.risk.baseline import find_baseline
from screening.domain.risk.combine import combine
from screening.domain.risk.narrowing import narrowing
from screening.domain.risk.outlook_json import outlook_json
from screening.domain.risk.return_module import return_outlook
from screening.domain.risk.return_rules import ReturnWeight
from screening.domain.risk.rules import RiskRules
from screening.domain.risk.score import score_risk
from screening.domain.risk.simulation_rules import AgeSpread
from screening.domain.risk.smallest_step import smallest_step
from screening.domain.risk.what_if import ground_of
from screening.domain.vocabulary import InjuryStatus, Urgency
from tests.domain.risk.conftest import FactsOf
from tests.support.assessments import HEALTHY, rulebook

UNSURE = HEALTHY.without("nordic_dose", "sleep_hours")


def test_the_outlook_holds_the_smallest_step_and_what_would_narrow_it() -> None:
    assessment, ground = assess(UNSURE, rulebook()), ground_of(UNSURE, rulebook())
    told = outlook_json(assessment, UNSURE, rulebook())
    assert assessment.risk.most_useful_missing
    assert told == {
        "smallest_step": plain(smallest_step(ground)),
        "would_narrow": plain(narrowing(ground, assessment.risk.most_useful_missing)),
    }
    assert told["would_narrow"]


def test_without_a_score_there_is_no_outlook() -> None:
    hurt = HEALTHY.with_(has_problem=True)
    told = outlook_json(assess(hurt, rulebook()), hurt, rulebook())
    assert told == {"smallest_step": None, "would_narrow": None}


def test_a_score_adds_nothing_that_a_later_rule_could_read(rules: RiskRules, facts_of: FactsOf) -> None:
    injury, triage = InjuryResult(InjuryStatus.NO_PROBLEM), TriageResult(Urgency.T5, "", "", "", "")
    facts = facts_of(**HEALTHY)
    scored = score_risk(facts, injury, triage, rules)
    assert scored.result.band is not None
    assert scored.facts == facts
    assert score_risk(facts, InjuryResult(InjuryStatus.GRADED), triage, rules).facts == facts
    assert scored.trace
    assert score_risk(facts, injury, triage, rules, explained=False).trace == ()


PER_UNIT = ReturnWeight("made_up", ALWAYS, 1.1, per_unit_of="ake_deficit_deg", most_units=10)


@pytest.mark.parametrize(
    ("deficit", "most", "times"),
    [
        (None, 10, 1.0),
        (True, 10, 1.0),
        ("three", 10, 1.0),
        (3, 10, 1.1**3),
        (14, 10, 1.1**10),
        (14, None, 1.1**14),
        (0, 10, 1.0),
    ],
)
def test_a_weight_for_each_degree_counts_what_was_measured_and_no_more_than_its_most(
    rules: RiskRules, deficit: Known | None, most: int | None, times: float
) -> None:
    module = replace(rules.return_module, sessions=(), clinical_highest=99.0)
    combination = combine(ground_of(HEALTHY, rulebook()).standings, rules)
    facts = Facts({"ake_deficit_deg": deficit})

    def hazard(weights: tuple[ReturnWeight, ...]) -> float:
        changed = replace(module, clinical=weights)
        chance = return_outlook(1, 0.02, combination, facts, changed, shown=True).module.fifteen_weeks
        assert chance is not None
        return -math.log1p(-chance)

    weighted = hazard((replace(PER_UNIT, most_units=most),))
    assert weighted / hazard(()) == pytest.approx(times, rel=0.001)


def test_a_weight_whose_sign_is_absent_counts_nothing(rules: RiskRules) -> None:
    absent = replace(PER_UNIT, when=OneOf("walking", ("cannot",)))
    module = replace(rules.return_module, clinical=(absent,))
    without = replace(rules.return_module, clinical=())
    combination, facts = (
        combine(ground_of(HEALTHY, rulebook()).standings, rules),
        Facts({"ake_deficit_deg": 8}),
    )
    assert (
        return_outlook(2, 0.1, combination, facts, module, shown=True).module
        == return_outlook(2, 0.1, combination, facts, without, shown=True).module
    )


def test_the_ages_of_a_population_add_up_and_the_ends_hold_everybody_beyond() -> None:
    ages, bell = AgeSpread("age", 24.0, 4.0), NormalDist(24.0, 4.0)
    shares = {age: ages.share(age, 16, 40) for age in range(16, 41)}
    assert sum(shares.values()) == pytest.approx(1.0)
    assert shares[24] == pytest.approx(bell.cdf(24.5) - bell.cdf(23.5))
    assert shares[16] == pytest.approx(bell.cdf(16.5))
    assert shares[40] == pytest.approx(1 - bell.cdf(39.5))
    assert shares[17] == pytest.approx(bell.cdf(17.5) - bell.cdf(16.5))


def test_as_many_hours_of_matches_as_of_training_are_hours_all_the_same(
    rules: RiskRules, facts_of: FactsOf
) -> None:
    exposure = rules.baselines.exposure
    rate = exposure.rates[0]
    answers = {"sport": min(rate.sports), "level": min(rate.levels), "sex": "male"}

    def found(match: float, training: float) -> str:
        hours = {exposure.match_field: match, exposure.training_field: training}
        return find_baseline(facts_of(**answers, **hours), rules.baselines).baseline.id

    assert found(3.0, 3.0) == found(2.0, 4.0) != found(0.0, 0.0)
