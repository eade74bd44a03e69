"""The cases of a club for its clinicians, and for a coach what their injured athletes may do today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from screening.domain.case.rules import required_case_rules
from screening.domain.case.state import replay
from screening.domain.case.suggest import suggest
from screening.domain.case.today import Allowed
from screening.domain.case.words import Light, Side, State
from screening.domain.clubs import Purpose, Sight
from screening.domain.rulebook import Rulebook
from screening.services.access import Action, Actor, ClubRef, require
from screening.services.care_names import Whose, whose
from screening.services.club_day import club_day
from screening.services.consents import allowed_now
from screening.services.squad_sights import AGAIN_AFTER
from screening.store import Store, Transaction
from screening.store.queries import accounts, athletes, audit, care, cases, consents, members, squad_pictures
from screening.store.queries.cases import CaseFilter
from screening.store.tables.athlete import AthleteRow
from screening.store.tables.audit import Event
from screening.store.tables.case import InjuryCaseRow

from .due import PRESSING
from .log import log_of
from .page import standing_of

PAGE = 25
LONGEST_READ = 400
"""Events of a log that a list still reads."""


@dataclass(frozen=True, slots=True)
class CasesWanted:
    """Which cases are asked for. `page` counts from 1."""

    is_closed: bool = False
    only_mine: bool = False
    squad_id: int | None = None
    page: int = 1
    state: State | None = None


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """One case on the list. `is_due`: something in it waits for a clinician by now."""

    case_id: int
    whose: Whose
    side: Side
    injury_on: dt.date
    state: State
    rung: int
    light: Light | None
    is_held: bool
    is_due: bool
    due_at: dt.datetime
    review_on: dt.date | None
    responsible: str | None
    is_mine: bool
    opened_at: dt.datetime
    closed_at: dt.datetime | None
    waits: tuple[str, ...] = ()
    """What the rules say is pressing in a case that is due, where its row alone does not say it."""


@dataclass(frozen=True, slots=True)
class CaseList:
    """One page of the list. `withheld` counts cases of this page whose athletes have closed them to staff.

    `day` is the club's own.
    """

    wanted: CasesWanted
    entries: tuple[CaseEntry, ...]
    withheld: int
    total: int
    pages: int
    due: int
    squads: tuple[tuple[int, str], ...]
    has_clinician: bool
    day: dt.date


def cases_of_club(
    store: Store,
    actor: Actor,
    club_id: int,
    wanted: CasesWanted,
    now: dt.datetime,
    rulebook: Rulebook | None = None,
) -> CaseList:
    """A page of the list, due ones first; that it was read is written down for each athlete on it.

    Args:
        rulebook: to say of due cases what is pressing in them; None leaves that out.
    Raises:
        NotFound: this person is neither physio nor doctor of that club.
        Busy: what would be shown could not be written down; trying again is safe.
    """
    require(actor, Action.WORK_CASE, ClubRef(club_id))
    with store.write(club=club_id) as tx:
        squads = tuple((row.id, row.name) for row in athletes.squads(tx))
        squad_id = wanted.squad_id if wanted.squad_id in {number for number, _ in squads} else None
        narrowed = CaseFilter(
            is_closed=wanted.is_closed,
            responsible_account_id=actor.account_id if wanted.only_mine else None,
            squad_ids=frozenset({squad_id}) if squad_id is not None else None,
            state=wanted.state,
        )
        total = cases.count_cases(tx, narrowed)
        pages = max(1, -(-total // PAGE))
        page = min(max(wanted.page, 1), pages)
        rows = cases.case_page(tx, narrowed, skip=(page - 1) * PAGE, most=PAGE)
        entries = _entries(tx, rows, actor, now, rulebook)
        _note(tx, actor, [one.whose.athlete_id for one in entries], Sight.CASE, now)
        club = members.club(tx, club_id)
        return CaseList(
            wanted=CasesWanted(wanted.is_closed, wanted.only_mine, squad_id, page, wanted.state),
            entries=entries,
            withheld=len(rows) - len(entries),
            total=total,
            pages=pages,
            due=cases.count_due(tx, now),
            squads=squads,
            has_clinician=club is not None and bool(club.responsible_clinician),
            day=club_day(tx, now),
        )


def _entries(
    tx: Transaction,
    rows: Sequence[tuple[InjuryCaseRow, AthleteRow]],
    actor: Actor,
    now: dt.datetime,
    rulebook: Rulebook | None,
) -> tuple[CaseEntry, ...]:
    allowed = allowed_now(tx, sorted({athlete.id for _, athlete in rows}), now.date())
    shared = care.shared_name_keys(tx, {athlete.name_key for _, athlete in rows})
    names = _names(tx, {row.responsible_account_id for row, _ in rows})
    return tuple(
        replace(_entry(row, whose(athlete, shared), names, actor, now), waits=_waits(tx, row, rulebook, now))
        for row, athlete in rows
        if Purpose.PHYSIO_CLINICAL in allowed[athlete.id]
    )


def _waits(
    tx: Transaction, row: InjuryCaseRow, rulebook: Rulebook | None, now: dt.datetime
) -> tuple[str, ...]:
    """What is pressing in a due case; of one that is held, or has a very long log, the row says enough."""
    is_plain = row.closed_at is None and not row.is_held and row.version <= LONGEST_READ
    if rulebook is None or not is_plain or row.due_at > now:
        return ()
    state, rules = replay(log_of(tx, row.id)), required_case_rules(rulebook)
    day = max(club_day(tx, now), state.last_day)
    return tuple(one.text for one in suggest(state, rules, day) if one.kind in PRESSING)


def _entry(
    row: InjuryCaseRow, of: Whose, names: Mapping[int, str], actor: Actor, now: dt.datetime
) -> CaseEntry:
    return CaseEntry(
        case_id=row.id,
        whose=of,
        side=row.side,
        injury_on=dt.date.fromisoformat(row.injury_on),
        state=row.state,
        rung=row.rung,
        light=row.light,
        is_held=row.is_held,
        is_due=row.closed_at is None and row.due_at <= now,
        due_at=row.due_at,
        review_on=dt.date.fromisoformat(row.review_on) if row.review_on else None,
        responsible=names.get(row.responsible_account_id or 0),
        is_mine=row.responsible_account_id == actor.account_id,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )


def _names(tx: Transaction, numbers: set[int | None]) -> dict[int, str]:
    found = {number: accounts.account(tx, number) for number in numbers if number is not None}
    return {number: row.name or row.email for number, row in found.items() if row is not None}


@dataclass(frozen=True, slots=True)
class CoachCase:
    """An injured athlete as a coach knows of them: what they may do today, and nothing clinical."""

    case_id: int
    whose: Whose
    state: State
    allowed: Allowed
    review_on: dt.date | None
    version: int


def cases_for_coach(
    store: Store, actor: Actor, club_id: int, rulebook: Rulebook, now: dt.datetime
) -> tuple[CoachCase, ...]:
    """What every injured athlete of a coach's squads may do today, by name; the look is written down.

    Raises:
        NotFound: this person coaches nobody in that club.
    """
    require(actor, Action.SEE_CASE_FOR_COACH, ClubRef(club_id))
    with store.write(club=club_id) as tx:
        wanted = CaseFilter(squad_ids=actor.squads_coached_in(club_id))
        rows = cases.case_page(tx, wanted, most=cases.count_cases(tx, wanted))
        allowed = allowed_now(tx, sorted({athlete.id for _, athlete in rows}), now.date())
        shared = care.shared_name_keys(tx, {athlete.name_key for _, athlete in rows})
        shown = [
            (row, athlete)
            for row, athlete in rows
            if Purpose.PROCESSING in allowed[athlete.id] and athlete.account_id != actor.account_id
        ]
        found = [_for_coach(tx, row, whose(athlete, shared), rulebook, now) for row, athlete in shown]
        _note(tx, actor, [one.whose.athlete_id for one in found], Sight.AVAILABILITY, now)
    return tuple(sorted(found, key=lambda one: (one.whose.name.casefold(), one.case_id)))


def _for_coach(
    tx: Transaction, row: InjuryCaseRow, of: Whose, rulebook: Rulebook, now: dt.datetime
) -> CoachCase:
    stands = standing_of(tx, row.id, rulebook, now)
    return CoachCase(row.id, of, stands.state.state, stands.allowed, stands.state.review_on, stands.version)


def _note(tx: Transaction, actor: Actor, numbers: list[int], what: Sight, now: dt.datetime) -> None:
    if not numbers:
        return
    everybody = set(numbers)
    known = squad_pictures.seen_since(tx, actor.account_id, everybody, now - AGAIN_AFTER)
    new = sorted(number for number in everybody if (number, what) not in known)
    consents.note_seen(tx, new, actor.account_id, what, now)
    audit.record(
        tx,
        Event.RECORD_VIEWED,
        now,
        amount=len(everybody),
        account_id=actor.account_id,
        detail={"what": "case_list"},
    )
