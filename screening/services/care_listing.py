"""Putting a new result on the list for physios and doctors, in the transaction that keeps the result."""

from __future__ import annotations

import datetime as dt

from screening.domain.care_rules import CareRules
from screening.domain.errors import ScreeningError
from screening.domain.rulebook import Rulebook
from screening.store import Transaction
from screening.store.queries import care
from screening.store.tables.care import CareItemRow
from screening.store.tables.screening import ScreeningRow


def list_for_care(
    tx: Transaction,
    club_id: int,
    athlete_id: int,
    screening: ScreeningRow,
    now: dt.datetime,
    rulebook: Rulebook,
    *,
    taken_by: int | None = None,
) -> CareItemRow | None:
    """List a result that needs somebody; one that needs nobody, or is listed already, is left as it is.

    Args:
        tx: of this club; the screening has its `club_screening` already.
        now: when the result came to the club.
        rulebook: the rules that run.
        taken_by: the account that sees to it already, such as a physio who has just examined the athlete.
    Returns:
        The entry; None where the result needs nobody.
    """
    due_at = care_rules(rulebook).due_at(screening.urgency, now)
    if due_at is None or screening.urgency is None:
        return None
    listed = care.care_item_of_screening(tx, screening.id)
    if listed is not None:
        return listed
    row = CareItemRow(
        club_id=club_id,
        athlete_id=athlete_id,
        screening_id=screening.id,
        urgency=screening.urgency,
        listed_at=now,
        due_at=due_at,
        version=1,
    )
    if taken_by is not None:
        row.owner_account_id, row.taken_at, row.first_read_at = taken_by, now, now
    tx.add(row)
    tx.flush()
    return row


def care_rules(rulebook: Rulebook) -> CareRules:
    """The rules of the list.

    Raises:
        ScreeningError: the rulebook has none, and an urgent result must not go unlisted in silence.
    """
    if rulebook.care is None:
        raise ScreeningError("the rulebook holds no rules for the care list")
    return rulebook.care
