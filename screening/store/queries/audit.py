"""Audit entries: added, and read by time."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from screening.store.store import Transaction
from screening.store.tables.audit import AuditRow, Event


def record(
    tx: Transaction,
    event: Event,
    at: dt.datetime,
    *,
    screening_id: int | None = None,
    amount: int | None = None,
) -> None:
    """Write down that something happened, in the transaction in which it happens."""
    tx.add(AuditRow(at=at, event=event, screening_id=screening_id, amount=amount))
    tx.flush()


def latest(tx: Transaction, *events: Event) -> AuditRow | None:
    """The entry written last, of these kinds; by number, not by its clock."""
    return tx.scalar(
        sa.select(AuditRow).where(AuditRow.event.in_(events)).order_by(AuditRow.id.desc()).limit(1)
    )


def entries(tx: Transaction) -> list[AuditRow]:
    """All entries in the order in which they were written."""
    return list(tx.scalars(sa.select(AuditRow).order_by(AuditRow.id)))
