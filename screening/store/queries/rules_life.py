"""Decisions about outdated rules, runs of the recall and its list: only read and added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from screening.store.store import Transaction
from screening.store.tables.rules_life import RecallClosingRow, RecallRow, RecallRunRow, RulesDecisionRow
from screening.store.tables.screening import ScreeningRow


@dataclass(frozen=True, slots=True)
class ListedRecall:
    """An entry of the recall list with the code of its screening and, if it is closed, the closing."""

    recall: RecallRow
    check_code: str
    taken_at: dt.datetime
    closing: RecallClosingRow | None


def decision_in_force(tx: Transaction, digest: str, at: dt.datetime) -> RulesDecisionRow | None:
    """The decision that lets these rules be used at that moment, the longest where there are several."""
    return tx.scalar(
        sa.select(RulesDecisionRow)
        .where(
            RulesDecisionRow.rulebook_digest == digest,
            RulesDecisionRow.decided_at <= at,
            RulesDecisionRow.valid_until > at,
        )
        .order_by(RulesDecisionRow.valid_until.desc(), RulesDecisionRow.id.desc())
        .limit(1)
    )


def open_screenings(
    tx: Transaction, digest: str, now: dt.datetime, *, after: int, most: int
) -> Sequence[ScreeningRow]:
    """Screenings that still hold and were made with other rules, by number; at most so many after one."""
    return tx.scalars(
        sa.select(ScreeningRow)
        .where(
            ScreeningRow.id > after,
            ScreeningRow.valid_until > now,
            ScreeningRow.rulebook_digest != digest,
        )
        .order_by(ScreeningRow.id)
        .limit(most)
    ).all()


def latest_run(tx: Transaction) -> RecallRunRow | None:
    """The last time all open screenings were looked at again, under whatever rules."""
    return tx.scalar(sa.select(RecallRunRow).order_by(RecallRunRow.id.desc()).limit(1))


def has_screenings_of_other_rules(
    tx: Transaction, digest: str, now: dt.datetime, since: dt.datetime | None
) -> bool:
    """Whether an open screening was made with other rules, since a moment where one is given."""
    found = sa.select(ScreeningRow.id).where(
        ScreeningRow.valid_until > now, ScreeningRow.rulebook_digest != digest
    )
    if since is not None:
        found = found.where(ScreeningRow.taken_at >= since)
    return tx.scalar(found.limit(1)) is not None


def listed_already(tx: Transaction, digest: str, screening_ids: Sequence[int]) -> frozenset[int]:
    """Which of these screenings have an entry under these rules."""
    found = tx.scalars(
        sa.select(RecallRow.screening_id).where(
            RecallRow.rulebook_digest == digest, RecallRow.screening_id.in_(screening_ids)
        )
    )
    return frozenset(found)


def newest_recall(tx: Transaction, screening_id: int) -> RecallRow | None:
    """The entry of a screening that was added last."""
    return tx.scalar(
        sa.select(RecallRow)
        .where(RecallRow.screening_id == screening_id)
        .order_by(RecallRow.id.desc())
        .limit(1)
    )


def recall_list(tx: Transaction) -> tuple[ListedRecall, ...]:
    """Every entry, the most urgent first, then in the order of the screenings."""
    found = tx.execute(
        sa.select(RecallRow, ScreeningRow.check_code, ScreeningRow.taken_at, RecallClosingRow)
        .join(ScreeningRow, ScreeningRow.id == RecallRow.screening_id)
        .outerjoin(RecallClosingRow, RecallClosingRow.recall_id == RecallRow.id)
        .order_by(RecallRow.new_urgency, ScreeningRow.taken_at, RecallRow.id)
    )
    return tuple(ListedRecall(*row) for row in found)


def open_recalls_of(tx: Transaction, check_code: str) -> Sequence[RecallRow]:
    """Entries that nobody has closed, of the screening with this code."""
    return tx.scalars(
        sa.select(RecallRow)
        .join(ScreeningRow, ScreeningRow.id == RecallRow.screening_id)
        .outerjoin(RecallClosingRow, RecallClosingRow.recall_id == RecallRow.id)
        .where(ScreeningRow.check_code == check_code, RecallClosingRow.id.is_(None))
        .order_by(RecallRow.id)
    ).all()


def count_open_recalls(tx: Transaction) -> int:
    """How many entries nobody has closed."""
    counted = (
        sa.select(sa.func.count())
        .select_from(RecallRow)
        .outerjoin(RecallClosingRow, RecallClosingRow.recall_id == RecallRow.id)
        .where(RecallClosingRow.id.is_(None))
    )
    return tx.scalar(counted) or 0
