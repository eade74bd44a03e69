"""The second factor at sign-in: a code of the authenticator, a recovery code, or a passkey."""

from __future__ import annotations

import datetime as dt

from screening.domain.errors import NotFound
from screening.services.accounts import passkeys, sessions
from screening.services.accounts.authenticator import step_of
from screening.services.accounts.emails import email_key
from screening.services.accounts.known_browsers import Browser, device_of
from screening.services.accounts.limits import Counted, Refused, counts_of, tried
from screening.services.accounts.noted import note
from screening.services.accounts.passkeys import RelyingParty
from screening.services.accounts.recovery_codes import code_digest, looks_like_one
from screening.services.accounts.sessions import Standing, Visit
from screening.services.accounts.tools import AccountTools
from screening.store import Transaction
from screening.store.queries import accounts
from screening.store.tables.account import AccountRow
from screening.store.tables.audit import Event

PURPOSE = "second factor"
LONGEST_CODE = 40


def give_code(tools: AccountTools, visit: Visit, code: str, browser: Browser, now: dt.datetime) -> str:
    """Complete a sign-in with a code; gives its new token.

    Raises:
        Refused: a wrong code, or one that was used.
        TooManyTries: before the code was looked at.
        NotFound: nothing is due, or the sign-in was ended or completed in the meantime.
    """
    with tried(tools, _counts(tools, visit, browser), now) as went_well:
        with tools.store.write() as tx:
            row = sessions.open_row(tx, visit)
            account = _due(tx, visit)
            factor = _taken(tools, tx, account, code[:LONGEST_CODE], now)
            token = sessions.renew(row, now, second_factor=True)
            note(tx, Event.SIGNED_IN, now, by=visit.account_id, factor=factor)
        went_well.append(True)
    return token


def give_passkey(
    tools: AccountTools,
    visit: Visit,
    response: str,
    party: RelyingParty,
    browser: Browser,
    now: dt.datetime,
) -> str:
    """Complete a sign-in with a passkey; raises as `give_code` does.

    Args:
        response: what the browser's passkey answered, as JSON.
    """
    with tried(tools, _counts(tools, visit, browser), now) as went_well:
        with tools.store.write() as tx:
            row = sessions.open_row(tx, visit)
            _due(tx, visit)
            passkeys.check(tools, tx, visit, response, party, now)
            token = sessions.renew(row, now, second_factor=True)
            note(tx, Event.SIGNED_IN, now, by=visit.account_id, factor="passkey")
        went_well.append(True)
    return token


def _counts(tools: AccountTools, visit: Visit, browser: Browser) -> tuple[Counted, ...]:
    device = device_of(tools, browser.mark, email_key(visit.email))
    return counts_of(PURPOSE, str(visit.account_id), browser.address, device)


def _due(tx: Transaction, visit: Visit) -> AccountRow:
    account = accounts.account(tx, visit.account_id, for_update=True)
    if account is None or account.disabled_at is not None or visit.standing is not Standing.SECOND_FACTOR_DUE:
        raise NotFound("no second factor is due")
    return account


def _taken(tools: AccountTools, tx: Transaction, account: AccountRow, code: str, now: dt.datetime) -> str:
    """Take a code, whichever kind it is, and say which."""
    if looks_like_one(code):
        if accounts.take_recovery_code(tx, account.id, code_digest(account.id, code), now):
            return "recovery_code"
        raise Refused("no such recovery code")
    if account.totp_sealed is None:
        raise Refused("no authenticator")
    step = step_of(tools.sealer.open(seal_purpose(account.id), account.totp_sealed), code, now)
    if step is None or not accounts.take_step(tx, account.id, step):
        raise Refused("a wrong code, or a used one")
    return "authenticator"


def seal_purpose(account_id: int) -> str:
    """What the secret of an account's authenticator is sealed for."""
    return f"authenticator of {account_id}"
