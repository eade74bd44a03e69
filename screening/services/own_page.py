"""What athletes and guardians see of themselves: results, consents, who can see and has seen, by one load."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.clubs import FilledBy
from screening.domain.consents import Decider
from screening.domain.errors import NotFound
from screening.services.access import Action, Actor
from screening.services.consents import ConsentPicture, consent_picture
from screening.services.own_data.files import require_own
from screening.services.own_who import Looked, Reader, who_can_see, who_has_seen
from screening.services.reach import athlete_ref
from screening.store import Store, Transaction
from screening.store.queries import athletes, club_screenings, members, own, rounds


@dataclass(frozen=True, slots=True)
class OwnAthlete:
    """Somebody whose pages one may open: oneself, or an athlete one answers for."""

    athlete_id: int
    name: str
    is_self: bool


@dataclass(frozen=True, slots=True)
class OwnResult:
    """One result. `link` is the token that opens it."""

    taken_on: str
    """ISO date."""
    filled_by: FilledBy
    round_name: str
    link: str


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Everything on the page of one athlete about themselves."""

    athlete: OwnAthlete
    club: str
    retention_months: int
    results: tuple[OwnResult, ...]
    consents: ConsentPicture
    readers: tuple[Reader, ...]
    looked: tuple[Looked, ...]
    is_held: bool

    @property
    def by_guardian(self) -> bool:
        """Whether the words are those for a guardian."""
        return not self.athlete.is_self


def own_athletes(store: Store, actor: Actor, club_id: int, now: dt.datetime) -> tuple[OwnAthlete, ...]:
    """Oneself and the athletes one decides for, in the club one works in."""
    with store.read(club=club_id) as tx:
        found = own.own_athletes(tx, actor.account_id)
        return tuple(
            OwnAthlete(row.id, row.name, is_self)
            for row in found
            if (is_self := row.account_id == actor.account_id) or _is_decided_for(tx, row.id, now)
        )


def _is_decided_for(tx: Transaction, athlete_id: int, now: dt.datetime) -> bool:
    return consent_picture(tx, athlete_id, now.date()).decider is not Decider.ATHLETE


def own_page(store: Store, actor: Actor, club_id: int, athlete_id: int, now: dt.datetime) -> OwnPage:
    """The page of one athlete for themselves, or for the guardian who decides for them.

    Raises:
        NotFound: for everybody else.
    """
    with store.read(club=club_id) as tx:
        require_own(tx, actor, Action.SEE_WHO_LOOKED, athlete_id, now)
        athlete, reference = athletes.athlete(tx, athlete_id), athlete_ref(tx, athlete_id, removed_too=True)
        club = members.club(tx, club_id)
        if athlete is None or reference is None or club is None:
            raise NotFound("no such athlete")
        picture = consent_picture(tx, athlete_id, now.date())
        return OwnPage(
            athlete=OwnAthlete(athlete_id, athlete.name, athlete.account_id == actor.account_id),
            club=club.name,
            retention_months=club.retention_months,
            results=_results(store, tx, athlete_id),
            consents=picture,
            readers=who_can_see(tx, reference, picture.allowed) if athlete.removed_at is None else (),
            looked=who_has_seen(tx, athlete_id),
            is_held=athlete.held_at is not None,
        )


def _results(store: Store, tx: Transaction, athlete_id: int) -> tuple[OwnResult, ...]:
    found = club_screenings.screenings_of_athlete(tx, athlete_id, most=200)
    names: dict[int | None, str] = {None: ""}
    for number in {one.place.round_id for one in found} - {None}:
        row = rounds.round_by_id(tx, number or 0)
        names[number] = row.name if row is not None else ""
    return tuple(
        OwnResult(
            taken_on=one.screening.taken_at.date().isoformat(),
            filled_by=one.place.filled_by,
            round_name=names[one.place.round_id],
            link=store.tokens.result_link(one.screening.seed),
        )
        for one in found
    )
