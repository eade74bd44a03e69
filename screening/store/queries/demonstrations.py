"""Clubs of invented people: found, recognised behind a link, and removed as a whole.

What is otherwise kept for ever goes here too, because nobody it tells of exists. Audit entries stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from screening.store.queries.erasure import remove_kept, remove_screenings
from screening.store.store import Transaction
from screening.store.tables.account import (
    AccountRow,
    PasskeyRow,
    RecoveryCodeRow,
    SetupSecretRow,
    SignInRow,
)
from screening.store.tables.athlete import AthleteRow, GuardianLinkRow, SquadPlaceRow
from screening.store.tables.case_file import CaseColumnsRow, CaseImportRow
from screening.store.tables.club import ClubRow, SquadRow
from screening.store.tables.consent import ConsentRow, TombstoneRow, ViewedRow
from screening.store.tables.outbox import OutgoingMailRow
from screening.store.tables.people import MembershipRow, MembershipSquadRow
from screening.store.tables.roster_import import RosterImportRow
from screening.store.tables.round import PosterRow, RoundRow

REST = (
    CaseImportRow,
    CaseColumnsRow,
    RosterImportRow,
    OutgoingMailRow,
    PosterRow,
    RoundRow,
    MembershipSquadRow,
    MembershipRow,
    SquadRow,
)
"""In the order in which nothing points any more to what goes."""


def demonstration_clubs(tx: Transaction) -> Sequence[ClubRow]:
    """The clubs of invented people in which somebody is still a member."""
    somebody = sa.select(MembershipRow.id).where(MembershipRow.club_id == ClubRow.id)
    return tx.scalars(
        sa.select(ClubRow).where(ClubRow.is_demonstration, somebody.exists()).order_by(ClubRow.id)
    ).all()


def athlete_ids(tx: Transaction, most: int) -> Sequence[int]:
    """Some of the athletes of the transaction's club, removed ones included."""
    return tx.scalars(sa.select(AthleteRow.id).order_by(AthleteRow.id).limit(most)).all()


def remove_athletes(tx: Transaction, numbers: Sequence[int]) -> None:
    """Remove athletes of the transaction's club with all that is about them, and no tombstone."""
    remove_screenings(tx, numbers)
    for kept in (ConsentRow, ViewedRow):
        theirs = sa.select(kept.id).where(kept.athlete_id.in_(numbers))
        remove_kept(tx, kept, tx.scalars(theirs).all())
    for kind in (GuardianLinkRow, SquadPlaceRow):
        _remove(tx, kind, kind.athlete_id.in_(numbers))
    _remove(tx, AthleteRow, AthleteRow.id.in_(numbers))


def remove_rest(tx: Transaction, club_id: int) -> None:
    """Remove what is left of a club when its athletes are gone, and the club.

    Where an erasure was tried out, its tombstone stays and holds on to the empty club.

    Args:
        tx: looks across clubs, so that the accounts can go in the same transaction.
    """
    for kind in REST:
        _remove(tx, kind, kind.club_id == club_id)
    tx.execute(
        sa.update(ClubRow)
        .where(ClubRow.id == club_id)
        .values(responsible_account_id=None)
        .execution_options(synchronize_session=False)
    )
    if tx.scalar(sa.select(TombstoneRow.id).where(TombstoneRow.club_id == club_id).limit(1)) is None:
        _remove(tx, ClubRow, ClubRow.id == club_id)


def members_ever(tx: Transaction, club_id: int) -> frozenset[int]:
    """The accounts that are or were members of a club."""
    found = sa.select(MembershipRow.account_id).where(MembershipRow.club_id == club_id)
    return frozenset(tx.scalars(found))


def remove_accounts(tx: Transaction, numbers: frozenset[int]) -> None:
    """Remove accounts that belong to no club any more; the others stay."""
    elsewhere = frozenset(tx.scalars(sa.select(MembershipRow.account_id)))
    alone = sorted(numbers - elsewhere)
    for kind in (PasskeyRow, RecoveryCodeRow, SetupSecretRow, SignInRow):
        _remove(tx, kind, kind.account_id.in_(alone))
    _remove(tx, AccountRow, AccountRow.id.in_(alone))


def _remove(tx: Transaction, kind: Any, condition: sa.ColumnElement[bool]) -> None:
    tx.flush()
    tx.execute(sa.delete(kind).where(condition).execution_options(synchronize_session=False))
