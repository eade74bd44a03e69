"""The poster on the wall leads to a page that asks for a code and a name; it never tells a name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.errors import NotFound
from screening.domain.roster.name_keys import name_key
from screening.services.accounts.limits import Counted, tried
from screening.services.accounts.tools import AccountTools
from screening.services.rounds import squad_name
from screening.services.rounds_dates import first_day, last_day
from screening.services.rounds_view import Phase, phase_of
from screening.store import Store, Transaction
from screening.store.queries import athletes, members, rounds
from screening.store.tables.round import RoundRow
from screening.store.tenancy import Reason
from screening.store.tokens import digest

MISSES_BY_ADDRESS = 40
"""A whole squad sits behind one address, and each may mistype once or twice; in a quarter of an hour."""
MISSES_BY_POSTER = 400
LONGEST_CODE = 20
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Wall:
    """What everybody sees who scans the poster. Days are ISO."""

    club: str
    squad: str
    phase: Phase
    opens_on: str
    closes_on: str


def wall_of(store: Store, token: str, now: dt.datetime) -> Wall:
    """The page behind a poster. Looking changes nothing.

    Raises:
        NotFound: no such poster.
    """
    with store.read(everywhere=Reason.LINK) as tx:
        row = _round_of(tx, token)
        club = members.club(tx, row.club_id)
        return Wall(
            club.name if club is not None else "",
            squad_name(tx, row.squad_id),
            phase_of(row, now),
            first_day(row.opens_at).isoformat(),
            last_day(row.closes_at).isoformat(),
        )


def let_in(
    tools: AccountTools, token: str, code: str, name: str, address: str, now: dt.datetime
) -> str | None:
    """The invitation that a code and a name open; None where they fit nobody. Misses are counted.

    Args:
        address: where the request came from, as far as that can be believed.
    Raises:
        NotFound: no such poster.
        TooManyTries: too many codes did not fit.
    """
    counts = (
        Counted("round code from", address, MISSES_BY_ADDRESS),
        Counted("round code at", digest(token), MISSES_BY_POSTER),
    )
    with tried(tools, counts, now) as went_well:
        found = _invitation_for(tools.store, token, code[:LONGEST_CODE], name[:LONGEST_NAME])
        went_well.append(found is not None)
        return found


def fits(typed: str, name: str) -> bool:
    """Whether what somebody typed as their name is that name, or a part of it such as the first name.

    Case, accents and the order of words do not matter. The code is the secret; the name shows that the
    right person has the right code.
    """
    words = set(name_key(typed).split())
    return bool(words) and words <= set(name_key(name).split())


def _invitation_for(store: Store, token: str, code: str, name: str) -> str | None:
    with store.read(everywhere=Reason.LINK) as tx:
        about = _round_of(tx, token)
        row = rounds.invitation_by_code(tx, about.id, store.tokens.round_code_digest(code))
        athlete = athletes.athlete(tx, row.athlete_id) if row is not None else None
        if row is None or athlete is None or not fits(name, athlete.name):
            return None
        link = store.tokens.invitation_link(row.seed)
        return link if digest(link) == row.token_digest else None


def _round_of(tx: Transaction, token: str) -> RoundRow:
    """The round of a poster, the transaction gone on into its club."""
    poster = rounds.poster_by_token(tx, digest(token))
    if poster is None:
        raise NotFound("no such poster")
    tx.enter(poster.club_id)
    row = rounds.round_by_id(tx, poster.round_id)
    if row is None:
        raise NotFound("no such round")
    return row
