"""Looking changes nothing, whoever looks; what is noted of a look is kept apart."""

from __future__ import annotations

import pytest

from tests.support.crawling import crawl
from tests.support.doors import doors
from tests.support.knocking import OPENS, Cell, knock
from tests.support.principals import World
from tests.support.row_digests import all_rows, differences

EVERYBODY = ("physio", "administrator", "doctor", "athlete", "guardian", "anonymous")
NOTES = ("audit_entry", "audit_head", "viewed", "sign_in", "attempt")
"""Who looked at what, when somebody was last here, and tries that are counted."""
FIRST_READ = {("care_item", "first_read_at"), ("care_item", "version")}
"""That somebody has read an urgent entry is itself what the club has to know."""


def _changed(world: World, principal: str) -> list[tuple[str, str]]:
    before = all_rows(world.store, but=NOTES)
    crawl(world, principal)
    for door in doors(world.app):
        if door.method == "GET":
            for relation in door.relations:
                if Cell(door, principal, relation).expected == OPENS:
                    knock(world, Cell(door, principal, relation))
    after = all_rows(world.store, but=NOTES)
    return [(table, column) for table, _, column, _, _ in differences(before, after)]


def test_looking_at_everything_changes_nothing(two_clubs: World) -> None:
    assert set(_changed(two_clubs, "coach")) <= FIRST_READ


@pytest.mark.release
@pytest.mark.parametrize(
    "principal", ["physio", "administrator", "doctor", "athlete", "guardian", "anonymous"]
)
def test_looking_changes_nothing_for_the_others_either(two_clubs: World, principal: str) -> None:
    assert set(_changed(two_clubs, principal)) <= FIRST_READ
