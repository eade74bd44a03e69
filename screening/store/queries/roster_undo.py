"""What stands in the way of taking back a change to the roster, and the taking back itself, row by row."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from screening.store.base import Base
from screening.store.store import Transaction
from screening.store.tables.athlete import AthleteRow, GuardianLinkRow, SquadPlaceRow
from screening.store.tables.consent import ErasurePermitRow, ViewedRow
from screening.store.tables.invitation import InvitationRow
from screening.store.tables.people import MembershipSquadRow
from screening.store.tables.round import RoundRow
from screening.store.tenancy import ClubOwned

_AT_A_TIME = 500
_GOES_ALONG = (SquadPlaceRow, GuardianLinkRow, ViewedRow)
"""What is taken back together with an athlete who was added."""


def rows_by_id(tx: Transaction, kind: Any, numbers: Collection[int]) -> dict[int, Any]:
    """Rows of one table by their numbers."""
    return {
        row.id: row
        for some in _parts(numbers)
        for row in tx.scalars(sa.select(kind).where(kind.id.in_(some)))
    }


def with_records(tx: Transaction, athlete_ids: Collection[int]) -> frozenset[int]:
    """Those of the athletes about whom something else is kept by now: an invitation, answers, a consent."""
    found: set[int] = set()
    for kind in _kinds_about_athletes():
        for some in _parts(athlete_ids):
            found.update(tx.scalars(sa.select(kind.athlete_id).where(kind.athlete_id.in_(some)).distinct()))
    return frozenset(found)


def places_of(tx: Transaction, athlete_ids: Collection[int]) -> list[SquadPlaceRow]:
    """Every place these athletes have or had."""
    return list(_of_athletes(tx, SquadPlaceRow, athlete_ids))


def guardians_ever_of(tx: Transaction, athlete_ids: Collection[int]) -> list[GuardianLinkRow]:
    """Everybody who answers or answered for these athletes."""
    return list(_of_athletes(tx, GuardianLinkRow, athlete_ids))


def squads_in_use(
    tx: Transaction, squad_ids: Collection[int], besides_places: Collection[int], besides_coach: int | None
) -> set[int]:
    """Those of the squads that have another coach, a round, or places other than these."""
    ids = sorted(squad_ids)
    used = set(
        tx.scalars(
            sa.select(MembershipSquadRow.squad_id).where(
                MembershipSquadRow.squad_id.in_(ids), MembershipSquadRow.membership_id != (besides_coach or 0)
            )
        )
    )
    used.update(tx.scalars(sa.select(RoundRow.squad_id).where(RoundRow.squad_id.in_(ids))))
    places = sa.select(SquadPlaceRow).where(SquadPlaceRow.squad_id.in_(ids))
    own = set(besides_places)
    used.update(row.squad_id for row in tx.scalars(places) if row.id not in own)
    return used


def take_away(tx: Transaction, kind: Any, numbers: Collection[int]) -> None:
    """Remove rows that a change had added."""
    for some in _parts(numbers):
        tx.execute(sa.delete(kind).where(kind.id.in_(some)).execution_options(synchronize_session="fetch"))


def take_away_athletes(tx: Transaction, numbers: Collection[int]) -> None:
    """Remove athletes who were added, and who has looked at them since."""
    seen = [row.id for row in _of_athletes(tx, ViewedRow, numbers)]
    table = ViewedRow.__tablename__
    tx.add_all(ErasurePermitRow(table_name=table, row_id=number) for number in seen)
    tx.flush()
    take_away(tx, ViewedRow, seen)
    tx.execute(sa.delete(ErasurePermitRow).where(ErasurePermitRow.table_name == table))
    take_away(tx, AthleteRow, numbers)


def open_again(tx: Transaction, places: Collection[int], guardians: Collection[int]) -> None:
    """Places and guardians that had been ended go on."""
    for place in rows_by_id(tx, SquadPlaceRow, places).values():
        place.until = None
    for link in rows_by_id(tx, GuardianLinkRow, guardians).values():
        link.ended_at = None


def let_invitations_go_on(tx: Transaction, numbers: Collection[int]) -> None:
    """Invitations that had been ended are good again, for as long as they would have been."""
    for invitation in rows_by_id(tx, InvitationRow, numbers).values():
        invitation.revoked_at = None


def _kinds_about_athletes() -> Iterator[Any]:
    for mapper in Base.registry.mappers:
        kind = mapper.class_
        if issubclass(kind, ClubOwned) and "athlete_id" in mapper.columns and kind not in _GOES_ALONG:
            yield kind


def _of_athletes(tx: Transaction, kind: Any, athlete_ids: Collection[int]) -> Sequence[Any]:
    return [
        row
        for some in _parts(athlete_ids)
        for row in tx.scalars(sa.select(kind).where(kind.athlete_id.in_(some)).order_by(kind.id))
    ]


def _parts(numbers: Collection[int]) -> Iterator[list[int]]:
    every = sorted(set(numbers))
    return (every[start : start + _AT_A_TIME] for start in range(0, len(every), _AT_A_TIME))
