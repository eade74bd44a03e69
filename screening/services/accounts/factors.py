"""Second factors of one's own account: added, replaced, removed, and the recovery codes that go with them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.errors import InvalidAnswers, NotAllowed, NotFound, Problem
from screening.services.accounts import passkeys, sessions
from screening.services.accounts.authenticator import address_for_app, new_secret, step_of
from screening.services.accounts.emails import name_problem, one_line
from screening.services.accounts.limits import Refused
from screening.services.accounts.noted import note
from screening.services.accounts.passkeys import RelyingParty
from screening.services.accounts.recovery_codes import code_digest, new_codes
from screening.services.accounts.sealing import CannotOpen
from screening.services.accounts.second_factor import seal_purpose
from screening.services.accounts.sessions import Standing, Visit
from screening.services.accounts.tools import AccountTools
from screening.store import Transaction
from screening.store.queries import accounts, sign_ins
from screening.store.tables.account import AccountRow, RecoveryCodeRow, SignInRow
from screening.store.tables.audit import Event

OFFER_LIFE = dt.timedelta(minutes=30)
MOST_PASSKEYS = 10
LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True, repr=False)
class Offer:
    """A new authenticator that is not in use yet.

    Args:
        secret: to type into the app.
        address: the same for a QR code.
        sealed: goes into the form, so that nothing is stored before a first code was right.
    """

    secret: str
    address: str
    sealed: str


@dataclass(frozen=True, slots=True, repr=False)
class Changed:
    """What a change gives: the sign-in's new token, and recovery codes where new ones were made."""

    token: str
    recovery_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passkey:
    """One line of the list of passkeys."""

    id: int
    label: str
    created_at: dt.datetime
    last_used_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """The second factors of an account, as its owner sees them."""

    has_authenticator: bool
    passkeys: tuple[Passkey, ...]
    codes_left: int
    must_have_one: bool

    @property
    def only_one_left(self) -> bool:
        """Whether the last one would go with the next that is removed."""
        return self.has_authenticator + len(self.passkeys) == 1


def factors_of(tools: AccountTools, visit: Visit) -> Factors:
    """The second factors of this person."""
    with tools.store.read() as tx:
        account = accounts.account(tx, visit.account_id)
        return Factors(
            has_authenticator=account is not None and account.totp_sealed is not None,
            passkeys=tuple(
                Passkey(row.id, row.label, row.created_at, row.last_used_at)
                for row in accounts.passkeys_of(tx, visit.account_id)
            ),
            codes_left=accounts.count_recovery_codes(tx, visit.account_id),
            must_have_one=visit.is_staff,
        )


def offer_authenticator(tools: AccountTools, visit: Visit, now: dt.datetime, sealed: str = "") -> Offer:
    """A new authenticator to scan or type; the same again where the form brings it back.

    Args:
        sealed: of an offer made before; another one is made where it is too old or was changed.
    """
    try:
        secret = tools.sealer.open_fresh(_offer_purpose(visit), sealed, now, OFFER_LIFE)
    except CannotOpen:
        secret = new_secret()
        sealed = tools.sealer.seal(_offer_purpose(visit), secret, now)
    return Offer(secret, address_for_app(secret, visit.email), sealed)


def add_authenticator(tools: AccountTools, visit: Visit, sealed: str, code: str, now: dt.datetime) -> Changed:
    """Use the offered authenticator from now on, in place of an earlier one.

    Raises:
        Refused: the code is wrong, or the offer was made for another sign-in or too long ago.
        NotFound: the sign-in was ended or renewed in the meantime.
    """
    try:
        secret = tools.sealer.open_fresh(_offer_purpose(visit), sealed, now, OFFER_LIFE)
    except CannotOpen:
        raise Refused("an offer that no longer holds") from None
    step = step_of(secret, code, now)
    if step is None:
        raise Refused("a wrong code")
    with tools.store.write() as tx:
        row, account = _held(tx, visit)
        account.totp_sealed = tools.sealer.seal(seal_purpose(account.id), secret, now)
        account.totp_last_step = step
        return _changed(tx, visit, row, account, now, "authenticator_added")


