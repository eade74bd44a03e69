"""The one number parser for forms, JSON and imports: strict, so that nothing is read as something else."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

MAX_DIGITS = 12
_PLAIN = re.compile(r"(-?)([0-9]+)(?:([.,])([0-9]+))?")
_BLANKS = " \t\r\n"


class NotANumber(ValueError):
    """The text cannot be read as a number in one way only; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class BadNumber:
    """Stands in for a number that a file held but that cannot be read; `reason` says why."""

    reason: str


def read_number(text: str) -> int | float:
    """The number a text stands for: a whole one as int, another as float.

    ASCII digits with at most one separator, "." or ",", and at most 12 digits; blanks around are ignored.
    No exponent, plus sign, grouping, "nan" or "inf".

    Raises:
        NotANumber: anything else, and "1,000", which reads as one or as a thousand.
    Source:
        Requirement R-58 (expert rule).
    """
    text = text.strip(_BLANKS)
    if not text:
        raise NotANumber("it is empty")
    match = _PLAIN.fullmatch(text)
    if match is None:
        raise NotANumber("write it in plain digits")
    sign, whole, separator, fraction = match.groups()
    if len(whole) + len(fraction or "") > MAX_DIGITS:
        raise NotANumber(f"it has more than {MAX_DIGITS} digits")
    if separator == "," and len(fraction) == 3 and whole.strip("0") and len(whole) <= 3:
        raise NotANumber("it could mean a thousand or a fraction, so write 1000 or 1.0 instead of 1,000")
    if fraction is None or not fraction.strip("0"):
        return int(sign + whole)
    return float(f"{sign}{whole}.{fraction}")


def plain(value: float) -> int | float:
    """A finite number that is already typed, in the same form: whole ones as int.

    Raises:
        NotANumber: it is not finite, or has more than 12 digits before the point.
    """
    if isinstance(value, float) and not math.isfinite(value):
        raise NotANumber("it is not a finite number")
    if abs(value) >= 10**MAX_DIGITS:
        raise NotANumber(f"it has more than {MAX_DIGITS} digits")
    return int(value) if value == int(value) else value


def words(value: float) -> str:
    """A limit as people write it: 8 and 0.5, never 8.0."""
    return str(int(value)) if value == int(value) else str(value)
