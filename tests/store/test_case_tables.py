"""The tables of cases: what the database itself refuses, and that what was there before stays as it was."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from screening.domain.case.words import Party, SeverityClass, Side, State
from screening.store import Store, schema
from screening.store.audit_chain import verify
from screening.store.errors import SchemaMismatch
from screening.store.queries import audit
from screening.store.tables import CaseEventRow, CaseLinkRow, InjuryCaseRow
from screening.store.tables.audit import Event
from screening.store.tenancy import Reason
from tests.support.clubs import MadeClub, make_club
from tests.support.store_rows import NOON, some_digest


@pytest.fixture
def club(any_store: Store) -> MadeClub:
    return make_club(any_store)


def case_row(club: MadeClub, number: int = 1, **changes: Any) -> InjuryCaseRow:
    given: dict[str, Any] = {
        "athlete_id": club.athletes[0],
        "open_key": some_digest(("case", number)),
        "side": Side.LEFT,
        "injury_on": "2026-03-14",
        "opened_at": NOON,
        "state": State.TRIAGE,
        "severity": SeverityClass.UNKNOWN,
        "rung": 0,
        "is_held": False,
        "told": {},
        "due_at": NOON,
        "last_at": NOON,
        "version": 1,
    }
    return InjuryCaseRow(**{**given, **changes})


def event_row(case_id: int, number: int = 1, **changes: Any) -> CaseEventRow:
    given: dict[str, Any] = {
        "case_id": case_id,
        "number": number,
        "at": NOON,
        "day": "2026-03-14",
        "party": Party.PHYSIO,
        "kind": "note_written",
        "rulebook": "1.0.0 sha256:x",
        "event": {"note": "Äpfel ≤ 3"},
    }
    return CaseEventRow(**{**given, **changes})


def add_case(store: Store, club: MadeClub, number: int = 1, **changes: Any) -> int:
    with store.write(club=club.id) as tx:
        row = case_row(club, number, **changes)
        tx.add(row)
        tx.flush()
        return row.id


def test_a_leg_has_one_open_case_and_any_number_that_ended(any_store: Store, club: MadeClub) -> None:
    add_case(any_store, club, 1, closed_at=NOON)
    add_case(any_store, club, 2)
    add_case(any_store, club, 3, side=Side.RIGHT)
    add_case(any_store, club, 4, athlete_id=club.athletes[1])
    with pytest.raises(IntegrityError):
        add_case(any_store, club, 5)


WRONG_CASES: tuple[dict[str, Any], ...] = (
    {"open_key": "short"},
    {"injury_on": "today"},
    {"review_on": "soon"},
    {"version": 0},
    {"rung": 10},
    {"rung": -1},
    {"closed_at": NOON - dt.timedelta(seconds=1)},
    {"last_at": NOON - dt.timedelta(seconds=1)},
    {"athlete_id": 999},
    {"screening_id": 999},
    {"responsible_account_id": 999},
)
WRONG_EVENTS: tuple[dict[str, Any], ...] = (
    {"number": 1},
    {"number": 0},
    {"request_key": some_digest("press")},
    {"request_key": "short"},
    {"day": "today"},
    {"party": Party.SYSTEM, "account_id": 1},
    {"case_id": 999},
)


def test_a_case_that_contradicts_itself_is_refused(any_store: Store, club: MadeClub) -> None:
    for changes in WRONG_CASES:
        with pytest.raises(IntegrityError):
            add_case(any_store, club, 1, **changes)
    add_case(any_store, club, 1)


def test_an_event_that_contradicts_another_is_refused(any_store: Store, club: MadeClub) -> None:
    case = add_case(any_store, club)
    with any_store.write(club=club.id) as tx:
        tx.add_all([event_row(case, 1), event_row(case, 2, request_key=some_digest("press"))])
    for changes in WRONG_EVENTS:
        with pytest.raises(IntegrityError), any_store.write(club=club.id) as tx:
            tx.add(event_row(**{"case_id": case, "number": 3, **changes}))


def test_the_case_of_another_club_takes_no_event(any_store: Store, club: MadeClub) -> None:
    case, other = add_case(any_store, club), make_club(any_store, "Canary")
    with pytest.raises(DBAPIError), any_store.write(club=other.id) as tx:
        tx.add(event_row(case))
    link = CaseLinkRow(
        case_id=case,
        seed=b"x" * 32,
        token_digest=some_digest("link"),
        made_at=NOON,
        expires_at=NOON + dt.timedelta(days=1),
    )
    with pytest.raises(DBAPIError), any_store.write(club=other.id) as tx:
        tx.add(link)


OLD_ROWS = (
    "INSERT INTO account (id, email, email_key, name, created_at, version) "
    "VALUES (1, 'a@example.org', 'a@example.org', 'A', '2026-03-14 12:00:00', 1)",
    "INSERT INTO club (id, name, country, created_at, retention_months, import_columns, is_demonstration) "
    "VALUES (1, 'Old', 'GB', '2026-03-14 12:00:00', 24, '{}', false)",
    "INSERT INTO athlete (id, club_id, seed, name, name_key, joined_at, version) "
    "VALUES (1, 1, '12', 'Ana', 'ana', '2026-03-14 12:00:00', 1)",
    "INSERT INTO viewed (club_id, athlete_id, account_id, what, at) "
    "VALUES (1, 1, 1, 'result', '2026-03-14 12:00:00'), (1, 1, 1, 'answers', '2026-03-14 12:00:00'), "
    "(1, 1, 1, 'plan', '2026-03-14 12:00:00')",
)


def test_the_log_and_who_has_seen_what_go_through_the_steps_unchanged(empty_store: Store) -> None:
    schema.upgrade(empty_store, "0009")
    with empty_store.write(everywhere=Reason.OPERATION) as tx:
        for statement in OLD_ROWS:
            tx.connection().exec_driver_sql(statement)
        audit.record(tx, Event.RECORD_VIEWED, NOON, account_id=1, athlete_id=1, club_id=1)
        tx.connection().exec_driver_sql(
            "INSERT INTO erasure_permit (table_name, row_id, until_commit) VALUES ('viewed', 3, 0)"
        )
        tx.connection().exec_driver_sql("DELETE FROM viewed WHERE id = 3")
        tx.connection().exec_driver_sql("DELETE FROM erasure_permit")
    schema.upgrade(empty_store)
    with empty_store.write(everywhere=Reason.OPERATION) as tx:
        ask = tx.connection().exec_driver_sql
        assert [tuple(row) for row in ask("SELECT id, what FROM viewed ORDER BY id")] == [
            (1, "result"),
            (2, "answers"),
        ]
        ask(
            "INSERT INTO viewed (club_id, athlete_id, account_id, what, at) "
            "VALUES (1, 1, 1, 'case', '2026-03-14 12:00:00')"
        )
        assert ask("SELECT max(id) FROM viewed").scalar() == 4, "no number is given out again"
        audit.record(tx, Event.CASE_OPENED, NOON, account_id=1, athlete_id=1, club_id=1)
        assert verify(tx).faults == ()
    _refuses_changes(empty_store, "viewed", "audit_entry")
    with pytest.raises(SchemaMismatch, match="1 rows of viewed tell of cases"):
        schema.downgrade(empty_store, "0009")
    with empty_store.read(everywhere=Reason.OPERATION) as tx:
        ask = tx.connection().exec_driver_sql
        assert ask("SELECT count(*) FROM viewed").scalar() == 3
        assert verify(tx).faults == ()


def test_the_words_of_cases_go_while_nobody_has_used_them(empty_store: Store) -> None:
    schema.upgrade(empty_store)
    with empty_store.write(everywhere=Reason.OPERATION) as tx:
        audit.record(tx, Event.SIGNED_IN, NOON, account_id=1)
    schema.downgrade(empty_store, "0010")
    _refuses_changes(empty_store, "audit_entry")
    schema.upgrade(empty_store)
    with empty_store.write(everywhere=Reason.OPERATION) as tx:
        assert verify(tx).faults == ()
        audit.record(tx, Event.CASE_OPENED, NOON, account_id=1)
    with pytest.raises(SchemaMismatch, match="1 rows of audit_entry tell of cases"):
        schema.downgrade(empty_store, "0010")
    with empty_store.read(everywhere=Reason.OPERATION) as tx:
        assert (verify(tx).entries, verify(tx).faults) == (2, ())


def _refuses_changes(store: Store, *tables: str) -> None:
    for table in tables:
        for statement in (f"UPDATE {table} SET id = 99", f"DELETE FROM {table}"):  # noqa: S608
            with (
                pytest.raises(DBAPIError, match="never changed or deleted"),
                store.write(everywhere=Reason.OPERATION) as tx,
            ):
                tx.connection().execute(sa.text(statement))
