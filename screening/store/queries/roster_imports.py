"""Imports of rosters of the transaction's club."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from screening.domain.clubs import ImportState
from screening.store.store import Transaction
from screening.store.tables.roster_import import RosterImportRow


def roster_import(tx: Transaction, import_id: int, *, for_update: bool = False) -> RosterImportRow | None:
    """One import. `for_update` holds it until the commit."""
    wanted = sa.select(RosterImportRow).where(RosterImportRow.id == import_id)
    return tx.scalar(wanted.with_for_update() if for_update else wanted)


def newest_imports(tx: Transaction, *, most: int = 20) -> Sequence[RosterImportRow]:
    """What was imported or previewed, the newest first."""
    return tx.scalars(sa.select(RosterImportRow).order_by(RosterImportRow.id.desc()).limit(most)).all()


def has_later_change(tx: Transaction, import_id: int) -> bool:
    """Whether another import was confirmed after this one, so that undoing this one alone is not exact."""
    found = sa.select(RosterImportRow.id).where(
        RosterImportRow.id > import_id, RosterImportRow.state == ImportState.CONFIRMED
    )
    return tx.scalar(found.limit(1)) is not None


def end_old_imports(tx: Transaction, previewed_before: dt.datetime, confirmed_before: dt.datetime) -> int:
    """Empty imports that can be neither confirmed nor undone any more; says how many."""
    ended = tx.execute(
        sa.update(RosterImportRow)
        .where(
            sa.or_(
                sa.and_(
                    RosterImportRow.state == ImportState.PREVIEWED, RosterImportRow.at < previewed_before
                ),
                sa.and_(
                    RosterImportRow.state == ImportState.CONFIRMED,
                    RosterImportRow.confirmed_at < confirmed_before,
                ),
            )
        )
        .values(state=ImportState.EXPIRED, preview={}, before={})
        .returning(RosterImportRow.id)
        .execution_options(synchronize_session=False)
    )
    return len(ended.all())


def previews_of(tx: Transaction, account_id: int) -> Sequence[RosterImportRow]:
    """What an account has previewed and not confirmed."""
    return tx.scalars(
        sa.select(RosterImportRow).where(
            RosterImportRow.by_account_id == account_id, RosterImportRow.state == ImportState.PREVIEWED
        )
    ).all()
