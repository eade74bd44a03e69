"""Athletes as lists and single records: who they are and in which squads. Nothing of their answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from screening.domain.clubs import Sight
from screening.domain.consents import Decider, decider
from screening.domain.errors import NotFound
from screening.domain.roster.name_keys import look_alike_keys, name_key
from screening.services.access import Action, Actor, ClubRef, may, reachable_squads, require
from screening.services.consents import own_age_in
from screening.services.consents.states import birth_of
from screening.services.reach import athlete_ref
from screening.services.readable import Field, readable_fields
from screening.store import Store, Transaction
from screening.store.queries import athletes, audit, consents, roster
from screening.store.queries.athletes import PAGE
from screening.store.tables.athlete import AthleteRow
from screening.store.tables.audit import Event

MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class SquadName:
    """A squad to choose or to show."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class AthleteLine:
    """One athlete of a list. `has_twin`: somebody else has a name that looks the same."""

    id: int
    name: str
    birth_year: int | None
    club_key: str | None
    squads: tuple[str, ...]
    has_twin: bool


@dataclass(frozen=True, slots=True)
class AthletePage:
    """A page of a list of athletes. Pages count from 1; there is always one, which may be empty."""

    lines: tuple[AthleteLine, ...]
    squads: tuple[SquadName, ...]
    count: int
    page: int
    pages: int
    may_change: bool


