"""Rounds with a schedule open again by themselves, each once."""

from __future__ import annotations

import datetime as dt

from screening.domain.clubs import RoundKind
from screening.services.invitations import secrets_for_squad
from screening.services.rounds import begin
from screening.services.rounds_dates import closing_of, first_day, last_day, opening_of
from screening.store import Store, Transaction
from screening.store.queries import athletes, rounds
from screening.store.tables.account import LONGEST_NAME
from screening.store.tables.round import RoundRow
from screening.store.tenancy import Reason

MARK = " · "
"""Between the name of a round and the day of its repetition."""


def open_due_rounds(store: Store, now: dt.datetime) -> int:
    """Open every round whose day has come; says how many. Calling it again changes nothing.

    A round that fell due while nothing ran opens today, once, and not as often as it was missed.
    """
    with store.read(everywhere=Reason.DUE_WORK) as tx:
        due = [
            (one.club_id, one.squad_id, one.id) for one in rounds.rounds_that_repeat(tx) if is_due(one, now)
        ]
    return sum(_open_again(store, *one, now) for one in due)


def is_due(row: RoundRow, now: dt.datetime) -> bool:
    """Whether the next round of this schedule begins today or began before."""
    return row.repeat_weeks is not None and _next_day(row, row.repeat_weeks) <= now.date()


def _next_day(row: RoundRow, weeks: int) -> dt.date:
    return first_day(row.opens_at) + dt.timedelta(weeks=weeks)


def _open_again(store: Store, club_id: int, squad_id: int, round_id: int, now: dt.datetime) -> bool:
    secrets = secrets_for_squad(store, club_id, squad_id)
    with store.write(club=club_id) as tx:
        row = rounds.round_by_id(tx, round_id, for_update=True)
        if row is None or not is_due(row, now) or not _is_newest(tx, row) or not _has_squad(tx, row):
            return False
        begin(store, tx, _following(row, now), now, by=None, secrets=secrets)
        return True


def _is_newest(tx: Transaction, row: RoundRow) -> bool:
    """Whether nobody, another worker included, has opened a later round of the squad since."""
    return all(other.id <= row.id for other in rounds.rounds_of_squad(tx, row.squad_id))


def _has_squad(tx: Transaction, row: RoundRow) -> bool:
    squad = athletes.squad(tx, row.squad_id)
    return squad is not None and squad.archived_at is None


def _following(row: RoundRow, now: dt.datetime) -> RoundRow:
    """The next round: from today, as long as the one before."""
    today = now.date()
    length = last_day(row.closes_at) - first_day(row.opens_at)
    day = f"{MARK}{today.day} {today:%B %Y}"
    return RoundRow(
        squad_id=row.squad_id,
        name=row.name.partition(MARK)[0][: LONGEST_NAME - len(day)] + day,
        opens_at=opening_of(today, now),
        closes_at=closing_of(today + length),
        created_by=row.created_by,
        repeat_weeks=row.repeat_weeks,
        kind=RoundKind.REPEATED,
    )
