"""Entries of the list for physios and doctors as somebody may read them, and the note that they were read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from screening.domain.care_rules import CareRules
from screening.domain.clubs import CareOutcome, Purpose, Sight
from screening.domain.vocabulary import Urgency
from screening.services.care_names import Whose, whose
from screening.services.consents import allowed_now
from screening.services.squad_sights import AGAIN_AFTER
from screening.store import Transaction
from screening.store.queries import accounts, audit, care, consents, squad_pictures
from screening.store.tables.athlete import AthleteRow
from screening.store.tables.audit import Event
from screening.store.tables.care import CareItemRow

SIDE_NOT_SHOWN = "side not given"
SIDE_KEPT_PRIVATE = "side not opened to you"

ItemOfAthlete = tuple[CareItemRow, AthleteRow]


@dataclass(frozen=True, slots=True)
class Closing:
    """What became of an entry, who said so and when."""

    outcome: CareOutcome
    word: str
    note: str | None
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class CareEntry:
    """One entry as it stands. `side` is always words; moments are aware.

    `is_open_to_reader`: whether the athlete lets physios and doctors read answers and result.
    `has_newer`: the athlete has answered again since.
    """

    id: int
    version: int
    whose: Whose
    screening_id: int
    urgency: Urgency
    side: str
    listed_at: dt.datetime
    due_at: dt.datetime
    is_overdue: bool
    is_unread: bool
    waits_too_long: bool
    owner: str | None
    is_mine: bool
    taken_at: dt.datetime | None
    is_open_to_reader: bool
    has_newer: bool
    closing: Closing | None


def entries(
    tx: Transaction, rows: Sequence[ItemOfAthlete], account_id: int, now: dt.datetime, rules: CareRules
) -> tuple[CareEntry, ...]:
    """The rows as entries, in their order; those of athletes who withdrew everything are left out."""
    athlete_ids = sorted({item.athlete_id for item, _ in rows})
    allowed = allowed_now(tx, athlete_ids, now.date())
    sides = care.sides_shown(tx, [item.screening_id for item, _ in rows])
    shared = care.shared_name_keys(tx, {athlete.name_key for _, athlete in rows})
    newest = care.newest_answers(tx, athlete_ids)
    names = _names(tx, rows)
    return tuple(
        CareEntry(
            id=item.id,
            version=item.version,
            whose=whose(athlete, shared),
            screening_id=item.screening_id,
            urgency=item.urgency,
            side=_side(item, sides, allowed[item.athlete_id]),
            listed_at=item.listed_at,
            due_at=item.due_at,
            is_overdue=item.closed_at is None and now > item.due_at,
            is_unread=item.closed_at is None and item.first_read_at is None,
            waits_too_long=_waits_too_long(item, now, rules),
            owner=names.get(item.owner_account_id or 0),
            is_mine=item.owner_account_id == account_id,
            taken_at=item.taken_at,
            is_open_to_reader=Purpose.PHYSIO_CLINICAL in allowed[item.athlete_id],
            has_newer=newest.get(item.athlete_id, item.screening_id) != item.screening_id,
            closing=_closing(item, names, rules),
        )
        for item, athlete in rows
        if Purpose.PROCESSING in allowed[item.athlete_id]
    )


def _side(item: CareItemRow, sides: Mapping[int, str], allowed: Iterable[Purpose]) -> str:
    if Purpose.PHYSIO_CLINICAL not in allowed:
        return SIDE_KEPT_PRIVATE
    return sides.get(item.screening_id) or SIDE_NOT_SHOWN


def _waits_too_long(item: CareItemRow, now: dt.datetime, rules: CareRules) -> bool:
    is_unread = item.closed_at is None and item.first_read_at is None
    return is_unread and rules.escalates(item.listed_at, now)


def _names(tx: Transaction, rows: Sequence[ItemOfAthlete]) -> dict[int, str]:
    """Owners and closers by account."""
    wanted = {number for item, _ in rows for number in (item.owner_account_id, item.closed_by) if number}
    found = {number: accounts.account(tx, number) for number in wanted}
    return {number: row.name or row.email for number, row in found.items() if row is not None}


def _closing(item: CareItemRow, names: Mapping[int, str], rules: CareRules) -> Closing | None:
    if item.closed_at is None or item.outcome is None:
        return None
    return Closing(
        outcome=item.outcome,
        word=rules.outcomes[item.outcome].word,
        note=item.outcome_note,
        by=names.get(item.closed_by or 0, ""),
        at=item.closed_at,
    )


def note_list_read(tx: Transaction, read: Sequence[CareEntry], account_id: int, now: dt.datetime) -> None:
    """Write down that somebody has seen these entries: for each athlete, and once in the audit.

    Somebody who looks again within the hour is written down once for each athlete; the audit holds each look.
    """
    if not read:
        return
    athletes = {one.whose.athlete_id for one in read}
    known = squad_pictures.seen_since(tx, account_id, athletes, now - AGAIN_AFTER)
    new = sorted(number for number in athletes if (number, Sight.CARE_ITEM) not in known)
    consents.note_seen(tx, new, account_id, Sight.CARE_ITEM, now)
    audit.record(
        tx, Event.RECORD_VIEWED, now, amount=len(read), account_id=account_id, detail={"what": "care_list"}
    )
