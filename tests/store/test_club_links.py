"""No link leads from one club into another, whoever writes it into the database."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from screening.domain.clubs import Role
from screening.store import Store
from screening.store.base import Base
from screening.store.tenancy import Reason, club_owned_tables
from tests.support.clubs import MadeClub, fill_every_table, make_club
from tests.support.store_rows import screening_row, some_digest

SPARE = 9_000
"""The number of a screening that belongs to nobody."""

Clubs = tuple[Store, MadeClub, MadeClub]


@pytest.fixture
def clubs(any_store: Store) -> Clubs:
    """Two clubs with a row in every table."""
    made = (make_club(any_store, "Harriers"), make_club(any_store, "Canary"))
    for number, club in enumerate(made, start=1):
        with any_store.write(club=club.id) as tx:
            fill_every_table(tx, club, number)
    with any_store.write() as tx:
        tx.add(screening_row(9, id=SPARE))
    return any_store, *made


def _links() -> list[tuple[str, sa.ForeignKeyConstraint]]:
    """Every link from a table of a club to another such table, the one to the club itself left out."""
    owned = club_owned_tables() - {"club"}
    return [
        (name, link)
        for name in sorted(owned)
        for link in sorted(Base.metadata.tables[name].foreign_key_constraints, key=lambda one: str(one.name))
        if link.referred_table.name in owned
    ]


def test_every_link_across_clubs_is_refused_by_the_database(clubs: Clubs) -> None:
    """Our row is copied past every check of ours, once for each link, with the number of a row over there."""
    store, ours, theirs = clubs
    for table, link in _links():
        foreign = _row(store, link.referred_table.name, theirs.id)
        there = {one.parent.name: foreign[one.column.name] for one in link.elements}
        copy = _copy(table, _row(store, table, ours.id)) | there | {"club_id": ours.id}
        with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
            _insert(store, table, copy)
    print(f"{len(_links())} links across clubs, all refused")
    assert len(_links()) >= 15


def test_the_same_copies_within_the_club_are_accepted(clubs: Clubs) -> None:
    """So it is the foreign number that is refused, and not the copy."""
    store, ours, _ = clubs
    tables = {table for table, _ in _links()}
    for table in sorted(tables):
        _insert(store, table, _copy(table, _row(store, table, ours.id)))
    assert len(tables) >= 10


def _row(store: Store, table: str, club: int) -> dict[str, Any]:
    source = Base.metadata.tables[table]
    with store.read(everywhere=Reason.OPERATION) as tx:
        wanted = sa.select(source).where(source.c["club_id"] == club).limit(1)
        return dict(tx.connection().execute(wanted).mappings().one())


def _copy(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """The same row as a new one: what may stand in one row only is another."""
    copy = {name: value for name, value in row.items() if name != "id"}
    for name, value in copy.items():
        if name.endswith("_digest") and value is not None:
            copy[name] = some_digest((table, name, "copy"))
    if table == "club_screening":
        copy["screening_id"] = SPARE
    if table == "injury_case":
        copy |= {"open_key": some_digest((table, "copy")), "closed_at": row["last_at"]}
    if table == "case_event":
        copy |= {"number": row["number"] + 1, "request_key": some_digest((table, "copy"))}
    return copy


def _insert(store: Store, table: str, row: dict[str, Any]) -> None:
    """Past every check of ours. Rows of which there can be one only make place for their copy."""
    target = Base.metadata.tables[table]
    with store.write(everywhere=Reason.OPERATION) as tx:
        if table in {"care_item", "squad_place", "membership_squad"}:
            tx.connection().execute(sa.delete(target))
        tx.connection().execute(sa.insert(target).values(row))


def test_a_person_has_a_role_in_a_club_once_at_a_time(clubs: Clubs) -> None:
    store, ours, _ = clubs
    member = _row(store, "membership", ours.id)
    again = {name: value for name, value in member.items() if name != "id"}
    table = Base.metadata.tables["membership"]
    with pytest.raises(IntegrityError), store.write(everywhere=Reason.OPERATION) as tx:
        tx.connection().execute(sa.insert(table).values(again))
    with store.write(everywhere=Reason.OPERATION) as tx:
        ended = sa.update(table).where(table.c.id == member["id"]).values(ended_at=table.c.created_at)
        tx.connection().execute(ended)
        tx.connection().execute(sa.insert(table).values(again))
    assert member["role"] in set(Role)
