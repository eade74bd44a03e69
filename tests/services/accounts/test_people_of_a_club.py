"""People of a club: invited, given roles, ended; what one club does opens nothing of another."""

from __future__ import annotations

import pytest

from screening.domain.clubs import Role
from screening.domain.errors import InvalidAnswers, NotFound
from screening.services.access import Actor
from screening.services.accounts import clubs, operator, passwords, people, sessions
from screening.services.accounts.clubs import ClubWish
from screening.services.accounts.limits import Refused
from screening.services.accounts.passwords import set_password
from screening.services.accounts.sign_in import sign_in
from screening.services.accounts.tools import AccountTools
from tests.support.account_lives import EMAIL, HOME, PASSWORD, at_once, enrol, set_up_club, visit_of
from tests.support.store_rows import NOON

KIM = "kim@example.org"


def two_clubs(tools: AccountTools) -> Actor:
    """The administrator of a club, with a second club beside it."""
    token, _ = set_up_club(tools, NOON)
    operator.make_club(tools.store, "Lakeside", "DE", NOON)
    return visit_of(tools, token, NOON).actor


@pytest.fixture
def administrator(account_tools: AccountTools) -> Actor:
    return two_clubs(account_tools)


def club_of(actor: Actor) -> int:
    assert actor.club_id is not None
    return actor.club_id


def joined(tools: AccountTools, link: passwords.PasswordLink | None) -> str:
    """The token of somebody who followed their link and set up a second factor."""
    assert link is not None
    return enrol(tools, set_password(tools, link.token, PASSWORD + " too", HOME, NOON), NOON)[0]


def invited(tools: AccountTools, by: Actor, role: str = "physio", email: str = KIM) -> people.Invited:
    return people.invite(tools, by, club_of(by), email, "Kim Brook", role, NOON)


def member_id(tools: AccountTools, by: Actor, email: str = KIM) -> int:
    return next(one.membership_id for one in people.people_of(tools, by, club_of(by)) if one.email == email)


def lakeside_administrator(tools: AccountTools) -> Actor:
    added = operator.add_person(
        tools.store, "lea@example.org", "Lea Shore", "administrator", "Lakeside", NOON
    )
    return visit_of(tools, joined(tools, added.link), NOON).actor


def test_somebody_invited_sets_a_password_and_has_the_role(
    account_tools: AccountTools, administrator: Actor
) -> None:
    token = joined(account_tools, invited(account_tools, administrator).link)
    visit = visit_of(account_tools, token, NOON)
    assert visit.actor.roles == {Role.PHYSIO}
    shown = {one.email: one for one in people.people_of(account_tools, administrator, club_of(administrator))}
    assert shown[KIM].name == "Kim Brook"
    assert shown[KIM].has_joined
    assert shown[EMAIL].is_me


def test_the_address_is_one_account_however_it_is_written(
    account_tools: AccountTools, administrator: Actor
) -> None:
    joined(account_tools, invited(account_tools, administrator).link)
    again = invited(account_tools, administrator, role="coach", email=" KIM@Example.ORG ")
    assert again.link is None, "there is a password already"
    assert sign_in(account_tools, "Kim@example.org", PASSWORD + " too", HOME, NOON)


def test_a_role_is_given_once(account_tools: AccountTools, administrator: Actor) -> None:
    invited(account_tools, administrator)
    with pytest.raises(InvalidAnswers):
        invited(account_tools, administrator)


def test_another_role_ends_every_sign_in_and_the_old_role(
    account_tools: AccountTools, administrator: Actor
) -> None:
    token = joined(account_tools, invited(account_tools, administrator).link)
    club = club_of(administrator)
    people.change_role(
        account_tools, administrator, club, member_id(account_tools, administrator), "coach", NOON
    )
    assert sessions.find(account_tools, token, NOON) is None
    roles = {one.role for one in people.people_of(account_tools, administrator, club) if one.email == KIM}
    assert roles == {Role.COACH}


def test_an_ended_role_is_over_at_the_next_request(account_tools: AccountTools, administrator: Actor) -> None:
    token = joined(account_tools, invited(account_tools, administrator).link)
    people.end_role(
        account_tools,
        administrator,
        club_of(administrator),
        member_id(account_tools, administrator),
        NOON,
    )
    assert sessions.find(account_tools, token, NOON) is None


@pytest.mark.parametrize("role", ["", "owner", "athlete", "guardian", "instance", "PHYSIO", "physio "])
def test_only_roles_of_the_staff_are_given_here(
    account_tools: AccountTools, administrator: Actor, role: str
) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        invited(account_tools, administrator, role=role)
    assert [one.field for one in refused.value.problems] == ["role"]


