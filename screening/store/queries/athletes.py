"""Athletes of the transaction's club, their squads and their guardians."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from screening.store.store import Transaction
from screening.store.tables.athlete import AthleteRow, GuardianLinkRow, SquadPlaceRow
from screening.store.tables.club import SquadRow

PAGE = 50


@dataclass(frozen=True, slots=True)
class Born:
    """What the club knows of an athlete's birth: an ISO date, or a year alone, or nothing."""

    athlete_id: int
    date: str | None
    year: int | None


def athlete(tx: Transaction, athlete_id: int, *, for_update: bool = False) -> AthleteRow | None:
    """One athlete, removed ones included. `for_update` holds the row until the commit."""
    wanted = sa.select(AthleteRow).where(AthleteRow.id == athlete_id)
    return tx.scalar(wanted.with_for_update() if for_update else wanted)


def athletes_by_number(tx: Transaction, athlete_ids: Iterable[int]) -> Sequence[AthleteRow]:
    """These athletes, removed ones included, in no particular order."""
    return tx.scalars(sa.select(AthleteRow).where(AthleteRow.id.in_(tuple(athlete_ids)))).all()


def present_athletes(tx: Transaction) -> Sequence[AthleteRow]:
    """Everybody who was not removed, by name: what a roster is compared with."""
    return tx.scalars(
        sa.select(AthleteRow)
        .where(AthleteRow.removed_at.is_(None))
        .order_by(AthleteRow.name_key, AthleteRow.id)
    ).all()


def count_present(tx: Transaction) -> int:
    """How many athletes were not removed."""
    counted = sa.select(sa.func.count()).select_from(AthleteRow).where(AthleteRow.removed_at.is_(None))
    return tx.scalar(counted) or 0


def athlete_by_club_key(tx: Transaction, club_key: str) -> AthleteRow | None:
    """The athlete with this exact key who was not removed."""
    return tx.scalar(
        sa.select(AthleteRow).where(AthleteRow.club_key == club_key, AthleteRow.removed_at.is_(None))
    )


def look_alikes(tx: Transaction, name_key: str) -> Sequence[AthleteRow]:
    """Everybody present whose name reads the same."""
    return tx.scalars(
        sa.select(AthleteRow)
        .where(AthleteRow.name_key == name_key, AthleteRow.removed_at.is_(None))
        .order_by(AthleteRow.id)
    ).all()


def athletes_of_account(tx: Transaction, account_id: int) -> Sequence[AthleteRow]:
    """The athletes that this account itself is; in one club at most one by custom."""
    return tx.scalars(
        sa.select(AthleteRow)
        .where(AthleteRow.account_id == account_id, AthleteRow.removed_at.is_(None))
        .order_by(AthleteRow.id)
    ).all()


def squad(tx: Transaction, squad_id: int, *, for_update: bool = False) -> SquadRow | None:
    """One squad, archived ones included."""
    wanted = sa.select(SquadRow).where(SquadRow.id == squad_id)
    return tx.scalar(wanted.with_for_update() if for_update else wanted)


def squads(tx: Transaction) -> Sequence[SquadRow]:
    """The squads that are not archived, by name."""
    return tx.scalars(
        sa.select(SquadRow).where(SquadRow.archived_at.is_(None)).order_by(SquadRow.name, SquadRow.id)
    ).all()


def _in_squad(squad_id: int) -> sa.Select[AthleteRow]:
    return (
        sa.select(AthleteRow)
        .join(SquadPlaceRow, SquadPlaceRow.athlete_id == AthleteRow.id)
        .where(
            SquadPlaceRow.squad_id == squad_id,
            SquadPlaceRow.until.is_(None),
            AthleteRow.removed_at.is_(None),
        )
    )


def athletes_of_squad(
    tx: Transaction, squad_id: int, *, after: tuple[str, int] | None = None, most: int = PAGE
) -> Sequence[AthleteRow]:
    """A page of a squad by name; `after` is the name key and number of the last one before it."""
    wanted = _in_squad(squad_id)
    if after is not None:
        wanted = wanted.where(sa.tuple_(AthleteRow.name_key, AthleteRow.id) > after)
    return tx.scalars(wanted.order_by(AthleteRow.name_key, AthleteRow.id).limit(most)).all()


def births_in_squad(tx: Transaction, squad_id: int) -> list[Born]:
    """What is known of the birth of everybody in a squad, by name."""
    wanted = _in_squad(squad_id).with_only_columns(
        AthleteRow.id, AthleteRow.birth_date, AthleteRow.birth_year
    )
    return [Born(*row) for row in tx.execute(wanted.order_by(AthleteRow.name_key, AthleteRow.id))]


def athlete_ids_of_squad(tx: Transaction, squad_id: int) -> frozenset[int]:
    """The numbers of everybody in a squad."""
    return frozenset(tx.scalars(_in_squad(squad_id).with_only_columns(AthleteRow.id)))


def count_in_squad(tx: Transaction, squad_id: int) -> int:
    """How many are in a squad."""
    return tx.scalar(_in_squad(squad_id).with_only_columns(sa.func.count(AthleteRow.id))) or 0


def squad_ids_of_athlete(tx: Transaction, athlete_id: int) -> frozenset[int]:
    """The squads an athlete is in now, by number."""
    return frozenset(
        tx.scalars(
            sa.select(SquadPlaceRow.squad_id).where(
                SquadPlaceRow.athlete_id == athlete_id, SquadPlaceRow.until.is_(None)
            )
        )
    )


def put_into_squad(tx: Transaction, athlete_id: int, squad_id: int, at: dt.datetime) -> None:
    """Give an athlete a place in a squad; one who has it keeps it."""
    if squad_id not in squad_ids_of_athlete(tx, athlete_id):
        tx.add(SquadPlaceRow(squad_id=squad_id, athlete_id=athlete_id, since=at))
        tx.flush()


def take_out_of_squad(tx: Transaction, athlete_id: int, squad_id: int, at: dt.datetime) -> None:
    """End an athlete's place in a squad, if there is one."""
    found = tx.scalar(
        sa.select(SquadPlaceRow).where(
            SquadPlaceRow.athlete_id == athlete_id,
            SquadPlaceRow.squad_id == squad_id,
            SquadPlaceRow.until.is_(None),
        )
    )
    if found is not None:
        # A clock set back must not make the row contradict itself.
        found.until = max(at, found.since)
        tx.flush()


def guardians_of(tx: Transaction, athlete_id: int) -> Sequence[GuardianLinkRow]:
    """Who answers for an athlete now."""
    return tx.scalars(
        sa.select(GuardianLinkRow)
        .where(GuardianLinkRow.athlete_id == athlete_id, GuardianLinkRow.ended_at.is_(None))
        .order_by(GuardianLinkRow.id)
    ).all()


def athletes_of_guardian(tx: Transaction, account_id: int) -> Sequence[AthleteRow]:
    """The athletes for whom an account answers now."""
    return tx.scalars(
        sa.select(AthleteRow)
        .join(GuardianLinkRow, GuardianLinkRow.athlete_id == AthleteRow.id)
        .where(
            GuardianLinkRow.account_id == account_id,
            GuardianLinkRow.ended_at.is_(None),
            AthleteRow.removed_at.is_(None),
        )
        .order_by(AthleteRow.name_key, AthleteRow.id)
    ).all()
