"""A page about a thousand athletes reads no more than it must: the same queries and no whole result."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from screening.domain.clubs import Role
from screening.store import Store
from screening.web.parts import parts
from tests.support.clubs import MadeClub, make_club
from tests.support.kept_squads import fill_squad
from tests.support.signing_in import Person, member_of
from tests.web.still_clock import NOW

NUMBERS = itertools.count(1)
SMALL, LARGE = 26, 77
"""Both have more than one page of the map."""


@dataclass
class Read:
    """What one request asked of the database."""

    statements: list[str] = field(default_factory=list)


@contextmanager
def watched(store: Store) -> Iterator[Read]:
    read = Read()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        read.statements.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield read
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


def filled(app: Flask, size: int) -> tuple[MadeClub, Person]:
    with app.app_context():
        store = parts().store
    club = make_club(store, f"Sizes {next(NUMBERS)}", squads=1, athletes_per_squad=0, at=NOW)
    with store.write(club=club.id) as tx:
        fill_squad(tx, club.squads[0], size, NOW, club.accounts[Role.COACH])
    return club, member_of(app, club, Role.COACH)


def test_three_times_the_athletes_cost_no_query_more_and_no_result_is_read(squads_app: Flask) -> None:
    with squads_app.app_context():
        store = parts().store
    asked, bytes_of = {}, {}
    for size in (SMALL, LARGE):
        club, coach = filled(squads_app, size)
        with watched(store) as read:
            page = coach.get(f"/squads/{club.squads[0]}")
        assert page.status_code == 200
        asked[size], bytes_of[size] = (
            [one for one in read.statements if one.startswith("SELECT")],
            len(page.data),
        )
        assert not [one for one in asked[size] if re.search(r"\bscreening\.(assessment|answers|view)\b", one)]
        assert page.data.count(b'<span class="who">') == 25
    assert len(asked[LARGE]) == len(asked[SMALL]) < 40
    assert bytes_of[LARGE] < 1.5 * bytes_of[SMALL]


def test_the_newest_answers_are_found_by_an_index(squads_app: Flask) -> None:
    with squads_app.app_context():
        store = parts().store
    club, coach = filled(squads_app, 3)
    with watched(store) as read:
        coach.get(f"/squads/{club.squads[0]}")
    big = (
        "athlete",
        "squad_place",
        "club_screening",
        "consent",
        "viewed",
        "round",
        "invitation",
        "recall",
        "programme",
        "session_report",
    )
    for statement in read.statements:
        if statement.startswith("SELECT"):
            with store.engine.connect() as connection:
                values = (None,) * statement.count("?")
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            for row in plan:
                assert not re.search(rf"SCAN ({'|'.join(big)})\b", row[3]), (row[3], statement)


@pytest.mark.release
def test_a_thousand_athletes_open_in_less_than_twice_the_time_of_twenty_five(squads_app: Flask) -> None:
    """The page as a coach has it who has said the days of the squad, in time of the processor."""
    people = {size: filled(squads_app, size) for size in (25, 1_000)}
    days = {"days": ["2", "4"], "kit": ["partner"], "version": "1"}
    for club, coach in people.values():
        assert coach.post(f"/squads/{club.squads[0]}/week", days).status_code == 303
    spent: dict[int, list[float]] = {size: [] for size in people}
    for _ in range(15):
        for size, (club, coach) in people.items():
            began = time.process_time()
            assert coach.get(f"/squads/{club.squads[0]}").status_code == 200
            spent[size].append(time.process_time() - began)
    best = {size: min(times) for size, times in spent.items()}
    print({size: round(1000 * seconds) for size, seconds in best.items()})
    assert best[1_000] < 2 * best[25]


def test_a_large_squad_is_counted_whole_though_a_page_of_it_is_shown(squads_app: Flask) -> None:
    club, coach = filled(squads_app, LARGE)
    page = coach.get(f"/squads/{club.squads[0]}").get_data(as_text=True)
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert f"of {LARGE}." in words
    assert f"Athletes 1 to 25 of {LARGE}" in words