def add_passkey(
    tools: AccountTools, visit: Visit, response: str, label: str, party: RelyingParty, now: dt.datetime
) -> Changed:
    """Use the passkey that the browser just made from now on.

    Raises:
        InvalidAnswers: a name that cannot be used, or too many passkeys.
        Refused: it was not made for this sign-in.
        NotFound: the sign-in was ended or renewed in the meantime.
    """
    label = one_line(label) or "Passkey"
    problem = name_problem("label", label)
    if problem is None and len(label) > LONGEST_LABEL:
        problem = Problem("label", f"Shorten the name to {LONGEST_LABEL} characters")
    if problem is not None:
        raise InvalidAnswers([problem])
    made = passkeys.made(tools, visit, response, party, label, now)
    with tools.store.write() as tx:
        row, account = _held(tx, visit)
        if len(accounts.passkeys_of(tx, account.id)) >= MOST_PASSKEYS:
            raise InvalidAnswers([Problem("label", "Remove a passkey first; ten are the most")])
        if accounts.passkey_by_credential(tx, made.credential_id) is not None:
            raise Refused("this passkey is in use")
        tx.add(made)
        tx.flush()
        return _changed(tx, visit, row, account, now, "passkey_added")


def remove_authenticator(tools: AccountTools, visit: Visit, now: dt.datetime) -> Changed:
    """Remove the authenticator.

    Raises:
        NotAllowed: the role needs a second factor and this is the last one.
        NotFound: there is none, or the sign-in was ended in the meantime.
    """
    with tools.store.write() as tx:
        row, account = _held(tx, visit)
        if account.totp_sealed is None:
            raise NotFound("no authenticator")
        account.totp_sealed = None
        tx.flush()
        _refuse_last_one(tx, visit)
        return _changed(tx, visit, row, account, now, "authenticator_removed")


def remove_passkey(tools: AccountTools, visit: Visit, passkey_id: int, now: dt.datetime) -> Changed:
    """Remove one passkey of one's own; raises as `remove_authenticator` does."""
    with tools.store.write() as tx:
        row, account = _held(tx, visit)
        mine = [one for one in accounts.passkeys_of(tx, account.id) if one.id == passkey_id]
        if not mine:
            raise NotFound("no such passkey")
        tx.delete(mine[0])
        tx.flush()
        _refuse_last_one(tx, visit)
        return _changed(tx, visit, row, account, now, "passkey_removed")


def renew_recovery_codes(tools: AccountTools, visit: Visit, now: dt.datetime) -> Changed:
    """Make new recovery codes; the old ones stop working.

    Raises:
        NotFound: there is no second factor that they could stand in for.
    """
    with tools.store.write() as tx:
        row, account = _held(tx, visit)
        if not accounts.has_second_factor(tx, account.id):
            raise NotFound("no second factor")
        accounts.remove_recovery_codes(tx, account.id)
        return _changed(tx, visit, row, account, now, "recovery_codes_made")


def _held(tx: Transaction, visit: Visit) -> tuple[SignInRow, AccountRow]:
    row = sessions.open_row(tx, visit)
    account = accounts.account(tx, visit.account_id, for_update=True)
    if account is None or account.disabled_at is not None or visit.standing is Standing.SECOND_FACTOR_DUE:
        raise NotFound("not signed in far enough")
    if visit.standing is Standing.ENROLMENT_DUE and accounts.has_second_factor(tx, account.id):
        # Another browser was first: this one has to give that factor, and may not add its own.
        raise NotFound("not signed in far enough")
    return row, account


def _refuse_last_one(tx: Transaction, visit: Visit) -> None:
    if visit.is_staff and not accounts.has_second_factor(tx, visit.account_id):
        raise NotAllowed("this role needs a second factor")


def _changed(
    tx: Transaction, visit: Visit, row: SignInRow, account: AccountRow, now: dt.datetime, what: str
) -> Changed:
    """End the other sign-ins, renew this one, and see to the recovery codes."""
    account.version += 1
    tx.flush()
    has_factor = accounts.has_second_factor(tx, account.id)
    codes: tuple[str, ...] = ()
    if not has_factor:
        accounts.remove_recovery_codes(tx, account.id)
    elif not accounts.count_recovery_codes(tx, account.id):
        codes = _store_codes(tx, account.id)
    sign_ins.end_sign_ins(tx, account.id, now, but=row.id)
    token = sessions.renew(row, now, second_factor=has_factor)
    if not has_factor:
        row.second_factor_at = None
    note(tx, Event.FACTOR_CHANGED, now, by=visit.account_id, what=what)
    return Changed(token, codes)


def _store_codes(tx: Transaction, account_id: int) -> tuple[str, ...]:
    codes = new_codes()
    tx.add_all(
        RecoveryCodeRow(account_id=account_id, code_digest=code_digest(account_id, code)) for code in codes
    )
    return codes


def _offer_purpose(visit: Visit) -> str:
    return f"new authenticator for {visit.token_digest}"
