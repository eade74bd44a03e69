"""The database itself refuses what must not be: wrong values, and any change to a screening."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from screening.store import Store
from screening.store.tables import DraftRow, ScreeningRow
from tests.support.store_rows import NOON, draft_row, screening_row, some_digest


@pytest.mark.parametrize(
    "changes",
    [
        {"token_digest": "short"},
        {"code_digest": "short"},
        {"version": 0},
        {"expires_at": NOON},
        {"updated_at": NOON - dt.timedelta(seconds=1)},
        {"answers": sa.null()},
        {"token_digest": some_digest(("token", 2))},
        {"code_digest": some_digest(("code", 2))},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_draft_that_contradicts_itself_is_refused(any_store: Store, changes: dict[str, Any]) -> None:
    with any_store.write() as tx:
        tx.add(draft_row(2))
    with pytest.raises(IntegrityError), any_store.write() as tx:
        tx.add(draft_row(1, **changes))
    with any_store.read() as tx:
        assert tx.scalar(sa.select(sa.func.count()).select_from(DraftRow)) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"token_digest": "short"},
        {"draft_digest": "short"},
        {"submission_key": "short"},
        {"risk_status": "not_scored"},
        {"valid_until": NOON},
        {"view": sa.null()},
        {"rulebook_version": None},
        {"token_digest": some_digest(("result", 2))},
        {"draft_digest": some_digest(("token", 2))},
        {"submission_key": some_digest(("key", 2))},
        {"check_code": "CODE-2"},
        {"id": 2},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_screening_that_contradicts_itself_or_another_is_refused(
    any_store: Store, changes: dict[str, Any]
) -> None:
    with any_store.write() as tx:
        tx.add(screening_row(2, id=2))
    with pytest.raises(IntegrityError), any_store.write() as tx:
        tx.add(screening_row(1, **changes))
    with any_store.read() as tx:
        assert tx.scalar(sa.select(sa.func.count()).select_from(ScreeningRow)) == 1


@pytest.mark.parametrize(("column", "value"), [("urgency", "T6"), ("band", "huge"), ("risk_status", "maybe")])
def test_a_word_outside_the_vocabulary_is_refused_by_the_database(
    any_store: Store, column: str, value: str
) -> None:
    with any_store.write() as tx:
        tx.add(screening_row())
    columns = [column.name for column in ScreeningRow.__table__.columns if column.name != "id"]
    changed = {"check_code": "'OTHER'", "band": "NULL", column: f"'{value}'"}
    # Digests differ by one letter; every check but the one under test is content.
    for name in ("token_digest", "draft_digest", "submission_key"):
        changed[name] = f"substr({name}, 2) || 'x'"
    picked = ", ".join(changed.get(name, name) for name in columns)
    statement = f"INSERT INTO screening ({', '.join(columns)}) SELECT {picked} FROM screening"  # noqa: S608
    with (
        pytest.raises(IntegrityError, match=rf"ck_screening_{column.replace('_', '')}"),
        any_store.write() as tx,
    ):
        tx.connection().exec_driver_sql(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE screening SET band = 'high'",
        "UPDATE screening SET view = '{}' WHERE id = 1",
        "DELETE FROM screening",
    ],
)
def test_a_screening_can_be_neither_changed_nor_deleted(any_store: Store, statement: str) -> None:
    with any_store.write() as tx:
        tx.add(screening_row())
    with pytest.raises(DBAPIError, match="screenings are never"), any_store.write() as tx:
        tx.connection().exec_driver_sql(statement)
    with any_store.read() as tx:
        assert tx.scalars(sa.select(ScreeningRow)).one().view == {"title": "Äpfel ≤ 3"}


def test_a_screening_cannot_be_written_over(store: Store) -> None:
    with store.write() as tx:
        tx.add(screening_row())
    names = ", ".join(ScreeningRow.__table__.columns.keys())
    with pytest.raises(IntegrityError), store.write() as tx:
        tx.connection().exec_driver_sql(
            f"INSERT OR REPLACE INTO screening ({names}) SELECT {names} FROM screening"  # noqa: S608
        )


@pytest.mark.postgres
def test_the_screenings_cannot_be_emptied_at_a_stroke(any_store: Store) -> None:
    if any_store.state.engine != "postgresql":
        return
    with pytest.raises(DBAPIError, match="screenings are never"), any_store.write() as tx:
        tx.connection().exec_driver_sql("TRUNCATE screening CASCADE")


def test_a_moment_without_a_zone_is_refused(any_store: Store) -> None:
    with pytest.raises(StatementError, match="without a time zone"), any_store.write() as tx:
        tx.add(draft_row(created_at=dt.datetime(2026, 3, 14, 12)))  # noqa: DTZ001 - that is the point


def test_a_moment_comes_back_in_utc_whatever_zone_it_was_given_in(any_store: Store) -> None:
    summer = dt.timezone(dt.timedelta(hours=5, minutes=30))
    given = dt.datetime(2026, 3, 14, 17, 30, 0, 123456, tzinfo=summer)
    with any_store.write() as tx:
        tx.add(draft_row(created_at=given, updated_at=given))
    with any_store.read() as tx:
        found = tx.scalars(sa.select(DraftRow)).one().created_at
    assert found == given
    assert found.tzinfo is dt.UTC


def test_values_come_back_as_they_went_in(any_store: Store) -> None:
    answers = {
        "a": 1,
        "b": 1.0,
        "c": 0.1 + 0.2,
        "d": True,
        "e": "not_sure",
        "f": ["x", "y"],
        "g": "\ud800 \x00 ≤",
    }
    with any_store.write() as tx:
        tx.add(screening_row(answers=answers))
    with any_store.read() as tx:
        found = tx.scalars(sa.select(ScreeningRow)).one().answers
    assert found == answers
    assert [type(value) for value in found.values()] == [type(value) for value in answers.values()]


def test_a_number_that_is_not_finite_is_refused(any_store: Store) -> None:
    with pytest.raises((StatementError, ValueError)), any_store.write() as tx:
        tx.add(screening_row(answers={"a": float("nan")}))
