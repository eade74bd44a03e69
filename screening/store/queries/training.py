"""Programmes, the reports about their sessions, and their calendar feeds."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from screening.store.store import Transaction
from screening.store.tables.training import CalendarFeedRow, ProgrammeRow, SessionReportRow


def programme_by_token(
    tx: Transaction, token_digest: str, *, for_update: bool = False
) -> ProgrammeRow | None:
    """The programme a link opens. `for_update` holds it until the commit."""
    wanted = sa.select(ProgrammeRow).where(ProgrammeRow.token_digest == token_digest)
    return tx.scalar(wanted.with_for_update() if for_update else wanted)


def programme_by_start(tx: Transaction, start_key: str) -> ProgrammeRow | None:
    """The programme that this press of the button started, if it did."""
    return tx.scalar(sa.select(ProgrammeRow).where(ProgrammeRow.start_key == start_key))


def newest_programme(tx: Transaction, screening_id: int) -> ProgrammeRow | None:
    """The programme that was started last from a screening."""
    return tx.scalar(
        sa.select(ProgrammeRow)
        .where(ProgrammeRow.screening_id == screening_id)
        .order_by(ProgrammeRow.id.desc())
        .limit(1)
    )


def reports_of(tx: Transaction, programme_id: int) -> Sequence[SessionReportRow]:
    """Everything reported about a programme, in the order in which it was reported."""
    return tx.scalars(
        sa.select(SessionReportRow)
        .where(SessionReportRow.programme_id == programme_id)
        .order_by(SessionReportRow.id)
    ).all()


def has_report(tx: Transaction, report_key: str) -> bool:
    """Whether this press of the button was written down already."""
    wanted = sa.select(SessionReportRow.id).where(SessionReportRow.report_key == report_key)
    return tx.scalar(wanted) is not None


def open_feed(tx: Transaction, programme_id: int) -> CalendarFeedRow | None:
    """The calendar feed of a programme that is open, the newest where there are several."""
    return tx.scalar(
        sa.select(CalendarFeedRow)
        .where(CalendarFeedRow.programme_id == programme_id, CalendarFeedRow.closed_at.is_(None))
        .order_by(CalendarFeedRow.id.desc())
        .limit(1)
    )


def programme_of_feed(tx: Transaction, token_digest: str) -> tuple[ProgrammeRow, CalendarFeedRow] | None:
    """The programme that an open calendar address shows, with the feed."""
    found = tx.execute(
        sa.select(ProgrammeRow, CalendarFeedRow)
        .join(CalendarFeedRow, CalendarFeedRow.programme_id == ProgrammeRow.id)
        .where(CalendarFeedRow.token_digest == token_digest, CalendarFeedRow.closed_at.is_(None))
    ).one_or_none()
    return (found[0], found[1]) if found else None
