"""Rows that every constraint accepts; a test changes what it is about."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import sqlalchemy as sa

from screening.domain.vocabulary import Band, RiskStatus, Urgency
from screening.store import Transaction
from screening.store.tables import DraftRow, ScreeningRow

SECRET = "a secret for tests only, long enough to pass"  # noqa: S105 - opens nothing but test stores
NOON = dt.datetime(2026, 3, 14, 12, 0, tzinfo=dt.UTC)


def some_digest(of: object) -> str:
    return hashlib.sha256(repr(of).encode()).hexdigest()


def draft_row(number: int = 1, **changes: Any) -> DraftRow:
    given: dict[str, Any] = {
        "seed": bytes([number]) * 32,
        "token_digest": some_digest(("token", number)),
        "code_digest": some_digest(("code", number)),
        "answers": {"age": 24},
        "pages_done": ["about_you"],
        "interrupts_shown": [],
        "version": 1,
        "created_at": NOON,
        "updated_at": NOON,
        "expires_at": NOON + dt.timedelta(days=7),
    }
    return DraftRow(**{**given, **changes})


def screening_row(number: int = 1, **changes: Any) -> ScreeningRow:
    given: dict[str, Any] = {
        "seed": bytes([number]) * 32,
        "token_digest": some_digest(("result", number)),
        "draft_digest": some_digest(("token", number)),
        "submission_key": some_digest(("key", number)),
        "check_code": f"CODE-{number}",
        "taken_at": NOON,
        "valid_until": NOON + dt.timedelta(days=90),
        "urgency": Urgency.T5,
        "risk_status": RiskStatus.SCORED,
        "band": Band.LOW,
        "rulebook_version": "1.0.0",
        "rulebook_digest": "sha256:" + some_digest("rules"),
        "engine_version": "0.1.0",
        "language": "en-GB",
        "answers": {"age": 24, "nprs_now": 0.5, "tags": ["a", "b"]},
        "assessment": {"risk": {"status": "scored"}},
        "view": {"title": "Äpfel ≤ 3"},
    }
    return ScreeningRow(**{**given, **changes})


def old_audit_entries(tx: Transaction, *entries: tuple[str, int | None, int | None]) -> None:
    """Entries as the first versions of the tables took them: event, screening, amount."""
    for event, screening_id, amount in entries:
        tx.connection().execute(
            sa.text(
                "INSERT INTO audit_entry (at, event, screening_id, amount) "
                "VALUES ('2026-03-14 12:00:00', :event, :screening_id, :amount)"
            ),
            {"event": event, "screening_id": screening_id, "amount": amount},
        )
