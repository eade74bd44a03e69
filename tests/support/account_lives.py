"""Short ways through the services about accounts: set up, sign in, enrol."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pyotp

from screening.services.accounts import factors, sessions, set_up
from screening.services.accounts.known_browsers import Browser
from screening.services.accounts.second_factor import give_code
from screening.services.accounts.sessions import Visit
from screening.services.accounts.set_up import FirstPerson
from screening.services.accounts.sign_in import sign_in
from screening.services.accounts.tools import AccountTools

EMAIL, PASSWORD = "ada@example.org", "kettle orbit lemon 7"
HOME = Browser("home", None, "Firefox on Linux")
STEP = dt.timedelta(seconds=30)


def first_person(**changes: object) -> FirstPerson:
    """What somebody types who sets up a club and is its coach too."""
    given = {
        "name": "Ada Lamp",
        "email": EMAIL,
        "password": PASSWORD,
        "club": "Riverside",
        "country": "GB",
        "also": ("coach",),
    }
    return FirstPerson(**{**given, **changes})  # type: ignore[arg-type]


def visit_of(tools: AccountTools, token: str, now: dt.datetime) -> Visit:
    """Who holds a token; a test that ends here has lost its sign-in."""
    found = sessions.find(tools, token, now)
    assert found is not None, "signed out"
    return found


def set_up_club(tools: AccountTools, now: dt.datetime) -> tuple[str, str]:
    """A club whose administrator is signed in with a second factor; gives the token and the app's secret."""
    secret = set_up.make_secret(tools.store, now)
    assert secret
    opened = set_up.set_up(tools, secret, first_person(), HOME, now)
    return enrol(tools, opened.token, now)


def enrol(tools: AccountTools, token: str, now: dt.datetime) -> tuple[str, str]:
    """Add an authenticator; gives the new token and the app's secret."""
    visit = visit_of(tools, token, now)
    offer = factors.offer_authenticator(tools, visit, now)
    changed = factors.add_authenticator(tools, visit, offer.sealed, pyotp.TOTP(offer.secret).at(now), now)
    return changed.token, offer.secret


def half_signed_in(tools: AccountTools, now: dt.datetime, browser: Browser = HOME) -> Visit:
    """After the password, before the code."""
    return visit_of(tools, sign_in(tools, EMAIL, PASSWORD, browser, now).token, now)


def signed_in_again(tools: AccountTools, secret: str, now: dt.datetime, browser: Browser = HOME) -> str:
    """Signed in with password and code; gives the token."""
    return give_code(tools, half_signed_in(tools, now, browser), pyotp.TOTP(secret).at(now), browser, now)


def at_once(count: int, do: Callable[[int], object]) -> list[object]:
    """What so many threads get that begin at the same moment: a value, or the error it ended in."""
    ready = Barrier(count)

    def one(number: int) -> object:
        ready.wait(timeout=30)
        try:
            return do(number)
        except Exception as error:
            return error

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))
