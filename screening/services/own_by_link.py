"""What the link of a result opens of one's own data: little, because links are handed on.

Whoever holds it sees who can see the result and may take consents back, which only protects. History,
export and erasure need a sign-in, which is offered by mail to the address the club has.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from screening.domain.clubs import ConsentBy, ConsentHow, Purpose, Role
from screening.domain.consents import Decider
from screening.domain.errors import NotFound
from screening.services.access import STAFF
from screening.services.accounts.emails import email_key
from screening.services.accounts.passwords import make_link
from screening.services.accounts.people import account_for, give_role
from screening.services.consents import By, ConsentPicture, consent_picture, decide
from screening.services.own_who import Reader, who_can_see
from screening.services.reach import athlete_ref
from screening.store import Store, Transaction
from screening.store.queries import (
    accounts,
    athletes,
    audit,
    club_screenings,
    members,
    outbox,
    own,
    screenings,
)
from screening.store.tables.account import AccountRow
from screening.store.tables.athlete import AthleteRow, GuardianLinkRow
from screening.store.tables.audit import Event
from screening.store.tables.invitation import ClubScreeningRow
from screening.store.tenancy import Reason
from screening.store.tokens import digest

SUBJECT = "Your sign-in"
MAIL = (
    "You, or somebody who holds a link of yours, asked for a sign-in to your own pages.\n\n"
    "Set a password here. The link works once, until {until} UTC:\n{address}\n\n"
    "If it was not you, do nothing: without the password nothing opens."
)
MAIL_KNOWN = (
    "You, or somebody who holds a link of yours, asked for a sign-in to your own pages.\n\n"
    "You have one: sign in with this address here:\n{address}\n\n"
    "If it was not you, do nothing."
)
BETWEEN_MAILS = dt.timedelta(hours=1)
Owner: TypeAlias = AthleteRow | GuardianLinkRow
"""Whose sign-in is asked for."""


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What a link's holder sees.

    Args:
        mail_goes_to: the address for the sign-in, most of it hidden; None where the club has none.
    """

    club: str
    consents: ConsentPicture
    readers: tuple[Reader, ...]
    mail_goes_to: str | None
    has_sign_in: bool


def is_of_club(store: Store, token: str) -> bool:
    """Whether the result of a link belongs to a club, and so has a page about its data."""
    with store.read(everywhere=Reason.LINK) as tx:
        row = screenings.screening_by_token(tx, digest(token))
        return row is not None and club_screenings.place_of(tx, row.id) is not None


def link_page(store: Store, token: str, now: dt.datetime) -> LinkPage:
    """The page of a result's link.

    Raises:
        NotFound: no such link, or its result belongs to no club.
    """
    place = _place(store, token)
    with store.read(club=place.club_id) as tx:
        athlete, club = _athlete(tx, place), members.club(tx, place.club_id)
        reference = athlete_ref(tx, athlete.id)
        picture = consent_picture(tx, athlete.id, now.date())
        owner = _owner(tx, athlete, picture)
        address = _address(tx, owner)
        return LinkPage(
            club=club.name if club is not None else "",
            consents=picture,
            readers=who_can_see(tx, reference, picture.allowed) if reference is not None else (),
            mail_goes_to=masked(address) if address is not None else None,
            has_sign_in=owner is not None and owner.account_id is not None,
        )


def withdraw_by_link(store: Store, token: str, purpose: Purpose, now: dt.datetime) -> None:
    """Take a consent back; it counts from the next request on.

    Raises:
        NotFound: as `link_page`.
    """
    place = _place(store, token)
    with store.write(club=place.club_id) as tx:
        athlete = _athlete(tx, place)
        decide(tx, athlete.id, {purpose: False}, By(ConsentBy.ATHLETE, ConsentHow.LINK), now)


def offer_sign_in(store: Store, token: str, now: dt.datetime, link: Callable[[str | None], str]) -> None:
    """Have a mail sent to the address the club has, with a link to set a password; at most one an hour.

    Under the age of own consent it goes to the guardian. An address of the club's own staff gets none:
    whoever keeps the roster could have written it there.

    Args:
        link: makes the address that sets a password with a secret, or the one to sign in for None.
    Raises:
        NotFound: as `link_page`.
    """
    place = _place(store, token)
    with store.write(everywhere=Reason.SIGN_IN) as tx:
        tx.enter(place.club_id)
        athlete = _athlete(tx, place, for_update=True)
        picture = consent_picture(tx, athlete.id, now.date())
        owner = _owner(tx, athlete, picture)
        address = _address(tx, owner)
        if owner is None or address is None or own.has_mail_since(tx, address, SUBJECT, now - BETWEEN_MAILS):
            return
        known = accounts.account_by_email(tx, email_key(address))
        if known is not None and (known.disabled_at is not None or _is_staff(tx, known)):
            return
        account, was_made = account_for(tx, address, owner.name, now)
        _join(tx, owner, account, now)
        if account.password_hash is None:
            made = make_link(tx, account, now)
            body = MAIL.format(until=f"{made.expires_at:%d %B %Y, %H:%M}", address=link(made.token))
        else:
            body = MAIL_KNOWN.format(address=link(None))
        outbox.put_into_outbox(tx, address, SUBJECT, body, now)
        if was_made:
            audit.record(tx, Event.ACCOUNT_MADE, now, athlete_id=athlete.id, detail={"how": "result_link"})


def masked(address: str) -> str:
    """An address of which its owner knows which one it is, and nobody else."""
    name, _, host = address.partition("@")
    return f"{name[:1]}…@{host[:1]}…"


def _place(store: Store, token: str) -> ClubScreeningRow:
    with store.read(everywhere=Reason.LINK) as tx:
        row = screenings.screening_by_token(tx, digest(token))
        place = club_screenings.place_of(tx, row.id) if row is not None else None
    if place is None:
        raise NotFound("no such result of a club")
    return place


def _athlete(tx: Transaction, place: ClubScreeningRow, *, for_update: bool = False) -> AthleteRow:
    row = athletes.athlete(tx, place.athlete_id, for_update=for_update)
    if row is None:
        raise NotFound("no such athlete")
    return row


def _owner(tx: Transaction, athlete: AthleteRow, picture: ConsentPicture) -> Owner | None:
    """Whose sign-in it is: the athlete's, or that of the first guardian while a guardian decides."""
    if picture.decider is not Decider.GUARDIAN:
        return athlete
    return next(iter(athletes.guardians_of(tx, athlete.id)), None)


def _address(tx: Transaction, owner: Owner | None) -> str | None:
    """Where the sign-in goes: the address of the account that is tied already, or the one the club has.

    None where there is none, and where two athletes share one: nobody knows then whose sign-in it would be.
    """
    if owner is None:
        return None
    account = accounts.account(tx, owner.account_id) if owner.account_id is not None else None
    if account is not None:
        return account.email
    if isinstance(owner, AthleteRow) and owner.email and own.is_shared(tx, owner.email, owner.id):
        return None
    return owner.email


def _is_staff(tx: Transaction, account: AccountRow) -> bool:
    return any(members.has_open(tx, account.id, role) for role in STAFF)


def _join(tx: Transaction, owner: Owner, account: AccountRow, now: dt.datetime) -> None:
    """Tie the account to the athlete or the guardian, with the role that goes with it."""
    role = Role.ATHLETE if isinstance(owner, AthleteRow) else Role.GUARDIAN
    owner.account_id = account.id
    if not members.has_open(tx, account.id, role):
        give_role(tx, account.id, role, tx.club, now)
