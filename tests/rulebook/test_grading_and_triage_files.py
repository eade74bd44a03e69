"""Mistakes in the grading and triage files are named with file, place and advice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from screening.resources import rules_folder
from tests.support.injury_rules import read_injury_rules

GRADING, TRIAGE = "grading", "triage"
MISTAKES = [
    # file, what stands there, what an author might write, words of the message
    ("grading/gates.yaml", "sign.clot_points, is: true", "sign.clot_points, is: false", "write `is: true`"),
    ("grading/gates.yaml", "sign.clot_points", "sign.clots", "is not a question or derived value"),
    ("grading/gates.yaml", "because: VASCULAR", "because: CLOT", "use one of RED_FLAG"),
    ("grading/gates.yaml", "id: gate.N2", "id: N2", "has no kind"),
    ("grading/gates.yaml", "id: gate.N2", "id: gate.N1", "is there twice"),
    ("grading/gates.yaml", "ThrombJ2004", "Thrombosis2004", "is not in sources.yaml"),
    ("grading/signs.yaml", "id: sign.tear_pattern", "id: sign.tears", "sign.tear_pattern: is missing"),
    ("grading/signs.yaml", "id: sign.clot_points", "id: clot_points", "start it with `sign.`"),
    ("grading/signs.yaml", "id: sign.clot_points", "id: sign.clot_pattern", "is there twice"),
    (
        "grading/rows.yaml",
        "when: {always: true}",
        "when: {field: gap, is: true}",
        "can leave answers without a row",
    ),
    (
        "grading/rows.yaml",
        "- {low: 0-I, high: I-II}",
        "- {low: 0-I, high: I-II, when: {field: gap, is: true}}",
        "can end without a grade",
    ),
    ("grading/rows.yaml", "- {low: 0-I, high: I-II}", "- {low: II, high: I-II}", "is above high"),
    ("grading/rows.yaml", "answered_by: [stopped]", "answered_by: [halted]", "'halted' is not a question"),
    (
        "grading/findings.yaml",
        "class: imaging_class",
        "class: imaging_grade",
        "'imaging_grade' is not a question",
    ),
    ("grading/missing.yaml", "present: stopped}", "present: halted}", "cannot be an answer to stopped"),
    ("grading/missing.yaml", "present: 7}", "present: much}", "cannot be an answer to pain_worst"),
    ("grading/missing.yaml", "{items}", "these", "does not name the open questions"),
    ("grading/missing.yaml", "{field: lump, words", "{field: bump, words", "'bump' is not a question"),
    ("grading/missing.yaml", "raises_high_by: 1", "raises_hihg_by: 1", "is not a key we know"),
    (
        "grading/prognosis.yaml",
        "low_weeks: 13, high_weeks: 39",
        "low_weeks: 39, high_weeks: 13",
        "is above high_weeks",
    ),
    ("grading/prognosis.yaml", '"II-III":', '"II-IV":', "give one entry for each grade label"),
    ("grading/crosswalk.yaml", '"III":', '"IV":', "give one entry for each grade label"),
    ("triage/urgent.yaml", "- urgency: T2", "- urgency: T4", "is not more urgent than the row"),
    ("triage/urgent.yaml", "id: triage.U4", "id: triage.U3", "is there twice"),
    ("triage/urgent.yaml", "id: triage.U4", "id: U4", "has no kind"),
    (
        "triage/fallbacks.yaml",
        "when: {always: true}",
        "when: {field: gap, is: true}",
        "can end without an urgency",
    ),
    (
        "triage/cards.yaml",
        "has_any: [triage.E4]",
        "has_any: [triage.E40]",
        "'triage.E40' is not a rule that can",
    ),
    ("triage/cards.yaml", "has_any: [triage.E4]", "has_any: [gate.N40]", "'gate.N40' is not a rule"),
    ("triage/cards.yaml", "{story} A clot", "{story A clot", "has a stray"),
    ("triage/cards.yaml", "{story} A clot", "{tale} A clot", "unknown placeholder {tale}"),
    (
        "triage/cards.yaml",
        "id: card.T1\n    urgency: T1",
        "id: card.T1\n    urgency: T2",
        "has no last card for T1",
    ),
    ("triage/cards.yaml", "id: card.T2\n    urgency: T2", "id: card.T2\n    urgency: T1", "is never reached"),
    ("triage/phrases.yaml", "It began {how}.", "It began.", "does not say how it began"),
    ("triage/phrases.yaml", "{days} days ago", "{weeks} ago", "unknown placeholder {weeks}"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "rules"
    shutil.copytree(rules_folder(), copy)
    return copy


def _said(folder: Path) -> list[str]:
    _, problems = read_injury_rules(folder)
    return [str(problem) for problem in problems.found]


@pytest.mark.parametrize(("file", "right", "wrong", "words"), MISTAKES)
def test_a_mistake_is_named_with_its_file(
    folder: Path, file: str, right: str, wrong: str, words: str
) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert right in text, "the test no longer fits the file"
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    problems = _said(folder)
    assert any(words in problem for problem in problems), problems
    assert any(problem.startswith((file, file.split("/", maxsplit=1)[0])) for problem in problems)


@pytest.mark.parametrize(
    "file",
    [
        path.relative_to(rules_folder()).as_posix()
        for part in (GRADING, TRIAGE)
        for path in sorted((rules_folder() / part).glob("*.yaml"))
    ],
)
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    assert any(problem.startswith(f"{file}: file: is missing") for problem in _said(folder))


def test_the_shipped_files_are_right() -> None:
    assert _said(rules_folder()) == []
