"""Single values of a roster: what is taken as it is, and what is refused with the reason."""

from __future__ import annotations

import re
import unicodedata

from screening.domain.roster.fields import EMAILS, LONGEST, NAMES, PHRASES, RosterField
from screening.domain.roster.shapes import LOOKS, shape_of, shapes_of_field
from screening.domain.wellformed import wrong_characters

_INVISIBLE = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060\u3164\ufeff\uffa0")
"""Joiners that some scripts need are not among them."""
_ERROR = re.compile(
    r"#(?:N/?A|NAME\?|NULL!|NUM!|REF!|VALUE!|DIV/0!|NV|WERT!|BEZUG!|ZAHL!|SPILL!|CALC!)|#{3,}"
)
_SHORTENED = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+[0-9]+")
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*"
_DOMAIN_PART = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"(?=[^@]{{1,64}}@){_LOCAL}@(?:{_DOMAIN_PART}\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]")
_FIRST_OF_TWO = re.compile("[\u00c2-\u00f4]")
"""What the first byte of a letter of several bytes becomes in Windows-1252."""


def value_problem(field: RosterField, text: str) -> str | None:
    """Why a value cannot be taken; None where it can.

    Args:
        text: without blanks around it, not empty.
    """
    problem = _problem_of_characters(text)
    if problem:
        return problem
    longest = LONGEST.get(field)
    if longest is not None and len(text) > longest:
        return f"Enter at most {longest} characters; this has {len(text)}"
    shape = shape_of(text)
    if shape not in shapes_of_field(field) and (field not in EMAILS):
        return f"This looks like {LOOKS[shape]}, not like {PHRASES[field]}; cells of this row may have moved"
    return _problem_of_kind(field, text)


def name_problem(name: str) -> str | None:
    """Why a name cannot be taken, for forms as for rosters; None where it can."""
    return value_problem(RosterField.NAME, name.strip()) if name.strip() else "Enter a name"


def _problem_of_characters(text: str) -> str | None:
    if text.isascii() and text.isprintable() and not text.startswith("#"):
        return None
    wrong = wrong_characters(text)
    if wrong:
        return f"Enter it without {wrong}"
    if any(character in _INVISIBLE or unicodedata.category(character) in {"Co", "Cn"} for character in text):
        return "Enter it without invisible characters"
    if "\ufffd" in text:
        return "A letter was lost before this file was saved; type it again"
    if _ERROR.fullmatch(text):
        return "The spreadsheet could not show this value; put it right there"
    return None


def _problem_of_kind(field: RosterField, text: str) -> str | None:
    if field in EMAILS:
        return None if _EMAIL.fullmatch(text) else "Enter one email address, such as name@example.org"
    if field in NAMES:
        if not any(map(str.isalpha, text)):
            return "A name needs letters"
        if _is_misread(text):
            return "The letters were misread when this file was saved; save it again as UTF-8"
    if field is RosterField.CLUB_KEY and _SHORTENED.fullmatch(text):
        return "The spreadsheet has shortened this number; format the column as text"
    return None


def _is_misread(text: str) -> bool:
    """Whether it is UTF-8 that was taken for Windows-1252: two signs that together were one letter."""
    if _FIRST_OF_TWO.search(text) is None:
        return False
    try:
        return len(text.encode("windows-1252").decode("utf-8")) < len(text)
    except UnicodeError:
        return False
