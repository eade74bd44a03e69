"""Files of measurements of the transaction's club, and how the columns of each make are meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from screening.domain.clubs import CaseFileKind, ImportState
from screening.store.store import Transaction
from screening.store.tables.case_file import CaseColumnsRow, CaseImportRow

NEWEST = 50


def case_file(tx: Transaction, file_id: int, *, for_update: bool = False) -> CaseImportRow | None:
    """One file. `for_update` holds it until the commit and reads it anew."""
    wanted = sa.select(CaseImportRow).where(CaseImportRow.id == file_id)
    if for_update:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return tx.scalar(wanted)


def drafts_of(tx: Transaction, account_id: int) -> Sequence[CaseImportRow]:
    """Files of one person that are not confirmed."""
    return tx.scalars(
        sa.select(CaseImportRow).where(
            CaseImportRow.by_account_id == account_id, CaseImportRow.state == ImportState.PREVIEWED
        )
    ).all()


def newest_files(tx: Transaction) -> Sequence[CaseImportRow]:
    """The newest files of the club."""
    return tx.scalars(sa.select(CaseImportRow).order_by(CaseImportRow.id.desc()).limit(NEWEST)).all()


def same_file(tx: Transaction, kind: CaseFileKind, file_digest: str) -> CaseImportRow | None:
    """The newest confirmed file with the same content, if there is one."""
    return tx.scalar(
        sa.select(CaseImportRow)
        .where(
            CaseImportRow.kind == kind,
            CaseImportRow.file_digest == file_digest,
            CaseImportRow.state == ImportState.CONFIRMED,
        )
        .order_by(CaseImportRow.id.desc())
        .limit(1)
    )


def end_old_files(tx: Transaction, previews_before: dt.datetime, undo_before: dt.datetime) -> None:
    """Forget previews that nobody confirmed, and what confirmed files kept for their undoing."""
    old = tx.scalars(
        sa.select(CaseImportRow).where(
            sa.or_(
                sa.and_(CaseImportRow.state == ImportState.PREVIEWED, CaseImportRow.at < previews_before),
                sa.and_(
                    CaseImportRow.state == ImportState.CONFIRMED, CaseImportRow.confirmed_at < undo_before
                ),
            )
        )
    )
    for row in old.all():
        row.state, row.found = ImportState.EXPIRED, {}


def columns_of(tx: Transaction, kind: CaseFileKind, headers_digest: str) -> CaseColumnsRow | None:
    """How columns of exactly these names were meant last time."""
    return tx.scalar(
        sa.select(CaseColumnsRow).where(
            CaseColumnsRow.kind == kind, CaseColumnsRow.headers_digest == headers_digest
        )
    )
