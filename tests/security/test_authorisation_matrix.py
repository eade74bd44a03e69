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


def _shut_alike(door: Door) -> list[str]:
    """Principals for whom what belongs to another club must look like what never existed."""
    return [
        principal
        for principal in ("athlete", "guardian", "coach", "physio", "doctor", "administrator")
        if Cell(door, principal, "other_club").expected == ABSENT
    ]


def test_what_belongs_to_another_club_looks_like_what_never_existed(two_clubs: World) -> None:
    compared = 0
    for door in doors(two_clubs.app):
        if "other_club" not in door.relations:
            continue
        for principal in _shut_alike(door):
            theirs, nothing = (
                said(knock(two_clubs, Cell(door, principal, relation)))
                for relation in ("other_club", "never_existed")
            )
            assert theirs == nothing, f"{door.name} as {principal}"
            compared += 1
    print(f"{compared} pairs of answers were the same to the letter")
    assert compared >= 50


def test_other_methods_are_refused_whoever_asks(two_clubs: World) -> None:
    seen = 0
    for door in doors(two_clubs.app):
        path = address(door, door.relations[0], "administrator", two_clubs)
        for method in UNUSED_METHODS:
            response = two_clubs.client("administrator").open(path, method=method)
            assert response.status_code in {400, 404, 405}, f"{method} {door.rule}: {response.status_code}"
            seen += 1
    print(f"{seen} requests by methods that no page takes")
    assert seen > 400
