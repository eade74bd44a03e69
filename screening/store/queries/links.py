"""Ends the links that somebody could have taken back, in whatever club, as after a restore."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from screening.store.store import Transaction
from screening.store.tables.account import SetupSecretRow
from screening.store.tables.case import CaseLinkRow
from screening.store.tables.draft import DraftRow
from screening.store.tables.invitation import InvitationRow
from screening.store.tables.training import CalendarFeedRow

_TICK = dt.timedelta(seconds=1)


def end_invitations(tx: Transaction, now: dt.datetime) -> int:
    """Take back every invitation that could still be answered, with the answers begun; says how many."""
    found = tx.scalars(
        sa.select(InvitationRow).where(
            InvitationRow.used_at.is_(None),
            InvitationRow.revoked_at.is_(None),
            InvitationRow.expires_at > now,
        )
    ).all()
    begun = {one.draft_id for one in found} - {None}
    for one in found:
        one.revoked_at = now
    for draft in tx.scalars(sa.select(DraftRow).where(DraftRow.id.in_(begun), DraftRow.expires_at > now)):
        draft.expires_at = max(now, draft.created_at + _TICK)
    return len(found)


def end_check_in_links(tx: Transaction, now: dt.datetime) -> int:
    """Take back every link to check in that still works; says how many."""
    found = tx.scalars(
        sa.select(CaseLinkRow).where(CaseLinkRow.revoked_at.is_(None), CaseLinkRow.expires_at > now)
    ).all()
    for one in found:
        one.revoked_at = max(now, one.made_at)
    return len(found)


def end_calendars(tx: Transaction, now: dt.datetime) -> int:
    """Close every address at which a calendar reads; says how many."""
    found = tx.scalars(sa.select(CalendarFeedRow).where(CalendarFeedRow.closed_at.is_(None))).all()
    for one in found:
        one.closed_at = max(now, one.opened_at)
    return len(found)


def end_secrets(tx: Transaction, now: dt.datetime) -> int:
    """Use up every secret for a first start or a password; says how many."""
    found = tx.scalars(
        sa.select(SetupSecretRow).where(SetupSecretRow.used_at.is_(None), SetupSecretRow.expires_at > now)
    ).all()
    for one in found:
        one.used_at = now
    return len(found)
