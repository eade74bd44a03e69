"""Who has left, what is past its time, and whether an account is needed anywhere any more."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence

import sqlalchemy as sa

from screening.domain.clubs import ImportState, Role
from screening.store.store import Transaction
from screening.store.tables.athlete import AthleteRow, GuardianLinkRow, SquadPlaceRow
from screening.store.tables.invitation import InvitationRow
from screening.store.tables.outbox import OutgoingMailRow
from screening.store.tables.people import MembershipRow
from screening.store.tables.roster_import import RosterImportRow


def removed_athletes(tx: Transaction) -> Sequence[AthleteRow]:
    """Everybody who was removed and is still kept, held ones included, by number."""
    return tx.scalars(
        sa.select(AthleteRow).where(AthleteRow.removed_at.is_not(None)).order_by(AthleteRow.id)
    ).all()


def _left(squad_ids: Collection[int] | None) -> sa.ColumnElement[bool]:
    """Whoever was removed and once was in one of these squads; None for everybody."""
    if squad_ids is None:
        return AthleteRow.removed_at.is_not(None)
    once = sa.select(SquadPlaceRow.athlete_id).where(SquadPlaceRow.squad_id.in_(sorted(squad_ids)))
    return sa.and_(AthleteRow.removed_at.is_not(None), AthleteRow.id.in_(once))


def count_removed(tx: Transaction, squad_ids: Collection[int] | None) -> int:
    """How many were removed who once were in one of these squads; None for the whole club."""
    return tx.scalar(sa.select(sa.func.count()).select_from(AthleteRow).where(_left(squad_ids))) or 0


def page_of_removed(
    tx: Transaction, squad_ids: Collection[int] | None, *, page: int, most: int
) -> Sequence[AthleteRow]:
    """A page of them, whoever left last first; pages count from 1."""
    return tx.scalars(
        sa.select(AthleteRow)
        .where(_left(squad_ids))
        .order_by(AthleteRow.removed_at.desc(), AthleteRow.name_key, AthleteRow.id)
        .offset((page - 1) * most)
        .limit(most)
    ).all()


def places_ever_of(tx: Transaction, athlete_ids: Collection[int]) -> dict[int, list[SquadPlaceRow]]:
    """Every place in a squad that these athletes have or had, by athlete."""
    found: dict[int, list[SquadPlaceRow]] = defaultdict(list)
    wanted = sa.select(SquadPlaceRow).where(SquadPlaceRow.athlete_id.in_(sorted(athlete_ids)))
    for row in tx.scalars(wanted.order_by(SquadPlaceRow.id)):
        found[row.athlete_id].append(row)
    return found


def squads_ever_of(tx: Transaction, athlete_id: int) -> frozenset[int]:
    """The squads in which an athlete is or was, by number."""
    return frozenset(place.squad_id for place in places_ever_of(tx, [athlete_id])[athlete_id])


def mails_before(tx: Transaction, sent: dt.datetime, made: dt.datetime) -> Sequence[int]:
    """Mails sent before one moment, and mails made before another whether they were sent or not."""
    old = sa.or_(OutgoingMailRow.sent_at < sent, OutgoingMailRow.created_at < made)
    return tx.scalars(sa.select(OutgoingMailRow.id).where(old).order_by(OutgoingMailRow.id)).all()


def remove_mails(tx: Transaction, mail_ids: Sequence[int]) -> None:
    """Remove these mails."""
    tx.execute(
        sa.delete(OutgoingMailRow)
        .where(OutgoingMailRow.id.in_(mail_ids))
        .execution_options(synchronize_session=False)
    )


def invitation_seeds(tx: Transaction, athlete_id: int) -> Sequence[bytes]:
    """The seeds of every invitation of an athlete."""
    return tx.scalars(sa.select(InvitationRow.seed).where(InvitationRow.athlete_id == athlete_id)).all()


def remove_mails_about(tx: Transaction, links: Sequence[str], name: str) -> int:
    """Remove mails with one of these links, and sent ones that greet somebody of this name; says how many.

    An address may have changed since a mail was written. One that still waits for another of the same name
    is kept.
    """
    about = [OutgoingMailRow.body.contains(link, autoescape=True) for link in links]
    greets = OutgoingMailRow.body.contains(name, autoescape=True) & OutgoingMailRow.sent_at.is_not(None)
    removed = tx.execute(
        sa.delete(OutgoingMailRow)
        .where(sa.or_(greets, *about))
        .returning(OutgoingMailRow.id)
        .execution_options(synchronize_session=False)
    )
    return len(removed.all())


def imports_before(tx: Transaction, previewed: dt.datetime, confirmed: dt.datetime) -> Sequence[int]:
    """Imports that can be neither confirmed nor undone any more, and still hold names."""
    over = sa.or_(
        sa.and_(RosterImportRow.state == ImportState.PREVIEWED, RosterImportRow.at < previewed),
        sa.and_(RosterImportRow.state == ImportState.CONFIRMED, RosterImportRow.confirmed_at < confirmed),
    )
    return tx.scalars(sa.select(RosterImportRow.id).where(over).order_by(RosterImportRow.id)).all()


def guardian_accounts(tx: Transaction, athlete_id: int) -> frozenset[int]:
    """The accounts of everybody who answers or answered for an athlete."""
    found = tx.scalars(sa.select(GuardianLinkRow.account_id).where(GuardianLinkRow.athlete_id == athlete_id))
    return frozenset(number for number in found if number is not None)


def is_needed_beside(tx: Transaction, account_id: int, athlete_id: int) -> bool:
    """Whether an account has another reason than this one athlete, as far as the transaction looks: an open
    staff role, another athlete that it is, or another athlete it answers for.
    """
    reasons = (
        sa.select(MembershipRow.id).where(
            MembershipRow.account_id == account_id,
            MembershipRow.ended_at.is_(None),
            MembershipRow.role.not_in([Role.ATHLETE, Role.GUARDIAN]),
        ),
        sa.select(AthleteRow.id).where(AthleteRow.account_id == account_id, AthleteRow.id != athlete_id),
        sa.select(GuardianLinkRow.id).where(
            GuardianLinkRow.account_id == account_id, GuardianLinkRow.athlete_id != athlete_id
        ),
    )
    return any(tx.scalar(found.limit(1)) is not None for found in reasons)


def remove_guardian_roles(tx: Transaction, account_ids: Sequence[int]) -> None:
    """Take the role of a guardian in the transaction's club from accounts that answer for nobody there."""
    for number in account_ids:
        answers = sa.select(GuardianLinkRow.id).where(GuardianLinkRow.account_id == number)
        if tx.scalar(answers.limit(1)) is None:
            tx.execute(
                sa.delete(MembershipRow)
                .where(MembershipRow.account_id == number, MembershipRow.role == Role.GUARDIAN)
                .execution_options(synchronize_session=False)
            )
