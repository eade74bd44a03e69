"""What the services about accounts work with: the store, the hash, and the keys outside the database."""

from __future__ import annotations

import datetime as dt
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from screening.services.accounts.hashing import Cost, Hasher
from screening.services.accounts.sealing import Sealer
from screening.store import Store
from screening.store.tokens import digest

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True, repr=False)
class AccountTools:
    """Made once for each process from its settings."""

    store: Store
    hasher: Hasher
    sealer: Sealer
    key: bytes
    """For what needs no secret of its own: counting keys, known browsers, challenges."""

    @classmethod
    def under(cls, store: Store, secret_keys: Sequence[str], cost: Cost) -> AccountTools:
        """With the server's secrets, newest first."""
        key = hmac.digest(secret_keys[0].encode(), b"accounts", "sha256")
        return cls(store, Hasher(cost), Sealer.under(secret_keys), key)

    def mac(self, purpose: str, of: str) -> bytes:
        """A keyed digest of 256 bits, for one purpose."""
        return hmac.digest(self.key, f"{purpose}\0{of}".encode("utf-8", "surrogatepass"), "sha256")


def new_token() -> str:
    """A fresh secret of 256 bits for a link or a sign-in."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_digest(token: str) -> str:
    """What is stored of it."""
    return digest(token)


def is_past(moment: dt.datetime, life: dt.timedelta, now: dt.datetime) -> bool:
    """Whether something that began at `moment` is over; a clock set back by much ends it too."""
    return now >= moment + life or now < moment - MOST_DRIFT


MOST_DRIFT = dt.timedelta(minutes=5)
"""Clocks of two servers differ by less; more means that somebody turned one."""
