"""Codes on paper for the day the phone is gone: each works once, and only a digest is stored."""

from __future__ import annotations

import secrets

from screening.store.tokens import ALPHABET, digest, grouped, plain_code

HOW_MANY = 10
LETTERS = 16
"""80 random bits, so that a plain digest cannot be tried out and no key has to be kept for it."""


def new_codes() -> tuple[str, ...]:
    """Fresh codes as they are printed: 7KQ4-M2RD-90TX-5GHW."""
    return tuple(grouped("".join(secrets.choice(ALPHABET) for _ in range(LETTERS))) for _ in range(HOW_MANY))


def looks_like_one(typed: str) -> bool:
    """Whether the typed text is as long as a recovery code."""
    return len(plain_code(typed)) == LETTERS


def code_digest(account_id: int, typed: str) -> str:
    """What is stored of a code; it counts for its own account only."""
    return digest(f"recovery code\0{account_id}\0{plain_code(typed)}")
