"""In which part somebody acts on a case, and under which name it is kept."""

from __future__ import annotations

import datetime as dt

from screening.domain.case.events import Who
from screening.domain.case.words import Party
from screening.domain.clubs import Role
from screening.domain.errors import InvalidAnswers, NotFound, Problem
from screening.domain.wellformed import wrong_characters
from screening.services.access import CLINICIANS, Action, Actor, AthleteRef, ClubRef, is_own, may, require
from screening.services.care_names import clinician_named, clinicians
from screening.store import Store, Transaction
from screening.store.queries import accounts, members
from screening.store.tables.club import ClubRow
from screening.store.tables.people import LONGEST_REGISTRATION

from .own_side import require_own_side
from .problems import NoClinician

PARTY_OF = {Role.DOCTOR: Party.DOCTOR, Role.PHYSIO: Party.PHYSIO}


def parties_of(actor: Actor, athlete: AthleteRef) -> tuple[Party, ...]:
    """The parts somebody may take in a case of this athlete, the usual one first; empty for nobody.

    Whoever is the athlete, or answers for them, is never their clinician or coach as well.
    """
    if is_own(actor, athlete):
        return (Party.ATHLETE if actor.account_id == athlete.account_id else Party.GUARDIAN,)
    roles = actor.roles_in(athlete.club_id) if may(actor, Action.WORK_CASE, athlete) else ()
    clinical = [party for role, party in PARTY_OF.items() if role in roles]
    coach = [Party.COACH] if may(actor, Action.SEE_CASE_FOR_COACH, athlete) else []
    return (*clinical, *coach)


def acting(
    tx: Transaction, actor: Actor, athlete: AthleteRef | None, now: dt.datetime, wanted: Party | None = None
) -> Who:
    """Who acts, as the case keeps it.

    Args:
        wanted: the part to take where somebody has several; the usual one where it is None.
    Raises:
        NotFound: this person has no part in cases of this athlete, or not that one.
    """
    parties = parties_of(actor, athlete) if athlete is not None else ()
    party = wanted or next(iter(parties), None)
    if athlete is None or party is None or party not in parties:
        raise NotFound("nothing here for this person")
    if party in (Party.ATHLETE, Party.GUARDIAN):
        require_own_side(tx, actor, athlete.athlete_id, now)
    account = accounts.account(tx, actor.account_id)
    name = (account.name or account.email) if account is not None else ""
    is_clinician = party in PARTY_OF.values()
    return Who(party, name, actor.account_id, registration_of(tx, actor.account_id) if is_clinician else None)


def registration_of(tx: Transaction, account_id: int) -> str | None:
    """The professional registration of a clinician of the transaction's club, as it was recorded there."""
    found = [
        row.registration
        for row in members.memberships_of(tx, account_id)
        if row.role in CLINICIANS and row.registration
    ]
    return next(iter(found), None)


def responsible_clinician(tx: Transaction, club: ClubRow | None) -> Who:
    """The physio or doctor who answers for the cases of a club.

    Raises:
        NoClinician: the club has named nobody, or somebody who does not sign in there in such a role.
    """
    if club is None or not club.responsible_clinician:
        raise NoClinician
    number = _account_of(tx, club)
    roles = {row.role for row in members.memberships_of(tx, number)} if number is not None else set()
    party = next((PARTY_OF[role] for role in PARTY_OF if role in roles), None)
    if number is None or party is None:
        raise NoClinician(club.responsible_clinician)
    return Who(party, club.responsible_clinician, number, registration_of(tx, number))


def _account_of(tx: Transaction, club: ClubRow) -> int | None:
    """The account that was chosen while it is a clinician's here, or else of whoever has the name by now."""
    chosen = club.responsible_account_id
    if chosen in {one.account_id for one in clinicians(tx)}:
        return chosen
    return clinician_named(tx, club.responsible_clinician or "")


def own_registration(store: Store, actor: Actor, club_id: int) -> str:
    """One's own professional registration in a club; empty where none was recorded.

    Raises:
        NotFound: this person is neither physio nor doctor of that club.
    """
    require(actor, Action.WORK_CASE, ClubRef(club_id))
    with store.read(club=club_id) as tx:
        return registration_of(tx, actor.account_id) or ""


def set_registration(store: Store, actor: Actor, club_id: int, registration: str) -> None:
    """Record one's own professional registration in a club; empty takes it away.

    Raises:
        NotFound: this person is neither physio nor doctor of that club.
        InvalidAnswers: it cannot be kept as it is.
    """
    wanted = " ".join(registration.split())
    problem = wrong_characters(wanted) or ("too many" if len(wanted) > LONGEST_REGISTRATION else "")
    with store.write(club=club_id) as tx:
        require(actor, Action.WORK_CASE, ClubRef(club_id))
        if problem:
            told = f"Type at most {LONGEST_REGISTRATION} plain letters and digits; it has {problem}"
            raise InvalidAnswers([Problem("registration", told)])
        for row in members.memberships_of(tx, actor.account_id):
            if row.role in CLINICIANS:
                row.registration = wanted or None
