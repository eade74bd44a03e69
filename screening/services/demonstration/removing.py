"""The demonstration is removed: everybody in it, all they answered, and their ways to sign in."""

from __future__ import annotations

import datetime as dt

from screening.services.accounts.noted import note
from screening.services.demonstration.standing import NoDemonstration
from screening.store import Store
from screening.store.queries import demonstrations
from screening.store.tables.audit import Event
from screening.store.tenancy import Reason

AT_A_TIME = 50
"""Athletes in one transaction, so that others come to write in between."""


def remove_demonstration(store: Store, now: dt.datetime) -> int:
    """Remove every club of invented people; interrupted, it can be run again.

    Returns:
        How many athletes there were.
    Raises:
        NoDemonstration: there is none.
    """
    with store.read(everywhere=Reason.OPERATION) as tx:
        clubs = [club.id for club in demonstrations.demonstration_clubs(tx)]
    if not clubs:
        raise NoDemonstration("there is no demonstration here")
    return sum(_remove(store, club, now) for club in clubs)


def _remove(store: Store, club: int, now: dt.datetime) -> int:
    gone = 0
    while some := _remove_some(store, club):
        gone += some
    with store.write(everywhere=Reason.OPERATION) as tx:
        note(tx, Event.ERASED, now, by=None, club=club, how="demonstration")
        people = demonstrations.members_ever(tx, club)
        demonstrations.remove_rest(tx, club)
        demonstrations.remove_accounts(tx, people)
    return gone


def _remove_some(store: Store, club: int) -> int:
    with store.write(club=club) as tx:
        numbers = demonstrations.athlete_ids(tx, AT_A_TIME)
        if numbers:
            demonstrations.remove_athletes(tx, numbers)
        return len(numbers)
