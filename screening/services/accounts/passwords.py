"""Passwords of one's own: changed while signed in, or set through a link that works once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.clubs import Role, SecretPurpose
from screening.domain.errors import InvalidAnswers, NotFound, Problem
from screening.services.accounts import sessions
from screening.services.accounts.known_browsers import Browser
from screening.services.accounts.limits import Refused
from screening.services.accounts.noted import note
from screening.services.accounts.password_rules import password_problem, typed_password
from screening.services.accounts.sessions import Visit, needs_second_factor
from screening.services.accounts.sign_in import prove
from screening.services.accounts.tools import AccountTools, new_token, token_digest
from screening.store import Transaction
from screening.store.queries import accounts, members, sign_ins
from screening.store.tables.account import AccountRow, SetupSecretRow
from screening.store.tables.audit import Event
from screening.store.tenancy import Reason

FIRST_LINK_LIFE = dt.timedelta(hours=24)
"""Nothing of an account can be read before its first password; the link is handed on by a person."""
RESET_LINK_LIFE = dt.timedelta(minutes=30)


@dataclass(frozen=True, slots=True, repr=False)
class PasswordLink:
    """A link that sets a password once. The token is shown once and not kept."""

    token: str
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """Whose password a link sets."""

    name: str
    email: str
    has_password: bool
    second_factor: bool
    """Whether the account has one or must have one; a password alone has to be longer."""


def change_password(
    tools: AccountTools, visit: Visit, old: str, new: str, browser: Browser, now: dt.datetime
) -> str:
    """Change the password and end every other sign-in; gives this one's new token.

    Raises:
        InvalidAnswers: the old one is wrong, or the new one is not good enough.
        TooManyTries: before the old one was looked at.
        NotFound: the sign-in was ended in the meantime.
    """
    must = visit.is_staff or visit.has_second_factor
    problem = password_problem(typed_password(new), second_factor=must, about=(visit.name, visit.email))
    if problem:
        raise InvalidAnswers([Problem("new", problem)])
    try:
        token = prove(tools, visit, old, browser, now)
    except Refused:
        raise InvalidAnswers([Problem("old", "This is not your password now. Type it again")]) from None
    fresh = tools.hasher.hash(typed_password(new))
    with tools.store.write() as tx:
        row = sign_ins.open_sign_in(tx, token_digest(token), for_update=True)
        account = accounts.account(tx, visit.account_id, for_update=True)
        if row is None or account is None:
            raise NotFound("this sign-in is over")
        _set(tx, account, fresh, now, by=visit.account_id)
        sign_ins.end_sign_ins(tx, visit.account_id, now, but=row.id)
        return sessions.renew(row, now)


def make_link(tx: Transaction, account: AccountRow, now: dt.datetime) -> PasswordLink:
    """A link for this account; earlier ones stop working."""
    is_first = account.password_hash is None
    accounts.remove_secrets(tx, account.id)
    accounts.remove_old_secrets(tx, now)
    token = new_token()
    expires = now + (FIRST_LINK_LIFE if is_first else RESET_LINK_LIFE)
    tx.add(
        SetupSecretRow(
            purpose=SecretPurpose.SET_PASSWORD if is_first else SecretPurpose.RESET_PASSWORD,
            account_id=account.id,
            secret_digest=token_digest(token),
            expires_at=expires,
        )
    )
    return PasswordLink(token, expires)


def holder_of(tools: AccountTools, token: str, now: dt.datetime) -> LinkHolder:
    """Whose password a link sets. Looking at it changes nothing.

    Raises:
        NotFound: no such link, or it was used, superseded, or is too old; all alike.
    """
    with tools.store.read(everywhere=Reason.SIGN_IN) as tx:
        return _holder(tx, _opened(tx, token, now)[1])


def set_password(tools: AccountTools, token: str, new: str, browser: Browser, now: dt.datetime) -> str:
    """Set a password by a link, end every sign-in of the account and open one; gives its token.

    Raises:
        NotFound: as `holder_of` does; of several at once exactly one gets through.
        InvalidAnswers: the password is not good enough.
    """
    holder = holder_of(tools, token, now)
    problem = password_problem(
        typed_password(new), second_factor=holder.second_factor, about=(holder.name, holder.email)
    )
    if problem:
        raise InvalidAnswers([Problem("new", problem)])
    fresh = tools.hasher.hash(typed_password(new))
    with tools.store.write() as tx:
        secret, account = _opened(tx, token, now)
        if not accounts.take_secret(tx, secret.id, now):
            raise NotFound("used in the meantime")
        _set(tx, account, fresh, now, by=None)
        sign_ins.end_sign_ins(tx, account.id, now)
        return sessions.begin(tx, account.id, browser.device, now)


def _opened(tx: Transaction, token: str, now: dt.datetime) -> tuple[SetupSecretRow, AccountRow]:
    secret = accounts.open_secret(tx, token_digest(token), now)
    account = accounts.account(tx, secret.account_id) if secret and secret.account_id else None
    if secret is None or account is None or account.disabled_at is not None:
        raise NotFound("no such link")
    if secret.purpose is SecretPurpose.SET_PASSWORD and account.password_hash is not None:
        raise NotFound("this account has a password")
    return secret, account


def _holder(tx: Transaction, account: AccountRow) -> LinkHolder:
    roles: frozenset[Role] = frozenset(one.role for one in members.memberships_of(tx, account.id))
    return LinkHolder(
        name=account.name,
        email=account.email,
        has_password=account.password_hash is not None,
        second_factor=needs_second_factor(roles) or accounts.has_second_factor(tx, account.id),
    )


def _set(tx: Transaction, account: AccountRow, fresh: str, now: dt.datetime, *, by: int | None) -> None:
    account.password_hash = fresh
    account.password_changed_at = now
    account.version += 1
    accounts.remove_secrets(tx, account.id)
    note(tx, Event.FACTOR_CHANGED, now, by=by, what="password")
