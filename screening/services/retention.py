"""What is past its time: listed first, removed when somebody confirms that very list, never what is held."""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
from dataclasses import dataclass

from screening.domain.errors import NotFound, ScreeningError
from screening.services.erasure import erase_by_operator
from screening.store import Store, Transaction
from screening.store.encoding import to_json
from screening.store.queries import athletes, audit, leaving, members, roster_imports
from screening.store.tables.audit import Event
from screening.store.tenancy import Reason

MAILS_SENT = dt.timedelta(days=30)
MAILS_ANY = dt.timedelta(days=90)
"""A mail that waited so long is not sent any more: its link has ended."""
PREVIEWS = dt.timedelta(days=1)
UNDOING = dt.timedelta(days=30)
TRUSTED_STEP = dt.timedelta(hours=25)
"""A longer way since the last entry of the log may be a wrong clock: then nothing goes for a day."""
WAITING = dt.timedelta(hours=23)
CODE_LETTERS = 8


class OtherList(ScreeningError):
    """What was confirmed is not what is past its time now."""


class ClockInDoubt(ScreeningError):
    """The clock leapt, so nothing is removed for a day."""


@dataclass(frozen=True, slots=True)
class Due:
    """What is past its time in one club, by numbers of rows.

    Args:
        athletes: removed from the club longer ago than the club keeps them.
        held: past their time as well, but kept for a claim or an inquiry.
    """

    club_id: int
    club: str
    athletes: tuple[int, ...]
    held: tuple[int, ...]
    mails: tuple[int, ...]
    imports: tuple[int, ...]

    @property
    def amount(self) -> int:
        """How many things would go."""
        return len(self.athletes) + len(self.mails) + len(self.imports)


def list_due(store: Store, now: dt.datetime) -> tuple[Due, ...]:
    """What is past its time, club by club; clubs with nothing are left out. Changes nothing."""
    with store.read(everywhere=Reason.DUE_WORK) as tx:
        clubs = [row.id for row in members.clubs(tx)]
    found = []
    for club_id in clubs:
        with store.read(club=club_id) as tx:
            found.append(_due_in(tx, now))
    return tuple(due for due in found if due.amount or due.held)


def _due_in(tx: Transaction, now: dt.datetime) -> Due:
    club = members.club(tx, tx.club)
    if club is None:
        raise NotFound("no such club")
    over = [
        row
        for row in leaving.removed_athletes(tx)
        if row.removed_at is not None and months_after(row.removed_at, club.retention_months) <= now
    ]
    return Due(
        club_id=club.id,
        club=club.name,
        athletes=tuple(row.id for row in over if row.held_at is None),
        held=tuple(row.id for row in over if row.held_at is not None),
        mails=tuple(leaving.mails_before(tx, now - MAILS_SENT, now - MAILS_ANY)),
        imports=tuple(leaving.imports_before(tx, now - PREVIEWS, now - UNDOING)),
    )


def months_after(moment: dt.datetime, months: int) -> dt.datetime:
    """The same day and time so many months later; the last day of a month that is too short."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def code_of(dues: tuple[Due, ...]) -> str:
    """Eight letters and digits for exactly this list, to be given back when it is confirmed."""
    numbers = [[due.club_id, due.athletes, due.mails, due.imports] for due in dues]
    return hashlib.sha256(to_json(numbers).encode()).hexdigest()[:CODE_LETTERS]


def apply_due(store: Store, code: str, now: dt.datetime) -> int:
    """Remove what is past its time, if it is still the list that was confirmed.

    Returns:
        How many things went.
    Raises:
        OtherList: it is another list by now.
        ClockInDoubt: the clock leapt since the last entry of the log.
    """
    _check_clock(store, now)
    dues = list_due(store, now)
    if code_of(dues) != code:
        raise OtherList("this is not the code of what is past its time now; look at the list again")
    for due in dues:
        for athlete_id in due.athletes:
            erase_by_operator(store, due.club_id, athlete_id, now)
        with store.write(club=due.club_id) as tx:
            leaving.remove_mails(tx, due.mails)
            roster_imports.end_old_imports(tx, now - PREVIEWS, now - UNDOING)
            audit.record(tx, Event.RETENTION_APPLIED, now, amount=due.amount)
    if not dues:
        with store.write() as tx:
            audit.record(tx, Event.RETENTION_APPLIED, now, amount=0)
    store.forget_log()
    return sum(due.amount for due in dues)


def _check_clock(store: Store, now: dt.datetime) -> None:
    with store.write() as tx:
        last, jump = audit.latest(tx, *Event), audit.latest(tx, Event.CLOCK_JUMPED)
        leapt = last is not None and not dt.timedelta(0) <= now - last.at <= TRUSTED_STEP
        waits = jump is not None and jump.at <= now < jump.at + WAITING
        if leapt:
            audit.record(tx, Event.CLOCK_JUMPED, now)
        elif waits:
            # A run that removes nothing still shows that the clock goes on evenly.
            audit.record(tx, Event.RETENTION_APPLIED, now, amount=0)
    if leapt or waits:
        raise ClockInDoubt(
            "the clock leapt, or the service stood still for a day; nothing is removed before tomorrow"
        )


def set_hold(store: Store, club_id: int, athlete_id: int, now: dt.datetime, *, held: bool) -> None:
    """Keep a record beyond its time, or end that.

    Raises:
        NotFound: no such athlete in that club.
    """
    with store.write(club=club_id) as tx:
        row = athletes.athlete(tx, athlete_id, for_update=True)
        if row is None:
            raise NotFound("no such athlete in that club")
        if (row.held_at is not None) is held:
            return
        row.held_at = now if held else None
        event = Event.HOLD_SET if held else Event.HOLD_LIFTED
        audit.record(tx, event, now, athlete_id=athlete_id)
