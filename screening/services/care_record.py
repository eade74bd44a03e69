"""One athlete as a physio or doctor of the club reads them: what waits, every result, one of them whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from screening.domain.clubs import FilledBy, Purpose, Sight
from screening.domain.errors import NotFound
from screening.domain.reporting.physio import PhysioReport, physio_view
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Urgency
from screening.services.access import Action, Actor, require
from screening.services.care_entries import CareEntry, entries
from screening.services.care_listing import care_rules
from screening.services.care_names import Clinician, Whose, clinicians, whose
from screening.services.consents import allowed_now
from screening.services.demonstration.marks import marked_name
from screening.services.reach import athlete_ref
from screening.services.result_notices import with_notices
from screening.services.results import StoredScreening, as_stored
from screening.store import Store, Transaction
from screening.store.queries import athletes, audit, care, club_screenings, consents, rules_life
from screening.store.queries.club_screenings import ClubScreening
from screening.store.tables.athlete import AthleteRow
from screening.store.tables.audit import Event

RulesOf = Callable[[str], Rulebook]
"""From the digest a result was made with to those rules, or to the ones that run."""


@dataclass(frozen=True, slots=True)
class PastResult:
    """One line of the history. `urgency` is None where nobody asked about pain."""

    screening_id: int
    at: dt.datetime
    filled_by: FilledBy
    urgency: Urgency | None
    is_newest: bool
    holds: bool


@dataclass(frozen=True, slots=True, repr=False)
class ShownResult:
    """One result whole: as it was kept, and with every reason as the physio's report has it."""

    line: PastResult
    stored: StoredScreening
    report: PhysioReport


@dataclass(frozen=True, slots=True, repr=False)
class ClinicalRecord:
    """What the page of one athlete shows to a physio or doctor.

    `alike` are the others of the club whose name reads the same. Without the athlete's consent there is no
    history and no result, and the entries say no side.
    """

    whose: Whose
    squads: tuple[str, ...]
    alike: tuple[Whose, ...]
    may_read: bool
    entries: tuple[CareEntry, ...]
    clinicians: tuple[Clinician, ...]
    history: tuple[PastResult, ...] = ()
    shown: ShownResult | None = None


@dataclass(frozen=True, slots=True)
class RecordWish:
    """Whose record, and which result of it; None for the newest."""

    club_id: int
    athlete_id: int
    screening_id: int | None = None


def clinical_record(
    store: Store, actor: Actor, wish: RecordWish, rulebook: Rulebook, rules_of: RulesOf, now: dt.datetime
) -> ClinicalRecord:
    """The record; that it was opened is written down before anything of it is handed out.

    Args:
        rulebook: the rules that run.
    Raises:
        NotFound: no such athlete or result for this person.
        Busy: the opening could not be written down; trying again is safe.
    """
    with store.read(club=wish.club_id) as tx:
        person = _reachable(tx, actor, wish.athlete_id)
        rows = [(item, person) for item in care.open_care_items_of(tx, wish.athlete_id)]
        found = ClinicalRecord(
            whose=whose(person, ()),
            squads=_squad_names(tx, wish.athlete_id),
            alike=_alike(tx, person),
            may_read=_is_open(tx, wish.athlete_id, now),
            entries=entries(tx, rows, actor.account_id, now, care_rules(rulebook)),
            clinicians=clinicians(tx),
        )
        kept = club_screenings.screenings_of_athlete(tx, wish.athlete_id) if found.may_read else []
        found = replace(found, history=_history(kept, now))
        opened = _opened(tx, kept, wish, now)
    if opened is not None:
        line, stored = opened
        stored = with_notices(store, stored, rulebook, now)
        found = replace(found, shown=_shown(line, stored, rules_of(stored.rulebook_digest)))
    _note_opened(store, actor, wish, found, now)
    return found


