"""Results for which newer rules ask for more haste come onto the list, or up on it, by themselves."""

from __future__ import annotations

import datetime as dt

from screening.domain.rulebook import Rulebook
from screening.services.care_listing import care_rules
from screening.store import Store, Transaction
from screening.store.queries import audit, care
from screening.store.queries.care import WaitingRecall
from screening.store.tables.audit import Event
from screening.store.tables.care import CareItemRow
from screening.store.tenancy import Reason


def list_recalled(store: Store, rulebook: Rulebook, now: dt.datetime) -> int:
    """List what newer rules made more urgent, unread again and due by its new urgency; says how many.

    Answers that were followed by newer ones, and entries that somebody has closed, stay as they are. Calling
    it again does nothing.

    Raises:
        Busy: the clubs that are done stay done; calling again goes on with the rest.
    """
    with store.read(everywhere=Reason.DUE_WORK) as tx:
        clubs = sorted({one.club_id for one in care.waiting_recalls(tx)})
    return sum(_list_in(store, club, rulebook, now) for club in clubs)


def _list_in(store: Store, club: int, rulebook: Rulebook, now: dt.datetime) -> int:
    with store.write(club=club) as tx:
        found = {one.screening_id: one for one in care.waiting_recalls(tx)}
        newest = care.newest_answers(tx, {one.athlete_id for one in found.values()})
        raised = [
            row
            for one in found.values()
            if newest.get(one.athlete_id) == one.screening_id
            and (row := _raised(tx, one, rulebook, now)) is not None
        ]
        tx.flush()
        for row in raised:
            audit.record(
                tx,
                Event.CARE_ITEM_ESCALATED,
                now,
                screening_id=row.screening_id,
                athlete_id=row.athlete_id,
                detail={"care_item_id": row.id, "how": "newer_rules"},
            )
        return len(raised)


def _raised(tx: Transaction, one: WaitingRecall, rulebook: Rulebook, now: dt.datetime) -> CareItemRow | None:
    """The entry at its new urgency, made where there was none; None where the rules list no such urgency."""
    due_at = care_rules(rulebook).due_at(one.urgency, now)
    if due_at is None:
        return None
    row = care.care_item_of_screening(tx, one.screening_id)
    if row is None:
        row = CareItemRow(
            club_id=tx.club,
            athlete_id=one.athlete_id,
            screening_id=one.screening_id,
            urgency=one.urgency,
            listed_at=now,
            due_at=due_at,
            version=1,
        )
        tx.add(row)
        return row
    row.urgency = one.urgency
    row.due_at = max(min(row.due_at, due_at), row.listed_at)
    row.first_read_at = row.escalated_at = None
    row.version += 1
    return row
