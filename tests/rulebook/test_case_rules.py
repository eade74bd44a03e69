"""The rules of a return to training: every mistake in them is named, and every one can be explained."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from screening.domain.case.rules import CaseRules, required_case_rules
from screening.domain.case.stage_rules import TestKind
from screening.domain.case.words import Party
from screening.domain.errors import ScreeningError
from screening.domain.rulebook import Rulebook
from screening.resources import rules_folder
from screening.rulebook.context import Context
from screening.rulebook.explain import explain_rule
from screening.rulebook.problems import Problems
from screening.rulebook.sources import read_sources
from screening.rulebook.stages import read_stages_folder
from screening.rulebook.stages_checkin import read_checkin
from tests.support.rule_folders import edit


@pytest.fixture
def case_rules(rulebook: Rulebook) -> CaseRules:
    return required_case_rules(rulebook)


def problems_after(folder: Path, file: str, before: str, after: str) -> str:
    """Everything wrong with a copy of the rules in which one text is replaced."""
    for name in ("stages", "sources.yaml"):
        source = rules_folder() / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    edit(folder / f"stages/{file}.yaml", before, after)
    context = Context(folder, Problems())
    checkin, context = read_checkin(context.citing(read_sources(context)))
    read_stages_folder(context, checkin)
    for opened in context.opened:
        opened.report_unread()
    return "\n".join(str(problem) for problem in context.problems.found)


OPENS = "signers: [athlete, guardian, physio, doctor]"
CLOSES = "signers: [doctor]\n    delegate"
GAP = "test: palpable_gap, measure: failed"
REST = "{test: rest_pain, measure: number, at_most: 1}"
MISTAKES = [
    ("stages", "id: stage.S2", "id: stage.S3", "has none for S2"),
    ("stages", "max_rung: 4", "max_rung: 1", "cap that goes down"),
    ("stages", "max_eccentric: 2", "max_eccentric: 5", "is not from 0 to 4"),
    ("stages", REST, REST.replace("rest_pain", "x"), "is no test"),
    ("stages", REST, REST.replace("number", "lsi"), "does not fit rest_pain"),
    ("stages", REST, REST.replace("1}", "1, pain_max: 0}"), "is not asked in rest_pain"),
    ("stages", REST, REST.replace(", at_most: 1", ""), "is not there once"),
    ("stages", "mandatory_for: [sprinter]", "mandatory_for: [runner]", "holds 'runner'"),
    ("stages", "certainty: low", "certainty: sure", "is 'sure'"),
    ("tests", "kind: two_legs\n", "kind: three_legs\n", "is 'three_legs'"),
    ("tests", "highest: 10\n    better: lower", "better: lower", "not two limits"),
    ("tests", "kind: two_legs\n", "kind: two_legs\n    words: {passed: a, failed: b}\n", "a yes and a no"),
    ("examination", "palpable_gap, tender_length", "palpable_gap, dent, tender_length", "is no test"),
    ("examination", "tests: [rest_pain, ", "tests: [rest_pain, rest_pain, ", "holds an id twice"),
    ("examination", "bruise_length, ", "", "lack bruise_length, which no stage asks for either"),
    ("examination", "four_steps, gait]", "gait]", "is in no group"),
    ("examination", f"{{{GAP}}}", f"{{{GAP.replace('failed', 'passed')}}}", "does not fit palpable_gap"),
    ("examination", f"{{{GAP}}}", f"{{{GAP}, pain_max: 0}}", "which only criteria know"),
    ("examination", "id: finding.gap", "id: gap", "begin it with 'finding.'"),
    ("examination", "id: finding.gap", "id: finding.limp", "holds an id twice"),
    ("examination", "level: same_day\n    means", "level: soon\n    means", "is 'soon'"),
    ("examination", "to_day: 7", "to_day: 7\n    from_day: 9", "is after to_day"),
    ("examination", "to_day: 7", "until_day: 7", "is not a key we know"),
    (
        "examination",
        "number, at_least: 1}",
        "number, at_least: 4}",
        "by every result of tendon_tests or by none",
    ),
    (
        "examination",
        "number, at_least: 1}",
        "number, at_least: 0}",
        "by every result of tendon_tests or by none",
    ),
    ("examination", "sources: [Malliaropoulos2010]", "sources: [Nobody2020]", "is not in sources.yaml"),
    ("moves", OPENS, "signers: []", "is empty"),
    ("moves", OPENS, "signers: [system]", "lets the software do more"),
    ("moves", CLOSES, "signers: [doctor, coach]\n    delegate", "lets others than clinicians"),
    ("moves", "id: move.TR12", "id: move.TR99", "are not TR0 to TR17"),
    ("holds", "id: hold.HD3", "id: hold.HD9", "lack hold.HD3"),
    ("holds", "id: regress.RG2", "id: regress.RG9", "lacks regress.RG2"),
    ("holds", "test: palpation", "test: pressing", "is no test"),
    ("times", "factor: 1.25", "factor: 0.5", "shortens times"),
    ("times", "{class: G1, S2: 2, S3: 3", "{class: G1, S2: 9, S3: 3", "do not grow"),
    ("times", "{class: G3c, S2: 4", "{class: G3, S2: 4", "has none for G3c"),
    ("classes", "{grade: III, class: AV", "{grade: II, class: AV", "has none for III"),
    ("classes", "becomes: {G0: G2c", "becomes: {G9: G2c", "holds 'G9'"),
    ("running", "{rung: 3,", "{rung: 4,", "are not R0 to R9"),
    ("running", "speed_pct: 70", "speed_pct: 40", "get slower"),
    ("red_flags", "level: emergency\n", "level: soon\n", "is 'soon'"),
    ("injury_codes", "code: TRH, sources", "code: XXX, sources", "is not in the table"),
    ("who_may", "action: lift", "action: hold", "has none for lift"),
    ("wording", "referred: Not cleared. Waiting", "refered: Not cleared. Waiting", "is missing"),
    ("index", "id: stages", "id: stages\nmore: 1", "is not a key we know"),
    ("holds", "sources: [Presland2018, expert]", "sources: [Nobody2020]", "is not in sources.yaml"),
]


@pytest.mark.parametrize(("file", "before", "after", "problem"), MISTAKES)
def test_a_mistake_is_named(tmp_path: Path, file: str, before: str, after: str, problem: str) -> None:
    assert problem in problems_after(tmp_path, file, before, after)


def test_rules_without_cases_say_so(rulebook: Rulebook) -> None:
    with pytest.raises(ScreeningError):
        required_case_rules(replace(rulebook, case=None))


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("stage.S3", "Progressive strengthening"),
        ("move.TR3", "Into early loading"),
        ("hold.HD1", "No check-in of the morning for 48 hours."),
        ("regress.RG2", "Two red days in a week"),
        ("S3.strength", "Knee-flexor strength"),
        ("checkin.CK5", "Your pain this morning"),
        ("finding.range_lost", "straightens 30 degrees less"),
        ("palpable_gap", "none felt, gap felt"),
    ],
)
def test_every_kind_of_rule_can_be_explained(rulebook: Rulebook, rule: str, says: str) -> None:
    lines = list(explain_rule(rulebook, rule).lines())
    assert any(says in line for line in lines)
    assert any(line.lstrip().startswith("source ") for line in lines)


def test_nobody_but_clinicians_signs_a_move_up(case_rules: CaseRules) -> None:
    for move in case_rules.moves.values():
        if move.direction.is_up:
            assert move.signers <= {Party.PHYSIO, Party.DOCTOR}


def test_every_test_of_a_gate_or_examination_says_how_it_is_done(case_rules: CaseRules) -> None:
    asked = {need.test for stage in case_rules.stages.values() for rule in stage.exit for need in rule.needs}
    assert asked | set(case_rules.examination.tests) == set(case_rules.tests)
    for test in case_rules.tests.values():
        assert test.how
        assert test.method
        assert test.unit or test.kind is TestKind.PASSED


def test_caps_agree_with_the_exercise_library(case_rules: CaseRules) -> None:
    library = yaml.safe_load((rules_folder() / "exercises/index.yaml").read_text(encoding="utf-8"))
    for cap in library["stage_caps"]:
        found = [stage for state, stage in case_rules.stages.items() if state.value == cap["stage"]]
        for stage in found:
            assert (stage.max_rung, stage.max_eccentric) == (cap["rung"], cap["eccentric_class"])
    assert {cap["stage"] for cap in library["stage_caps"]} >= {"S1", "S2", "S3", "S4"}


def test_codes_say_that_they_were_not_checked(case_rules: CaseRules) -> None:
    assert case_rules.codes.checked_against is None
    assert "Not yet checked" in case_rules.codes.notice
    assert case_rules.codes.version == "14"
