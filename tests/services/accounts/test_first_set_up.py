"""The first set-up: no account, one secret, one hour, once."""

from __future__ import annotations

import datetime as dt

import pytest

from screening.domain.clubs import Role
from screening.domain.errors import InvalidAnswers, NotFound
from screening.services.accounts import set_up
from screening.services.accounts.sessions import Standing
from screening.services.accounts.tools import AccountTools
from screening.store.queries import accounts
from tests.support.account_lives import HOME, at_once, first_person, set_up_club, visit_of
from tests.support.store_rows import NOON

HOUR = dt.timedelta(hours=1)


def made_secret(tools: AccountTools, now: dt.datetime = NOON) -> str:
    secret = set_up.make_secret(tools.store, now)
    assert secret is not None
    return secret


def test_a_fresh_store_has_no_account_and_no_password_that_fits(account_tools: AccountTools) -> None:
    assert set_up.is_open(account_tools.store)
    with account_tools.store.read() as tx:
        assert not accounts.has_accounts(tx)


def test_only_a_digest_of_the_secret_is_stored(account_tools: AccountTools) -> None:
    secret = made_secret(account_tools)
    with account_tools.store.engine.connect() as connection:
        stored = connection.exec_driver_sql("SELECT * FROM setup_secret").all()
    assert len(stored) == 1
    assert secret not in repr(stored)


def test_the_first_person_is_administrator_and_what_was_ticked_and_still_needs_a_second_factor(
    account_tools: AccountTools,
) -> None:
    opened = set_up.set_up(account_tools, made_secret(account_tools), first_person(), HOME, NOON)
    visit = visit_of(account_tools, opened.token, NOON)
    assert {one.role for one in visit.actor.memberships} == {Role.ADMINISTRATOR, Role.COACH}
    assert visit.standing is Standing.ENROLMENT_DUE
    assert visit.actor.roles == frozenset(), "no role counts before the second factor"
    assert visit.club_name == "Riverside"


@pytest.mark.parametrize(("after", "works"), [(HOUR - dt.timedelta(seconds=1), True), (HOUR, False)])
def test_the_secret_ends_after_an_hour(account_tools: AccountTools, after: dt.timedelta, works: bool) -> None:
    secret = made_secret(account_tools)
    if works:
        set_up.require_secret(account_tools.store, secret, NOON + after)
    else:
        with pytest.raises(NotFound):
            set_up.set_up(account_tools, secret, first_person(), HOME, NOON + after)


def test_a_new_start_makes_the_secret_of_before_worthless(account_tools: AccountTools) -> None:
    first, second = made_secret(account_tools), made_secret(account_tools)
    with pytest.raises(NotFound):
        set_up.require_secret(account_tools.store, first, NOON)
    set_up.require_secret(account_tools.store, second, NOON)


def test_once_somebody_has_an_account_no_secret_is_made_and_none_works(account_tools: AccountTools) -> None:
    secret = made_secret(account_tools)
    set_up.set_up(account_tools, secret, first_person(), HOME, NOON)
    assert set_up.make_secret(account_tools.store, NOON) is None
    for known in (secret, "x" * 43):
        with pytest.raises(NotFound):
            set_up.require_secret(account_tools.store, known, NOON)


def test_of_several_at_once_exactly_one_sets_up(any_account_tools: AccountTools) -> None:
    tools, secret = any_account_tools, made_secret(any_account_tools)
    ended = at_once(
        8,
        lambda number: set_up.set_up(tools, secret, first_person(email=f"{number}@example.org"), HOME, NOON),
    )
    assert sum(not isinstance(one, Exception) for one in ended) == 1
    assert all(isinstance(one, NotFound) for one in ended if isinstance(one, Exception))


def test_everything_wrong_is_said_at_once_and_nothing_is_used_up(account_tools: AccountTools) -> None:
    secret = made_secret(account_tools)
    wrong = first_person(
        name="",
        email="nobody",
        password="short",  # noqa: S106 - too short for anybody
        club="\u202e",
        country="ZZ",
        also=("owner",),
    )
    with pytest.raises(InvalidAnswers) as refused:
        set_up.set_up(account_tools, secret, wrong, HOME, NOON)
    assert [one.field for one in refused.value.problems] == [
        "club",
        "country",
        "name",
        "email",
        "password",
        "also",
    ]
    set_up.require_secret(account_tools.store, secret, NOON)


def test_a_set_up_club_is_worked_in_with_the_roles_of_its_first_person(account_tools: AccountTools) -> None:
    token, _ = set_up_club(account_tools, NOON)
    visit = visit_of(account_tools, token, NOON)
    assert visit.standing is Standing.FULL
    assert visit.actor.roles == {Role.ADMINISTRATOR, Role.COACH}
