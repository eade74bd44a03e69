"""Addresses and names of people as they are typed: checked, stored as typed, compared in one form."""

from __future__ import annotations

import re
import unicodedata

from screening.domain.errors import Problem
from screening.domain.wellformed import wrong_characters
from screening.store.tables.account import LONGEST_ADDRESS, LONGEST_KEY, LONGEST_NAME

ADDRESS = re.compile(r"[^@\s,;<>\"()]+@[^@\s,;<>\"()]+\.[^@\s,;<>\"()]+")


def email_key(typed: str) -> str:
    """An address as it is compared: letters of one form, capital and small ones alike."""
    return unicodedata.normalize("NFKC", typed.strip()).casefold()[:LONGEST_KEY]


def email_problem(field: str, typed: str) -> Problem | None:
    """What is wrong with an address."""
    if not typed:
        return Problem(field, "Enter an e-mail address, such as sam@example.org")
    is_sound = len(typed) <= LONGEST_ADDRESS and not wrong_characters(typed) and ADDRESS.fullmatch(typed)
    return (
        None if is_sound else Problem(field, "Check the e-mail address; it should look like sam@example.org")
    )


def name_problem(field: str, typed: str, what: str = "the name") -> Problem | None:
    """What is wrong with the name of a person or a club; `what` says of which, as in "your name"."""
    if not typed:
        return Problem(field, f"Enter {what}")
    if len(typed) > LONGEST_NAME:
        return Problem(field, f"Shorten {what} to {LONGEST_NAME} characters")
    wrong = wrong_characters(typed)
    return Problem(field, f"Write {what} in plain letters; it has {wrong}") if wrong else None


def one_line(typed: str) -> str:
    """Text without blanks at its ends and with single blanks inside."""
    return " ".join(part for part in typed.split(" ") if part)
