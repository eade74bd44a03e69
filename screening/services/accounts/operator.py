"""What whoever runs the service does about accounts, on the machine itself; each leaves an audit entry."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.errors import InvalidAnswers, Problem
from screening.services.accounts.clubs import ClubWish, club_problems
from screening.services.accounts.emails import email_key, one_line
from screening.services.accounts.noted import note
from screening.services.accounts.passwords import PasswordLink, make_link
from screening.services.accounts.people import account_for, checked, give_role
from screening.store import Store, Transaction
from screening.store.queries import accounts, members, sign_ins
from screening.store.tables.account import AccountRow
from screening.store.tables.audit import Event
from screening.store.tables.club import ClubRow
from screening.store.tenancy import Reason


@dataclass(frozen=True, slots=True, repr=False)
class Added:
    """What adding somebody gives; no link for somebody who has a password already."""

    club: str
    link: PasswordLink | None


def make_club(store: Store, name: str, country: str, now: dt.datetime) -> None:
    """Make a club.

    Raises:
        InvalidAnswers: the name or the country cannot be used, or a club of that name exists.
    """
    wish = ClubWish(one_line(name), country)
    problems = club_problems(wish)
    with store.write(everywhere=Reason.NEW_CLUB) as tx:
        if any(one.name == wish.name for one in members.clubs(tx)):
            problems.append(Problem("club", "there is a club of this name already"))
        if problems:
            raise InvalidAnswers(problems)
        row = ClubRow(name=wish.name, country=wish.country, created_at=now)
        tx.add(row)
        tx.flush()
        note(tx, Event.CLUB_MADE, now, by=None, club=row.id)


def add_person(store: Store, email: str, name: str, role: str, club: str | None, now: dt.datetime) -> Added:
    """Give somebody a role in a club; an account is made where there is none.

    Args:
        club: its name; may be left out where there is exactly one.
    Raises:
        InvalidAnswers: something given cannot be used; every problem is listed.
    """
    chosen = checked(email, name, role)
    with store.write(everywhere=Reason.OPERATION) as tx:
        row = _club(tx, club)
        account, was_made = account_for(tx, email.strip(), one_line(name), now)
        tx.enter(row.id)
        give_role(tx, account.id, chosen, row.id, now)
        link = make_link(tx, account, now) if account.password_hash is None else None
        if was_made:
            note(tx, Event.ACCOUNT_MADE, now, by=None, club=row.id, how="operator")
        note(tx, Event.ROLE_CHANGED, now, by=None, club=row.id, how="operator", what="added", role=chosen)
        return Added(row.name, link)


def new_link(store: Store, email: str, now: dt.datetime) -> PasswordLink:
    """A new link to set somebody's password.

    Raises:
        InvalidAnswers: nobody has that address.
    """
    with store.write() as tx:
        account = _account(tx, email)
        note(tx, Event.FACTOR_CHANGED, now, by=None, how="operator", what="password_link")
        return make_link(tx, account, now)


def forget_second_factor(store: Store, email: str, now: dt.datetime) -> None:
    """Remove every second factor of somebody who lost them, and end every sign-in; raises as `new_link`."""
    with store.write() as tx:
        account = _account(tx, email)
        account.totp_sealed, account.totp_last_step = None, None
        account.version += 1
        for passkey in accounts.passkeys_of(tx, account.id):
            tx.delete(passkey)
        accounts.remove_recovery_codes(tx, account.id)
        sign_ins.end_sign_ins(tx, account.id, now)
        note(tx, Event.FACTOR_CHANGED, now, by=None, how="operator", what="all_removed")


def set_disabled(store: Store, email: str, *, disabled: bool, now: dt.datetime) -> None:
    """Close an account, which ends every sign-in, or open it again; raises as `new_link`."""
    with store.write() as tx:
        account = _account(tx, email)
        account.disabled_at = now if disabled else None
        account.version += 1
        if disabled:
            sign_ins.end_sign_ins(tx, account.id, now)
            accounts.remove_secrets(tx, account.id)
        note(tx, Event.FACTOR_CHANGED, now, by=None, how="operator", what="closed" if disabled else "opened")


def _account(tx: Transaction, email: str) -> AccountRow:
    found = accounts.account_by_email(tx, email_key(email))
    if found is None:
        raise InvalidAnswers([Problem("email", "nobody here has this address")])
    return found


def _club(tx: Transaction, name: str | None) -> ClubRow:
    known = members.clubs(tx)
    fitting = [one for one in known if name is None or one.name == one_line(name)]
    if len(fitting) == 1:
        return fitting[0]
    if not known:
        raise InvalidAnswers([Problem("club", "there is no club yet; add --new-club --country, such as GB")])
    raise InvalidAnswers([Problem("club", "name one of: " + ", ".join(one.name for one in known))])
