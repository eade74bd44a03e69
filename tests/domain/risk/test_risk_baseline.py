"""The group an athlete is compared with, for every mix of answers."""

from __future__ import annotations

import pytest

from screening.domain.risk.baseline import find_baseline
from screening.domain.risk.hazard import hazard_of
from screening.domain.vocabulary import BaselineQuality

# Sport by level: recreational, amateur, academy, semi-professional, professional; g f w a as in the table.
TABLE = {
    "football": "0.11f 0.11g 0.08w 0.16f 0.22g",
    "futsal": "0.08a 0.08a 0.08a 0.08a 0.08a",
    "australian_football": "0.10w 0.10f 0.10w 0.10w 0.15g",
    "rugby_union": "0.11w 0.11w 0.11w 0.11w 0.13f",
    "rugby_league": "0.11a 0.11a 0.11a 0.11a 0.13a",
    "american_football": "0.05w 0.05w 0.05w 0.05w 0.10f",
    "gaelic_football": "0.13w 0.13w 0.13w 0.13w 0.21g",
    "hurling": "0.06w 0.06w 0.06w 0.06w 0.12w",
    "field_hockey": "0.06w 0.06w 0.06w 0.06w 0.12w",
    "cricket": "0.05a 0.05a 0.05a 0.05a 0.08f",
    "basketball": "0.04a 0.04a 0.04a 0.04a 0.04a",
    "handball": "0.05a 0.05a 0.05a 0.05a 0.05a",
    "tennis": "0.04a 0.04a 0.04a 0.04a 0.04a",
    "athletics_sprint_hurdles": "0.22a 0.22w 0.22w 0.22w 0.22w",
    "athletics_jumps": "0.22a 0.22w 0.22w 0.22w 0.22w",
    "athletics_middle_long_distance": "0.03a 0.06a 0.06a 0.06a 0.06a",
    "athletics_throws": "0.06a 0.06a 0.06a 0.06a 0.06a",
    "dance": "0.05a 0.05w 0.05w 0.05w 0.05w",
    "gym_and_fitness": "0.03a 0.03a 0.03a 0.03a 0.03a",
}
LEVELS = ("recreational", "amateur", "academy", "semi_professional", "professional")
QUALITY = {quality.value[0]: quality for quality in BaselineQuality}
CELLS = [
    (sport, level, float(cell[:-1]), QUALITY[cell[-1]])
    for sport, row in TABLE.items()
    for level, cell in zip(LEVELS, row.split(), strict=True)
]


@pytest.fixture
def baseline_of(rules, facts_of):
    return lambda **answers: find_baseline(facts_of(**answers), rules.baselines).baseline


@pytest.mark.parametrize(("sport", "level", "p0", "quality"), CELLS)
def test_every_cell_of_the_table_for_men(baseline_of, sport, level, p0, quality):
    found = baseline_of(sport=sport, level=level, sex="male")
    assert (found.p0, found.quality) == (p0, quality)
    assert found.label.startswith(("men in ", "boys and young men in "))
    assert found.sources


def test_every_sport_level_and_sex_has_a_baseline(baseline_of, rulebook):
    questions = rulebook.questionnaire.questions
    for sport in questions["sport"].option_values:
        for level in (*LEVELS, None):
            for sex in (*questions["sex"].option_values, None):
                given = {"sport": sport, "level": level, "sex": sex}
                found = baseline_of(**{key: value for key, value in given.items() if value})
                assert 0 < found.p0 < 1
                assert found.label


def test_women_have_their_own_rows_in_football(baseline_of):
    professional = baseline_of(sport="football", level="professional", sex="female")
    assert (professional.p0, professional.quality) == (0.15, BaselineQuality.FAIR)
    assert professional.label == "women in professional football"
    amateur = baseline_of(sport="football", level="amateur", sex="female")
    assert (amateur.p0, amateur.quality) == (0.07, BaselineQuality.WEAK)


@pytest.mark.parametrize("sex", ["another", "not_said", None])
def test_an_unknown_sex_lies_between_and_gets_no_number(baseline_of, sex):
    answers = {"sport": "football", "level": "professional"}
    found = baseline_of(**(answers if sex is None else answers | {"sex": sex}))
    assert found.quality is BaselineQuality.ASSUMPTION
    assert hazard_of(found.p0) / hazard_of(0.22) == pytest.approx(0.8, abs=1e-4)
    assert found.label == "people in professional football"


