"""What a cell looks like, whatever its column says: that tells a shifted cell or column from a slip."""

from __future__ import annotations

import enum
import re

from screening.domain.roster.dates import is_like_a_date
from screening.domain.roster.fields import EMAILS, NAMES, RosterField


class Shape(enum.StrEnum):
    """The look of a text."""

    EMAIL = "email"
    DATE = "date"
    YEAR = "year"
    NUMBER = "number"
    TEXT = "text"


LOOKS = {
    Shape.EMAIL: "an email address",
    Shape.DATE: "a date",
    Shape.YEAR: "a year",
    Shape.NUMBER: "a number",
    Shape.TEXT: "words",
}
_EMAIL = re.compile(r"\w@\w")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NUMBER = re.compile(r"[+-]?[0-9][0-9 .,]*")
_PLAIN = frozenset({Shape.TEXT, Shape.NUMBER, Shape.YEAR})
_NAME = frozenset({Shape.TEXT})


def shape_of(text: str) -> Shape:
    """The look of a text that is not empty."""
    if _EMAIL.search(text):
        return Shape.EMAIL
    if not any(map(str.isdigit, text)):
        return Shape.TEXT
    if is_like_a_date(text):
        return Shape.DATE
    if _YEAR.fullmatch(text):
        return Shape.YEAR
    return Shape.NUMBER if _NUMBER.fullmatch(text) else Shape.TEXT


def shapes_of_field(field: RosterField) -> frozenset[Shape]:
    """How a value of the field may look."""
    if field in EMAILS:
        return frozenset({Shape.EMAIL})
    if field in NAMES:
        return _NAME
    if field is RosterField.BIRTH_DATE:
        # A number is the one behind a date; its own check has the better words.
        return frozenset({Shape.DATE, Shape.YEAR, Shape.NUMBER})
    if field is RosterField.BIRTH_YEAR:
        return frozenset({Shape.YEAR, Shape.NUMBER})
    return _PLAIN
