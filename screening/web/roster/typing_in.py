"""What the forms of these pages hold, read with care: numbers, lists of numbers, and checks of a row."""

from __future__ import annotations

import re

from flask import request

from screening.domain.roster.dates import DateOrder
from screening.domain.roster.entries import RowChecks
from screening.web.account.answering import typed
from screening.web.parts import now, parts

_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
MOST_CHOICES = 200
AGE = "age_years"


def as_number(text: str) -> int | None:
    """A number that a form or an address holds; None for anything else."""
    return int(text) if _NUMBER.fullmatch(text) else None


def typed_number(name: str) -> int | None:
    """The number in a field of the form."""
    return as_number(typed(name, 20))


def typed_numbers(name: str) -> frozenset[int]:
    """The numbers that were ticked."""
    found = (as_number(text) for text in request.form.getlist(name)[:MOST_CHOICES])
    return frozenset(number for number in found if number is not None)


def number_asked(name: str) -> int | None:
    """The number in the address."""
    return as_number(request.args.get(name, "")[:20])


def row_checks(order: DateOrder | None = None) -> RowChecks:
    """What rows and forms are checked against today."""
    asked = parts().rulebook.questionnaire.questions[AGE]
    ages = (int(asked.minimum or 0), int(asked.maximum or 0))
    return RowChecks(now().date(), ages, order)
