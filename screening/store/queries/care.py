"""The physio's list of the transaction's club."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from screening.domain.vocabulary import Urgency
from screening.store.store import Transaction
from screening.store.tables.athlete import AthleteRow, SquadPlaceRow
from screening.store.tables.care import CareItemRow
from screening.store.tables.invitation import ClubScreeningRow
from screening.store.tables.rules_life import RecallClosingRow, RecallRow
from screening.store.tables.screening import ScreeningRow


@dataclass(frozen=True, slots=True)
class CareFilter:
    """Which entries are wanted: closed or open ones, of one owner, of one squad."""

    is_closed: bool = False
    owner_account_id: int | None = None
    squad_id: int | None = None


@dataclass(frozen=True, slots=True)
class WaitingRecall:
    """A result that newer rules would make more urgent than the list has it, or that is not on the list."""

    club_id: int
    athlete_id: int
    screening_id: int
    urgency: Urgency


def care_item(tx: Transaction, item_id: int, *, for_update: bool = False) -> CareItemRow | None:
    """One entry. `for_update` holds it until the commit."""
    wanted = sa.select(CareItemRow).where(CareItemRow.id == item_id)
    return tx.scalar(wanted.with_for_update() if for_update else wanted)


def care_item_of_screening(tx: Transaction, screening_id: int) -> CareItemRow | None:
    """The entry for a screening, if it was listed."""
    return tx.scalar(sa.select(CareItemRow).where(CareItemRow.screening_id == screening_id))


def open_care_items(tx: Transaction) -> Sequence[tuple[CareItemRow, AthleteRow]]:
    """What nobody has closed, the most urgent first, then by the time by which it is due."""
    found = tx.execute(
        _with_athlete()
        .where(CareItemRow.closed_at.is_(None))
        .order_by(CareItemRow.urgency, CareItemRow.due_at, CareItemRow.id)
    )
    return [(item, athlete) for item, athlete in found]


def closed_care_items(
    tx: Transaction, *, before: int | None = None, most: int = 50
) -> Sequence[tuple[CareItemRow, AthleteRow]]:
    """What was closed, by number from the newest down; at most so many before a number."""
    wanted = _with_athlete().where(CareItemRow.closed_at.is_not(None))
    if before is not None:
        wanted = wanted.where(CareItemRow.id < before)
    found = tx.execute(wanted.order_by(CareItemRow.id.desc()).limit(most))
    return [(item, athlete) for item, athlete in found]


def care_page(
    tx: Transaction, wanted: CareFilter, *, skip: int = 0, most: int = 50
) -> Sequence[tuple[CareItemRow, AthleteRow]]:
    """A page of entries: open ones the most urgent first, closed ones the newest first."""
    order = (
        (CareItemRow.closed_at.desc(), CareItemRow.id.desc())
        if wanted.is_closed
        else (CareItemRow.urgency, CareItemRow.due_at, CareItemRow.id)
    )
    found = tx.execute(_with_athlete().where(*_fitting(wanted)).order_by(*order).offset(skip).limit(most))
    return [(item, athlete) for item, athlete in found]


def count_care_items(tx: Transaction, wanted: CareFilter) -> int:
    """How many entries fit."""
    return tx.scalar(sa.select(sa.func.count(CareItemRow.id)).where(*_fitting(wanted))) or 0


def open_care_items_of(tx: Transaction, athlete_id: int) -> Sequence[CareItemRow]:
    """What is open of one athlete, the most urgent first."""
    return tx.scalars(
        sa.select(CareItemRow)
        .where(CareItemRow.athlete_id == athlete_id, CareItemRow.closed_at.is_(None))
        .order_by(CareItemRow.urgency, CareItemRow.due_at, CareItemRow.id)
    ).all()


def sides_shown(tx: Transaction, screening_ids: Iterable[int]) -> dict[int, str]:
    """The side of each of these results in words, as it was shown; what has none is missing."""
    side = ScreeningRow.view[("identity", "side")].as_string()
    found = tx.execute(sa.select(ScreeningRow.id, side).where(ScreeningRow.id.in_(tuple(screening_ids))))
    return {number: words for number, words in found if words}


def unread_athletes(tx: Transaction, listed_before: dt.datetime) -> Sequence[int]:
    """Whose open entries nobody has read that were listed before a moment: one number for each entry."""
    return tx.scalars(
        sa.select(CareItemRow.athlete_id)
        .where(
            CareItemRow.closed_at.is_(None),
            CareItemRow.first_read_at.is_(None),
            CareItemRow.listed_at < listed_before,
        )
        .order_by(CareItemRow.id)
    ).all()


def shared_name_keys(tx: Transaction, name_keys: Iterable[str]) -> frozenset[str]:
    """Those of these names that read like another athlete's of the club."""
    return frozenset(
        tx.scalars(
            sa.select(AthleteRow.name_key)
            .where(AthleteRow.name_key.in_(tuple(name_keys)), AthleteRow.removed_at.is_(None))
            .group_by(AthleteRow.name_key)
            .having(sa.func.count(AthleteRow.id) > 1)
        )
    )


