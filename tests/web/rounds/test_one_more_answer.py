"""One more answer after a result of a club stays with the club: same athlete, same round while it is open."""

from __future__ import annotations

import pytest
from flask import Flask

from screening.domain.clubs import FilledBy, Purpose
from screening.store import Store
from screening.store.queries import club_screenings
from tests.support.clubs import MadeClub, add_consents
from tests.support.signing_in import Person, csrf_token
from tests.web.people import HEALTHY
from tests.web.rounds.conftest import Phone, links_of, opened_round
from tests.web.still_clock import StillClock

WITHOUT_NORDICS = {field: given for field, given in HEALTHY.items() if field != "nordic_dose"}


@pytest.fixture
def number(coach: Person, club: MadeClub) -> int:
    return opened_round(coach, club)


@pytest.fixture
def phone(unlimited_app: Flask, coach: Person, number: int) -> Phone:
    """The first athlete's, with the result on it."""
    phone = Phone(unlimited_app)
    phone.agree(links_of(coach, number)[0], physio_clinical="yes")
    phone.answer_all(WITHOUT_NORDICS)
    phone.send({})
    assert phone.path.startswith("/result/"), phone.path
    return phone


def answer_link(phone: Phone) -> str:
    section = phone.page.partition("<dt>Nordic sessions in the last 8 weeks</dt>")[2]
    return section.partition('href="')[2].partition('"')[0]


def answered(phone: Phone) -> None:
    """Give the one answer, and see the new result."""
    phone.open(answer_link(phone))
    given = [*phone.form().hidden, ("nordic_dose", "none")]
    first = phone.client.post(phone.path, data=dict(given))
    assert first.status_code == 307
    phone.post(first.headers["Location"], given)
    phone.send({})
    assert phone.path.startswith("/result/"), phone.page


def places(store: Store, club: MadeClub) -> list[tuple[int | None, FilledBy]]:
    """Round and typist of everything the first athlete has answered, the newest first."""
    with store.read(club=club.id) as tx:
        found = club_screenings.screenings_of_athlete(tx, club.athletes[0])
        return [(one.place.round_id, one.place.filled_by) for one in found]


def test_it_counts_for_the_round_while_that_is_open(
    store: Store, club: MadeClub, coach: Person, phone: Phone, number: int
) -> None:
    answered(phone)
    assert places(store, club) == [(number, FilledBy.ATHLETE), (number, FilledBy.ATHLETE)]
    assert "1 of 3 have answered" in coach.get(f"/rounds/{number}").text


def test_begun_and_left_it_neither_undoes_that_somebody_has_answered_nor_reminds_them(
    coach: Person, phone: Phone, number: int
) -> None:
    phone.open(answer_link(phone))
    given = [*phone.form().hidden, ("nordic_dose", "none")]
    phone.client.post(phone.path, data=dict(given))
    text = coach.get(f"/rounds/{number}").text
    assert "1 of 3 have answered" in text
    assert len(links_of(coach, number)) == 2


def test_after_the_round_it_counts_for_none(
    store: Store, club: MadeClub, phone: Phone, number: int, clock: StillClock
) -> None:
    clock.forward(days=20)
    phone.open(phone.path)
    answered(phone)
    assert places(store, club) == [(None, FilledBy.ATHLETE), (number, FilledBy.ATHLETE)]


def test_whoever_only_has_the_link_of_the_result_begins_nothing(
    unlimited_app: Flask, store: Store, club: MadeClub, phone: Phone
) -> None:
    link = answer_link(phone)
    somebody = Phone(unlimited_app)
    somebody.open(phone.path)
    assert somebody.status == 200
    assert "/answer/" not in somebody.page
    somebody.open(link)
    assert somebody.status == 404
    sent = {"nordic_dose": "none", "csrf_token": csrf_token(unlimited_app, somebody.client)}
    assert somebody.client.post(link, data=sent).status_code == 404
    assert len(places(store, club)) == 1


def test_nothing_begins_once_the_keeping_of_answers_was_taken_back(
    store: Store, club: MadeClub, phone: Phone, clock: StillClock
) -> None:
    link, result = answer_link(phone), phone.path
    clock.forward(minutes=1)
    with store.write(club=club.id) as tx:
        add_consents(tx, club.athletes[0], [Purpose.PROCESSING], given=False, at=clock())
    phone.open(link)
    assert phone.status == 404
    phone.open(result)
    assert "/answer/" not in phone.page
