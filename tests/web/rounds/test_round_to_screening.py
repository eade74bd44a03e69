"""From opening a round to a submitted screening of the club, through the pages."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from screening.domain.clubs import FilledBy, Purpose, Role
from screening.store import Store
from screening.store.queries import audit, care, club_screenings, consents, rounds
from screening.store.tables.audit import Event
from screening.web.parts import parts
from tests.support.clubs import MadeClub, make_club
from tests.support.signing_in import Person, member_of
from tests.web.browsing import Visitor
from tests.web.people import CLOT


@pytest.fixture
def store(unlimited_app: Flask) -> Store:
    with unlimited_app.app_context():
        return parts().store


@pytest.fixture
def club(unlimited_app: Flask, store: Store) -> MadeClub:
    with unlimited_app.app_context():
        return make_club(store, at=parts().clock(), consents=())


class Phone(Visitor):
    """A phone or tablet that follows an invitation."""

    def agree(self, link: str, who: str = "athlete", **given: str) -> None:
        """From a link to the first question, allowing what is given."""
        self.open(link)
        self.send({"who": who})
        self.send({"processing": "yes", **given})


def opened_round(coach: Person, club: MadeClub, **changes: str) -> int:
    """Have the coach open a round of a week for the first squad; gives its number."""
    sent = {
        "squad": str(club.squads[0]),
        "name": "Pre-season",
        "opens": "2026-11-14",
        "closes": "2026-11-20",
        "repeat": "",
        **changes,
    }
    answer = coach.post("/rounds/new", sent)
    assert answer.status_code == 303, answer.text
    return int(re.search(r"/rounds/(\d+)", answer.headers["Location"])[1])  # type: ignore[index]


def links_of(coach: Person, number: int) -> list[str]:
    """The paths of the links that the coach can hand on, by name."""
    page = coach.get(f"/rounds/{number}/links").text
    return re.findall(r'value="[^"]*?(/check/inv-[A-Za-z0-9_-]+)"', page)


@pytest.fixture
def coach(unlimited_app: Flask, club: MadeClub) -> Person:
    return member_of(unlimited_app, club, Role.COACH)


def test_a_link_leads_to_a_screening_of_the_club(
    unlimited_app: Flask, store: Store, club: MadeClub, coach: Person
) -> None:
    number = opened_round(coach, club)
    links = links_of(coach, number)
    assert len(links) == 3
    phone = Phone(unlimited_app)
    phone.agree(links[0], physio_clinical="yes", coach_reasons="no")
    phone.answer_all(CLOT)
    phone.send({})
    assert phone.path.startswith("/result/"), phone.path
    assert "Physio and doctor of the club" in phone.page
    athlete = club.athletes[0]
    with store.read(club=club.id) as tx:
        (found,) = club_screenings.screenings_of_athlete(tx, athlete)
        assert (found.place.round_id, found.place.filled_by) == (number, FilledBy.ATHLETE)
        assert consents.allowed(tx, athlete) == {Purpose.PROCESSING, Purpose.PHYSIO_CLINICAL}
        assert rounds.completion(tx, number).answered == 1
        listed = care.care_item_of_screening(tx, found.screening.id)
        assert listed is not None
        assert listed.urgency is found.screening.urgency
        events = [one.event for one in audit.entries_of_club(tx)]
    assert Event.INVITATION_USED in events
    assert "1 of 3 have answered" in coach.get(f"/rounds/{number}").text
    assert "already used" in Phone(unlimited_app).open(links[0])
