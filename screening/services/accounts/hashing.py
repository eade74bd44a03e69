"""Passwords as memory-hard hashes. How many are computed at once is bounded, whoever asks."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from screening.domain.errors import Busy

MEMORY_KIB = 32 * 1024
PASSES = 2
LEAST_MEMORY_KIB = 19 * 1024
LEAST_PASSES = 2
AT_ONCE = 2
"""In one process; each needs its memory for the whole time."""
WAIT_S = 2.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What one hash costs: memory in KiB and passes over it."""

    memory_kib: int = MEMORY_KIB
    passes: int = PASSES


@dataclass(frozen=True, slots=True)
class Hasher:
    """Makes and checks password hashes (argon2id)."""

    cost: Cost = field(default_factory=Cost)
    _turns: threading.BoundedSemaphore = field(
        default_factory=lambda: threading.BoundedSemaphore(AT_ONCE), repr=False, compare=False
    )

    def hash(self, password: str) -> str:
        """The hash to store, with its parameters and salt in it.

        Raises:
            Busy: too many are computed already.
        """
        with self._turn():
            return self._engine().hash(_bytes(password))

    def verify(self, stored: str | None, password: str) -> bool:
        """Whether the password fits. Without a stored hash the same work is done, and it never fits."""
        compared = stored or self._nobodys()
        with self._turn():
            try:
                fits = bool(self._engine().verify(compared, _bytes(password)))
            except (VerifyMismatchError, VerificationError, InvalidHashError, UnicodeError):
                fits = False
        return fits and stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Whether a hash was made at another cost than today's; it is made anew when its owner signs in."""
        try:
            return self._engine().check_needs_rehash(stored)
        except InvalidHashError:
            return True

    def _engine(self) -> PasswordHasher:
        return PasswordHasher(time_cost=self.cost.passes, memory_cost=self.cost.memory_kib, parallelism=1)

    def _nobodys(self) -> str:
        """A well-formed hash at today's cost that no password fits."""
        return f"$argon2id$v=19$m={self.cost.memory_kib},t={self.cost.passes},p=1${'A' * 22}${'A' * 43}"

    def _turn(self) -> _Turn:
        return _Turn(self._turns)


class _Turn:
    """Waits for a free place, for a while."""

    def __init__(self, turns: threading.BoundedSemaphore) -> None:
        self.turns = turns

    def __enter__(self) -> None:
        if not self.turns.acquire(timeout=WAIT_S):
            raise Busy("too many people sign in at this moment; try again")

    def __exit__(self, *_exception: object) -> None:
        self.turns.release()


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
