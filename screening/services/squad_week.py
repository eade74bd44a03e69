"""The squad's own week: when it trains and plays, and with what; the base programme is made on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from screening.domain.errors import InvalidAnswers, NotFound, OutOfDate, Problem
from screening.domain.rulebook import Rulebook
from screening.domain.squad.model import BaseProgramme, SquadCalendar
from screening.domain.squad.picture import required_squad_rules
from screening.services.access import Action, Actor, require
from screening.services.reach import squad_ref
from screening.services.squad_base import base_programme
from screening.store import Store
from screening.store.encoding import from_record, to_record
from screening.store.queries import athletes, audit
from screening.store.tables.audit import Event
from screening.store.tables.club import SquadRow

DAYS = range(1, 8)
MOST_MATCHES = 4
FURTHEST_MATCH = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class SquadWeek:
    """Days are 1 (Monday) to 7 (Sunday); `started_on` is the Monday on which the base programme began."""

    days: tuple[int, ...]
    kit: tuple[str, ...]
    matches: tuple[dt.date, ...]
    started_on: dt.date


@dataclass(frozen=True, slots=True)
class WeekForm:
    """The week as it is kept; None where nobody has said it. `version` is that of the squad."""

    squad: str
    week: SquadWeek | None
    version: int


@dataclass(frozen=True, slots=True)
class WeekWish:
    """What a form says about a week; matches as typed."""

    days: tuple[str, ...]
    kit: tuple[str, ...]
    matches: tuple[str, ...]
    starts_again: bool


def kept_week(row: SquadRow) -> SquadWeek | None:
    """The week of a squad."""
    return from_record(row.week, SquadWeek) if row.week is not None else None


def week_form(store: Store, actor: Actor, club_id: int, squad_id: int) -> WeekForm:
    """What a form about the week begins with.

    Raises:
        NotFound: there is no such squad for this person.
    """
    with store.read(club=club_id) as tx:
        require(actor, Action.RUN_ROUND, squad_ref(tx, squad_id))
        row = _there(athletes.squad(tx, squad_id))
        return WeekForm(row.name, kept_week(row), row.version)


def set_week(
    store: Store,
    actor: Actor,
    club_id: int,
    squad_id: int,
    wish: WeekWish,
    version: int,
    rulebook: Rulebook,
    now: dt.datetime,
) -> None:
    """Keep the week of a squad.

    Args:
        version: of the squad that the form was made from.
    Raises:
        NotFound: there is no such squad for this person.
        InvalidAnswers: something typed cannot be used.
        OutOfDate: the squad was changed in the meantime.
    """
    with store.write(club=club_id) as tx:
        require(actor, Action.RUN_ROUND, squad_ref(tx, squad_id))
        wanted = _checked(wish, required_squad_rules(rulebook).base.kit, now.date())
        row = _there(athletes.squad(tx, squad_id, for_update=True))
        if row.version != version:
            raise OutOfDate("the squad was changed in the meantime")
        before = kept_week(row)
        if before is not None and not wish.starts_again:
            wanted = replace(wanted, started_on=before.started_on)
        row.week = to_record(wanted)
        row.version += 1
        tx.flush()
        audit.record(
            tx,
            Event.SQUAD_CHANGED,
            now,
            account_id=actor.account_id,
            detail={"squad_id": squad_id, "what": "week"},
        )


def base_of(
    week: SquadWeek, sport: str | None, youngest_age: int | None, rulebook: Rulebook
) -> BaseProgramme:
    """The programme for everybody on the days of a squad.

    Args:
        youngest_age: in years; None where no athlete's age is known.
    """
    calendar = SquadCalendar(
        training_days=week.days,
        started_on=week.started_on,
        match_dates=week.matches,
        kit=frozenset(week.kit),
        sport=sport,
        youngest_age=youngest_age,
    )
    return base_programme(calendar, rulebook)


def _there(row: SquadRow | None) -> SquadRow:
    if row is None:
        raise NotFound("no such squad")
    return row


def _checked(wish: WeekWish, kit: Collection[str], today: dt.date) -> SquadWeek:
    """The week as it can be kept; it starts with the Monday of this week."""
    days = tuple(sorted({int(day) for day in wish.days if day in {str(known) for known in DAYS}}))
    problems = [] if days else [Problem("days", "Choose at least one day on which the squad trains")]
    matches = []
    for place, typed in enumerate(wish.matches[:MOST_MATCHES], start=1):
        found = _match(typed.strip(), today)
        if isinstance(found, dt.date):
            matches.append(found)
        elif found:
            problems.append(Problem(f"match-{place}", found))
    if problems:
        raise InvalidAnswers(problems)
    monday = today - dt.timedelta(days=today.weekday())
    chosen = tuple(thing for thing in kit if thing in wish.kit)
    return SquadWeek(days, chosen, tuple(sorted(set(matches))), monday)


def _match(typed: str, today: dt.date) -> dt.date | str:
    """The day of a match, or what is wrong with it; empty for an empty field."""
    if not typed:
        return ""
    try:
        day = dt.date.fromisoformat(typed)
    except ValueError:
        return "Type the day of the match as year-month-day, such as 2026-11-28"
    if not today - FURTHEST_MATCH <= day <= today + FURTHEST_MATCH:
        return "Choose a day within a year from now"
    return day
