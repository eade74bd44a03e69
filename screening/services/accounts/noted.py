"""What is written down about accounts: who did what to whom, in closed words."""

from __future__ import annotations

import datetime as dt

from screening.store import Transaction
from screening.store.queries import audit
from screening.store.tables.audit import Event


def note(
    tx: Transaction,
    event: Event,
    now: dt.datetime,
    *,
    by: int | None,
    club: int | None = None,
    **detail: str | int,
) -> None:
    """Write an entry in the transaction of what it tells of.

    Args:
        by: the account that did it; None for a stranger and for the operator.
        detail: of closed keys and short words.
    """
    audit.record(tx, event, now, account_id=by, club_id=club, detail=detail)
