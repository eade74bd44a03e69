"""Mails that wait to be sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from screening.store.store import Transaction
from screening.store.tables.athlete import AthleteRow, GuardianLinkRow, SquadPlaceRow
from screening.store.tables.outbox import OutgoingMailRow


def put_into_outbox(
    tx: Transaction, to_address: str, subject: str, body: str, at: dt.datetime
) -> OutgoingMailRow:
    """Have a mail sent once the transaction is committed. No health word in subject or body."""
    row = waiting_mail(to_address, subject, body, at)
    tx.add(row)
    tx.flush()
    return row


def waiting_mail(to_address: str, subject: str, body: str, at: dt.datetime) -> OutgoingMailRow:
    """A mail that waits, for many that are added to the transaction together."""
    return OutgoingMailRow(to_address=to_address, subject=subject, body=body, created_at=at, attempts=0)


def waiting_mails(tx: Transaction, *, most_attempts: int, most: int = 50) -> Sequence[OutgoingMailRow]:
    """What was not sent and not given up, the oldest first; of every club where the transaction may look."""
    return tx.scalars(
        sa.select(OutgoingMailRow)
        .where(OutgoingMailRow.sent_at.is_(None), OutgoingMailRow.attempts < most_attempts)
        .order_by(OutgoingMailRow.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()


def mail(tx: Transaction, mail_id: int) -> OutgoingMailRow | None:
    """One mail, held until the commit; of any club where the transaction may look."""
    return tx.scalar(sa.select(OutgoingMailRow).where(OutgoingMailRow.id == mail_id).with_for_update())


def newest_mails(tx: Transaction, *, most: int = 50) -> Sequence[OutgoingMailRow]:
    """The mails of the transaction's club, the newest first."""
    return tx.scalars(sa.select(OutgoingMailRow).order_by(OutgoingMailRow.id.desc()).limit(most)).all()


def was_written(tx: Transaction, to_address: str, subject: str, since: dt.datetime) -> bool:
    """Whether a mail with this subject was written to an address of the club since a moment."""
    wanted = sa.select(OutgoingMailRow.id).where(
        OutgoingMailRow.to_address == to_address,
        OutgoingMailRow.subject == subject,
        OutgoingMailRow.created_at >= since,
    )
    return tx.scalar(wanted.limit(1)) is not None


def addresses_of_squad(tx: Transaction, squad_id: int) -> frozenset[str]:
    """Where mails to athletes of a squad go: their own addresses and those of their guardians."""
    inside = sa.select(SquadPlaceRow.athlete_id).where(SquadPlaceRow.squad_id == squad_id)
    own = tx.scalars(sa.select(AthleteRow.email).where(AthleteRow.id.in_(inside)))
    theirs = tx.scalars(sa.select(GuardianLinkRow.email).where(GuardianLinkRow.athlete_id.in_(inside)))
    return frozenset(one for one in (*own, *theirs) if one)


def remove_sent_mails(tx: Transaction, before: dt.datetime) -> int:
    """Remove mails that were sent before a moment; says how many."""
    removed = tx.execute(
        sa.delete(OutgoingMailRow)
        .where(OutgoingMailRow.sent_at < before)
        .returning(OutgoingMailRow.id)
        .execution_options(synchronize_session=False)
    )
    return len(removed.all())
