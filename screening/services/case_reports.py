"""The papers and files of one case, for a physio or doctor of the club; that they left is written down."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from dataclasses import dataclass, replace

from screening.domain.case.standing import CaseState
from screening.domain.clubs import FilledBy, Sight
from screening.domain.errors import NotFound
from screening.domain.reporting.case_sheet import CaseScreening, CaseSheet, Person
from screening.domain.reporting.case_sheet_of import CaseFile, case_sheet_of
from screening.domain.reporting.view import Row
from screening.domain.reporting.words import capital, day, listed
from screening.domain.rulebook import Rulebook
from screening.services.access import Actor
from screening.services.care_names import whose
from screening.services.cases.days_ahead import days_in
from screening.services.cases.page import standing_of
from screening.services.cases.reach import CLINICAL, reach_case
from screening.services.cases.withdrawing import end_withdrawn
from screening.services.club_day import club_zone
from screening.services.consents.states import consent_picture
from screening.services.own_who import who_has_seen
from screening.services.results import as_stored
from screening.services.squad_week import kept_week
from screening.store import Store, Transaction
from screening.store.queries import athletes, audit, club_screenings, consents, members
from screening.store.tables.athlete import AthleteRow
from screening.store.tables.audit import Event

RulesOf = Callable[[str], Rulebook]
"""From the digest a result was made with to those rules, or to the ones that run."""
FROM_WHOM = {
    FilledBy.ATHLETE: "typed by the athlete",
    FilledBy.GUARDIAN: "typed by a guardian",
    FilledBy.COACH: "typed by a coach",
    FilledBy.PHYSIO: "from a physio or doctor",
}
CLOCK = "The clock of the service is in doubt; nothing moves up until it is put right."
ZONE = "The time zone of the club was changed; nothing moves up for 26 hours after that."
MOST_SEEN = 6
"""People named on the first page; the athlete's own page has them all."""


class Paper(enum.StrEnum):
    """What is made of a case."""

    REPORT = "case_report"
    DECISION = "case_decision"
    DATA = "case_json"
    BUNDLE = "case_fhir"
    CHECK_INS = "case_check_ins"
    SESSIONS = "case_sessions"
    TESTS = "case_tests"

    @property
    def ending(self) -> str:
        """Of its file: pdf, json or csv."""
        if self in {Paper.REPORT, Paper.DECISION}:
            return "pdf"
        return "json" if self in {Paper.DATA, Paper.BUNDLE} else "csv"


@dataclass(frozen=True, slots=True)
class PaperWish:
    """Which case, and what is made of it."""

    club_id: int
    case_id: int
    paper: Paper


def case_report(
    store: Store, actor: Actor, wish: PaperWish, rulebook: Rulebook, rules_of: RulesOf, now: dt.datetime
) -> CaseSheet:
    """Everything that the papers of a case show today.

    Args:
        rulebook: the rules that run; the screening is shown with those it was made with.
    Raises:
        NotFound: no such case for this person, or the athlete has taken the consent back.
        Busy: that it left could not be written down; trying again is safe.
    """
    end_withdrawn(store, wish.club_id, wish.case_id, rulebook, now)
    with store.write(club=wish.club_id) as tx:
        reached = reach_case(tx, actor, wish.case_id, now, parties=CLINICAL)
        athlete = athletes.athlete(tx, reached.row.athlete_id)
        if athlete is None:
            raise NotFound("no such case")
        stands = standing_of(tx, wish.case_id, rulebook, now)
        kept = CaseFile(
            club=_club(tx, wish.club_id),
            case_id=wish.case_id,
            person=_person(athlete),
            log=stands.log,
            screening=_screening(tx, stands.state, reached.row.screening_id, rules_of),
            seen=_seen(tx, athlete.id),
            consents=_consents(tx, athlete.id, now),
            matches=_matches(tx, athlete.id),
            since=_last_left(tx, athlete.id, wish.case_id),
            programme=days_in(
                tx, athlete.id, reached.row.screening_id, stands.read, stands.day, rulebook
            ).programme,
        )
        _note(tx, actor, athlete.id, wish, now)
    sheet = case_sheet_of(kept, rulebook, stands.day)
    return _shut(sheet, ZONE if stands.zone_is_new else CLOCK) if stands.clock_in_doubt else sheet


