"""The coach's picture of a squad from what is kept: nothing is worked out again, and consents decide.

Each athlete is read as `readable_fields` says at this moment, so what somebody took back is gone at the next
request. Of a thousand athletes a few short columns are read, and no whole result.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from screening.domain.assessment import Assessment
from screening.domain.clubs import Purpose
from screening.domain.rulebook import Rulebook
from screening.domain.squad.facts import CoachFacts, facts_of
from screening.domain.squad.model import Answered, Permitted, Round, ScreeningSummary, SquadMember
from screening.domain.squad.picture import SquadPicture, picture_of, required_squad_rules
from screening.domain.squad.summary import summary_of
from screening.domain.vocabulary import Urgency
from screening.services.access import Action, Actor, AthleteRef, require
from screening.services.reach import squad_ref
from screening.services.readable import Field, readable_fields
from screening.services.squad_consents import allowed_in_squad
from screening.store import Store, Transaction
from screening.store.encoding import from_json, from_record
from screening.store.queries import athletes, members, rounds, squad_pictures
from screening.store.queries.rounds import Completion
from screening.store.queries.squad_pictures import KeptFacts, SquadAthlete
from screening.store.tables.round import RoundRow

NO_ROUND = "No round yet"
MOST_ROUNDS = 50


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
        earlier: the rounds before it, the newest first; `compared` is one of them.
    """

    squad_id: int
    picture: SquadPicture
    round_id: int | None
    completion: Completion | None
    earlier: tuple[PastRound, ...]
    compared: int | None


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
) -> OpenSquad:
    """A squad with the newest answers of each athlete.

    Args:
        now: aware; its date is the day of the picture.
        since: the round to compare with; the one before the newest where there is no such round.
    Raises:
        NotFound: there is no such squad for this person.
    """
    with store.read(club=club_id) as tx:
        require(actor, action, squad_ref(tx, squad_id))
        opened = [
            row for row in rounds.rounds_of_squad(tx, squad_id, most=MOST_ROUNDS) if row.opens_at <= now
        ]
        newest = opened[0] if opened else None
        earlier = tuple(PastRound(row.id, row.name, row.opens_at.date()) for row in opened[1:])
        compared = _chosen(earlier, since)
        found = _members(tx, actor, squad_id, compared, rulebook, now.date())
        of_round = _round(tx, squad_id, newest, now.date())
        completion = rounds.completion(tx, newest.id) if newest else None
    return OpenSquad(
        squad_id=squad_id,
        picture=picture_of(found, of_round, rulebook, now.date()),
        round_id=newest.id if newest else None,
        completion=completion,
        earlier=earlier,
        compared=compared,
    )


def _chosen(earlier: tuple[PastRound, ...], since: int | None) -> int | None:
    known = [one.id for one in earlier]
    return since if since in known else next(iter(known), None)


def _round(tx: Transaction, squad_id: int, newest: RoundRow | None, today: dt.date) -> Round:
    club, squad = members.club(tx, tx.club), athletes.squad(tx, squad_id)
    return Round(
        club=club.name if club else "",
        squad=squad.name if squad else "",
        name=newest.name if newest else NO_ROUND,
        opened_on=newest.opens_at.date() if newest else today,
    )


def _members(
    tx: Transaction, actor: Actor, squad_id: int, compared: int | None, rulebook: Rulebook, today: dt.date
) -> list[SquadMember]:
    found = squad_pictures.athletes_of(tx, squad_id)
    allowed = allowed_in_squad(tx, squad_id, found, today)
    rights = _Rights(actor, tx.club, squad_id)
    reading = _Reading(tx, rulebook, squad_pictures.recalled_in(tx, squad_id))
    latest = reading.answered(squad_pictures.newest_facts(tx, squad_id))
    before = (
        reading.answered(squad_pictures.newest_facts(tx, squad_id, round_id=compared)) if compared else {}
    )
    return [_member(one, rights.of(allowed[one.id]), latest.get(one.id), before.get(one.id)) for one in found]


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
            self._known[text] = self._summary(from_record(from_json(text), CoachFacts))
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
