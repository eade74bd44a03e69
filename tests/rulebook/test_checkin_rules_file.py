"""The rules of the check-in: complete, in order, and each mistake in the file is named."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.domain.case.checkin_rules import Severity
from screening.domain.case.events import CheckIn
from screening.domain.case.words import Flag, Light, Part
from screening.domain.rulebook import Rulebook
from screening.resources import rules_folder
from screening.rulebook.context import Context
from screening.rulebook.explain import explain_rule
from screening.rulebook.problems import Problems
from screening.rulebook.sources import read_sources
from screening.rulebook.stages_checkin import read_checkin
from tests.support.checkin_days import checkin_rules

FORBIDDEN = ("safe", "healed", "guarantee", "you have", "!")


@pytest.fixture
def problems_with(tmp_path: Path) -> Callable[[str, str], str]:
    """What reading says when one text of the file is exchanged for another."""

    def read(old: str, new: str) -> str:
        (tmp_path / "stages").mkdir()
        shutil.copy(rules_folder() / "sources.yaml", tmp_path)
        text = (rules_folder() / "stages" / "checkin.yaml").read_text(encoding="utf-8")
        assert old in text
        (tmp_path / "stages" / "checkin.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
        problems = Problems()
        context = Context(tmp_path, problems)
        _, context = read_checkin(context.citing(read_sources(context)))
        for file in context.opened:
            file.report_unread()
        return "\n".join(map(str, problems.found))

    return read


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("id: checkin.CK5\n", "id: checkin.CK4\n", "are not the ones agreed, each once"),
        ("severity: red_load", "severity: info", "are not in order of severity"),
        ("severity: red_load", "severity: green", "green is what is left"),
        ("refers: true", "refers: false", "a stop refers, and nothing else does"),
        (
            "blocks_green: true\n    certainty: very_low",
            "blocks_green: false\n    certainty: very_low",
            "is false for",
        ),
        ("has_any: [sharp_pain, limp]", "has_any: [sharp_pain, limping]", "'limping' is not an option"),
        (
            "field: checkin.pain_morning, at_least: 4",
            "field: checkin.pain_morning, at_least: 40",
            "over the highest",
        ),
        (
            "field: checkin.pain_morning, at_least: 4",
            "field: checkin.morning_pain, at_least: 4",
            "is not a question",
        ),
        ("amber_from: 2\n    red_from: 3", "amber_from: 3\n    red_from: 3", "does not follow amber_from"),
        ("work: any\n    mode: threshold", "work: running\n    mode: threshold", "have none for any session"),
        ("mean_entries: {value: 7", "mean_entries: {value: 1", "a spread needs two mornings"),
        ("least_spread: {value: 1", "least_spread: {value: 0", "is not above 0"),
        ("short_nights: {value: 3", "short_nights: {value: 8", "is not from 1 to look_back_days"),
        ("late_after_days: {value: 2", "late_after_days: {value: 0", "is below 1"),
        ("acute_days: {value: 7", "acute_days: {value: 28", "less than chronic_days"),
        ("severities: [G2c, G3c]", "severities: [G2x]", "'G2x' is no class"),
        ("sources: [Whiteley2018]\n", "sources: [Nobody2018]\n", "is not in sources.yaml"),
        ("  - id: illness\n", "  - id: fever\n", "are not the ticks there are"),
        ("    urgency: T3\n", "", "does not go with urgency"),
        ("  - id: fatigue\n", "  - id: tiredness\n", "are not the fields of a check-in"),
        ("minimum: 0, maximum: 24", "minimum: 24, maximum: 24", "is not above minimum"),
        ('said: "Sleep: {value} hours"', 'said: "Sleep"', "leaves out {value}"),
        ("  open:\n    word: Open", "  opened:\n    word: Open", "lights.open: is missing"),
        ("always: This plan", "forever: This plan", "always: is missing"),
    ],
)
def test_each_mistake_is_named(
    problems_with: Callable[[str, str], str], old: str, new: str, words: str
) -> None:
    assert words in problems_with(old, new)


def test_the_file_as_it_ships_has_no_problem(problems_with: Callable[[str, str], str]) -> None:
    assert problems_with("always:", "always:") == ""


def test_every_answer_of_a_check_in_is_asked_in_its_half() -> None:
    rules = checkin_rules()
    asked = {question.id for part in Part for question in rules.questions_of(part)}

    assert asked == {field.name for field in dataclasses.fields(CheckIn)} - {
        "part",
        "for_day",
        "flags",
        "flags_asked",
        "from_file",
    }
    assert set(rules.flags) == set(Flag)
    assert set(rules.lights) == set(Light)


def test_only_what_is_for_information_leaves_a_day_green() -> None:
    for rule in checkin_rules().rules:
        assert rule.blocks_green or rule.severity is Severity.INFO
        assert rule.sources


def test_rules_that_follow_are_rules_there_are(rulebook: Rulebook) -> None:
    assert rulebook.case is not None
    known = {*rulebook.case.holds, *rulebook.case.regress}
    follow = {name for rule in checkin_rules().rules for name in rule.follows}

    assert follow | {rule.id for rule in checkin_rules().follow_rules} <= known


def test_what_an_athlete_reads_promises_nothing_and_names_no_illness() -> None:
    rules = checkin_rules()
    texts = [
        *(text for rule in rules.rules for text in (rule.fired, rule.action, rule.seek_care or "")),
        *(need.unmet for need in rules.green.needs),
        *(text for words in rules.lights.values() for text in (words.told, words.seek_care)),
        *(question.label for question in rules.questions),
    ]
    for text in texts:
        assert not [word for word in FORBIDDEN if word in text.lower()]


def test_a_rule_of_the_check_in_can_be_explained(rulebook: Rulebook) -> None:
    explained = explain_rule(rulebook, "checkin.CK5")

    assert explained.when == "checkin.pain_24h_delta is at least 2"
    assert explained.says["follows"] == "regress.RG1"
    assert {source.id for source in explained.sources} >= {"Silbernagel2007", "expert"}
    assert "pain_24h_delta" in (explain_rule(rulebook, "checkin.CK18").when or "")
