"""Decisions, recall runs, recalls and closings: only ever added; the step to these tables loses nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError

from screening.domain.vocabulary import Urgency
from screening.store import Store, schema
from screening.store.queries import audit
from screening.store.tables import (
    RecallClosingRow,
    RecallRow,
    RecallRunRow,
    RulesDecisionRow,
    ScreeningRow,
)
from screening.store.tables.audit import Event
from tests.support.store_rows import NOON, old_audit_entries, screening_row

Row = RulesDecisionRow | RecallRunRow | RecallRow | RecallClosingRow
DIGEST = "sha256:" + "1" * 64


def decision(**changes: Any) -> RulesDecisionRow:
    given = {
        "decided_at": NOON,
        "decided_by": "Ada",
        "reason": "why",
        "rulebook_version": "1.0.0",
        "rulebook_digest": DIGEST,
        "valid_until": NOON + dt.timedelta(days=1),
    }
    return RulesDecisionRow(**{**given, **changes})


def run(**changes: Any) -> RecallRunRow:
    given = {
        "ran_at": NOON,
        "rulebook_version": "1.0.0",
        "rulebook_digest": DIGEST,
        "checked": 3,
        "listed": 1,
    }
    return RecallRunRow(**{**given, **changes})


def recall(**changes: Any) -> RecallRow:
    given = {
        "screening_id": 1,
        "listed_at": NOON,
        "rulebook_version": "1.0.0",
        "rulebook_digest": DIGEST,
        "old_urgency": None,
        "new_urgency": Urgency.T2,
        "headline": "See a doctor today",
        "how_soon": "Today.",
        "rules": ["triage.S3"],
    }
    return RecallRow(**{**given, **changes})


def closing(**changes: Any) -> RecallClosingRow:
    return RecallClosingRow(
        **{"recall_id": 1, "closed_at": NOON, "closed_by": "Ada", "note": "called", **changes}
    )


MAKERS: tuple[Callable[..., Row], ...] = (decision, run, recall, closing)


@pytest.fixture
def filled(any_store: Store) -> Store:
    """A store with one row of each kind, on each kind of database in turn."""
    with any_store.write() as tx:
        tx.add(screening_row(1, id=1))
        tx.flush()
        for make in MAKERS:
            tx.add(make(id=1))
            tx.flush()
    return any_store


REFUSED: tuple[tuple[Callable[..., Row], dict[str, Any]], ...] = (
    (decision, {"valid_until": NOON}),
    (decision, {"reason": ""}),
    (decision, {"decided_by": ""}),
    (decision, {"id": 1}),
    (run, {"checked": -1, "listed": -1}),
    (run, {"listed": 4}),
    (run, {"id": 1}),
    (recall, {"screening_id": 77}),
    (recall, {}),
    (recall, {"rulebook_digest": "other", "new_urgency": None}),
    (recall, {"rulebook_digest": "other", "id": 1}),
    (closing, {"recall_id": 77}),
    (closing, {}),
    (closing, {"note": ""}),
    (closing, {"closed_by": ""}),
)
TABLES = ("rules_decision", "recall_run", "recall", "recall_closing")


def test_a_row_that_contradicts_itself_or_another_is_refused(filled: Store) -> None:
    for make, changes in REFUSED:  # in one database: making one for each would take longer than all the rest
        with pytest.raises(IntegrityError), filled.write() as tx:
            tx.add(make(**changes))
    assert [_ids(filled, table) for table in TABLES] == [[1], [1], [1], [1]]


def test_no_row_is_ever_changed_or_removed(filled: Store) -> None:
    for table in TABLES:
        for statement in (f"UPDATE {table} SET id = 2", f"DELETE FROM {table}"):  # noqa: S608
            with pytest.raises(DBAPIError, match="never changed or deleted"), filled.write() as tx:
                tx.connection().exec_driver_sql(statement)
        if filled.state.engine == "sqlite":
            over = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608
            with pytest.raises(IntegrityError), filled.write() as tx:
                tx.connection().exec_driver_sql(over)
        assert _ids(filled, table) == [1]


def _ids(store: Store, table: str) -> list[int]:
    with store.read() as tx:
        found = tx.connection().exec_driver_sql(f"SELECT id FROM {table}")  # noqa: S608
        return list(found.scalars().all())


def test_what_the_first_tables_hold_survives_the_step_to_these_and_back(empty_store: Store) -> None:
    schema.upgrade(empty_store, "0001")
    with empty_store.write() as tx:
        tx.connection().exec_driver_sql(_old_screening())
        old_audit_entries(tx, ("screening_submitted", 1, None), ("drafts_removed", None, 3))
    schema.upgrade(empty_store)
    with empty_store.write() as tx:
        row = tx.scalars(sa.select(ScreeningRow)).one()
        assert (row.view, row.rules_valid_from, row.rules_review_by) == ({"title": "x"}, None, None)
        audit.record(tx, Event.RECALL_RUN, NOON, amount=1)
    with empty_store.read() as tx:
        found = [(entry.id, entry.event, entry.screening_id, entry.amount) for entry in audit.entries(tx)]
    assert found == [
        (1, Event.SCREENING_SUBMITTED, 1, None),
        (2, Event.DRAFTS_REMOVED, None, 3),
        (3, Event.RECALL_RUN, None, 1),
    ]
    with pytest.raises(DBAPIError, match="screenings are never"), empty_store.write() as tx:
        tx.connection().exec_driver_sql("UPDATE screening SET band = 'high'")
    schema.downgrade(empty_store, "0001")
    with empty_store.read() as tx:
        left = tx.connection().exec_driver_sql("SELECT event FROM audit_entry ORDER BY id").scalars().all()
        kept = tx.connection().exec_driver_sql("SELECT check_code FROM screening").scalars().all()
    assert left == ["screening_submitted", "drafts_removed"]
    assert kept == ["CODE-1"]


def _old_screening() -> str:
    """A screening as the first version of the tables took it."""
    values = {
        "id": "1",
        "seed": "''",
        **{name: f"'{name[0] * 64}'" for name in ("token_digest", "draft_digest", "submission_key")},
        "check_code": "'CODE-1'",
        "taken_at": "'2026-03-14 12:00:00'",
        "valid_until": "'2026-06-14 12:00:00'",
        "risk_status": "'scored'",
        **dict.fromkeys(("rulebook_version", "rulebook_digest", "engine_version", "language"), "'x'"),
        **dict.fromkeys(("answers", "assessment"), "'{}'"),
        "view": """'{"title":"x"}'""",
    }
    return f"INSERT INTO screening ({', '.join(values)}) VALUES ({', '.join(values.values())})"  # noqa: S608


def test_an_event_outside_the_list_is_refused_by_the_database(any_store: Store) -> None:
    statement = (
        "INSERT INTO audit_entry (at, event, detail, previous_digest, entry_digest) "
        "SELECT '2026-03-14 12:00:00', 'party', '{}', last_digest, last_digest FROM audit_head"
    )
    with pytest.raises(IntegrityError, match="ck_audit_entry_event"), any_store.write() as tx:
        tx.connection().exec_driver_sql(statement)
