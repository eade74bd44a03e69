"""Turning numbers, dates and lists into the words of the reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from screening.domain import dates

day = dates.day
MINUS = "−"
_NUMBERS = (
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_DAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


def counted(number: int) -> str:
    """Small numbers as words, larger ones as figures."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def capital(text: str) -> str:
    """The text with its first letter large; the rest is left alone."""
    return text[:1].upper() + text[1:]


def signed(number: int) -> str:
    """+9, −7 or 0, with a real minus."""
    if number == 0:
        return "0"
    return f"+{number}" if number > 0 else f"{MINUS}{-number}"


def moment(time: dt.datetime) -> str:
    """14 November 2026, 18:40 UTC: a time is never printed without its zone."""
    if time.tzinfo is None:
        raise ValueError("a time without a zone cannot be printed")
    return f"{day(time.date())}, {time:%H:%M} {time.tzname()}"


def weekday(number: int) -> str:
    """The name of day 1 (Monday) to 7 (Sunday)."""
    return _DAYS[number - 1]


def listed(parts: Sequence[str], joint: str = "and") -> str:
    """a; a and b; a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {joint} {parts[-1]}"


def ended(text: str) -> str:
    """The text with a full stop, unless it ends with one already."""
    text = text.strip()
    return text if not text or text[-1] in ".?:”" else text + "."
