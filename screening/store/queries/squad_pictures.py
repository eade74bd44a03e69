"""What the picture of a squad is made from, in few columns: a row for each athlete and none for a result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from screening.domain.clubs import Purpose, Sight
from screening.domain.programme.model import Done
from screening.domain.vocabulary import Urgency
from screening.store.base import JsonObject
from screening.store.store import Transaction
from screening.store.tables.athlete import AthleteRow, SquadPlaceRow
from screening.store.tables.consent import ConsentRow, ViewedRow
from screening.store.tables.invitation import ClubScreeningRow
from screening.store.tables.rules_life import RecallRow
from screening.store.tables.screening import ScreeningRow
from screening.store.tables.training import ProgrammeRow, ReportKind, SessionReportRow

_BETWEEN, _AFTER = "\t", "\n"


class SquadAthlete(NamedTuple):
    """Who an athlete of the squad is. `birth_date` is an ISO date."""

    id: int
    name: str
    club_key: str | None
    birth_date: str | None
    birth_year: int | None


class Yes(NamedTuple):
    """A decision that allowed something, in the words in which the database keeps it."""

    purpose: str
    text_version: str
    by_whom: str
    on: str
    """ISO date in UTC."""


class KeptFacts(NamedTuple):
    """The newest answers of one athlete; `facts` is JSON text, None where it was not taken out."""

    athlete_id: int
    screening_id: int
    on: str
    """ISO date in UTC."""
    facts: str | None


class SessionSaid(NamedTuple):
    """What an athlete said about one session; `on_day` is its ISO date."""

    athlete_id: int
    programme_id: int
    session: str
    on_day: str
    done: Done | None


def athletes_of(tx: Transaction, squad_id: int) -> list[SquadAthlete]:
    """Everybody in a squad, by number."""
    rows = tx.execute(
        sa.select(
            AthleteRow.id, AthleteRow.name, AthleteRow.club_key, AthleteRow.birth_date, AthleteRow.birth_year
        )
        .join(SquadPlaceRow, SquadPlaceRow.athlete_id == AthleteRow.id)
        .where(
            SquadPlaceRow.squad_id == squad_id, SquadPlaceRow.until.is_(None), AthleteRow.removed_at.is_(None)
        )
        .order_by(AthleteRow.id)
    )
    return [SquadAthlete._make(row) for row in rows]


def newest_yes(tx: Transaction, squad_id: int, purposes: Collection[Purpose]) -> dict[int, str]:
    """Of everybody in a squad, the newest decisions about these purposes that allow something, by athlete.

    Returns:
        One text for each athlete, to be read with `read_yes`: most athletes of a squad have the same.
    """
    newest = (
        sa.select(sa.func.max(ConsentRow.id))
        .join(SquadPlaceRow, SquadPlaceRow.athlete_id == ConsentRow.athlete_id)
        .where(
            SquadPlaceRow.squad_id == squad_id,
            SquadPlaceRow.until.is_(None),
            ConsentRow.purpose.in_(purposes),
        )
        .group_by(ConsentRow.athlete_id, ConsentRow.purpose)
    )
    parts = (
        sa.cast(ConsentRow.purpose, sa.Text),
        ConsentRow.text_version,
        sa.cast(ConsentRow.by_whom, sa.Text),
        _day(ConsentRow.at),
    )
    one = parts[0] + _BETWEEN + parts[1] + _BETWEEN + parts[2] + _BETWEEN + parts[3]
    rows = tx.execute(
        sa.select(ConsentRow.athlete_id, sa.func.aggregate_strings(one, _AFTER))
        .where(ConsentRow.id.in_(newest), ConsentRow.given)
        .group_by(ConsentRow.athlete_id)
    )
    return {row[0]: row[1] for row in rows}


def read_yes(text: str) -> list[Yes]:
    """The decisions in a text of `newest_yes`, in no particular order."""
    return [Yes._make(one.split(_BETWEEN)) for one in text.split(_AFTER)]


def newest_facts(tx: Transaction, squad_id: int, *, round_id: int | None = None) -> dict[int, KeptFacts]:
    """The newest answers of everybody in a squad who has any, by athlete.

    Args:
        round_id: those of this round only; of whatever round or of none without it.
    """
    newest = (
        sa.select(sa.func.max(ClubScreeningRow.id))
        .join(SquadPlaceRow, SquadPlaceRow.athlete_id == ClubScreeningRow.athlete_id)
        .where(SquadPlaceRow.squad_id == squad_id, SquadPlaceRow.until.is_(None))
        .group_by(ClubScreeningRow.athlete_id)
    )
    if round_id is not None:
        newest = newest.where(ClubScreeningRow.round_id == round_id)
    rows = tx.execute(
        sa.select(
            ClubScreeningRow.athlete_id,
            ClubScreeningRow.screening_id,
            _day(ClubScreeningRow.at),
            # As text: most results of a squad say the same few things, and each text is read once.
            sa.cast(ClubScreeningRow.coach_facts, sa.Text),
        ).where(ClubScreeningRow.id.in_(newest))
    )
    return {row[0]: KeptFacts._make(row) for row in rows}


def sessions_said(tx: Transaction, squad_id: int, since: str) -> list[SessionSaid]:
    """What athletes of a squad reported about sessions since a day, in the order in which they did.

    Args:
        since: ISO date of the session.
    """
    rows = tx.execute(
        sa.select(
            ClubScreeningRow.athlete_id,
            SessionReportRow.programme_id,
            SessionReportRow.session,
            SessionReportRow.on_day,
            SessionReportRow.done,
        )
        .join(ProgrammeRow, ProgrammeRow.screening_id == ClubScreeningRow.screening_id)
        .join(SessionReportRow, SessionReportRow.programme_id == ProgrammeRow.id)
        .join(SquadPlaceRow, SquadPlaceRow.athlete_id == ClubScreeningRow.athlete_id)
        .where(
            SquadPlaceRow.squad_id == squad_id,
            SquadPlaceRow.until.is_(None),
            SessionReportRow.kind == ReportKind.SESSION,
            SessionReportRow.on_day >= since,
        )
        .order_by(SessionReportRow.id)
    )
    return [SessionSaid._make(row) for row in rows]


def programme_texts(tx: Transaction, programme_ids: Iterable[int]) -> dict[int, str]:
    """Programmes of athletes of the transaction's club as JSON text, by number."""
    rows = tx.execute(
        sa.select(ProgrammeRow.id, sa.cast(ProgrammeRow.programme, sa.Text))
        .join(ClubScreeningRow, ClubScreeningRow.screening_id == ProgrammeRow.screening_id)
        .where(ProgrammeRow.id.in_(tuple(programme_ids)))
        .order_by(ProgrammeRow.id)
    )
    return {row[0]: row[1] for row in rows}


