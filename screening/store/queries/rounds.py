"""Rounds, their posters and the invitations to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from screening.store.store import Transaction
from screening.store.tables.invitation import InvitationRow
from screening.store.tables.round import PosterRow, RoundRow


@dataclass(frozen=True, slots=True)
class Completion:
    """How far a round has come, in people; nothing of what they answered."""

    invited: int
    started: int
    answered: int


def round_by_id(tx: Transaction, round_id: int, *, for_update: bool = False) -> RoundRow | None:
    """One round of the transaction's club."""
    wanted = sa.select(RoundRow).where(RoundRow.id == round_id)
    return tx.scalar(wanted.with_for_update() if for_update else wanted)


def rounds_of_squad(tx: Transaction, squad_id: int, *, most: int = 50) -> Sequence[RoundRow]:
    """The rounds of a squad, the newest first."""
    return tx.scalars(
        sa.select(RoundRow)
        .where(RoundRow.squad_id == squad_id)
        .order_by(RoundRow.opens_at.desc(), RoundRow.id.desc())
        .limit(most)
    ).all()


def open_rounds(tx: Transaction, now: dt.datetime) -> Sequence[RoundRow]:
    """Rounds in which somebody can answer now, those that close first at the top."""
    return tx.scalars(
        sa.select(RoundRow)
        .where(RoundRow.opens_at <= now, RoundRow.closes_at > now)
        .order_by(RoundRow.closes_at, RoundRow.id)
    ).all()


def rounds_of_club(
    tx: Transaction, squad_ids: frozenset[int] | None, *, most: int = 100
) -> Sequence[RoundRow]:
    """The rounds of these squads, of all where it is None; the newest first."""
    wanted = sa.select(RoundRow)
    if squad_ids is not None:
        wanted = wanted.where(RoundRow.squad_id.in_(squad_ids))
    return tx.scalars(wanted.order_by(RoundRow.opens_at.desc(), RoundRow.id.desc()).limit(most)).all()


def rounds_that_repeat(tx: Transaction) -> Sequence[RoundRow]:
    """The newest round of each squad, where it has a schedule; of all clubs where it may look."""
    newest = sa.select(sa.func.max(RoundRow.id)).group_by(RoundRow.squad_id)
    return tx.scalars(
        sa.select(RoundRow)
        .where(RoundRow.id.in_(newest), RoundRow.repeat_weeks.is_not(None))
        .order_by(RoundRow.id)
    ).all()


def poster_by_token(tx: Transaction, token_digest: str) -> PosterRow | None:
    """The poster a code on the wall leads to, closed ones included."""
    return tx.scalar(sa.select(PosterRow).where(PosterRow.token_digest == token_digest))


def posters_of_round(tx: Transaction, round_id: int) -> Sequence[PosterRow]:
    """The posters of a round, the newest first."""
    return tx.scalars(
        sa.select(PosterRow).where(PosterRow.round_id == round_id).order_by(PosterRow.id.desc())
    ).all()


def invitation_by_token(
    tx: Transaction, token_digest: str, *, for_update: bool = False
) -> InvitationRow | None:
    """The invitation a link opens, used, revoked and expired ones included."""
    wanted = sa.select(InvitationRow).where(InvitationRow.token_digest == token_digest)
    return tx.scalar(wanted.with_for_update() if for_update else wanted)


def invitation_by_number(
    tx: Transaction, invitation_id: int, *, for_update: bool = False
) -> InvitationRow | None:
    """One invitation of the transaction's club."""
    wanted = sa.select(InvitationRow).where(InvitationRow.id == invitation_id)
    return tx.scalar(wanted.with_for_update() if for_update else wanted)


def codes_in_use(tx: Transaction, code_digests: Iterable[str]) -> frozenset[str]:
    """Which of these codes an invitation of the transaction's club has already."""
    wanted = sa.select(InvitationRow.code_digest).where(InvitationRow.code_digest.in_(tuple(code_digests)))
    return frozenset(one for one in tx.scalars(wanted) if one is not None)


def invitation_by_code(
    tx: Transaction, round_id: int, code_digest: str, *, for_update: bool = False
) -> InvitationRow | None:
    """The invitation of a round that an athlete's own code opens."""
    wanted = sa.select(InvitationRow).where(
        InvitationRow.round_id == round_id, InvitationRow.code_digest == code_digest
    )
    return tx.scalar(wanted.with_for_update() if for_update else wanted)


def invitation_of_draft(tx: Transaction, draft_id: int) -> InvitationRow | None:
    """The invitation from which a set of answers was begun."""
    return tx.scalar(sa.select(InvitationRow).where(InvitationRow.draft_id == draft_id))


def invitation_of_screening(tx: Transaction, athlete_id: int, screening_id: int) -> InvitationRow | None:
    """The invitation that an athlete's screening came from; None for one that came on another way."""
    return tx.scalar(
        sa.select(InvitationRow).where(
            InvitationRow.athlete_id == athlete_id, InvitationRow.screening_id == screening_id
        )
    )


def invitations_of_round(tx: Transaction, round_id: int) -> Sequence[InvitationRow]:
    """Every invitation of a round that was not revoked, in the order in which they were made."""
    return tx.scalars(
        sa.select(InvitationRow)
        .where(InvitationRow.round_id == round_id, InvitationRow.revoked_at.is_(None))
        .order_by(InvitationRow.id)
    ).all()


def open_invitations_of_athlete(
    tx: Transaction, athlete_id: int, now: dt.datetime
) -> Sequence[InvitationRow]:
    """What an athlete can still answer."""
    return tx.scalars(
        sa.select(InvitationRow)
        .where(
            InvitationRow.athlete_id == athlete_id,
            InvitationRow.used_at.is_(None),
            InvitationRow.revoked_at.is_(None),
            InvitationRow.expires_at > now,
        )
        .order_by(InvitationRow.id)
    ).all()


def completion(tx: Transaction, round_id: int) -> Completion:
    """How many were invited to a round, have begun and have answered."""
    counted = tx.execute(
        sa.select(
            sa.func.count(sa.distinct(InvitationRow.athlete_id)),
            _people_with(sa.or_(InvitationRow.draft_id.is_not(None), InvitationRow.used_at.is_not(None))),
            _people_with(InvitationRow.screening_id.is_not(None)),
        ).where(InvitationRow.round_id == round_id, InvitationRow.revoked_at.is_(None))
    ).one()
    return Completion(*counted)


def _people_with(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.count(sa.distinct(sa.case((condition, InvitationRow.athlete_id))))
