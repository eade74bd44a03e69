"""Screenings of athletes of the transaction's club; a screening of another is not there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from screening.store.store import Transaction
from screening.store.tables.invitation import ClubScreeningRow
from screening.store.tables.screening import ScreeningRow


@dataclass(frozen=True, slots=True)
class ClubScreening:
    """A screening with whose it is."""

    place: ClubScreeningRow
    screening: ScreeningRow


def _with_place() -> sa.Select[ClubScreeningRow, ScreeningRow]:
    return sa.select(ClubScreeningRow, ScreeningRow).join(
        ScreeningRow, ScreeningRow.id == ClubScreeningRow.screening_id
    )


def screening_in_club(tx: Transaction, screening_id: int) -> ClubScreening | None:
    """One screening by its number."""
    found = tx.execute(_with_place().where(ClubScreeningRow.screening_id == screening_id)).one_or_none()
    return ClubScreening(*found) if found else None


def place_of(tx: Transaction, screening_id: int) -> ClubScreeningRow | None:
    """Whose a screening is; None for one without a club, and for one the transaction may not look at."""
    return tx.scalar(sa.select(ClubScreeningRow).where(ClubScreeningRow.screening_id == screening_id))


def screenings_of_athlete(tx: Transaction, athlete_id: int, *, most: int = 50) -> Sequence[ClubScreening]:
    """What an athlete has answered, the newest first."""
    found = tx.execute(
        _with_place()
        .where(ClubScreeningRow.athlete_id == athlete_id)
        .order_by(ClubScreeningRow.id.desc())
        .limit(most)
    )
    return [ClubScreening(*row) for row in found]


def newest_screenings(
    tx: Transaction, athlete_ids: Iterable[int], *, before_id: int | None = None
) -> dict[int, ClubScreening]:
    """The newest screening of each of these athletes; whoever has none is missing.

    Args:
        before_id: leave out this `club_screening` and later ones, to find what there was before a round.
    """
    newest = sa.select(sa.func.max(ClubScreeningRow.id)).where(
        ClubScreeningRow.athlete_id.in_(tuple(athlete_ids))
    )
    if before_id is not None:
        newest = newest.where(ClubScreeningRow.id < before_id)
    found = tx.execute(
        _with_place().where(ClubScreeningRow.id.in_(newest.group_by(ClubScreeningRow.athlete_id)))
    )
    return {place.athlete_id: ClubScreening(place, screening) for place, screening in found}


def screenings_of_round(tx: Transaction, round_id: int) -> dict[int, ClubScreening]:
    """The newest screening of each athlete who answered in a round."""
    newest = (
        sa.select(sa.func.max(ClubScreeningRow.id))
        .where(ClubScreeningRow.round_id == round_id)
        .group_by(ClubScreeningRow.athlete_id)
    )
    found = tx.execute(_with_place().where(ClubScreeningRow.id.in_(newest)))
    return {place.athlete_id: ClubScreening(place, screening) for place, screening in found}
