"""Open sign-ins: found by the digest of their token, renewed, listed and ended."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from screening.store.store import Transaction
from screening.store.tables.account import SignInRow


def open_sign_in(tx: Transaction, token_digest: str, *, for_update: bool = False) -> SignInRow | None:
    """The sign-in a token belongs to, unless it was ended; whether it is too old is the caller's question."""
    wanted = sa.select(SignInRow).where(SignInRow.token_digest == token_digest, SignInRow.ended_at.is_(None))
    return tx.scalar(wanted.with_for_update() if for_update else wanted)


def open_sign_ins_of(tx: Transaction, account_id: int) -> list[SignInRow]:
    """Sign-ins of an account that were not ended, last seen first."""
    return list(
        tx.scalars(
            sa.select(SignInRow)
            .where(SignInRow.account_id == account_id, SignInRow.ended_at.is_(None))
            .order_by(SignInRow.last_seen_at.desc(), SignInRow.id.desc())
        )
    )


def end_sign_ins(
    tx: Transaction,
    account_id: int,
    now: dt.datetime,
    *,
    only: int | None = None,
    but: int | None = None,
) -> int:
    """End sign-ins of an account and say how many.

    Args:
        only: the number of the one to end; all otherwise.
        but: the number of one to keep.
    """
    wanted = sa.update(SignInRow).where(SignInRow.account_id == account_id, SignInRow.ended_at.is_(None))
    if only is not None:
        wanted = wanted.where(SignInRow.id == only)
    if but is not None:
        wanted = wanted.where(SignInRow.id != but)
    ended = tx.execute(
        wanted.values(ended_at=now).returning(SignInRow.id).execution_options(synchronize_session=False)
    )
    return len(ended.all())


def end_every_sign_in(tx: Transaction, now: dt.datetime) -> None:
    """End each sign-in of everybody, as after a restore."""
    open_ones = sa.update(SignInRow).where(SignInRow.ended_at.is_(None))
    tx.execute(open_ones.values(ended_at=now).execution_options(synchronize_session=False))


def has_signed_in_since(tx: Transaction, account_id: int, since: dt.datetime) -> bool:
    """Whether an account was signed in at some time from a moment on; what ended at that moment is before."""
    found = sa.select(SignInRow.id).where(
        SignInRow.account_id == account_id,
        SignInRow.last_seen_at >= since,
        sa.or_(SignInRow.ended_at.is_(None), SignInRow.ended_at > since),
    )
    return tx.scalar(found.limit(1)) is not None


def remove_old_sign_ins(tx: Transaction, before: dt.datetime) -> int:
    """Remove sign-ins that nobody used since a moment; says how many."""
    removed = tx.execute(sa.delete(SignInRow).where(SignInRow.last_seen_at < before).returning(SignInRow.id))
    return len(removed.all())
