"""Browsers in which an account was signed in before: known by a cookie that says nothing to anybody else."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass

from screening.services.accounts.tools import AccountTools

NONCE_BYTES = 16
LONGEST = 200
PURPOSE = "known browser"


@dataclass(frozen=True, slots=True)
class Browser:
    """Where a request comes from.

    Args:
        address: of the network, as far as it can be believed.
        mark: what a known browser keeps; None for a new one.
        device: a short label, such as "Firefox on Windows".
    """

    address: str
    mark: str | None
    device: str


def mark_for(tools: AccountTools, email_key: str) -> str:
    """The mark that a browser gets when this account was signed in there."""
    nonce = secrets.token_urlsafe(NONCE_BYTES)
    return f"{nonce}.{_seal(tools, nonce, email_key)}"


def device_of(tools: AccountTools, mark: str | None, email_key: str) -> str | None:
    """What tells this browser from others, if its mark was made for this account; None otherwise."""
    if not mark or len(mark) > LONGEST or not mark.isascii():
        return None
    nonce, _, seal = mark.partition(".")
    return nonce if hmac.compare_digest(seal, _seal(tools, nonce, email_key)) else None


def _seal(tools: AccountTools, nonce: str, email_key: str) -> str:
    return tools.mac(PURPOSE, f"{nonce}\0{email_key}").hex()
