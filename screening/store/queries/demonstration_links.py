"""Which club a link leads into, whatever the link opens; for saying that everybody there is invented."""

from __future__ import annotations

import sqlalchemy as sa

from screening.store.store import Transaction
from screening.store.tables.club import ClubRow
from screening.store.tables.draft import DraftRow
from screening.store.tables.invitation import ClubScreeningRow, InvitationRow
from screening.store.tables.round import PosterRow
from screening.store.tables.screening import ScreeningRow
from screening.store.tables.training import CalendarFeedRow, ProgrammeRow


def is_demonstration(tx: Transaction, club_id: int) -> bool:
    """Whether a club is one of invented people."""
    return bool(tx.scalar(sa.select(ClubRow.is_demonstration).where(ClubRow.id == club_id)))


def has_demonstration(tx: Transaction) -> bool:
    """Whether there is any club of invented people."""
    return tx.scalar(sa.select(ClubRow.id).where(ClubRow.is_demonstration).limit(1)) is not None


def club_behind(tx: Transaction, token_digest: str) -> int | None:
    """The club of the invitation, poster, draft, result, programme or calendar with this link."""
    for find in (_invited, _answered):
        club = tx.scalar(find(token_digest).limit(1))
        if club is not None:
            return club
    return None


def _invited(token_digest: str) -> sa.CompoundSelect[int] | sa.Select[int]:
    drafted = sa.select(DraftRow.id).where(DraftRow.token_digest == token_digest)
    return sa.union_all(
        sa.select(InvitationRow.club_id).where(
            sa.or_(InvitationRow.token_digest == token_digest, InvitationRow.draft_id.in_(drafted))
        ),
        sa.select(PosterRow.club_id).where(PosterRow.token_digest == token_digest),
    )


def _answered(token_digest: str) -> sa.Select[int]:
    followed = sa.select(ProgrammeRow.screening_id).where(
        sa.or_(
            ProgrammeRow.token_digest == token_digest,
            ProgrammeRow.id.in_(
                sa.select(CalendarFeedRow.programme_id).where(CalendarFeedRow.token_digest == token_digest)
            ),
        )
    )
    shown = sa.select(ScreeningRow.id).where(
        sa.or_(ScreeningRow.token_digest == token_digest, ScreeningRow.draft_digest == token_digest)
    )
    return sa.select(ClubScreeningRow.club_id).where(
        sa.or_(ClubScreeningRow.screening_id.in_(shown), ClubScreeningRow.screening_id.in_(followed))
    )
