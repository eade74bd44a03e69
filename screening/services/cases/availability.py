"""What the cases of injured athletes allow them today, for the coach's picture of a squad."""

from __future__ import annotations

import datetime as dt

from screening.domain.case.state import replay
from screening.domain.rulebook import Rulebook
from screening.domain.squad.model import CaseAllowance
from screening.domain.vocabulary import Availability
from screening.store import Transaction
from screening.store.encoding import from_record
from screening.store.queries import cases
from screening.store.tables.case import InjuryCaseRow

from .case_rules import Rules
from .log import log_of
from .told import Told, told_on


def allowances_in_squad(
    tx: Transaction, squad_id: int, rulebook: Rulebook, today: dt.date
) -> dict[int, CaseAllowance]:
    """What each athlete of a squad with a case is allowed, by athlete; of two cases the stricter one counts.

    A case that was broken off, and was followed by nothing, leaves it unknown whether somebody is fit.
    """
    found: dict[int, CaseAllowance] = {}
    for row in cases.open_cases_in_squad(tx, squad_id):
        here = _of_open(tx, row, Rules.of(rulebook), today)
        known = found.get(row.athlete_id)
        found[row.athlete_id] = here if known is None else _stricter(known, here)
    for row in cases.broken_off_in_squad(tx, squad_id):
        if row.closed_at is not None and row.athlete_id not in found:
            unknown = CaseAllowance(Availability.UNKNOWN, row.closed_at.date(), is_open=False)
            found[row.athlete_id] = unknown
    return found


def _of_open(tx: Transaction, row: InjuryCaseRow, rules: Rules, today: dt.date) -> CaseAllowance:
    if holds_today(row, rules, today):
        return from_record(row.told, Told).allowance
    state = replay(log_of(tx, row.id))
    return told_on(state, rules, max(today, state.last_day)).allowance


def holds_today(row: InjuryCaseRow, rules: Rules, today: dt.date) -> bool:
    """Whether what is kept beside a case is of this day and of these rules."""
    if not row.told:
        return False
    told = from_record(row.told, Told)
    return told.rules == rules.id and told.day == max(today, told.last_day)


_STRICTEST_FIRST = (
    Availability.NOT_CLEARED,
    Availability.MODIFIED,
    Availability.UNKNOWN,
    Availability.FULL,
)


def _stricter(first: CaseAllowance, second: CaseAllowance) -> CaseAllowance:
    return min(first, second, key=lambda one: _STRICTEST_FIRST.index(one.availability))
