"""Opening a case and recording what happens in it: one transaction each, harmless when sent again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from screening.domain.case.events import Body, CaseEvent, Log, Who
from screening.domain.case.happen import Reason, Refused, happen_next
from screening.domain.case.log_json import kind_of
from screening.domain.case.state import CaseState, Replaying
from screening.domain.case.words import Party
from screening.domain.errors import InvalidAnswers, Problem
from screening.domain.rulebook import Rulebook
from screening.services.access import Actor
from screening.store import Store, Transaction
from screening.store.queries import audit, cases
from screening.store.tables.audit import Event
from screening.store.tables.case import InjuryCaseRow

from .bodies import check_bodies
from .case_rules import Rules
from .keys import request_key
from .links_kept import after_events
from .log import CaseLog, append, read_log
from .moment import Moment, goes_up, moment_of
from .problems import CaseMoved
from .reach import CLINICAL, Reached, reach_case
from .withdrawing import end_withdrawn

MOST_BODIES = 40
CLOCK_RULE = "clock"


def record(
    store: Store,
    actor: Actor,
    club_id: int,
    case_id: int,
    body: Body | Sequence[Body],
    seen_version: int | None,
    key: str,
    rulebook: Rulebook,
    now: dt.datetime,
    *,
    party: Party | None = None,
    read: CaseLog | None = None,
) -> int:
    """Record something, or several things together; all of it is kept, or nothing.

    Args:
        seen_version: the version of the case that was looked at. None is for what an athlete, a guardian or a
            coach reports, which stands whatever else happened.
        key: made by the client and sent again with every repeat.
        party: the part in which somebody acts who has several.
        read: the log as this request has read it before.
    Returns:
        The number of the first event that came of it.
    Raises:
        NotFound: no such case for this person.
        CaseMoved: something happened since that version.
        Refused: the rules do not allow it, with every reason.
        InvalidAnswers: it cannot be kept as it is.
    """
    bodies = tuple(body) if isinstance(body, Sequence) else (body,)
    digest = request_key(store, f"case {case_id} by {actor.account_id}", key)
    end_withdrawn(store, club_id, case_id, rulebook, now)
    with store.write(club=club_id) as tx:
        reached = reach_case(tx, actor, case_id, now, wanted=party, for_update=True)
        known = cases.event_by_request(tx, case_id, digest)
        if known is not None:
            return known.number
        _check_amount(bodies)
        check_bodies(tx, actor, bodies, reached.by, reached.athlete, now)
        log = read_log(tx, case_id, read)
        _check_version(reached, seen_version, log.events)
        return record_held(tx, reached.row, log, bodies, reached.by, Rules.of(rulebook), now, digest)


def record_held(
    tx: Transaction,
    row: InjuryCaseRow,
    log: CaseLog,
    bodies: Sequence[Body],
    by: Who,
    rules: Rules,
    now: dt.datetime,
    digest: str | None,
) -> int:
    """Record in a case that is held until the commit, with what follows; gives the first event's number.

    Args:
        log: all of it so far.
    Raises:
        Refused: the rules do not allow it.
    """
    moment = moment_of(tx, now, log.state.last_at, log.state.last_day)
    new, state = happened(log.replayed, bodies, by, rules, moment)
    append(tx, row, new, state, rules, digest)
    after_events(tx, row, new, moment.at)
    _note(tx, row, new, by, now)
    return new[0].number


def happened(
    so_far: Replaying | None, bodies: Sequence[Body], by: Who, rules: Rules, moment: Moment
) -> tuple[tuple[CaseEvent, ...], CaseState]:
    """The events that come of these, one after the other, and the state after them.

    Args:
        so_far: the log as read up to now; None for an opening. bodies: at least one.
    Raises:
        Refused: the rules do not allow one of them, or the clock is in doubt and it would mean more load.
    """
    first, *more = bodies
    new, after = _one(so_far, first, by, rules, moment)
    for body in more:
        those, after = _one(after, body, by, rules, moment)
        new += those
    return new, after.state()


def _one(
    so_far: Replaying | None, body: Body, by: Who, rules: Rules, moment: Moment
) -> tuple[tuple[CaseEvent, ...], Replaying]:
    if moment.in_doubt and so_far is not None and goes_up(body, so_far.state(), rules.rules):
        raise Refused((Reason(CLOCK_RULE, moment.doubt),))
    return happen_next(so_far, body, by, moment.at, moment.day, rules.rules, rules.id)


def _check_version(reached: Reached, seen_version: int | None, log: Log) -> None:
    """A clinician always says what was looked at."""
    if seen_version is None and reached.by.party not in CLINICAL:
        return
    if seen_version != reached.row.version:
        raise CaseMoved(log[max(0, seen_version or 0) :])


def _check_amount(bodies: Sequence[Body]) -> None:
    if not 1 <= len(bodies) <= MOST_BODIES:
        raise InvalidAnswers([Problem("body", f"send 1 to {MOST_BODIES} entries at once")])


def _note(tx: Transaction, row: InjuryCaseRow, new: tuple[CaseEvent, ...], by: Who, now: dt.datetime) -> None:
    audit.record(
        tx,
        Event.CASE_CHANGED,
        now,
        amount=len(new),
        account_id=by.account_id,
        athlete_id=row.athlete_id,
        detail={"case_id": row.id, "what": kind_of(new[0].body), "role": by.party.value},
    )
