"""The mistakes in the exercise library and its principles that the reader refuses, each with its words."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.domain.rulebook import Rulebook
from screening.resources import rules_folder
from screening.rulebook.context import Context
from screening.rulebook.exercises import read_exercises
from screening.rulebook.names import NameTable
from screening.rulebook.principles import read_principles
from screening.rulebook.problems import Problems
from tests.support.rule_folders import edit

Read = Callable[[], list[str]]

KNEE, HIP, DRILLS, MOBILITY = "knee_flexion", "hip_extension", "drills", "mobility"
LOWER_SLOWLY = "tempo_s: {lower: 4, pause: 0, lift: 3, lowers_first: true}"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The files of the library, to spoil."""
    shutil.copytree(rules_folder() / "exercises", tmp_path / "exercises")
    return tmp_path / "exercises"


@pytest.fixture
def read(library: Path, rulebook: Rulebook) -> Read:
    """What the reader says about these files."""

    def problems() -> list[str]:
        context = Context(library.parent, Problems(), sources=rulebook.sources)
        context = context.naming(NameTable.of(rulebook.questionnaire.questions.values()))
        read_exercises(context)
        read_principles(context)
        for file in context.opened:
            file.report_unread()
        return [str(problem) for problem in context.problems.found]

    return problems


def test_the_library_that_ships_has_no_problem(read: Read) -> None:
    assert read() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (KNEE, "stages: [S5, S6, S7, S8, P]", "stages: [S4, S5, S6, S7, S8, P]", "allows class 3 and not 4"),
        (
            DRILLS,
            "    rung: 3\n    level: 2\n    stages: [S4,",
            "    rung: 3\n    level: 2\n    stages: [S2,",
            "stages: holds S2, which allows rung 2 and not 3; take the stage out",
        ),
        (DRILLS, "    rung: 6\n", "", "rung: is missing; say which rung of running it needs"),
        (DRILLS, "rung: 6", "rung: 10", "rung: is 10; write a number from 0 to 9"),
        (
            KNEE,
            "    level: 1\n",
            "    level: 1\n    rung: 1\n",
            "rung: belongs to running only; leave it out",
        ),
        (KNEE, "contraindications: [C1, C5]", "contraindications: [C5]", "has no C1; every exercise stops"),
        (KNEE, "also: ['NHE'", "also: ['Nordic hamstring curl'", "repeats the name 'Nordic hamstring curl'"),
        (KNEE, "name: 'Band leg curl'", "name: 'Lying leg curl'", "name: is that of 'band_leg_curl' too"),
        (
            KNEE,
            "They were shorter again after one week off.'",
            "Shorter again'",
            "evidence: is not a sentence",
        ),
        (KNEE, "    evidence: 'Hands", "    proof: 'Hands", "evidence: is missing; add `evidence:`"),
        (KNEE, LOWER_SLOWLY, LOWER_SLOWLY.replace("4", "6"), "adds up to 9 seconds, the dose says 7"),
        (KNEE, LOWER_SLOWLY, LOWER_SLOWLY.replace("4", "0"), "lower: is 0; write a number from 1 to 10"),
        (KNEE, LOWER_SLOWLY, LOWER_SLOWLY.replace("lift: 3, ", ""), "tempo_s.lift: is missing"),
        (
            MOBILITY,
            "    easier: [supine_active_knee_extension]",
            "    tempo_s: {lower: 1, pause: 0, lift: 1}\n    easier: [supine_active_knee_extension]",
            "tempo_s: stands beside a dose in seconds; only repetitions have a tempo",
        ),
        (KNEE, "note: 'Our version, after Askling 2003.'", "note: 'As Askling.'", "a note of another kind"),
        (KNEE, "reps: [6, 8]", "reps: [0, 8]", "reps: is not a range"),
        (KNEE, "any: [sloped_board]", "any: [slope_board]", "'slope_board' is not an option of equipment"),
        (HIP, "harder: [good_morning, deadlift]", "harder: [dedlift]", "'dedlift' is not an exercise"),
        (HIP, "sources: [article]", "sources: [Smith2031]", "'Smith2031' is not in sources.yaml"),
        ("index", "special_kit: [sloped_board]", "special_kit: [band]", "'band' is an option of equipment"),
        ("index", "stage: S1,", "stage: S0,", "stage: is 'S0'; use one of S1, S2"),
        (
            "index",
            "files: [combined,",
            "files: [yoga, combined,",
            "exercises/yoga.yaml: file: is missing",
        ),
        ("principles", "id: principle.attention", "id: attention", "begin it with principle."),
        ("principles", "principle.attention", "principle.emphasis", "'principle.emphasis' is there twice"),
        (
            "principles",
            "one part alone.'",
            "one part alone'",
            "use: is not a sentence; end it with a full stop",
        ),
        ("principles", "article, Maeo2021", "article, Maeo2031", "'Maeo2031' is not in sources.yaml"),
    ],
)
def test_a_slip_in_the_library_is_named(
    library: Path, read: Read, file: str, old: str, new: str, message: str
) -> None:
    edit(library / f"{file}.yaml", old, new)
    found = read()
    assert any(message in problem for problem in found), found


def test_two_cues_are_too_few(library: Path, read: Read) -> None:
    edit(library / "running.yaml", "      - 'Walk back fully'\n", "")
    assert [problem for problem in read() if "has 2 cues; write at least 3" in problem]


def test_a_neighbour_that_does_not_answer_is_named(library: Path, read: Read) -> None:
    edit(library / "drills.yaml", "harder: [b_skip, bounding]", "harder: [bounding]")
    assert [
        problem for problem in read() if "'a_skip' does not name it back; add b_skip to its harder" in problem
    ]


def test_a_circle_over_three_exercises_is_found(library: Path, read: Read) -> None:
    edit(library / "mobility.yaml", "easier: []", "easier: [triangle_pose]")
    text = (library / "mobility.yaml").read_text(encoding="utf-8")
    start = text.index("- id: triangle_pose")
    spoilt = text[start:].replace("harder: []", "harder: [supine_active_knee_extension]", 1)
    (library / "mobility.yaml").write_text(text[:start] + spoilt, encoding="utf-8")
    circles = [problem for problem in read() if "goes round in a circle" in problem]
    assert any("triangle_pose > supine_active_knee_extension" in circle for circle in circles)


def test_an_exercise_that_is_there_twice_is_named(library: Path, read: Read) -> None:
    edit(library / "drills.yaml", "  - id: a_skip", "  - id: b_skip")
    assert [problem for problem in read() if "'b_skip' is there twice; keep one" in problem]


def test_without_its_index_the_library_is_not_read(library: Path, read: Read) -> None:
    (library / "index.yaml").unlink()
    assert read() == ["exercises/index.yaml: file: is missing; add the file"]
