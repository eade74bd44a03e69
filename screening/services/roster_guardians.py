"""Who answers for an athlete who is too young to decide alone: added by hand, and ended by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.consents import Decider, decider
from screening.domain.errors import InvalidAnswers, NotFound, Problem
from screening.services.access import Action, Actor, AthleteRef, require
from screening.services.accounts.emails import email_key, email_problem, name_problem, one_line
from screening.services.consents import own_age_in
from screening.services.consents.states import birth_of
from screening.services.reach import athlete_ref
from screening.services.readable import Field, readable_fields
from screening.services.roster_person import note_change
from screening.store import Store, Transaction
from screening.store.queries import athletes, consents, roster, roster_writing
from screening.store.tables.athlete import AthleteRow

MOST = 6
"""So many may answer for one athlete at a time."""
TOO_MANY = f"{MOST} people answer for this athlete already. An administrator can take one away first"


@dataclass(frozen=True, slots=True)
class GuardianWish:
    """What a form says about a parent or guardian; texts as typed."""

    name: str = ""
    email: str = ""


def add_guardian(
    store: Store, actor: Actor, club_id: int, athlete_id: int, wish: GuardianWish, now: dt.datetime
) -> None:
    """Have somebody answer for an athlete from now on. Whoever does so already is not written twice.

    Raises:
        NotFound: there is no such athlete for this person.
        InvalidAnswers: the name or the address cannot be used, or the athlete decides alone.
    """
    with store.write(club=club_id) as tx:
        _, row = _held(tx, actor, athlete_id)
        name, email = one_line(wish.name), wish.email.strip()
        problems = [
            problem
            for problem in (
                name_problem("guardian_name", name, "the name of the parent or guardian"),
                email_problem("guardian_email", email),
            )
            if problem is not None
        ]
        if problems:
            raise InvalidAnswers(problems)
        _require_room(tx, row, now)
        there = athletes.guardians_of(tx, athlete_id)
        if any(email_key(one.email) == email_key(email) for one in there):
            return
        if len(there) >= MOST:
            raise InvalidAnswers([Problem("guardian_name", TOO_MANY)])
        roster_writing.add_guardians(tx, [(athlete_id, name, email)], now)
        row.version += 1
        note_change(tx, actor, row, now, what="guardian_added")


def end_guardian(
    store: Store, actor: Actor, club_id: int, athlete_id: int, link_id: int, now: dt.datetime
) -> None:
    """Have somebody no longer answer for an athlete; what they decided stays as it is.

    Raises:
        NotFound: there is no such athlete or guardian for this person, or their names are not for them.
    """
    with store.write(club=club_id) as tx:
        ref, row = _held(tx, actor, athlete_id)
        readable = readable_fields(actor, ref, consents.allowed(tx, athlete_id))
        found = [one for one in athletes.guardians_of(tx, athlete_id) if one.id == link_id]
        if not found or Field.GUARDIANS not in readable:
            raise NotFound("no such guardian")
        # A clock set back must not make the row contradict itself.
        found[0].ended_at = max(now, found[0].created_at)
        row.version += 1
        note_change(tx, actor, row, now, what="guardian_ended")


def _held(tx: Transaction, actor: Actor, athlete_id: int) -> tuple[AthleteRef, AthleteRow]:
    roster.hold(tx)
    ref = athlete_ref(tx, athlete_id)
    require(actor, Action.MANAGE_ROSTER, ref)
    row = athletes.athlete(tx, athlete_id, for_update=True)
    if ref is None or row is None:
        raise NotFound("no such athlete")
    return ref, row


def _require_room(tx: Transaction, row: AthleteRow, now: dt.datetime) -> None:
    """Nobody answers for an athlete who decides alone; where no birth is known, somebody may have to."""
    age = own_age_in(tx)
    if decider(birth_of(row), age, now.date()) is Decider.ATHLETE:
        words = f"This athlete is {age} or older and decides alone. Check the date of birth above"
        raise InvalidAnswers([Problem("guardian_name", words)])
