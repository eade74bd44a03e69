"""Fast running in a programme: counted in metres, rising slowly, never at the cost of a set."""

from __future__ import annotations

import pytest

from screening.domain.programme.model import DatedItem, Programme, Request
from tests.support.programme_cases import BUILDER, GYM, SPRINTER, day, done_until, report
from tests.support.programme_lives import MONDAY, Programmer

FLYER = SPRINTER.but(nordic_dose="over_75")
"""At home in flying sprints."""


def runs_of(programme: Programme) -> dict[int, DatedItem]:
    return {
        week.number: item
        for week in programme.weeks
        for session in week.sessions
        for item in session.items
        if item.slot == "running"
    }


def test_the_first_week_holds_at_most_100_fast_metres(programmer: Programmer) -> None:
    found = runs_of(programmer.make(SPRINTER, Request(MONDAY)))
    assert (found[1].exercise, found[1].amount, found[1].metres) == ("acceleration", 4, 25)
    assert found[1].dose == "4 runs, 25 m of each fast"
    assert (found[2].amount, found[2].metres) == (4, 30)


def test_a_flying_sprint_counts_its_fast_part_alone(programmer: Programmer) -> None:
    found = runs_of(programmer.make(FLYER, Request(MONDAY)))
    assert {(item.exercise, item.metres) for item in found.values()} == {("flying_sprint", 20)}


def test_metres_nobody_ran_are_not_built_on(programmer: Programmer) -> None:
    first = programmer.make(SPRINTER, Request(MONDAY))
    request = Request(MONDAY, log=tuple(r for r in done_until(first, day(2, 1)) if r.session == "1-1"))
    again = programmer.replan(first, SPRINTER, request, day(2, 1))
    assert runs_of(again)[2].metres == 25
    assert programmer.breaches(again, SPRINTER, request, day(2, 1)) == []


def test_where_a_report_takes_fast_running_out_the_next_week_starts_lower(programmer: Programmer) -> None:
    first = programmer.make(SPRINTER, Request(MONDAY))
    fast = next(s for s in first.weeks[1].sessions if any(i.slot == "running" for i in s.items))
    before = max(s.date for week in first.weeks for s in week.sessions if s.date < fast.date)
    done = done_until(first, before)
    last = next(s for week in first.weeks for s in week.sessions if s.date == before)
    request = Request(MONDAY, log=(*done, report(last.key, before, soreness=7)))
    again = programmer.replan(first, SPRINTER, request, fast.date)
    assert 2 not in runs_of(again)
    assert runs_of(again)[3].metres <= 25
    assert programmer.breaches(again, SPRINTER, request, fast.date) == []


@pytest.mark.parametrize("minutes", [15, 20, 30, 45])
def test_runs_never_cost_a_set(programmer: Programmer, minutes: int) -> None:
    case = BUILDER.but(days_available_per_week=2)
    runner = SPRINTER.but(days_available_per_week=2, equipment=(*GYM, "running_space"))
    request = Request(MONDAY, minutes=minutes)

    def sets(programme: Programme) -> list[int]:
        return [
            sum(i.sets for s in week.sessions for i in s.items if i.slot != "running" and i.eccentric_class)
            for week in programme.weeks
        ]

    assert sets(programmer.make(runner, request)) == sets(programmer.make(case, request))
