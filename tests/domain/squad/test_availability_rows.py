"""Availability by the rules as data: as on the coach's sheet of one athlete, and never calm by mistake."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from screening.domain.assess import assess
from screening.domain.reporting.coach import availability_of as of_one_athlete
from screening.domain.squad.model import NOTHING, Answered, SquadMember
from screening.domain.squad.summary import summarise
from screening.domain.squad.visible import availability_of, see_all
from screening.domain.vocabulary import Availability, PlanKind, Urgency
from tests.support.assessments import rulebook
from tests.support.made_up_squad import (
    ANSWERED,
    CANNOT_WALK,
    FIT,
    NOBODY_ASKED,
    ON,
    STRAINED,
    answered,
)
from tests.support.random_people import random_people
from tests.support.random_squads import RULES, RandomSquads


def told(one: Answered | None, on: dt.date = ON) -> Availability:
    return availability_of(one, RULES, on)


def test_the_rows_say_what_the_sheet_of_one_athlete_says() -> None:
    rules, seen = rulebook(), set()
    for answers in random_people(rules.questionnaire, 150, seed=5):
        found = assess(answers, rules, explained=False, weeks=False)
        by_rows = told(Answered(summarise(found, RULES, rules.risk), ON))
        assert by_rows is of_one_athlete(found)
        seen.add(by_rows)
    assert seen == set(Availability)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (FIT, Availability.FULL),
        (NOBODY_ASKED, Availability.UNKNOWN),
        (STRAINED, Availability.MODIFIED),
        (CANNOT_WALK, Availability.NOT_CLEARED),
        ({**FIT, "exclusions": ("pregnant",)}, Availability.NOT_CLEARED),
        ({**FIT, "hamstring_history": "not_back_yet"}, Availability.MODIFIED),
        ({**NOBODY_ASKED, "cold_foot": True}, Availability.NOT_CLEARED),
    ],
)
def test_each_kind_of_result_has_its_word(answers, expected) -> None:
    assert told(answered(answers)) is expected


def test_whoever_did_not_answer_is_unknown() -> None:
    assert told(None) is Availability.UNKNOWN


SUMMARIES = [RandomSquads(seed).summary() for seed in range(400)]


def test_only_a_calm_result_that_holds_reads_as_full() -> None:
    for found in SUMMARIES:
        has_calm_plan = found.plan_kind is PlanKind.PREVENTION and found.urgency is Urgency.T5
        is_full = told(Answered(found, ON)) is Availability.FULL
        assert is_full is (has_calm_plan and not found.has_problem)
        past = ON + dt.timedelta(days=found.valid_days + 1)
        assert told(Answered(found, ON), past) is not Availability.FULL


def test_time_alone_never_clears_anybody() -> None:
    held = [found for found in SUMMARIES if told(Answered(found, ON)) is Availability.NOT_CLEARED]
    assert len(held) > 50
    for found in held:
        assert told(Answered(found, ON), ON + dt.timedelta(days=400)) is Availability.NOT_CLEARED


def test_a_result_holds_to_its_last_day_and_no_longer() -> None:
    fit = answered(FIT)
    last = ANSWERED + dt.timedelta(days=90)
    assert told(fit, last) is Availability.FULL
    assert told(fit, last + dt.timedelta(days=1)) is Availability.UNKNOWN


def test_the_day_to_ask_again_tells_nothing_about_the_reason() -> None:
    strained, cannot_walk = answered(STRAINED), answered(CANNOT_WALK)
    excluded = answered({**FIT, "exclusions": ("pregnant",)})
    days = [
        see_all([SquadMember("m", "Ana", NOTHING, one)], RULES, ON)[0].ask_again
        for one in (strained, cannot_walk, excluded)
    ]
    assert days == [ANSWERED + dt.timedelta(days=7)] * 3


def test_a_day_that_a_physio_has_set_stands_instead() -> None:
    member = SquadMember("m", "Ana", NOTHING, answered(CANNOT_WALK), review_on=dt.date(2026, 12, 1))
    assert see_all([member], RULES, ON)[0].ask_again == dt.date(2026, 12, 1)
    fit = replace(member, latest=answered(FIT))
    assert see_all([fit], RULES, ON)[0].ask_again is None
