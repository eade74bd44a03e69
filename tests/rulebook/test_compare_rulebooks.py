"""Two rulebooks on the same people: who moves, where to, and which rules and factors do it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screening.domain.answers import Answers
from screening.domain.questionnaire import Questionnaire
from screening.domain.refitting import fitted
from screening.domain.risk.rules import Factor
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Urgency
from screening.rulebook.compare import Standing, changes, compare_rulebooks
from tests.support.assessments import HEALTHY
from tests.support.changed_rules import renamed, with_urgency
from tests.support.random_people import random_people

LAME = Answers({"age_years": 24, "has_problem": True, "onset": "sudden", "walking": "cannot"})
LIMPING = LAME.with_(walking="limp")


def _halved(factor: Factor) -> Factor:
    levels = tuple(replace(level, weight=1 + (level.weight - 1) / 2) for level in factor.levels)
    return replace(factor, levels=levels)


@pytest.fixture(scope="module")
def lighter(rulebook: Rulebook) -> Rulebook:
    """Rules in which a strain within the last year counts for half of what it counted."""
    factors = tuple(
        _halved(factor) if factor.id == "prior_hsi_status" else factor for factor in rulebook.risk.factors
    )
    return renamed(replace(rulebook, risk=replace(rulebook.risk, factors=factors)), "1.1.0")


def test_nobody_moves_between_a_rulebook_and_itself(rulebook: Rulebook) -> None:
    people = [(str(n), each) for n, each in enumerate(random_people(rulebook.questionnaire, 60, seed=5))]
    found = compare_rulebooks(rulebook, rulebook, people)
    assert (found.athletes, found.moves, found.not_taken) == (60, (), {})
    assert all(before == after for before, after in (*found.urgencies, *found.bands))
    assert sum(found.urgencies.values()) == sum(found.bands.values()) == 60


def test_exactly_those_whom_a_changed_row_concerns_move(rulebook: Rulebook) -> None:
    newer = with_urgency(rulebook, "triage.S3", Urgency.T1)
    found = compare_rulebooks(rulebook, newer, [("lame", LAME), ("limping", LIMPING), ("healthy", HEALTHY)])
    (move,) = found.moves
    assert move.name == "lame"
    assert (move.old.urgency, move.new.urgency) == ("T2", "T1")
    assert move.changed == ("urgency",)
    assert found.urgencies["T2", "T1"] == 1
    assert sum(found.urgencies.values()) == 3
    (back,) = compare_rulebooks(newer, rulebook, [("lame", LAME)]).moves
    assert (back.old, back.new) == (move.new, move.old)


def test_a_row_that_one_of_the_two_lacks_is_named_as_the_reason(rulebook: Rulebook) -> None:
    rows = tuple(row for row in rulebook.triage.rows if row.id != "triage.S3")
    without = renamed(replace(rulebook, triage=replace(rulebook.triage, rows=rows)), "1.1.0")
    (move,) = compare_rulebooks(rulebook, without, [("lame", LAME)]).moves
    assert "triage.S3" in move.only_old
    assert "triage.S3" not in move.only_new


def test_a_changed_weight_is_shown_with_both_effects(rulebook: Rulebook, lighter: Rulebook) -> None:
    (move,) = compare_rulebooks(rulebook, lighter, [("healthy", HEALTHY)]).moves
    assert "season_probability" in move.changed
    (factor,) = move.factors
    assert factor.id == "prior_hsi_status"
    assert factor.old is not None
    assert factor.new is not None
    assert factor.new < factor.old


def _standing(p: float | None) -> Standing:
    return Standing("T5", "low", "none", "prevention", p)


@pytest.mark.parametrize(
    ("old", "new", "moves"),
    [
        (0.1, 0.11, False),
        (0.11, 0.1, False),
        (0.1, 0.110001, True),
        (0.110001, 0.1, True),
        (0.1, 0.1, False),
        (None, None, False),
        (None, 0.1, True),
        (0.1, None, True),
    ],
)
def test_more_than_one_in_100_or_a_number_that_comes_or_goes_is_a_move(
    old: float | None, new: float | None, moves: bool
) -> None:
    assert (changes(_standing(old), _standing(new)) == ("season_probability",)) is moves


def _without(questionnaire: Questionnaire, field: str) -> Questionnaire:
    kept = {name: asked for name, asked in questionnaire.questions.items() if name != field}
    return replace(questionnaire, questions=kept)


def test_answers_that_one_of_the_two_no_longer_takes_are_named_and_blank_there(rulebook: Rulebook) -> None:
    other = renamed(replace(rulebook, questionnaire=_without(rulebook.questionnaire, "sleep_hours")), "1.1.0")
    found = compare_rulebooks(rulebook, other, [("healthy", HEALTHY), ("lame", LAME)])
    assert found.not_taken == {"healthy": ("sleep_hours",)}


def test_refitting_leaves_good_answers_as_they_are_and_drops_the_rest_with_what_hangs_on_it(
    rulebook: Rulebook,
) -> None:
    questionnaire = rulebook.questionnaire
    assert fitted(HEALTHY, questionnaire) == (HEALTHY, ())
    odd = HEALTHY.with_(wings=2, age_years=999, sport="chess")
    kept, lost = fitted(odd, questionnaire)
    assert {"wings", "age_years", "sport"} <= set(lost)
    assert set(kept) | set(lost) == set(odd)
    assert fitted(kept, questionnaire) == (kept, ())
