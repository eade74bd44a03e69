"""Seals what must be read again, such as the secret of an authenticator, with a key outside the database."""

from __future__ import annotations

import base64
import datetime as dt
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from screening.domain.errors import ScreeningError


class CannotOpen(ScreeningError):
    """A sealed secret was made for something else, was changed, is too old, or its key is gone."""


@dataclass(frozen=True, slots=True, repr=False)
class Sealer:
    """Seals with the newest key and opens with each of them, so that keys can be changed."""

    keys: tuple[bytes, ...]

    @classmethod
    def under(cls, secret_keys: Iterable[str]) -> Sealer:
        """Under the server's secrets, newest first; of each a part of its own is used here."""
        return cls(
            tuple(
                base64.urlsafe_b64encode(hmac.digest(key.encode(), b"sealed second factors", "sha256"))
                for key in secret_keys
            )
        )

    def seal(self, purpose: str, text: str, now: dt.datetime) -> str:
        """The text as nobody without the key can read or change it; it opens for this purpose only."""
        sealed = Fernet(self.keys[0]).encrypt_at_time(f"{purpose}\0{text}".encode(), int(now.timestamp()))
        return sealed.decode()

    def open(self, purpose: str, sealed: str) -> str:
        """What was sealed for this purpose.

        Raises:
            CannotOpen: it was not, or cannot be read.
        """
        try:
            opened = MultiFernet([Fernet(key) for key in self.keys]).decrypt(sealed.encode())
        except (InvalidToken, ValueError):
            raise CannotOpen("sealed with another key, or changed") from None
        return _for(purpose, opened)

    def open_fresh(self, purpose: str, sealed: str, now: dt.datetime, life: dt.timedelta) -> str:
        """The same, for what was sealed within the last `life` by the newest key."""
        try:
            opened = Fernet(self.keys[0]).decrypt_at_time(
                sealed.encode("ascii", "replace"), int(life.total_seconds()), int(now.timestamp())
            )
        except (InvalidToken, ValueError):
            raise CannotOpen("too old, or changed") from None
        return _for(purpose, opened)


def _for(purpose: str, opened: bytes) -> str:
    written, _, text = opened.decode().partition("\0")
    if written != purpose:
        raise CannotOpen("sealed for something else")
    return text
