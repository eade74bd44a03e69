"""Finds every row about one athlete, and tells each as plain values that mean the same everywhere."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

import sqlalchemy as sa

from screening.domain.errors import NotFound
from screening.services.own_data.tables import HOLDS_LINKS, PARTS, Part, link_of, with_links
from screening.store import Transaction
from screening.store.queries import own
from screening.store.tables import (
    AthleteRow,
    CalendarFeedRow,
    CareItemRow,
    CaseEventRow,
    CaseLinkRow,
    ClubScreeningRow,
    ConsentRow,
    GuardianLinkRow,
    InjuryCaseRow,
    InvitationRow,
    OutgoingMailRow,
    ProgrammeRow,
    RecallClosingRow,
    RecallRow,
    RoundRow,
    SessionReportRow,
    SquadPlaceRow,
    ViewedRow,
)

Numbers = Mapping[str, Sequence[int]]
"""The rows of each part by their numbers here, ascending. A row's place in it is its number in the export."""
_AT_A_TIME = 50
OF_ATHLETE: Mapping[str, Any] = {
    "squad_places": SquadPlaceRow,
    "guardians": GuardianLinkRow,
    "consents": ConsentRow,
    "seen_by": ViewedRow,
    "club_screenings": ClubScreeningRow,
    "invitations": InvitationRow,
    "care_items": CareItemRow,
    "cases": InjuryCaseRow,
}
"""Parts whose rows name the athlete."""


def numbers_of(tx: Transaction, athlete_id: int) -> Numbers:
    """Which rows there are about an athlete of the transaction's club.

    Raises:
        NotFound: there is no such athlete.
    """
    athlete = tx.scalar(sa.select(AthleteRow).where(AthleteRow.id == athlete_id))
    if athlete is None:
        raise NotFound("no such athlete")
    found: dict[str, Iterable[int | None]] = {"club": [tx.club], "athlete": [athlete_id]}
    for name, kind in OF_ATHLETE.items():
        found[name] = _column(tx, kind.id, kind.athlete_id == athlete_id)
    _follow_screenings(tx, found, athlete_id)
    found["drafts"] = _column(tx, InvitationRow.draft_id, InvitationRow.athlete_id == athlete_id)
    found["rounds"] = {
        *_column(tx, InvitationRow.round_id, InvitationRow.athlete_id == athlete_id),
        *_column(tx, ClubScreeningRow.round_id, ClubScreeningRow.athlete_id == athlete_id),
    }
    found["squads"] = {
        *_column(tx, SquadPlaceRow.squad_id, SquadPlaceRow.athlete_id == athlete_id),
        *_column(tx, RoundRow.squad_id, RoundRow.id.in_(_known(found["rounds"]))),
    }
    found["mails"] = _mails_to(tx, athlete)
    cases = _known(found["cases"])
    found["case_events"] = _column(tx, CaseEventRow.id, CaseEventRow.case_id.in_(cases))
    found["check_in_links"] = _column(tx, CaseLinkRow.id, CaseLinkRow.case_id.in_(cases))
    found["people"] = _people(tx, athlete, _known(found["rounds"])) | _people_of_cases(tx, cases)
    return {part.name: _known(found[part.name]) for part in PARTS}


def _follow_screenings(tx: Transaction, found: dict[str, Iterable[int | None]], athlete_id: int) -> None:
    """What hangs on the athlete's screenings, which themselves know no athlete."""
    screenings = _known(_column(tx, ClubScreeningRow.screening_id, ClubScreeningRow.athlete_id == athlete_id))
    programmes = _known(_column(tx, ProgrammeRow.id, ProgrammeRow.screening_id.in_(screenings)))
    recalls = _known(_column(tx, RecallRow.id, RecallRow.screening_id.in_(screenings)))
    found["screenings"], found["programmes"], found["recalls"] = screenings, programmes, recalls
    found["session_reports"] = _column(tx, SessionReportRow.id, SessionReportRow.programme_id.in_(programmes))
    found["calendar_feeds"] = _column(tx, CalendarFeedRow.id, CalendarFeedRow.programme_id.in_(programmes))
    found["recall_closings"] = _column(tx, RecallClosingRow.id, RecallClosingRow.recall_id.in_(recalls))


def _mails_to(tx: Transaction, athlete: AthleteRow) -> Sequence[int | None]:
    """Mails to an address that is the athlete's alone; of a shared one nobody knows whom they were about."""
    if athlete.email is None or own.is_shared(tx, athlete.email, athlete.id):
        return ()
    return _column(tx, OutgoingMailRow.id, OutgoingMailRow.to_address == athlete.email)


def _people(tx: Transaction, athlete: AthleteRow, rounds: Sequence[int]) -> set[int | None]:
    """Everybody whom one of the rows names: who looked, who decided, who took care."""
    of = athlete.id
    return {
        athlete.account_id,
        *_column(tx, GuardianLinkRow.account_id, GuardianLinkRow.athlete_id == of),
        *_column(tx, ConsentRow.account_id, ConsentRow.athlete_id == of),
        *_column(tx, ViewedRow.account_id, ViewedRow.athlete_id == of),
        *_column(tx, CareItemRow.owner_account_id, CareItemRow.athlete_id == of),
        *_column(tx, CareItemRow.closed_by, CareItemRow.athlete_id == of),
        *_column(tx, RoundRow.created_by, RoundRow.id.in_(rounds)),
    }


def _people_of_cases(tx: Transaction, cases: Sequence[int]) -> set[int | None]:
    """Everybody whom a case, one of its links or one of its events names."""
    named = (
        number
        for event in tx.scalars(sa.select(CaseEventRow.event).where(CaseEventRow.case_id.in_(cases)))
        for number in _linked_inside("people", "event", event)
    )
    return {
        *_column(tx, InjuryCaseRow.responsible_account_id, InjuryCaseRow.id.in_(cases)),
        *_column(tx, CaseLinkRow.made_by, CaseLinkRow.case_id.in_(cases)),
        *named,
    }


def _linked_inside(part: str, column: str, value: Any) -> Iterator[int]:
    """The numbers of rows of a part that stand somewhere inside a record."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _linked_inside(part, key, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _linked_inside(part, column, inner)
    elif link_of(column, value) == part:
        yield value


def _column(tx: Transaction, wanted: Any, where: sa.ColumnElement[bool]) -> Sequence[int | None]:
    return tx.scalars(sa.select(wanted).where(where)).all()


def _known(numbers: Iterable[int | None]) -> list[int]:
    return sorted({number for number in numbers if number is not None})


def rows_of(tx: Transaction, part: Part, numbers: Numbers) -> Iterator[dict[str, Any]]:
    """The rows of one part, a few at a time, as plain values with numbers that count within the export."""
    kind = cast("Any", part.kind)
    wanted = numbers[part.name]
    for start in range(0, len(wanted), _AT_A_TIME):
        some = wanted[start : start + _AT_A_TIME]
        for row in tx.scalars(sa.select(kind).where(kind.id.in_(some)).order_by(kind.id)):
            yield {name: _plain(name, getattr(row, name), numbers) for name in part.columns}
        tx.expunge_all()  # a thousand results need not be in memory together


def _plain(column: str, value: Any, numbers: Numbers) -> Any:
    target = link_of(column, value)
    if target is not None:
        return numbers[target].index(value) + 1
    if column in HOLDS_LINKS:
        return with_links(value, lambda part, number: numbers[part].index(number) + 1)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    return value.value if isinstance(value, enum.Enum) else value
