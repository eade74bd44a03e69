"""The loader refuses risk rules that do not recompute, dangle, leave gaps or contradict their examples."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.domain.errors import RuleProblem
from screening.domain.risk.rules import FactorKind
from screening.resources import rules_folder
from screening.rulebook.context import Context
from screening.rulebook.derived import read_derived
from screening.rulebook.names import NameTable
from screening.rulebook.problems import Problems
from screening.rulebook.risk import read_risk

ProblemsAfter = Callable[..., tuple[RuleProblem, ...]]


@pytest.fixture
def problems_after(tmp_path: Path, rulebook) -> ProblemsAfter:
    """What the loader says after replacing a piece of text in one of the shipped risk files."""
    shutil.copytree(rules_folder() / "risk", tmp_path / "risk")
    shutil.copy(rules_folder() / "derived.yaml", tmp_path / "derived.yaml")

    def change(file: str, old: str, new: str) -> tuple[RuleProblem, ...]:
        path = tmp_path / "risk" / file
        text = path.read_text(encoding="utf-8")
        assert old in text, "the test has to change something"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return read()

    def read() -> tuple[RuleProblem, ...]:
        problems = Problems()
        names = NameTable.of(rulebook.questionnaire.questions.values())
        context = Context(tmp_path, problems, sources=rulebook.sources, names=names)
        _, context = read_derived(context)
        read_risk(context)
        for opened in context.opened:
            opened.report_unread()
        return problems.found

    change.read = read  # type: ignore[attr-defined]  # the same folder, unchanged
    return change


def test_the_shipped_risk_rules_are_in_order(problems_after):
    assert problems_after.read() == ()


MISTAKES = [
    ("factors/acl_history.yaml", "weight: 1.49", "weight: 1.52", "1.7 ** 0.75 is 1.489"),
    ("factors/acl_history.yaml", "value: 1.7", "value: 2.7", "** 0.75 is 2.106"),
    ("factors/acl_history.yaml", "certainty: moderate", "certainty: high", "1.7 ** 0.9 is 1.612"),
    ("factors/acl_history.yaml", "mean: 1.029", "mean: 1.10", "the levels give 1.029"),
    ("factors/acl_history.yaml", "prevalence: 0.94", "prevalence: 0.80", "add up to 0.86"),
    ("factors/acl_history.yaml", "Green2020, deV", "Nobody1900, deV", "'Nobody1900' is not in sources.yaml"),
    (
        "factors/acl_history.yaml",
        "source: Green2020",
        "source: Grean2020",
        "'Grean2020' is not in sources.yaml",
    ),
    ("factors/acl_history.yaml", "sd_log: 0.10", "sd_log: 0.10\nsdlog: 0.2", "is not a key we know here"),
    ("factors/acl_history.yaml", "id: acl_history", "id: acl", "name the file after the id"),
    ("factors/acl_history.yaml", "fields: [acl_history]", "fields: [acl]", "'acl' is not a question"),
    ("factors/acl_history.yaml", "    se_log: 0.20\n", "", "say how uncertain the weight is"),
    ("factors/acl_history.yaml", "{acl_history: false}", "{acl_history: true}", "the answers lead to 'yes'"),
    ("factors/acl_history.yaml", "  - {given: {}, level: unknown}", "", "never reach 'unknown'"),
    (
        "factors/knee_other_history.yaml",
        "    note: Knee injury",
        "    # note: Knee injury",
        "of basis assumption",
    ),
    ("factors/sleep_hours.yaml", "at_most: 7}", "at_most: 7.5}", "the answers lead to 'short'"),
    ("factors/sleep_hours.yaml", "level: enough\n  text", "level: plenty\n  text", "'plenty' is not a level"),
    (
        "factors/sprint_exposure.yaml",
        "applies: false\n    basis: reference\n    weight: 1.00",
        "applies: false\n    basis: reference\n    weight: 1.10",
        "is not a plain 1",
    ),
    (
        "model.yaml",
        "  - ankle_history\n  - nordic",
        "  - nordic",
        "does not list 'ankle_history' exactly once",
    ),
    (
        "model.yaml",
        "  - groin_history\n",
        "  - groin_history\n  - toe_history\n",
        "lists 'toe_history', which has no file",
    ),
    ("model.yaml", "over_75: 0.4524", "over_75: 0.40", "min(highest, share x weight) is 0.4524"),
    ("model.yaml", "from_50_to_75: 0.5304, ", "", "has no 'from_50_to_75'"),
    (
        "model.yaml",
        "members: [acl_history, calf",
        "members: [acl_history, nordic_dose, calf",
        "'nordic_dose' is in two groups",
    ),
    ("model.yaml", "below: 0.16", "below: 0.06", "put the cuts in rising order"),
    (
        "model.yaml",
        "    - {band: very_high}\n  # W",
        "    - {band: very_high, below: 0.9}\n  # W",
        "leaves a gap",
    ),
    ("model.yaml", "levels: [not_back_yet,", "levels: [back,", "'back' is not a level of prior_hsi_status"),
    ("model.yaml", "{good: 0.25, fair", "{good: 0.25, great: 0.1, fair", "is not a word of this list"),
    ("model.yaml", "number_for: [good, fair]", "number_for: [good, decent]", "'decent' is not a quality"),
    ("model.yaml", "still need {fields}", "still need more", "write {fields} where they belong"),
    ("model.yaml", "field: sprint_spike", "field: sprint_spik", "'sprint_spik' is not a question"),
    ("return_module.yaml", "decay_weeks: 6 ", "decay_weeks: 0 ", "is not above 0"),
    (
        "baselines.yaml",
        "levels: [recreational], p0: 0.11",
        "levels: [amateur], p0: 0.11",
        "is there twice for football",
    ),
    (
        "baselines.yaml",
        "levels: [recreational], p0: 0.11",
        "levels: [amateur], p0: 0.11",
        "have no 'recreational'",
    ),
    ("baselines.yaml", "p0: 0.22, quality: good", "p0: 22, quality: good", "is not between 0 and 1"),
    ("baselines.yaml", "martial_arts, water_skiing, other]", "water_skiing, other]", "has no 'martial_arts'"),
    (
        "baselines.yaml",
        "sports: [gymnastics,",
        "sports: [tennis, gymnastics,",
        "'tennis' has rows and goes by demands",
    ),
    ("baselines.yaml", "  tennis:\n", "  padel:\n", "'padel' is not an option of sport"),
    ("baselines.yaml", "position: goalkeeper", "position: keeper", "'keeper' is not an option"),
    (
        "baselines.yaml",
        "        note: No figure for hamstrings in tennis was found.\n",
        "",
        "say what the assumption leans on",
    ),
    ("not_weighted.yaml", "fields: [sex]", "fields: [gender]", "'gender' is not a question"),
]


@pytest.mark.parametrize(("file", "old", "new", "words"), MISTAKES, ids=[words for *_, words in MISTAKES])
def test_a_mistake_is_named_with_file_and_line(problems_after, file, old, new, words):
    found = [
        problem
        for problem in problems_after(file, old, new)
        if words in f"{problem.problem}; {problem.advice}"
    ]
    assert found
    assert found[0].file == f"risk/{file}"
    assert found[0].line


def test_the_first_weeks_replace_factors_that_exist(problems_after):
    found = problems_after("return_module.yaml", "[prior_hsi_status, prior_hsi_count]", "[prior_strains]")
    assert any("has no 'prior_strains'" in problem.problem for problem in found)


def test_several_mistakes_come_together(problems_after):
    problems_after("factors/acl_history.yaml", "weight: 1.49", "weight: 1.30")
    problems_after("factors/calf_strain_history.yaml", "weight: 1.36", "weight: 1.30")
    found = problems_after("model.yaml", "over_75: 0.4524", "over_75: 0.40")
    assert {"risk/factors/acl_history.yaml", "risk/factors/calf_strain_history.yaml", "risk/model.yaml"} <= {
        problem.file for problem in found
    }


@pytest.mark.parametrize("file", ["model.yaml", "baselines.yaml", "return_module.yaml", "not_weighted.yaml"])
def test_a_missing_file_is_named(problems_after, tmp_path, file):
    (tmp_path / "risk" / file).unlink()
    assert f"risk/{file}" in {problem.file for problem in problems_after.read()}


def test_a_verified_rule_needs_a_verified_source(problems_after, rulebook):
    unverified = next(key for key, source in rulebook.sources.items() if not source.verified)
    found = problems_after("factors/psych_stress.yaml", "sources: [Ivarsson2017]", f"sources: [{unverified}]")
    assert any("no source of it is verified" in problem.problem for problem in found)


def test_fifteen_factors_are_asked_and_the_rest_is_optional_or_measured(rulebook):
    kinds = [factor.kind for factor in rulebook.risk.factors]
    assert (kinds.count(FactorKind.ASKED), kinds.count(FactorKind.OPTIONAL)) == (15, 2)


def test_every_factor_says_who_was_studied_who_reviewed_it_and_when(rulebook):
    for factor in rulebook.risk.factors:
        assert factor.population
        assert factor.reviewed
        assert factor.reviewed_by


def test_words_to_athletes_are_calm_and_never_a_diagnosis(rulebook):
    risk = rulebook.risk
    words = [level.text for factor in risk.factors for level in factor.levels]
    words += [level.label for factor in risk.factors for level in factor.levels]
    words += [f"{t.text} {t.effort}" for factor in risk.factors if (t := factor.target)]
    for text in words:
        assert "!" not in text
        assert "you have " not in text.lower()
        assert text[0].isupper() or text[0].isdigit()
