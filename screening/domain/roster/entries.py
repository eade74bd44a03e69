"""One row of a roster as facts about one athlete, or everything that is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.errors import Problem
from screening.domain.roster.dates import DateOrder, NotADate, read_date
from screening.domain.roster.fields import LONGEST, RosterField
from screening.domain.roster.values import value_problem

_TEXTS = (
    RosterField.CLUB_KEY,
    RosterField.EMAIL,
    RosterField.SQUAD,
    RosterField.SPORT,
    RosterField.POSITION,
    RosterField.GUARDIAN_NAME,
    RosterField.GUARDIAN_EMAIL,
)


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """What a row says. None where it says nothing, which never means "remove what is known".

    `row` counts as the spreadsheet shows it. `birth_year` is there whenever `birth_date` is.
    """

    row: int
    name: str
    birth_date: dt.date | None = None
    birth_year: int | None = None
    club_key: str | None = None
    email: str | None = None
    squad: str | None = None
    sport: str | None = None
    position: str | None = None
    guardian_name: str | None = None
    guardian_email: str | None = None


@dataclass(frozen=True, slots=True)
class RowChecks:
    """What rows are checked against.

    `ages` are the youngest and the oldest whole years that the questionnaire takes.
    """

    today: dt.date
    ages: tuple[int, int]
    date_order: DateOrder | None = None


def read_entry(
    row: int, texts: Mapping[RosterField, str], checks: RowChecks
) -> tuple[RosterEntry | None, list[Problem]]:
    """The entry, or None and every problem by field.

    Args:
        texts: the cells of the row by field, as they came; an empty cell says nothing.
    """
    given = {field: text.strip() for field, text in texts.items() if text.strip()}
    problems = [
        Problem(field, problem) for field, text in given.items() if (problem := value_problem(field, text))
    ]
    wrong = {problem.field for problem in problems}
    name = _name(given)
    if name is None and not wrong & {RosterField.NAME, RosterField.FIRST_NAME, RosterField.LAST_NAME}:
        problems.append(Problem(_name_field(texts), "This row has no name; enter it, or remove the row"))
    elif name is not None and len(name) > LONGEST[RosterField.NAME]:
        problems.append(
            Problem(RosterField.LAST_NAME, f"The whole name may have {LONGEST[RosterField.NAME]} characters")
        )
    date, year = None, None
    if not wrong & {RosterField.BIRTH_DATE, RosterField.BIRTH_YEAR}:
        try:
            date, year = _birth(given, checks)
        except _WrongBirth as problem:
            problems.append(problem.problem)
    if problems or name is None:
        return None, problems
    return RosterEntry(row, name, date, year, **{str(field): given.get(field) for field in _TEXTS}), []


def _name_field(texts: Mapping[RosterField, str]) -> RosterField:
    fields = (RosterField.NAME, RosterField.LAST_NAME, RosterField.FIRST_NAME)
    return next((field for field in fields if field in texts), RosterField.NAME)


def _name(given: Mapping[RosterField, str]) -> str | None:
    if RosterField.NAME in given:
        return given[RosterField.NAME]
    parts = [given[field] for field in (RosterField.FIRST_NAME, RosterField.LAST_NAME) if field in given]
    return " ".join(parts) if parts else None


class _WrongBirth(Exception):
    def __init__(self, field: RosterField, message: str) -> None:
        self.problem = Problem(field, message)


def _birth(given: Mapping[RosterField, str], checks: RowChecks) -> tuple[dt.date | None, int | None]:
    date, year = _date_or_year(given, checks.date_order)
    if RosterField.BIRTH_YEAR in given:
        stated = _year(RosterField.BIRTH_YEAR, given[RosterField.BIRTH_YEAR])
        if year is not None and year != stated:
            raise _WrongBirth(RosterField.BIRTH_YEAR, f"The date of birth in this row is in {year}")
        year = stated
    if year is not None:
        field = RosterField.BIRTH_DATE if RosterField.BIRTH_DATE in given else RosterField.BIRTH_YEAR
        _check_age(field, date, year, checks)
    return date, year


def _date_or_year(
    given: Mapping[RosterField, str], order: DateOrder | None
) -> tuple[dt.date | None, int | None]:
    text = given.get(RosterField.BIRTH_DATE)
    if text is None:
        return None, None
    if len(text) == 4 and text.isdigit():
        return None, _year(RosterField.BIRTH_DATE, text)
    try:
        date = read_date(text, order)
    except NotADate as reason:
        raise _WrongBirth(RosterField.BIRTH_DATE, str(reason)[0].upper() + str(reason)[1:]) from None
    return date, date.year


def _year(field: RosterField, text: str) -> int:
    if len(text) == 2 and text.isascii() and text.isdigit():
        raise _WrongBirth(field, "The year has two digits only; enter all four")
    if not (len(text) == 4 and text.isascii() and text.isdigit()):
        raise _WrongBirth(field, "Enter the year with four digits, such as 2006")
    return int(text)


def _check_age(field: RosterField, date: dt.date | None, year: int, checks: RowChecks) -> None:
    today = checks.today
    if date is None:
        oldest_now = today.year - year
        youngest_now = oldest_now - 1
    else:
        oldest_now = youngest_now = today.year - year - ((today.month, today.day) < (date.month, date.day))
    low, high = checks.ages
    if (date is not None and date > today) or year > today.year:
        raise _WrongBirth(field, "This lies in the future")
    if oldest_now < low or youngest_now > high:
        raise _WrongBirth(field, f"This makes an age of {max(youngest_now, 0)}; it may be {low} to {high}")
