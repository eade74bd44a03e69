"""Reads the log of a case from the store and appends to it, with the row by which lists find the case."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.case.events import CaseEvent, Log
from screening.domain.case.log_json import event_to_json, kind_of, log_from_json
from screening.domain.case.state import CaseState, Replaying, replaying
from screening.services.club_day import club_zone
from screening.store import Transaction
from screening.store.encoding import to_record
from screening.store.queries import cases
from screening.store.tables.case import CaseEventRow, InjuryCaseRow

from .case_rules import Rules
from .due import due_at
from .told import told_on


@dataclass(frozen=True, slots=True, repr=False)
class CaseLog:
    """The log of a case as it was read at a moment. It stays true: a log is only ever added to."""

    case_id: int
    events: Log
    replayed: Replaying

    @property
    def state(self) -> CaseState:
        """Where the case stood at that moment."""
        return self.replayed.state()


def log_of(tx: Transaction, case_id: int, *, after: int = 0) -> Log:
    """The events of a case in order; of those after a number only."""
    return log_from_json(cases.events_of(tx, case_id, after=after))


def read_log(tx: Transaction, case_id: int, known: CaseLog | None = None) -> CaseLog:
    """The whole log of a case.

    Args:
        known: the log as this request has read it before; only what came after is read then.
    """
    if known is None or known.case_id != case_id:
        events = log_of(tx, case_id)
        return CaseLog(case_id, events, replaying(events))
    new = log_of(tx, case_id, after=len(known.events))
    return CaseLog(case_id, (*known.events, *new), known.replayed.after(new) if new else known.replayed)


def append(
    tx: Transaction,
    row: InjuryCaseRow,
    new: tuple[CaseEvent, ...],
    state: CaseState,
    rules: Rules,
    request_key: str | None = None,
) -> None:
    """Add events to the end of the log of a case that is held, and bring its row up to date.

    Args:
        state: after them.
        request_key: of the press of a button; the first of the new events keeps it.
    """
    for place, event in enumerate(new):
        tx.add(_row_of(row, event, request_key if place == 0 else None))
    follow(row, state, rules, club_zone(tx))
    tx.flush()


def _row_of(row: InjuryCaseRow, event: CaseEvent, request_key: str | None) -> CaseEventRow:
    return CaseEventRow(
        case_id=row.id,
        number=event.number,
        at=event.at,
        day=event.day.isoformat(),
        party=event.by.party,
        account_id=event.by.account_id,
        kind=kind_of(event.body),
        rulebook=event.rulebook,
        event=event_to_json(event),
        request_key=request_key,
    )


def follow(row: InjuryCaseRow, state: CaseState, rules: Rules, zone: dt.tzinfo) -> None:
    """Have the row of a case say what its log says."""
    light = state.lights[-1].body.light if state.lights else None
    review = state.review_on
    row.version, row.last_at = state.last_number, state.last_at
    row.state, row.severity, row.rung = state.state, state.severity, state.rung
    row.light, row.is_held = light, state.is_held
    row.review_on = review.isoformat() if review else None
    row.responsible_account_id = state.responsible.account_id
    if state.is_ended and row.closed_at is None:
        row.closed_at = state.last_at
    look_ahead(row, state, rules, state.last_day, zone)


def look_ahead(row: InjuryCaseRow, state: CaseState, rules: Rules, day: dt.date, zone: dt.tzinfo) -> None:
    """Have the row say what follows from its log on a day of the club, which is in that zone."""
    row.due_at = due_at(state, rules.rules, day, zone)
    row.told = to_record(told_on(state, rules, day))
