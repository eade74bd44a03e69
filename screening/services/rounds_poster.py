"""The poster of a round: one address for the whole squad, and a code of their own for each athlete."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.errors import NotFound
from screening.services.access import Actor
from screening.services.rounds import squad_name, the_round
from screening.services.rounds_dates import last_day
from screening.store import Store
from screening.store.queries import members, rounds
from screening.store.tokens import digest


@dataclass(frozen=True, slots=True, repr=False)
class Poster:
    """What hangs on the wall. The day is ISO."""

    token: str
    club: str
    squad: str
    closes_on: str


def poster_of_round(store: Store, actor: Actor, club_id: int, round_id: int, now: dt.datetime) -> Poster:
    """The poster of a round that is not over.

    Raises:
        NotFound: no such round for this person, it is over, or the server's secret has changed since.
    """
    with store.read(club=club_id) as tx:
        row = the_round(tx, actor, round_id)
        found = next(iter(rounds.posters_of_round(tx, row.id)), None)
        club = members.club(tx, club_id)
        if found is None or club is None or now >= row.closes_at:
            raise NotFound("no poster any more")
        token = store.tokens.poster_link(found.seed)
        if digest(token) != found.token_digest:
            raise NotFound("the address of this poster can no longer be told")
        return Poster(token, club.name, squad_name(tx, row.squad_id), last_day(row.closes_at).isoformat())
