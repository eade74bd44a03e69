"""What a club knows of an athlete is filled in beforehand, exactly, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from screening.domain.consents import Birth
from screening.domain.rulebook import Rulebook
from screening.services.invitations_beginning import known_of
from screening.services.rounds_dates import (
    closing_of,
    end_of_link,
    first_day,
    is_grown_up,
    last_day,
    opening_of,
)
from screening.store.tables.athlete import AthleteRow

TODAY = dt.date(2026, 3, 14)
NOON = dt.datetime(2026, 3, 14, 12, tzinfo=dt.UTC)


def born(date: str | None, year: int | None = None) -> AthleteRow:
    return AthleteRow(birth_date=date, birth_year=year, name="Mia", name_key="mia")


@pytest.mark.parametrize(
    ("date", "age"), [("2002-03-14", 24), ("2002-03-15", 23), ("2004-02-29", 22), ("2002-03-13", 24)]
)
def test_the_age_is_exact_to_the_day(rulebook: Rulebook, date: str, age: int) -> None:
    assert known_of(born(date), "football", rulebook.questionnaire, TODAY) == {
        "age_years": age,
        "sport": "football",
    }


def test_a_year_alone_says_no_age_and_an_unknown_sport_no_sport(rulebook: Rulebook) -> None:
    assert known_of(born(None, 2002), "tiddlywinks", rulebook.questionnaire, TODAY) == {}


def test_a_day_lasts_as_long_as_it_is_that_day_anywhere() -> None:
    day = dt.date(2026, 4, 1)
    opens, closes = opening_of(day, NOON), closing_of(day)
    assert closes - opens == dt.timedelta(hours=50)
    assert (first_day(opens), last_day(closes)) == (day, day)
    assert opening_of(TODAY, NOON) == NOON
    in_between = NOON + dt.timedelta(minutes=7)
    assert (first_day(in_between), last_day(in_between)) == (TODAY, TODAY)


@pytest.mark.parametrize(
    ("birth", "grown_up"),
    [
        (Birth("2008-03-14", 2008), True),
        (Birth("2008-03-15", 2008), False),
        (Birth(None, 2007), True),
        (Birth(None, 2008), False),
        (Birth(None, None), False),
    ],
)
def test_only_who_is_surely_grown_up_gets_a_link_for_thirty_days(birth: Birth, grown_up: bool) -> None:
    assert is_grown_up(birth, TODAY) is grown_up
    ends = end_of_link(NOON + dt.timedelta(days=90), NOON, grown_up=grown_up)
    assert ends - NOON == dt.timedelta(days=30 if grown_up else 14)
