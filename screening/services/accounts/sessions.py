"""Open sign-ins: begun, found at each request, renewed, listed and ended. Tokens are stored as digests."""

from __future__ import annotations

import datetime as dt
import enum
from contextlib import suppress
from dataclasses import dataclass

from screening.domain.clubs import Role
from screening.domain.errors import Busy, NotFound
from screening.services.access import STAFF, Actor, Membership
from screening.services.accounts.tools import AccountTools, is_past, new_token, token_digest
from screening.store import Transaction
from screening.store.queries import accounts, members, sign_ins
from screening.store.tables.account import AccountRow, SignInRow
from screening.store.tenancy import Reason

STAFF_IDLE = dt.timedelta(minutes=30)
STAFF_LIFE = dt.timedelta(hours=12)
OWN_IDLE = dt.timedelta(days=14)
OWN_LIFE = dt.timedelta(days=30)
HALF_LIFE = dt.timedelta(minutes=10)
"""From the password to the second factor."""
ENROLMENT_LIFE = dt.timedelta(minutes=30)
"""From the password to a first second factor, which may have to be installed."""
SEEN_EVERY = dt.timedelta(minutes=1)
"""A request sooner than this writes nothing."""
FORGOTTEN_AFTER = dt.timedelta(days=60)
PROOF_LIFE = dt.timedelta(minutes=5)


class Standing(enum.StrEnum):
    """How far somebody has come with signing in."""

    FULL = "full"
    SECOND_FACTOR_DUE = "second_factor_due"
    ENROLMENT_DUE = "enrolment_due"
    """The role needs a second factor, and the account has none yet."""


