"""Cases of the transaction's club: their rows, their events in order, and the links to check in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from screening.domain.case.words import State
from screening.store.base import JsonObject
from screening.store.store import Transaction
from screening.store.tables.athlete import AthleteRow, SquadPlaceRow
from screening.store.tables.case import CaseEventRow, CaseLinkRow, InjuryCaseRow

BROKEN_OFF = (State.WITHDRAWN, State.CLOSED_REINJURY)


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases of athletes still in the club are wanted: closed or open, of a clinician, of squads."""

    is_closed: bool = False
    responsible_account_id: int | None = None
    squad_ids: frozenset[int] | None = None
    state: State | None = None


def case(tx: Transaction, case_id: int, *, for_update: bool = False) -> InjuryCaseRow | None:
    """One case. `for_update` holds it until the commit and reads it anew."""
    wanted = sa.select(InjuryCaseRow).where(InjuryCaseRow.id == case_id)
    if for_update:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return tx.scalar(wanted)


def case_by_key(tx: Transaction, open_key: str) -> InjuryCaseRow | None:
    """The case that this press of a button opened, if it did."""
    return tx.scalar(sa.select(InjuryCaseRow).where(InjuryCaseRow.open_key == open_key))


def cases_of_athlete(tx: Transaction, athlete_id: int) -> Sequence[InjuryCaseRow]:
    """All cases of an athlete, the newest first."""
    return tx.scalars(
        sa.select(InjuryCaseRow)
        .where(InjuryCaseRow.athlete_id == athlete_id)
        .order_by(InjuryCaseRow.id.desc())
    ).all()


def open_cases_of(tx: Transaction, athlete_ids: Iterable[int]) -> Sequence[InjuryCaseRow]:
    """The open cases of these athletes, by number."""
    return tx.scalars(
        sa.select(InjuryCaseRow)
        .where(InjuryCaseRow.athlete_id.in_(tuple(athlete_ids)), InjuryCaseRow.closed_at.is_(None))
        .order_by(InjuryCaseRow.id)
    ).all()


def open_cases_in_squad(tx: Transaction, squad_id: int) -> Sequence[InjuryCaseRow]:
    """The open cases of everybody in a squad, by number."""
    return tx.scalars(
        sa.select(InjuryCaseRow)
        .where(InjuryCaseRow.closed_at.is_(None), InjuryCaseRow.athlete_id.in_(_in_squads({squad_id})))
        .order_by(InjuryCaseRow.id)
    ).all()


def broken_off_in_squad(tx: Transaction, squad_id: int) -> Sequence[InjuryCaseRow]:
    """The newest case of everybody in a squad where it ended without a way back to training."""
    newest = (
        sa.select(sa.func.max(InjuryCaseRow.id))
        .where(InjuryCaseRow.athlete_id.in_(_in_squads({squad_id})))
        .group_by(InjuryCaseRow.athlete_id)
    )
    return tx.scalars(
        sa.select(InjuryCaseRow)
        .where(InjuryCaseRow.id.in_(newest), InjuryCaseRow.state.in_(BROKEN_OFF))
        .order_by(InjuryCaseRow.id)
    ).all()


def open_case_numbers(tx: Transaction) -> Sequence[int]:
    """The number of every open case."""
    return tx.scalars(
        sa.select(InjuryCaseRow.id).where(InjuryCaseRow.closed_at.is_(None)).order_by(InjuryCaseRow.id)
    ).all()


def case_page(
    tx: Transaction, wanted: CaseFilter, *, skip: int = 0, most: int = 50
) -> Sequence[tuple[InjuryCaseRow, AthleteRow]]:
    """A page of cases with their athletes: open ones by when they are due, closed ones the newest first."""
    order = (
        (InjuryCaseRow.closed_at.desc(), InjuryCaseRow.id.desc())
        if wanted.is_closed
        else (InjuryCaseRow.due_at, InjuryCaseRow.id)
    )
    found = tx.execute(
        sa.select(InjuryCaseRow, AthleteRow)
        .join(AthleteRow, AthleteRow.id == InjuryCaseRow.athlete_id)
        .where(*_fitting(wanted))
        .order_by(*order)
        .offset(skip)
        .limit(most)
    )
    return [(row, athlete) for row, athlete in found]


def count_cases(tx: Transaction, wanted: CaseFilter) -> int:
    """How many cases fit."""
    return tx.scalar(sa.select(sa.func.count(InjuryCaseRow.id)).where(*_fitting(wanted))) or 0


def count_due(tx: Transaction, now: dt.datetime) -> int:
    """How many open cases somebody should look at by now."""
    due = (*_fitting(CaseFilter()), InjuryCaseRow.due_at <= now)
    return tx.scalar(sa.select(sa.func.count(InjuryCaseRow.id)).where(*due)) or 0


def events_of(tx: Transaction, case_id: int, *, after: int = 0) -> Sequence[JsonObject]:
    """The events of a case as they are kept, in order; those after a number only."""
    return tx.scalars(
        sa.select(CaseEventRow.event)
        .where(CaseEventRow.case_id == case_id, CaseEventRow.number > after)
        .order_by(CaseEventRow.number)
    ).all()


def event_by_request(tx: Transaction, case_id: int, request_key: str) -> CaseEventRow | None:
    """What this press of a button has brought already, if it has."""
    return tx.scalar(
        sa.select(CaseEventRow).where(
            CaseEventRow.case_id == case_id, CaseEventRow.request_key == request_key
        )
    )


def link_by_token(tx: Transaction, token_digest: str) -> CaseLinkRow | None:
    """A link to check in, whether or not it still works."""
    return tx.scalar(sa.select(CaseLinkRow).where(CaseLinkRow.token_digest == token_digest))


def links_not_revoked(tx: Transaction, case_id: int, *, for_update: bool = False) -> Sequence[CaseLinkRow]:
    """The links of a case that nobody has revoked, the newest first; they may be past their time."""
    wanted = (
        sa.select(CaseLinkRow)
        .where(CaseLinkRow.case_id == case_id, CaseLinkRow.revoked_at.is_(None))
        .order_by(CaseLinkRow.id.desc())
    )
    return tx.scalars(wanted.with_for_update() if for_update else wanted).all()


_PRESENT = sa.select(AthleteRow.id).where(AthleteRow.removed_at.is_(None))


def _fitting(wanted: CaseFilter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [
        InjuryCaseRow.closed_at.is_not(None) if wanted.is_closed else InjuryCaseRow.closed_at.is_(None),
        InjuryCaseRow.athlete_id.in_(_PRESENT),
    ]
    if wanted.responsible_account_id is not None:
        conditions.append(InjuryCaseRow.responsible_account_id == wanted.responsible_account_id)
    if wanted.state is not None:
        conditions.append(InjuryCaseRow.state == wanted.state)
    if wanted.squad_ids is not None:
        conditions.append(InjuryCaseRow.athlete_id.in_(_in_squads(wanted.squad_ids)))
    return conditions


def _in_squads(squad_ids: Collection[int]) -> sa.Select[int]:
    return sa.select(SquadPlaceRow.athlete_id).where(
        SquadPlaceRow.squad_id.in_(tuple(squad_ids)), SquadPlaceRow.until.is_(None)
    )
