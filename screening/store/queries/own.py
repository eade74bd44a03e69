"""What is one's own in the transaction's club: athletes one is or answers for, and mails about a sign-in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from screening.store.store import Transaction
from screening.store.tables.athlete import AthleteRow, GuardianLinkRow
from screening.store.tables.outbox import OutgoingMailRow


def own_athletes(tx: Transaction, account_id: int) -> Sequence[AthleteRow]:
    """Whoever an account is or answers for, removed ones included, by name.

    Whether a guardian still decides is the caller's question.
    """
    answers = sa.select(GuardianLinkRow.athlete_id).where(
        GuardianLinkRow.account_id == account_id, GuardianLinkRow.ended_at.is_(None)
    )
    return tx.scalars(
        sa.select(AthleteRow)
        .where(sa.or_(AthleteRow.account_id == account_id, AthleteRow.id.in_(answers)))
        .order_by(AthleteRow.name_key, AthleteRow.id)
    ).all()


def has_mail_since(tx: Transaction, to_address: str, subject: str, since: dt.datetime) -> bool:
    """Whether a mail of this subject was written to an address of the transaction's club from a moment on."""
    found = sa.select(OutgoingMailRow.id).where(
        OutgoingMailRow.to_address == to_address,
        OutgoingMailRow.subject == subject,
        OutgoingMailRow.created_at >= since,
    )
    return tx.scalar(found.limit(1)) is not None


def is_shared(tx: Transaction, email: str, athlete_id: int) -> bool:
    """Whether another athlete of the transaction's club has this address too."""
    found = sa.select(AthleteRow.id).where(AthleteRow.email == email, AthleteRow.id != athlete_id)
    return tx.scalar(found.limit(1)) is not None
