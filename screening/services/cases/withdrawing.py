"""A consent that was taken back ends the case at the next request, in the name of whoever took it back."""

from __future__ import annotations

import datetime as dt

from screening.domain.case.events import Moved, Who
from screening.domain.case.happen import happen_next
from screening.domain.case.words import Party, State
from screening.domain.clubs import ConsentBy, Purpose
from screening.domain.consents import Standing
from screening.domain.rulebook import Rulebook
from screening.services.consents import consent_picture
from screening.store import Store, Transaction
from screening.store.queries import accounts, athletes, audit, cases, consents
from screening.store.tables.audit import Event
from screening.store.tables.case import InjuryCaseRow
from screening.store.tables.consent import ConsentRow

from .case_rules import Rules
from .links_kept import after_events
from .log import append, read_log
from .moment import moment_of

MOVE = "move.TR16"
NEEDED = (Purpose.PROCESSING, Purpose.PHYSIO_CLINICAL)
REASON = "The consent that a case needs was taken back."


def was_taken_back(tx: Transaction, athlete_id: int, today: dt.date) -> ConsentRow | None:
    """The decision that took back what a case needs; None where nothing was taken back.

    A consent that only waits to be asked for again closes the case to the staff, and does not end it.
    """
    newest = consents.newest_consents(tx, [athlete_id]).get(athlete_id, {})
    refused = [newest[purpose] for purpose in NEEDED if purpose in newest and not newest[purpose].given]
    if not refused:
        return None
    picture = consent_picture(tx, athlete_id, today)
    return next((row for row in refused if picture.of(row.purpose).standing is Standing.REFUSED), None)


def end_withdrawn(store: Store, club_id: int, case_id: int, rulebook: Rulebook, now: dt.datetime) -> bool:
    """End a case whose athlete has taken the consent back, in a transaction of its own; says whether it did.

    A case that is none, is ended or is allowed is left alone.
    """
    with store.read(club=club_id) as tx:
        row = cases.case(tx, case_id)
        if row is None or row.closed_at is not None or not was_taken_back(tx, row.athlete_id, now.date()):
            return False
    with store.write(club=club_id) as tx:
        row = cases.case(tx, case_id, for_update=True)
        taken_back = was_taken_back(tx, row.athlete_id, now.date()) if row is not None else None
        if row is None or row.closed_at is not None or taken_back is None:
            return False
        _end(tx, row, _by(tx, row.athlete_id, taken_back), rulebook, now)
        return True


def _end(tx: Transaction, row: InjuryCaseRow, by: Who, rulebook: Rulebook, now: dt.datetime) -> None:
    log = read_log(tx, row.id)
    state = log.state
    moment = moment_of(tx, now, state.last_at, state.last_day)
    body = Moved(MOVE, state.state, State.WITHDRAWN, reason=REASON)
    rules = Rules.of(rulebook)
    new, after = happen_next(log.replayed, body, by, moment.at, moment.day, rules.rules, rules.id)
    append(tx, row, new, after.state(), rules)
    after_events(tx, row, new, moment.at)
    audit.record(
        tx,
        Event.CASE_CHANGED,
        now,
        account_id=by.account_id,
        athlete_id=row.athlete_id,
        detail={"case_id": row.id, "what": "withdrawn"},
    )


def _by(tx: Transaction, athlete_id: int, decision: ConsentRow) -> Who:
    """Whoever took it back; paper speaks for the athlete."""
    account = accounts.account(tx, decision.account_id) if decision.account_id is not None else None
    if decision.by_whom is ConsentBy.GUARDIAN:
        return Who(Party.GUARDIAN, account.name if account else "the guardian", decision.account_id)
    athlete = athletes.athlete(tx, athlete_id)
    is_own = decision.by_whom is ConsentBy.ATHLETE
    return Who(Party.ATHLETE, athlete.name if athlete else "", decision.account_id if is_own else None)