@pytest.mark.parametrize(
    ("sport", "position", "times"),
    [
        ("football", "goalkeeper", 0.4),
        ("football", "outfield", 1.0),
        ("rugby_union", "back", 1.35),
        ("rugby_league", "forward", 0.65),
        ("gaelic_football", "defender", 1.2),
        ("gaelic_football", "midfield", 1.1),
        ("gaelic_football", "forward", 0.8),
        ("american_football", "receiver", 1.6),
        ("american_football", "defensive_back", 1.6),
        ("american_football", "lineman", 0.5),
        ("cricket", "fast_bowler", 2.0),
        ("basketball", "forward", 1.0),
    ],
)
def test_positions_multiply_the_hazard_in_their_sport(baseline_of, sport, position, times):
    answers = {"sport": sport, "level": "professional", "sex": "male"}
    plain, placed = baseline_of(**answers), baseline_of(**answers, position=position)
    assert hazard_of(placed.p0) / hazard_of(plain.p0) == pytest.approx(times, abs=1e-3)
    assert placed.quality is plain.quality


def test_a_missing_level_stands_in_for_amateurs(baseline_of):
    found = baseline_of(sport="football", sex="male")
    assert (found.id, found.p0, found.quality) == ("football_amateur", 0.11, BaselineQuality.ASSUMPTION)


@pytest.mark.parametrize("hours", [{"match_hours_per_week": 1}, {"training_hours_per_week": 6}])
def test_hours_count_only_where_both_are_known(baseline_of, hours):
    answers = {"sport": "football", "level": "professional", "sex": "male"}
    assert baseline_of(**answers, **hours) == baseline_of(**answers)


def test_no_hours_at_all_fall_back_on_the_table(baseline_of):
    answers = {"sport": "football", "level": "professional", "sex": "male"}
    none = {"match_hours_per_week": 0, "training_hours_per_week": 0}
    assert baseline_of(**answers, **none) == baseline_of(**answers)


@pytest.mark.parametrize(
    ("sport", "level", "quality", "per_week"),
    [
        ("football", "professional", "good", 4.77 + 5 * 0.51),
        ("football", "amateur", "weak", 1.2 + 5 * 0.33),
        ("football", "semi_professional", "fair", 6 * 0.81),
        ("rugby_union", "professional", "fair", 5.6 + 5 * 0.27),
        ("gaelic_football", "amateur", "fair", 6 * 0.81),
    ],
)
def test_rates_by_hours(baseline_of, sport, level, quality, per_week):
    hours = {"match_hours_per_week": 1, "training_hours_per_week": 5}
    found = baseline_of(sport=sport, level=level, sex="male", **hours)
    assert hazard_of(found.p0) == pytest.approx(per_week * 39 / 1000, abs=1e-5)
    assert found.quality == quality


@pytest.mark.parametrize("sport", ["tennis", "dance", "cricket", "american_football"])
def test_sports_without_a_rate_keep_their_row(baseline_of, sport):
    hours = {"match_hours_per_week": 1, "training_hours_per_week": 5}
    answers = {"sport": sport, "level": "professional", "sex": "male"}
    assert baseline_of(**answers, **hours) == baseline_of(**answers)


NEVER = dict.fromkeys(
    (
        "demand_running",
        "demand_sprinting",
        "demand_kicking",
        "demand_jumping",
        "demand_stretching",
        "demand_sliding",
        "demand_turning",
        "demand_twisting",
    ),
    "never",
)


@pytest.mark.parametrize(
    ("changes", "p0", "baseline_id"),
    [
        ({}, 0.02, "demands_none"),
        ({"demand_running": "every_session"}, 0.03, "demands_steady_running"),
        ({"demand_jumping": "every_session"}, 0.05, "demands_some"),
        ({"demand_stretching": "some_sessions"}, 0.05, "demands_some"),
        ({"demand_sprinting": "some_sessions"}, 0.05, "demands_some"),
        ({"demand_turning": "most_sessions"}, 0.11, "demands_frequent_sprint_kick_or_cut"),
        ({"demand_kicking": "most_sessions"}, 0.11, "demands_frequent_sprint_kick_or_cut"),
    ],
)
def test_a_sport_without_a_row_goes_by_its_demands(baseline_of, changes, p0, baseline_id):
    found = baseline_of(sport="martial_arts", level="amateur", sex="male", **(NEVER | changes))
    assert (found.p0, found.id, found.quality) == (p0, baseline_id, BaselineQuality.ASSUMPTION)


def test_undecided_demands_count_as_the_middle_at_least(baseline_of):
    assert baseline_of(sport="other", level="amateur").p0 == 0.05
    partly = {key: value for key, value in NEVER.items() if key != "demand_kicking"}
    assert baseline_of(sport="other", level="amateur", **partly).p0 == 0.05
    frequent = baseline_of(sport="other", level="amateur", demand_sprinting="every_session")
    assert frequent.p0 == 0.11


def test_an_unknown_sport_goes_by_demands_too(baseline_of):
    assert baseline_of(level="professional", sex="male").id == "demands_undecided"


def test_only_the_football_academy_holds_its_age(rules, facts_of):
    held = {
        (sport, level)
        for sport in TABLE
        for level in LEVELS
        if find_baseline(facts_of(sport=sport, level=level), rules.baselines).under_18
    }
    assert held == {("football", "academy")}
