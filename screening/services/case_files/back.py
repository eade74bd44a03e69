"""Taking a file of measurements back: nothing counts any more of what it brought, or every reason why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from screening.domain.case.events import (
    Body,
    CaseEvent,
    CheckIn,
    DecisionRecorded,
    EccentricCapRaised,
    GradeSet,
    HoldLifted,
    HoldSet,
    Log,
    Moved,
    PainModeSet,
    RungSet,
    SessionRecorded,
    TestRecorded,
)
from screening.domain.case.words import Party
from screening.domain.clubs import ImportState
from screening.domain.errors import NotFound, OutOfDate
from screening.domain.rulebook import Rulebook
from screening.services.access import Actor
from screening.services.cases.case_rules import Rules
from screening.services.cases.doing import record_held
from screening.services.cases.log import log_of, read_log
from screening.services.cases.reach import CLINICAL, reach_case
from screening.store import Store, Transaction
from screening.store.queries import audit, case_files, cases
from screening.store.tables.audit import Event
from screening.store.tables.case_file import CaseImportRow

from .drafts import UNDO_LIFE, require_may_bring

DECISIONS = (
    Moved,
    RungSet,
    HoldSet,
    HoldLifted,
    DecisionRecorded,
    EccentricCapRaised,
    PainModeSet,
    GradeSet,
)
"""What may have been decided on a measurement, by a person or as a safety stop."""
TOO_LATE = "It is more than 30 days ago"
GAVE_LIGHTS = "Check-ins were given their light at once. Enter what is right as a new check-in"
DECIDED = "Something was decided in a case since, so what it was decided on stays"
CLOSED = "A case has ended since"
NOTE = "Taken back: the file was brought by mistake"


class CannotTakeBack(OutOfDate):
    """Something rests on it; nothing was changed."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        self.reasons = reasons
        super().__init__("the file cannot be taken back")


@dataclass(frozen=True, slots=True)
class Backing:
    """Whether a file can be taken back now, and what stands in the way."""

    is_possible: bool
    reasons: tuple[str, ...]


def back_state(store: Store, actor: Actor, club_id: int, file_id: int, now: dt.datetime) -> Backing:
    """Whether a file can be taken back.

    Raises:
        NotFound: there is none of this number.
    """
    require_may_bring(actor, club_id)
    with store.read(club=club_id) as tx:
        row = case_files.case_file(tx, file_id)
        if row is None:
            raise NotFound("no such file")
        if row.state is not ImportState.CONFIRMED:
            return Backing(is_possible=False, reasons=())
        reasons = tuple(dict.fromkeys(_reasons(tx, row, now)))
        return Backing(not reasons, reasons)


def take_file_back(
    store: Store, actor: Actor, club_id: int, file_id: int, rulebook: Rulebook, now: dt.datetime
) -> None:
    """Take a file back in one transaction. The log keeps what it brought, and that it no longer counts.

    Raises:
        NotFound: there is none of this number that was confirmed.
        CannotTakeBack: with every reason.
    """
    require_may_bring(actor, club_id)
    with store.write(club=club_id) as tx:
        row = case_files.case_file(tx, file_id, for_update=True)
        if row is None or row.state is not ImportState.CONFIRMED:
            raise NotFound("no such file")
        reasons = tuple(dict.fromkeys(_reasons(tx, row, now)))
        if reasons:
            raise CannotTakeBack(reasons)
        rules, amount = Rules.of(rulebook), 0
        for case_id, (first, last) in _written(row).items():
            amount += _take_back(tx, actor, case_id, range(first, last + 1), rules, now)
        row.state, row.undone_at, row.found = ImportState.UNDONE, now, {}
        tx.flush()
        audit.record(
            tx,
            Event.CASE_FILE_UNDONE,
            now,
            account_id=actor.account_id,
            amount=amount,
            detail={"import_id": row.id},
        )


def _written(row: CaseImportRow) -> Mapping[int, tuple[int, int]]:
    return {int(number): (first, last) for number, (first, last) in row.found["written"].items()}


def _reasons(tx: Transaction, row: CaseImportRow, now: dt.datetime) -> Iterator[str]:
    if row.confirmed_at is None or now >= row.confirmed_at + UNDO_LIFE:
        yield TOO_LATE
        return
    for case_id, (first, last) in _written(row).items():
        found = cases.case(tx, case_id)
        if found is None or found.closed_at is not None:
            yield CLOSED
            continue
        since = log_of(tx, case_id, after=first - 1)
        if any(isinstance(one.body, CheckIn) and first <= one.number <= last for one in since):
            yield GAVE_LIGHTS
        if any(isinstance(one.body, DECISIONS) for one in since):
            yield DECIDED


def _take_back(
    tx: Transaction, actor: Actor, case_id: int, numbers: range, rules: Rules, now: dt.datetime
) -> int:
    reached = reach_case(tx, actor, case_id, now, parties=CLINICAL, for_update=True)
    log = read_log(tx, case_id)
    bodies = list(bodies_back(log.events, numbers))
    if bodies:
        record_held(tx, reached.row, log, bodies, reached.by, rules, now, None)
    return len(bodies)


def bodies_back(log: Log, numbers: range) -> Iterator[Body]:
    """What undoes events: what they took the place of counts again, otherwise nothing does."""
    for event in log:
        if event.number in numbers and event.by.party is not Party.SYSTEM:
            yield from _body_back(log, event, numbers)


def _body_back(log: Sequence[CaseEvent], event: CaseEvent, numbers: range) -> Iterator[Body]:
    match event.body:
        case TestRecorded() as body:
            yield replace(body, corrects=event.number, taken_back=True, note=NOTE)
        case SessionRecorded() as body:
            earlier = [
                one.body
                for one in log
                if one.number < numbers.start
                and isinstance(one.body, SessionRecorded)
                and one.body.key == body.key
            ]
            yield earlier[-1] if earlier else replace(body, taken_back=True)
