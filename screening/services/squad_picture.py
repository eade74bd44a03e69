"""The coach's picture of a squad from what is kept: nothing is worked out again, and consents decide.

Each athlete is read as `readable_fields` says at this moment, so what somebody took back is gone at the next
request. Of a thousand athletes a few short columns are read, and no whole result.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.errors import NotFound
from screening.domain.rulebook import Rulebook
from screening.domain.squad.model import (
    BaseProgramme,
    Round,
    SquadMember,
    WeekDone,
)
from screening.domain.squad.picture import SquadPicture, picture_of
from screening.services.access import Action, Actor, require
from screening.services.club_day import club_day
from screening.services.reach import squad_ref
from screening.services.squad_members import members_of
from screening.services.squad_week import SquadWeek, base_of, kept_week
from screening.services.squad_weeks import weeks_done
from screening.store import Store, Transaction
from screening.store.queries import athletes, members, rounds, squad_pictures
from screening.store.queries.rounds import Completion
from screening.store.queries.squad_pictures import SquadAthlete
from screening.store.tables.club import SquadRow
from screening.store.tables.round import RoundRow

NO_ROUND = "No round yet"
MOST_ROUNDS = 50
COMPARED_AT_ONCE = 100
"""Athletes; the page of a larger squad opens without the change since an earlier round."""


@dataclass(frozen=True, slots=True)
class PastRound:
    """A round that this one can be compared with."""

    id: int
    name: str
    opened_on: dt.date


@dataclass(frozen=True, slots=True, repr=False)
class OpenSquad:
    """A squad as one person may see it at one moment.

    Args:
        round_id: the round that opened last; None where none was opened.
        completion: how far that round has come.
        earlier: the rounds before it, the newest first; `compared` is one of them, or None.
        youngest_age: in years, by the athletes whose birth is known.
    """

    squad_id: int
    picture: SquadPicture
    round_id: int | None
    completion: Completion | None
    earlier: tuple[PastRound, ...]
    compared: int | None
    sport: str | None
    week: SquadWeek | None
    youngest_age: int | None

    def base(self, rulebook: Rulebook) -> BaseProgramme | None:
        """The programme for everybody; None while nobody has said when the squad trains."""
        return base_of(self.week, self.sport, self.youngest_age, rulebook) if self.week else None


def open_squad(
    store: Store,
    actor: Actor,
    club_id: int,
    squad_id: int,
    rulebook: Rulebook,
    now: dt.datetime,
    *,
    since: int | None = None,
    action: Action = Action.SEE_AVAILABILITY,
    compares_always: bool = False,
) -> OpenSquad:
    """A squad with the newest answers of each athlete.

    Args:
        now: aware; its date is the day of the picture.
        since: the round to compare with; the one before the newest where there is no such round.
        compares_always: whether a large squad is compared without being asked, too.
    Raises:
        NotFound: there is no such squad for this person, or it was put away.
    """
    with store.read(club=club_id) as tx:
        require(actor, action, squad_ref(tx, squad_id))
        row = _in_use(athletes.squad(tx, squad_id))
        opened = [
            row for row in rounds.rounds_of_squad(tx, squad_id, most=MOST_ROUNDS) if row.opens_at <= now
        ]
        newest = opened[0] if opened else None
        earlier = tuple(PastRound(row.id, row.name, row.opens_at.date()) for row in opened[1:])
        people = squad_pictures.athletes_of(tx, squad_id)
        at_once = compares_always or len(people) <= COMPARED_AT_ONCE
        compared = _chosen(earlier, since, at_once=at_once)
        found = members_of(tx, actor, squad_id, people, compared, rulebook, club_day(tx, now))
        is_compared = at_once or compared is not None
        weeks = _weeks(tx, squad_id, found, earlier, compared, now.date()) if is_compared else ()
        of_round = _round(tx, row, newest, weeks, now.date(), follows=compared is not None)
        completion = rounds.completion(tx, newest.id) if newest else None
    return OpenSquad(
        squad_id=squad_id,
        picture=picture_of(found, of_round, rulebook, now.date()),
        round_id=newest.id if newest else None,
        completion=completion,
        earlier=earlier,
        compared=compared,
        sport=row.sport,
        week=kept_week(row),
        youngest_age=_youngest(people, now.date()),
    )


def _in_use(row: SquadRow | None) -> SquadRow:
    if row is None or row.archived_at is not None:
        raise NotFound("no such squad")
    return row


def _chosen(earlier: tuple[PastRound, ...], since: int | None, *, at_once: bool) -> int | None:
    """The round to compare with; a large squad is compared only where somebody asks for it."""
    known = [one.id for one in earlier]
    if since in known:
        return since
    return next(iter(known), None) if at_once else None


def _youngest(people: Sequence[SquadAthlete], today: dt.date) -> int | None:
    """The least age that anybody of the squad may have, in years."""
    dates = [one.birth_date for one in people if one.birth_date]
    years = [one.birth_year for one in people if one.birth_year and not one.birth_date]
    ages = [today.year - max(years) - 1] if years else []
    if dates:
        born = dt.date.fromisoformat(max(dates))
        ages.append(today.year - born.year - ((today.month, today.day) < (born.month, born.day)))
    return max(0, min(ages)) if ages else None


def _weeks(
    tx: Transaction,
    squad_id: int,
    found: Sequence[SquadMember],
    earlier: tuple[PastRound, ...],
    compared: int | None,
    today: dt.date,
) -> tuple[WeekDone, ...]:
    """The sessions since the round that is compared with, of everybody whose answers may be used."""
    used = {int(one.reference) for one in found if one.latest is not None}
    since = next((one.opened_on for one in earlier if one.id == compared), dt.date.min)
    return weeks_done(tx, squad_id, used, since, today)


def _round(
    tx: Transaction,
    squad: SquadRow,
    newest: RoundRow | None,
    weeks: tuple[WeekDone, ...],
    today: dt.date,
    *,
    follows: bool,
) -> Round:
    club = members.club(tx, tx.club)
    return Round(
        club=club.name if club else "",
        squad=squad.name,
        name=newest.name if newest else NO_ROUND,
        opened_on=newest.opens_at.date() if newest else today,
        weeks=weeks,
        follows=follows,
    )
