"""Who may do what in a club. Pure: an actor, an action and what it is about go in, yes or no comes out.

What belongs to another club, or is not within somebody's reach, is answered as if it had never existed.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.clubs import Role
from screening.domain.errors import NotFound

CLINICIANS = frozenset({Role.PHYSIO, Role.DOCTOR})
STAFF = frozenset({Role.COACH, Role.PHYSIO, Role.DOCTOR, Role.ADMINISTRATOR})
"""Roles that can reach other people's records, so each of them needs a second factor."""
OWN_SIDE = frozenset({Role.ATHLETE, Role.GUARDIAN})


@dataclass(frozen=True, slots=True)
class Membership:
    """One role in one club. `squad_ids` counts for a coach only; other staff reach all squads."""

    club_id: int
    role: Role
    squad_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who is signed in.

    Args:
        second_factor: whether it was given at this sign-in.
        proved_at: the last fresh proof of identity, aware.
        club_id: the club this person works in at the moment; None for somebody of no club.
    """

    account_id: int
    memberships: tuple[Membership, ...]
    second_factor: bool
    proved_at: dt.datetime
    club_id: int | None = None

    @property
    def roles(self) -> frozenset[Role]:
        """What this person is in the club of the moment."""
        return self.roles_in(self.club_id)

    def roles_in(self, club_id: int | None) -> frozenset[Role]:
        """What this person is in a club; staff roles count only once the second factor was given."""
        return frozenset(
            one.role
            for one in self.memberships
            if one.club_id == club_id and (self.second_factor or one.role not in STAFF)
        )

    def squads_coached_in(self, club_id: int) -> frozenset[int]:
        """The squads this person looks after as a coach."""
        coached = [one for one in self.memberships if one.club_id == club_id and one.role is Role.COACH]
        return frozenset().union(*(one.squad_ids for one in coached))


@dataclass(frozen=True, slots=True)
class ClubRef:
    """A club, as far as reach is concerned."""

    club_id: int


@dataclass(frozen=True, slots=True)
class SquadRef:
    """A squad, as far as reach is concerned."""

    club_id: int
    squad_id: int


@dataclass(frozen=True, slots=True)
class AthleteRef:
    """An athlete, as far as reach is concerned.

    Args:
        squad_ids: the squads the athlete is in now.
        account_id: the athlete's own account, if there is one.
        guardian_ids: accounts of guardians whose link is open.
    """

    club_id: int
    athlete_id: int
    squad_ids: frozenset[int] = frozenset()
    account_id: int | None = None
    guardian_ids: frozenset[int] = frozenset()


Target = ClubRef | SquadRef | AthleteRef


class Action(enum.StrEnum):
    """The closed list of what may be done in a club."""

    SEE_PEOPLE = "see_people"
    """Names of athletes and their squads, and who has answered."""
    SEE_AVAILABILITY = "see_availability"
    """The coach's picture: who may train and how, and what an athlete has opened."""
    READ_RESULT = "read_result"
    """Open the page of one athlete; what is on it is decided by `readable_fields`."""
    MANAGE_ROSTER = "manage_roster"
    """Add, change, import and remove athletes and their places in squads."""
    MANAGE_SQUADS = "manage_squads"
    RUN_ROUND = "run_round"
    """Open a round, invite, remind, hang up the poster."""
    FILL_IN = "fill_in"
    """Type answers for somebody else."""
    RECORD_PAPER_CONSENT = "record_paper_consent"
    DECIDE_CONSENT = "decide_consent"
    """Give or withdraw a consent as the athlete or the guardian."""
    WORK_CARE_LIST = "work_care_list"
    EXPORT_SQUAD = "export_squad"
    EXPORT_PERSON = "export_person"
    """Everything that is kept about one athlete."""
    ERASE_PERSON = "erase_person"
    SEE_WHO_LOOKED = "see_who_looked"
    MANAGE_MEMBERS = "manage_members"
    CHANGE_CLUB = "change_club"
    READ_AUDIT = "read_audit"
    OPEN_CASE = "open_case"
    """Begin a return to training after an injury."""
    WORK_CASE = "work_case"
    """Read everything of a case, and move it as far as its gates allow."""
    SEE_CASE_FOR_COACH = "see_case_for_coach"
    """What an injured athlete may do today, and until when; nothing clinical."""
    ACKNOWLEDGE = "acknowledge"
    """Take an athlete back into full training, as the coach; this opens no gate alone."""
    OWN_CASE = "own_case"
    """One's own case: all of it to read, and what an athlete or a guardian has to say in it."""


