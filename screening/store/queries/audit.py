"""Audit entries: added to the end of the chain, and read by time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from screening.store.audit_chain import checked_detail, entry_digest
from screening.store.store import Transaction
from screening.store.tables.audit import AuditHeadRow, AuditRow, Event
from screening.store.tenancy import scope_of


def record(
    tx: Transaction,
    event: Event,
    at: dt.datetime,
    *,
    screening_id: int | None = None,
    amount: int | None = None,
    club_id: int | None = None,
    account_id: int | None = None,
    athlete_id: int | None = None,
    request_id: str | None = None,
    address_digest: str | None = None,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Write down that something happened, in the transaction in which it happens.

    Until the commit no other entry can be written, so this comes last in a transaction where it can.

    Args:
        club_id: that of the transaction where none is given.
        account_id: who did it.
        athlete_id: to whom.
        detail: closed keys with numbers or short plain words, `audit_chain.DETAIL_KEYS`.
    """
    head = tx.scalars(
        sa.select(AuditHeadRow).with_for_update().execution_options(populate_existing=True)
    ).one()
    row = AuditRow(
        id=head.last_id + 1,
        at=at,
        event=event,
        screening_id=screening_id,
        amount=amount,
        club_id=scope_of(tx).club if club_id is None else club_id,
        account_id=account_id,
        athlete_id=athlete_id,
        request_id=request_id,
        address_digest=address_digest,
        detail=checked_detail(detail or {}),
        previous_digest=head.last_digest,
    )
    row.entry_digest = entry_digest(row.__dict__)
    tx.add(row)
    head.entries += 1
    head.last_id, head.last_digest = row.id, row.entry_digest
    tx.flush()


def latest(tx: Transaction, *events: Event) -> AuditRow | None:
    """The entry written last, of these kinds; by number, not by its clock."""
    return tx.scalar(
        sa.select(AuditRow).where(AuditRow.event.in_(events)).order_by(AuditRow.id.desc()).limit(1)
    )


def entries(tx: Transaction) -> list[AuditRow]:
    """All entries in the order in which they were written."""
    return list(tx.scalars(sa.select(AuditRow).order_by(AuditRow.id)))


def entries_of_club(tx: Transaction, *, before: int | None = None, most: int = 100) -> Sequence[AuditRow]:
    """Entries of the transaction's club, the newest first; at most so many before a number."""
    wanted = sa.select(AuditRow).where(AuditRow.club_id == scope_of(tx).club)
    if before is not None:
        wanted = wanted.where(AuditRow.id < before)
    return tx.scalars(wanted.order_by(AuditRow.id.desc()).limit(most)).all()


def entries_about(tx: Transaction, athlete_id: int, event: Event, *, most: int = 200) -> Sequence[AuditRow]:
    """Entries of one kind about an athlete of the transaction's club, the newest first."""
    return tx.scalars(
        sa.select(AuditRow)
        .where(
            AuditRow.club_id == scope_of(tx).club,
            AuditRow.athlete_id == athlete_id,
            AuditRow.event == event,
        )
        .order_by(AuditRow.id.desc())
        .limit(most)
    ).all()


def entries_by_account(
    tx: Transaction, account_id: int, since: dt.datetime, until: dt.datetime
) -> Sequence[AuditRow]:
    """What one account did between two moments, in whatever club; for the operator after an incident."""
    return tx.scalars(
        sa.select(AuditRow)
        .where(AuditRow.account_id == account_id, AuditRow.at >= since, AuditRow.at < until)
        .order_by(AuditRow.id)
    ).all()
