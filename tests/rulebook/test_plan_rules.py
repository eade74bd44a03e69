"""The exercise library and the plan rules that ship, and the mistakes their reader knows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from screening.domain.plan.exercises import Emphasis, Stage
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import PlanKind
from screening.resources import rules_folder
from screening.rulebook.context import Context
from screening.rulebook.derived import read_derived
from screening.rulebook.names import NameTable
from screening.rulebook.plan import read_plan
from screening.rulebook.problems import Problems
from screening.rulebook.questionnaire import read_questionnaire
from screening.rulebook.sources import read_sources

PARTS = ("exercises", "plan", "questionnaire")
FILES = ("sources.yaml", "derived.yaml")
STAGE_CAPS = {Stage.S1: 0, Stage.S2: 1, Stage.S3: 2, Stage.S4: 3}
RUNG_CAPS = {Stage.S1: 0, Stage.S2: 2, Stage.S3: 4, Stage.S4: 6}


def problems_of(folder: Path) -> list[str]:
    """What the reader says about the plan part of a folder."""
    problems = Problems()
    context = Context(folder, problems)
    context = context.citing(read_sources(context))
    context = context.naming(NameTable.of(read_questionnaire(context).questions.values()))
    _, context = read_derived(context)
    read_plan(context)
    for file in context.opened:
        file.report_unread()
    return [str(problem) for problem in problems.found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the rules to spoil."""
    for part in PARTS:
        shutil.copytree(rules_folder() / part, tmp_path / part)
    for file in FILES:
        shutil.copy(rules_folder() / file, tmp_path / file)
    return tmp_path


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_rules_that_ship_have_no_problem(folder: Path) -> None:
    assert problems_of(folder) == []


def test_easier_and_harder_name_each_other(rulebook: Rulebook) -> None:
    library = rulebook.plan.exercises
    for exercise in library.values():
        assert all(exercise.id in library[name].easier for name in exercise.harder if name in library)
        assert all(exercise.id in library[name].harder for name in exercise.easier if name in library)


def test_every_exercise_keeps_the_caps_of_its_stages(rulebook: Rulebook) -> None:
    for exercise in rulebook.plan.exercises.values():
        for stage in exercise.stages & STAGE_CAPS.keys():
            if exercise.is_running:
                assert (exercise.rung or 0) <= RUNG_CAPS[stage], exercise.id
            else:
                assert exercise.eccentric_class <= STAGE_CAPS[stage], exercise.id


def test_every_exercise_heeds_pain_and_red_flags(rulebook: Rulebook) -> None:
    assert all("C1" in exercise.contraindications for exercise in rulebook.plan.exercises.values())


def test_the_library_covers_every_kind_of_exercise(rulebook: Rulebook) -> None:
    library = rulebook.plan.exercises
    assert len(library) >= 40
    assert {exercise.emphasis for exercise in library.values()} == set(Emphasis)


def test_each_first_choice_of_the_substitution_groups_is_as_published(rulebook: Rulebook) -> None:
    def first(slot: str, count: int) -> list[str]:
        return [exercise.id for exercise in rulebook.plan.slots[slot].exercises[:count]]

    assert first("knee_flexion_high", 5) == [
        "nordic_hamstring_curl",
        "nordic_hand_assisted",
        "nordic_partial_range",
        "sl_slider_curl",
        "two_up_one_down_leg_curl",
    ]
    assert first("hip_extension_long", 4) == [
        "hip_extension_45",
        "romanian_deadlift",
        "single_leg_rdl",
        "askling_diver",
    ]
    assert first("hip_isometric", 3) == [
        "sl_roman_chair_hold",
        "sl_long_lever_bridge_hold",
        "long_lever_bridge_hold",
    ]


def test_the_kind_table_stands_in_the_order_of_the_contract(rulebook: Rulebook) -> None:
    assert [(row.id.rsplit(".", 1)[1], row.kind) for row in rulebook.plan.kinds] == [
        ("not_asked", None),
        ("see_someone_first", PlanKind.REST_AND_REFER),
        ("question_open", PlanKind.REST_AND_REFER),
        ("not_designed_for", PlanKind.REST_AND_REFER),
        ("soreness", PlanKind.PREVENTION),
        ("problem", PlanKind.RETURN_TO_TRAINING),
        ("not_back_yet", PlanKind.RETURN_TO_TRAINING),
        ("returned", PlanKind.PREVENTION),
        ("prevention", PlanKind.PREVENTION),
    ]


