"""No result moves unseen: at least five hundred whole results are as they were kept (R-12)."""

from __future__ import annotations

import pytest

from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Band, PlanKind, Urgency
from tests.archive.keeping import kept_results

ENOUGH = 500
SHARES = 20


def test_the_archive_holds_enough_of_every_kind() -> None:
    kept = kept_results()
    assert len(kept) >= ENOUGH
    assert len({result.name for result in kept}) == len(kept)
    assert {result.says["urgency"] for result in kept} == {None, *Urgency}
    assert {result.says["band"] for result in kept} == {None, *Band}
    assert {result.says["plan"] for result in kept} == {None, *PlanKind}


@pytest.mark.parametrize("share", range(SHARES))
def test_every_kept_result_comes_out_the_same(share: int, rulebook: Rulebook) -> None:
    kept = kept_results()[share::SHARES]
    moved = {result.name: result.moved(rulebook) for result in kept}
    assert not {name: found for name, found in moved.items() if found}, (
        "after a change that was meant: python -m tests.archive"
    )
