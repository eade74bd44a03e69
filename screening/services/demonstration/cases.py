"""The cases of the demonstration: five injuries at different stages of the way back to training."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from screening.domain.case.events import GradeSet, RungSet
from screening.domain.case.words import Mechanism, SessionKind, SeverityClass, Side, State
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Grade
from screening.services.access import Actor
from screening.services.cases import ConsentMissing, Opening, open_case, opening_form
from screening.services.club_day import zone_named
from screening.services.demonstration.case_course import Course
from screening.services.demonstration.case_results import results_of
from screening.services.demonstration.plan import TIME_ZONE
from screening.store import Store

BEFORE_NOW = dt.timedelta(hours=2)
LAST_HOUR = 23
"""What happens on one day takes less than an hour, and stays on that day."""
_ZONE = zone_named(TIME_ZONE)


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works on the cases."""

    physio: Actor
    coach: Actor


@dataclass(frozen=True, slots=True)
class InventedInjury:
    """Whose, when, and how far it has come.

    Args:
        athlete_ids: the first of these who lets the physio read results has it.
        days_ago: when the case was opened; `course` takes it from there to today.
        from_screening: whether the athlete's newest answers say side, day and mechanism.
    """

    athlete_ids: tuple[int, ...]
    days_ago: int
    side: Side
    course: Callable[[Course], None]
    from_screening: bool = False


def make_cases(
    store: Store,
    rulebook: Rulebook,
    staff: Staff,
    club_id: int,
    injuries: Sequence[InventedInjury],
    now: dt.datetime,
) -> int:
    """Open the cases and bring them to today; gives how many. Whoever keeps results private has none."""
    return sum(
        any(
            _make(store, rulebook, staff, club_id, injury, athlete_id, now)
            for athlete_id in injury.athlete_ids
        )
        for injury in injuries
    )


def _make(
    store: Store,
    rulebook: Rulebook,
    staff: Staff,
    club_id: int,
    injury: InventedInjury,
    athlete_id: int,
    now: dt.datetime,
) -> bool:
    """Whether the athlete lets the physio open a case."""
    physio = staff.physio
    began = _beginning(now, injury.days_ago)
    opening = Opening(injury.side, began.astimezone(_ZONE).date(), Mechanism.SPRINT, best_speed_m_s=9.0)
    if injury.from_screening:
        opening = _said(store, physio, club_id, athlete_id, opening, began)
    try:
        case_id = open_case(store, physio, club_id, athlete_id, opening, "demonstration", rulebook, began)
    except ConsentMissing:
        return False
    injury.course(Course(store, rulebook, physio, staff.coach, club_id, case_id, began))
    return True


def _beginning(now: dt.datetime, days_ago: int) -> dt.datetime:
    """The same time of day so many days ago, a little earlier."""
    began = now - dt.timedelta(days=days_ago) - BEFORE_NOW
    return began.replace(minute=0) if began.astimezone(_ZONE).hour == LAST_HOUR else began


def _said(
    store: Store, physio: Actor, club_id: int, athlete_id: int, opening: Opening, now: dt.datetime
) -> Opening:
    """What the athlete's own answers say, where they say it."""
    said = opening_form(store, physio, club_id, athlete_id, now).screening
    if said is None:
        return opening
    return Opening(
        said.side or opening.side,
        said.injury_on or opening.injury_on,
        said.mechanism or opening.mechanism,
        screening_id=said.screening_id,
    )


def just_opened(_course: Course) -> None:
    """Nothing has happened yet beside what follows from the answers."""


def in_first_stage(course: Course) -> None:
    """Examined, and light work allowed."""
    course.begin()


def in_second_stage(course: Course) -> None:
    """Easy jogging for the first time."""
    course.begin()
    course.next_day(3)
    course.move_on()
    course.sign(RungSet(2, "A supervised graded test on the first running day.", placed=True))
    course.train()
    course.next_day()


def in_fourth_stage(course: Course) -> None:
    """Two thirds of the way back."""
    course.begin()
    course.next_day(3)
    course.move_on()
    course.sign(RungSet(2, "A supervised graded test on the first running day.", placed=True))
    course.climb(2)
    course.next_day(3)
    course.move_on()
    course.sign(RungSet(3, "The rung before is passed."))
    course.climb(4)
    course.next_day(2)
    course.move_on()
    course.sign(RungSet(5, "The rung before is passed."))
    course.train()
    course.next_day()


def before_competition(course: Course) -> None:
    """Back in full training: what is left are the yes of the athlete, the decision and a doctor's name."""
    reason = "Tender over 4 cm, nothing to be felt, nearly full strength in the short range."
    course.begin(GradeSet(SeverityClass.G1, Grade.ONE, Grade.ONE, (), reason))
    course.next_day(3)
    course.move_on()
    course.sign(RungSet(2, "A supervised graded test on the first running day.", placed=True))
    course.climb(2)
    course.climb(2)
    course.move_on()
    course.sign(RungSet(3, "The rung before is passed."))
    course.climb(4)
    course.move_on()
    course.sign(RungSet(5, "The rung before is passed."))
    course.climb(6)
    course.agree("move.TR6")
    course.move_on()
    course.sign(RungSet(7, "The rung before is passed."))
    for _ in range(2):
        course.train(top_speed_pct=96.0, speed_measured=True, max_effort_under_fatigue=True)
        course.next_day(2)
    course.agree("move.TR7", coach=True)
    course.move_on("Full training with the team, no match", review_in_days=14)
    for _ in range(3):
        course.train(SessionKind.TEAM_FULL)
        course.next_day(2)
    course.sign(*results_of(State.S6, course.today))
