"""The first start: a secret that works once and for an hour makes the first administrator and the club."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from screening.domain.clubs import Role, SecretPurpose
from screening.domain.errors import InvalidAnswers, NotFound, Problem
from screening.services.accounts import sessions
from screening.services.accounts.clubs import ClubWish, club_problems
from screening.services.accounts.emails import email_key, email_problem, name_problem, one_line
from screening.services.accounts.known_browsers import Browser, mark_for
from screening.services.accounts.noted import note
from screening.services.accounts.password_rules import password_problem, typed_password
from screening.services.accounts.sign_in import Opened
from screening.services.accounts.tools import AccountTools, new_token, token_digest
from screening.store import Store
from screening.store.queries import accounts
from screening.store.tables.account import AccountRow, SetupSecretRow
from screening.store.tables.audit import Event
from screening.store.tables.club import ClubRow
from screening.store.tables.people import MembershipRow
from screening.store.tenancy import Reason

SECRET_LIFE = dt.timedelta(hours=1)
ALSO = (Role.COACH, Role.PHYSIO, Role.DOCTOR)
"""What the first administrator may be besides: in a small club one person is several things."""


@dataclass(frozen=True, slots=True, repr=False)
class FirstPerson:
    """What the set-up form holds, as it was typed."""

    name: str
    email: str
    password: str
    club: str
    country: str
    also: Collection[str] = ()


def is_open(store: Store) -> bool:
    """Whether there is no account yet; the set-up exists only as long."""
    with store.read() as tx:
        return not accounts.has_accounts(tx)


def make_secret(store: Store, now: dt.datetime) -> str | None:
    """A new secret for the first set-up, kept as a digest only; None once somebody has an account."""
    with store.write() as tx:
        if accounts.has_accounts(tx):
            return None
        accounts.remove_secrets(tx, None)
        token = new_token()
        tx.add(
            SetupSecretRow(
                purpose=SecretPurpose.FIRST_RUN,
                secret_digest=token_digest(token),
                expires_at=now + SECRET_LIFE,
            )
        )
        return token


def require_secret(store: Store, token: str, now: dt.datetime) -> None:
    """Go on only with a secret that still works.

    Raises:
        NotFound: another secret, one that was used or is too old, or somebody has an account already.
    """
    with store.read() as tx:
        secret = accounts.open_secret(tx, token_digest(token), now)
        if secret is None or secret.purpose is not SecretPurpose.FIRST_RUN or accounts.has_accounts(tx):
            raise NotFound("nothing to set up")


def set_up(tools: AccountTools, token: str, given: FirstPerson, browser: Browser, now: dt.datetime) -> Opened:
    """Make the club and its first administrator, and sign that person in.

    Raises:
        NotFound: as `require_secret` does; of several at once exactly one gets through.
        InvalidAnswers: something typed cannot be used; every problem is listed.
    """
    require_secret(tools.store, token, now)
    wish = ClubWish(one_line(given.club), given.country)
    name, email = one_line(given.name), given.email.strip()
    problems = _problems(given, name, email, wish)
    if problems:
        raise InvalidAnswers(problems)
    fresh = tools.hasher.hash(typed_password(given.password))
    with tools.store.write(everywhere=Reason.NEW_CLUB) as tx:
        secret = accounts.open_secret(tx, token_digest(token), now, for_update=True)
        if secret is None or accounts.has_accounts(tx) or not accounts.take_secret(tx, secret.id, now):
            raise NotFound("nothing to set up")
        account = AccountRow(
            email=email,
            email_key=email_key(email),
            name=name,
            password_hash=fresh,
            created_at=now,
            password_changed_at=now,
        )
        club = ClubRow(name=wish.name, country=wish.country, created_at=now)
        tx.add_all((account, club))
        tx.flush()
        for role in (Role.ADMINISTRATOR, *(role for role in ALSO if role in given.also)):
            tx.add(MembershipRow(club_id=club.id, account_id=account.id, role=role, created_at=now))
        note(tx, Event.CLUB_MADE, now, by=account.id, club=club.id)
        note(tx, Event.ACCOUNT_MADE, now, by=account.id, club=club.id)
        return Opened(sessions.begin(tx, account.id, browser.device, now), mark_for(tools, email_key(email)))


def _problems(given: FirstPerson, name: str, email: str, wish: ClubWish) -> list[Problem]:
    weak = password_problem(
        typed_password(given.password), second_factor=True, about=(name, email, wish.name)
    )
    found = [
        *club_problems(wish),
        name_problem("name", name, "your name"),
        email_problem("email", email),
        Problem("password", weak) if weak else None,
    ]
    if not set(given.also) <= {str(role) for role in ALSO}:
        found.append(Problem("also", "Choose from the roles that are listed"))
    return [problem for problem in found if problem is not None]
