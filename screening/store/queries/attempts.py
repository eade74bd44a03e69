"""How often something was tried: counted in the database, so that all workers share the count."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from screening.store.store import Transaction
from screening.store.tables.account import AttemptRow


def tries_since(tx: Transaction, key_digest: str, since: dt.datetime) -> int:
    """How many tries were counted in windows that began at a moment or later."""
    counted = sa.select(sa.func.sum(AttemptRow.count)).where(
        AttemptRow.key_digest == key_digest, AttemptRow.window_start >= since
    )
    return tx.scalar(counted) or 0


def add_try(tx: Transaction, key_digest: str, window_start: dt.datetime) -> None:
    """Count one more try, also when somebody else counts the first one of the window at the same moment."""
    if _change(tx, key_digest, window_start, +1):
        return
    try:
        with tx.begin_nested():
            tx.add(AttemptRow(key_digest=key_digest, window_start=window_start, count=1))
    except IntegrityError:
        _change(tx, key_digest, window_start, +1)


def take_back(tx: Transaction, key_digest: str, window_start: dt.datetime) -> None:
    """Uncount one try that turned out well."""
    tx.execute(
        sa.delete(AttemptRow).where(
            AttemptRow.key_digest == key_digest,
            AttemptRow.window_start == window_start,
            AttemptRow.count <= 1,
        )
    )
    _change(tx, key_digest, window_start, -1)


def forget_before(tx: Transaction, before: dt.datetime) -> None:
    """Remove counts of windows that began before a moment."""
    tx.execute(sa.delete(AttemptRow).where(AttemptRow.window_start < before))


def _change(tx: Transaction, key_digest: str, window_start: dt.datetime, by: int) -> bool:
    changed = tx.execute(
        sa.update(AttemptRow)
        .where(AttemptRow.key_digest == key_digest, AttemptRow.window_start == window_start)
        .values(count=AttemptRow.count + by)
        .returning(AttemptRow.key_digest)
        .execution_options(synchronize_session=False)
    )
    return changed.first() is not None
