"""At the very cut-offs, with nothing asked, and with rules that no shipped file has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screening.domain.conditions import ALWAYS
from screening.domain.facts import Facts
from screening.domain.risk.blanks import blanks_of, completeness_of
from screening.domain.risk.groups import Group, Joint, Share
from screening.domain.risk.light import fortnight_light
from screening.domain.risk.narrowing import narrowing
from screening.domain.risk.rules import AgeWords, RiskRules
from screening.domain.risk.standing import age_level, standings
from screening.domain.risk.what_if import ground_of
from screening.domain.trace import TraceStep
from screening.domain.vocabulary import Light
from tests.support.assessments import HEALTHY, rulebook


def test_the_light_turns_at_its_cut_offs_and_not_beside_them(rules: RiskRules) -> None:
    light = replace(rules.light, multipliers=(), amber_from=1.5, red_from=2.5)
    for relative, shown in ((1.499999, Light.GREEN), (1.5, Light.AMBER), (2.499999, Light.AMBER)):
        assert fortnight_light(relative, Facts(), light) is shown
    assert fortnight_light(2.5, Facts(), light) is Light.RED


def test_the_step_of_the_light_names_everything_that_counted(rules: RiskRules) -> None:
    first, second, *_ = rules.light.multipliers
    both = (replace(first, when=ALWAYS), replace(second, when=ALWAYS))
    steps: list[TraceStep] = []
    fortnight_light(1.0, Facts(), replace(rules.light, multipliers=both), steps)
    assert steps[0].result.endswith(f"with {first.id}, {second.id}")


def test_with_no_question_asked_nothing_is_missing() -> None:
    assert completeness_of((), ()) == 1.0
    assert blanks_of((), Facts()) == []


def test_an_open_factor_asks_for_its_first_field_where_all_are_answered(rules: RiskRules) -> None:
    factor = next(factor for factor in rules.factors if len(factor.fields) > 1)
    open_standing = next(stand for stand in standings((factor,), Facts(), under_18=False) if stand.is_open)
    everything = Facts(dict.fromkeys(factor.fields, "not read here"))
    assert blanks_of((open_standing,), everything) == [(open_standing, factor.fields[0])]
    assert blanks_of((open_standing,), Facts({factor.fields[0]: 1})) == [(open_standing, factor.fields[1])]


WORDS_BY_AGE = ((20.0, "young"), (30.0, "grown"), (40.0, "older"))
GROUP = Group("made_up", ("one", "two"), 0.5, 2.0, "Bounded.", ("expert",))


@pytest.mark.parametrize(
    ("weights", "cap"),
    [((1.0, 2.0), None), ((1.0, 0.5), None), ((1.5, 2.0), 2.0 / 3.0), ((0.5, 0.5), 2.0)],
)
def test_a_product_on_its_bound_is_left_alone(weights: tuple[float, float], cap: float | None) -> None:
    shares = [Share(f"at {weight}", weight, 1.0) for weight in weights]
    found = [adjustment.effect for adjustment in GROUP.adjustments(shares)]
    assert found == ([] if cap is None else [pytest.approx(cap)])


def test_a_group_is_given_every_one_of_its_members() -> None:
    joint = Joint("pair", "one", "yes", "two", {"no": 1.2}, "Both.", ("expert",))
    group = replace(GROUP, joint=joint)
    with pytest.raises(ValueError, match="shorter"):
        group.adjustments([Share("yes", 1.0, 1.0)])


def test_a_field_that_settles_nothing_open_is_left_out() -> None:
    ground = ground_of(HEALTHY, rulebook())
    assert narrowing(ground, ["age_years"]) == ()


def test_a_field_of_several_open_factors_is_told_by_the_one_that_spreads_widest() -> None:
    ground = ground_of(HEALTHY.without(*HEALTHY).with_(has_problem=False), rulebook())
    waiting = [stand for stand in ground.standings if stand.is_open]
    shared = {
        field: [stand.factor for stand in waiting if field in stand.factor.fields]
        for stand in waiting
        for field in stand.factor.fields
    }
    for field, factors in shared.items():
        widest = max(factor.sd_log for factor in factors)
        (found,) = narrowing(ground, [field])
        assert next(f.sd_log for f in factors if f.id == found.factor) == widest


def test_both_ends_of_the_season_are_told_where_numbers_are_shown() -> None:
    ground = ground_of(HEALTHY.without("nordic_dose"), rulebook())
    assert ground.shows_numbers
    (found,) = narrowing(ground, ["nordic_dose"])
    for way in found.ways:
        assert way.season_low is not None
        assert way.season_high is not None
        assert way.season_low <= way.season_high


def test_the_last_words_hold_for_every_age_past_them(rules: RiskRules) -> None:
    factor = next(factor for factor in rules.factors if factor.curve is not None)
    assert factor.curve is not None
    words = tuple(AgeWords(up_to, f"{name}, {{age}}", name) for up_to, name in WORDS_BY_AGE)
    shortened = replace(factor, curve=replace(factor.curve, words=words))
    labels = [age_level(shortened, age).label for age in (20, 20.5, 30, 40, 40.5, 90)]
    assert labels == ["young, 20", "grown, 20.5", "grown, 30", "older, 40", "older, 40.5", "older, 90"]
