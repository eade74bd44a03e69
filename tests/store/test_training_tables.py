"""Programmes, reports and feeds in the tables: contradictions are refused, a report is never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from screening.domain.programme.model import Done
from screening.domain.programme.reminder import Reminder
from screening.store import Store, schema
from screening.store.queries import audit
from screening.store.tables import CalendarFeedRow, ProgrammeRow, ScreeningRow, SessionReportRow
from screening.store.tables.audit import Event
from screening.store.tables.training import ReportKind
from tests.support.store_rows import NOON, old_audit_entries, screening_row, some_digest

Row = ProgrammeRow | SessionReportRow | CalendarFeedRow


def programme(**changes: Any) -> ProgrammeRow:
    given: dict[str, Any] = {
        "seed": b"1" * 32,
        "token_digest": some_digest("programme"),
        "start_key": some_digest("start"),
        "screening_id": 1,
        "rulebook_digest": "sha256:x",
        "version": 1,
        "created_at": NOON,
        "updated_at": NOON,
        "request": {"start": "2026-03-16"},
        "programme": {"weeks": []},
        "calendar": {"sessions": {}},
    }
    return ProgrammeRow(**{**given, **changes})


def session_report(**changes: Any) -> SessionReportRow:
    given: dict[str, Any] = {
        "programme_id": 1,
        "report_key": some_digest("report"),
        "session": "1-1",
        "kind": ReportKind.SESSION,
        "on_day": "2026-03-16",
        "done": Done.DONE,
        "pain_during": 2,
        "pain_next_morning": None,
        "soreness": None,
        "sudden": False,
        "skipped": [],
        "reported_at": NOON,
    }
    return SessionReportRow(**{**given, **changes})


def feed(**changes: Any) -> CalendarFeedRow:
    given: dict[str, Any] = {
        "programme_id": 1,
        "seed": b"2" * 32,
        "token_digest": some_digest("feed"),
        "at_time": "18:30",
        "opened_at": NOON,
        "closed_at": None,
    }
    return CalendarFeedRow(**{**given, **changes})


@pytest.fixture
def filled(any_store: Store) -> Store:
    """A store with one row of each kind, on each kind of database in turn."""
    with any_store.write() as tx:
        for row in (screening_row(1, id=1), programme(id=1), session_report(id=1), feed(id=1)):
            tx.add(row)
            tx.flush()
    return any_store


NEW = some_digest("new")
REFUSED: tuple[tuple[Callable[..., Row], dict[str, Any]], ...] = (
    (programme, {"screening_id": 77, "token_digest": NEW, "start_key": NEW}),
    (programme, {"token_digest": NEW}),
    (programme, {"start_key": NEW}),
    (programme, {"token_digest": "short", "start_key": NEW}),
    (programme, {"token_digest": NEW, "start_key": NEW, "version": 0}),
    (programme, {"token_digest": NEW, "start_key": NEW, "updated_at": NOON - dt.timedelta(days=1)}),
    (session_report, {}),
    (session_report, {"report_key": "short"}),
    (session_report, {"report_key": NEW, "programme_id": 77}),
    (session_report, {"report_key": NEW, "pain_during": 11}),
    (session_report, {"report_key": NEW, "soreness": -1}),
    (session_report, {"report_key": NEW, "done": None}),
    (session_report, {"report_key": NEW, "kind": ReportKind.MORNING, "pain_next_morning": 2}),
    (session_report, {"report_key": NEW, "kind": ReportKind.MORNING, "done": None}),
    (session_report, {"report_key": NEW, "kind": ReportKind.SORENESS, "done": None}),
    (feed, {}),
    (feed, {"token_digest": NEW, "programme_id": 77}),
    (feed, {"token_digest": NEW, "closed_at": NOON - dt.timedelta(seconds=1)}),
    (feed, {"token_digest": NEW, "at_time": "half past"}),
    (feed, {"token_digest": NEW, "changes": -1}),
    (feed, {"token_digest": NEW, "at_time": None, "reminder": Reminder.HOUR_BEFORE}),
)


def test_a_row_of_training_that_contradicts_itself_or_another_is_refused(filled: Store) -> None:
    for make, changes in REFUSED:  # in one database: making one for each would take longer than all the rest
        with pytest.raises(DBAPIError), filled.write() as tx:
            tx.add(make(**changes))
    for table in ("programme", "session_report", "calendar_feed"):
        assert _count(filled, table) == 1


def test_a_report_is_never_changed_or_removed(filled: Store) -> None:
    for statement in ("UPDATE session_report SET pain_during = 0", "DELETE FROM session_report"):
        with pytest.raises(DBAPIError, match="never changed or deleted"), filled.write() as tx:
            tx.connection().exec_driver_sql(statement)
    if filled.state.engine == "sqlite":
        with pytest.raises(IntegrityError), filled.write() as tx:
            tx.connection().exec_driver_sql(
                "INSERT OR REPLACE INTO session_report SELECT * FROM session_report"
            )
    assert _count(filled, "session_report") == 1


def _count(store: Store, table: str) -> int:
    with store.read() as tx:
        return tx.connection().execute(sa.select(sa.func.count()).select_from(sa.table(table))).scalar_one()


def test_what_was_stored_survives_the_step_to_programmes_and_back(empty_store: Store) -> None:
    schema.upgrade(empty_store, "0002")
    with empty_store.write() as tx:
        tx.add(screening_row(1, id=1))
        tx.flush()
        old_audit_entries(tx, ("screening_submitted", 1, None), ("recall_run", None, 4))
    schema.upgrade(empty_store)
    with empty_store.write() as tx:
        tx.add(programme(id=1))
        audit.record(tx, Event.PROGRAMME_STARTED, NOON, screening_id=1)
    with empty_store.read() as tx:
        found = [(entry.id, entry.event, entry.screening_id, entry.amount) for entry in audit.entries(tx)]
    assert found == [
        (1, Event.SCREENING_SUBMITTED, 1, None),
        (2, Event.RECALL_RUN, None, 4),
        (3, Event.PROGRAMME_STARTED, 1, None),
    ]
    with pytest.raises(IntegrityError), empty_store.write() as tx:
        tx.connection().exec_driver_sql(
            "INSERT INTO audit_entry (at, event) VALUES ('2026-03-14 12:00', 'x')"
        )
    schema.downgrade(empty_store, "0002")
    with empty_store.read() as tx:
        left = tx.connection().exec_driver_sql("SELECT event FROM audit_entry ORDER BY id").scalars().all()
        kept = tx.scalars(sa.select(ScreeningRow.check_code)).all()
    assert left == ["screening_submitted", "recall_run"]
    assert kept == ["CODE-1"]


def test_an_open_calendar_survives_the_step_to_reminders_and_back(empty_store: Store) -> None:
    schema.upgrade(empty_store, "0003")
    with empty_store.write() as tx:
        for row in (screening_row(1, id=1), programme(id=1)):
            tx.add(row)
            tx.flush()
        tx.connection().execute(
            sa.text(
                "INSERT INTO calendar_feed (id, programme_id, seed, token_digest, at_time, opened_at) "
                "VALUES (7, 1, :seed, :digest, '18:30', :at)"
            ),
            {"seed": b"2" * 32, "digest": NEW, "at": "2026-03-16 12:00:00+00:00"},
        )
    schema.upgrade(empty_store)
    with empty_store.read() as tx:
        kept = tx.scalars(sa.select(CalendarFeedRow)).one()
        assert (kept.id, kept.at_time, kept.reminder, kept.changes) == (7, "18:30", None, 0)
    with pytest.raises(IntegrityError), empty_store.write() as tx:
        tx.connection().exec_driver_sql("UPDATE calendar_feed SET reminder = 'always'")
    schema.downgrade(empty_store, "0003")
    with empty_store.read() as tx:
        left = tx.connection().exec_driver_sql("SELECT id, at_time FROM calendar_feed").all()
    assert [tuple(row) for row in left] == [(7, "18:30")]
