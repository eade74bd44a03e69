"""What a decision is worth today: every age against every age of own consent, and every standing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from screening.domain.clubs import ConsentBy, Purpose
from screening.domain.consents import (
    Birth,
    ConsentText,
    Decider,
    Decision,
    Standing,
    Words,
    counts,
    decider,
    is_offered,
    standing,
)

BORN = dt.date(2010, 6, 15)
WORDS = Words("title", "question", "yes", "no")
TEXT = ConsentText(
    purpose=Purpose.COACH_REASONS,
    version="2",
    same_meaning=frozenset({"1b"}),
    until_asked=frozenset({"1"}),
    needed=False,
    from_age=None,
    rests_at_own_age=True,
    athlete=WORDS,
    guardian=WORDS,
)
BIRTH = Birth(BORN.isoformat(), BORN.year)
OWN_AGE = 14
OWN_DAY = dt.date(2024, 6, 15)


def decided(day: dt.date, by: ConsentBy, *, given: bool = True, version: str = "2") -> Decision:
    return Decision(given, version, by, dt.datetime.combine(day, dt.time(12), dt.UTC))


def stands(text: ConsentText, found: Decision | None, today: dt.date) -> tuple[Standing, bool]:
    how = standing(text, found, BIRTH, OWN_AGE, today)
    return how, counts(text, found, how)


@pytest.mark.parametrize("own_age", [13, 14, 15, 16])
@pytest.mark.parametrize("age", range(21))
def test_an_athlete_decides_alone_from_the_birthday_on_and_not_a_day_before(own_age: int, age: int) -> None:
    birthday = BORN.replace(year=BORN.year + age)
    before = decider(BIRTH, own_age, birthday - dt.timedelta(days=1))
    on_it = decider(BIRTH, own_age, birthday)
    assert before is (Decider.ATHLETE if age > own_age else Decider.GUARDIAN)
    assert on_it is (Decider.ATHLETE if age >= own_age else Decider.GUARDIAN)


def test_somebody_born_on_the_leap_day_is_older_on_the_first_of_march() -> None:
    assert Birth("2008-02-29", 2008).reaches(15) == dt.date(2023, 3, 1)
    assert Birth("2008-02-29", 2008).reaches(16) == dt.date(2024, 2, 29)


def test_of_a_birth_year_alone_the_last_day_is_taken_and_of_nothing_nothing() -> None:
    only_year = Birth(None, 2010)
    assert decider(only_year, 14, dt.date(2024, 12, 30)) is Decider.GUARDIAN
    assert decider(only_year, 14, dt.date(2024, 12, 31)) is Decider.ATHLETE
    assert decider(Birth(None, None), 14, dt.date(2024, 12, 31)) is Decider.UNKNOWN


def test_what_has_a_lowest_age_is_offered_from_that_birthday_and_at_no_unknown_age() -> None:
    band = replace(TEXT, from_age=18)
    assert not is_offered(band, BIRTH, dt.date(2028, 6, 14))
    assert is_offered(band, BIRTH, dt.date(2028, 6, 15))
    assert not is_offered(band, Birth(None, None), dt.date(2028, 6, 15))
    early = decided(dt.date(2028, 6, 14), ConsentBy.ATHLETE)
    assert stands(band, early, dt.date(2028, 6, 14)) == (Standing.NOT_AT_THIS_AGE, False)


def test_a_decision_of_a_guardian_is_asked_anew_on_the_day_the_athlete_decides() -> None:
    asked = decided(dt.date(2024, 6, 14), ConsentBy.GUARDIAN)
    assert stands(TEXT, asked, OWN_DAY - dt.timedelta(days=1)) == (Standing.GIVEN, True)
    # Sharing rests until the athlete has decided; the keeping of answers goes on until then.
    assert stands(TEXT, asked, OWN_DAY) == (Standing.OF_AGE_NOW, False)
    assert stands(replace(TEXT, rests_at_own_age=False), asked, OWN_DAY) == (Standing.OF_AGE_NOW, True)
    anew = decided(OWN_DAY, ConsentBy.ATHLETE)
    assert stands(TEXT, anew, OWN_DAY) == (Standing.GIVEN, True)


def test_what_an_athlete_too_young_allowed_alone_counts_neither_before_nor_after_the_birthday() -> None:
    keeps = replace(TEXT, rests_at_own_age=False)
    alone = decided(dt.date(2024, 6, 14), ConsentBy.ATHLETE)
    assert stands(keeps, alone, dt.date(2024, 6, 14)) == (Standing.NEEDS_GUARDIAN, False)
    assert stands(keeps, alone, OWN_DAY) == (Standing.OF_AGE_NOW, False)
    refused = decided(dt.date(2024, 6, 14), ConsentBy.ATHLETE, given=False)
    assert stands(keeps, refused, dt.date(2024, 6, 14)) == (Standing.REFUSED, False)


@pytest.mark.parametrize(
    ("version", "given", "expected"),
    [
        ("2", True, (Standing.GIVEN, True)),
        ("2", False, (Standing.REFUSED, False)),
        ("1b", True, (Standing.GIVEN, True)),
        ("1", True, (Standing.TEXT_CHANGED, True)),
        ("1", False, (Standing.TEXT_CHANGED, False)),
        ("0", True, (Standing.TEXT_CHANGED, False)),
        ("3", True, (Standing.TEXT_CHANGED, False)),
    ],
)
def test_a_decision_counts_for_the_text_that_was_read(
    version: str, given: bool, expected: tuple[Standing, bool]
) -> None:
    found = decided(dt.date(2025, 1, 1), ConsentBy.ATHLETE, given=given, version=version)
    assert stands(TEXT, found, dt.date(2025, 1, 2)) == expected


def test_nothing_is_allowed_by_somebody_who_was_never_asked() -> None:
    assert stands(TEXT, None, OWN_DAY) == (Standing.NEVER_ASKED, False)
