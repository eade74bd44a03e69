"""Whom the rows of a file mean, and what they would change in a case."""

from __future__ import annotations

import datetime as dt

import pytest

from screening.domain.case.events import CaseEvent, CheckIn, SessionRecorded, TestRecorded, Who
from screening.domain.case.files.model import PersonInFile
from screening.domain.case.files.people import match_people, settled
from screening.domain.case.files.standing import Recorded, Standing, place_in
from screening.domain.case.words import Part, Party, SessionKind
from screening.domain.roster.changes import KnownAthlete

DAY = dt.date(2026, 11, 14)
CLUB = (
    KnownAthlete(1, "Robin Vale", club_key="17"),
    KnownAthlete(2, "Sam Reed", club_key="18"),
    KnownAthlete(3, "Sam Reed", club_key="19"),
    KnownAthlete(4, "Jörg Müller"),
    KnownAthlete(5, "Kim Osei", club_key="20", has_left=True),
)


@pytest.mark.parametrize(
    ("person", "athlete", "candidates", "suggested"),
    [
        (PersonInFile("17", "Robin Vale"), 1, (), None),
        (PersonInFile("17", "VALE, Robin"), 1, (), None),
        (PersonInFile("17", ""), 1, (), None),
        # The id of one and the name of another: only a person knows
        (PersonInFile("17", "Sam Reed"), None, (1,), None),
        (PersonInFile("017", "Robin Vale"), None, (1,), 1),
        # A name alone is never enough
        (PersonInFile("", "Robin Vale"), None, (1,), 1),
        (PersonInFile("", "Mueller Jorg"), None, (4,), 4),
        (PersonInFile("", "Sam Reed"), None, (2, 3), None),
        (PersonInFile("99", "Nobody Here"), None, (), None),
        (PersonInFile("20", "Kim Osei"), None, (), None),
    ],
)
def test_an_external_id_with_its_name_is_enough_and_a_name_is_offered(
    person: PersonInFile, athlete: int | None, candidates: tuple[int, ...], suggested: int | None
) -> None:
    (match,) = match_people([person], CLUB)

    assert (match.athlete_id, match.candidates, match.suggested) == (athlete, candidates, suggested)
    assert match.is_open is (athlete is None)
    assert bool(match.reason) is match.is_open


def test_each_person_of_a_file_is_asked_about_once() -> None:
    person = PersonInFile("", "Sam Reed")

    assert len(match_people([person, PersonInFile("17", "Robin Vale"), person], CLUB)) == 2


def test_only_somebody_who_was_offered_can_be_chosen() -> None:
    known, unsure, other = (
        PersonInFile("17", ""),
        PersonInFile("", "Sam Reed"),
        PersonInFile("", "Jörg Müller"),
    )
    matches = match_people([known, unsure, other], CLUB)

    assert settled(matches, {}) == {known: 1}
    assert settled(matches, {unsure: 3, other: None}) == {known: 1, unsure: 3}
    assert settled(matches, {unsure: 1, known: 2}) == {}
    assert settled(matches, {known: None}) == {}


def log_of(*bodies: Recorded) -> tuple[CaseEvent, ...]:
    who = Who(Party.PHYSIO, "Dana Holt", 7)
    at = dt.datetime(2026, 11, 15, 8, tzinfo=dt.UTC)
    return tuple(
        CaseEvent(number, at, DAY, who, "1.0.0", body) for number, body in enumerate(bodies, start=1)
    )


def strength(injured: float) -> TestRecorded:
    return TestRecorded("eccentric_strength", DAY, injured=injured, other=400)


def run(minutes: int) -> SessionRecorded:
    return SessionRecorded("gps:2026-11-14:md 3", DAY, SessionKind.RUNNING, minutes=minutes)


def slept(hours: float) -> CheckIn:
    return CheckIn(Part.MORNING, DAY, sleep_hours=hours, from_file="wellness.csv")


@pytest.mark.parametrize(
    ("there", "row", "standing", "event"),
    [
        ((), strength(350), Standing.NEW, None),
        ((strength(350),), strength(350), Standing.SAME, 1),
        ((strength(350), strength(360)), strength(350), Standing.SAME, 1),
        ((strength(350),), strength(360), Standing.BESIDE, 1),
        ((run(40),), run(40), Standing.SAME, 1),
        ((run(40),), run(45), Standing.REPLACES, 1),
        ((run(40), run(45)), run(40), Standing.REPLACES, 2),
        ((slept(7),), slept(7), Standing.SAME, 1),
        ((slept(7),), slept(8), Standing.REPLACES, 1),
        ((slept(7),), CheckIn(Part.SESSION, DAY, minutes=40), Standing.NEW, None),
        ((run(40),), strength(350), Standing.NEW, None),
    ],
)
def test_a_row_is_new_or_there_or_takes_a_place(
    there: tuple[Recorded, ...], row: Recorded, standing: Standing, event: int | None
) -> None:
    place = place_in(log_of(*there), row)

    assert (place.standing, place.event) == (standing, event)
