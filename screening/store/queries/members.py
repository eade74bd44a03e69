"""Who belongs to which club in which role."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from screening.domain.clubs import Role
from screening.store.store import Transaction
from screening.store.tables.account import AccountRow
from screening.store.tables.club import ClubRow
from screening.store.tables.people import MembershipRow, MembershipSquadRow


def memberships_of(tx: Transaction, account_id: int) -> list[MembershipRow]:
    """Open memberships of an account, in every club the transaction may look into; oldest first."""
    return list(
        tx.scalars(
            sa.select(MembershipRow)
            .where(MembershipRow.account_id == account_id, MembershipRow.ended_at.is_(None))
            .order_by(MembershipRow.id)
        )
    )


def squads_of(tx: Transaction, membership_ids: list[int]) -> dict[int, frozenset[int]]:
    """The squads named in each of these memberships; those that name none are left out."""
    found: dict[int, set[int]] = {}
    rows = tx.execute(
        sa.select(MembershipSquadRow.membership_id, MembershipSquadRow.squad_id).where(
            MembershipSquadRow.membership_id.in_(membership_ids)
        )
    )
    for membership_id, squad_id in rows:
        found.setdefault(membership_id, set()).add(squad_id)
    return {membership_id: frozenset(squads) for membership_id, squads in found.items()}


def members(tx: Transaction) -> list[tuple[MembershipRow, AccountRow]]:
    """Open memberships of the transaction's club with their accounts, by name and then role."""
    rows = tx.execute(
        sa.select(MembershipRow, AccountRow)
        .join(AccountRow, AccountRow.id == MembershipRow.account_id)
        .where(MembershipRow.ended_at.is_(None))
        .order_by(AccountRow.name, AccountRow.id, MembershipRow.id)
    )
    return [(membership, account) for membership, account in rows]


def membership(tx: Transaction, membership_id: int) -> MembershipRow | None:
    """An open membership by its number, held until the commit."""
    return tx.scalar(
        sa.select(MembershipRow)
        .where(MembershipRow.id == membership_id, MembershipRow.ended_at.is_(None))
        .with_for_update()
    )


def has_open(tx: Transaction, account_id: int, role: Role) -> bool:
    """Whether an account has this role in the transaction's club."""
    found = sa.select(MembershipRow.id).where(
        MembershipRow.account_id == account_id, MembershipRow.role == role, MembershipRow.ended_at.is_(None)
    )
    return tx.scalar(found) is not None


def count_administrators(tx: Transaction) -> int:
    """How many administrators the transaction's club has, each held until the commit."""
    found = (
        sa.select(MembershipRow.id)
        .where(MembershipRow.role == Role.ADMINISTRATOR, MembershipRow.ended_at.is_(None))
        .with_for_update()
    )
    return len(tx.scalars(found).all())


def clubs_ever_of(tx: Transaction, account_id: int) -> frozenset[int]:
    """The clubs an account belongs or belonged to, as far as the transaction may look."""
    found = sa.select(MembershipRow.club_id).where(MembershipRow.account_id == account_id)
    return frozenset(tx.scalars(found).all())


def end_membership(row: MembershipRow, now: dt.datetime) -> None:
    """End a membership; one that began a moment ahead of this clock ends at its beginning."""
    row.ended_at = max(now, row.created_at)


def remove_squads_of(tx: Transaction, membership_id: int) -> None:
    """Forget which squads a membership looks after."""
    tx.execute(sa.delete(MembershipSquadRow).where(MembershipSquadRow.membership_id == membership_id))


def clubs(tx: Transaction) -> list[ClubRow]:
    """The clubs the transaction may look into, oldest first."""
    return list(tx.scalars(sa.select(ClubRow).order_by(ClubRow.id)))


def club(tx: Transaction, club_id: int, *, for_update: bool = False) -> ClubRow | None:
    """One club by its number."""
    wanted = sa.select(ClubRow).where(ClubRow.id == club_id)
    return tx.scalar(wanted.with_for_update() if for_update else wanted)
