"""What a physio would look for in a programme: order, days apart, a way up that never goes back down."""

from __future__ import annotations

import dataclasses

import pytest

from screening.domain.programme.model import DatedItem, Programme, Request
from screening.domain.vocabulary import Band
from tests.support.plan_situations import Case
from tests.support.programme_cases import BUILDER, CHILD, FOOTBALLER, NOVICE, SPRINTER, items_of, saturdays
from tests.support.programme_lives import MONDAY, Programmer

WITH_TEAM = {"warm_up_frequency": "always", "warm_up_minutes": 10}
ATHLETES = {
    "nobody to hold, no kit": NOVICE,
    "a partner": NOVICE.but(equipment=("partner",)),
    "under 16": CHILD,
    "a gym before the season": BUILDER,
    "a gym in season": FOOTBALLER,
    "a sprinter": SPRINTER,
    "six minutes with the team": FOOTBALLER.but(minutes_per_session=6, **WITH_TEAM),
}


def sets_in(items: list[DatedItem]) -> int:
    return sum(item.sets for item in items if item.eccentric_class and item.slot != "running")


@pytest.mark.parametrize("case", ATHLETES.values(), ids=ATHLETES.keys())
def test_nordics_never_go_back_down_their_ladder(programmer: Programmer, case: Case) -> None:
    steps = [step.exercise for step in programmer.more.ladder]
    programme = programmer.make(case, Request(MONDAY, match_dates=()))
    top = 0
    for week in programme.weeks:
        climbed = [steps.index(i.exercise) for i in items_of(programme, week.number) if i.exercise in steps]
        nordics = [step for step in climbed if steps[step].startswith("nordic")]
        if nordics:
            assert max(nordics) >= top, week.number
            top = max(nordics)


def test_whoever_stands_in_for_a_nordic_adds_repetitions_as_it_does(programmer: Programmer) -> None:
    programme = programmer.make(NOVICE.but(minutes_per_session=45), Request(MONDAY))
    amounts = [
        next(item.amount for item in items_of(programme, week) if item.exercise == "slider_curl")
        for week in (3, 5, 6, 7)
    ]
    assert amounts == [6, 6, 7, 8]


@pytest.mark.parametrize("protocol", ["squad_base", "eleven_plus"])
def test_the_two_sessions_with_a_team_are_days_apart(programmer: Programmer, protocol: str) -> None:
    case = FOOTBALLER.but(equipment=("partner",), minutes_per_session=20, **WITH_TEAM)
    request = Request(MONDAY, protocol=protocol, match_dates=saturdays(14))
    programme = programmer.make(case, request)
    assert programme.protocol == protocol
    for week in programme.weeks:
        one, two = (session.date for session in week.sessions)
        assert (two - one).days >= 2, week.number


@pytest.mark.parametrize("band", list(Band))
def test_between_two_matches_a_week_lies_one_sessions_work(programmer: Programmer, band: Band) -> None:
    crowded = Case({**FOOTBALLER.answers, "matches_close_together": True}, band)
    once_a_week = Case(FOOTBALLER.answers, band)
    two, one = (programmer.make(case, Request(MONDAY)) for case in (crowded, once_a_week))
    assert programmer.breaches(two, crowded, Request(MONDAY)) == []
    assert two.conflicts in ((), ("plan.HC11",))
    for number in (3, 5, 6, 7):
        assert sets_in(items_of(two, number)) <= 5
        assert sets_in(items_of(two, number)) <= sets_in(items_of(one, number))
        assert max(item.eccentric_class for item in items_of(two, number)) <= 2


def test_short_sessions_keep_what_is_no_work_for_the_hamstrings(programmer: Programmer) -> None:
    """Where fewer sets are planned than there is time for, planks and stretches fill it."""
    programme = programmer.make(NOVICE.but(minutes_per_session=10), Request(MONDAY))
    for week in programme.weeks:
        slots = {item.slot for item in items_of(programme, week.number)}
        assert {"quadriceps", "trunk"} <= slots or {"quadriceps", "mobility"} <= slots, week.number


def _heaviest(programme: Programme) -> list[tuple[int, int]]:
    found = []
    for week in programme.weeks:
        for session in week.sessions:
            classes = [item.eccentric_class for item in session.items if item.slot != "running"]
            found.append((session.date.toordinal(), max(classes, default=0)))
    return found


@pytest.mark.parametrize("case", ATHLETES.values(), ids=ATHLETES.keys())
def test_no_two_days_in_a_row_hold_heavy_lowering(programmer: Programmer, case: Case) -> None:
    days = dict(_heaviest(programmer.make(case, Request(MONDAY))))
    assert not [day for day, top in days.items() if min(top, days.get(day + 1, 0)) >= 3]


@pytest.mark.parametrize("case", ATHLETES.values(), ids=ATHLETES.keys())
def test_every_week_trains_knee_and_hip_and_a_session_begins_with_the_fastest(
    programmer: Programmer, case: Case
) -> None:
    library = programmer.planner.rules.exercises
    programme = programmer.make(case, Request(MONDAY))
    for week in programme.weeks:
        used = [library[item.exercise] for item in items_of(programme, week.number)]
        assert sum(one.knee_flexion_halves for one in used) >= 2, week.number
        assert sum(one.hip_extension_halves for one in used) >= 2, week.number
        for session in week.sessions:
            classes = [i.eccentric_class for i in session.items if i.slot in {"knee_flexion", "combined"}]
            assert classes == sorted(classes, reverse=True)
            runs = [place for place, item in enumerate(session.items) if item.slot == "running"]
            assert runs == list(range(len(runs)))


def test_one_athlete_has_one_programme_whatever_others_are_made_between(programmer: Programmer) -> None:
    first = programmer.make(BUILDER, Request(MONDAY))
    for case in ATHLETES.values():
        programmer.make(dataclasses.replace(case), Request(MONDAY))
    assert programmer.make(BUILDER, Request(MONDAY)) == first
