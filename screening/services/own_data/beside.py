"""What is told beside the records: the athlete's own account, and what the log says about them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from screening.store import Transaction
from screening.store.queries import accounts
from screening.store.tables import AccountRow, AthleteRow, AuditRow, MembershipRow, PasskeyRow, SignInRow


def account_of(tx: Transaction, athlete_id: int) -> dict[str, Any]:
    """The account with which the athlete signs in; empty where there is none. No key and no password."""
    athlete = tx.scalar(sa.select(AthleteRow).where(AthleteRow.id == athlete_id))
    row = accounts.account(tx, athlete.account_id) if athlete is not None and athlete.account_id else None
    if row is None:
        return {}
    roles = tx.scalars(sa.select(MembershipRow).where(MembershipRow.account_id == row.id))
    sign_ins = tx.scalars(sa.select(SignInRow).where(SignInRow.account_id == row.id).order_by(SignInRow.id))
    return {
        "name": row.name,
        "email": row.email,
        "made": _moment(row.created_at),
        "password_changed": _moment(row.password_changed_at),
        "recovery_codes_left": accounts.count_recovery_codes(tx, row.id),
        "passkeys": [_passkey(one) for one in accounts.passkeys_of(tx, row.id)],
        "roles": [
            {"role": one.role.value, "since": _moment(one.created_at), "until": _moment(one.ended_at)}
            for one in roles
        ],
        "sign_ins": [_sign_in(one) for one in sign_ins],
    }


def _passkey(row: PasskeyRow) -> dict[str, Any]:
    return {
        "label": row.label,
        "since": _moment(row.created_at),
        "last_used": _moment(row.last_used_at),
    }


def _sign_in(row: SignInRow) -> dict[str, Any]:
    return {
        "device": row.device,
        "since": _moment(row.created_at),
        "last_seen": _moment(row.last_seen_at),
        "ended": _moment(row.ended_at),
    }


def log_of(tx: Transaction, athlete_id: int) -> list[dict[str, Any]]:
    """What was done with the athlete's record, the oldest first; by whom, as far as that account has a name.

    Numbers of rows are left out: they mean nothing outside this installation.
    """
    found = tx.execute(
        sa.select(AuditRow, AccountRow.name)
        .outerjoin(AccountRow, AccountRow.id == AuditRow.account_id)
        .where(AuditRow.athlete_id == athlete_id, AuditRow.club_id == tx.club)
        .order_by(AuditRow.id)
    )
    return [
        {
            "at": _moment(row.at),
            "what": row.event.value,
            "by": name or None,
            "about": {key: value for key, value in row.detail.items() if not key.endswith("_id")},
        }
        for row, name in found
    ]


def _moment(at: dt.datetime | None) -> str | None:
    return at.astimezone(dt.UTC).isoformat() if at is not None else None
