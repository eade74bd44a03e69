"""Passkeys: made and used for one sign-in, one site and one account, and worth nothing anywhere else."""

from __future__ import annotations

import json

import pytest

from screening.domain.errors import InvalidAnswers, NotFound
from screening.services.accounts import factors, operator, passkeys
from screening.services.accounts.limits import Refused
from screening.services.accounts.passkeys import RelyingParty
from screening.services.accounts.second_factor import give_passkey
from screening.services.accounts.sessions import Standing
from screening.services.accounts.sign_in import sign_in
from screening.services.accounts.tools import AccountTools
from tests.support.account_lives import EMAIL, HOME, PASSWORD, half_signed_in, set_up_club, visit_of
from tests.support.soft_passkey import SoftPasskey
from tests.support.store_rows import NOON

PARTY = RelyingParty("screening.example.org", "https://screening.example.org")


def device(**changes: str) -> SoftPasskey:
    return SoftPasskey(**{"origin": PARTY.origin, "rp_id": PARTY.id, **changes})


@pytest.fixture
def mine(account_tools: AccountTools) -> SoftPasskey:
    """A passkey that is in use, beside an authenticator."""
    token, _ = set_up_club(account_tools, NOON)
    made, visit = device(), visit_of(account_tools, token, NOON)
    answer = made.made(passkeys.options_to_add(account_tools, visit, PARTY))
    changed = factors.add_passkey(account_tools, visit, answer, "Laptop", PARTY, NOON)
    assert changed.recovery_codes == (), "there are codes already, and they go on working"
    return made


def test_a_passkey_completes_a_sign_in_and_remembers_its_count(
    account_tools: AccountTools, mine: SoftPasskey
) -> None:
    for _ in range(2):
        half = half_signed_in(account_tools, NOON)
        answer = mine.used(passkeys.options_to_check(account_tools, half, PARTY))
        token = give_passkey(account_tools, half, answer, PARTY, HOME, NOON)
        assert visit_of(account_tools, token, NOON).standing is Standing.FULL


def test_an_answer_counts_for_its_own_sign_in_only(account_tools: AccountTools, mine: SoftPasskey) -> None:
    first, second = half_signed_in(account_tools, NOON), half_signed_in(account_tools, NOON)
    answer = mine.used(passkeys.options_to_check(account_tools, first, PARTY))
    with pytest.raises(Refused):
        give_passkey(account_tools, second, answer, PARTY, HOME, NOON)
    assert give_passkey(account_tools, first, answer, PARTY, HOME, NOON)
    with pytest.raises(NotFound):
        give_passkey(account_tools, first, answer, PARTY, HOME, NOON)


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://screening.example.org.evil.example"},
        {"origin": "http://screening.example.org"},
        {"rp_id": "evil.example"},
    ],
)
def test_an_answer_made_for_another_site_is_refused(
    account_tools: AccountTools, mine: SoftPasskey, wrong: dict[str, str]
) -> None:
    half = half_signed_in(account_tools, NOON)
    elsewhere = SoftPasskey(
        key=mine.key,
        credential_id=mine.credential_id,
        **{"origin": mine.origin, "rp_id": mine.rp_id, **wrong},
    )
    with pytest.raises(Refused):
        give_passkey(
            account_tools,
            half,
            elsewhere.used(passkeys.options_to_check(account_tools, half, PARTY)),
            PARTY,
            HOME,
            NOON,
        )
    visit = visit_of(account_tools, set_up_again(account_tools), NOON)
    made = device(**wrong).made(passkeys.options_to_add(account_tools, visit, PARTY))
    with pytest.raises(Refused):
        factors.add_passkey(account_tools, visit, made, "x", PARTY, NOON)


def set_up_again(tools: AccountTools) -> str:
    """Signed in anew after the operator removed every second factor."""
    operator.forget_second_factor(tools.store, EMAIL, NOON)
    return sign_in(tools, EMAIL, PASSWORD, HOME, NOON).token


def test_a_copied_passkey_is_noticed_by_its_count(account_tools: AccountTools, mine: SoftPasskey) -> None:
    copied = SoftPasskey(mine.origin, mine.rp_id, mine.key, mine.credential_id, count=0)
    mine.count = 5
    half = half_signed_in(account_tools, NOON)
    give_passkey(
        account_tools,
        half,
        mine.used(passkeys.options_to_check(account_tools, half, PARTY)),
        PARTY,
        HOME,
        NOON,
    )
    half = half_signed_in(account_tools, NOON)
    answer = copied.used(passkeys.options_to_check(account_tools, half, PARTY))
    with pytest.raises(Refused):
        give_passkey(account_tools, half, answer, PARTY, HOME, NOON)


@pytest.mark.parametrize(
    "response",
    ["", "x", "[]", "null", "{}", '{"rawId": 1}', '{"rawId": "AAAA"}', "{" * 500, "a" * 20_000, "\ud800"],
)
def test_an_answer_that_cannot_be_read_is_refused(
    account_tools: AccountTools, mine: SoftPasskey, response: str
) -> None:
    half = half_signed_in(account_tools, NOON)
    with pytest.raises(Refused):
        give_passkey(account_tools, half, response, PARTY, HOME, NOON)


def test_somebody_elses_passkey_opens_nothing(account_tools: AccountTools, mine: SoftPasskey) -> None:
    half = half_signed_in(account_tools, NOON)
    options = passkeys.options_to_check(account_tools, half, PARTY)
    assert len(json.loads(options)["allowCredentials"]) == 1
    with pytest.raises(Refused):
        give_passkey(account_tools, half, device().used(options), PARTY, HOME, NOON)


def test_the_same_passkey_is_not_added_twice_and_a_name_is_checked(account_tools: AccountTools) -> None:
    token, _ = set_up_club(account_tools, NOON)
    made, visit = device(), visit_of(account_tools, token, NOON)
    with pytest.raises(InvalidAnswers):
        factors.add_passkey(account_tools, visit, "{}", "\u202e", PARTY, NOON)
    answer = made.made(passkeys.options_to_add(account_tools, visit, PARTY))
    changed = factors.add_passkey(account_tools, visit, answer, "", PARTY, NOON)
    again = visit_of(account_tools, changed.token, NOON)
    answer = made.made(passkeys.options_to_add(account_tools, again, PARTY))
    with pytest.raises(Refused):
        factors.add_passkey(account_tools, again, answer, "Again", PARTY, NOON)
    assert [one.label for one in factors.factors_of(account_tools, again).passkeys] == ["Passkey"]


def test_a_passkey_is_removed_while_another_factor_stays(
    account_tools: AccountTools, mine: SoftPasskey
) -> None:
    half = half_signed_in(account_tools, NOON)
    answer = mine.used(passkeys.options_to_check(account_tools, half, PARTY))
    visit = visit_of(account_tools, give_passkey(account_tools, half, answer, PARTY, HOME, NOON), NOON)
    (only,) = factors.factors_of(account_tools, visit).passkeys
    with pytest.raises(NotFound):
        factors.remove_passkey(account_tools, visit, only.id + 1, NOON)
    changed = factors.remove_passkey(account_tools, visit, only.id, NOON)
    assert not factors.factors_of(account_tools, visit_of(account_tools, changed.token, NOON)).passkeys
