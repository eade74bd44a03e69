"""Passkeys as second factor, through a library that knows the protocol. Challenges are made, not stored.

A challenge is a keyed digest of the sign-in's token. Whatever a passkey is good for here gives the sign-in
another token, so an answer to the old challenge is worth nothing afterwards.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

import webauthn
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from screening.services.accounts.authenticator import ISSUER
from screening.services.accounts.limits import Refused
from screening.services.accounts.sessions import Visit
from screening.services.accounts.tools import AccountTools
from screening.store import Transaction
from screening.store.queries import accounts
from screening.store.tables.account import PasskeyRow

LONGEST_RESPONSE = 16 * 1024


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """The site as passkeys know it: its host name, and the origin its pages come from."""

    id: str
    origin: str


def options_to_add(tools: AccountTools, visit: Visit, party: RelyingParty) -> str:
    """What the browser needs to make a passkey, as JSON."""
    with tools.store.read() as tx:
        known = [
            PublicKeyCredentialDescriptor(id=row.credential_id)
            for row in accounts.passkeys_of(tx, visit.account_id)
        ]
    return webauthn.options_to_json(
        webauthn.generate_registration_options(
            rp_id=party.id,
            rp_name=ISSUER,
            user_id=tools.mac("passkey user", str(visit.account_id)),
            user_name=visit.email,
            user_display_name=visit.name,
            challenge=_challenge(tools, visit, "add"),
            exclude_credentials=known,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.DISCOURAGED,
                user_verification=UserVerificationRequirement.PREFERRED,
            ),
        )
    )


def options_to_check(tools: AccountTools, visit: Visit, party: RelyingParty) -> str:
    """What the browser needs to use a passkey of this account, as JSON."""
    with tools.store.read() as tx:
        known = [
            PublicKeyCredentialDescriptor(id=row.credential_id)
            for row in accounts.passkeys_of(tx, visit.account_id)
        ]
    return webauthn.options_to_json(
        webauthn.generate_authentication_options(
            rp_id=party.id, challenge=_challenge(tools, visit, "check"), allow_credentials=known
        )
    )


def made(
    tools: AccountTools, visit: Visit, response: str, party: RelyingParty, label: str, now: dt.datetime
) -> PasskeyRow:
    """The row of a passkey that the browser just made.

    Raises:
        Refused: it was made for another site, another sign-in, or cannot be read.
    """
    try:
        verified = webauthn.verify_registration_response(
            credential=_read(response),
            expected_challenge=_challenge(tools, visit, "add"),
            expected_rp_id=party.id,
            expected_origin=party.origin,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise Refused("not a passkey for this sign-in") from None
    return PasskeyRow(
        account_id=visit.account_id,
        credential_id=verified.credential_id,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        label=label,
        created_at=now,
    )


def check(
    tools: AccountTools, tx: Transaction, visit: Visit, response: str, party: RelyingParty, now: dt.datetime
) -> None:
    """Go on only if a passkey of this account answered the challenge of this sign-in.

    Raises:
        Refused: it did not.
    """
    try:
        sent = _read(response)
        row = accounts.passkey_by_credential(tx, base64url_to_bytes(str(sent["rawId"])))
        if row is None or row.account_id != visit.account_id:
            raise Refused("a passkey of nobody, or of somebody else")
        verified = webauthn.verify_authentication_response(
            credential=sent,
            expected_challenge=_challenge(tools, visit, "check"),
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=row.public_key,
            credential_current_sign_count=row.sign_count,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise Refused("not an answer for this sign-in") from None
    row.sign_count = verified.new_sign_count
    row.last_used_at = now


def _challenge(tools: AccountTools, visit: Visit, kind: str) -> bytes:
    return tools.mac(f"passkey to {kind}", visit.token_digest)


def _read(response: str) -> dict[str, object]:
    if len(response) > LONGEST_RESPONSE:
        raise ValueError("too long")
    read = json.loads(response)
    if not isinstance(read, dict):
        raise TypeError("not an object")
    return read
