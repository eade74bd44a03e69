"""docs/proof.md shows what its commands print, and counts what is there."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from screening.rulebook.vignettes import Group
from tests.health.project_files import ROOT
from tests.support import confusion, honest_unknowns
from tests.support.scenarios import public_cases, vignettes

PAGE = (ROOT / "docs" / "proof.md").read_text(encoding="utf-8")
MATRIX, COMPARISON = re.findall(
    r"a test keeps it so -->\n(.+?)\n<!-- end -->", PAGE.replace("a release", "a"), re.S
)


def test_the_matrix_on_the_page_is_the_computed_one() -> None:
    assert confusion.report() == MATRIX


def test_the_page_counts_the_vignettes_that_are_there() -> None:
    groups = Counter(vignette.group for vignette in vignettes())
    stories = len(vignettes()) + len(public_cases())
    assert f"**{stories} stories**: {len(vignettes())} vignettes" in PAGE
    assert f"{groups[Group.RED_FLAG]} of ours are red flags" in PAGE
    assert f"For the {sum(p.most.rank >= 4 for p in honest_unknowns.people())} people" in PAGE


def test_the_page_names_every_changed_intention() -> None:
    changed = [vignette.id for vignette in vignettes() if vignette.note]
    assert changed
    assert all(f"| {vignette}, " in PAGE for vignette in changed)


@pytest.mark.release
def test_the_comparison_on_the_page_is_the_measured_one() -> None:
    assert honest_unknowns.report() == COMPARISON
