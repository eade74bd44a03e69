"""Making what lies ahead of a programme anew, from other wishes or from what was reported, and keeping it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from screening.domain.errors import InvalidAnswers, OutOfDate, Problem
from screening.domain.programme.model import Programme, Request
from screening.domain.programme.replan import replan
from screening.domain.rulebook import Rulebook
from screening.services.training import Followed, followed, load_programme, programme_rules
from screening.services.training_calendar import kept_shown, read_shown, shown_after
from screening.services.training_situation import situation_of
from screening.store import Store
from screening.store.encoding import to_record
from screening.store.queries import audit
from screening.store.queries import training as rows
from screening.store.tables import ProgrammeRow
from screening.store.tables.audit import Event

LONGEST_KEY = 200


def change(
    store: Store, token: str, request: Request, rulebook: Rulebook, now: dt.datetime, *, version: int
) -> Followed:
    """Make what lies ahead anew from other days, minutes, kit, matches or time away.

    Args:
        request: as wished; its log and start are not read, those of the programme stay.
        rulebook: that of the programme.
        version: the version the wish was made from.
    Raises:
        NotFound: no such programme.
        OutOfDate: changed by somebody else since.
        Busy: nothing was saved; trying again is safe.
    """
    current = load_programme(store, token)
    if current.version != version:
        raise OutOfDate("the plan was changed in another window")
    wished = replace(request, start=current.request.start, log=current.log)
    programme = planned_anew(current, wished, rulebook, now)
    with store.write() as tx:
        row = rows.programme_by_token(tx, current.token_digest, for_update=True)
        if row is None or row.version != version:
            raise OutOfDate("the plan was changed in another window")
        put(row, wished, programme, now)
        tx.flush()
        audit.record(tx, Event.PROGRAMME_CHANGED, now, screening_id=row.screening_id)
        return followed(tx, row)


def planned_anew(current: Followed, request: Request, rulebook: Rulebook, now: dt.datetime) -> Programme:
    """The programme with everything from the day of `now` on made anew."""
    return replan(
        current.programme,
        situation_of(current.basis.answers, rulebook),
        request,
        rulebook.plan,
        programme_rules(rulebook),
        today=now.date(),
    )


def put(row: ProgrammeRow, request: Request, programme: Programme, now: dt.datetime) -> None:
    """Bring a row to the next version. For services of this package."""
    row.request = to_record(replace(request, log=()))
    row.programme = to_record(programme)
    row.calendar = kept_shown(shown_after(read_shown(row.calendar), programme))
    row.version += 1
    # A clock set back must not make the row contradict itself.
    row.updated_at = max(now, row.created_at)


def checked_key(key: str) -> str:
    """The key of a form, if it can be one.

    Raises:
        InvalidAnswers: it is empty or too long.
    """
    if not 1 <= len(key) <= LONGEST_KEY:
        raise InvalidAnswers((Problem("key", f"send 1 to {LONGEST_KEY} characters"),))
    return key