@dataclass(frozen=True, slots=True)
class GuardianLine:
    """Somebody who answers for an athlete, by the number of the link."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class AthleteDetails:
    """What is known of who an athlete is, as far as the reader may see it.

    `hidden` names what is there or not without being shown. `twins` are others whose names look the same.
    """

    id: int
    name: str
    birth_date: str | None
    birth_year: int | None
    club_key: str | None
    email: str | None
    squads: tuple[SquadName, ...]
    guardians: tuple[GuardianLine, ...]
    needs_guardian: bool
    """The athlete is too young to decide alone, or no birth is known."""
    hidden: frozenset[Field]
    twins: tuple[AthleteLine, ...]
    version: int
    may_change: bool


def athlete_page(
    store: Store, actor: Actor, club_id: int, *, squad_id: int | None = None, search: str = "", page: int = 1
) -> AthletePage:
    """A page of the athletes somebody reaches, by name.

    Args:
        squad_id: only of this squad.
        search: parts of a name in any order and spelling, or a whole club number.
    Raises:
        NotFound: this person works for no such club, or there is no such squad for them.
    """
    require(actor, Action.SEE_PEOPLE, ClubRef(club_id))
    reached = reachable_squads(actor, club_id)
    with store.read(club=club_id) as tx:
        squads = _squads(tx, reached)
        if squad_id is not None and squad_id not in {squad.id for squad in squads}:
            raise NotFound("no such squad")
        ids = reached if squad_id is None else {squad_id}
        words, key = name_key(search).split(), " ".join(search.split())
        count = roster.count_athletes(tx, ids, name_words=words, club_key=key)
        pages = max(1, -(-count // PAGE))
        page = min(max(page, 1), pages)
        rows = roster.page_of_athletes(tx, ids, name_words=words, club_key=key, page=page)
        manages = may(actor, Action.MANAGE_ROSTER, ClubRef(club_id))
        return AthletePage(_lines(tx, rows, reached, squads), squads, count, page, pages, manages)


def squads_of_actor(store: Store, actor: Actor, club_id: int) -> tuple[SquadName, ...]:
    """The squads into which somebody may put athletes; archived ones are left out.

    Raises:
        NotFound: this person changes no roster of that club.
    """
    require(actor, Action.MANAGE_ROSTER, ClubRef(club_id))
    with store.read(club=club_id) as tx:
        return _squads(tx, reachable_squads(actor, club_id))


def athlete_details(
    store: Store, actor: Actor, club_id: int, athlete_id: int, now: dt.datetime
) -> AthleteDetails:
    """Who one athlete is; that somebody has looked is written down for the athlete.

    Raises:
        NotFound: there is no such athlete for this person.
    """
    with store.write(club=club_id) as tx:
        ref = athlete_ref(tx, athlete_id)
        require(actor, Action.SEE_PEOPLE, ref)
        row = athletes.athlete(tx, athlete_id)
        if ref is None or row is None:
            raise NotFound("no such athlete")
        readable = readable_fields(actor, ref, consents.allowed(tx, athlete_id))
        reached = reachable_squads(actor, club_id)
        manages = may(actor, Action.MANAGE_ROSTER, ref)
        found = _details(tx, row, readable, reached, now.date(), manages=manages)
        consents.note_seen(tx, [athlete_id], actor.account_id, Sight.PERSONAL_DETAILS, now)
        audit.record(
            tx,
            Event.RECORD_VIEWED,
            now,
            account_id=actor.account_id,
            athlete_id=athlete_id,
            detail={"what": Sight.PERSONAL_DETAILS},
        )
        return found


def _details(
    tx: Transaction,
    row: AthleteRow,
    readable: frozenset[Field],
    reached: frozenset[int] | None,
    today: dt.date,
    *,
    manages: bool,
) -> AthleteDetails:
    names = {squad.id: squad.name for squad in roster.all_squads(tx)}
    places = [place.squad_id for place in roster.open_places(tx, [row.id])[row.id]]
    guardians = athletes.guardians_of(tx, row.id)
    return AthleteDetails(
        id=row.id,
        name=row.name,
        birth_date=row.birth_date if Field.BIRTH_DATE in readable else None,
        birth_year=row.birth_year if Field.BIRTH_YEAR in readable else None,
        club_key=row.club_key if Field.CLUB_KEY in readable else None,
        email=row.email if Field.EMAIL in readable else None,
        squads=tuple(
            SquadName(number, names[number]) for number in places if reached is None or number in reached
        ),
        guardians=tuple(GuardianLine(one.id, one.name) for one in guardians)
        if Field.GUARDIANS in readable
        else (),
        needs_guardian=decider(birth_of(row), own_age_in(tx), today) is not Decider.ATHLETE,
        hidden=frozenset({Field.BIRTH_DATE, Field.EMAIL, Field.GUARDIANS} - readable),
        twins=twins_of(tx, row.name, reached, besides=row.id),
        version=row.version,
        may_change=manages,
    )


def twins_of(
    tx: Transaction, name: str, reached: frozenset[int] | None, *, besides: int | None = None
) -> tuple[AthleteLine, ...]:
    """Athletes within reach whose names look the same as this one."""
    found = {
        row.id: row
        for key in sorted(look_alike_keys(name))
        for row in athletes.look_alikes(tx, key)
        if row.id != besides
    }
    places = roster.open_places(tx, found)
    within = [
        row
        for row in found.values()
        if reached is None or any(place.squad_id in reached for place in places[row.id])
    ]
    return _lines(tx, within, reached, _squads(tx, reached))


def _squads(tx: Transaction, reached: frozenset[int] | None) -> tuple[SquadName, ...]:
    return tuple(
        SquadName(row.id, row.name) for row in athletes.squads(tx) if reached is None or row.id in reached
    )


def _lines(
    tx: Transaction,
    rows: Sequence[AthleteRow],
    reached: frozenset[int] | None,
    squads: Iterable[SquadName],
) -> tuple[AthleteLine, ...]:
    names = {squad.id: squad.name for squad in squads}
    places = roster.open_places(tx, [row.id for row in rows])
    shared = roster.shared_name_keys(tx, reached, {row.name_key for row in rows})
    return tuple(
        AthleteLine(
            row.id,
            row.name,
            row.birth_year,
            row.club_key,
            tuple(sorted(names[place.squad_id] for place in places[row.id] if place.squad_id in names)),
            row.name_key in shared,
        )
        for row in rows
    )
