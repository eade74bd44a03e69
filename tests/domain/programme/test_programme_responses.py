"""What a report means: the light, what happens next, and what it takes from the next session."""

from __future__ import annotations

import dataclasses

import pytest

from screening.domain.programme.model import DatedSession, Done, LoggedSession, Request
from screening.domain.programme.respond import Response, respond
from screening.domain.programme.rules import Effect
from screening.domain.vocabulary import Light
from tests.support.plan_situations import Case
from tests.support.programme_cases import BUILDER, HURT, SPRINTER, day, report
from tests.support.programme_lives import MONDAY, Programmer


def session_of(programmer: Programmer, case: Case, key: str) -> DatedSession:
    programme = programmer.make(case, Request(MONDAY))
    return next(one for week in programme.weeks for one in week.sessions if one.key == key)


def answer(programmer: Programmer, *log: LoggedSession, case: Case = BUILDER, key: str = "3-1") -> Response:
    session = session_of(programmer, case, key)
    return respond(log, session, programmer.situation(case), programmer.planner.rules, programmer.more)


@pytest.mark.parametrize(
    ("during", "morning", "light", "effect"),
    [
        (None, None, Light.GREEN, Effect.GO_ON),
        (0, 0, Light.GREEN, Effect.GO_ON),
        (2, 0, Light.GREEN, Effect.GO_ON),
        (2, 1, Light.AMBER, Effect.REPEAT),
        (3, 0, Light.RED, Effect.REST),
        (0, 2, Light.RED, Effect.REST),
    ],
)
def test_strength_work_allows_two_and_the_next_morning_nothing(
    programmer: Programmer, during: int | None, morning: int | None, light: Light, effect: Effect
) -> None:
    found = answer(programmer, report("3-1", day(3, 1), during=during, morning=morning))
    assert (found.light, found.effect) == (light, effect)
    assert found.text == programmer.more.effects[effect].text


@pytest.mark.parametrize("during", [None, 0, 2])
@pytest.mark.parametrize("done", list(Done))
def test_something_sudden_is_red_whatever_the_figures_say(
    programmer: Programmer, during: int | None, done: Done
) -> None:
    found = answer(programmer, report("3-1", day(3, 1), done=done, during=during, sudden=True))
    assert (found.light, found.effects) == (Light.RED, (Effect.REST,))
    assert "answer the check again" in found.text


@pytest.mark.parametrize(("during", "light"), [(1, Light.GREEN), (2, Light.AMBER), (3, Light.RED)])
def test_running_allows_less(programmer: Programmer, during: int, light: Light) -> None:
    fast = next(
        one.key
        for one in programmer.make(SPRINTER, Request(MONDAY)).weeks[2].sessions
        if any(item.slot == "running" for item in one.items)
    )
    assert answer(programmer, report(fast, day(3, 6), during=during), case=SPRINTER, key=fast).light is light


@pytest.mark.parametrize(("morning", "light"), [(2, Light.GREEN), (3, Light.AMBER), (4, Light.RED)])
def test_with_a_present_problem_the_morning_has_figures_of_its_own(
    programmer: Programmer, morning: int, light: Light
) -> None:
    assert answer(programmer, report("1-1", MONDAY, morning=morning), case=HURT, key="1-1").light is light


@pytest.mark.parametrize(
    ("soreness", "effect", "light"),
    [
        (3, Effect.GO_ON, Light.GREEN),
        (4, Effect.HALVE, Light.GREEN),
        (5, Effect.HALVE, Light.GREEN),
        (6, Effect.NO_LOWERING, Light.AMBER),
    ],
)
def test_soreness_has_its_own_steps(
    programmer: Programmer, soreness: int, effect: Effect, light: Light
) -> None:
    found = answer(programmer, report("3-1", day(3, 1), soreness=soreness))
    assert (found.effect, found.light) == (effect, light)


def test_the_second_amber_makes_the_next_session_lighter_still(programmer: Programmer) -> None:
    first = report("2-2", day(2, 4), morning=1)
    second = report("3-1", day(3, 1), morning=1)
    assert answer(programmer, second).effects == (Effect.REPEAT,)
    assert answer(programmer, first, second).effects == (Effect.LIGHTER, Effect.REPEAT)
    long_ago = [report(f"2-{n}", day(2, n)) for n in (1, 2, 3)]
    early = report("1-1", day(1, 1), morning=1)
    assert answer(programmer, early, *long_ago, second).effects == (Effect.REPEAT,)


def test_pain_and_soreness_add_up(programmer: Programmer) -> None:
    found = answer(programmer, report("3-1", day(3, 1), morning=1, soreness=5))
    assert set(found.effects) == {Effect.REPEAT, Effect.HALVE}


def test_several_reports_of_one_session_count_by_the_worst(programmer: Programmer) -> None:
    found = answer(programmer, report("3-1", day(3, 1), during=0), report("3-1", day(3, 2), during=4))
    assert found.light is Light.RED


def test_the_last_word_under_one_id_counts(programmer: Programmer) -> None:
    wrong = report("3-1", day(3, 1), during=7, id="one")
    right = report("3-1", day(3, 1), during=1, id="one")
    assert answer(programmer, wrong, right).light is Light.GREEN


def test_quiet_days_follow_amber_and_none_follows_green(programmer: Programmer) -> None:
    assert answer(programmer, report("3-1", day(3, 1))).quiet_until is None
    assert answer(programmer, report("3-1", day(3, 1), soreness=6)).quiet_until == day(3, 2)
    assert answer(programmer, report("3-1", day(3, 1), morning=1)).quiet_until == day(3, 3)


def test_a_session_nobody_reported_changes_nothing(programmer: Programmer) -> None:
    found = answer(programmer, report("2-1", day(2, 1), during=5))
    assert (found.light, found.effect) == (Light.GREEN, Effect.GO_ON)


def test_amber_asks_for_no_more_than_last_time(programmer: Programmer) -> None:
    first = programmer.make(BUILDER, Request(MONDAY))
    log = tuple(report(one.key, one.date) for week in first.weeks[:5] for one in week.sessions)
    amber = dataclasses.replace(log[-1], pain_next_morning=1)
    today = day(6, 1)
    now = programmer.replan(first, BUILDER, Request(MONDAY, log=(*log[:-1], amber)), today)
    before = {i.exercise: i for i in first.weeks[4].sessions[-1].items}
    after = {i.exercise: i for i in now.weeks[5].sessions[0].items}
    assert "quarter less load or range" in (now.weeks[5].sessions[0].note or "")
    same = before.keys() & after.keys()
    assert same
    assert all(after[name].amount <= before[name].amount for name in same)
    assert all(after[name].sets <= before[name].sets for name in same)


def test_a_skipped_session_with_soreness_adds_to_what_came_before(programmer: Programmer) -> None:
    first = programmer.make(BUILDER, Request(MONDAY))
    done = tuple(report(one.key, one.date) for week in first.weeks[:4] for one in week.sessions)
    skipped = report("5-1", day(5, 1), done=Done.NOT, during=None, soreness=7)
    now = programmer.replan(first, BUILDER, Request(MONDAY, log=(*done, skipped)), day(5, 2))
    ahead = next(one for one in now.weeks[4].sessions if one.date > day(5, 1))
    assert max(item.eccentric_class for item in ahead.items) == 0
