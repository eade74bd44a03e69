"""What athletes of the transaction's club allow, and who has seen what of them. Only read and added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from screening.domain.clubs import Purpose, Sight
from screening.store.store import Transaction
from screening.store.tables.account import AccountRow
from screening.store.tables.consent import ConsentRow, ViewedRow


def newest_consents(tx: Transaction, athlete_ids: Iterable[int]) -> dict[int, dict[Purpose, ConsentRow]]:
    """The row that counts for each athlete and purpose; a purpose nobody was asked about is missing."""
    newest = (
        sa.select(sa.func.max(ConsentRow.id))
        .where(ConsentRow.athlete_id.in_(tuple(athlete_ids)))
        .group_by(ConsentRow.athlete_id, ConsentRow.purpose)
    )
    found: dict[int, dict[Purpose, ConsentRow]] = {}
    for row in tx.scalars(sa.select(ConsentRow).where(ConsentRow.id.in_(newest))):
        found.setdefault(row.athlete_id, {})[row.purpose] = row
    return found


def allowed_of_many(tx: Transaction, athlete_ids: Sequence[int]) -> dict[int, frozenset[Purpose]]:
    """What each of these athletes allows now; somebody who was never asked allows nothing."""
    newest = newest_consents(tx, athlete_ids)
    return {
        number: frozenset(purpose for purpose, row in newest.get(number, {}).items() if row.given)
        for number in athlete_ids
    }


def allowed(tx: Transaction, athlete_id: int) -> frozenset[Purpose]:
    """What one athlete allows now."""
    return allowed_of_many(tx, [athlete_id])[athlete_id]


def consent_history(tx: Transaction, athlete_id: int) -> Sequence[ConsentRow]:
    """Everything an athlete ever allowed or refused, the oldest first."""
    return tx.scalars(
        sa.select(ConsentRow).where(ConsentRow.athlete_id == athlete_id).order_by(ConsentRow.id)
    ).all()


def note_seen(
    tx: Transaction, athlete_ids: Iterable[int], account_id: int, what: Sight, at: dt.datetime
) -> None:
    """Write down that an account has seen something of these athletes."""
    tx.add_all(
        ViewedRow(athlete_id=number, account_id=account_id, what=what, at=at) for number in athlete_ids
    )
    tx.flush()


def who_has_seen(
    tx: Transaction, athlete_id: int, *, most: int = 200
) -> Sequence[tuple[ViewedRow, AccountRow]]:
    """Who has seen what of an athlete, the newest first."""
    found = tx.execute(
        sa.select(ViewedRow, AccountRow)
        .join(AccountRow, AccountRow.id == ViewedRow.account_id)
        .where(ViewedRow.athlete_id == athlete_id)
        .order_by(ViewedRow.at.desc(), ViewedRow.id.desc())
        .limit(most)
    )
    return [(view, account) for view, account in found]
