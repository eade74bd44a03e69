"""Working the list: reading an entry, taking it, handing it over, closing it with an outcome."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from screening.domain.care_rules import CareRules
from screening.domain.clubs import CareOutcome, Purpose
from screening.domain.errors import InvalidAnswers, NotFound, OutOfDate, Problem
from screening.domain.rulebook import Rulebook
from screening.domain.wellformed import wrong_characters
from screening.services.access import Action, Actor, require
from screening.services.care_listing import care_rules
from screening.services.care_names import clinicians
from screening.services.consents import allowed_now
from screening.services.reach import athlete_ref
from screening.store import Store, Transaction
from screening.store.queries import audit, care
from screening.store.tables.audit import Event
from screening.store.tables.care import CareItemRow
from screening.store.tables.rules_life import LONGEST_NOTE


@dataclass(frozen=True, slots=True)
class Entry:
    """The entry that is meant, and the state from which somebody acts on it."""

    club_id: int
    item_id: int
    version: int


@dataclass(frozen=True, slots=True)
class OutcomeWish:
    """An outcome as it was typed."""

    outcome: str
    note: str


class StaleEntry(OutOfDate):
    """Somebody else took, handed over or closed the entry since it was read."""


def mark_read(store: Store, actor: Actor, club_id: int, item_id: int, now: dt.datetime) -> int | None:
    """Note that somebody reads the result of an entry; the first time counts.

    Returns:
        The athlete's number; None for one who has left the club, and whose results are no longer opened.
    Raises:
        NotFound: no such entry for this person.
    """
    with store.write(club=club_id) as tx:
        row = _row(tx, actor, item_id, now)
        if row.first_read_at is None:
            row.first_read_at = max(now, row.listed_at)
            tx.flush()
            audit.record(
                tx,
                Event.RECORD_VIEWED,
                now,
                screening_id=row.screening_id,
                account_id=actor.account_id,
                athlete_id=row.athlete_id,
                detail={"care_item_id": row.id, "what": "care_item"},
            )
        return row.athlete_id if athlete_ref(tx, row.athlete_id) is not None else None


def take(store: Store, actor: Actor, entry: Entry, now: dt.datetime) -> int:
    """Make the actor the owner; gives the athlete's number.

    Raises:
        NotFound: no such entry for this person.
        StaleEntry: it was changed since, or is closed.
    """
    with _changed(store, actor, entry, now, Event.CARE_ITEM_TAKEN, "taken") as (_, row):
        _own(row, actor.account_id, now)
    return row.athlete_id


def hand_over(store: Store, actor: Actor, entry: Entry, to_account: int, now: dt.datetime) -> int:
    """Make another physio or doctor of the club the owner; gives the athlete's number.

    Raises:
        NotFound: no such entry for this person.
        InvalidAnswers: nobody of the list has that account.
        StaleEntry: it was changed since, or is closed.
    """
    with _changed(store, actor, entry, now, Event.CARE_ITEM_TAKEN, "handed_over") as (tx, row):
        if to_account not in {one.account_id for one in clinicians(tx)}:
            raise InvalidAnswers([Problem("to", "Choose a physio or doctor of this club")])
        _own(row, to_account, now)
    return row.athlete_id


def close(
    store: Store, actor: Actor, entry: Entry, wish: OutcomeWish, rulebook: Rulebook, now: dt.datetime
) -> int:
    """Say what became of it; gives the athlete's number.

    Raises:
        NotFound: no such entry for this person.
        InvalidAnswers: no outcome of the list, or a note that is missing or cannot be kept.
        StaleEntry: it was changed since, or is closed.
    """
    outcome, note = _checked(wish, care_rules(rulebook))
    with _changed(store, actor, entry, now, Event.CARE_ITEM_CLOSED, "closed", outcome) as (_, row):
        row.outcome, row.outcome_note = outcome, note or None
        row.closed_by, row.closed_at = actor.account_id, max(now, row.listed_at)
    return row.athlete_id


def reopen(store: Store, actor: Actor, entry: Entry, now: dt.datetime) -> int:
    """Open a closed entry again, as the actor's own; what it was closed with stays in the audit only.

    Raises:
        NotFound: no such entry for this person.
        StaleEntry: it was changed since, or is open.
    """
    with _changed(store, actor, entry, now, Event.CARE_ITEM_TAKEN, "opened_again", is_closed=True) as (
        _,
        row,
    ):
        row.outcome = row.outcome_note = row.closed_by = row.closed_at = None
        _own(row, actor.account_id, now)
    return row.athlete_id


@contextmanager
def _changed(
    store: Store,
    actor: Actor,
    entry: Entry,
    now: dt.datetime,
    event: Event,
    how: str,
    outcome: CareOutcome | None = None,
    *,
    is_closed: bool = False,
) -> Iterator[tuple[Transaction, CareItemRow]]:
    """One change of one entry, if it still is as it was read; written down in the same transaction."""
    with store.write(club=entry.club_id) as tx:
        row = _row(tx, actor, entry.item_id, now)
        if row.version != entry.version or (row.closed_at is not None) is not is_closed:
            raise StaleEntry("changed by somebody else")
        yield tx, row
        row.version += 1
        row.first_read_at = row.first_read_at or max(now, row.listed_at)
        tx.flush()
        audit.record(
            tx,
            event,
            now,
            screening_id=row.screening_id,
            account_id=actor.account_id,
            athlete_id=row.athlete_id,
            detail={"care_item_id": row.id, "how": how} | ({"outcome": outcome.value} if outcome else {}),
        )


def _row(tx: Transaction, actor: Actor, item_id: int, now: dt.datetime) -> CareItemRow:
    """The entry, held until the commit, if this person works the list and may know of it.

    Raises:
        NotFound: there is none, it is another club's, or its athlete has withdrawn everything.
    """
    row = care.care_item(tx, item_id, for_update=True)
    about = athlete_ref(tx, row.athlete_id, removed_too=True) if row is not None else None
    require(actor, Action.WORK_CARE_LIST, about)
    if row is None or Purpose.PROCESSING not in allowed_now(tx, [row.athlete_id], now.date())[row.athlete_id]:
        raise NotFound("no such entry")
    return row


def _own(row: CareItemRow, account_id: int, now: dt.datetime) -> None:
    row.owner_account_id, row.taken_at = account_id, now


def _checked(wish: OutcomeWish, rules: CareRules) -> tuple[CareOutcome, str]:
    problems = []
    chosen = next((row for row in rules.outcomes.values() if row.outcome == wish.outcome), None)
    note = " ".join(wish.note.split())
    if chosen is None:
        problems.append(Problem("outcome", "Choose what became of it"))
    if chosen is not None and chosen.needs_note and not note:
        problems.append(Problem("note", "Write a line, so that the next reader knows what happened"))
    if len(note) > LONGEST_NOTE:
        problems.append(Problem("note", f"Shorten the note to {LONGEST_NOTE} characters"))
    elif wrong := wrong_characters(note):
        problems.append(Problem("note", f"Write the note in plain letters; it has {wrong}"))
    if chosen is None or problems:
        raise InvalidAnswers(problems)
    return chosen.outcome, note
