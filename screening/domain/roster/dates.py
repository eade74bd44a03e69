"""Dates as people write them in rosters, read in one way only or not at all.

Where day and month could change places a person has to say which comes first; nothing is guessed from other
rows. Years have four digits.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
import unicodedata
from collections.abc import Iterable

from screening.domain.reporting.words import day
from screening.domain.roster.month_words import MONTHS


class DateOrder(enum.StrEnum):
    """Which comes first in a date of three numbers that does not start with the year."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class NotADate(ValueError):
    """The text cannot be read as a date in one way only; the message says what to do."""


_ADVICE = "enter it as 14 November 2006 or 2006-11-14"
_MIDNIGHT = r"(?:[T ]0?0:00(?::00(?:\.0+)?)?)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){_MIDNIGHT}")
_YEAR_LAST = re.compile(
    rf"([0-9]{{1,2}})(?:([-/])|(\. ?))([0-9]{{1,2}})(?:\2|\3)([0-9]{{2}}|[0-9]{{4}}){_MIDNIGHT}"
)
_DAY_MONTH_YEAR = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th|er|º|°|\.)?(?:[ -]| de | di )?([^\W\d_]+)\.?,?(?:[ -]| de | del )?"
    r"([0-9]{2}|[0-9]{4})"
)
_MONTH_DAY_YEAR = re.compile(r"([^\W\d_]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{2}|[0-9]{4})")
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")


def read_date(text: str, order: DateOrder | None) -> dt.date:
    """The date a text stands for.

    Args:
        order: which of day and month comes first, where a person has said so.
    Raises:
        NotADate: it is none, or could be two.
    """
    text = " ".join(text.split())
    if _SERIAL.fullmatch(text):
        raise NotADate("this is the number behind a date; format the column as a date, or " + _ADVICE)
    if match := _YEAR_FIRST.fullmatch(text):
        return _date(match[1], match[3], match[4])
    if match := _YEAR_LAST.fullmatch(text):
        return _of_numbers(match[1], match[4], _whole_year(match[5]), order)
    if match := _DAY_MONTH_YEAR.fullmatch(text):
        return _date(_whole_year(match[3]), _month(match[2]), match[1])
    if match := _MONTH_DAY_YEAR.fullmatch(text):
        return _date(_whole_year(match[3]), _month(match[1]), match[2])
    raise NotADate(f"this is no date; {_ADVICE}")


def is_like_a_date(text: str) -> bool:
    """Whether the text has the form of a date, be it a good one or not."""
    text = " ".join(text.split())
    if _YEAR_FIRST.fullmatch(text) or _YEAR_LAST.fullmatch(text):
        return True
    match = _DAY_MONTH_YEAR.fullmatch(text)
    word = match[2] if match else None
    if word is None and (match := _MONTH_DAY_YEAR.fullmatch(text)):
        word = match[1]
    return word is not None and _folded(word) in MONTHS


def swappable(text: str) -> bool:
    """Whether day and month of this date could change places and make another date."""
    match = _YEAR_LAST.fullmatch(" ".join(text.split()))
    return match is not None and _are_two_dates(match[1], match[4])


def is_numeric_year_last(text: str) -> bool:
    """Whether it is a date of three numbers with the year at the end."""
    return _YEAR_LAST.fullmatch(" ".join(text.split())) is not None


def orders_possible(texts: Iterable[str]) -> frozenset[DateOrder]:
    """The orders under which every date of a column is one; for a suggestion to the person who chooses."""
    possible = set(DateOrder)
    for text in texts:
        match = _YEAR_LAST.fullmatch(" ".join(text.split()))
        if match is None:
            continue
        if int(match[1]) > 12:
            possible.discard(DateOrder.MONTH_FIRST)
        if int(match[4]) > 12:
            possible.discard(DateOrder.DAY_FIRST)
    return frozenset(possible)


def _of_numbers(first: str, second: str, year: str, order: DateOrder | None) -> dt.date:
    if order is None:
        if _are_two_dates(first, second):
            one, other = _date(year, second, first), _date(year, first, second)
            raise NotADate(
                f"this is {day(one)} or {day(other)}; choose whether day or month comes first in this file"
            )
        order = DateOrder.DAY_FIRST if int(first) > 12 or first == second else DateOrder.MONTH_FIRST
    if order is DateOrder.DAY_FIRST:
        return _date(year, second, first)
    return _date(year, first, second)


def _are_two_dates(first: str, second: str) -> bool:
    return 1 <= int(first) <= 12 and 1 <= int(second) <= 12 and int(first) != int(second)


def _whole_year(year: str) -> str:
    if len(year) != 4:
        raise NotADate(f"the year has two digits only; {_ADVICE}")
    return year


def _month(word: str) -> str:
    month = MONTHS.get(_folded(word))
    if month is None:
        raise NotADate(f"this is no date; {_ADVICE}")
    return str(month)


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return "".join(character for character in decomposed if unicodedata.category(character) != "Mn")


def _date(year: str, month: str, day_of_month: str) -> dt.date:
    try:
        return dt.date(int(year), int(month), int(day_of_month))
    except ValueError:
        raise NotADate(f"there is no such day; {_ADVICE}") from None
