"""A rule is explained with what a physio would ask: figures, evidence, what some answers lead to."""

from __future__ import annotations

import dataclasses

import pytest

from screening.domain.assess import assess
from screening.domain.rulebook import Rulebook
from screening.rulebook.explain import explain_rule, id_in_rules, rule_ids
from screening.rulebook.explain_examples import boundary_examples
from tests.support.assessments import HEALTHY
from tests.support.scenarios import boundary_cases


def lines_of(rulebook: Rulebook, rule_id: str) -> list[str]:
    return [line.strip() for line in explain_rule(rulebook, rule_id).lines()]


def test_a_level_is_explained_with_weight_effect_certainty_prevalence_and_what_was_published(
    rulebook: Rulebook,
) -> None:
    lines = lines_of(rulebook, "risk.nordic_dose")
    level = next(line for line in lines if line.startswith("level over_75"))
    for words in (
        "weight 0.58",
        "effect × 0.618",
        "certainty high",
        "prevalence assumed 5%",
        "basis published",
    ):
        assert words in level, words
    after = lines[lines.index(level) + 1 :]
    assert after[0] == "applies when: nordic_dose is over_75"
    assert after[1].endswith("0.55 (0.34 to 0.89), vanDyk2019")


def test_a_level_that_makes_no_sense_for_an_athlete_has_no_weight(rulebook: Rulebook) -> None:
    lines = lines_of(rulebook, "risk.prior_hsi_count")
    assert "level not_applicable: does not apply, so the effect is 1" in lines


def test_a_weight_that_follows_age_says_how(rulebook: Rulebook) -> None:
    curve = rulebook.risk.factor("age_years").curve
    assert curve is not None
    assert any(f"weight {curve.per_year:g} for each year" in line for line in lines_of(rulebook, "age_years"))


def test_a_figure_of_a_source_nobody_read_again_is_not_printed(rulebook: Rulebook) -> None:
    unsure = dataclasses.replace(rulebook.sources["vanDyk2019"], verified=False)
    doubted = dataclasses.replace(rulebook, sources={**rulebook.sources, "vanDyk2019": unsure})
    published = [line for line in lines_of(doubted, "risk.nordic_dose") if line.startswith("published:")]
    assert published
    assert all("not yet confirmed" in line and "0.55" not in line for line in published)


def test_every_boundary_example_of_a_rule_is_told_with_what_it_does(rulebook: Rulebook) -> None:
    examples = explain_rule(rulebook, "triage.S1").examples
    cases = [case for case in boundary_cases() if case.rule == "triage.S1"]
    told = [f"{'fires' if case.expected.fires else 'stays silent'}: {case.name}" for case in cases]
    assert list(examples) == told
    assert {example.partition(":")[0] for example in examples} == {"fires", "stays silent"}


def test_every_rule_with_boundary_cases_and_every_factor_has_examples() -> None:
    known = boundary_examples()
    assert {case.rule for case in boundary_cases()} <= set(known)
    assert "nothing answered: unknown" in known["nordic_dose"]


def test_every_rule_a_result_names_can_be_explained(rulebook: Rulebook) -> None:
    capped = {"acl_history": True, "calf_strain_history": True, "knee_other_history": True}
    people = [case.answers for case in boundary_cases()]
    people += [
        HEALTHY.with_(age_years=45, hamstring_injury_count=6, hamstring_outcome_score=20),
        HEALTHY.with_(weeks_since_return=4),
        HEALTHY.with_(**capped),
        HEALTHY.with_(nordic_dose="over_75", neuromuscular_warm_up_per_week=2),
    ]
    named = {step.rule for answers in people for step in assess(answers, rulebook).trace}
    assert {"risk.clamp", "risk.return_module", "risk.cap.other_injury", "risk.joint.warm_up_nordic"} <= named
    known = set(rule_ids(rulebook))
    assert {rule for rule in named if not {rule, id_in_rules(rule)} & known} == set()


@pytest.mark.parametrize("rule", ["risk.joint.warm_up_nordic", "missing.D6", "plan.programme.first_days"])
def test_a_rule_is_found_by_the_name_a_result_gives_it(rulebook: Rulebook, rule: str) -> None:
    assert explain_rule(rulebook, rule).id == id_in_rules(rule)


def test_lists_without_an_order_are_told_in_one_order(rulebook: Rulebook) -> None:
    assert "floors: prior_hsi_status, not_back_yet; this_season; within_12_months, moderate" in lines_of(
        rulebook, "risk.band"
    )