def test_the_last_administrator_stays_also_when_two_leave_at_once(any_account_tools: AccountTools) -> None:
    tools, administrator = any_account_tools, two_clubs(any_account_tools)
    club = club_of(administrator)
    mine = next(
        one.membership_id
        for one in people.people_of(tools, administrator, club)
        if one.role is Role.ADMINISTRATOR
    )
    with pytest.raises(InvalidAnswers):
        people.end_role(tools, administrator, club, mine, NOON)
    with pytest.raises(InvalidAnswers):
        people.change_role(tools, administrator, club, mine, "coach", NOON)
    invited(tools, administrator, role="administrator")
    both = [mine, member_id(tools, administrator)]
    ended = at_once(2, lambda number: people.end_role(tools, administrator, club, both[number], NOON))
    assert sum(one is None for one in ended) == 1, ended


def test_nobody_else_looks_after_people(account_tools: AccountTools, administrator: Actor) -> None:
    tools, club = account_tools, club_of(administrator)
    physio = visit_of(tools, joined(tools, invited(tools, administrator).link), NOON).actor
    theirs = lakeside_administrator(tools)
    member = member_id(tools, administrator)
    for stranger in (physio, theirs):
        with pytest.raises(NotFound):
            people.people_of(tools, stranger, club)
        with pytest.raises(NotFound):
            people.invite(tools, stranger, club, "x@example.org", "X", "physio", NOON)
        with pytest.raises(NotFound):
            people.change_role(tools, stranger, club, member, "administrator", NOON)
        with pytest.raises(NotFound):
            people.end_role(tools, stranger, club, member, NOON)
        with pytest.raises(NotFound):
            people.new_link(tools, stranger, club, member, NOON)
        with pytest.raises(NotFound):
            clubs.change_club(tools, stranger, club, ClubWish("Mine now", "GB"), NOON)


def test_a_member_of_another_club_is_not_there_for_an_administrator(
    account_tools: AccountTools, administrator: Actor
) -> None:
    tools, theirs = account_tools, lakeside_administrator(account_tools)
    foreign = next(one.membership_id for one in people.people_of(tools, theirs, club_of(theirs)))
    club = club_of(administrator)
    for do in (
        lambda: people.change_role(tools, administrator, club, foreign, "coach", NOON),
        lambda: people.end_role(tools, administrator, club, foreign, NOON),
        lambda: people.new_link(tools, administrator, club, foreign, NOON),
        lambda: people.person_of(tools, administrator, club, foreign),
    ):
        with pytest.raises(NotFound):
            do()


def test_a_club_that_invites_somebody_of_another_club_gets_no_link_and_no_name(
    account_tools: AccountTools, administrator: Actor
) -> None:
    """Otherwise a club could set the password of an account that another club relies on."""
    tools, theirs = account_tools, lakeside_administrator(account_tools)
    waiting = operator.add_person(tools.store, KIM, "Kim Hidden", "physio", "Lakeside", NOON)
    known = people.invite(tools, administrator, club_of(administrator), "lea@example.org", "L", "coach", NOON)
    not_yet = invited(tools, administrator)
    assert known.link is None
    assert not_yet.link is None
    assert (
        people.new_link(
            tools, administrator, club_of(administrator), member_id(tools, administrator), NOON
        ).link
        is None
    )
    names = {one.name for one in people.people_of(tools, administrator, club_of(administrator))}
    assert not names & {"Lea Shore", "Kim Hidden"}
    assert waiting.link is not None
    token = set_password(tools, waiting.link.token, PASSWORD + " too", HOME, NOON)
    assert len(visit_of(tools, token, NOON).clubs) == 2
    assert people.person_of(tools, theirs, club_of(theirs), member_id(tools, theirs)).has_joined


def test_an_administrator_gives_a_member_of_their_club_a_new_link_but_not_a_new_second_factor(
    account_tools: AccountTools, administrator: Actor
) -> None:
    tools = account_tools
    joined(tools, invited(tools, administrator).link)
    again = people.new_link(
        tools, administrator, club_of(administrator), member_id(tools, administrator), NOON
    )
    assert again.link is not None
    token = set_password(tools, again.link.token, "window ladder marble 3", HOME, NOON)
    assert visit_of(tools, token, NOON).standing is sessions.Standing.SECOND_FACTOR_DUE
    with pytest.raises(Refused):
        sign_in(tools, KIM, PASSWORD + " too", HOME, NOON)


def test_the_settings_of_a_club_are_changed_and_checked(
    account_tools: AccountTools, administrator: Actor
) -> None:
    tools, club = account_tools, club_of(administrator)
    clubs.change_club(tools, administrator, club, ClubWish(" Riverside  AC ", "IE", "Dr Finn Oak"), NOON)
    assert clubs.club_as_set(tools, administrator, club) == ClubWish("Riverside AC", "IE", "Dr Finn Oak")
    with pytest.raises(InvalidAnswers) as refused:
        clubs.change_club(tools, administrator, club, ClubWish("", "XX", "\u202e"), NOON)
    assert [one.field for one in refused.value.problems] == ["club", "country", "responsible_clinician"]
    assert clubs.club_as_set(tools, administrator, club).name == "Riverside AC"
