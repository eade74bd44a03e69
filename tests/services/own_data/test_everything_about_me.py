"""Everything about one athlete: whole, nobody else's, and the same after it was read somewhere else."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from screening.domain.clubs import Role
from screening.domain.errors import InvalidAnswers, NotFound
from screening.services.access import STAFF, Actor, Membership
from screening.services.own_data.collecting import numbers_of
from screening.services.own_data.files import FORMAT, export_person, records_digest, records_text
from screening.services.own_data.index import PARTS_IN_WORDS
from screening.services.own_data.reading import read_person
from screening.services.own_data.tables import BESIDE, NOT_TOLD, PARTS, SECRETS
from screening.store import Store, open_store
from screening.store.base import Base
from screening.store.queries import audit
from screening.store.schema import upgrade
from screening.store.tables import AthleteRow, GuardianLinkRow, OutgoingMailRow
from screening.store.tables.audit import Event
from screening.store.tenancy import Reason
from tests.support.clubs import MadeClub, make_club
from tests.support.store_rows import NOON, SECRET
from tests.support.whole_lives import live_whole_life

MINE, OTHERS = "Quokka", "Numbat"


@pytest.fixture
def clubs(store: Store) -> tuple[MadeClub, MadeClub]:
    """Mine and another; in mine a second athlete with as much behind them."""
    made = make_club(store, MINE), make_club(store, OTHERS)
    for number, club in enumerate(made, start=1):
        with store.write(club=club.id) as tx:
            live_whole_life(tx, club, number, f"{club.name} words")
    with store.write(club=made[0].id) as tx:
        row = tx.get_one(AthleteRow, made[0].athletes[1])
        row.name = row.name_key = f"{OTHERS} of the same club"
    return made


def me(club: MadeClub, role: Role = Role.ATHLETE) -> Actor:
    squads = frozenset(club.squads) if role is Role.COACH else frozenset[int]()
    member = Membership(club.id, role, squads)
    return Actor(club.accounts[role], (member,), second_factor=True, proved_at=NOON, club_id=club.id)


def packed(store: Store, club: MadeClub, actor: Actor, athlete: int) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(export_person(store, actor, club.id, athlete, NOON))))


def records(store: Store, club: MadeClub, athlete: int) -> dict[str, Any]:
    with store.read(club=club.id) as tx:
        read = json.loads("".join(records_text(tx, numbers_of(tx, athlete))))
        assert isinstance(read, dict)
        return read


def test_every_table_is_in_the_export_or_listed_with_a_reason(store: Store) -> None:
    stored = set(sa.inspect(store.engine).get_table_names())
    told = [part.kind.__tablename__ for part in PARTS]
    named = [*told, *BESIDE, *NOT_TOLD]
    assert sorted(named) == sorted(stored)
    assert set(PARTS_IN_WORDS) == {part.name for part in PARTS}


def test_every_column_with_a_person_in_it_is_followed() -> None:
    """A table that points to an athlete, or to what an athlete's rows point to, cannot be left out."""
    told = {part.kind.__tablename__ for part in PARTS}
    reaches = {"athlete", "screening", "programme", "recall", "injury_case"}
    for name, table in Base.metadata.tables.items():
        if any(key.column.table.name in reaches for key in table.foreign_keys):
            assert name in told, name


def test_only_secrets_and_numbers_of_rows_are_held_back() -> None:
    for part in PARTS:
        if part.only is None:
            held_back = {column.key for column in part.kind.__table__.columns} - set(part.columns)
            assert held_back <= SECRETS | {"id", "club_id"}, part.name


def test_the_export_has_every_row_of_mine(store: Store, clubs: tuple[MadeClub, MadeClub]) -> None:
    club = clubs[0]
    told = records(store, club, club.athletes[0])
    counted = {name: len(told[name]) for name in told if name != "format"}
    assert counted == {
        "club": 1,
        "people": 5,
        "squads": 1,
        "rounds": 1,
        "athlete": 1,
        "squad_places": 1,
        "guardians": 1,
        "consents": 3,
        "seen_by": 2,
        "screenings": 2,
        "club_screenings": 2,
        "drafts": 1,
        "invitations": 2,
        "care_items": 2,
        "cases": 1,
        "case_events": 1,
        "check_in_links": 1,
        "programmes": 1,
        "session_reports": 1,
        "calendar_feeds": 1,
        "recalls": 1,
        "recall_closings": 1,
        "mails": 1,
    } | {"people": counted["people"]}
    names = {one["name"] for one in told["people"]}
    assert {f"{MINE} {role}" for role in (Role.ATHLETE, Role.COACH, Role.PHYSIO, Role.GUARDIAN)} == names


