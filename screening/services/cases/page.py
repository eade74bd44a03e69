"""Everything about one case, for a physio or doctor of the club; that it was read is written down."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from screening.domain.case.events import Log
from screening.domain.case.gates import Gate, gate_for
from screening.domain.case.rules import CaseRules, required_case_rules
from screening.domain.case.state import CaseState
from screening.domain.case.suggest import Suggestion, suggest
from screening.domain.case.today import Allowed, allowed_today
from screening.domain.case.words import Party
from screening.domain.clubs import Sight
from screening.domain.errors import NotFound
from screening.domain.rulebook import Rulebook
from screening.services.access import Actor
from screening.services.care_names import Clinician, Whose, clinicians, whose
from screening.services.squad_sights import AGAIN_AFTER
from screening.store import Store, Transaction
from screening.store.queries import athletes, audit, cases, consents, squad_pictures
from screening.store.tables.audit import Event

from .log import CaseLog, read_log
from .moment import moment_of
from .reach import CLINICAL, reach_case
from .withdrawing import end_withdrawn


@dataclass(frozen=True, slots=True, repr=False)
class Standing:
    """Where a case stands on a day, by its log and the rules.

    `day` is the club's own; `clock_in_doubt`: nothing moves up, is placed or lifted at the moment, and
    `zone_is_new` says that this is for a change of the club's time zone.
    """

    case_id: int
    version: int
    read: CaseLog
    state: CaseState
    rules: CaseRules
    day: dt.date
    clock_in_doubt: bool
    zone_is_new: bool
    allowed: Allowed

    @property
    def log(self) -> Log:
        return self.read.events


@dataclass(frozen=True, slots=True, repr=False)
class CasePage:
    """A case on the desk of a clinician.

    Args:
        alike: others of the club whose name reads the same.
        acts_as: the reader's part.
        gate: to the next stage; None where there is no next one.
        link_until: the last moment of the link to check in; None where none works.
        earlier: the numbers of the athlete's other cases, the newest first.
    """

    case_id: int
    version: int
    whose: Whose
    alike: tuple[Whose, ...]
    acts_as: Party
    read: CaseLog
    state: CaseState
    rules: CaseRules
    day: dt.date
    clock_in_doubt: bool
    zone_is_new: bool
    gate: Gate | None
    allowed: Allowed
    suggestions: tuple[Suggestion, ...]
    clinicians: tuple[Clinician, ...]
    link_until: dt.datetime | None
    earlier: tuple[int, ...]
    screening_id: int | None

    @property
    def log(self) -> Log:
        return self.read.events


def case_page(
    store: Store, actor: Actor, club_id: int, case_id: int, rulebook: Rulebook, now: dt.datetime
) -> CasePage:
    """A case with its whole log.

    Raises:
        NotFound: no such case for this person, or the athlete has taken the consent back.
        Busy: that it was read could not be written down; trying again is safe.
    """
    end_withdrawn(store, club_id, case_id, rulebook, now)
    with store.write(club=club_id) as tx:
        reached = reach_case(tx, actor, case_id, now, parties=CLINICAL)
        athlete = athletes.athlete(tx, reached.row.athlete_id)
        if athlete is None:
            raise NotFound("no such athlete")
        stands = standing_of(tx, case_id, rulebook, now)
        alike = [row for row in athletes.look_alikes(tx, athlete.name_key) if row.id != athlete.id]
        others = cases.cases_of_athlete(tx, athlete.id)
        note_read(tx, actor, case_id, athlete.id, now)
        return CasePage(
            case_id=case_id,
            version=stands.version,
            whose=whose(athlete, ()),
            alike=tuple(whose(row, ()) for row in alike),
            acts_as=reached.by.party,
            read=stands.read,
            state=stands.state,
            rules=stands.rules,
            day=stands.day,
            clock_in_doubt=stands.clock_in_doubt,
            zone_is_new=stands.zone_is_new,
            gate=gate_for(stands.state, stands.rules, stands.day),
            allowed=stands.allowed,
            suggestions=suggest(stands.state, stands.rules, stands.day),
            clinicians=clinicians(tx),
            link_until=link_until(tx, case_id, now),
            earlier=tuple(row.id for row in others if row.id != case_id),
            screening_id=reached.row.screening_id,
        )


def standing_of(tx: Transaction, case_id: int, rulebook: Rulebook, now: dt.datetime) -> Standing:
    """A case as its log and the rules have it; the caller has judged who may know."""
    read = read_log(tx, case_id)
    state, rules = read.state, required_case_rules(rulebook)
    moment = moment_of(tx, now, state.last_at, state.last_day)
    return Standing(
        case_id=case_id,
        version=state.last_number,
        read=read,
        state=state,
        rules=rules,
        day=moment.day,
        clock_in_doubt=moment.in_doubt,
        zone_is_new=moment.zone_is_new,
        allowed=allowed_today(state, rules, moment.day),
    )


def link_until(tx: Transaction, case_id: int, now: dt.datetime) -> dt.datetime | None:
    """The last moment of the newest link to check in that works; None where none does."""
    found = [link.expires_at for link in cases.links_not_revoked(tx, case_id) if link.expires_at > now]
    return next(iter(found), None)


def note_read(tx: Transaction, actor: Actor, case_id: int, athlete_id: int, now: dt.datetime) -> None:
    """Write down that somebody has read a case: once an hour for the athlete, each time in the audit."""
    known = squad_pictures.seen_since(tx, actor.account_id, {athlete_id}, now - AGAIN_AFTER)
    if (athlete_id, Sight.CASE) not in known:
        consents.note_seen(tx, [athlete_id], actor.account_id, Sight.CASE, now)
    audit.record(
        tx,
        Event.RECORD_VIEWED,
        now,
        account_id=actor.account_id,
        athlete_id=athlete_id,
        detail={"case_id": case_id, "what": "case"},
    )