@dataclass(frozen=True, slots=True)
class ClubName:
    """A club somebody belongs to."""

    club_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is asking, as one request knows it."""

    sign_in_id: int
    token_digest: str
    account_id: int
    name: str
    email: str
    standing: Standing
    actor: Actor
    clubs: tuple[ClubName, ...]
    has_second_factor: bool

    @property
    def is_staff(self) -> bool:
        """Whether any role of this person needs a second factor, in whatever club."""
        return any(one.role in STAFF for one in self.actor.memberships)

    @property
    def club_name(self) -> str:
        """The name of the club of the moment; empty for somebody of no club."""
        return next((club.name for club in self.clubs if club.club_id == self.actor.club_id), "")

    def proved_recently(self, now: dt.datetime) -> bool:
        """Whether the last proof of identity is fresh enough for what must not be done by a stranger."""
        return not is_past(self.actor.proved_at, PROOF_LIFE, now)


@dataclass(frozen=True, slots=True)
class OpenSignIn:
    """One line of the list of sign-ins."""

    id: int
    device: str
    created_at: dt.datetime
    last_seen_at: dt.datetime
    is_this_one: bool


def begin(tx: Transaction, account_id: int, device: str, now: dt.datetime) -> str:
    """Open a sign-in after the password was right; the token goes to the browser and is not kept."""
    token = new_token()
    sign_ins.remove_old_sign_ins(tx, now - FORGOTTEN_AFTER)
    tx.add(
        SignInRow(
            account_id=account_id,
            token_digest=token_digest(token),
            created_at=now,
            last_seen_at=now,
            proved_at=now,
            device=device,
        )
    )
    tx.flush()
    return token


def renew(row: SignInRow, now: dt.datetime, *, second_factor: bool = False) -> str:
    """Give a sign-in another token, because what it may do has changed; the old one opens nothing more."""
    token = new_token()
    row.token_digest = token_digest(token)
    row.last_seen_at = max(now, row.created_at)
    row.proved_at = now
    if second_factor:
        row.second_factor_at = now
    return token


def find(tools: AccountTools, token: str, now: dt.datetime, *, club: int | None = None) -> Visit | None:
    """Who holds this token; None when it opens nothing (any more).

    Args:
        club: the club to work in, if this person belongs to it; the first one otherwise.
    """
    with tools.store.read(everywhere=Reason.SIGN_IN) as tx:
        row = sign_ins.open_sign_in(tx, token_digest(token))
        account = accounts.account(tx, row.account_id) if row is not None else None
        if row is None or account is None or account.disabled_at is not None:
            return None
        visit = _visit(tx, row, account, club)
        is_over = _is_over(row, visit, now)
        was_seen = row.last_seen_at
    if is_over:
        return None
    if now >= was_seen + SEEN_EVERY:
        with suppress(Busy):  # reading goes on while nothing can be written; the sign-in only ends sooner
            _mark_seen(tools, token, now)
    return visit


def open_row(tx: Transaction, visit: Visit) -> SignInRow:
    """The row of this visit's sign-in, held until the commit.

    Raises:
        NotFound: it was ended or renewed in the meantime.
    """
    row = sign_ins.open_sign_in(tx, visit.token_digest, for_update=True)
    if row is None:
        raise NotFound("this sign-in is over")
    return row


def listed(tools: AccountTools, visit: Visit, now: dt.datetime) -> tuple[OpenSignIn, ...]:
    """The open sign-ins of this person, the one of this request first."""
    life, idle = (STAFF_LIFE, STAFF_IDLE) if visit.is_staff else (OWN_LIFE, OWN_IDLE)
    with tools.store.read() as tx:
        rows = sign_ins.open_sign_ins_of(tx, visit.account_id)
    alive = [
        row
        for row in rows
        if not is_past(row.created_at, life, now) and not is_past(row.last_seen_at, idle, now)
    ]
    found = [
        OpenSignIn(row.id, row.device, row.created_at, row.last_seen_at, row.id == visit.sign_in_id)
        for row in alive
    ]
    return tuple(sorted(found, key=lambda one: not one.is_this_one))


def end(tools: AccountTools, visit: Visit, now: dt.datetime, *, only: int) -> None:
    """End one sign-in of this person; one that is not theirs, or over, is left as it is."""
    with tools.store.write() as tx:
        sign_ins.end_sign_ins(tx, visit.account_id, now, only=only)


def end_others(tools: AccountTools, visit: Visit, now: dt.datetime) -> int:
    """End every sign-in of this person but the one of this request; says how many."""
    with tools.store.write() as tx:
        return sign_ins.end_sign_ins(tx, visit.account_id, now, but=visit.sign_in_id)


def needs_second_factor(roles: frozenset[Role]) -> bool:
    """Whether somebody with these roles must have a second factor."""
    return bool(roles & STAFF)


def _visit(tx: Transaction, row: SignInRow, account: AccountRow, club: int | None) -> Visit:
    found = members.memberships_of(tx, account.id)
    squads = members.squads_of(tx, [one.id for one in found])
    memberships = tuple(Membership(one.club_id, one.role, squads.get(one.id, frozenset())) for one in found)
    ids = list(dict.fromkeys(one.club_id for one in memberships))
    names = {one.id: one.name for one in members.clubs(tx) if one.id in ids}
    has_factor = accounts.has_second_factor(tx, account.id)
    gave_factor = row.second_factor_at is not None
    actor = Actor(
        account_id=account.id,
        memberships=memberships,
        second_factor=gave_factor,
        proved_at=row.proved_at,
        club_id=club if club in ids else next(iter(ids), None),
    )
    return Visit(
        sign_in_id=row.id,
        token_digest=row.token_digest,
        account_id=account.id,
        name=account.name,
        email=account.email,
        standing=_standing(memberships, has_factor=has_factor, gave_factor=gave_factor),
        actor=actor,
        clubs=tuple(ClubName(club_id, names[club_id]) for club_id in ids),
        has_second_factor=has_factor,
    )


def _standing(memberships: tuple[Membership, ...], *, has_factor: bool, gave_factor: bool) -> Standing:
    if gave_factor:
        return Standing.FULL
    if has_factor:
        return Standing.SECOND_FACTOR_DUE
    must = needs_second_factor(frozenset(one.role for one in memberships))
    return Standing.ENROLMENT_DUE if must else Standing.FULL


def _is_over(row: SignInRow, visit: Visit, now: dt.datetime) -> bool:
    if visit.standing is Standing.SECOND_FACTOR_DUE:
        return is_past(row.created_at, HALF_LIFE, now)
    if visit.standing is Standing.ENROLMENT_DUE:
        return is_past(row.created_at, ENROLMENT_LIFE, now)
    life, idle = (STAFF_LIFE, STAFF_IDLE) if visit.is_staff else (OWN_LIFE, OWN_IDLE)
    return is_past(row.created_at, life, now) or is_past(row.last_seen_at, idle, now)


def _mark_seen(tools: AccountTools, token: str, now: dt.datetime) -> None:
    with tools.store.write() as tx:
        row = sign_ins.open_sign_in(tx, token_digest(token), for_update=True)
        if row is not None and now > row.last_seen_at:
            row.last_seen_at = now