def test_nothing_of_anybody_else_is_in_any_file(store: Store, clubs: tuple[MadeClub, MadeClub]) -> None:
    club = clubs[0]
    with packed(store, club, me(club), club.athletes[0]) as found:
        assert set(found.namelist()) == {"records.json", "account.json", "log.json", "read-me.txt"}
        for name in found.namelist():
            assert OTHERS.encode() not in found.read(name), name
        assert f"{MINE} words".encode() in found.read("records.json")
        assert json.loads(found.read("account.json"))["email"] == f"{MINE}-athlete@example.org"
        assert "record_viewed" in {entry["what"] for entry in json.loads(found.read("log.json"))}
        index = found.read("read-me.txt").decode()
        with store.read(club=club.id) as tx:
            assert records_digest(tx, club.athletes[0]) in index


def test_no_secret_of_any_row_is_told(store: Store, clubs: tuple[MadeClub, MadeClub]) -> None:
    club = clubs[0]
    text = json.dumps(records(store, club, club.athletes[0]))
    for name in SECRETS:
        assert f'"{name}"' not in text


def test_mails_to_an_address_that_two_athletes_share_are_left_out(
    store: Store, clubs: tuple[MadeClub, MadeClub]
) -> None:
    club = clubs[0]
    with store.write(club=club.id) as tx:
        tx.get_one(AthleteRow, club.athletes[1]).email = tx.get_one(AthleteRow, club.athletes[0]).email
        assert tx.scalars(sa.select(OutgoingMailRow)).all()
    assert records(store, club, club.athletes[0])["mails"] == []


def test_read_into_an_empty_installation_the_records_are_equal(
    store: Store, clubs: tuple[MadeClub, MadeClub], tmp_path: Path
) -> None:
    club = clubs[0]
    with packed(store, club, me(club), club.athletes[0]) as found:
        text = found.read("records.json").decode()
    with store.read(club=club.id) as tx:
        digest = records_digest(tx, club.athletes[0])
    empty = open_store(f"sqlite:///{tmp_path / 'other.db'}", SECRET + " of another place")
    try:
        upgrade(empty)
        new_club, athlete = read_person(empty, text, NOON)
        with empty.read(club=new_club) as tx:
            assert records_digest(tx, athlete) == digest
        with pytest.raises(InvalidAnswers, match="has a club"):
            read_person(empty, text, NOON)
    finally:
        empty.close()


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[]",
        "{}",
        json.dumps({"format": FORMAT}),
        json.dumps({"format": FORMAT, **{part.name: [] for part in PARTS}}),
        json.dumps({"format": FORMAT, **{part.name: [{"name": 1}] for part in PARTS}}),
    ],
)
def test_what_is_no_export_is_refused_and_nothing_is_written(store: Store, text: str) -> None:
    with pytest.raises(InvalidAnswers):
        read_person(store, text, NOON)
    with store.read(everywhere=Reason.OPERATION) as tx:
        assert tx.scalars(sa.select(AthleteRow)).all() == []


def test_only_the_athlete_and_the_deciding_guardian_take_it_out(
    store: Store, clubs: tuple[MadeClub, MadeClub]
) -> None:
    club, other = clubs
    for role in STAFF:
        with pytest.raises(NotFound):
            packed(store, club, me(club, role), club.athletes[0])
    with pytest.raises(NotFound):
        packed(store, club, me(club), club.athletes[1])
    with pytest.raises(NotFound):
        packed(store, other, me(club), other.athletes[0])
    with pytest.raises(NotFound):  # born in 2000: decides alone, whoever is on file as guardian
        packed(store, club, me(club, Role.GUARDIAN), club.athletes[1])
    with store.write(club=club.id) as tx:
        row = tx.get_one(AthleteRow, club.athletes[1])
        row.birth_year = NOON.year - 9
        assert tx.scalars(sa.select(GuardianLinkRow)).all()
    with packed(store, club, me(club, Role.GUARDIAN), club.athletes[1]) as found:
        assert found.testzip() is None
    with store.read() as tx:
        assert [row.event for row in audit.entries(tx)].count(Event.EXPORTED) == 1
