"""The demonstration is made: a club, its people, two rounds, and the answers of most of them.

Results come from the rules by way of the same submit that everybody goes through.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from screening.domain.case.words import Side
from screening.domain.clubs import FilledBy, Role
from screening.domain.roster.name_keys import name_key
from screening.domain.rulebook import Rulebook
from screening.services.access import Actor, Membership
from screening.services.accounts.noted import note
from screening.services.accounts.tools import AccountTools
from screening.services.demonstration import consenting
from screening.services.demonstration.accounts import WayIn, make_account
from screening.services.demonstration.answering import Story, invented_answers, some_story
from screening.services.demonstration.cases import (
    InventedInjury,
    in_first_stage,
    in_fourth_stage,
    in_second_stage,
    just_opened,
    make_cases,
)
from screening.services.demonstration.people import InventedPerson, invented_people
from screening.services.demonstration.plan import (
    ACADEMY,
    CLUB,
    COUNTRY,
    FIRST_TEAM,
    OPEN_GROUP,
    PEOPLE,
    SEED,
    TIME_ZONE,
    DemonstrationPerson,
    DemonstrationSquad,
)
from screening.services.demonstration.rounds import Answering, answer_round, open_round
from screening.store import Transaction
from screening.store.tables.athlete import AthleteRow, GuardianLinkRow, SquadPlaceRow
from screening.store.tables.audit import Event
from screening.store.tables.club import ClubRow, SquadRow
from screening.store.tables.people import MembershipRow, MembershipSquadRow
from screening.store.tenancy import Reason

FIRST_ROUND_AGO = dt.timedelta(days=57)
SECOND_ROUND_AGO = dt.timedelta(days=1)
MADE_AGO = dt.timedelta(days=60)
AT_A_TIME = 50
"""Athletes in one transaction, so that others come to write in between."""

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class InventedAthlete:
    """An athlete of the demonstration with the number of its row."""

    id: int
    person: InventedPerson


@dataclass(frozen=True, slots=True)
class _MadeSquad:
    id: int
    plan: DemonstrationSquad
    athletes: tuple[InventedAthlete, ...]


@dataclass(frozen=True, slots=True, repr=False)
class MadeDemonstration:
    """How many there are, and how one signs in."""

    athletes: int
    answered: int
    ways_in: tuple[WayIn, ...]


@dataclass(frozen=True, slots=True)
class _Founded:
    club_id: int
    coach: int
    physio: int
    squads: tuple[_MadeSquad, ...]
    ways_in: tuple[WayIn, ...]


def how_many(*, large: bool) -> int:
    """The athletes of a demonstration."""
    return sum(squad.size for squad in _squads(large=large))


def make_demonstration(
    tools: AccountTools, rulebook: Rulebook, now: dt.datetime, *, large: bool, progress: Progress
) -> MadeDemonstration:
    """Make the club and have its athletes answer. The caller has looked whether it may be made here.

    Args:
        large: fill the open training group with 1,000 athletes.
        progress: is told how many more athletes are done.
    """
    founded = _found(tools, now, large=large)
    answered = 0
    for squad in founded.squads:
        if squad.athletes:
            answered += _live(tools, rulebook, founded, squad, now, progress)
    make_cases(tools.store, rulebook, _physio(founded, now), founded.club_id, _injuries(founded), now)
    return MadeDemonstration(sum(len(squad.athletes) for squad in founded.squads), answered, founded.ways_in)


def _physio(founded: _Founded, now: dt.datetime) -> Actor:
    member = Membership(founded.club_id, Role.PHYSIO)
    return Actor(founded.physio, (member,), second_factor=True, proved_at=now, club_id=founded.club_id)


def _injuries(founded: _Founded) -> tuple[InventedInjury, ...]:
    """Of the athlete and the ward who can sign in, and of the two with the stories of a strain and a tear."""
    mine, strained, torn = (one.id for one in founded.squads[0].athletes[:3])
    ward = youngest(founded.squads[1].athletes).id
    return (
        InventedInjury(mine, 14, Side.RIGHT, in_fourth_stage),
        InventedInjury(ward, 4, Side.LEFT, in_second_stage),
        InventedInjury(strained, 0, Side.LEFT, in_first_stage, from_screening=True),
        InventedInjury(torn, 0, Side.LEFT, just_opened, from_screening=True),
    )


def youngest(athletes: Sequence[InventedAthlete]) -> InventedAthlete:
    """The one for whom the guardian of the demonstration answers."""
    return max(athletes, key=lambda one: one.person.birth_date)


def _squads(*, large: bool) -> tuple[DemonstrationSquad, ...]:
    return (FIRST_TEAM, ACADEMY, *((OPEN_GROUP,) if large else ()))


def _found(tools: AccountTools, now: dt.datetime, *, large: bool) -> _Founded:
    """The club with its squads, athletes and people, in one transaction."""
    made_at = now - MADE_AGO
    with tools.store.write(everywhere=Reason.NEW_CLUB) as tx:
        club = ClubRow(
            name=CLUB,
            country=COUNTRY,
            time_zone=TIME_ZONE,
            created_at=made_at,
            responsible_clinician="Kim Physio",
            is_demonstration=True,
        )
        tx.add(club)
        tx.flush()
        tx.enter(club.id)
        filled = _squads(large=large)
        squads = tuple(_squad(tx, plan, made_at, fill=plan in filled) for plan in (*_squads(large=True),))
        people = [_person(tools, tx, one, squads, made_at) for one in PEOPLE]
        by_role = {way.role: account for account, way in people}
        note(tx, Event.CLUB_MADE, now, by=None, club=club.id, how="demonstration")
        club.responsible_account_id = by_role[Role.PHYSIO]
        tx.flush()
        return _Founded(
            club.id, by_role[Role.COACH], by_role[Role.PHYSIO], squads, tuple(way for _, way in people)
        )


def _squad(tx: Transaction, plan: DemonstrationSquad, at: dt.datetime, *, fill: bool) -> _MadeSquad:
    row = SquadRow(name=plan.name, sport=plan.life.sport)
    tx.add(row)
    tx.flush()
    chance = random.Random(f"{SEED} {plan.name}")  # noqa: S311 - invents people, not secrets
    people = list(islice(invented_people(chance, plan.born, plan.sexes), plan.size if fill else 0))
    rows = [
        AthleteRow(
            name=person.name,
            name_key=name_key(person.name),
            birth_date=person.birth_date,
            birth_year=int(person.birth_date[:4]),
            club_key=f"{plan.name[0]}{number:03d}",
            joined_at=at,
        )
        for number, person in enumerate(people, start=1)
    ]
    tx.add_all(rows)
    tx.flush()
    tx.add_all(SquadPlaceRow(squad_id=row.id, athlete_id=athlete.id, since=at) for athlete in rows)
    tx.flush()
    athletes = (InventedAthlete(one.id, person) for one, person in zip(rows, people, strict=True))
    return _MadeSquad(row.id, plan, tuple(athletes))


def _person(
    tools: AccountTools,
    tx: Transaction,
    person: DemonstrationPerson,
    squads: Sequence[_MadeSquad],
    at: dt.datetime,
) -> tuple[int, WayIn]:
    """An account in its role; the coach looks after every squad."""
    first, academy = squads[0].athletes, squads[1].athletes
    account, way = make_account(tools, tx, person, person.name or first[0].person.name, at)
    membership = MembershipRow(
        account_id=account, role=person.role, registration=person.registration, created_at=at
    )
    tx.add(membership)
    tx.flush()
    if person.role is Role.COACH:
        tx.add_all(MembershipSquadRow(membership_id=membership.id, squad_id=squad.id) for squad in squads)
    if person.role is Role.ATHLETE:
        tx.get_one(AthleteRow, first[0].id).account_id = account
    if person.role is Role.GUARDIAN:
        tx.add(
            GuardianLinkRow(
                athlete_id=youngest(academy).id,
                account_id=account,
                name=person.name,
                email=person.email,
                created_at=at,
            )
        )
    tx.flush()
    return account, way


def _live(
    tools: AccountTools,
    rulebook: Rulebook,
    founded: _Founded,
    squad: _MadeSquad,
    now: dt.datetime,
    progress: Progress,
) -> int:
    """Both rounds of a squad; gives how many answered in the second."""
    chance = random.Random(f"{SEED} answers {squad.plan.name}")  # noqa: S311 - invents answers, not secrets
    numbers = [athlete.id for athlete in squad.athletes]
    answered = 0
    rounds = [
        open_round(tools.store, founded.club_id, squad.id, numbers, name, founded.coach, now - ago)
        for name, ago in (("Start of term", FIRST_ROUND_AGO), ("This month", SECOND_ROUND_AGO))
    ]
    for start in range(0, len(numbers), AT_A_TIME):
        some = squad.athletes[start : start + AT_A_TIME]
        consenting.decide_for(tools.store, founded.club_id, some, now - FIRST_ROUND_AGO, chance)
        for number, (made, ago) in enumerate(zip(rounds, (FIRST_ROUND_AGO, SECOND_ROUND_AGO), strict=True)):
            answering = _answering(chance, rulebook, squad, some, start, now - ago, is_second=number == 1)
            answer_round(tools.store, rulebook, founded.club_id, made, answering)
            answered += len(answering) if number == 1 else 0
        progress(len(some))
    return answered


def _answering(
    chance: random.Random,
    rulebook: Rulebook,
    squad: _MadeSquad,
    some: Sequence[InventedAthlete],
    start: int,
    opened_at: dt.datetime,
    *,
    is_second: bool,
) -> list[Answering]:
    """Who of these athletes answers in a round, and what; some never do."""
    plan = squad.plan
    found = []
    for place, athlete in enumerate(some, start=start):
        told = is_second and place < len(plan.stories)
        if not told and chance.randrange(100) >= plan.answering:
            continue
        story = plan.stories[place] if told else some_story(chance) if is_second else Story.WELL
        at = opened_at + dt.timedelta(minutes=chance.randint(5, 20 * 60))
        age = athlete.person.age_on(at.date())
        answers = invented_answers(
            chance,
            rulebook.questionnaire,
            plan.life,
            age,
            athlete.person.sex,
            story,
            months_of_training=2 if is_second else 0,
        )
        by = FilledBy.GUARDIAN if age < consenting.own_age_here() else FilledBy.ATHLETE
        found.append(Answering(athlete.id, athlete.person.name, answers, by, at))
    return found
