"""A drawn cohort weighs what the score says, holds the shares the rules assume, and knows its own limits."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from screening.columnar.cohort import Cohort, FactorShares, draw_cohort, relative_risks, shares_of
from screening.columnar.cohort_review import auc_outside, differences
from screening.columnar.cohort_season import PeerGroup, Season, simulate
from screening.columnar.discrimination import expected_auc
from screening.domain.risk.combine import combine
from screening.domain.risk.rules import Factor, RiskRules
from screening.domain.risk.simulation_rules import SimulationRules
from screening.domain.risk.standing import Standing, age_level
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Band, BaselineQuality
from screening.rulebook.load import default_rulebook

AVERAGE = PeerGroup("average", 0.13, BaselineQuality.GOOD)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return default_rulebook()


@pytest.fixture(scope="module")
def simulation(rulebook: Rulebook) -> SimulationRules:
    assert rulebook.simulation is not None
    return rulebook.simulation


@pytest.fixture(scope="module")
def season(rulebook: Rulebook, simulation: SimulationRules) -> Season:
    (one,) = simulate(rulebook.risk, simulation, [AVERAGE], athletes=120_000, seed=1)
    return one


def cohort_of(rules: RiskRules, simulation: SimulationRules, size: int, *, seed: int = 1) -> Cohort:
    shares = {one.factor.id: one for one in shares_of(rules, simulation)}
    return draw_cohort(shares, simulation, size, np.random.default_rng(seed))


def only(rules: RiskRules, *factor_ids: str) -> RiskRules:
    """The same rules with these factors alone, without groups, far-off limits and no floors."""
    factors = tuple(factor for factor in rules.factors if factor.id in factor_ids)
    bands = replace(rules.bands, floors=())
    return replace(rules, factors=factors, groups=(), lowest_relative=1e-9, highest_relative=1e9, bands=bands)


def standing_at(factor: Factor, level_id: str) -> Standing:
    level = age_level(factor, float(level_id)) if factor.curve else factor.level(level_id)
    return Standing(factor, level, (level,))


def blank(factor: Factor) -> Standing:
    return Standing(factor, None, ())


def test_every_drawn_athlete_weighs_what_the_score_gives_the_same_levels(
    rulebook: Rulebook, simulation: SimulationRules
) -> None:
    cohort = cohort_of(rulebook.risk, simulation, 1500)
    relative = relative_risks(cohort, rulebook.risk)
    clamped = 0
    for athlete in range(cohort.size):
        stands = [
            standing_at(factor, cohort.drawn[factor.id].levels[cohort.places[factor.id][athlete]])
            if factor.id in cohort.drawn
            else blank(factor)
            for factor in rulebook.risk.factors
        ]
        expected = combine(stands, rulebook.risk)
        assert relative[athlete] == pytest.approx(expected.relative, rel=1e-12)
        clamped += any(adjustment.id == "clamp" for adjustment in expected.adjustments)
    assert clamped, "no athlete of this cohort reaches the limits"


def test_the_cohort_holds_the_shares_the_rules_assume(
    rulebook: Rulebook, simulation: SimulationRules
) -> None:
    cohort = cohort_of(rulebook.risk, simulation, 40_000)
    for factor_id, shares in simulation.shares.items():
        if factor_id in {follows.factor for follows in simulation.follows} or factor_id not in cohort.drawn:
            continue
        for level, share in shares.items():
            seen = cohort.stands_at(factor_id, frozenset({level})).mean()
            assert abs(seen - share) < 4 * math.sqrt(share * (1 - share) / cohort.size), (factor_id, level)


def test_ages_have_the_assumed_mean_and_the_mean_weight_of_the_rules(
    rulebook: Rulebook, simulation: SimulationRules
) -> None:
    ages = next(one for one in shares_of(rulebook.risk, simulation) if one.factor.curve)
    assert ages.shares.sum() == pytest.approx(1.0)
    assert float(ages.shares @ ages.weights) == pytest.approx(ages.factor.mean, abs=0.005)
    assert float(ages.shares @ np.array([float(age) for age in ages.levels])) == pytest.approx(25, abs=0.1)


def test_nobody_without_a_strain_has_a_number_of_strains(
    rulebook: Rulebook, simulation: SimulationRules
) -> None:
    cohort = cohort_of(rulebook.risk, simulation, 5000)
    never = cohort.stands_at("prior_hsi_status", frozenset({"never"}))
    uncounted = cohort.stands_at("prior_hsi_count", frozenset({"not_applicable"}))
    assert (never == uncounted).all()
    assert 0 < never.sum() < cohort.size


def test_a_group_under_18_is_not_weighed_by_age(rulebook: Rulebook, simulation: SimulationRules) -> None:
    young = {one.factor.id: one for one in shares_of(rulebook.risk, simulation, under_18=True)}
    assert set(young["age_years"].weights / young["age_years"].means) == {1.0}


def test_a_seed_draws_the_same_cohort_and_another_seed_another(
    rulebook: Rulebook, simulation: SimulationRules
) -> None:
    first, again, other = (
        relative_risks(cohort_of(rulebook.risk, simulation, 2000, seed=seed), rulebook.risk)
        for seed in (1, 1, 2)
    )
    assert (first == again).all()
    assert (first != other).any()


def test_a_score_without_weights_tells_nobody_apart(rulebook: Rulebook, simulation: SimulationRules) -> None:
    flat = tuple(
        replace(
            factor,
            mean=1.0,
            levels=tuple(replace(level, weight=1.0) for level in factor.levels),
            curve=replace(factor.curve, per_year=1.0) if factor.curve else None,
        )
        for factor in rulebook.risk.factors
    )
    groups = tuple(replace(group, joint=None) for group in rulebook.risk.groups)
    bands = replace(rulebook.risk.bands, floors=())
    rules = replace(rulebook.risk, factors=flat, groups=groups, bands=bands)
    (season,) = simulate(rules, simulation, [AVERAGE], athletes=3000, seed=1)
    assert season.auc == pytest.approx(0.5, abs=1e-12)
    assert season.mean_predicted == pytest.approx(0.13)
    assert [figures.athletes for figures in season.bands] == [0, 1, 0, 0]


def test_two_yes_or_no_factors_give_what_counting_the_four_kinds_of_athlete_gives(
    rulebook: Rulebook, simulation: SimulationRules
) -> None:
    """Four kinds of athlete; each pair of kinds counts by how often one is injured and the other not."""
    rules = only(rulebook.risk, "acl_history", "calf_strain_history")
    simulation = replace(simulation, follows=(), age=replace(simulation.age, factor="nothing"))
    (season,) = simulate(rules, simulation, [AVERAGE], athletes=400_000, seed=3)
    kinds = [
        (share_a * share_b, 1 - (1 - 0.13) ** (weight_a * weight_b / (1.029 * 1.036)))
        for (share_a, weight_a), (share_b, weight_b) in itertools.product(
            [(0.06, 1.49), (0.94, 1.0)], [(0.10, 1.36), (0.90, 1.0)]
        )
    ]
    mean = sum(share * p for share, p in kinds)
    pairs = won = 0.0
    for (share, p), (other_share, other_p) in itertools.product(kinds, kinds):
        weight = share * p * other_share * (1 - other_p)
        pairs += weight
        won += weight * (1.0 if p > other_p else 0.5 if p == other_p else 0.0)
    assert season.mean_predicted == pytest.approx(mean, abs=2e-4)
    assert season.auc == pytest.approx(won / pairs, abs=1e-3)
    high = sum(share for share, p in kinds if p >= 0.16)
    held = sum(share * p for share, p in kinds if p >= 0.16) / mean
    found = {figures.band: figures for figures in season.bands}[Band.HIGH]
    assert found.athletes == pytest.approx(high, abs=0.002)
    assert found.injuries == pytest.approx(held, abs=0.003)
    assert found.injured == pytest.approx(held * mean / high, abs=0.002)


def test_the_bands_hold_every_athlete_and_every_injury(season: Season) -> None:
    assert sum(figures.athletes for figures in season.bands) == pytest.approx(1.0)
    assert sum(figures.injuries for figures in season.bands) == pytest.approx(1.0)
    for figures in season.bands:
        assert figures.injuries == pytest.approx(figures.athletes * figures.injured / season.mean_predicted)


def test_predictions_come_true_in_every_tenth(season: Season) -> None:
    for part in season.tenths:
        chance = math.sqrt(part.predicted * (1 - part.predicted) / part.athletes)
        assert abs(part.injured - part.predicted) < 4 * chance
    assert sum(part.athletes for part in season.tenths) == 120_000
    assert abs(season.mean_predicted - 0.13) < 0.01


def test_the_figures_agree_with_the_review_but_for_rounding_and_chance(
    rulebook: Rulebook, simulation: SimulationRules, season: Season
) -> None:
    review = simulation.review
    assert [one for one in differences(season, review) if not one.explained] == []
    others = [PeerGroup(str(p0), p0, BaselineQuality.GOOD) for p0 in review.other_p0]
    for other in simulate(rulebook.risk, simulation, others, athletes=120_000, seed=1):
        assert [one for one in auc_outside(other, review) if not one.explained] == []


def test_a_review_that_found_something_else_is_contradicted(
    simulation: SimulationRules, season: Season
) -> None:
    review = simulation.review
    elsewhere = replace(review, auc=0.75, bands=(replace(review.bands[0], athletes=0.36), *review.bands[1:]))
    unexplained = {one.what for one in differences(season, elsewhere) if not one.explained}
    assert unexplained == {"athletes in low", "AUC at 0.13"}


def test_most_injuries_lie_outside_very_high_and_most_of_very_high_stay_whole(season: Season) -> None:
    highest = season.bands[-1]
    assert highest.injuries < 0.2
    assert highest.injured < 0.4
    assert season.calling.sensitivity < 0.5


def test_a_floor_raises_the_band_and_not_the_prediction(
    rulebook: Rulebook, simulation: SimulationRules
) -> None:
    plain = replace(rulebook.risk, bands=replace(rulebook.risk.bands, floors=()))
    group = PeerGroup("rare", 0.05, BaselineQuality.GOOD)
    (with_floors,) = simulate(rulebook.risk, simulation, [group], athletes=5000, seed=1)
    (without,) = simulate(plain, simulation, [group], athletes=5000, seed=1)
    assert with_floors.auc == without.auc
    assert without.raised_by_a_floor == 0
    raised = without.bands[0].athletes - with_floors.bands[0].athletes
    assert raised == pytest.approx(with_floors.raised_by_a_floor)
    assert raised > 0.05


def test_a_weak_baseline_is_cut_by_the_risk_relative_to_peers(
    rulebook: Rulebook, simulation: SimulationRules
) -> None:
    rare, common = (PeerGroup("weak", p0, BaselineQuality.WEAK) for p0 in (0.02, 0.30))
    first, second = simulate(rulebook.risk, simulation, [rare, common], athletes=2000, seed=1)
    assert first.by_relative
    assert [one.athletes for one in first.bands] == [one.athletes for one in second.bands]


@pytest.mark.slow
def test_the_drawn_cohort_comes_near_the_ten_million_kinds_of_athlete_counted_out(
    rulebook: Rulebook, simulation: SimulationRules
) -> None:
    """Nothing drawn: every combination of levels once, weighed by how common it is."""
    rules = rulebook.risk
    shares = {one.factor.id: one for one in shares_of(rules, simulation)}
    units = [group.members for group in rules.groups if set(group.members) <= set(shares)]
    history = ("prior_hsi_status", "prior_hsi_count")
    taken = {member for unit in units for member in unit} | set(history)
    units += [history, *((name,) for name in shares if name not in taken)]
    effects, common = np.ones(1), np.ones(1)
    for unit in units:
        unit_effects, unit_shares = counted_out([shares[name] for name in unit], rules, simulation)
        effects = np.multiply.outer(effects, unit_effects).ravel()
        common = np.multiply.outer(common, unit_shares).ravel()
    assert common.sum() == pytest.approx(1.0)
    relative = np.clip(effects, rules.lowest_relative, rules.highest_relative)
    probabilities = 1 - (1 - 0.13) ** relative
    (season,) = simulate(rules, simulation, [AVERAGE], athletes=200_000, seed=5)
    assert season.mean_predicted == pytest.approx(float(common @ probabilities), abs=6e-4)
    order = np.argsort(probabilities)
    injured, spared = (common * probabilities)[order], (common * (1 - probabilities))[order]
    auc = float(injured @ (np.cumsum(spared) - spared / 2)) / float(injured.sum() * spared.sum())
    assert season.auc == pytest.approx(auc, abs=2e-3)
    very_high = probabilities >= 0.30
    assert season.bands[-1].athletes == pytest.approx(float(common[very_high].sum()), abs=2e-3)


def counted_out(
    members: list[FactorShares], rules: RiskRules, simulation: SimulationRules
) -> tuple[np.ndarray, np.ndarray]:
    """The effect of every combination of levels of some factors, by the scalar engine, and its share."""
    effects, shares = [], []
    follows = {(one.factor, one.other): one for one in simulation.follows}
    for levels in itertools.product(*[one.levels for one in members]):
        at = dict(zip([one.factor.id for one in members], levels, strict=True))
        common = 1.0
        for one in members:
            rule = next(
                (
                    rule
                    for (factor, other), rule in follows.items()
                    if factor == one.factor.id and other in at
                ),
                None,
            )
            level = at[one.factor.id]
            if rule is not None and at[rule.other] == rule.at:
                common *= 1.0 if level == rule.level else 0.0
            else:
                common *= float(one.shares[one.levels.index(level)])
        if common:
            stands = [
                standing_at(factor, at[factor.id]) if factor.id in at else blank(factor)
                for factor in rules.factors
            ]
            unlimited = replace(rules, lowest_relative=1e-9, highest_relative=1e9)
            effects.append(combine(stands, unlimited).relative)
            shares.append(common)
    return np.array(effects), np.array(shares)


def test_the_expected_auc_counts_every_pair() -> None:
    chance = np.random.default_rng(4)
    probabilities = np.round(chance.random(60) ** 3, 2)
    won = pairs = 0.0
    for i, j in itertools.permutations(range(60), 2):
        weight = probabilities[i] * (1 - probabilities[j])
        pairs += weight
        won += weight * (
            1.0 if probabilities[i] > probabilities[j] else 0.5 if probabilities[i] == probabilities[j] else 0
        )
    assert expected_auc(probabilities) == pytest.approx(won / pairs, rel=1e-12)
