"""The sentences of the reports are complete, known and fillable."""

from __future__ import annotations

import shutil

import pytest

from screening.domain.reporting.wording import PLACEHOLDERS, placeholders_of
from screening.domain.vocabulary import Band, Confidence, Light, Tag, Urgency
from screening.resources import rules_folder
from screening.rulebook.context import Context
from screening.rulebook.names import NameTable
from screening.rulebook.problems import Problems
from screening.rulebook.sources import read_sources
from screening.rulebook.wording import FILE, read_wording
from tests.support.assessments import rulebook


def read(folder):
    problems = Problems()
    context = Context(folder, problems)
    context = context.citing(read_sources(context))
    context = context.naming(NameTable.of(rulebook().questionnaire.questions.values()))
    wording = read_wording(context)
    for file in context.opened:
        file.report_unread()
    return wording, [str(problem) for problem in problems.found if problem.file == FILE]


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(rules_folder() / "wording", tmp_path / "wording")
    shutil.copy(rules_folder() / "sources.yaml", tmp_path)
    return tmp_path


def change(folder, old, new):
    path = folder / FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_word_of_the_vocabulary_has_its_sentence():
    for kind, words in (("band", Band), ("light", Light)):
        for word in words:
            assert f"{kind}.{word}.word" in PLACEHOLDERS
    for tag in Tag:
        assert f"injury.tag.{tag}" in PLACEHOLDERS
    for word in Confidence:
        assert f"injury.confidence.{word}" in PLACEHOLDERS
    for urgency in Urgency:
        assert {f"care.{urgency}", f"clock.{urgency}"} <= set(PLACEHOLDERS)


def test_the_shipped_sentences_are_read_without_a_problem(folder):
    wording, problems = read(folder)
    assert problems == []
    assert set(wording.texts) == set(PLACEHOLDERS)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  title: Your hamstrings today\n", "", "sentences.title: is missing"),
        ("  title: Your", "  titel: x\n  title: Your", "sentences.titel: is not a key we know"),
        ('"{name}, {date}"', '"{name}, {day}"', "has places nobody fills: day"),
        ('"{name}, {date}"', '"{name, {date}"', "has braces that do not match"),
        ("below: 0.9,", "below: 0.1,", "has ends that do not rise"),
        ("  - chest_signs\n", "  - chest_sings\n", "'chest_sings' is not a question"),
    ],
)
def test_a_mistake_is_named_with_its_place(folder, old, new, said):
    change(folder, old, new)
    _, problems = read(folder)
    assert any(said in problem for problem in problems), problems


@pytest.mark.parametrize("relative", [0.3, 0.67, 0.9, 0.97, 1.0, 1.03, 1.1, 1.5, 4.0])
def test_every_relative_risk_has_its_words(relative):
    words = rulebook().wording.compare(relative)
    assert words.endswith(("than", "as"))


def test_a_place_to_fill_is_found():
    assert placeholders_of("{low} to {high}") == {"low", "high"}
