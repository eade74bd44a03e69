"""Signing in with address and password, and out again. A wrong password and an unknown address look alike."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.services.accounts import sessions
from screening.services.accounts.emails import email_key
from screening.services.accounts.known_browsers import Browser, device_of, mark_for
from screening.services.accounts.limits import Refused, counts_of, tried
from screening.services.accounts.noted import note
from screening.services.accounts.password_rules import LONGEST, typed_password
from screening.services.accounts.sessions import Visit
from screening.services.accounts.tools import AccountTools
from screening.store.queries import accounts, sign_ins
from screening.store.tables.audit import Event

PURPOSE = "password"


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """What the browser keeps from now on: the token of the sign-in and the mark of a known browser."""

    token: str
    mark: str


def sign_in(tools: AccountTools, email: str, password: str, browser: Browser, now: dt.datetime) -> Opened:
    """Open a sign-in; whether a second factor is due shows at the next request.

    Raises:
        Refused: no such account, another password, or an account that was closed; all alike.
        TooManyTries: for this address or from this network; before the password was looked at.
        Busy: too many sign in at this moment.
    """
    key = email_key(email)
    counts = counts_of(PURPOSE, key, browser.address, device_of(tools, browser.mark, key))
    with tried(tools, counts, now) as went_well:
        account_id = _checked(tools, key, password)
        went_well.append(account_id is not None)
    if account_id is None:
        with tools.store.write() as tx:
            note(tx, Event.SIGN_IN_REFUSED, now, by=None)
        raise Refused("address and password do not fit")
    with tools.store.write() as tx:
        token = sessions.begin(tx, account_id, browser.device, now)
        note(tx, Event.SIGNED_IN, now, by=account_id, factor="password")
    return Opened(token, mark_for(tools, key))


def sign_out(tools: AccountTools, visit: Visit, now: dt.datetime) -> None:
    """End the sign-in of this request."""
    with tools.store.write() as tx:
        if sign_ins.end_sign_ins(tx, visit.account_id, now, only=visit.sign_in_id):
            note(tx, Event.SIGNED_OUT, now, by=visit.account_id)


def prove(tools: AccountTools, visit: Visit, password: str, browser: Browser, now: dt.datetime) -> str:
    """A fresh proof of identity by the password; gives the sign-in's new token.

    Raises:
        Refused: another password.
        TooManyTries: before the password was looked at.
        NotFound: the sign-in was ended in the meantime.
    """
    key = email_key(visit.email)
    counts = counts_of(PURPOSE, key, browser.address, device_of(tools, browser.mark, key))
    with tried(tools, counts, now) as went_well:
        fits = _checked(tools, key, password) == visit.account_id
        went_well.append(fits)
    if not fits:
        raise Refused("another password")
    with tools.store.write() as tx:
        return sessions.renew(sessions.open_row(tx, visit), now)


def _checked(tools: AccountTools, key: str, password: str) -> int | None:
    """The account whose password this is. The same work is done whether there is an account or not."""
    with tools.store.read() as tx:
        found = accounts.account_by_email(tx, key)
        usable = found if found is not None and found.disabled_at is None else None
        account_id, stored = (usable.id, usable.password_hash) if usable else (None, None)
    password = typed_password(password)[: LONGEST + 1]
    if not tools.hasher.verify(stored, password) or account_id is None or stored is None:
        return None
    if tools.hasher.is_outdated(stored):
        _hash_anew(tools, account_id, stored, password)
    return account_id


def _hash_anew(tools: AccountTools, account_id: int, stored: str, password: str) -> None:
    """Store the same password at today's cost, unless it was changed meanwhile."""
    fresh = tools.hasher.hash(password)
    with tools.store.write() as tx:
        row = accounts.account(tx, account_id, for_update=True)
        if row is not None and row.password_hash == stored:
            row.password_hash = fresh
