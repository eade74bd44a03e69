"""Browsers of test people who are signed in, in whatever role, with one call and without typing anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from screening.domain.clubs import Role
from screening.services.access import STAFF
from screening.services.accounts import sessions
from screening.services.accounts.emails import email_key
from screening.services.accounts.recovery_codes import code_digest
from screening.services.accounts.second_factor import seal_purpose
from screening.services.accounts.tools import AccountTools
from screening.store import Transaction
from screening.store.queries import sign_ins
from screening.store.tables.account import AccountRow, RecoveryCodeRow
from screening.store.tables.club import ClubRow
from screening.store.tables.people import MembershipRow, MembershipSquadRow
from screening.store.tenancy import Reason
from screening.web.parts import parts
from screening.web.signed_in import CLUB, TOKEN, tools
from tests.support.clubs import MadeClub

PASSWORD = "four unrelated words 42"  # noqa: S105 - opens nothing but test accounts
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105
"""Of every test authenticator."""
RECOVERY_CODE = "7KQ4-M2RD-90TX-5GHW"
CSRF = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Person:
    """One person in a browser of their own."""

    app: Flask
    client: FlaskClient
    account_id: int
    club_id: int | None
    email: str

    def get(self, path: str) -> TestResponse:
        """Open a page."""
        return self.client.get(path)

    def post(self, path: str, fields: Mapping[str, str | Sequence[str]] | None = None) -> TestResponse:
        """Send a form with a valid token against forgery."""
        return self.client.post(
            path, data={**(fields or {}), "csrf_token": csrf_token(self.app, self.client)}
        )

    @property
    def token(self) -> str | None:
        """The token of the sign-in that the browser holds."""
        with self.client.session_transaction() as kept:
            return kept.get(TOKEN)


def csrf_token(app: Flask, client: FlaskClient) -> str:
    """A valid token against forgery for what this browser's session is now."""
    with client.session_transaction() as kept:
        secret = kept.setdefault("csrf_token", CSRF)
    return URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token").dumps(secret)


def add_club(app: Flask, name: str = "Riverside", country: str = "GB") -> int:
    """A club of that name; gives its number."""
    with app.app_context(), parts().store.write(everywhere=Reason.NEW_CLUB) as tx:
        row = ClubRow(name=name, country=country, created_at=parts().clock())
        tx.add(row)
        tx.flush()
        return row.id


def add_account(
    app: Flask, email: str, *, name: str = "Sam Field", second_factor: bool = False, password: bool = True
) -> int:
    """An account with the test password, and with the test authenticator if wanted; gives its number."""
    with app.app_context():
        hashed = tools().hasher.hash(PASSWORD) if password else None
        with parts().store.write() as tx:
            row = AccountRow(
                email=email,
                email_key=email_key(email),
                name=name,
                password_hash=hashed,
                created_at=parts().clock(),
            )
            tx.add(row)
            tx.flush()
            if second_factor:
                _add_factor(tools(), tx, row, parts().clock())
            return row.id


def add_member(app: Flask, club: int, account: int, role: Role, squads: Iterable[int] = ()) -> int:
    """A role of an account in a club; gives the number of the membership."""
    with app.app_context(), parts().store.write(club=club) as tx:
        row = MembershipRow(account_id=account, role=role, created_at=parts().clock())
        tx.add(row)
        tx.flush()
        tx.add_all(MembershipSquadRow(membership_id=row.id, squad_id=squad) for squad in squads)
        return row.id


def signed_in(
    app: Flask,
    *roles: Role,
    club: int | None = None,
    squads: Iterable[int] = (),
    email: str | None = None,
    account: int | None = None,
    second_factor: bool | None = None,
) -> Person:
    """A browser in which somebody with these roles is signed in, as far as the roles ask for.

    Args:
        club: where the roles are; a new club where none is given and there are roles.
        squads: those a coach looks after.
        account: an account that exists; a new one otherwise.
        second_factor: whether it was given; for staff it is, unless this says no.
    """
    if club is None and roles:
        club = add_club(app)
    has_given = bool(STAFF & set(roles)) if second_factor is None else second_factor
    email = email or f"{'-'.join(roles) or 'nobody'}-{club}-{_count(app)}@example.org"
    if account is None:
        account = add_account(app, email, second_factor=has_given)
        for role in roles:
            add_member(app, club or 0, account, role, squads if role is Role.COACH else ())
    client = app.test_client()
    token = _begin(app, account, has_given)
    with client.session_transaction() as kept:
        kept[TOKEN] = token
        if club is not None:
            kept[CLUB] = club
    return Person(app, client, account, club, email)


def _begin(app: Flask, account: int, second_factor: bool) -> str:
    with app.app_context(), parts().store.write() as tx:
        token = sessions.begin(tx, account, "Firefox on Linux", parts().clock())
        if second_factor:
            row = sign_ins.open_sign_ins_of(tx, account)[0]
            token = sessions.renew(row, parts().clock(), second_factor=True)
        return token


def _add_factor(made: AccountTools, tx: Transaction, row: AccountRow, now: dt.datetime) -> None:
    row.totp_sealed = made.sealer.seal(seal_purpose(row.id), SECRET, now)
    tx.add(RecoveryCodeRow(account_id=row.id, code_digest=code_digest(row.id, RECOVERY_CODE)))


def _count(app: Flask) -> int:
    made: Any = app.extensions.setdefault("people_of_tests", [])
    made.append(1)
    return len(made)


def member_of(app: Flask, made: MadeClub, role: Role) -> Person:
    """A browser in which the person of this role of a made club is signed in."""
    person = signed_in(app, account=made.accounts[role], club=made.id, second_factor=role in STAFF)
    person.email = f"{made.name}-{role}@example.org"
    return person
