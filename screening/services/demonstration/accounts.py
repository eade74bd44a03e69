"""Ways to sign in to the demonstration: made on the spot, said once, never the same twice."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

import pyotp

from screening.domain.clubs import Role
from screening.services.access import STAFF
from screening.services.accounts.authenticator import new_secret
from screening.services.accounts.emails import email_key
from screening.services.accounts.second_factor import seal_purpose
from screening.services.accounts.tools import AccountTools
from screening.services.demonstration.plan import PEOPLE, DemonstrationPerson
from screening.store import Transaction
from screening.store.queries import accounts
from screening.store.tables.account import AccountRow
from screening.store.tokens import ALPHABET, grouped

PASSWORD_LETTERS = 16
"""80 random bits."""


@dataclass(frozen=True, slots=True, repr=False)
class WayIn:
    """How one person of the demonstration signs in. Neither secret can be read again later.

    Args:
        authenticator: what an authenticator app takes; None for whoever needs no second factor.
    """

    email: str
    role: Role
    password: str
    authenticator: str | None


@dataclass(frozen=True, slots=True, repr=False)
class CodeNow:
    """What an authenticator app would show at this moment."""

    email: str
    code: str


def make_account(
    tools: AccountTools, tx: Transaction, person: DemonstrationPerson, name: str, now: dt.datetime
) -> tuple[int, WayIn]:
    """Give a person an account and the role; gives the number of the account and the way in."""
    password = grouped("".join(secrets.choice(ALPHABET) for _ in range(PASSWORD_LETTERS)))
    row = AccountRow(
        email=person.email,
        email_key=email_key(person.email),
        name=name,
        password_hash=tools.hasher.hash(password),
        created_at=now,
        password_changed_at=now,
    )
    tx.add(row)
    tx.flush()
    authenticator = new_secret() if person.role in STAFF else None
    if authenticator:
        row.totp_sealed = tools.sealer.seal(seal_purpose(row.id), authenticator, now)
    return row.id, WayIn(person.email, person.role, password, authenticator)


def codes_now(tools: AccountTools, now: dt.datetime) -> tuple[CodeNow, ...]:
    """The code of the moment for everybody of the demonstration who needs one; each works once."""
    found = []
    with tools.store.read() as tx:
        rows = [accounts.account_by_email(tx, email_key(person.email)) for person in PEOPLE]
    for row in rows:
        if row is not None and row.totp_sealed:
            secret = tools.sealer.open(seal_purpose(row.id), row.totp_sealed)
            found.append(CodeNow(row.email, pyotp.TOTP(secret).at(now)))
    return tuple(found)