def test_every_kind_of_limit_rules_something_out(rulebook: Rulebook) -> None:
    codes = {code for row in rulebook.plan.codes for code in row.codes}
    barred = {code for exercise in rulebook.plan.exercises.values() for code in exercise.contraindications}
    assert {"C2", "C3", "C10", "C12", "C5", "C7", "C4", "C8"} <= codes & barred


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "exercises/knee_flexion.yaml",
            "eccentric_class: 4",
            "eccentric_class: 5",
            "eccentric_class: is 5; write a number from 0 to 4",
        ),
        (
            "exercises/knee_flexion.yaml",
            "stages: [S1, S2]",
            "stages: [S1, S9]",
            "stages: holds 'S9'; use S1, S2",
        ),
        (
            "exercises/knee_flexion.yaml",
            "any: [ankle_anchor, partner]",
            "any: [ankle_anchor, friend]",
            "any: 'friend' is not an option of equipment",
        ),
        (
            "exercises/knee_flexion.yaml",
            "harder: [prone_isometric_knee_flexion, glute_bridge]",
            "harder: [prone_isometric_knee_flexion]",
            "'heel_dig_isometric' does not name it back",
        ),
        (
            "exercises/knee_flexion.yaml",
            "harder: [prone_isometric_knee_flexion, glute_bridge]",
            "harder: [prone_isometric_knee_flexion, glute_brigde]",
            "'glute_brigde' is not an exercise; fix the id",
        ),
        (
            "exercises/knee_flexion.yaml",
            "seconds: [10, 10]",
            "seconds: [10, 10]\n      reps: [3, 3]",
            "dose: counts in 2 units; use exactly one of",
        ),
        (
            "exercises/knee_flexion.yaml",
            "sets: [3, 5]",
            "sets: [5, 3]",
            "sets: is not a range; write the lowest and the highest",
        ),
        (
            "exercises/knee_flexion.yaml",
            "sources: [Aspetar2026]",
            "sources: [Nobody2031]",
            "'Nobody2031' is not in sources.yaml",
        ),
        (
            "exercises/knee_flexion.yaml",
            "      - 'Keep breathing'\n",
            "      - 'Keep breathing'\n    colour: blue\n",
            "colour: is not a key we know here",
        ),
        (
            "exercises/figures/nordics.yaml",
            "shank: -90, hip: 0",
            "shank: -90, lean: 3, hip: 0",
            "needs exactly one of lean and shank",
        ),
        (
            "exercises/figures/nordics.yaml",
            "hand_to: [-0.02, 0.6]",
            "hand_to: [3, 3]",
            "cannot be drawn: hand_to (near) is",
        ),
        (
            "exercises/figures/nordics.yaml",
            "kit: [mat_pair, cushions]",
            "kit: [mat_pair, pillows]",
            "'pillows' is not in the kit of index.yaml",
        ),
        (
            "exercises/figures/nordics.yaml",
            "tempo: [4, 0.6, 2, 0.6]",
            "tempo: [0, 0.6, 2, 0.6]",
            "tempo: is not [out, hold, back, rest]; write four numbers of seconds",
        ),
        (
            "exercises/figures/nordics.yaml",
            "hip: 91, knee: 131",
            "hip: 31, knee: 131",
            "cannot be drawn: hand_to (near) is",
        ),
        (
            "exercises/figures/nordics.yaml",
            "  razor_curl:",
            "  laser_curl:",
            "desc: 'laser_curl' is not an exercise; use the id of an exercise",
        ),
        (
            "plan/kinds.yaml",
            "kind: rest_and_refer",
            "kind: rest",
            "kind: is 'rest'; use none, prevention, return_to_training, rest_and_refer",
        ),
        (
            "plan/kinds.yaml",
            "programme: first_days",
            "programme: first_hours",
            "'first_hours' is not a named programme",
        ),
        (
            "plan/kinds.yaml",
            "    when: {always: true}",
            "    when: {field: plan.asked, is: true}",
            "kinds: has no row for all the rest",
        ),
        (
            "plan/kinds.yaml",
            "    when: {field: plan.asked, is: false}",
            "    when: {always: true}",
            "kinds: has rows nobody can reach",
        ),
        ("plan/situation.yaml", "tier: moderate", "tier: middling", "tier: is 'middling'; use one of low"),
        ("plan/situation.yaml", "codes: [C2]", "codes: [C20]", "codes: holds 'C20'"),
        (
            "plan/situation.yaml",
            "minutes: minutes_per_session",
            "minutes: minutes_per_seance",
            "'minutes_per_seance' is not a question",
        ),
        (
            "plan/slots.yaml",
            "choices: [side_plank, front_plank]",
            "choices: [side_plank, back_plank]",
            "'back_plank' is not an exercise",
        ),
        (
            "plan/slots.yaml",
            "then: [knee_flexion_moderate]",
            "then: [knee_flexion_high]",
            "'knee_flexion_high' is not a slot above this one",
        ),
        (
            "plan/slots.yaml",
            "trim_order: [mobility",
            "trim_order: [mobilty",
            "trim_order: 'mobilty' is not a slot",
        ),
        (
            "plan/weeks.yaml",
            "{slot: knee_flexion_intro, session: 1, sets: 2, reps: 4}",
            "{slot: knee_intro, session: 1, sets: 2, reps: 4}",
            "slot: 'knee_intro' is not in slots.yaml",
        ),
        (
            "plan/weeks.yaml",
            "- {template: intro}",
            "- {template: outro}",
            "template: 'outro' is not a template",
        ),
        ("plan/weeks.yaml", "sets: [8, 12]", "sets: [12, 8]", "sets: is not a range"),
        (
            "plan/layouts.yaml",
            "class_caps: [2, 4, 3, 1, 0, 0, 0]",
            "class_caps: [2, 4, 3, 1, 0, 0]",
            "class_caps: is not seven classes",
        ),
        ("plan/layouts.yaml", "match_days: [6]", "match_days: [8]", "match_days: are not days of one week"),
        ("plan/layouts.yaml", "id: no_match", "id: no_mach", "layouts: has no 'no_match'"),
        (
            "plan/limits.yaml",
            "sets_per_session: {value: 10, rule: plan.HC11",
            "sets_per_session: {value: 10.5, rule: HC11",
            "sets_per_session: is not a whole number",
        ),
        (
            "plan/limits.yaml",
            "sets_per_session: {value: 10, rule: plan.HC11",
            "sets_per_session: {value: 10, rule: HC11",
            "rule: is 'HC11'; name the hard constraint",
        ),
        ("plan/limits.yaml", "  level_margin:", "  level_marginn:", "limits.level_margin: is missing"),
        (
            "plan/wording.yaml",
            "up to {minutes} minutes",
            "up to some minutes",
            "title: does not hold {minutes}",
        ),
        (
            "plan/wording.yaml",
            "  plan.HC26: 'There",
            "  plan.HC27: 'There",
            "conflicts.plan.HC26: is missing",
        ),
        (
            "plan/wording.yaml",
            "{exercise: nordic_weighted,",
            "{exercise: nordic_heavy,",
            "exercise: 'nordic_heavy' is not an exercise",
        ),
        ("plan/advice.yaml", "kinds: [return_to_training]", "kinds: [return]", "kinds: holds 'return'"),
        ("plan/index.yaml", "parts: [kinds, ", "parts: [", "parts: does not list the files of this folder"),
    ],
)
def test_a_mistake_is_named_with_its_place(folder: Path, file: str, old: str, new: str, message: str) -> None:
    spoil(folder, file, old, new)
    found = problems_of(folder)
    place = file.split("/", maxsplit=1)[0]  # a neighbour may be named in the file beside it
    assert any(problem.startswith(f"{place}/") and message in problem for problem in found), found


def test_going_harder_in_a_circle_is_found(folder: Path) -> None:
    hip = "exercises/hip_extension.yaml"
    spoil(folder, "exercises/knee_flexion.yaml", "easier: []", "easier: [glute_bridge]")
    text = (folder / hip).read_text(encoding="utf-8")
    start = text.index("- id: glute_bridge\n")
    rest = text[start:].replace("harder: [", "harder: [heel_dig_isometric, ", 1)
    (folder / hip).write_text(text[:start] + rest, encoding="utf-8")
    assert any("goes round in a circle" in problem for problem in problems_of(folder))


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "plan" / "limits.yaml").unlink()
    assert "plan/limits.yaml: file: is missing; add the file" in problems_of(folder)


def test_all_mistakes_come_at_once(folder: Path) -> None:
    spoil(folder, "plan/slots.yaml", "front_plank]", "back_plank]")
    spoil(folder, "plan/weeks.yaml", "- {template: intro}", "- {template: outro}")
    spoil(folder, "plan/kinds.yaml", "kind: rest_and_refer", "kind: rest")
    files = {problem.split(":")[0] for problem in problems_of(folder)}
    assert {"plan/slots.yaml", "plan/weeks.yaml", "plan/kinds.yaml"} <= files
