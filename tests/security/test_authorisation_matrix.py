"""Every door, for everybody, about everything: it opens for whom the table says, and for nobody else."""

from __future__ import annotations

import zlib

import pytest

from tests.support.doors import UNUSED_METHODS, Door, address, doors, names_in_table, routes
from tests.support.knocking import ABSENT, Cell, cells, knock, outcome, said
from tests.support.principals import World

FEWEST_CELLS = 4_000
"""Of the whole table; it may only grow."""
SHARE = 16
"""One cell in so many is tried each time; all of them at a release."""


def _tried(world: World, found: list[Cell]) -> list[str]:
    """Knock for each cell and say where the answer is not the one of the table."""
    wrong = []
    for cell in found:
        response = knock(world, cell)
        came = outcome(cell, response)
        if came != cell.expected:
            wrong.append(f"{cell}: {came} ({response.status_code}), not {cell.expected}")
        if cell.door.method != "GET" and response.status_code < 400 and cell.principal != "anonymous":
            world.restore()
    return wrong


def _all_cells(world: World) -> list[Cell]:
    return list(cells(doors(world.app)))


def test_every_route_is_in_the_table_and_every_line_is_a_route(two_clubs: World) -> None:
    there = {f"{method} {rule.rule}" for method, rule in routes(two_clubs.app)}
    table = names_in_table()
    assert there - table == set(), "routes nobody classified"
    assert table - there == set(), "lines without a route"


def test_doors_open_for_whom_the_table_says_and_for_nobody_else(two_clubs: World) -> None:
    chosen = [cell for cell in _all_cells(two_clubs) if zlib.crc32(str(cell).encode()) % SHARE == 0]
    wrong = _tried(two_clubs, chosen)
    print(f"{len(chosen)} cells of the authorisation matrix")
    assert wrong == [], "\n" + "\n".join(wrong)


@pytest.mark.release
def test_no_cell_of_the_whole_matrix_leaks(two_clubs: World) -> None:
    every = _all_cells(two_clubs)
    wrong = _tried(two_clubs, every)
    print(f"{len(every)} cells of the authorisation matrix, {len(wrong)} not as the table says")
    assert wrong == [], "\n" + "\n".join(wrong)
    assert len(every) >= FEWEST_CELLS


OF_HERE = ("athlete", "guardian", "coach", "physio", "doctor", "administrator")


def _compared(world: World, door: Door, principal: str) -> bool:
    """Whether the door is shut to what is another club's; then it answers as if that had never existed."""
    if Cell(door, principal, "other_club").expected != ABSENT:
        return False
    theirs, nothing = (
        said(knock(world, Cell(door, principal, relation))) for relation in ("other_club", "never_existed")
    )
    assert theirs == nothing, f"{door.name} as {principal}"
    return True


def _about_things_of_clubs(world: World) -> list[Door]:
    return [door for door in doors(world.app) if "other_club" in door.relations]


def test_what_belongs_to_another_club_looks_like_what_never_existed(two_clubs: World) -> None:
    found = [
        _compared(two_clubs, door, OF_HERE[number % len(OF_HERE)])
        for number, door in enumerate(_about_things_of_clubs(two_clubs))
    ]
    assert sum(found) >= 40


@pytest.mark.release
def test_the_other_club_looks_like_nothing_to_everybody(two_clubs: World) -> None:
    found = [
        _compared(two_clubs, door, principal)
        for door in _about_things_of_clubs(two_clubs)
        for principal in OF_HERE
    ]
    print(f"{sum(found)} pairs of answers were the same to the letter")
    assert sum(found) >= 300


def test_other_methods_are_refused_whoever_asks(two_clubs: World) -> None:
    found = doors(two_clubs.app)
    for number, door in enumerate(found):
        path = address(door, door.relations[0], "administrator", two_clubs)
        method = UNUSED_METHODS[number % len(UNUSED_METHODS)]
        response = two_clubs.client("administrator").open(path, method=method)
        assert response.status_code in {400, 404, 405}, f"{method} {door.rule}: {response.status_code}"
    assert len(found) > 100
