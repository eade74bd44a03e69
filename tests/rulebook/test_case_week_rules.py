"""The weeks of a return to training that ship agree with the other rules, and mistakes in them are found."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from screening.domain.case.rules import required_case_rules
from screening.domain.case.week.rules import CaseWeekRules
from screening.domain.case.words import STAGES, State
from screening.domain.plan.exercises import Emphasis, Stage
from screening.domain.plan.rules import PlanRules
from screening.domain.rulebook import Rulebook
from screening.resources import rules_folder
from screening.rulebook.case_weeks import FILE, read_case_weeks
from screening.rulebook.context import Context
from screening.rulebook.problems import Problems
from screening.rulebook.sources import read_sources
from tests.support.rule_folders import edit


@pytest.fixture(scope="module")
def weeks(rulebook: Rulebook) -> CaseWeekRules:
    assert rulebook.case_weeks is not None
    return rulebook.case_weeks


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the file to spoil."""
    (tmp_path / FILE).parent.mkdir(parents=True)
    shutil.copy(rules_folder() / FILE, tmp_path / FILE)
    return tmp_path


def test_class_and_rung_of_each_stage_are_those_of_its_gates(
    rulebook: Rulebook, weeks: CaseWeekRules
) -> None:
    case = required_case_rules(rulebook)
    assert {state: (weeks.stages[state].class_cap, weeks.stages[state].highest_rung) for state in STAGES} == {
        state: (case.stages[state].max_eccentric, case.stages[state].max_rung) for state in STAGES
    }


def test_speeds_and_numbers_of_the_ladder_are_those_of_the_running_rules(
    rulebook: Rulebook, weeks: CaseWeekRules
) -> None:
    running = required_case_rules(rulebook).running
    assert [(rung.number, rung.speed[1] if rung.speed else 0) for rung in weeks.ladder] == [
        (number, one.speed_pct) for number, one in sorted(running.rungs.items())
    ]
    limits = weeks.limits
    assert limits.consecutive_rung == running.no_consecutive_from
    assert limits.fast_track_up_to == running.fast_track.green_up_to
    assert limits.consecutive_rung_fast_track == running.fast_track.no_consecutive_from


def test_tendon_and_age_limits_are_those_of_the_classes(rulebook: Rulebook, weeks: CaseWeekRules) -> None:
    classes = required_case_rules(rulebook).classes
    assert weeks.tendon == classes.tendon_classes
    assert weeks.limits.tendon_class == classes.tendon_eccentric_below_s5
    assert weeks.limits.adult_age == classes.pain_free_under_years


def test_a_week_as_written_keeps_to_the_sets_that_no_week_may_exceed(
    rulebook: Rulebook, weeks: CaseWeekRules
) -> None:
    limits = rulebook.plan.limits
    for week in (*weeks.stages.values(), weeks.later):
        counts = dict.fromkeys(range(1, week.strength.sessions + 1), 0)
        for line in week.items:
            first = next(
                one for one in weeks.slots[line.slot].exercises if Stage(week.stage.value) in one.stages
            )
            for session in line.on:
                counts[session] += line.sets if first.loads_hamstring else 0
        assert sum(counts.values()) <= limits.sets_per_week, week.stage
        assert max(counts.values()) <= limits.sets_per_session, week.stage
        if week.sets is not None:
            assert week.sets[0] <= sum(counts.values()) <= week.sets[1]


def test_every_exercise_of_a_slot_trains_what_the_first_one_trains(weeks: CaseWeekRules) -> None:
    knee, hip = {Emphasis.KNEE_FLEXION, Emphasis.COMBINED}, {Emphasis.HIP_EXTENSION, Emphasis.COMBINED}
    for slot in weeks.slots.values():
        kinds = {one.emphasis for one in slot.exercises}
        assert len(kinds) == 1 or kinds <= knee or kinds <= hip, slot.id


MISTAKES = [
    ("rungs: [3, 4]", "rungs: [4, 3]", "are not a first and a highest rung"),
    ("class: 2", "class: 7", "is 7"),
    ("{slot: hip_hinge, sessions: [1]", "{slot: hip_hing, sessions: [1]", "is not one of the slots"),
    ("sets: 3, reps: 8}", "sets: 3, reps: 800}", "is 800"),
    ("sessions: [1, 3, 5, 7], sets", "sessions: [1, 3, 9], sets", "names a session that is not there"),
    ("choices: [romanian_deadlift,", "choices: [roman_deadlift,", "is not an exercise"),
    ("{exercise: walk_jog, sets", "{exercise: walk_jg, sets", "is not an exercise"),
    ("  - rung: 3\n", "  - rung: 4\n", "does not go from rung 0 to 9"),
    ("speed: [60, 70]", "speed: [70, 60]", "is not a lowest and a highest number"),
    ("          - 'Slow down before you would limp'\n", "", "are fewer than three"),
    ("classes: [G3, G3c, AV]", "classes: [G3, G9]", "is not a severity class"),
    ("rule: plan.HC25", "rule: HC25", "is 'HC25'"),
    ("sources: [Zambaldi2017, Presland2018", "sources: [Nobody1999, Presland2018", "is not in sources.yaml"),
    ("choices: [change_of_direction]", "choices: [flying_sprint]", "has nobody for S4"),
    (
        "  match_wait: 'Not this one: the first two matches back are at least {hours} hours apart.'",
        "  match_wait: 'Wait {days}.'",
        "match_wait",
    ),
    ("  ended: 'This return", "  endet: 'This return", "ended"),
    ("    sets: [8, 12]", "    sets: [8]", "is not a range"),
    ("  - stage: S6\n", "  - stage: S5\n", "lacks S6"),
]


@pytest.mark.parametrize(("old", "new", "problem"), MISTAKES, ids=[problem for *_, problem in MISTAKES])
def test_a_mistake_is_found_with_its_place(
    folder: Path, rulebook: Rulebook, old: str, new: str, problem: str
) -> None:
    edit(folder / FILE, old, new)
    assert any(problem in one for one in _problems(folder, rulebook.plan))


def _problems(folder: Path, plan: PlanRules) -> list[str]:
    known = Context(rules_folder(), Problems())
    context = dataclasses.replace(known.citing(read_sources(known)), folder=folder)
    read_case_weeks(context, plan)
    for file in context.opened:
        file.report_unread()
    return [str(one) for one in context.problems.found]


def test_the_file_as_it_ships_has_no_problem_and_a_missing_one_is_named(
    folder: Path, rulebook: Rulebook
) -> None:
    assert _problems(folder, rulebook.plan) == []
    (folder / FILE).unlink()
    assert any("is missing" in one for one in _problems(folder, rulebook.plan))


def test_a_stage_that_is_none_is_found(folder: Path, rulebook: Rulebook) -> None:
    edit(folder / FILE, "  - stage: S1\n", f"  - stage: {State.TRIAGE}\n")
    assert any("name a stage from S1 to S8" in one for one in _problems(folder, rulebook.plan))
