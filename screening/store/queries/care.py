"""The physio's list of the transaction's club."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from screening.store.store import Transaction
from screening.store.tables.athlete import AthleteRow
from screening.store.tables.care import CareItemRow


def care_item(tx: Transaction, item_id: int, *, for_update: bool = False) -> CareItemRow | None:
    """One entry. `for_update` holds it until the commit."""
    wanted = sa.select(CareItemRow).where(CareItemRow.id == item_id)
    return tx.scalar(wanted.with_for_update() if for_update else wanted)


def care_item_of_screening(tx: Transaction, screening_id: int) -> CareItemRow | None:
    """The entry for a screening, if it was listed."""
    return tx.scalar(sa.select(CareItemRow).where(CareItemRow.screening_id == screening_id))


def open_care_items(tx: Transaction) -> Sequence[tuple[CareItemRow, AthleteRow]]:
    """What nobody has closed, the most urgent first, then by the time by which it is due."""
    found = tx.execute(
        _with_athlete()
        .where(CareItemRow.closed_at.is_(None))
        .order_by(CareItemRow.urgency, CareItemRow.due_at, CareItemRow.id)
    )
    return [(item, athlete) for item, athlete in found]


def closed_care_items(
    tx: Transaction, *, before: int | None = None, most: int = 50
) -> Sequence[tuple[CareItemRow, AthleteRow]]:
    """What was closed, by number from the newest down; at most so many before a number."""
    wanted = _with_athlete().where(CareItemRow.closed_at.is_not(None))
    if before is not None:
        wanted = wanted.where(CareItemRow.id < before)
    found = tx.execute(wanted.order_by(CareItemRow.id.desc()).limit(most))
    return [(item, athlete) for item, athlete in found]


def unread_care_items(tx: Transaction, listed_before: dt.datetime) -> Sequence[CareItemRow]:
    """Open entries nobody has read or passed on, listed before a moment; of every club where it may look."""
    return tx.scalars(
        sa.select(CareItemRow)
        .where(
            CareItemRow.closed_at.is_(None),
            CareItemRow.first_read_at.is_(None),
            CareItemRow.escalated_at.is_(None),
            CareItemRow.listed_at <= listed_before,
        )
        .order_by(CareItemRow.urgency, CareItemRow.listed_at, CareItemRow.id)
    ).all()


def _with_athlete() -> sa.Select[CareItemRow, AthleteRow]:
    return sa.select(CareItemRow, AthleteRow).join(AthleteRow, AthleteRow.id == CareItemRow.athlete_id)
