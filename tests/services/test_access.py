"""Who may do what in a club: every action against every role and relation, from a table written by hand."""

from __future__ import annotations

from itertools import product

import pytest

from screening.domain.clubs import Role
from screening.domain.errors import NotFound
from screening.services.access import (
    STAFF_MAY,
    Action,
    Actor,
    AthleteRef,
    ClubRef,
    Membership,
    SquadRef,
    may,
    reachable_squads,
    require,
)
from tests.support.store_rows import NOON

OURS, THEIRS = 1, 2
FIRST_TEAM, YOUTH = 10, 11

MAY_OF_STAFF = """
                       coach  physio  doctor  administrator
see_people             yes    yes     yes     yes
see_availability       yes    yes     yes     no
read_result            yes    yes     yes     no
manage_roster          yes    no      no      yes
manage_squads          no     no      no      yes
run_round              yes    yes     yes     no
fill_in                yes    yes     yes     no
record_paper_consent   no     yes     yes     yes
decide_consent         no     no      no      no
work_care_list         no     yes     yes     no
export_squad           yes    yes     yes     no
export_person          no     no      no      no
erase_person           no     no      no      yes
see_who_looked         no     no      no      no
manage_members         no     no      no      yes
change_club            no     no      no      yes
read_audit             no     no      no      yes
open_case              no     yes     yes     no
work_case              no     yes     yes     no
see_case_for_coach     yes    no      no      no
acknowledge            yes    no      no      no
own_case               no     no      no      no
"""
"""About an athlete of a squad that the coach looks after."""
MAY_ABOUT_ONESELF = {
    "read_result",
    "decide_consent",
    "export_person",
    "erase_person",
    "see_who_looked",
    "own_case",
}


def allowed_for_staff() -> dict[tuple[Role, Action], bool]:
    head, *lines = MAY_OF_STAFF.strip().splitlines()
    roles = [Role(word) for word in head.split()]
    return {
        (role, Action(line.split()[0])): word == "yes"
        for line in lines
        for role, word in zip(roles, line.split()[1:], strict=True)
    }


def somebody(
    *roles: Role, account: int = 1, club: int = OURS, squads: tuple[int, ...] = (), factor: bool = True
) -> Actor:
    memberships = tuple(
        Membership(club, role, frozenset(squads) if role is Role.COACH else frozenset()) for role in roles
    )
    return Actor(account, memberships, second_factor=factor, proved_at=NOON, club_id=club)


def athlete(
    *squads: int, club: int = OURS, account: int | None = None, guardians: tuple[int, ...] = ()
) -> AthleteRef:
    return AthleteRef(club, 100, frozenset(squads), account, frozenset(guardians))


STAFF_ROLES = (Role.COACH, Role.PHYSIO, Role.DOCTOR, Role.ADMINISTRATOR)


def test_the_table_covers_every_action_and_every_role_of_the_staff() -> None:
    assert set(allowed_for_staff()) == set(product(STAFF_ROLES, Action))
    assert set(STAFF_MAY) == set(Action)


@pytest.mark.parametrize(("role", "action"), list(product(STAFF_ROLES, Action)))
def test_staff_may_what_the_table_says_about_athletes_within_reach(role: Role, action: Action) -> None:
    allowed = allowed_for_staff()[role, action]
    member = somebody(role, squads=(FIRST_TEAM,))
    assert may(member, action, athlete(FIRST_TEAM)) is allowed
    assert may(member, action, athlete(FIRST_TEAM, YOUTH)) is allowed
    assert may(member, action, SquadRef(OURS, FIRST_TEAM)) is allowed
    assert may(member, action, ClubRef(OURS)) is allowed


@pytest.mark.parametrize("action", Action)
def test_a_coach_reaches_no_other_squad_and_the_rest_of_the_staff_all(action: Action) -> None:
    coach = somebody(Role.COACH, squads=(FIRST_TEAM,))
    for about in (athlete(YOUTH), athlete(), SquadRef(OURS, YOUTH)):
        assert not may(coach, action, about)
        assert may(somebody(Role.PHYSIO), action, about) is allowed_for_staff()[Role.PHYSIO, action]
    assert not may(somebody(Role.COACH), action, athlete(FIRST_TEAM)), "a coach of no squad reaches nobody"


@pytest.mark.parametrize(("role", "action"), list(product(Role, Action)))
def test_nobody_reaches_into_another_club(role: Role, action: Action) -> None:
    member = somebody(role, account=7, squads=(FIRST_TEAM,))
    for about in (
        athlete(FIRST_TEAM, club=THEIRS, account=7, guardians=(7,)),
        SquadRef(THEIRS, FIRST_TEAM),
        ClubRef(THEIRS),
    ):
        assert not may(member, action, about)
        with pytest.raises(NotFound):
            require(member, action, about)


@pytest.mark.parametrize(("role", "action"), list(product(STAFF_ROLES, Action)))
def test_without_the_second_factor_a_role_of_the_staff_counts_for_nothing(role: Role, action: Action) -> None:
    half = somebody(role, squads=(FIRST_TEAM,), factor=False)
    assert half.roles == frozenset()
    assert not may(half, action, athlete(FIRST_TEAM))
    assert not may(half, action, ClubRef(OURS))


@pytest.mark.parametrize("action", Action)
def test_athletes_and_their_guardians_may_about_themselves_and_about_nobody_else(action: Action) -> None:
    mine = athlete(FIRST_TEAM, account=7, guardians=(8,))
    other = athlete(FIRST_TEAM, account=9)
    for person in (somebody(Role.ATHLETE, account=7), somebody(Role.GUARDIAN, account=8)):
        assert may(person, action, mine) is (action in MAY_ABOUT_ONESELF)
        for about in (other, SquadRef(OURS, FIRST_TEAM), ClubRef(OURS)):
            assert not may(person, action, about)


def test_whoever_left_the_club_no_longer_reaches_their_own_record_through_it() -> None:
    assert not may(Actor(7, (), second_factor=True, proved_at=NOON), Action.READ_RESULT, athlete(account=7))


def test_two_roles_add_up_and_each_keeps_its_own_reach() -> None:
    both = somebody(Role.COACH, Role.ADMINISTRATOR, squads=(FIRST_TEAM,))
    assert may(both, Action.MANAGE_MEMBERS, ClubRef(OURS))
    assert may(both, Action.SEE_AVAILABILITY, athlete(FIRST_TEAM))
    assert not may(both, Action.SEE_AVAILABILITY, athlete(YOUTH)), "an administrator sees no availability"
    assert may(both, Action.SEE_PEOPLE, athlete(YOUTH))


def test_what_does_not_exist_is_refused_like_what_belongs_to_others() -> None:
    with pytest.raises(NotFound) as missing:
        require(somebody(Role.PHYSIO), Action.READ_RESULT, None)
    with pytest.raises(NotFound) as foreign:
        require(somebody(Role.PHYSIO), Action.READ_RESULT, athlete(club=THEIRS))
    assert str(missing.value) == str(foreign.value)


def test_the_squads_within_reach() -> None:
    assert reachable_squads(somebody(Role.COACH, squads=(FIRST_TEAM,)), OURS) == {FIRST_TEAM}
    assert reachable_squads(somebody(Role.COACH, Role.PHYSIO, squads=(FIRST_TEAM,)), OURS) is None
    assert reachable_squads(somebody(Role.ADMINISTRATOR), OURS) is None
    for nobody in (
        somebody(Role.ATHLETE),
        somebody(Role.PHYSIO, club=THEIRS),
        somebody(Role.PHYSIO, factor=False),
    ):
        assert reachable_squads(nobody, OURS) == frozenset()
