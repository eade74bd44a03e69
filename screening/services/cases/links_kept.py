"""What becomes of the links to check in when something happens in their case."""

from __future__ import annotations

import datetime as dt

from screening.domain.case.events import CaseEvent, Moved
from screening.domain.case.words import ENDED
from screening.store import Transaction
from screening.store.queries import cases
from screening.store.tables.case import InjuryCaseRow

LONGEST_LIFE = dt.timedelta(days=30)


def after_events(tx: Transaction, row: InjuryCaseRow, new: tuple[CaseEvent, ...], at: dt.datetime) -> None:
    """A move of stage gives a working link its full life again; the end of the case ends it at once."""
    moves = [event.body for event in new if isinstance(event.body, Moved)]
    if not moves:
        return
    for link in cases.links_not_revoked(tx, row.id, for_update=True):
        if row.state in ENDED:
            link.revoked_at = max(at, link.made_at)
        elif link.expires_at > at:
            link.expires_at = at + LONGEST_LIFE
    tx.flush()
