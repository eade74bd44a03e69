"""Which passwords are good enough: long, any characters, and none of those that are tried first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from zxcvbn import zxcvbn

from screening.domain.wellformed import wrong_characters

SHORTEST_WITH_SECOND_FACTOR = 12
SHORTEST_ALONE = 15
LONGEST = 256
LOOKED_AT = 64
"""The estimate takes a second for a very long text, and so many characters say enough."""
ENOUGH_GUESSES = 10**10
OUR_WORDS = ("hamstring", "screening", "hamstring screening", "athlete", "coach", "physio")


def typed_password(text: str) -> str:
    """A password in one form, however the keyboard composed its accents."""
    return unicodedata.normalize("NFC", text)


def shortest(*, second_factor: bool) -> int:
    """The fewest characters of a password, for an account with or without a second factor."""
    return SHORTEST_WITH_SECOND_FACTOR if second_factor else SHORTEST_ALONE


def password_problem(password: str, *, second_factor: bool, about: Iterable[str] = ()) -> str | None:
    """What speaks against a new password, in a sentence; None when it can be used.

    Args:
        second_factor: whether its account has one or must have one.
        about: words that belong to this person, such as the name and the address.
    """
    least = shortest(second_factor=second_factor)
    if len(password) < least:
        return f"Choose a password of {least} characters or more. Three or four unrelated words are good"
    if len(password) > LONGEST:
        return f"Shorten the password to {LONGEST} characters"
    wrong = wrong_characters(password)
    if wrong:
        return f"The password has {wrong}. Type it again"
    if _is_tried_first(password, about):
        return "This password is easy to guess. Choose three or four words that have nothing to do with you"
    return None


def _is_tried_first(password: str, about: Iterable[str]) -> bool:
    """Whether a list of known passwords, with the usual changes, gets there in few guesses."""
    words = [*OUR_WORDS, *(part for text in about for part in (text, *re.split(r"[\W_]+", text)) if part)]
    found = zxcvbn(password[:LOOKED_AT], user_inputs=words, max_length=LOOKED_AT)
    return int(found["guesses"]) < ENOUGH_GUESSES
