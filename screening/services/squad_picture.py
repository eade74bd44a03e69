"""The coach's picture of a squad from what is kept: nothing is worked out again, and consents decide.

Each athlete is read as `readable_fields` says at this moment, so what somebody took back is gone at the next
request. Of a thousand athletes a few short columns are read, and no whole result.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from screening.domain.assessment import Assessment
from screening.domain.clubs import Purpose
from screening.domain.errors import NotFound
from screening.domain.rulebook import Rulebook
from screening.domain.squad.facts import CoachFacts, facts_of
from screening.domain.squad.model import (
    Answered,
    BaseProgramme,
    Permitted,
    Round,
    ScreeningSummary,
    SquadMember,
    WeekDone,
)
from screening.domain.squad.picture import SquadPicture, picture_of, required_squad_rules
from screening.domain.squad.summary import summary_of
from screening.domain.vocabulary import Urgency
from screening.services.access import CLINICIANS, Action, Actor, AthleteRef, require
from screening.services.reach import squad_ref
from screening.services.readable import OPENED_BY, Field, readable_fields
from screening.services.squad_consents import allowed_in_squad
from screening.services.squad_week import SquadWeek, base_of, kept_week
from screening.services.squad_weeks import weeks_done
from screening.store import Store, Transaction
from screening.store.encoding import from_record, from_text
from screening.store.queries import athletes, members, rounds, squad_pictures
from screening.store.queries.rounds import Completion
from screening.store.queries.squad_pictures import KeptFacts, SquadAthlete
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
        found = _members(tx, actor, squad_id, people, compared, rulebook, now.date())
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


def _members(
    tx: Transaction,
    actor: Actor,
    squad_id: int,
    found: Sequence[SquadAthlete],
    compared: int | None,
    rulebook: Rulebook,
    today: dt.date,
) -> list[SquadMember]:
    allowed = allowed_in_squad(tx, squad_id, found, today, _purposes_for(actor, tx.club))
    rights = _Rights(actor, tx.club, squad_id)
    reading = _Reading(tx, rulebook, squad_pictures.recalled_in(tx, squad_id))
    latest = reading.answered(squad_pictures.newest_facts(tx, squad_id))
    before = (
        reading.answered(squad_pictures.newest_facts(tx, squad_id, round_id=compared)) if compared else {}
    )
    return [_member(one, rights.of(allowed[one.id]), latest.get(one.id), before.get(one.id)) for one in found]


def _purposes_for(actor: Actor, club_id: int) -> frozenset[Purpose]:
    """The purposes on which it depends what this person may read; see `readable_fields`."""
    of_clinicians = {Purpose.PHYSIO_CLINICAL} if actor.roles_in(club_id) & CLINICIANS else set()
    return frozenset(OPENED_BY) | of_clinicians


def _member(athlete: SquadAthlete, right: Right, latest: Kept | None, before: Kept | None) -> SquadMember:
    """One athlete; somebody whose answers may not be used is as one who has given none."""
    may_read = right.training and latest is not None
    is_later = before is not None and latest is not None and latest.screening_id > before.screening_id
    return SquadMember(
        reference=str(athlete.id),
        name=athlete.name,
        permitted=right.permitted,
        latest=latest.answered if may_read and latest else None,
        previous=before.answered if may_read and is_later and before else None,
        key=athlete.club_key,
    )


@dataclass(frozen=True, slots=True)
class Right:
    """What somebody may know of an athlete: about training at all, and what was opened."""

    training: bool
    permitted: Permitted


class _Rights:
    """What one person may read of athletes of one squad; athletes who allow the same are asked about once."""

    def __init__(self, actor: Actor, club_id: int, squad_id: int) -> None:
        self._actor = actor
        # Nobody in particular: one's own record is on the athlete's own page, not on this one.
        self._somebody = AthleteRef(club_id, athlete_id=0, squad_ids=frozenset({squad_id}))
        self._known: dict[frozenset[Purpose], Right] = {}

    def of(self, allowed: frozenset[Purpose]) -> Right:
        """The right where an athlete allows this."""
        if allowed not in self._known:
            fields = readable_fields(self._actor, self._somebody, allowed)
            permitted = Permitted(
                reason=Field.ONE_REASON in fields,
                factors=Field.OPEN_FACTORS in fields,
                band=Field.BAND in fields,
            )
            self._known[allowed] = Right(Field.AVAILABILITY in fields, permitted)
        return self._known[allowed]


@dataclass(frozen=True, slots=True)
class Kept:
    """Answers as they were kept, with their number: a later one has a higher number."""

    screening_id: int
    answered: Answered


class _Reading:
    """Makes summaries of kept facts, each different text once."""

    def __init__(self, tx: Transaction, rulebook: Rulebook, recalled: Mapping[int, Urgency]) -> None:
        self._tx, self._rulebook, self._recalled = tx, rulebook, recalled
        self._rules = required_squad_rules(rulebook)
        self._known: dict[str, ScreeningSummary] = {}

    def answered(self, found: Mapping[int, KeptFacts]) -> dict[int, Kept]:
        """The answers by athlete."""
        whole = [one.screening_id for one in found.values() if one.facts is None]
        results = squad_pictures.assessments(self._tx, whole) if whole else {}
        made = {}
        for athlete_id, one in found.items():
            summary = self._of_text(one.facts) if one.facts else self._of_result(results[one.screening_id])
            made[athlete_id] = Kept(
                one.screening_id, Answered(self._as_recalled(one, summary), dt.date.fromisoformat(one.on))
            )
        return made

    def _of_text(self, text: str) -> ScreeningSummary:
        if text not in self._known:
            self._known[text] = self._summary(from_text(text, CoachFacts))
        return self._known[text]

    def _of_result(self, record: dict[str, object]) -> ScreeningSummary:
        """From the whole result, for what was kept before the facts stood beside it."""
        return self._summary(facts_of(from_record(record, Assessment), self._rules, self._rulebook.risk))

    def _summary(self, facts: CoachFacts) -> ScreeningSummary:
        return summary_of(facts, self._rules, self._rulebook.risk)

    def _as_recalled(self, one: KeptFacts, summary: ScreeningSummary) -> ScreeningSummary:
        """Newer rules may ask for more haste than the result did; they never ask for less."""
        newer = self._recalled.get(one.screening_id)
        if newer is None or (summary.urgency is not None and summary.urgency <= newer):
            return summary
        return replace(summary, urgency=newer)
