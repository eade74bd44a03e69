"""The regular look at open cases: a consent taken back ends one, and the day can make one due.

What a day without a check-in, an old test or an expired clearance means is worked out by the rules whenever
somebody looks, so nothing moves up for want of this look. Doing it again at once does nothing.
"""

from __future__ import annotations

import datetime as dt

from screening.domain.case.state import replay
from screening.domain.rulebook import Rulebook
from screening.services.club_day import club_zone
from screening.store import Store
from screening.store.queries import audit, cases, members
from screening.store.tables.audit import Event
from screening.store.tenancy import Reason

from .availability import holds_today
from .case_rules import Rules
from .log import log_of, look_ahead
from .moment import BELIEVED_GAP, TELLS_THE_TIME
from .withdrawing import end_withdrawn

BETWEEN_LOOKS = dt.timedelta(hours=1)


def tend_cases(store: Store, rulebook: Rulebook, now: dt.datetime) -> int:
    """Look at every open case of every club, at most once an hour, and say how many were changed.

    Raises:
        Busy: what is done stays done; calling again goes on with the rest.
    """
    with store.read(everywhere=Reason.DUE_WORK) as tx:
        last = audit.latest(tx, Event.CASES_TENDED)
        if last is not None and dt.timedelta(0) <= now - last.at < BETWEEN_LOOKS:
            return 0
        clubs = [row.id for row in members.clubs(tx)]
    looked_at = changed = 0
    for club_id in clubs:
        with store.read(club=club_id) as tx:
            numbers = cases.open_case_numbers(tx)
        looked_at += len(numbers)
        changed += sum(_tend(store, club_id, number, rulebook, now) for number in numbers)
    if looked_at:
        _note(store, changed, now)
    return changed


def _tend(store: Store, club_id: int, case_id: int, rulebook: Rulebook, now: dt.datetime) -> bool:
    """One case in transactions of its own; says whether anything changed."""
    if end_withdrawn(store, club_id, case_id, rulebook, now):
        return True
    rules = Rules.of(rulebook)
    with store.read(club=club_id) as tx:
        zone = club_zone(tx)
        day = now.astimezone(zone).date()
        row = cases.case(tx, case_id)
        if row is None or holds_today(row, rules, day):
            return False
    with store.write(club=club_id) as tx:
        row = cases.case(tx, case_id, for_update=True)
        if row is None or row.closed_at is not None:
            return False
        state = replay(log_of(tx, case_id))
        before = row.due_at
        look_ahead(row, state, rules, max(day, state.last_day), zone)
        return row.due_at != before


def _note(store: Store, changed: int, now: dt.datetime) -> None:
    """That the look was taken, which tells how late it is; not after a gap the clock may have made."""
    with store.write() as tx:
        known = audit.latest(tx, *TELLS_THE_TIME)
        if known is None or now - known.at <= BELIEVED_GAP:
            audit.record(tx, Event.CASES_TENDED, now, amount=changed)
