"""The words of the exercise library: one for every code, and none the loader does not know."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from screening.domain.plan.exercises import Code, Emphasis, Stage
from screening.domain.reporting.exercise_words import ExerciseWords
from screening.resources import rules_folder
from screening.rulebook import check_rules, default_rulebook
from tests.rulebook.test_load import edit

FILE = "wording/exercises.yaml"


@pytest.fixture(scope="module")
def words() -> ExerciseWords:
    found = default_rulebook().exercise_words
    assert found is not None
    return found


def test_every_code_of_the_library_has_words(words: ExerciseWords) -> None:
    assert set(words.emphasis) == set(Emphasis)
    assert set(words.stages) == set(Stage)
    assert set(words.codes) == set(Code)
    assert len(words.classes) == 5
    assert len(words.levels) == 5


def test_every_thing_the_questionnaire_offers_has_words(words: ExerciseWords) -> None:
    question = default_rulebook().questionnaire.questions["equipment"]
    offered = {option.value for option in question.options} - {"none"}
    assert set(words.kit) >= offered | {"nothing"}


def test_a_reason_to_leave_out_names_the_days_of_the_plan(words: ExerciseWords) -> None:
    limits = default_rulebook().plan.limits
    said = words.reason(Code.C6, limits)
    assert f"{limits.class_spacing_days} days" in said
    assert "{" not in "".join(words.reason(code, limits) for code in Code)


def test_what_is_needed_reads_as_a_sentence(words: ExerciseWords) -> None:
    library = default_rulebook().plan.exercises
    assert words.kit_of(library["front_plank"]) == "nothing special"
    said = words.kit_of(library["nordic_band_assisted"])
    assert said == "a band, and a partner or something to hook the ankles under"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  C13: A wrist or hand", "  C14: A wrist or hand", "C13"),
        ("{spacing_days} days", "{spacing_weeks} weeks", "spacing_weeks"),
        ("{spacing_days} days", "{spacing_days days", "braces"),
        ("  bike: an exercise bike", "  byke: an exercise bike", "bike"),
        ("  - {word: Anyone}\n", "", "has 4 steps"),
        ("sources: [Schoenfeld2015, Bourne2018]", "sources: [Nobody1900]", "Nobody1900"),
    ],
)
def test_a_slip_in_the_words_is_found(tmp_path: Path, old: str, new: str, problem: str) -> None:
    folder = Path(shutil.copytree(rules_folder(), tmp_path / "rules"))
    edit(folder / FILE, old, new)
    found = [str(one) for one in check_rules(folder)]
    assert any(FILE in one and problem in one for one in found), found
