"""What rules/README.md teaches has to be true: its examples are read by the loader itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Certainty
from screening.resources import rules_folder
from screening.rulebook import default_rulebook
from screening.rulebook.context import Context
from screening.rulebook.derived import read_derived
from screening.rulebook.names import NameTable
from screening.rulebook.problems import Problems

README = (rules_folder() / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"`(\{field: .+?\})`", README)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return default_rulebook()


def test_the_readme_shows_every_kind_of_condition() -> None:
    for operator in ("is", "in", "other_than", "unknown", "above", "has_any"):
        assert any(f" {operator}: " in example for example in EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_condition_of_the_readme_is_a_good_one(example: str, rulebook: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "derived.yaml").write_text(f"- {{id: derived.it, means: It., when: {example}}}\n")
    names = NameTable.of(rulebook.questionnaire.questions.values())
    context = Context(tmp_path, Problems(), names=names)
    read_derived(context)
    for file in context.opened:
        file.report_unread()
    assert context.problems.found == ()


def test_the_readme_states_the_certainties_as_they_are_used(rulebook: Rulebook) -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([0-9.]+) \|", README, flags=re.MULTILINE)
    stated = {Certainty(word): float(power) for word, power in rows}
    assert stated == dict(rulebook.risk.shrinkage)


def test_every_file_and_folder_the_readme_names_is_there() -> None:
    named = re.findall(r"`([a-z_]+(?:/[a-z_]+)*(?:/|\.yaml))`", README)
    assert len(named) > 8
    for name in named:
        made_by_release = name in {"released.yaml", "releases/"}
        assert made_by_release or (rules_folder() / name).exists(), name
