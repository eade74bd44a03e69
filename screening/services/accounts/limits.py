"""How often a password or a code may be tried: counted in the database for all workers together.

Guessing slows down; nobody is locked out. A browser in which an account was signed in before is known by a
cookie and has a count of its own, so that strangers who guess cannot keep the owner out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from screening.domain.errors import ScreeningError
from screening.services.accounts.tools import AccountTools
from screening.store.queries import attempts

WINDOW = dt.timedelta(minutes=5)
WINDOWS = 4
"""The one that runs and three before it: 15 minutes at least, 20 at most."""
BY_ACCOUNT = 5
BY_ADDRESS = 50
"""A club sits behind one address; only tries that failed stay counted."""


class Refused(ScreeningError):
    """The address and the password do not fit, or the code, or the passkey."""


class TooManyTries(ScreeningError):
    """Tried too often; `wait_s` says when it makes sense again, in seconds."""

    def __init__(self, wait_s: int) -> None:
        self.wait_s = wait_s
        super().__init__("tried too often")


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing that is counted: what for, for whom, and how many tries are fine."""

    purpose: str
    whose: str
    most: int


def counts_of(purpose: str, who: str, address: str, device: str | None) -> tuple[Counted, ...]:
    """What a try counts against.

    Args:
        who: the address typed, as it is compared, or the number of an account.
        address: where the request came from, as far as that can be believed.
        device: the known browser, where it is known for this account.
    """
    mine = Counted(f"{purpose} from a known browser", f"{who}\0{device}", BY_ACCOUNT)
    strangers = Counted(purpose, who, BY_ACCOUNT)
    return (mine if device else strangers, Counted(f"{purpose} from", address, BY_ADDRESS))


@contextmanager
def tried(tools: AccountTools, counts: Sequence[Counted], now: dt.datetime) -> Iterator[list[bool]]:
    """Count a try before it is made, so that many at once are counted too; uncount it if it turns out well.

    Yields:
        A list; whoever put True into it had the right password or code.
    Raises:
        TooManyTries: before anything was tried.
    """
    _count(tools, counts, now)
    went_well: list[bool] = []
    yield went_well
    if any(went_well):
        with tools.store.write() as tx:
            for one in counts:
                attempts.take_back(tx, _key(tools, one), _window(now))


def _count(tools: AccountTools, counts: Sequence[Counted], now: dt.datetime) -> None:
    since = _window(now) - (WINDOWS - 1) * WINDOW
    with tools.store.write() as tx:
        attempts.forget_before(tx, since)
        for one in counts:
            # Counted first: whoever tries at the same moment waits for this row, then sees the whole count.
            attempts.add_try(tx, _key(tools, one), _window(now))
            if attempts.tries_since(tx, _key(tools, one), since) > one.most:
                raise TooManyTries(int((_window(now) + WINDOW - now).total_seconds()) + 1)


def _window(now: dt.datetime) -> dt.datetime:
    length = int(WINDOW.total_seconds())
    return dt.datetime.fromtimestamp(int(now.timestamp()) // length * length, tz=dt.UTC)


def _key(tools: AccountTools, one: Counted) -> str:
    return tools.mac(one.purpose, one.whose).hex()
