"""The days ahead as a page: each different session once, and for a coach neither pain nor exercises."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from screening.domain.case.week.model import Terms
from screening.domain.case.words import STAGES, Light, State
from screening.domain.reporting.case_week import case_week, coach_week
from screening.domain.reporting.case_week_paper import programme_tables
from screening.domain.rulebook import Rulebook
from tests.support.case_week_lives import DAY, GYM, Planner, standing

TERMS = Terms(kit=GYM, match_dates=(DAY + dt.timedelta(4),), team_days=(3,))


@pytest.fixture(scope="module")
def planner(rulebook: Rulebook) -> Planner:
    return Planner(rulebook)


def test_what_stands_before_the_days_is_on_the_page_and_on_paper(planner: Planner) -> None:
    days = dataclasses.replace(planner.plan(standing(State.S4), TERMS), warnings=("Run less.",))
    assert case_week(days, DAY).warnings == ("Run less.",)
    assert programme_tables(days)[0].note.startswith("Run less. ")


def test_how_an_exercise_is_done_is_told_once_on_a_page(planner: Planner) -> None:
    week = case_week(planner.plan(standing(State.S4), TERMS), DAY)
    told = [
        (item.exercise or item.name, item.cues)
        for one in week.sheets
        for item in one.items
        if not item.is_told_above
    ]
    assert len(told) == len(set(told))
    again = [item for one in week.sheets for item in one.items if item.is_told_above]
    assert again
    assert {(item.exercise or item.name, item.cues) for item in again} <= set(told)


@pytest.mark.parametrize("state", STAGES)
def test_every_session_of_every_day_is_told_on_one_sheet(planner: Planner, state: State) -> None:
    programme = planner.plan(standing(state), TERMS)
    week = case_week(programme, DAY)
    assert len(week.days) == 7
    assert [day.is_today for day in week.days] == [True] + [False] * 6
    sheets = {sheet.id: sheet for sheet in week.sheets}
    entries = [entry for day in week.days for entry in day.entries]
    assert len(entries) == len(programme.sessions)
    assert {entry.sheet for entry in entries if entry.sheet} == set(sheets)
    assert all(sheets[entry.sheet].title == entry.label for entry in entries if entry.sheet)
    assert len({sheet.title for sheet in week.sheets}) == len(week.sheets)


def test_a_session_that_comes_again_is_told_once_with_all_its_days(planner: Planner) -> None:
    week = case_week(planner.plan(standing(State.S1), TERMS), DAY)
    walk = next(sheet for sheet in week.sheets if sheet.title == "Walking")
    assert walk.days.count(",") == 6
    assert sorted(sheet.title for sheet in week.sheets) == ["Gentle work A", "Gentle work B", "Walking"]


def test_an_item_names_its_speed_its_rest_and_where_the_card_is(planner: Planner) -> None:
    week = case_week(planner.plan(standing(State.S4), TERMS), DAY)
    run = next(item for sheet in week.sheets for item in sheet.items if item.exercise == "run_through")
    assert run.speed == "70 to 80% of the best speed"
    assert "Rest: walk back" in run.how
    walk = case_week(planner.plan(standing(State.S1), TERMS), DAY).sheets[0].items[0]
    assert (walk.exercise, walk.speed, "Rest" in walk.how) == (None, "", False)


def test_without_days_the_page_says_why_and_shows_nothing_else(planner: Planner) -> None:
    week = case_week(planner.plan(standing(State.S4, stopped="Fever."), TERMS), DAY)
    assert "Fever." in week.why
    assert (week.days, week.sheets, week.pain_rule, week.limits) == ((), (), (), ())
    assert [table.rows for table in programme_tables(planner.plan(standing(stopped="Fever."), TERMS))] == [()]


@pytest.mark.parametrize("state", STAGES)
@pytest.mark.parametrize("light", [Light.GREEN, Light.AMBER, Light.RED])
def test_a_coach_reads_neither_exercise_nor_pain_nor_light(
    planner: Planner, state: State, light: Light
) -> None:
    programme = planner.plan(standing(state, light=light), TERMS)
    text = " ".join(line for day in coach_week(programme) for line in day.lines)
    names = {item.name for one in programme.sessions for item in one.items}
    assert not [name for name in names if name in text]
    assert not [word for word in ("pain", "check-in", "red", "amber", "lighter") if word in text.lower()]


def test_a_coach_reads_speed_minutes_and_match_minutes(planner: Planner) -> None:
    lines = [line for day in coach_week(planner.plan(standing(State.S7), TERMS)) for line in day.lines]
    assert "Match: 20 to 30 minutes" in lines
    assert any(line.startswith("Running up to 95% of top speed, ") for line in lines)
    held = planner.plan(standing(State.S7, cleared_until=None), TERMS)
    assert "Match: not available" in [line for day in coach_week(held) for line in day.lines]
    whole = planner.plan(standing(State.S7, matches_played=2), TERMS)
    assert "Match: all of it" in [line for day in coach_week(whole) for line in day.lines]


def test_paper_holds_every_exercise_with_its_dose(planner: Planner) -> None:
    programme = planner.plan(standing(State.S3), dataclasses.replace(TERMS, length=14))
    tables = programme_tables(programme)
    assert len(tables[0].rows) == 14
    told = {row[:2] for table in tables[1:] for row in table.rows}
    assert told == {(item.name, item.dose) for one in programme.sessions for item in one.items}
