"""Files in which rows, columns or cells have moved: no value is ever written beside the wrong athlete."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from screening.domain.roster.changes import RosterChanges
from screening.domain.roster.entries import RosterEntry
from screening.domain.roster.fields import RosterField
from screening.domain.roster.plan import plan_changes
from screening.imports.roster.checking import CheckedRoster, check_roster
from screening.imports.roster.mapping import suggest_mapping
from screening.imports.roster.reading import read_file
from screening.services.batch_rows import TableRefused
from tests.support.moved_rosters import EDITS, MovedFile, moved_file, owners
from tests.support.rosters import CHECKS, COLUMNS, known

_owners = cache(owners)


def outcome(file: MovedFile) -> tuple[CheckedRoster, RosterChanges] | None:
    """What would be written without a person deciding anything; None where the file is refused."""
    table = read_file(file.data)
    try:
        checked = check_roster(table, suggest_mapping(table.header), CHECKS)
    except TableRefused:
        return None
    club = [known(someone) for someone in file.known]
    return checked, plan_changes(club, checked.entries, {}, unread_rows=checked.unread_rows)


def owner_of(field: RosterField, value: object) -> int | None:
    return _owners().get((field, str(value)))


def wrongly_attached(changes: RosterChanges) -> list[str]:
    """Values that would stand beside somebody whose they are not."""
    wrong = [
        f"row {change.row.row}: {field.field} {field.after} to athlete {change.athlete_id}"
        for change in changes.changes
        for field in change.fields
        if owner_of(field.field, field.after) not in {None, change.athlete_id}
    ]
    wrong += [f"row {row.row}: {row}" for row in changes.adds if len(_people_in(row)) > 1]
    return wrong


def _people_in(row: RosterEntry) -> set[int]:
    found = {owner_of(field, getattr(row, field)) for field in COLUMNS if getattr(row, field)}
    return {owner for owner in found if owner is not None}


def check(seeds: range) -> Counter[str]:
    count: Counter[str] = Counter()
    for seed in seeds:
        file = moved_file(seed)
        found = outcome(file)
        if found is None:
            count["refused"] += 1
            continue
        checked, changes = found
        if checked.doubts or changes.doubts:
            count["a person has to look at the whole"] += 1
            continue
        count["written apart from open rows"] += 1
        count["values changed"] += sum(len(change.fields) for change in changes.changes)
        assert wrongly_attached(changes) == [], f"file {seed}: {', '.join(file.edits)}"
    return count


def test_no_value_goes_to_a_wrong_athlete_whatever_has_moved() -> None:
    count = check(range(6 * len(EDITS)))
    assert min(count.values()) > 0, count


@pytest.mark.release
def test_no_value_goes_to_a_wrong_athlete_in_a_thousand_files() -> None:
    count = check(range(1000))
    print(dict(count))
    assert count["written apart from open rows"] > 300


@pytest.mark.parametrize("seed", range(3))
def test_the_check_finds_a_value_beside_a_wrong_athlete(seed: int) -> None:
    """The referee itself: two rows whose addresses have changed places, taken as they are."""
    found = outcome(moved_file(0))
    assert found is not None
    entries = found[0].entries
    first, second = entries[seed], entries[seed + 1]
    mixed = RosterChanges(adds=(RosterEntry(2, first.name, email=second.email),))
    assert wrongly_attached(mixed)
