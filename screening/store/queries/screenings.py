"""Finished screenings: only read and added, never changed."""

from __future__ import annotations

import sqlalchemy as sa

from screening.store.store import Transaction
from screening.store.tables.screening import ScreeningRow


def screening_by_token(tx: Transaction, token_digest: str) -> ScreeningRow | None:
    """The screening a result link opens."""
    return tx.scalar(sa.select(ScreeningRow).where(ScreeningRow.token_digest == token_digest))


def screening_of_draft(tx: Transaction, draft_digest: str) -> ScreeningRow | None:
    """The screening a draft became, if it did."""
    return tx.scalar(sa.select(ScreeningRow).where(ScreeningRow.draft_digest == draft_digest))


def screening_by_check_code(tx: Transaction, check_code: str) -> ScreeningRow | None:
    """The screening whose report carries this code."""
    return tx.scalar(sa.select(ScreeningRow).where(ScreeningRow.check_code == check_code))


def count_screenings(tx: Transaction) -> int:
    """How many there are."""
    return tx.scalar(sa.select(sa.func.count()).select_from(ScreeningRow)) or 0


def rulebooks_in_use(tx: Transaction) -> dict[str, str]:
    """The rules that kept results were made with: version by digest."""
    rows = tx.execute(sa.select(ScreeningRow.rulebook_digest, ScreeningRow.rulebook_version).distinct())
    return {row.rulebook_digest: row.rulebook_version for row in rows}
