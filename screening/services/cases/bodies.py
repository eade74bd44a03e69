"""What may come from outside as an event, before the rules of the case look at it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields

from screening.domain.case.events import (
    Agreed,
    Body,
    CheckIn,
    Delegated,
    LightGiven,
    Moved,
    Opened,
    ResponsibleChanged,
    SessionRecorded,
    Who,
)
from screening.domain.case.words import Part, Party, State
from screening.domain.consents import Decider
from screening.domain.errors import InvalidAnswers, NotFound, Problem
from screening.services.access import Action, Actor, AthleteRef, require
from screening.services.care_names import clinicians
from screening.services.consents import consent_picture
from screening.store import Transaction

from .reach import CLINICAL

NEVER_FROM_OUTSIDE = (Opened, LightGiven)
"""A case is opened by its own door, and a light is the system's word."""
COACH_SESSION = frozenset({"key", "on", "kind", "session_rpe", "minutes", "planned_au", "from_file"})
COACH_CHECK_IN = frozenset({"part", "for_day", "session_rpe", "minutes", "from_file"})
ONLY_LOAD = "A coach enters effort and minutes of a session and nothing else"
NOT_A_COLLEAGUE = "Choose a physio or doctor of this club who is not the athlete"


def check_bodies(
    tx: Transaction, actor: Actor, bodies: Sequence[Body], by: Who, athlete: AthleteRef, now: dt.datetime
) -> None:
    """Refuse what nobody may bring in by itself, or names somebody who is not there.

    Raises:
        NotFound: such an event does not come from outside, or is not this party's.
        InvalidAnswers: what is wrong with it.
    """
    for body in bodies:
        if isinstance(body, Moved) and body.after is State.WITHDRAWN:
            _check_leaves(tx, by, athlete, now)
        if isinstance(body, NEVER_FROM_OUTSIDE):
            raise NotFound("not an event from outside")
        if by.party is Party.COACH:
            _check_coach(actor, body, athlete)
        if getattr(body, "taken_back", False) and by.party not in CLINICAL:
            raise NotFound("only a clinician takes a record back")
        if isinstance(body, Delegated | ResponsibleChanged):
            _check_colleague(tx, body, athlete)


def may_leave(tx: Transaction, party: Party, athlete_id: int, now: dt.datetime) -> bool:
    """Whether the consent to a case is this party's to take back.

    A guardian's, as long as the guardian decides. From the age of own consent on it is the athlete's alone;
    the guardian's no to a move and to where it goes still counts until the athlete is 18.
    """
    if party is not Party.GUARDIAN:
        return True
    return consent_picture(tx, athlete_id, now.date()).decider is not Decider.ATHLETE


def _check_leaves(tx: Transaction, by: Who, athlete: AthleteRef, now: dt.datetime) -> None:
    if not may_leave(tx, by.party, athlete.athlete_id, now):
        raise NotFound("the athlete decides about this consent alone")


def _check_coach(actor: Actor, body: Body, athlete: AthleteRef) -> None:
    """A coach takes an athlete into training, asks, and enters load."""
    if isinstance(body, Agreed):
        require(actor, Action.ACKNOWLEDGE, athlete)
    known = {CheckIn: COACH_CHECK_IN, SessionRecorded: COACH_SESSION}.get(type(body))
    if known is None:
        return
    filled = {one.name for one in fields(body) if getattr(body, one.name) != one.default}
    is_morning = isinstance(body, CheckIn) and body.part is Part.MORNING
    if is_morning or not filled <= known:
        raise InvalidAnswers([Problem("session", ONLY_LOAD)])


def _check_colleague(tx: Transaction, body: Delegated | ResponsibleChanged, athlete: AthleteRef) -> None:
    number = body.account_id if isinstance(body, Delegated) else body.responsible.account_id
    own_side = {athlete.account_id, *athlete.guardian_ids}
    if number in own_side or number not in {one.account_id for one in clinicians(tx)}:
        raise InvalidAnswers([Problem("colleague", NOT_A_COLLEAGUE)])
