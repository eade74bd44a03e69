"""Passing on results that nobody has read: noted once, and written to the staff where mail can be sent.

Pages do not wait for this: they count unread results themselves, at every look. So nothing depends on mail,
and nothing on this work being done in time.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.clubs import Role
from screening.domain.reporting.day_words import many
from screening.domain.rulebook import Rulebook
from screening.services.care_listing import care_rules
from screening.services.care_notices import TOLD_OF_UNREAD
from screening.store import Store, Transaction
from screening.store.queries import audit, care, members
from screening.store.queries.outbox import put_into_outbox
from screening.store.tables.audit import Event
from screening.store.tenancy import Reason


@dataclass(frozen=True, slots=True)
class Post:
    """Where mails lead: the whole address of the list. Only where mail is set up at all."""

    address: str


def escalate_unread(store: Store, rulebook: Rulebook, now: dt.datetime, post: Post | None = None) -> int:
    """Note every result that has been unread for too long, each once; says how many.

    Args:
        post: where mail is set up; each physio, doctor and administrator of the club gets one of a number.
    Raises:
        Busy: the clubs that are done stay done; calling again goes on with the rest.
    """
    before = now - care_rules(rulebook).unread_after
    with store.read(everywhere=Reason.DUE_WORK) as tx:
        clubs = sorted({row.club_id for row in care.unread_care_items(tx, before)})
    return sum(_escalate_in(store, club, rulebook, now, post) for club in clubs)


def _escalate_in(store: Store, club: int, rulebook: Rulebook, now: dt.datetime, post: Post | None) -> int:
    after = care_rules(rulebook).unread_after
    with store.write(club=club) as tx:
        rows = care.unread_care_items(tx, now - after)
        for row in rows:
            row.escalated_at = now
        tx.flush()
        if rows and post is not None:
            _write_to_staff(tx, len(rows), after, post, now)
        for row in rows:
            audit.record(
                tx,
                Event.CARE_ITEM_ESCALATED,
                now,
                screening_id=row.screening_id,
                athlete_id=row.athlete_id,
                detail={"care_item_id": row.id},
            )
        return len(rows)


def _write_to_staff(tx: Transaction, number: int, after: dt.timedelta, post: Post, now: dt.datetime) -> None:
    """A mail to everybody who is told on the pages too; it says a number and nothing of health or names."""
    hours = many(int(after.total_seconds() // 3600), "hour")
    verb = "has" if number == 1 else "have"
    body = (
        f"{many(number, 'entry', 'entries')} of your club {verb} not been read for more than {hours}.\n\n"
        f"Sign in to see the list: {post.address}\n"
    )
    for address in _addresses(tx, TOLD_OF_UNREAD):
        put_into_outbox(tx, address, "Something is waiting for you", body, now)


def _addresses(tx: Transaction, roles: frozenset[Role]) -> list[str]:
    found = {
        account.email
        for membership, account in members.members(tx)
        if membership.role in roles and account.disabled_at is None
    }
    return sorted(found)
