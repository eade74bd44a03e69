"""The rules of the coach's picture: complete, and each mistake is named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.domain.rulebook import Rulebook
from screening.domain.squad.rules import GAPS
from screening.resources import rules_folder
from screening.rulebook import check_rules


@pytest.fixture
def check_with(tmp_path: Path) -> Callable[..., str]:
    """What the check says when texts of files below rules/squad are exchanged: file, old and new."""

    def check(*mistakes: tuple[str, str, str]) -> str:
        folder = Path(shutil.copytree(rules_folder(), tmp_path / "rules"))
        for file, old, new in mistakes:
            path = folder / "squad" / file
            text = path.read_text(encoding="utf-8")
            assert old in text
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return "\n".join(map(str, check_rules(folder)))

    return check


def test_every_factor_that_can_change_is_a_column_or_left_out_for_a_reason(rulebook: Rulebook) -> None:
    assert rulebook.squad is not None
    shown = {column.factor for column in rulebook.squad.columns}
    changeable = {factor.id for factor in rulebook.risk.factors if factor.modifiable}
    assert shown | set(rulebook.squad.left_out) == changeable
    assert not shown & set(rulebook.squad.left_out)


def test_every_gap_of_every_column_has_a_question(rulebook: Rulebook) -> None:
    assert rulebook.squad is not None
    for column in rulebook.squad.columns:
        asked = {
            cell for row in rulebook.squad.attention if row.factor == column.factor for cell in row.cells
        }
        assert set(column.cells.values()) & GAPS <= asked


def test_questions_open_a_talk_and_ask_for_no_symptom(rulebook: Rulebook) -> None:
    assert rulebook.squad is not None
    for row in rulebook.squad.attention:
        assert row.question.endswith("?")
        words = row.question.lower()
        assert not [word for word in ("pain", "hurt", "sore", "injur", "ache") if word in words]


MISTAKES = (
    ("index.yaml", "  value: 10", "  value: 0", "is below 1"),
    ("availability.yaml", "availability: modified\n", "availability: full\n", "is not full"),
    ("availability.yaml", "is: rest_and_refer", "is: rest", "rest_and_refer"),
    ("factors.yaml", "factor: sleep_hours", "factor: age_years", "is not a factor that can change"),
    ("factors.yaml", "      - {level: under_25, counts_as: gap}\n", "", "have no 'under_25'"),
    ("factors.yaml", "{level: rarely, counts_as: gap}", "{level: rarely, counts_as: private}", "is no level"),
    ("factors.yaml", "{number} of {total} often", "{number} often", "columns[4].shared: has other places"),
    ("factors.yaml", "factor: psych_stress", "factor: nordic_dose", "says nothing of psych_stress"),
    ("factors.yaml", "  gap: Gap\n", "", "states.gap: is missing"),
    ("attention.yaml", "cells: [nothing_yet]", "cells: [private]", "is no state"),
    ("attention.yaml", "factor: fatigue_state", "factor: haos_score", "is not a column of the map"),
    ("attention.yaml", "sources: [Ripley2021, expert]", "sources: [Nobody2031]", "not in sources.yaml"),
    ("what_if.yaml", "[0, 50, 75, 100]", "[0, 75, 50, 100]", "do not rise"),
    ("what_if.yaml", "sources: [vanDyk2019, Ripley2021]", "sources: [Ripley2021]", "leave out vanDyk2019"),
    ("base.yaml", "protocol: squad_base", "protocol: default_block", "no programme for a team"),
    ("base.yaml", "  bike: an exercise bike\n", "", "kit.bike: is missing"),
    ("base.yaml", "  has_problem: false", "  has_trouble: false", "is not a question"),
    (
        "wording.yaml",
        "Answered {answered} of {total}.",
        "Answered {answered}.",
        "sentences.answered: has other",
    ),
    ("wording.yaml", "  talk.none:", "  talk.nobody:", "talk.none: is missing"),
    ("wording.yaml", "  lapsed: answered too long ago\n", "", "states.lapsed: is missing"),
)
ALONE = (
    (
        "availability.yaml",
        "when: {field: squad.plan_kind, unknown: true}",
        "when: {always: true}",
        "squad.V5: can never be reached, because squad.V4",
    ),
    ("what_if.yaml", "level: over_75", "level: under_25", "no level with a published interval"),
)
"""Those that show only when nothing else is wrong, or stand at the place of another."""


def test_every_mistake_is_named_at_once(check_with: Callable[..., str]) -> None:
    found = check_with(*[mistake[:3] for mistake in MISTAKES])
    assert [said for *_, said in MISTAKES if said not in found] == []


@pytest.mark.parametrize(("file", "old", "new", "said"), ALONE)
def test_a_mistake_on_its_own_is_named(
    check_with: Callable[..., str], file: str, old: str, new: str, said: str
) -> None:
    assert said in check_with((file, old, new))
