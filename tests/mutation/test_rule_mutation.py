"""Every small mistake in the rules is noticed by a stated case or refused by the loader (R-08)."""

from __future__ import annotations

import pytest

from tests.mutation.cases import all_cases
from tests.mutation.killing import Killer, mutants, verdict, wrong_cases
from tests.mutation.survivors import entries_without_mutant, listed_for, listed_survivors

GROUPS, IN_THE_SUITE = 48, 1
"""So that the run spreads over processes; every group holds mutants of every part."""


def test_the_shipped_rules_hold_in_every_stated_case() -> None:
    assert wrong_cases() == {}
    assert len(all_cases()) > 3000


def test_mutants_have_names_of_their_own() -> None:
    names = [mutant.id for mutant in mutants()]
    assert len(names) == len(set(names))
    assert len(names) > 4000


def test_every_part_of_the_rules_is_mutated() -> None:
    assert {part for mutant in mutants() for part in mutant.parts} == {
        *("derived", "grading", "triage", "risk", "plan", "programmes")
    }


def test_each_listed_survivor_still_exists_and_says_why() -> None:
    assert entries_without_mutant(mutants()) == []
    assert all(len(entry.because.split()) > 3 for entry in listed_survivors())


@pytest.mark.slow
@pytest.mark.parametrize(
    "group",
    [pytest.param(n, marks=pytest.mark.release if n >= IN_THE_SUITE else ()) for n in range(GROUPS)],
)
def test_every_mistake_is_noticed(group: int) -> None:
    unnoticed, noticed_after_all = [], []
    for mutant in mutants()[group::GROUPS]:
        survives = verdict(mutant).killer is Killer.NOBODY
        listed = listed_for(mutant) is not None
        if survives and not listed:
            unnoticed.append(mutant.id)
        if listed and not survives:
            noticed_after_all.append(mutant.id)
    assert unnoticed == []
    assert noticed_after_all == [], "take these from survivors.yaml"
