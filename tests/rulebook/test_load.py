"""The rulebook as a whole: that ours is in order, and what its loader refuses."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.domain.errors import NotFound
from screening.domain.rulebook import Rulebook
from screening.resources import rules_folder
from screening.rulebook import (
    check_rules,
    default_rulebook,
    digest_of,
    explain_rule,
    load_rulebook,
    rule_ids,
)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return default_rulebook()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of our rules to damage."""
    return Path(shutil.copytree(rules_folder(), tmp_path / "rules"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def messages(folder: Path) -> list[str]:
    return [str(problem) for problem in check_rules(folder)]


def test_our_rules_are_in_order() -> None:
    assert check_rules() == ()


def test_loading_twice_gives_the_same_rulebook(rulebook: Rulebook) -> None:
    assert load_rulebook() == rulebook


def test_nobody_has_signed_the_rules_yet(rulebook: Rulebook) -> None:
    assert rulebook.checked_by is None
    assert rulebook.valid_from < rulebook.review_by


def test_problems_of_several_files_come_all_at_once(folder: Path) -> None:
    edit(folder / "index.yaml", 'version: "1.0.0"', 'version: "1.0"')
    edit(folder / "sources.yaml", "verified: true", "verified: perhaps")
    edit(folder / "derived.yaml", "field: age_years", "field: age")
    edit(folder / "risk" / "model.yaml", "shrinkage:", "shrinkages:")
    files = {problem.file for problem in check_rules(folder)}
    assert files >= {"index.yaml", "sources.yaml", "derived.yaml", "risk/model.yaml"}


def test_problems_come_by_file_and_line(folder: Path) -> None:
    edit(folder / "sources.yaml", "verified: true", "verified: perhaps")
    edit(folder / "derived.yaml", "field: age_years", "field: age")
    found = check_rules(folder)
    assert list(found) == sorted(found, key=lambda problem: (problem.file, problem.line or 0, problem.path))


def drop(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def put(name: str, text: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_text(text, encoding="utf-8") and None


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (drop("sources.yaml"), "sources.yaml: file: is missing; add the file"),
        (drop("risk/model.yaml"), "risk/model.yaml: file: is missing; add the file"),
        (
            put("risk/new_idea.yaml", "id: new"),
            "risk/new_idea.yaml: file: is not read by any part; check its folder and name, or remove it",
        ),
        (
            put("triage/more.yml", "id: new"),
            "triage/more.yml: file: ends in .yml and is not read; rename it to .yaml",
        ),
    ],
)
def test_a_lost_or_stray_file_is_noticed(damage: Callable[[Path], None], message: str, folder: Path) -> None:
    damage(folder)
    assert message in messages(folder)


def test_a_folder_without_rules_is_refused_in_one_sentence(tmp_path: Path) -> None:
    assert messages(tmp_path / "rules") == [
        "rules: folder: is missing; give the folder that holds index.yaml"
    ]


def test_a_source_that_nothing_cites_is_noticed(folder: Path) -> None:
    with (folder / "sources.yaml").open("a", encoding="utf-8") as file:
        file.write(
            '\n- {id: Nobody2020, reference: A paper, pmid: "1", found: It found it., verified: true}\n'
        )
    assert messages(folder) == [
        "sources.yaml: Nobody2020: is cited by no rule; cite it, or mark it `background: true`"
    ]


def test_a_question_without_a_purpose_is_noticed(folder: Path) -> None:
    path = folder / "questionnaire" / "profile.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    dropped = next(line for line in lines if line.strip().startswith("unused:"))
    path.write_text("".join(lines).replace(dropped, "", 1), encoding="utf-8")
    found = messages(folder)
    assert len(found) == 1
    assert "is read by no rule; write `unused:` with the reason, or use it" in found[0]


def test_a_condition_that_clashes_with_itself_is_noticed(folder: Path) -> None:
    with (folder / "derived.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "\n- id: derived.nobody\n  means: Nobody.\n"
            "  when: {all: [{field: age_years, below: 16}, {field: age_years, above: 20}]}\n"
        )
    assert messages(folder) == [
        "derived: derived.nobody: has a condition that can never be true; look for parts that clash"
    ]


def test_every_source_can_be_found_and_says_what_it_found(rulebook: Rulebook) -> None:
    for source in rulebook.sources.values():
        assert source.doi or source.pmid or source.address
        assert source.where
        assert source.found.endswith(".")
        assert "†" not in source.reference


def test_a_recalled_source_is_marked_and_its_recalled_figure_is_not_told(rulebook: Rulebook) -> None:
    assert not rulebook.sources["Stiell1990"].verified
    assert not rulebook.sources["Opar2022"].verified
    assert rulebook.sources["Green2020"].verified
    assert "unverified" not in " ".join(source.found for source in rulebook.sources.values())


# digest -------------------------------------------------------------------------------------------


def test_the_digest_changes_with_every_rule_and_not_with_scenarios_or_the_readme(folder: Path) -> None:
    before = digest_of(folder)
    assert before == digest_of(rules_folder())
    (folder / "README.md").write_text("other words")
    shutil.rmtree(folder / "scenarios", ignore_errors=True)
    (folder / "released.yaml").write_text("[]")
    assert digest_of(folder) == before
    edit(folder / "index.yaml", "holds:", "holds: ")
    assert digest_of(folder) != before


def test_the_digest_changes_when_a_file_moves(folder: Path) -> None:
    before = digest_of(folder)
    (folder / "derived.yaml").rename(folder / "derived2.yaml")
    assert digest_of(folder) != before


# explaining ---------------------------------------------------------------------------------------


def test_every_rule_can_be_explained(rulebook: Rulebook) -> None:
    ids = rule_ids(rulebook)
    assert len(ids) > 200
    for rule_id in ids[::40]:
        lines = list(explain_rule(rulebook, rule_id).lines())
        assert lines[0].startswith(rule_id)


def test_a_rule_is_explained_with_what_it_reads_and_rests_on(rulebook: Rulebook) -> None:
    explained = explain_rule(rulebook, "triage.S1")
    assert explained.part == "triage"
    assert "calf_signs" in explained.reads
    assert [source.id for source in explained.sources] == ["NICE2020"]
    assert explained.when is not None
    assert explained.when.startswith("calf_signs holds")


def test_a_risk_factor_is_found_with_and_without_its_kind(rulebook: Rulebook) -> None:
    assert explain_rule(rulebook, "risk.nordic_dose") == explain_rule(rulebook, "nordic_dose")


def test_a_derived_value_says_which_rules_use_it(rulebook: Rulebook) -> None:
    assert explain_rule(rulebook, "derived.nordic_force_mean_n").used_in


def test_a_rule_nobody_wrote_is_not_found(rulebook: Rulebook) -> None:
    with pytest.raises(NotFound, match=r"no rule is called 'triage\.Z9'"):
        explain_rule(rulebook, "triage.Z9")
