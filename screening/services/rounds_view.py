"""How far a round has come: who has answered, who has begun, who has not. Nothing of what they answered."""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from screening.services.access import Action, Actor, ClubRef, reachable_squads, require
from screening.services.invitations import everybody_of
from screening.services.rounds import squad_name, the_round
from screening.services.rounds_dates import first_day, last_day
from screening.store import Store, Transaction
from screening.store.queries import athletes, rounds
from screening.store.tables.athlete import AthleteRow
from screening.store.tables.invitation import InvitationRow
from screening.store.tables.round import RoundRow

PAGE = 50


class Phase(enum.StrEnum):
    """Where a round stands."""

    COMING = "coming"
    OPEN = "open"
    OVER = "over"


class Progress(enum.StrEnum):
    """Where one athlete stands, in the order in which they are listed."""

    STARTED = "started"
    NOT_STARTED = "not_started"
    NOT_INVITED = "not_invited"
    """In the squad, and without an invitation: came later, or it was revoked."""
    ENDED = "ended"
    """The link is past its last day."""
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list. Days are ISO."""

    round_id: int
    name: str
    squad: str
    phase: Phase
    opens_on: str
    closes_on: str
    invited: int
    answered: int


@dataclass(frozen=True, slots=True)
class Invitee:
    """One athlete of a round; numbers are None for somebody without an invitation."""

    athlete_id: int
    name: str
    birth_year: int | None
    progress: Progress
    has_email: bool
    invitation_id: int | None = None
    ends_on: str | None = None
    reminded_on: str | None = None

    @property
    def can_answer(self) -> bool:
        """Whether there is a link to hand on."""
        return self.progress in {Progress.STARTED, Progress.NOT_STARTED}


@dataclass(frozen=True, slots=True)
class RoundPage:
    """Everything on the page of one round. `people` are those of one page of the list."""

    round_id: int
    squad_id: int
    name: str
    squad: str
    phase: Phase
    opens_on: str
    closes_on: str
    repeat_weeks: int | None
    counts: Mapping[Progress, int]
    people: tuple[Invitee, ...]
    page: int
    pages: int
    twins: frozenset[str]
    """Names that more than one athlete of the round has."""

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def waiting(self) -> int:
        """How many can still answer."""
        return self.counts[Progress.STARTED] + self.counts[Progress.NOT_STARTED]


def phase_of(row: RoundRow, now: dt.datetime) -> Phase:
    """Where a round stands."""
    if now < row.opens_at:
        return Phase.COMING
    return Phase.OPEN if now < row.closes_at else Phase.OVER


def round_lines(store: Store, actor: Actor, club_id: int, now: dt.datetime) -> tuple[RoundLine, ...]:
    """The rounds of the squads somebody looks after, the newest first.

    Raises:
        NotFound: this person runs no rounds in that club.
    """
    require(actor, Action.RUN_ROUND, ClubRef(club_id))
    with store.read(club=club_id) as tx:
        found = rounds.rounds_of_club(tx, reachable_squads(actor, club_id))
        return tuple(_line(tx, row, now) for row in found)


def squads_to_choose(store: Store, actor: Actor, club_id: int) -> tuple[tuple[str, str], ...]:
    """The squads for which somebody may open a round: number and name.

    Raises:
        NotFound: this person runs no rounds in that club.
    """
    require(actor, Action.RUN_ROUND, ClubRef(club_id))
    mine = reachable_squads(actor, club_id)
    with store.read(club=club_id) as tx:
        return tuple((str(row.id), row.name) for row in athletes.squads(tx) if mine is None or row.id in mine)


def round_page(
    store: Store, actor: Actor, club_id: int, round_id: int, now: dt.datetime, *, page: int = 1
) -> RoundPage:
    """The page of one round.

    Raises:
        NotFound: no such round for this person.
    """
    with store.read(club=club_id) as tx:
        row = the_round(tx, actor, round_id)
        people = _people(tx, row, now)
        squad = squad_name(tx, row.squad_id)
    pages = max(1, -(-len(people) // PAGE))
    here = min(max(page, 1), pages)
    names = Counter(one.name for one in people)
    return RoundPage(
        round_id=row.id,
        squad_id=row.squad_id,
        name=row.name,
        squad=squad,
        phase=phase_of(row, now),
        opens_on=first_day(row.opens_at).isoformat(),
        closes_on=last_day(row.closes_at).isoformat(),
        repeat_weeks=row.repeat_weeks,
        counts={kind: sum(one.progress is kind for one in people) for kind in Progress},
        people=tuple(people[(here - 1) * PAGE : here * PAGE]),
        page=here,
        pages=pages,
        twins=frozenset(name for name, count in names.items() if count > 1),
    )


def _line(tx: Transaction, row: RoundRow, now: dt.datetime) -> RoundLine:
    done = rounds.completion(tx, row.id)
    return RoundLine(
        row.id,
        row.name,
        squad_name(tx, row.squad_id),
        phase_of(row, now),
        first_day(row.opens_at).isoformat(),
        last_day(row.closes_at).isoformat(),
        done.invited,
        done.answered,
    )


def _people(tx: Transaction, row: RoundRow, now: dt.datetime) -> list[Invitee]:
    """Whoever was invited or is in the squad now: first those in the middle of it, last who is done."""
    newest = {one.athlete_id: one for one in rounds.invitations_of_round(tx, row.id)}
    members = {one.id: one for one in everybody_of(tx, row.squad_id)}
    others = [number for number in newest if number not in members]
    known = {**members, **{one.id: one for one in athletes.athletes_by_number(tx, others)}}
    listed = [_invitee(athlete, newest.get(number), now) for number, athlete in known.items()]
    order = list(Progress)
    return sorted(listed, key=lambda one: (order.index(one.progress), one.name.casefold(), one.athlete_id))


def _invitee(athlete: AthleteRow, found: InvitationRow | None, now: dt.datetime) -> Invitee:
    reminded = found.last_reminded_at if found is not None else None
    return Invitee(
        athlete_id=athlete.id,
        name=athlete.name,
        birth_year=athlete.birth_year,
        progress=_progress(found, now),
        has_email=bool(athlete.email),
        invitation_id=found.id if found is not None else None,
        ends_on=last_day(found.expires_at).isoformat() if found is not None else None,
        reminded_on=reminded.date().isoformat() if reminded is not None else None,
    )


def _progress(found: InvitationRow | None, now: dt.datetime) -> Progress:
    if found is None:
        return Progress.NOT_INVITED
    if found.used_at is not None:
        return Progress.ANSWERED
    if now >= found.expires_at:
        return Progress.ENDED
    return Progress.STARTED if found.draft_id is not None else Progress.NOT_STARTED
