"""The roster of the transaction's club: lists of athletes, everybody's squads, and who looks after them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from screening.domain.clubs import Role, Sight
from screening.store.queries.athletes import PAGE
from screening.store.store import Transaction
from screening.store.tables.account import AccountRow
from screening.store.tables.athlete import AthleteRow, GuardianLinkRow, SquadPlaceRow
from screening.store.tables.club import ClubRow, SquadRow
from screening.store.tables.consent import ViewedRow
from screening.store.tables.people import MembershipRow, MembershipSquadRow

_AT_A_TIME = 500
"""Numbers in one statement: databases bound how many it may have."""


def hold(tx: Transaction) -> None:
    """Let nobody else change squads or athletes of the club until the commit."""
    tx.execute(sa.select(ClubRow.id).where(ClubRow.id == tx.club).with_for_update())


def all_squads(tx: Transaction) -> Sequence[SquadRow]:
    """Every squad, archived ones last, by name."""
    return tx.scalars(
        sa.select(SquadRow).order_by(SquadRow.archived_at.is_not(None), SquadRow.name, SquadRow.id)
    ).all()


def sizes_of_squads(tx: Transaction) -> dict[int, int]:
    """How many athletes each squad has now."""
    rows = tx.execute(
        sa.select(SquadPlaceRow.squad_id, sa.func.count().label("amount"))
        .join(AthleteRow, AthleteRow.id == SquadPlaceRow.athlete_id)
        .where(SquadPlaceRow.until.is_(None), AthleteRow.removed_at.is_(None))
        .group_by(SquadPlaceRow.squad_id)
    )
    return {row.squad_id: row.amount for row in rows}


def coaches(tx: Transaction) -> list[tuple[int, AccountRow]]:
    """The coaches of the club, as membership and account, by name."""
    rows = tx.execute(
        sa.select(MembershipRow.id, AccountRow)
        .join(AccountRow, AccountRow.id == MembershipRow.account_id)
        .where(MembershipRow.role == Role.COACH, MembershipRow.ended_at.is_(None))
        .order_by(AccountRow.name, AccountRow.email_key)
    )
    return [(membership_id, account) for membership_id, account in rows]


def coach_membership(tx: Transaction, account_id: int) -> int | None:
    """The membership by which an account is a coach of the club."""
    return tx.scalar(
        sa.select(MembershipRow.id).where(
            MembershipRow.account_id == account_id,
            MembershipRow.role == Role.COACH,
            MembershipRow.ended_at.is_(None),
        )
    )


def who_looks_after(tx: Transaction) -> dict[int, frozenset[int]]:
    """The memberships that look after each squad; a squad without one is left out."""
    found: dict[int, set[int]] = defaultdict(set)
    for row in tx.scalars(sa.select(MembershipSquadRow)):
        found[row.squad_id].add(row.membership_id)
    return {squad_id: frozenset(memberships) for squad_id, memberships in found.items()}


def look_after(tx: Transaction, squad_id: int, membership_ids: Collection[int]) -> None:
    """Have these memberships, and no others, look after a squad."""
    there = who_looks_after(tx).get(squad_id, frozenset())
    gone = sorted(there - set(membership_ids))
    tx.execute(
        sa.delete(MembershipSquadRow).where(
            MembershipSquadRow.squad_id == squad_id, MembershipSquadRow.membership_id.in_(gone)
        )
    )
    new = sorted(set(membership_ids) - there)
    tx.add_all(MembershipSquadRow(membership_id=number, squad_id=squad_id) for number in new)
    tx.flush()


def _reached(squad_ids: Collection[int] | None) -> sa.ColumnElement[bool]:
    """Athletes who are in one of these squads now; None for everybody."""
    if squad_ids is None:
        return sa.true()
    places = sa.select(SquadPlaceRow.athlete_id).where(
        SquadPlaceRow.squad_id.in_(sorted(squad_ids)), SquadPlaceRow.until.is_(None)
    )
    return AthleteRow.id.in_(places)


def _wanted(
    squad_ids: Collection[int] | None, name_words: Sequence[str], club_key: str
) -> sa.ColumnElement[bool]:
    wanted = sa.and_(AthleteRow.removed_at.is_(None), _reached(squad_ids))
    if not name_words and not club_key:
        return wanted
    named = sa.and_(*(AthleteRow.name_key.contains(word, autoescape=True) for word in name_words))
    return sa.and_(wanted, sa.or_(named if name_words else sa.false(), AthleteRow.club_key == club_key))


def page_of_athletes(
    tx: Transaction,
    squad_ids: Collection[int] | None,
    *,
    name_words: Sequence[str] = (),
    club_key: str = "",
    page: int = 1,
    most: int = PAGE,
) -> Sequence[AthleteRow]:
    """A page of the athletes of these squads by name.

    Args:
        squad_ids: None for the whole club.
        name_words: parts that the name key has to hold, every one of them; or the athlete has `club_key`.
        page: from 1.
    """
    return tx.scalars(
        sa.select(AthleteRow)
        .where(_wanted(squad_ids, name_words, club_key))
        .order_by(AthleteRow.name_key, AthleteRow.id)
        .offset((page - 1) * most)
        .limit(most)
    ).all()


def count_athletes(
    tx: Transaction,
    squad_ids: Collection[int] | None,
    *,
    name_words: Sequence[str] = (),
    club_key: str = "",
) -> int:
    """How many there are on all pages."""
    counted = sa.select(sa.func.count()).select_from(AthleteRow)
    return tx.scalar(counted.where(_wanted(squad_ids, name_words, club_key))) or 0


def shared_name_keys(
    tx: Transaction, squad_ids: Collection[int] | None, name_keys: Collection[str]
) -> frozenset[str]:
    """Those of the keys that two athletes or more have."""
    return frozenset(
        tx.scalars(
            sa.select(AthleteRow.name_key)
            .where(_wanted(squad_ids, (), ""), AthleteRow.name_key.in_(sorted(name_keys)))
            .group_by(AthleteRow.name_key)
            .having(sa.func.count() > 1)
        )
    )


def athletes_by_id(tx: Transaction, athlete_ids: Iterable[int]) -> dict[int, AthleteRow]:
    """These athletes, removed ones included."""
    return {
        row.id: row
        for some in _parts(athlete_ids)
        for row in tx.scalars(sa.select(AthleteRow).where(AthleteRow.id.in_(some)))
    }


def open_places(tx: Transaction, athlete_ids: Iterable[int]) -> dict[int, list[SquadPlaceRow]]:
    """The squads in which these athletes are now."""
    return _by_athlete(tx, SquadPlaceRow, SquadPlaceRow.until.is_(None), athlete_ids)


def open_guardians(tx: Transaction, athlete_ids: Iterable[int]) -> dict[int, list[GuardianLinkRow]]:
    """Who answers for these athletes now, the oldest first."""
    return _by_athlete(tx, GuardianLinkRow, GuardianLinkRow.ended_at.is_(None), athlete_ids)


def _by_athlete(
    tx: Transaction, kind: Any, condition: sa.ColumnElement[bool], athlete_ids: Iterable[int]
) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for some in _parts(athlete_ids):
        wanted = sa.select(kind).where(kind.athlete_id.in_(some), condition)
        for row in tx.scalars(wanted.order_by(kind.id)):
            found[row.athlete_id].append(row)
    return found


def ever_in_squads(tx: Transaction, squad_ids: Collection[int] | None) -> Sequence[AthleteRow]:
    """Whoever is or was in these squads, and whoever was removed; None for everybody the club knows."""
    wanted = sa.select(AthleteRow).order_by(AthleteRow.id)
    if squad_ids is not None:
        places = sa.select(SquadPlaceRow.athlete_id, SquadPlaceRow.until)
        places = places.where(SquadPlaceRow.squad_id.in_(sorted(squad_ids)))
        here = sa.select(places.where(SquadPlaceRow.until.is_(None)).subquery().c.athlete_id)
        once = sa.select(places.subquery().c.athlete_id)
        wanted = wanted.where(
            sa.or_(
                AthleteRow.id.in_(here), sa.and_(AthleteRow.removed_at.is_not(None), AthleteRow.id.in_(once))
            )
        )
    return tx.scalars(wanted).all()


def seen_since(tx: Transaction, account_id: int, what: Sight, since: dt.datetime) -> frozenset[int]:
    """The athletes of whom an account has seen this since then."""
    return frozenset(
        tx.scalars(
            sa.select(ViewedRow.athlete_id).where(
                ViewedRow.account_id == account_id, ViewedRow.what == what, ViewedRow.at >= since
            )
        )
    )


def keys_in_use(tx: Transaction) -> Mapping[str, int]:
    """Every club number of somebody who was not removed, with whose it is."""
    rows = tx.execute(
        sa.select(AthleteRow.club_key, AthleteRow.id).where(
            AthleteRow.club_key.is_not(None), AthleteRow.removed_at.is_(None)
        )
    )
    return {club_key: athlete_id for club_key, athlete_id in rows if club_key is not None}


def _parts(numbers: Iterable[int]) -> Iterable[list[int]]:
    every = sorted(set(numbers))
    return (every[start : start + _AT_A_TIME] for start in range(0, len(every), _AT_A_TIME))
