"""Changes to the roster of the transaction's club. Each says which rows it touched, to be undone by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from screening.store.store import Transaction
from screening.store.tables.athlete import AthleteRow, GuardianLinkRow, SquadPlaceRow
from screening.store.tables.club import SquadRow
from screening.store.tables.invitation import InvitationRow


@dataclass(slots=True)
class Touched:
    """The numbers of rows that were ended."""

    places: list[int] = field(default_factory=list)
    invitations: list[int] = field(default_factory=list)


def make_squads(tx: Transaction, names: Iterable[str]) -> list[SquadRow]:
    """New squads of these names."""
    rows = [SquadRow(name=name) for name in names]
    tx.add_all(rows)
    tx.flush()
    return rows


def add_athletes(tx: Transaction, rows: Sequence[Mapping[str, object]]) -> list[int]:
    """Add athletes, each as values by column; their numbers in the same order. `roster.hold` comes first."""
    return _added(tx, AthleteRow, rows)


def give_places(tx: Transaction, pairs: Iterable[tuple[int, int]], at: dt.datetime) -> list[int]:
    """Give athletes places in squads, as (athlete, squad) of people who have none there; their numbers."""
    rows = [{"athlete_id": athlete, "squad_id": squad, "since": at} for athlete, squad in pairs]
    return _added(tx, SquadPlaceRow, rows)


def end_places(
    tx: Transaction, athlete_id: int, at: dt.datetime, squad_ids: Collection[int] | None = None
) -> list[int]:
    """End an athlete's places in these squads, None for all; the numbers of the places."""
    wanted = sa.select(SquadPlaceRow).where(
        SquadPlaceRow.athlete_id == athlete_id, SquadPlaceRow.until.is_(None)
    )
    if squad_ids is not None:
        wanted = wanted.where(SquadPlaceRow.squad_id.in_(sorted(squad_ids)))
    rows = tx.scalars(wanted).all()
    for row in rows:
        # A clock set back must not make the row contradict itself.
        row.until = max(at, row.since)
    return [row.id for row in rows]


def remove(tx: Transaction, row: AthleteRow, at: dt.datetime) -> Touched:
    """Remove an athlete: out of every squad, and invitations that are open end. The record itself stays."""
    row.removed_at = at
    row.version += 1
    touched = Touched(places=end_places(tx, row.id, at))
    open_ones = tx.scalars(
        sa.select(InvitationRow).where(
            InvitationRow.athlete_id == row.id,
            InvitationRow.used_at.is_(None),
            InvitationRow.revoked_at.is_(None),
        )
    ).all()
    for invitation in open_ones:
        invitation.revoked_at = at
        touched.invitations.append(invitation.id)
    tx.flush()
    return touched


def add_guardians(tx: Transaction, people: Iterable[tuple[int, str, str]], at: dt.datetime) -> list[int]:
    """People answer for athletes from now on, as (athlete, name, address); the numbers of the links."""
    rows = [
        {"athlete_id": athlete, "name": name, "email": email, "created_at": at}
        for athlete, name, email in people
    ]
    return _added(tx, GuardianLinkRow, rows)


def _added(tx: Transaction, kind: Any, rows: Sequence[Mapping[str, object]]) -> list[int]:
    """The numbers that rows were given, in their order: nobody else adds any while the roster is held.

    Raises:
        RuntimeError: somebody did.
    """
    before = tx.scalar(sa.select(sa.func.max(kind.id))) or 0
    tx.add_many(kind, rows)
    numbers = list(tx.scalars(sa.select(kind.id).where(kind.id > before).order_by(kind.id)))
    if len(numbers) != len(rows):
        raise RuntimeError(f"{len(numbers)} rows of {kind.__tablename__} where {len(rows)} were added")
    return numbers
