"""Tries are counted for all workers together: guessing slows down, and the owner still gets in."""

from __future__ import annotations

import datetime as dt
import threading

import pytest

from screening.services.accounts.known_browsers import Browser, device_of, mark_for
from screening.services.accounts.limits import BY_ACCOUNT, BY_ADDRESS, Refused, TooManyTries, counts_of, tried
from screening.services.accounts.sign_in import sign_in
from screening.services.accounts.tools import AccountTools
from screening.store import Store, open_store
from screening.store.tables.account import AccountRow
from tests.support.store_rows import NOON, SECRET

KEY, PASSWORD = "ada@example.org", "kettle orbit lemon 7"
MINUTE = dt.timedelta(minutes=1)


def attempt(
    tools: AccountTools, now: dt.datetime, *, address: str = "a", device: str | None = None, who: str = KEY
) -> bool:
    """One failed try; False when it was not even looked at."""
    try:
        with tried(tools, counts_of("password", who, address, device), now):
            return True
    except TooManyTries:
        return False


def test_five_tries_in_any_quarter_of_an_hour(account_tools: AccountTools) -> None:
    """Whenever the guesser tries: never more than five are looked at within fifteen minutes."""
    looked_at = []
    for second in range(0, 3600, 60):
        now = NOON + dt.timedelta(seconds=second, minutes=3)
        if attempt(account_tools, now, address=f"net {second}"):
            looked_at.append(now)
    for first in looked_at:
        within = [one for one in looked_at if first <= one < first + 15 * MINUTE]
        assert len(within) <= BY_ACCOUNT == 5
    assert len(looked_at) >= 3 * BY_ACCOUNT, "it slows down and does not lock"


def test_whoever_has_to_wait_is_told_how_long(account_tools: AccountTools) -> None:
    for _ in range(BY_ACCOUNT):
        attempt(account_tools, NOON)
    with (
        pytest.raises(TooManyTries) as refused,
        tried(account_tools, counts_of("password", KEY, "a", None), NOON),
    ):
        pass
    assert 0 < refused.value.wait_s <= 301


def test_guessing_from_many_networks_counts_as_one(account_tools: AccountTools) -> None:
    assert sum(attempt(account_tools, NOON, address=f"10.0.0.{number}") for number in range(40)) == BY_ACCOUNT


def test_one_network_that_tries_many_people_is_slowed_down_too(account_tools: AccountTools) -> None:
    tries = [attempt(account_tools, NOON, who=f"{number}@example.org") for number in range(BY_ADDRESS + 10)]
    assert sum(tries) == BY_ADDRESS


def test_a_known_browser_has_a_count_of_its_own(account_tools: AccountTools) -> None:
    for _ in range(20):
        attempt(account_tools, NOON)
    assert attempt(account_tools, NOON, device="mine")
    assert not attempt(account_tools, NOON), "strangers still wait"


def test_the_mark_of_a_known_browser_is_for_one_account_and_cannot_be_made_up(
    account_tools: AccountTools,
) -> None:
    mark = mark_for(account_tools, KEY)
    assert KEY not in mark
    assert device_of(account_tools, mark, KEY)
    for wrong in (None, "", ".", "x", mark + "x", mark[1:], "é", "x" * 5000, mark.replace(".", "")):
        assert device_of(account_tools, wrong, KEY) is None
    assert device_of(account_tools, mark, "other@example.org") is None


def test_tries_that_went_well_are_not_counted(account_tools: AccountTools) -> None:
    for _ in range(BY_ACCOUNT + 2):
        with tried(account_tools, counts_of("password", KEY, "a", None), NOON) as went_well:
            went_well.append(True)
    assert attempt(account_tools, NOON)


def test_tries_of_several_workers_at_once_are_counted_together(
    store: Store, account_tools: AccountTools
) -> None:
    """Each thread has a store of its own, as each worker process has."""
    stores = [
        open_store(str(store.engine.url.render_as_string(hide_password=False)), SECRET) for _ in range(4)
    ]
    workers = [
        AccountTools(one, account_tools.hasher, account_tools.sealer, account_tools.key) for one in stores
    ]
    looked_at: list[bool] = []

    def guess(tools: AccountTools) -> None:
        looked_at.extend(attempt(tools, NOON) for _ in range(6))

    threads = [threading.Thread(target=guess, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    for one in stores:
        one.close()
    assert sum(looked_at) == BY_ACCOUNT


def test_while_strangers_guess_the_owner_signs_in_where_they_did_before(account_tools: AccountTools) -> None:
    with account_tools.store.write() as tx:
        tx.add(
            AccountRow(
                email=KEY,
                email_key=KEY,
                name="Ada",
                password_hash=account_tools.hasher.hash(PASSWORD),
                created_at=NOON,
            )
        )
    mine = sign_in(account_tools, KEY, PASSWORD, Browser("home", None, "Firefox"), NOON)
    stranger = Browser("elsewhere", None, "A browser")
    for _ in range(BY_ACCOUNT):
        with pytest.raises(Refused):
            sign_in(account_tools, KEY, "guess", stranger, NOON)
    with pytest.raises(TooManyTries):
        sign_in(account_tools, KEY, PASSWORD, stranger, NOON)
    assert sign_in(account_tools, KEY, PASSWORD, Browser("elsewhere", mine.mark, "Firefox"), NOON).token
    later = NOON + 21 * MINUTE
    assert sign_in(account_tools, KEY, PASSWORD, Browser("a new phone", None, "Firefox"), later).token
