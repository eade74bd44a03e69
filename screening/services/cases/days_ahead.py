"""The days ahead of a case: the same for the desk, the athlete and the coach, each with their part of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from screening.domain.case.events import ProgrammeMade
from screening.domain.case.programme import case_programme
from screening.domain.case.rules import required_case_rules
from screening.domain.case.standing import CaseState
from screening.domain.case.week.asked import days_said, narrowed, terms_answered, terms_kept
from screening.domain.case.week.model import CaseProgramme, StageNow, Terms
from screening.domain.case.week.now import stage_now
from screening.domain.case.week.rules import CaseWeekRules
from screening.domain.case.words import Party
from screening.domain.errors import ScreeningError
from screening.domain.programme.rules import ProgrammeRules
from screening.domain.rulebook import Rulebook
from screening.services.access import Actor
from screening.services.drafts import verbatim
from screening.services.squad_week import kept_week
from screening.services.training_situation import situation_of
from screening.store import Store, Transaction
from screening.store.queries import athletes, club_screenings

from .log import CaseLog, read_log
from .moment import moment_of
from .own import OwnCase
from .reach import CLINICAL, reach_case
from .withdrawing import end_withdrawn


@dataclass(frozen=True, slots=True, repr=False)
class DaysAhead:
    """What the coming days hold, and what they are made from.

    Args:
        kept: the programme that a clinician kept last; None where nobody has. `kept_by`: their name.
    """

    day: dt.date
    version: int
    state: CaseState
    now: StageNow
    terms: Terms
    programme: CaseProgramme
    kept: ProgrammeMade | None
    kept_by: str


def days_for_clinician(
    store: Store,
    actor: Actor,
    club_id: int,
    case_id: int,
    rulebook: Rulebook,
    now: dt.datetime,
    *,
    read: CaseLog | None = None,
) -> DaysAhead:
    """The days ahead for the desk.

    Args:
        read: the log as this request has read it before.
    Raises:
        NotFound: no such case for this person.
    """
    return _days(store, actor, (club_id, case_id), rulebook, now, CLINICAL, read)


def days_of_own(store: Store, found: OwnCase, rulebook: Rulebook) -> DaysAhead:
    """The days ahead for the athlete or the guardian, who has been let in to the case already."""
    with store.read(club=found.club_id) as tx:
        screening = found.state.opened.screening_id
        return days_in(tx, found.athlete_id, screening, found.read, found.day, rulebook)


def days_for_coach(
    store: Store, actor: Actor, club_id: int, case_id: int, rulebook: Rulebook, now: dt.datetime
) -> CaseProgramme:
    """The days ahead, of which a coach is shown kind, speed and minutes. Raises NotFound as the others."""
    found = _days(store, actor, (club_id, case_id), rulebook, now, frozenset({Party.COACH}))
    return found.programme


def days_in(
    tx: Transaction,
    athlete_id: int,
    screening_id: int | None,
    read: CaseLog,
    day: dt.date,
    rulebook: Rulebook,
) -> DaysAhead:
    """The days ahead of a case whose reader has been judged."""
    log, state = read.events, read.state
    stage = stage_now(state, log, required_case_rules(rulebook), day)
    kept = terms_kept(log, state.entered_number)
    terms = kept[0] if kept else _answered(tx, screening_id, rulebook)
    terms = narrowed(terms, days_said(log), kept[0] if kept else None)
    terms = _with_squads(tx, athlete_id, terms)
    weeks, programmes = required_case_weeks(rulebook)
    made = [event for event in log if isinstance(event.body, ProgrammeMade)]
    return DaysAhead(
        day=day,
        version=state.last_number,
        state=state,
        now=stage,
        terms=terms,
        programme=case_programme(stage, terms, weeks, rulebook.plan, programmes),
        kept=kept[1] if kept else None,
        kept_by=made[-1].by.name if made else "",
    )


def required_case_weeks(rulebook: Rulebook) -> tuple[CaseWeekRules, ProgrammeRules]:
    """The rules behind the days ahead. Raises ScreeningError where the rulebook has none."""
    if rulebook.case_weeks is None or rulebook.programmes is None:
        raise ScreeningError("the rulebook holds no weeks for a return to training")
    return rulebook.case_weeks, rulebook.programmes


def _days(
    store: Store,
    actor: Actor,
    place: tuple[int, int],
    rulebook: Rulebook,
    now: dt.datetime,
    parties: frozenset[Party],
    read: CaseLog | None = None,
) -> DaysAhead:
    club_id, case_id = place
    end_withdrawn(store, club_id, case_id, rulebook, now)
    wanted = next(iter(parties)) if len(parties) == 1 else None
    with store.read(club=club_id) as tx:
        reached = reach_case(tx, actor, case_id, now, wanted=wanted, parties=parties)
        log = read_log(tx, case_id, read)
        moment = moment_of(tx, now, log.state.last_at, log.state.last_day)
        return days_in(tx, reached.row.athlete_id, reached.row.screening_id, log, moment.day, rulebook)


def _answered(tx: Transaction, screening_id: int | None, rulebook: Rulebook) -> Terms:
    """Days, minutes and kit as answered in the screening that the case was opened from."""
    found = club_screenings.screening_in_club(tx, screening_id) if screening_id is not None else None
    situation = situation_of(verbatim(found.screening.answers), rulebook) if found is not None else None
    return terms_answered(situation, rulebook.plan)


def _with_squads(tx: Transaction, athlete_id: int, terms: Terms) -> Terms:
    """Match and training days of the athlete's squads beside those that somebody wrote down."""
    places = athletes.squad_ids_of_athlete(tx, athlete_id)
    weeks = [week for week in (kept_week(row) for row in athletes.squads(tx) if row.id in places) if week]
    matches = {on for week in weeks for on in week.matches}
    team = {day for week in weeks for day in week.days}
    return replace(
        terms,
        match_dates=tuple(sorted({*terms.match_dates, *matches})),
        team_days=terms.team_days or tuple(sorted(team)),
    )
