"""Every figure of the rules of programmes decides something for somebody (R-09)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.mutation.felt import figures, is_felt

SAMPLED = 240
"""In the quick version every so many figures are tried."""
EXCUSED = Path(__file__).parent / "not_felt.yaml"
KNOWN = {name: entry["because"] for entry in yaml.safe_load(EXCUSED.read_text()) for name in entry["figures"]}


def not_felt(names: list[str]) -> list[str]:
    return [name for name in names if name not in KNOWN and not is_felt(name)]


def test_each_listed_figure_still_exists_and_says_why() -> None:
    assert sorted(set(KNOWN) - set(figures())) == []
    assert all(len(because.split()) > 3 for because in KNOWN.values())


def test_each_sampled_figure_changes_a_programme() -> None:
    assert len(figures()) > 900
    assert not_felt(sorted(figures())[::SAMPLED]) == []


@pytest.mark.release
def test_each_figure_changes_a_programme() -> None:
    assert not_felt(sorted(figures())) == []


@pytest.mark.release
def test_each_listed_figure_really_changes_none() -> None:
    assert [name for name in KNOWN if is_felt(name)] == [], "take these from not_felt.yaml"
