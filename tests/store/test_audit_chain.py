"""Whatever is changed, removed or slipped in among the audit entries is found."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import random
import shutil
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from screening.store import Store, open_store, schema
from screening.store.audit_chain import START, Head, entry_digest, head, verify
from screening.store.queries import audit
from screening.store.tables import AuditHeadRow, AuditRow
from screening.store.tables.audit import Event
from screening.store.tenancy import Reason
from tests.support.clubs import make_club
from tests.support.store_rows import NOON, SECRET, old_audit_entries, screening_row

ENTRIES = 40
TAMPERINGS = 200
TAMPERINGS_AT_RELEASE = 1_000
EVENTS = tuple(Event)


def _write(store: Store, count: int) -> None:
    chance = random.Random(31)  # noqa: S311
    with store.write() as tx:
        for number in range(count):
            audit.record(
                tx,
                chance.choice(EVENTS),
                NOON + dt.timedelta(seconds=number),
                amount=chance.choice((None, 0, 3)),
                account_id=chance.choice((None, 1, 2)),
                athlete_id=chance.choice((None, 7)),
                club_id=chance.choice((None, 4)),
                request_id=chance.choice((None, "r-1")),
                detail=chance.choice(({}, {"role": "coach"}, {"squad_id": 5})),
            )


def test_a_chain_as_it_was_written_holds(any_store: Store) -> None:
    with any_store.read() as tx:
        assert verify(tx) == verify(tx, Head(0, START))
        assert verify(tx).faults == ()
    _write(any_store, ENTRIES)
    with any_store.read() as tx:
        found = verify(tx)
        assert (found.entries, found.faults, found.head) == (ENTRIES, (), head(tx))
        assert verify(tx, found.head).faults == ()


def test_a_noted_end_is_still_on_the_way_when_the_chain_has_grown(store: Store) -> None:
    _write(store, 5)
    with store.read() as tx:
        noted = head(tx)
    _write(store, 5)
    with store.read() as tx:
        assert verify(tx, noted).faults == ()
        assert verify(tx, Head(5, "1" * 64)).faults[0].what == "is not the entry that was noted"
        assert verify(tx, Head(77, noted.digest)).faults[0].entry_id == 77


@pytest.fixture
def written(store: Store) -> Path:
    """A database file with entries in which everything may be changed, guards and all."""
    _write(store, ENTRIES)
    store.close()
    file = Path(str(store.engine.url.database))
    connection = sqlite3.connect(file)
    for action in ("update", "delete", "replace"):
        connection.execute(f"DROP TRIGGER audit_entry_refuse_{action}")
    connection.commit()
    connection.close()
    return file


COLUMNS: dict[str, tuple[Any, ...]] = {
    "at": ("2026-03-14 12:00:00.000001", "2020-01-01 00:00:00.000000"),
    "event": ("exported", "erased"),
    "screening_id": (None, 1, 99),
    "amount": (None, 1, 2),
    "club_id": (None, 4, 5),
    "account_id": (None, 1, 3),
    "athlete_id": (None, 7, 8),
    "request_id": (None, "r-2"),
    "address_digest": (None, "f" * 64),
    "detail": ('{"role":"doctor"}', "{}"),
    "previous_digest": ("a" * 64,),
    "entry_digest": ("b" * 64,),
}


def _tamper(connection: sqlite3.Connection, chance: random.Random) -> str:
    """One change to the entries by somebody who can write the file; says which, "" where nothing changed."""
    kind = chance.choice(("edit", "edit and sign", "delete", "delete the last", "insert", "swap", "renumber"))
    number = chance.randint(1, ENTRIES)
    before = _dump(connection)
    if kind.startswith("edit"):
        column = chance.choice(list(COLUMNS))
        connection.execute(
            f"UPDATE audit_entry SET {column} = ? WHERE id = ?",  # noqa: S608
            (chance.choice(COLUMNS[column]), number),
        )
        if kind == "edit and sign":
            _sign(connection, number)
    elif kind == "delete":
        last = min(ENTRIES, number + chance.randint(0, 3))
        connection.execute("DELETE FROM audit_entry WHERE id BETWEEN ? AND ?", (number, last))
    elif kind == "delete the last":
        connection.execute("DELETE FROM audit_entry WHERE id > ?", (ENTRIES - chance.randint(1, 5),))
    elif kind == "insert":
        _insert(connection, number)
    elif kind == "swap":
        _swap(connection, number, chance.randint(1, ENTRIES))
    else:
        connection.execute("UPDATE audit_entry SET id = id + 1000 WHERE id = ?", (number,))
    return kind if _dump(connection) != before else ""


def _dump(connection: sqlite3.Connection) -> list[Any]:
    return connection.execute("SELECT * FROM audit_entry ORDER BY id").fetchall()


def _insert(connection: sqlite3.Connection, number: int) -> None:
    """An entry of which the digest is right, at the end or with all behind it moved up."""
    connection.execute("UPDATE audit_entry SET id = -id - 1 WHERE id > ?", (number,))
    connection.execute("UPDATE audit_entry SET id = -id WHERE id < 0")
    connection.execute(
        "INSERT INTO audit_entry (id, at, event, detail, previous_digest, entry_digest) "
        "SELECT id + 1, at, 'exported', '{}', entry_digest, ? FROM audit_entry WHERE id = ?",
        ("c" * 64, number),
    )
    _sign(connection, number + 1)


def _sign(connection: sqlite3.Connection, number: int) -> None:
    """Give one entry the digest that fits what it says."""
    connection.row_factory = sqlite3.Row
    row = connection.execute("SELECT * FROM audit_entry WHERE id = ?", (number,)).fetchone()
    connection.row_factory = None
    fields = {
        name: row[name] for name in tuple(row.keys()) if name != "entry_digest" and row[name] is not None
    }
    fields["at"] = fields["at"].replace(" ", "T") + "+00:00"
    fields["detail"] = json.loads(fields["detail"])
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    connection.execute("UPDATE audit_entry SET entry_digest = ? WHERE id = ?", (digest, number))


def _swap(connection: sqlite3.Connection, one: int, other: int) -> None:
    for old, new in ((one, -1), (other, one), (-1, other)):
        connection.execute("UPDATE audit_entry SET id = ? WHERE id = ?", (new, old))


@pytest.mark.parametrize(
    "count", [TAMPERINGS, pytest.param(TAMPERINGS_AT_RELEASE, marks=pytest.mark.release)]
)
def test_every_tampering_with_the_entries_is_found(written: Path, tmp_path: Path, count: int) -> None:
    chance = random.Random(count)  # noqa: S311
    found: dict[str, int] = {}
    tried = 0
    # One database for all: each tampering is undone instead of being made in a copy.
    copy = tmp_path / "tampered.db"
    shutil.copy(written, copy)
    store = open_store(f"sqlite:///{copy}", SECRET)
    connection = sqlite3.connect(copy, isolation_level=None)
    with store.read() as tx:
        noted = head(tx)
        assert verify(tx, noted).faults == ()
    while tried < count:
        connection.execute("BEGIN IMMEDIATE")
        kind = _tamper(connection, chance)
        rows = _dump(connection)
        connection.execute("COMMIT" if kind else "ROLLBACK")
        if not kind:
            continue
        tried += 1
        with store.read() as tx:
            assert verify(tx).faults, f"{kind} went unnoticed: {len(rows)} entries"
        found[kind] = found.get(kind, 0) + 1
        _restore(connection, written)
    with store.read() as tx:
        assert verify(tx, noted).faults == ()
    connection.close()
    store.close()
    print(f"{tried} tamperings, all found: {found}")
    assert len(found) == 7


def _restore(connection: sqlite3.Connection, original: Path) -> None:
    connection.execute("ATTACH ? AS original", (str(original),))
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("DELETE FROM main.audit_entry")
    connection.execute("INSERT INTO main.audit_entry SELECT * FROM original.audit_entry")
    connection.execute("COMMIT")
    connection.execute("DETACH original")


def test_whoever_makes_a_whole_new_chain_is_found_by_the_end_that_was_noted(written: Path) -> None:
    store = open_store(f"sqlite:///{written}", SECRET)
    with store.read() as tx:
        noted = head(tx)
    with store.write() as tx:
        tx.execute(sa.delete(AuditRow).where(AuditRow.id > 3))
        for row in tx.scalars(sa.select(AuditRow)):
            tx.delete(row)
        tx.connection().exec_driver_sql(
            "UPDATE audit_head SET entries = 0, last_id = 0, last_digest = replace(last_digest, "
            "last_digest, '0000000000000000000000000000000000000000000000000000000000000000')"
        )
    _write(store, ENTRIES - 1)
    with store.read() as tx:
        assert verify(tx).faults == ()
        assert verify(tx, noted).faults
    store.close()


def test_an_entry_names_the_club_of_its_transaction(any_store: Store) -> None:
    ours, theirs = make_club(any_store, "Harriers"), make_club(any_store, "Canary")
    for club in (ours, theirs):
        with any_store.write(club=club.id) as tx:
            audit.record(tx, Event.RECORD_VIEWED, NOON, account_id=1, athlete_id=club.athletes[0])
    with any_store.write(everywhere=Reason.DUE_WORK) as tx:
        audit.record(tx, Event.CARE_ITEM_ESCALATED, NOON, club_id=ours.id)
    with any_store.read(club=ours.id) as tx:
        found = audit.entries_of_club(tx)
        assert [row.event for row in found] == [Event.CARE_ITEM_ESCALATED, Event.RECORD_VIEWED]
        assert {row.club_id for row in found} == {ours.id}
        assert len(audit.entries_of_club(tx, before=found[0].id)) == 1
    with any_store.read() as tx:
        by_one = audit.entries_by_account(tx, 1, NOON, NOON + dt.timedelta(seconds=1))
        assert [row.athlete_id for row in by_one] == [ours.athletes[0], theirs.athletes[0]]
        assert audit.entries_by_account(tx, 1, NOON + dt.timedelta(seconds=1), NOON) == []


@pytest.mark.parametrize(
    "detail",
    [
        {"name": "coach"},
        {"role": "Ada Smith"},
        {"role": "ada@example.org"},
        {"what": ["T2"]},
        {"what": {"urgency": 2}},
        {"what": 0.5},
        {"what": None},
        {"what": ""},
        {"what": "x" * 41},
    ],
)
def test_a_detail_holds_no_name_no_address_and_no_answer(store: Store, detail: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="detail"), store.write() as tx:
        audit.record(tx, Event.EXPORTED, NOON, detail=detail)


def test_entries_of_before_are_chained_by_the_upgrade(empty_store: Store) -> None:
    schema.upgrade(empty_store, "0003")
    with empty_store.write() as tx:
        tx.add(screening_row(1, id=1))
        tx.flush()
        old_audit_entries(tx, ("screening_submitted", 1, None), ("drafts_removed", None, 3))
        tx.connection().exec_driver_sql("DELETE FROM audit_entry WHERE id = 1")
        old_audit_entries(tx, ("programme_started", 1, None))
    schema.upgrade(empty_store)
    with empty_store.write() as tx:
        assert verify(tx).faults == ()
        audit.record(tx, Event.SIGNED_IN, NOON, account_id=1)
    with empty_store.read() as tx:
        found = verify(tx)
        assert (found.entries, found.head.last_id, found.faults) == (3, 4, ())
        assert [row.id for row in audit.entries(tx)] == [2, 3, 4]
    with pytest.raises(IntegrityError), empty_store.write() as tx:
        tx.add(
            AuditRow(id=9, at=NOON, event=Event.SIGNED_IN, detail={}, previous_digest="x", entry_digest="y")
        )
    schema.downgrade(empty_store, "0003")
    with empty_store.read() as tx:
        left = tx.connection().exec_driver_sql("SELECT event, screening_id FROM audit_entry ORDER BY id")
        assert [tuple(row) for row in left] == [("drafts_removed", None), ("programme_started", 1)]


def test_two_writers_make_one_chain(any_store: Store) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def work(number: int) -> None:
        for _ in range(10):
            with any_store.write() as tx:
                audit.record(tx, Event.SIGNED_IN, NOON, account_id=number)

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(work, number) for number in range(4)]:
            done.result()
    with any_store.read() as tx:
        assert (verify(tx).entries, verify(tx).faults) == (40, ())


@pytest.mark.release
def test_a_hundred_thousand_entries_are_verified_in_five_seconds(store: Store) -> None:
    _write_many(store, 100_000)
    with store.read() as tx:
        began = time.process_time()
        found = verify(tx)
        took = time.process_time() - began
    print(f"{found.entries} entries verified in {took:.1f} s")
    assert (found.entries, found.faults) == (100_000, ())
    assert took <= 5


def _write_many(store: Store, count: int) -> None:
    """The chain that as many calls of `record` would make, put into the table at once."""
    fields = {column.name: None for column in AuditRow.__table__.columns}
    before, rows = START, []
    for number in range(1, count + 1):
        row = fields | {
            "id": number,
            "at": NOON + dt.timedelta(seconds=number),
            "event": Event.RECORD_VIEWED,
            "account_id": number % 50,
            "athlete_id": number,
            "detail": {"what": "result"},
            "previous_digest": before,
        }
        before = entry_digest(row)
        rows.append(row | {"entry_digest": before})
    with store.write() as tx:
        tx.connection().execute(sa.insert(AuditRow.__table__), rows)
        tx.get_one(AuditHeadRow, 1).entries = count
        tx.get_one(AuditHeadRow, 1).last_id = count
        tx.get_one(AuditHeadRow, 1).last_digest = before


@pytest.mark.parametrize("text", ["", "12", "12:abc", "x:" + "0" * 64, "12:" + "0" * 63, "-1:" + "0" * 64])
def test_a_noted_end_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="end of a chain"):
        Head.read(text)


def test_a_noted_end_is_read_as_it_was_written() -> None:
    noted = Head(12, "0" * 64)
    assert Head.read(f" {noted}\n") == noted
