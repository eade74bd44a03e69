"""Unfinished answers: find, make, change, close, remove."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from screening.store.store import Transaction
from screening.store.tables.draft import DraftRow


def draft_by_token(tx: Transaction, token_digest: str, *, for_update: bool = False) -> DraftRow | None:
    """The draft a link opens, expired or closed ones included. `for_update` holds it until the commit."""
    wanted = sa.select(DraftRow).where(DraftRow.token_digest == token_digest)
    return tx.scalar(wanted.with_for_update() if for_update else wanted)


def draft_by_number(tx: Transaction, draft_id: int) -> DraftRow | None:
    """A draft by its number; for what keeps that number instead of a link."""
    return tx.get(DraftRow, draft_id)


def open_draft_by_code(tx: Transaction, code_digest: str, now: dt.datetime) -> DraftRow | None:
    """The draft a code opens, unless it was submitted or has expired."""
    return tx.scalar(
        sa.select(DraftRow).where(
            DraftRow.code_digest == code_digest, DraftRow.submitted_at.is_(None), DraftRow.expires_at > now
        )
    )


def has_code(tx: Transaction, code_digest: str) -> bool:
    """Whether a draft has this code already."""
    return tx.scalar(sa.select(DraftRow.id).where(DraftRow.code_digest == code_digest)) is not None


def remove_expired_drafts(tx: Transaction, before: dt.datetime) -> int:
    """Remove drafts whose last day is over; says how many."""
    removed = tx.execute(sa.delete(DraftRow).where(DraftRow.expires_at <= before).returning(DraftRow.id))
    return len(removed.all())
