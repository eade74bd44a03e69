"""Cases after a backup was put back: no clearance of before counts until a person has looked again."""

from __future__ import annotations

import datetime as dt

from screening.domain.case.happen import hold_after_restore
from screening.domain.case.state import replay
from screening.rulebook.load import default_rulebook
from screening.store import Store
from screening.store.queries import audit, cases, members
from screening.store.tables.audit import Event
from screening.store.tenancy import Reason

from .case_rules import Rules
from .log import append, log_of
from .moment import moment_of


def end_clearances(store: Store, now: dt.datetime) -> int:
    """Hold every open case in which somebody is cleared, by the program and by its rule; says how many."""
    with store.read(everywhere=Reason.OPERATION) as tx:
        clubs = [row.id for row in members.clubs(tx)]
    return sum(_end_in(store, club_id, now) for club_id in clubs)


def _end_in(store: Store, club_id: int, now: dt.datetime) -> int:
    held = 0
    with store.write(club=club_id) as tx:
        for case_id in cases.open_case_numbers(tx):
            row = cases.case(tx, case_id, for_update=True)
            if row is None or row.review_on is None:  # nobody is to look again, so nobody is cleared
                continue
            log, rules = log_of(tx, case_id), Rules.of(default_rulebook())
            state = replay(log)
            moment = moment_of(tx, now, state.last_at, state.last_day)
            new = hold_after_restore(log, moment.at, moment.day, rules.rules, rules.id)
            if new:
                append(tx, row, new, replay((*log, *new)), rules)
                detail = {"case_id": row.id, "what": "restored"}
                audit.record(tx, Event.CASE_CHANGED, now, athlete_id=row.athlete_id, detail=detail)
                held += 1
    return held
