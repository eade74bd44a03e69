"""What a case starts from: what the clinician says, and what the athlete's stored screening says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from screening.domain.answers import Answers
from screening.domain.assessment import Assessment
from screening.domain.case.words import Mechanism, Side
from screening.domain.clubs import Purpose
from screening.domain.errors import NotFound
from screening.domain.vocabulary import Grade, Tag, Urgency
from screening.services.access import Action, Actor, require
from screening.services.care_names import Whose, whose
from screening.services.club_day import club_day, club_zone
from screening.services.consents import allowed_now
from screening.services.drafts import verbatim
from screening.services.reach import athlete_ref
from screening.store import Store, Transaction
from screening.store.encoding import from_record
from screening.store.queries import athletes, cases, club_screenings, members
from screening.store.queries.club_screenings import ClubScreening
from screening.store.tables.athlete import AthleteRow

from .problems import ConsentMissing
from .who import responsible_clinician

MECHANISMS: Mapping[str, Mechanism] = {
    "sprint": Mechanism.SPRINT,
    "kick": Mechanism.KICK,
    "forced_split": Mechanism.STRETCH,
    "slow_stretch": Mechanism.STRETCH,
}
"""How the answers to the questionnaire are called in a case; every other one is "other"."""
RECENT = dt.timedelta(days=365)
"""An earlier case of the same leg that ended so recently makes the new one recurrent."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a clinician says when a case is opened. The side is always said, never taken over in silence.

    `screening_id` is the screening it is opened from; urgency, grade and tags are read from it.
    """

    side: Side
    injury_on: dt.date
    mechanism: Mechanism
    mechanism_note: str = ""
    screening_id: int | None = None
    recurrent: bool = False
    sport: str | None = None
    is_sprinter: bool = False
    best_speed_m_s: float | None = None
    mid_rehabilitation: bool = False


@dataclass(frozen=True, slots=True)
class FromScreening:
    """What a stored screening says about an injury; None where it does not say."""

    screening_id: int
    taken_on: dt.date
    has_problem: bool
    side: Side | None
    injury_on: dt.date | None
    mechanism: Mechanism | None
    urgency: Urgency | None
    low: Grade | None
    high: Grade | None
    tags: tuple[Tag, ...]
    sport: str | None


@dataclass(frozen=True, slots=True, repr=False)
class OpeningForm:
    """What a form for a new case begins with.

    `open_sides`: legs that have an open case already, with its number. `recurrent_sides`: legs with an
    earlier case that ended within a year. `day` is the club's own. `sport` is as the questionnaire calls it,
    of the newest answers, otherwise of the squads; None: not known.
    """

    whose: Whose
    alike: tuple[Whose, ...]
    screening: FromScreening | None
    responsible: str
    open_sides: Mapping[Side, int]
    recurrent_sides: frozenset[Side]
    day: dt.date
    sport: str | None = None


def opening_form(store: Store, actor: Actor, club_id: int, athlete_id: int, now: dt.datetime) -> OpeningForm:
    """What is known when a clinician is about to open a case.

    Raises:
        NotFound: no such athlete for this person.
        NoClinician: the club has named nobody who answers for cases.
        ConsentMissing: the athlete does not let clinicians read their results.
    """
    with store.read(club=club_id) as tx:
        athlete = may_open(tx, actor, athlete_id, now)
        who = responsible_clinician(tx, members.club(tx, club_id))
        kept = club_screenings.screenings_of_athlete(tx, athlete_id, most=1)
        others = [row for row in athletes.look_alikes(tx, athlete.name_key) if row.id != athlete.id]
        earlier = cases.cases_of_athlete(tx, athlete_id)
        screening = from_screening(kept[0], club_zone(tx)) if kept else None
        return OpeningForm(
            whose=whose(athlete, ()),
            alike=tuple(whose(row, ()) for row in others),
            screening=screening,
            responsible=who.name,
            open_sides={row.side: row.id for row in earlier if row.closed_at is None},
            recurrent_sides=recurrent_sides(tx, athlete_id, now),
            day=club_day(tx, now),
            sport=(screening.sport if screening is not None else None) or _sport_of_squads(tx, athlete_id),
        )


def _sport_of_squads(tx: Transaction, athlete_id: int) -> str | None:
    """The sport of the athlete's squads; None where they have none, or more than one."""
    rows = [athletes.squad(tx, number) for number in sorted(athletes.squad_ids_of_athlete(tx, athlete_id))]
    sports = {row.sport for row in rows if row is not None and row.sport}
    return sports.pop() if len(sports) == 1 else None


def may_open(tx: Transaction, actor: Actor, athlete_id: int, now: dt.datetime) -> AthleteRow:
    """The athlete, for a clinician who may open a case.

    Raises:
        NotFound, ConsentMissing: as `opening_form`.
    """
    require(actor, Action.OPEN_CASE, athlete_ref(tx, athlete_id))
    athlete = athletes.athlete(tx, athlete_id)
    if athlete is None:
        raise NotFound("no such athlete")
    if Purpose.PHYSIO_CLINICAL not in allowed_now(tx, [athlete_id], now.date())[athlete_id]:
        raise ConsentMissing
    return athlete


def recurrent_sides(tx: Transaction, athlete_id: int, now: dt.datetime) -> frozenset[Side]:
    """The legs of an athlete with an earlier case that ended within a year."""
    ended = [row for row in cases.cases_of_athlete(tx, athlete_id) if row.closed_at is not None]
    return frozenset(row.side for row in ended if row.closed_at and now - row.closed_at <= RECENT)


def from_screening(kept: ClubScreening, zone: dt.tzinfo) -> FromScreening:
    """What a screening says, from its answers and its result as they were kept, with its day in a zone."""
    answers = verbatim(kept.screening.answers)
    injury = from_record(kept.screening.assessment, Assessment).injury
    taken_on = kept.screening.taken_at.astimezone(zone).date()
    return FromScreening(
        screening_id=kept.screening.id,
        taken_on=taken_on,
        has_problem=answers.get("has_problem") is True,
        side=_side(answers),
        injury_on=_injury_on(answers, taken_on),
        mechanism=_mechanism(answers),
        urgency=kept.screening.urgency,
        low=injury.grade_low or injury.grade,
        high=injury.grade_high or injury.grade,
        tags=injury.tags,
        sport=_text(answers, "sport"),
    )


def _side(answers: Answers) -> Side | None:
    """Both sides, or none, leave it to the clinician."""
    said = answers.known("problem_side")
    return Side(said) if said in (Side.LEFT, Side.RIGHT) else None


def _injury_on(answers: Answers, taken_on: dt.date) -> dt.date | None:
    days = answers.known("days_since_onset")
    return taken_on - dt.timedelta(days=days) if type(days) is int else None


def _mechanism(answers: Answers) -> Mechanism | None:
    said = answers.known("mechanism")
    return MECHANISMS.get(said, Mechanism.OTHER) if isinstance(said, str) else None


def _text(answers: Answers, field: str) -> str | None:
    said = answers.known(field)
    return said if isinstance(said, str) else None
