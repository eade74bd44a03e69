"""The rules of dated programmes that ship, and the mistakes their reader knows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from screening.domain.plan.rules import PlanRules
from screening.domain.programme.rules import Effect, Note
from screening.domain.rulebook import Rulebook
from screening.resources import rules_folder
from screening.rulebook.context import Context
from screening.rulebook.derived import read_derived
from screening.rulebook.names import NameTable
from screening.rulebook.plan import read_plan
from screening.rulebook.problems import Problems
from screening.rulebook.programmes import read_programmes
from screening.rulebook.questionnaire import read_questionnaire
from screening.rulebook.sources import read_sources


@pytest.fixture(scope="module")
def known() -> tuple[Context, PlanRules]:
    """What the reader needs of the other parts, read once."""
    context = Context(rules_folder(), Problems())
    context = context.citing(read_sources(context))
    context = context.naming(NameTable.of(read_questionnaire(context).questions.values()))
    _, context = read_derived(context)
    plan = read_plan(context)
    assert plan is not None
    return context, plan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the rules to spoil."""
    shutil.copytree(rules_folder() / "programmes", tmp_path / "programmes")
    return tmp_path


def problems_of(folder: Path, known: tuple[Context, PlanRules]) -> list[str]:
    """What the reader says about the programmes of a folder."""
    problems = Problems()
    context = Context(folder, problems, sources=known[0].sources, names=known[0].names)
    read_programmes(context, known[1])
    for file in context.opened:
        file.report_unread()
    return [str(problem) for problem in problems.found]


def test_the_rules_that_ship_have_no_problem(folder: Path, known: tuple[Context, PlanRules]) -> None:
    assert problems_of(folder, known) == []


def test_every_effect_and_every_note_has_its_words(rulebook: Rulebook) -> None:
    assert rulebook.programmes is not None
    assert set(rulebook.programmes.effects) == set(Effect)
    assert set(rulebook.programmes.wording.notes) == set(Note)


def test_doses_that_no_source_confirms_are_called_our_version(rulebook: Rulebook) -> None:
    assert rulebook.programmes is not None
    credits = {name: one.credit for name, one in rulebook.programmes.protocols.items() if one.credit}
    assert set(credits) == {"thirteen_week_nordic", "low_volume_nordic", "flywheel", "eleven_plus"}
    assert all(credit.startswith("Our version, after") for credit in credits.values())


def test_only_the_trial_protocols_are_exempt_from_ceiling_and_ramp(rulebook: Rulebook) -> None:
    assert rulebook.programmes is not None
    exempt = {name for name, one in rulebook.programmes.protocols.items() if one.exempt}
    assert exempt == {"ten_week_nordic", "thirteen_week_nordic"}


def test_an_easier_week_comes_after_three_full_ones_in_every_protocol(rulebook: Rulebook) -> None:
    assert rulebook.programmes is not None
    for protocol in rulebook.programmes.protocols.values():
        for place, week in enumerate(protocol.weeks, start=1):
            assert week.deload == (place % 4 == 0), (protocol.id, place)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("index.yaml", "gentle, blocks", "gentle, bloks, blocks", "programmes/bloks.yaml: file: is missing"),
        ("blocks.yaml", "id: in_season_low", "id: in_season_high", "'in_season_high' is there twice"),
        ("blocks.yaml", "template: build", "template: bild", "is not a template of rules/plan/weeks.yaml"),
        (
            "blocks.yaml",
            "exercise: single_leg_rdl",
            "exercise: single_leg_rld",
            "'single_leg_rld' is not an exercise",
        ),
        ("blocks.yaml", "slot: trunk", "slot: trnk", "'trnk' is not in rules/plan/slots.yaml"),
        ("blocks.yaml", "sets: [8, 12]", "sets: [12, 8]", "is not a range"),
        (
            "blocks.yaml",
            "amounts: {knee_flexion_high: 4}",
            "amounts: {trunk_high: 4}",
            "is not a slot of the template",
        ),
        ("blocks.yaml", "sessions: 2", "sessions: 4", "sessions: is 4; write a number from 1 to 3"),
        ("nordic.yaml", "each: [12, 10, 8]", "each: [12, 10]", "has 2 numbers for 3 sets"),
        ("nordic.yaml", "exempt: [plan.HC12", "exempt: [HC12", "holds 'HC12'; name hard constraints"),
        (
            "nordic.yaml",
            "field: programme.days",
            "field: programme.dais",
            "'programme.dais' is not a question",
        ),
        (
            "nordic.yaml",
            "      - name: Learn\n",
            "      - name: Learn\n        colour: red\n",
            "colour: is not a key we know",
        ),
        (
            "ladder.yaml",
            "exercise: nordic_weighted",
            "exercise: nordic_heavy",
            "'nordic_heavy' is not an exercise",
        ),
        (
            "following.yaml",
            "kit: [band, sliders]",
            "kit: [band, slides]",
            "'slides' is not an option of equipment",
        ),
        ("following.yaml", "before: [0, 0, 1, 3]", "before: [0, 0, 1, 7]", "are not eccentric classes"),
        ("following.yaml", "block_weeks: {value: 4,", "block_weeks: {value: 4.5,", "is not a whole number"),
        ("reports.yaml", "effect: halve", "effect: half", "effect: is 'half'"),
        ("reports.yaml", "  - effect: repeat", "  - effect: rest", "has no 'repeat'"),
        ("wishes.yaml", "id: kit\n", "id: kti\n", "'kti' is not counted"),
        (
            "wishes.yaml",
            "equipment: {met} of {of}.",
            "equipment: {met}.",
            "has other blanks than are filled in",
        ),
        ("wording.yaml", "Cut to fit {minutes} minutes.", "Cut to fit.", "use exactly these: {minutes}"),
        ("wording.yaml", "  level_up:", "  levelup:", "notes.level_up: is missing"),
    ],
)
def test_a_mistake_is_named_with_its_place(
    folder: Path, known: tuple[Context, PlanRules], file: str, old: str, new: str, message: str
) -> None:
    path = folder / "programmes" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = problems_of(folder, known)
    assert any(problem.startswith("programmes/") and message in problem for problem in found), found