def physio_report(
    store: Store, actor: Actor, wish: RecordWish, rulebook: Rulebook, rules_of: RulesOf, now: dt.datetime
) -> ShownResult:
    """One result for the report, with the athlete's name, birth year and code on every page of it.

    Raises:
        NotFound: no such athlete or result for this person, or the athlete keeps it private.
    """
    with store.read(club=wish.club_id) as tx:
        person = _reachable(tx, actor, wish.athlete_id)
        may_read = _is_open(tx, wish.athlete_id, now)
        kept = club_screenings.screenings_of_athlete(tx, wish.athlete_id) if may_read else []
        opened = _opened(tx, kept, wish, now)
        if opened is None:
            raise NotFound("no such result")
        line, stored = opened
        name = printed_name(tx, whose(person, ()))
    stored = named(with_notices(store, stored, rulebook, now), name)
    with store.write(club=wish.club_id) as tx:
        consents.note_seen(tx, [wish.athlete_id], actor.account_id, Sight.REPORT, now)
        audit.record(
            tx,
            Event.EXPORTED,
            now,
            screening_id=line.screening_id,
            account_id=actor.account_id,
            athlete_id=wish.athlete_id,
            detail={"format": "pdf", "what": "report"},
        )
    return _shown(line, stored, rules_of(stored.rulebook_digest))


def _reachable(tx: Transaction, actor: Actor, athlete_id: int) -> AthleteRow:
    """The athlete, for somebody who works the list of their club.

    Raises:
        NotFound: in every other case.
    """
    require(actor, Action.WORK_CARE_LIST, athlete_ref(tx, athlete_id))
    row = athletes.athlete(tx, athlete_id)
    if row is None:
        raise NotFound("no such athlete")
    return row


def _is_open(tx: Transaction, athlete_id: int, now: dt.datetime) -> bool:
    """Whether the athlete lets physios and doctors read answers and results at this moment."""
    return Purpose.PHYSIO_CLINICAL in allowed_now(tx, [athlete_id], now.date())[athlete_id]


def _squad_names(tx: Transaction, athlete_id: int) -> tuple[str, ...]:
    places = athletes.squad_ids_of_athlete(tx, athlete_id)
    return tuple(row.name for row in athletes.squads(tx) if row.id in places)


def _alike(tx: Transaction, person: AthleteRow) -> tuple[Whose, ...]:
    others = (row for row in athletes.look_alikes(tx, person.name_key) if row.id != person.id)
    return tuple(whose(row, {person.name_key}) for row in others)


def _history(kept: Sequence[ClubScreening], now: dt.datetime) -> tuple[PastResult, ...]:
    return tuple(
        PastResult(
            screening_id=one.screening.id,
            at=one.screening.taken_at,
            filled_by=one.place.filled_by,
            urgency=one.screening.urgency,
            is_newest=place == 0,
            holds=now < one.screening.valid_until,
        )
        for place, one in enumerate(kept)
    )


def _opened(
    tx: Transaction, kept: Sequence[ClubScreening], wish: RecordWish, now: dt.datetime
) -> tuple[PastResult, StoredScreening] | None:
    """The wanted result of those that may be read; the newest without a wish, None where there is none.

    Raises:
        NotFound: the wanted one is not among them.
    """
    for one, line in zip(kept, _history(kept, now), strict=True):
        if wish.screening_id in {None, one.screening.id}:
            return line, as_stored(one.screening, rules_life.newest_recall(tx, one.screening.id))
    if wish.screening_id is not None:
        raise NotFound("no such result")
    return None


def _shown(line: PastResult, stored: StoredScreening, rulebook: Rulebook) -> ShownResult:
    report = physio_view(
        stored.assessment, stored.answers, rulebook, stored.taken_at.date(), shown=stored.view
    )
    return ShownResult(line, stored, report)


def printed_name(tx: Transaction, person: Whose) -> str:
    """The name with what tells people of one name apart, for a report."""
    return marked_name(tx, f"{person.name} ({person.born}, {person.code})")


def named(stored: StoredScreening, name: str) -> StoredScreening:
    """The result with whose it is, also where it was kept without a name."""
    return replace(stored, view=replace(stored.view, identity=replace(stored.view.identity, name=name)))


def _note_opened(
    store: Store, actor: Actor, wish: RecordWish, found: ClinicalRecord, now: dt.datetime
) -> None:
    sights = {Sight.CARE_ITEM} if found.entries else set()
    sights |= {Sight.RESULT, Sight.ANSWERS} if found.shown else {Sight.PERSONAL_DETAILS}
    with store.write(club=wish.club_id) as tx:
        for sight in sorted(sights):
            consents.note_seen(tx, [wish.athlete_id], actor.account_id, sight, now)
        audit.record(
            tx,
            Event.RECORD_VIEWED,
            now,
            screening_id=found.shown.line.screening_id if found.shown else None,
            account_id=actor.account_id,
            athlete_id=wish.athlete_id,
            detail={"what": "result" if found.shown else "person"},
        )
