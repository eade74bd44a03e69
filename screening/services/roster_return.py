"""Athletes who were removed from the club by hand or by a roster, and the way back for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from screening.domain.errors import InvalidAnswers, NotFound, OutOfDate, Problem
from screening.domain.roster.fields import RosterField
from screening.domain.roster.values import value_problem
from screening.services.access import Action, Actor, AthleteRef, ClubRef, reachable_squads, require
from screening.services.accounts.emails import one_line
from screening.services.people import SquadName, twins_of
from screening.services.reach import athlete_ref
from screening.services.roster_person import HasTwins, note_change, squads_wanted
from screening.store import Store, Transaction
from screening.store.queries import athletes, leaving, roster
from screening.store.queries.athletes import PAGE
from screening.store.tables.athlete import AthleteRow, SquadPlaceRow

TAKEN = "Somebody else in the club has this number now. Type another one, or leave it empty"


@dataclass(frozen=True, slots=True)
class LeftAthlete:
    """Somebody who was removed and is still kept.

    `squads` are those of this reader that they left on the day they were removed.
    """

    id: int
    name: str
    birth_year: int | None
    club_key: str | None
    left_at: dt.datetime
    squads: tuple[SquadName, ...]
    version: int


@dataclass(frozen=True, slots=True)
class LeftPage:
    """A page of those who left, the latest first. Pages count from 1; there is always one."""

    lines: tuple[LeftAthlete, ...]
    count: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ReturnWish:
    """What a form says about somebody who comes back; an empty number takes the old one away."""

    club_key: str = ""
    squads: frozenset[int] = frozenset()
    is_somebody_else: bool = False


def athletes_who_left(store: Store, actor: Actor, club_id: int, page: int = 1) -> LeftPage:
    """Those who left, as far as this person may put them back.

    Raises:
        NotFound: this person changes no roster of that club.
    """
    require(actor, Action.MANAGE_ROSTER, ClubRef(club_id))
    reached = reachable_squads(actor, club_id)
    with store.read(club=club_id) as tx:
        count = leaving.count_removed(tx, reached)
        pages = max(1, -(-count // PAGE))
        page = min(max(page, 1), pages)
        rows = leaving.page_of_removed(tx, reached, page=page, most=PAGE)
        return LeftPage(_lines(tx, rows, reached), count, page, pages)


def athlete_who_left(store: Store, actor: Actor, club_id: int, athlete_id: int) -> LeftAthlete:
    """One of them.

    Raises:
        NotFound: there is no such athlete for this person, or they are in the club.
    """
    with store.read(club=club_id) as tx:
        require(actor, Action.MANAGE_ROSTER, _ref_of_removed(tx, athlete_id))
        rows = [row for row in athletes.athletes_by_number(tx, [athlete_id]) if row.removed_at is not None]
        return _lines(tx, rows, reachable_squads(actor, club_id))[0]


def put_back(
    store: Store,
    actor: Actor,
    club_id: int,
    athlete_id: int,
    wish: ReturnWish,
    version: int,
    now: dt.datetime,
) -> None:
    """Put an athlete back into the club and into squads; removing them again undoes it.

    Invitations that ended with the removal stay ended: their links may be in other hands by now.

    Args:
        version: of the athlete that the form was made from.
    Raises:
        NotFound: as for `athlete_who_left`.
        OutOfDate: somebody else changed it since then.
        HasTwins: somebody in the club is called alike; sent again with `is_somebody_else` it is taken.
        InvalidAnswers: no squad of theirs was chosen, or the number cannot be used.
    """
    with store.write(club=club_id) as tx:
        roster.hold(tx)
        require(actor, Action.MANAGE_ROSTER, _ref_of_removed(tx, athlete_id))
        row = athletes.athlete(tx, athlete_id, for_update=True)
        if row is None:
            raise NotFound("no such athlete")
        if row.version != version:
            raise OutOfDate("the athlete was changed in the meantime")
        reached = reachable_squads(actor, club_id)
        club_key = _number(tx, one_line(wish.club_key))
        squads = squads_wanted(tx, wish.squads, reached, must_have_one=reached is not None)
        twins = twins_of(tx, row.name, reached, besides=row.id)
        if twins and not wish.is_somebody_else:
            raise HasTwins(twins)
        row.removed_at, row.club_key = None, club_key
        row.version += 1
        tx.flush()
        for squad_id in sorted(squads):
            athletes.put_into_squad(tx, athlete_id, squad_id, now)
        note_change(tx, actor, row, now, what="returned")


def _ref_of_removed(tx: Transaction, athlete_id: int) -> AthleteRef | None:
    """Whoever left is within reach by the squads they ever were in, as it is for a roster."""
    row = athletes.athlete(tx, athlete_id)
    ref = athlete_ref(tx, athlete_id, removed_too=True)
    if ref is None or row is None or row.removed_at is None:
        return None
    return replace(ref, squad_ids=leaving.squads_ever_of(tx, athlete_id))


def _number(tx: Transaction, typed: str) -> str | None:
    if not typed:
        return None
    wrong = value_problem(RosterField.CLUB_KEY, typed)
    if wrong is None and athletes.athlete_by_club_key(tx, typed) is not None:
        wrong = TAKEN
    if wrong:
        raise InvalidAnswers([Problem("club_key", wrong)])
    return typed


def _lines(
    tx: Transaction, rows: Sequence[AthleteRow], reached: frozenset[int] | None
) -> tuple[LeftAthlete, ...]:
    offered = {row.id: row.name for row in athletes.squads(tx) if reached is None or row.id in reached}
    places = leaving.places_ever_of(tx, [row.id for row in rows])
    return tuple(
        LeftAthlete(
            id=row.id,
            name=row.name,
            birth_year=row.birth_year,
            club_key=row.club_key,
            left_at=row.removed_at,
            squads=_left_then(row.removed_at, places.get(row.id, ()), offered),
            version=row.version,
        )
        for row in rows
        if row.removed_at is not None
    )


def _left_then(
    at: dt.datetime, places: Sequence[SquadPlaceRow], offered: dict[int, str]
) -> tuple[SquadName, ...]:
    """A place ends at the moment of the removal, or at its beginning where the clock was set back."""
    squads = {one.squad_id for one in places if one.until is not None and one.until >= at}
    return tuple(SquadName(number, name) for number, name in offered.items() if number in squads)