def _club(tx: Transaction, club_id: int) -> str:
    row = members.club(tx, club_id)
    return row.name if row is not None else ""


def _shut(sheet: CaseSheet, line: str) -> CaseSheet:
    """While the clock or the day is in doubt nothing moves up, so no paper says that a gate is open."""
    if sheet.gate is None:
        return sheet
    return replace(sheet, gate=replace(sheet.gate, is_open=False, missing=(*sheet.gate.missing, line)))


def _person(athlete: AthleteRow) -> Person:
    known = whose(athlete, ())
    birth = athlete.birth_date
    born = f"born {day(dt.date.fromisoformat(birth))}" if birth else known.born
    year = str(athlete.birth_year) if athlete.birth_year else ""
    return Person(athlete.name, born, known.code, birth or year)


def _screening(
    tx: Transaction, state: CaseState, screening_id: int | None, rules_of: RulesOf
) -> CaseScreening | None:
    """The screening behind the case; None where a clinician opened it, or where it has been erased."""
    number = screening_id if screening_id is not None else state.opened.screening_id
    found = club_screenings.screening_in_club(tx, number) if number is not None else None
    if found is None or number is None:
        return None
    stored = as_stored(found.screening, None)
    return CaseScreening(
        number=number,
        answers=stored.answers,
        assessment=stored.assessment,
        rulebook=rules_of(stored.rulebook_digest),
        answered_at=stored.taken_at,
        filled_by=FROM_WHOM[found.place.filled_by],
    )


def _seen(tx: Transaction, athlete_id: int) -> tuple[Row, ...]:
    """Who has looked at what, each person once with the newest day."""
    people: dict[str, tuple[str, dict[str, None]]] = {}
    for looked in who_has_seen(tx, athlete_id):
        _, what = people.setdefault(looked.name, (looked.on_day, {}))
        what |= dict.fromkeys(looked.what)
    rows = [
        Row(name, f"{capital(listed(tuple(what)))}; last on {day(dt.date.fromisoformat(last))}")
        for name, (last, what) in people.items()
    ]
    left_out = len(rows) - MOST_SEEN
    more = [Row("Others", f"{left_out} more; the athlete's own page names them")] if left_out > 0 else []
    return (*rows[:MOST_SEEN], *more)


def _consents(tx: Transaction, athlete_id: int, now: dt.datetime) -> tuple[Row, ...]:
    """What the athlete allows today, in the words they were asked with."""
    return tuple(
        Row(state.words.title, _decided(state.allows, state.decided_at))
        for state in consent_picture(tx, athlete_id, now.date()).states
    )


def _decided(allows: bool, at: dt.datetime | None) -> str:
    if at is None:
        return "Not asked"
    return f"{'Yes' if allows else 'No'}, decided {day(at.date())}"


def _matches(tx: Transaction, athlete_id: int) -> tuple[dt.date, ...]:
    """The matches of the squads the athlete is in, as coaches entered them."""
    places = athletes.squad_ids_of_athlete(tx, athlete_id)
    weeks = [kept_week(row) for row in athletes.squads(tx) if row.id in places]
    return tuple(sorted({on for week in weeks if week is not None for on in week.matches}))


def _last_left(tx: Transaction, athlete_id: int, case_id: int) -> dt.date | None:
    """The day of the last report of this case."""
    for entry in audit.entries_about(tx, athlete_id, Event.EXPORTED):
        detail = entry.detail or {}
        if detail.get("case_id") == case_id and detail.get("what") == Paper.REPORT:
            return entry.at.astimezone(club_zone(tx)).date()
    return None


def _note(tx: Transaction, actor: Actor, athlete_id: int, wish: PaperWish, now: dt.datetime) -> None:
    """Who took what out: for the athlete to see, and in the audit."""
    consents.note_seen(tx, [athlete_id], actor.account_id, Sight.REPORT, now)
    audit.record(
        tx,
        Event.EXPORTED,
        now,
        account_id=actor.account_id,
        athlete_id=athlete_id,
        detail={"case_id": wish.case_id, "what": wish.paper.value, "format": wish.paper.ending},
    )
