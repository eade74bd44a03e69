"""Opening a case: once for each press of the button, and once for each injured leg."""

from __future__ import annotations

import datetime as dt

from screening.domain.case.events import Opened, Who
from screening.domain.case.proposed import proposed_severity
from screening.domain.case.words import State
from screening.domain.errors import InvalidAnswers, NotAllowed, Problem
from screening.domain.rulebook import Rulebook
from screening.domain.wellformed import wrong_characters
from screening.services.access import Actor
from screening.services.club_day import club_zone
from screening.services.consents.states import birth_of
from screening.services.reach import athlete_ref
from screening.store import Store, Transaction
from screening.store.queries import athletes, audit, cases, club_screenings, members
from screening.store.tables.athlete import AthleteRow
from screening.store.tables.audit import Event
from screening.store.tables.case import InjuryCaseRow

from .case_rules import Rules
from .doing import happened
from .keys import request_key
from .log import append
from .moment import Moment, moment_of
from .opening import FromScreening, Opening, from_screening, may_open, recurrent_sides
from .who import acting, responsible_clinician

LONGEST_NOTE = 500
SPEEDS = (1.0, 14.0)
"""Metres a second that a person can have run; beyond them something was typed wrongly."""
OLDEST = dt.timedelta(days=3650)


class AlreadyOpen(NotAllowed):
    """This leg has an open case. `case_id` is its number."""

    def __init__(self, case_id: int) -> None:
        self.case_id = case_id
        super().__init__("There is an open case of this leg already. Go on with that one")


def open_case(
    store: Store,
    actor: Actor,
    club_id: int,
    athlete_id: int,
    opening: Opening,
    key: str,
    rulebook: Rulebook,
    now: dt.datetime,
) -> int:
    """Open a case and give its number; the same however often it is called with one key.

    Raises:
        NotFound: no such athlete for this person, or the screening is not the athlete's.
        NoClinician: the club has named nobody who answers for cases.
        ConsentMissing: the athlete does not allow what a case needs.
        AlreadyOpen: the leg has an open case.
        InvalidAnswers: something said cannot be.
    """
    digest = request_key(store, f"opening for {athlete_id} by {actor.account_id}", key)
    with store.write(club=club_id) as tx:
        athletes.athlete(tx, athlete_id, for_update=True)  # two openings at once come one after the other
        athlete = may_open(tx, actor, athlete_id, now)
        known = cases.case_by_key(tx, digest)
        if known is not None:
            return known.id
        by = acting(tx, actor, athlete_ref(tx, athlete_id), now)
        responsible = responsible_clinician(tx, members.club(tx, club_id))
        moment = moment_of(tx, now)
        said = _screening(tx, athlete_id, opening)
        _check(opening, said, athlete, moment.day)
        for row in cases.open_cases_of(tx, [athlete_id]):
            if row.side is opening.side:
                raise AlreadyOpen(row.id)
        rules = Rules.of(rulebook)
        body = _opened(tx, athlete, opening, said, responsible, rules, now)
        return _keep(tx, athlete, body, by, rules, moment, digest)


def _keep(
    tx: Transaction,
    athlete: AthleteRow,
    body: Opened,
    by: Who,
    rules: Rules,
    moment: Moment,
    digest: str,
) -> int:
    new, state = happened(None, (body,), by, rules, moment)
    row = InjuryCaseRow(
        athlete_id=athlete.id,
        screening_id=body.screening_id,
        open_key=digest,
        side=body.side,
        injury_on=body.injury_on.isoformat(),
        opened_at=moment.at,
        state=State.INTAKE,
        severity=body.severity,
        rung=0,
        is_held=False,
        told={},
        due_at=moment.at,
        last_at=moment.at,
        version=len(new),
    )
    tx.add(row)
    tx.flush()
    append(tx, row, new, state, rules)
    audit.record(
        tx,
        Event.CASE_OPENED,
        moment.at,
        screening_id=body.screening_id,
        account_id=by.account_id,
        athlete_id=athlete.id,
        detail={"case_id": row.id},
    )
    return row.id


def _screening(tx: Transaction, athlete_id: int, opening: Opening) -> FromScreening | None:
    if opening.screening_id is None:
        return None
    kept = club_screenings.screening_in_club(tx, opening.screening_id)
    if kept is None or kept.place.athlete_id != athlete_id:
        raise InvalidAnswers([Problem("screening", "Choose a screening of this athlete")])
    return from_screening(kept, club_zone(tx))


def _check(opening: Opening, said: FromScreening | None, athlete: AthleteRow, today: dt.date) -> None:
    problems = []
    if not today - OLDEST <= opening.injury_on <= today:
        problems.append(Problem("injury_on", "Give the day of the injury: today or a day before"))
    elif athlete.birth_date is not None and opening.injury_on.isoformat() < athlete.birth_date:
        problems.append(Problem("injury_on", "Give a day after the athlete was born"))
    if said is not None and said.side is not None and said.side is not opening.side:
        told = f"The athlete answered {said.side}. Choose {said.side}, or open the case without the answers"
        problems.append(Problem("side", told))
    if len(opening.mechanism_note) > LONGEST_NOTE:
        problems.append(Problem("mechanism_note", f"Shorten the note to {LONGEST_NOTE} characters"))
    elif wrong := wrong_characters(opening.mechanism_note):
        problems.append(Problem("mechanism_note", f"Write the note in plain letters; it has {wrong}"))
    speed = opening.best_speed_m_s
    if speed is not None and not SPEEDS[0] <= speed <= SPEEDS[1]:
        problems.append(
            Problem("best_speed_m_s", f"Give metres a second, from {SPEEDS[0]:g} to {SPEEDS[1]:g}")
        )
    if problems:
        raise InvalidAnswers(problems)


def _opened(
    tx: Transaction,
    athlete: AthleteRow,
    opening: Opening,
    said: FromScreening | None,
    responsible: Who,
    rules: Rules,
    now: dt.datetime,
) -> Opened:
    low, high, tags = (said.low, said.high, said.tags) if said is not None else (None, None, ())
    return Opened(
        side=opening.side,
        injury_on=opening.injury_on,
        mechanism=opening.mechanism,
        responsible=responsible,
        consent=True,
        athlete_account_id=athlete.account_id,
        screening_id=opening.screening_id,
        urgency=said.urgency if said is not None else None,
        proposed_low=low,
        proposed_high=high,
        tags=tags,
        severity=proposed_severity(low, high, tags, opening.mechanism, rules.rules),
        recurrent=opening.recurrent or opening.side in recurrent_sides(tx, athlete.id, now),
        age_years=least_age(athlete, now.date()),
        sport=opening.sport or (said.sport if said is not None else None),
        is_sprinter=opening.is_sprinter,
        best_speed_m_s=opening.best_speed_m_s,
        mid_rehabilitation=opening.mid_rehabilitation,
        mechanism_note=opening.mechanism_note,
    )


def least_age(athlete: AthleteRow, today: dt.date) -> int | None:
    """In full years; the least it can be where only the year of birth is known, None where not even that."""
    birth = birth_of(athlete)
    if birth.date is None and birth.year is None:
        return None
    ages = range(121)
    reached = [age for age in ages if (since := birth.reaches(age)) is not None and since <= today]
    return max(reached, default=0)
