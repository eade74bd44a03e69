"""People of a club: who has which role. An administrator invites them by a link, changes roles, ends them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from screening.domain.clubs import Role
from screening.domain.errors import InvalidAnswers, NotFound, Problem
from screening.services.access import STAFF, Action, Actor, ClubRef, require
from screening.services.accounts.emails import email_key, email_problem, name_problem, one_line
from screening.services.accounts.noted import note
from screening.services.accounts.passwords import PasswordLink, make_link
from screening.services.accounts.tools import AccountTools
from screening.store import Transaction
from screening.store.queries import accounts, members, sign_ins
from screening.store.tables.account import AccountRow
from screening.store.tables.audit import Event
from screening.store.tables.people import MembershipRow
from screening.store.tenancy import Reason

INVITABLE = (Role.COACH, Role.PHYSIO, Role.DOCTOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Member:
    """One role of one person in the club. `name` is empty until that person has signed in as a member."""

    membership_id: int
    role: Role
    name: str
    email: str
    is_me: bool
    has_joined: bool


@dataclass(frozen=True, slots=True, repr=False)
class Invited:
    """What inviting gives: a link to hand on where this club may give one, shown once."""

    email: str
    link: PasswordLink | None


def people_of(tools: AccountTools, actor: Actor, club_id: int) -> tuple[Member, ...]:
    """The staff of a club with their roles.

    Raises:
        NotFound: this person does not look after that club.
    """
    require(actor, Action.MANAGE_MEMBERS, ClubRef(club_id))
    with tools.store.read(club=club_id) as tx:
        return tuple(
            _member(tx, actor, membership, account)
            for membership, account in members.members(tx)
            if membership.role in STAFF
        )


def person_of(tools: AccountTools, actor: Actor, club_id: int, membership_id: int) -> Member:
    """One role of one person.

    Raises:
        NotFound: no such member of this club.
    """
    found = [one for one in people_of(tools, actor, club_id) if one.membership_id == membership_id]
    if not found:
        raise NotFound("no such member")
    return found[0]


def invite(
    tools: AccountTools, actor: Actor, club_id: int, email: str, name: str, role: str, now: dt.datetime
) -> Invited:
    """Give somebody a role in the club; who has no account yet gets one, and a link to set a password.

    Raises:
        NotFound: this person does not look after that club.
        InvalidAnswers: something typed cannot be used.
    """
    require(actor, Action.MANAGE_MEMBERS, ClubRef(club_id))
    chosen = checked(email, name, role)
    with tools.store.write(everywhere=Reason.SIGN_IN) as tx:
        account, was_made = account_for(tx, email.strip(), one_line(name), now)
        may_link = _is_of_this_club_only(tx, account.id, club_id)
        tx.enter(club_id)
        give_role(tx, account.id, chosen, club_id, now)
        link = make_link(tx, account, now) if may_link and account.password_hash is None else None
        if was_made:
            note(tx, Event.ACCOUNT_MADE, now, by=actor.account_id, club=club_id)
        note(tx, Event.ROLE_CHANGED, now, by=actor.account_id, club=club_id, what="added", role=chosen)
        return Invited(account.email, link)


def new_link(
    tools: AccountTools, actor: Actor, club_id: int, membership_id: int, now: dt.datetime
) -> Invited:
    """A new link to set the password of a member; the link of before stops working.

    Who belongs to other clubs too gets none here: no club opens an account that others rely on.

    Raises:
        NotFound: no such member of this club.
    """
    require(actor, Action.MANAGE_MEMBERS, ClubRef(club_id))
    with tools.store.write(everywhere=Reason.SIGN_IN) as tx:
        account_id = _account_of(tx, club_id, membership_id)
        may_link = _is_of_this_club_only(tx, account_id, club_id)
        tx.enter(club_id)
        account = accounts.account(tx, account_id, for_update=True)
        if account is None or account.disabled_at is not None:
            raise NotFound("no such member")
        note(tx, Event.FACTOR_CHANGED, now, by=actor.account_id, club=club_id, what="password_link")
        return Invited(account.email, make_link(tx, account, now) if may_link else None)


def change_role(
    tools: AccountTools, actor: Actor, club_id: int, membership_id: int, role: str, now: dt.datetime
) -> None:
    """Give a member another role; every sign-in of that person ends.

    Raises:
        NotFound: no such member of this club.
        InvalidAnswers: not a role for staff, one the person has, or the last administrator would go.
    """
    require(actor, Action.MANAGE_MEMBERS, ClubRef(club_id))
    wanted = _role(role)
    if isinstance(wanted, Problem):
        raise InvalidAnswers([wanted])
    with tools.store.write(club=club_id) as tx:
        row = _staff_row(tx, membership_id)
        if row.role is wanted:
            return
        _refuse_last_administrator(tx, row)
        _end(tx, row, now)
        give_role(tx, row.account_id, wanted, club_id, now)
        sign_ins.end_sign_ins(tx, row.account_id, now)
        note(tx, Event.ROLE_CHANGED, now, by=actor.account_id, club=club_id, what="changed", role=wanted)


def end_role(tools: AccountTools, actor: Actor, club_id: int, membership_id: int, now: dt.datetime) -> None:
    """End a role; every sign-in of that person ends.

    Raises:
        NotFound: no such member of this club.
        InvalidAnswers: the last administrator would go.
    """
    require(actor, Action.MANAGE_MEMBERS, ClubRef(club_id))
    with tools.store.write(club=club_id) as tx:
        row = _staff_row(tx, membership_id)
        _refuse_last_administrator(tx, row)
        _end(tx, row, now)
        sign_ins.end_sign_ins(tx, row.account_id, now)
        note(tx, Event.ROLE_CHANGED, now, by=actor.account_id, club=club_id, what="ended", role=row.role)


def checked(email: str, name: str, role: str) -> Role:
    """The role that was chosen, where address, name and role can be used.

    Raises:
        InvalidAnswers: with every problem.
    """
    wanted = _role(role)
    found: Sequence[Problem | None] = (
        email_problem("email", email.strip()),
        name_problem("name", one_line(name)),
        wanted if isinstance(wanted, Problem) else None,
    )
    problems = [problem for problem in found if problem is not None]
    if problems or isinstance(wanted, Problem):
        raise InvalidAnswers(problems)
    return wanted


def account_for(tx: Transaction, email: str, name: str, now: dt.datetime) -> tuple[AccountRow, bool]:
    """The account of this address, made without a password where there is none, and whether it was made."""
    known = accounts.account_by_email(tx, email_key(email))
    if known is not None:
        return known, False
    made = AccountRow(email=email, email_key=email_key(email), name=name, created_at=now)
    tx.add(made)
    tx.flush()
    return made, True


def give_role(tx: Transaction, account_id: int, role: Role, club_id: int, now: dt.datetime) -> None:
    """Give an account a role in the transaction's club.

    Raises:
        InvalidAnswers: it has that role already.
    """
    if members.has_open(tx, account_id, role):
        raise InvalidAnswers([Problem("role", "This person has that role in the club already")])
    tx.add(MembershipRow(club_id=club_id, account_id=account_id, role=role, created_at=now))
    # What somebody may do has changed, so it begins with a new sign-in.
    sign_ins.end_sign_ins(tx, account_id, now)
    tx.flush()


def _end(tx: Transaction, row: MembershipRow, now: dt.datetime) -> None:
    members.remove_squads_of(tx, row.id)
    members.end_membership(row, now)
    tx.flush()


def _is_of_this_club_only(tx: Transaction, account_id: int, club_id: int) -> bool:
    return members.clubs_ever_of(tx, account_id) <= {club_id}


def _account_of(tx: Transaction, club_id: int, membership_id: int) -> int:
    row = members.membership(tx, membership_id)
    if row is None or row.club_id != club_id or row.role not in STAFF:
        raise NotFound("no such member")
    return row.account_id


def _staff_row(tx: Transaction, membership_id: int) -> MembershipRow:
    row = members.membership(tx, membership_id)
    if row is None or row.role not in STAFF:
        raise NotFound("no such member")
    return row


def _refuse_last_administrator(tx: Transaction, row: MembershipRow) -> None:
    if row.role is Role.ADMINISTRATOR and members.count_administrators(tx) == 1:
        problem = "A club needs an administrator. Give somebody else that role first"
        raise InvalidAnswers([Problem("role", problem)])


def _role(typed: str) -> Role | Problem:
    if typed in {str(role) for role in INVITABLE}:
        return Role(typed)
    return Problem("role", "Choose a role from the list")


def _member(tx: Transaction, actor: Actor, membership: MembershipRow, account: AccountRow) -> Member:
    has_joined = sign_ins.has_signed_in_since(tx, account.id, membership.created_at)
    return Member(
        membership_id=membership.id,
        role=membership.role,
        # Until then the name is what another club may have typed; it is not shown to this one.
        name=account.name if has_joined else "",
        email=account.email,
        is_me=account.id == actor.account_id,
        has_joined=has_joined,
    )
