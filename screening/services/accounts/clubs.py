"""What is set for a whole club: name, country, time zone, and the clinician who answers for its cases."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from screening.domain.countries import COUNTRIES
from screening.domain.errors import InvalidAnswers, NotFound, Problem
from screening.services.access import Action, Actor, ClubRef, require
from screening.services.accounts.emails import name_problem, one_line
from screening.services.accounts.noted import note
from screening.services.accounts.tools import AccountTools
from screening.services.care_names import clinician_named, clinicians
from screening.services.club_day import UNIVERSAL, zone_names
from screening.store import Transaction
from screening.store.queries import cases, members
from screening.store.tables.audit import Event
from screening.store.tables.club import ClubRow


@dataclass(frozen=True, slots=True)
class ClubWish:
    """What a form says about a club. `responsible_clinician` may be empty: then nobody answers for cases.

    `time_zone` is the IANA name of the zone by which the days of cases are counted.
    """

    name: str
    country: str
    responsible_clinician: str = ""
    time_zone: str = UNIVERSAL


def club_problems(wish: ClubWish) -> list[Problem]:
    """What is wrong with it; all of it."""
    found = [name_problem("club", wish.name, "the name of the club")]
    if wish.country not in COUNTRIES:
        found.append(Problem("country", "Choose the country the club is in"))
    if wish.time_zone not in zone_names():
        found.append(Problem("time_zone", "Choose the time zone the club is in"))
    if wish.responsible_clinician:
        found.append(
            name_problem("responsible_clinician", wish.responsible_clinician, "the name of the clinician")
        )
    return [problem for problem in found if problem is not None]


def club_as_set(tools: AccountTools, actor: Actor, club_id: int) -> ClubWish:
    """How the club is set now.

    Raises:
        NotFound: this person does not look after that club.
    """
    require(actor, Action.CHANGE_CLUB, ClubRef(club_id))
    with tools.store.read(club=club_id) as tx:
        row = members.club(tx, club_id)
        if row is None:
            raise NotFound("no such club")
        return ClubWish(row.name, row.country, row.responsible_clinician or "", row.time_zone)


def change_club(tools: AccountTools, actor: Actor, club_id: int, wish: ClubWish, now: dt.datetime) -> None:
    """Set what a whole club goes by.

    Raises:
        NotFound: this person does not look after that club.
        InvalidAnswers: something typed cannot be used.
    """
    require(actor, Action.CHANGE_CLUB, ClubRef(club_id))
    wish = replace(wish, name=one_line(wish.name), responsible_clinician=one_line(wish.responsible_clinician))
    problems = club_problems(wish)
    if problems:
        raise InvalidAnswers(problems)
    with tools.store.write(club=club_id) as tx:
        row = members.club(tx, club_id, for_update=True)
        if row is None:
            raise NotFound("no such club")
        row.name, row.country = wish.name, wish.country
        _set_zone(tx, row, wish.time_zone, now)
        row.responsible_clinician = wish.responsible_clinician or None
        row.responsible_account_id = clinician_named(tx, wish.responsible_clinician)
        note(tx, Event.ROLE_CHANGED, now, by=actor.account_id, club=club_id, what="club_settings")


def _set_zone(tx: Transaction, row: ClubRow, time_zone: str, now: dt.datetime) -> None:
    """Change the zone. The day of open cases leaps or stands still by it, so it is kept since when."""
    if time_zone == row.time_zone:
        return
    row.time_zone = time_zone
    if cases.open_case_numbers(tx):
        row.time_zone_since = now


def clinicians_of(tools: AccountTools, actor: Actor, club_id: int) -> tuple[str, ...]:
    """The names of the club's physios and doctors, of whom one may answer for its cases.

    Raises:
        NotFound: this person does not look after that club.
    """
    require(actor, Action.CHANGE_CLUB, ClubRef(club_id))
    with tools.store.read(club=club_id) as tx:
        return tuple(one.name for one in clinicians(tx))
