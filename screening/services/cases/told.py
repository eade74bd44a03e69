"""What a coach is told of a case on one day, kept beside it so that a page about a squad reads no logs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.case.standing import CaseState
from screening.domain.case.today import allowed_today
from screening.domain.squad.model import CaseAllowance
from screening.domain.vocabulary import Availability

from .case_rules import Rules


@dataclass(frozen=True, slots=True)
class Told:
    """An allowance with the day and the rules for which alone it holds; `last_day` is that of the log."""

    day: dt.date
    last_day: dt.date
    rules: str
    allowance: CaseAllowance


def told_on(state: CaseState, rules: Rules, day: dt.date) -> Told:
    """What a coach is told on a day."""
    allowed = allowed_today(state, rules.rules, day)
    availability = Availability(allowed.availability.value)
    allowance = CaseAllowance(availability, state.entered_on, review_on=state.review_on)
    return Told(day, state.last_day, rules.id, allowance)
