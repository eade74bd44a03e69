"""Wrong rows between good ones: each wrong one is named at its cell, each good one arrives as it was."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from screening.domain.roster.entries import RosterEntry
from screening.imports.roster.checking import check_roster
from screening.imports.roster.mapping import suggest_mapping
from screening.imports.roster.reading import read_file
from tests.support.malformed_rows import KINDS, malformed
from tests.support.rosters import CHECKS, cells_of, csv_of, some_people

FEWEST_KINDS = 25


def mixed_file(seed: int, bad: int) -> tuple[bytes, dict[int, RosterEntry], dict[int, tuple[str, str]]]:
    """A file with `bad` malformed rows and as many good ones; both by the row that the file shows."""
    chance = random.Random(seed)  # noqa: S311 - test data, not a secret
    people = some_people(chance, 2 * bad, most=5 * bad + 100)
    is_bad = [True] * bad + [False] * bad
    chance.shuffle(is_bad)
    kinds = [KINDS[place % len(KINDS)] for place in range(bad)]
    text = [csv_of([]).decode()]
    good: dict[int, RosterEntry] = {}
    wrong: dict[int, tuple[str, str]] = {}
    # The last row is a good one: empty rows at the end of a file are none.
    is_bad.append(False)
    people.append(some_people(chance, 1, most=50)[0])
    for row, (someone, spoilt) in enumerate(zip(people, is_bad, strict=True), 2):
        if spoilt:
            made = malformed(kinds.pop(), cells_of(someone), chance)
            text.append(made.text)
            wrong[row] = (made.kind, made.column)
        else:
            text.append(csv_of([cells_of(someone)]).decode().split("\n", 1)[1])
            good[row] = replace(someone, row=row)
    return "".join(text).encode(), good, wrong


def check(seed: int, bad: int) -> Counter[str]:
    data, good, wrong = mixed_file(seed, bad)
    table = read_file(data)
    checked = check_roster(table, suggest_mapping(table.header), CHECKS)
    assert {entry.row: entry for entry in checked.entries} == good
    said = {(fault.row, fault.column) for fault in checked.faults}
    unsaid = {row: what for row, what in wrong.items() if (row, what[1]) not in said}
    assert unsaid == {}
    assert {fault.row for fault in checked.faults} == set(wrong)
    return Counter(kind for kind, _ in wrong.values())


def test_every_wrong_row_is_named_at_its_cell_and_every_good_row_arrives() -> None:
    count = check(seed=1, bad=10 * len(KINDS))
    assert len(count) >= FEWEST_KINDS


@pytest.mark.release
def test_ten_thousand_wrong_rows_are_named_and_ten_thousand_good_ones_arrive() -> None:
    count: Counter[str] = Counter()
    for seed in range(4):
        count += check(seed, bad=2500)
    print(f"{count.total()} malformed rows of {len(count)} kinds")
    assert count.total() == 10_000
