"""Single cells of a case file: numbers with their unit, dates, times of day. Refused rather than guessed."""

from __future__ import annotations

import datetime as dt
import enum
import re
from dataclasses import dataclass

from screening.domain.numbers import NotANumber, read_number, words
from screening.domain.roster.dates import DateOrder, NotADate, read_date
from screening.imports.case_files.fields import FACTORS, FileField, Unit

MISSING = frozenset({"", "-", "–", "—", "n/a", "na", "#n/a", "null", "nan"})
"""What exports write where there is no value."""
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])(?::([0-5][0-9])(?:\.[0-9]+)?)?")
_TIME = re.compile(
    r"([0-9]{1,2}):([0-5][0-9])(?::([0-5][0-9])(?:\.[0-9]+)?)?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE
)
_DATE_AND_TIME = re.compile(r"(.*[0-9])(?:T|[ ,]+)([0-9]{1,2}:[0-9]{2}.*?)Z?")
_GROUPED = {",": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+"), ".": re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")}
_MINUTE = 60


class DecimalMark(enum.StrEnum):
    """What stands before the fraction of a number, where a person has said so."""

    POINT = "point"
    COMMA = "comma"


class WrongCell(ValueError):
    """The cell cannot be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Range:
    """What a value may be, in the base unit of its field. `whole`: no fraction."""

    lowest: float
    highest: float
    whole: bool = False


_POINTS = Range(0, 10, whole=True)
_FORCE = Range(0, 2000)
_FORCE_KG = Range(0, 40)
RANGES = {
    FileField.PAIN_MORNING: _POINTS,
    FileField.PAIN_SESSION: _POINTS,
    FileField.SORENESS: _POINTS,
    FileField.FATIGUE: _POINTS,
    FileField.EFFORT: Range(0, 10),
    FileField.SLEEP: Range(0, 24 * 3600),
    FileField.MINUTES: Range(0, 600 * _MINUTE),
    FileField.LEFT_REPS: Range(0, 200, whole=True),
    FileField.RIGHT_REPS: Range(0, 200, whole=True),
    FileField.LEFT_FORCE: _FORCE,
    FileField.RIGHT_FORCE: _FORCE,
    FileField.LEFT_FORCE_KG: _FORCE_KG,
    FileField.RIGHT_FORCE_KG: _FORCE_KG,
    FileField.IMBALANCE: Range(-100, 100),
    FileField.TOP_SPEED: Range(0, 13),
    FileField.TOP_SPEED_PCT: Range(0, 150),
    FileField.FAST_DISTANCE: Range(0, 20_000),
    FileField.SPRINTS: Range(0, 500, whole=True),
}
"""Bounds against slips and wrong units; none of them judges a value."""
_SHARE_OF_ONE = 1.5
"""A share of the best speed up to here was written as a fraction of one, not in percent."""


def is_missing(text: str) -> bool:
    """Whether a cell holds no value."""
    return text.strip().casefold() in MISSING


def read_cell(text: str, field: FileField, unit: Unit | None, decimal: DecimalMark | None) -> float:
    """A value in the base unit of its field: seconds, metres, metres per second, points, newtons.

    Raises:
        WrongCell: it is no number, or cannot be right.
    """
    value = _in_unit(text.strip(), unit, decimal)
    limits = RANGES[field]
    if not limits.lowest <= value <= limits.highest:
        raise WrongCell(_out_of_range(field, limits, unit))
    if limits.whole and value != int(value):
        raise WrongCell("Enter a whole number")
    if field is FileField.TOP_SPEED_PCT and 0 < value <= _SHARE_OF_ONE:
        raise WrongCell("Enter percent, such as 93 and not 0.93")
    return 10 - value if unit is Unit.POINTS_HIGH_IS_LESS else value


def read_day(text: str, order: DateOrder | None) -> tuple[dt.date, dt.time | None]:
    """A date, and the time where the cell holds one too; midnight is how spreadsheets write a bare date.

    Raises:
        WrongCell: it is none, or could be two.
    """
    text = " ".join(text.split())
    match = _DATE_AND_TIME.fullmatch(text)
    try:
        day = read_date(match[1].rstrip(",") if match else text, order)
    except NotADate as error:
        message = str(error)
        raise WrongCell(message[:1].upper() + message[1:]) from None
    time = read_time(match[2]) if match else None
    return day, None if time == dt.time.min else time


def read_time(text: str) -> dt.time:
    """A time of day, of 24 hours or with am and pm.

    Raises:
        WrongCell: it is none.
    """
    match = _TIME.fullmatch(text.strip())
    hour = int(match[1]) if match else -1
    half = match[4].replace(".", "").casefold() if match and match[4] else ""
    if match is None or hour > (12 if half else 23) or (half and hour == 0):
        raise WrongCell("Enter a time such as 14:05 or 2:05 PM")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return dt.time(hour, int(match[2]), int(match[3] or 0))


def _in_unit(text: str, unit: Unit | None, decimal: DecimalMark | None) -> float:
    if unit is Unit.CLOCK:
        return _clock(text)
    if unit is Unit.PERCENT:
        text = text.removesuffix("%").rstrip()
    value = _number(text, decimal)
    return value * FACTORS.get(unit, 1) if unit else value


def _clock(text: str) -> float:
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise WrongCell("Enter hours and minutes with a colon, such as 1:15 or 7:30")
    return int(match[1]) * 3600 + int(match[2]) * _MINUTE + int(match[3] or 0)


def _number(text: str, decimal: DecimalMark | None) -> float:
    """A number; where the mark of the fraction is known, the other one may group thousands."""
    if decimal is not None:
        mark, group = (".", ",") if decimal is DecimalMark.POINT else (",", ".")
        whole, _, fraction = text.removeprefix("-").partition(mark)
        if group in whole and not _GROUPED[group].fullmatch(whole):
            raise WrongCell(f"Enter a number; {group} can only part thousands in this file")
        sign = "-" if text.startswith("-") else ""
        text = sign + whole.replace(group, "") + (f".{fraction}" if fraction else "")
    try:
        return float(read_number(text))
    except NotANumber as error:
        message = str(error)
        raise WrongCell(f"This is no number: {message}") from None


def _out_of_range(field: FileField, limits: Range, unit: Unit | None) -> str:
    factor = FACTORS.get(unit, 1) if unit else 1
    if unit is Unit.CLOCK:
        return f"Enter at most {words(limits.highest / 3600)} hours"
    lowest, highest = (words(round(bound / factor, 1)) for bound in (limits.lowest, limits.highest))
    advice = "; check the unit of the column" if factor != 1 or field is FileField.TOP_SPEED else ""
    return f"Enter {lowest} to {highest}{advice}"
