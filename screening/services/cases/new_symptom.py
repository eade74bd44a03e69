"""A new screening that asks for help soon is a new symptom: it stops an open case in the same transaction."""

from __future__ import annotations

from screening.domain.assessment import Assessment
from screening.domain.case.happen import refer_by_system
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Urgency
from screening.store import Transaction
from screening.store.encoding import from_record
from screening.store.queries import audit, cases
from screening.store.tables.audit import Event
from screening.store.tables.case import InjuryCaseRow
from screening.store.tables.screening import ScreeningRow

from .case_rules import Rules
from .links_kept import after_events
from .log import append, read_log
from .moment import moment_of

SOON = frozenset({Urgency.T1, Urgency.T2, Urgency.T3})


def refer_on_red_flag(tx: Transaction, screening: ScreeningRow, athlete_id: int, rulebook: Rulebook) -> int:
    """Refer the athlete's open cases where a screening asks for help soon; says how many that were.

    Args:
        tx: of the athlete's club; the screening is kept in it.
    """
    if screening.urgency not in SOON:
        return 0
    numbers = [row.id for row in cases.open_cases_of(tx, [athlete_id])]
    return sum(_refer(tx, cases.case(tx, number, for_update=True), screening, rulebook) for number in numbers)


def _refer(tx: Transaction, row: InjuryCaseRow | None, screening: ScreeningRow, rulebook: Rulebook) -> bool:
    if row is None or row.closed_at is not None:
        return False
    log = read_log(tx, row.id)
    state = log.state
    moment = moment_of(tx, screening.taken_at, state.last_at, state.last_day)
    reasons = from_record(screening.assessment, Assessment).triage.reasons
    fired = (f"urgency.{screening.urgency}", *dict.fromkeys(reason.id for reason in reasons))
    rules = Rules.of(rulebook)
    new = refer_by_system(log.events, fired, moment.at, moment.day, rules.rules, rules.id)
    if not new:
        return False
    append(tx, row, new, log.replayed.after(new).state(), rules)
    after_events(tx, row, new, moment.at)
    audit.record(
        tx,
        Event.CASE_CHANGED,
        screening.taken_at,
        screening_id=screening.id,
        amount=len(new),
        athlete_id=row.athlete_id,
        detail={"case_id": row.id, "what": "new_symptom"},
    )
    return True