def _day(moment: sa.ColumnElement[dt.datetime] | Mapped[dt.datetime]) -> sa.ColumnElement[str]:
    """The day of a moment as text; both databases write it in UTC, the day first."""
    return sa.func.substr(sa.cast(moment, sa.Text), 1, 10)


def assessments(tx: Transaction, screening_ids: Iterable[int]) -> dict[int, JsonObject]:
    """The whole results of screenings of the transaction's club, by number."""
    rows = tx.execute(
        sa.select(ScreeningRow.id, ScreeningRow.assessment)
        .join(ClubScreeningRow, ClubScreeningRow.screening_id == ScreeningRow.id)
        .where(ScreeningRow.id.in_(tuple(screening_ids)))
    )
    return {row[0]: row[1] for row in rows}


def recalled_in(tx: Transaction, squad_id: int) -> Mapping[int, Urgency]:
    """The urgency under newer rules of screenings in a squad that would be more urgent, by screening."""
    rows = tx.execute(
        sa.select(RecallRow.screening_id, RecallRow.new_urgency)
        .join(ClubScreeningRow, ClubScreeningRow.screening_id == RecallRow.screening_id)
        .join(SquadPlaceRow, SquadPlaceRow.athlete_id == ClubScreeningRow.athlete_id)
        .where(SquadPlaceRow.squad_id == squad_id, SquadPlaceRow.until.is_(None))
        .order_by(RecallRow.id)
    )
    return {row[0]: row[1] for row in rows}


def seen_since(
    tx: Transaction, account_id: int, athlete_ids: Iterable[int], since: dt.datetime
) -> frozenset[tuple[int, Sight]]:
    """Which sights of these athletes are written down for an account since a moment."""
    rows = tx.execute(
        sa.select(ViewedRow.athlete_id, ViewedRow.what).where(
            ViewedRow.account_id == account_id,
            ViewedRow.at >= since,
            ViewedRow.athlete_id.in_(tuple(athlete_ids)),
        )
    )
    return frozenset((number, what) for number, what in rows)