def newest_answers(tx: Transaction, athlete_ids: Iterable[int]) -> dict[int, int]:
    """The number of the newest screening of each of these athletes."""
    newest = (
        sa.select(sa.func.max(ClubScreeningRow.id))
        .where(ClubScreeningRow.athlete_id.in_(tuple(athlete_ids)))
        .group_by(ClubScreeningRow.athlete_id)
    )
    found = tx.execute(
        sa.select(ClubScreeningRow.athlete_id, ClubScreeningRow.screening_id).where(
            ClubScreeningRow.id.in_(newest)
        )
    )
    return {row.athlete_id: row.screening_id for row in found}


def waiting_recalls(tx: Transaction) -> list[WaitingRecall]:
    """Open recalls the list has not taken up, in their order; of every club where it may look."""
    is_lower = sa.and_(CareItemRow.closed_at.is_(None), CareItemRow.urgency > RecallRow.new_urgency)
    found = tx.execute(
        sa.select(
            ClubScreeningRow.club_id,
            ClubScreeningRow.athlete_id,
            RecallRow.screening_id,
            RecallRow.new_urgency,
        )
        .join(ClubScreeningRow, ClubScreeningRow.screening_id == RecallRow.screening_id)
        .outerjoin(CareItemRow, CareItemRow.screening_id == RecallRow.screening_id)
        .outerjoin(RecallClosingRow, RecallClosingRow.recall_id == RecallRow.id)
        .where(RecallClosingRow.id.is_(None), sa.or_(CareItemRow.id.is_(None), is_lower))
        .order_by(RecallRow.id)
    )
    return [WaitingRecall(*row) for row in found]


def _fitting(wanted: CareFilter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [
        CareItemRow.closed_at.is_not(None) if wanted.is_closed else CareItemRow.closed_at.is_(None)
    ]
    if wanted.owner_account_id is not None:
        conditions.append(CareItemRow.owner_account_id == wanted.owner_account_id)
    if wanted.squad_id is not None:
        members = sa.select(SquadPlaceRow.athlete_id).where(
            SquadPlaceRow.squad_id == wanted.squad_id, SquadPlaceRow.until.is_(None)
        )
        conditions.append(CareItemRow.athlete_id.in_(members))
    return conditions


def unread_care_items(tx: Transaction, listed_before: dt.datetime) -> Sequence[CareItemRow]:
    """Open entries nobody has read or passed on, listed before a moment; of every club where it may look."""
    return tx.scalars(
        sa.select(CareItemRow)
        .where(
            CareItemRow.closed_at.is_(None),
            CareItemRow.first_read_at.is_(None),
            CareItemRow.escalated_at.is_(None),
            CareItemRow.listed_at <= listed_before,
        )
        .order_by(CareItemRow.urgency, CareItemRow.listed_at, CareItemRow.id)
    ).all()


def _with_athlete() -> sa.Select[CareItemRow, AthleteRow]:
    return sa.select(CareItemRow, AthleteRow).join(AthleteRow, AthleteRow.id == CareItemRow.athlete_id)