_ALL_STAFF = STAFF
_WITH_ATHLETES = frozenset({Role.COACH, Role.PHYSIO, Role.DOCTOR})
_NOBODY: frozenset[Role] = frozenset()

STAFF_MAY: Mapping[Action, frozenset[Role]] = {
    Action.SEE_PEOPLE: _ALL_STAFF,
    Action.SEE_AVAILABILITY: _WITH_ATHLETES,
    Action.READ_RESULT: _WITH_ATHLETES,
    Action.MANAGE_ROSTER: frozenset({Role.COACH, Role.ADMINISTRATOR}),
    Action.MANAGE_SQUADS: frozenset({Role.ADMINISTRATOR}),
    Action.RUN_ROUND: _WITH_ATHLETES,
    Action.FILL_IN: _WITH_ATHLETES,
    Action.RECORD_PAPER_CONSENT: frozenset({Role.PHYSIO, Role.DOCTOR, Role.ADMINISTRATOR}),
    Action.DECIDE_CONSENT: _NOBODY,
    Action.WORK_CARE_LIST: CLINICIANS,
    Action.EXPORT_SQUAD: _WITH_ATHLETES,
    Action.EXPORT_PERSON: _NOBODY,
    Action.ERASE_PERSON: frozenset({Role.ADMINISTRATOR}),
    Action.SEE_WHO_LOOKED: _NOBODY,
    Action.MANAGE_MEMBERS: frozenset({Role.ADMINISTRATOR}),
    Action.CHANGE_CLUB: frozenset({Role.ADMINISTRATOR}),
    Action.READ_AUDIT: frozenset({Role.ADMINISTRATOR}),
    Action.OPEN_CASE: CLINICIANS,
    Action.WORK_CASE: CLINICIANS,
    Action.SEE_CASE_FOR_COACH: frozenset({Role.COACH}),
    Action.ACKNOWLEDGE: frozenset({Role.COACH}),
    Action.OWN_CASE: _NOBODY,
}
"""What each role of the staff may do within its reach. Every action has a line; an empty one says nobody."""

OWN_MAY = frozenset(
    {
        Action.READ_RESULT,
        Action.DECIDE_CONSENT,
        Action.EXPORT_PERSON,
        Action.ERASE_PERSON,
        Action.SEE_WHO_LOOKED,
        Action.OWN_CASE,
    }
)
"""What an athlete may do about themselves, and a guardian about the athlete they answer for."""


def may(actor: Actor, action: Action, about: Target) -> bool:
    """Whether somebody may do this to that club, squad or athlete."""
    if isinstance(about, AthleteRef) and action in OWN_MAY and is_own(actor, about):
        return True
    return any(_reaches(actor, role, about) for role in actor.roles_in(about.club_id) & STAFF_MAY[action])


def require(actor: Actor, action: Action, about: Target | None) -> None:
    """Go on only if somebody may do this.

    Args:
        about: None where nothing of that name was found.
    Raises:
        NotFound: in every other case, whether it exists or not.
    """
    if about is None or not may(actor, action, about):
        raise NotFound("nothing here for this person")


def is_own(actor: Actor, athlete: AthleteRef) -> bool:
    """Whether the actor is this athlete, or a guardian who answers for them."""
    if not any(one.club_id == athlete.club_id and one.role in OWN_SIDE for one in actor.memberships):
        return False
    return actor.account_id == athlete.account_id or actor.account_id in athlete.guardian_ids


def reachable_squads(actor: Actor, club_id: int) -> frozenset[int] | None:
    """The squads whose athletes somebody reaches as staff; None for all of the club, empty for none."""
    roles = actor.roles_in(club_id) & STAFF
    if roles - {Role.COACH}:
        return None
    return actor.squads_coached_in(club_id) if roles else frozenset()


def _reaches(actor: Actor, role: Role, about: Target) -> bool:
    """A coach reaches the squads they look after; the rest of the staff the whole club."""
    if role is not Role.COACH or isinstance(about, ClubRef):
        return True
    coached = actor.squads_coached_in(about.club_id)
    if isinstance(about, SquadRef):
        return about.squad_id in coached
    return bool(about.squad_ids & coached)
