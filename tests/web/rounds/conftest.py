"""A club with a coach, and phones that follow invitations."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from screening.domain.clubs import Role
from screening.store import Store
from screening.web.parts import parts
from tests.support.clubs import MadeClub, make_club
from tests.support.signing_in import Person, member_of
from tests.web.browsing import Visitor


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
    found = re.search(r"/rounds/(\d+)", answer.headers["Location"])
    assert found is not None
    return int(found[1])


def links_of(coach: Person, number: int) -> list[str]:
    """The paths of the links that the coach can hand on, by name."""
    page = coach.get(f"/rounds/{number}/links").text
    return re.findall(r'value="[^"]*?(/check/inv-[A-Za-z0-9_-]+)"', page)


@pytest.fixture
def store(unlimited_app: Flask) -> Store:
    with unlimited_app.app_context():
        return parts().store


@pytest.fixture
def club(unlimited_app: Flask, store: Store) -> MadeClub:
    with unlimited_app.app_context():
        return make_club(store, at=parts().clock(), consents=())


@pytest.fixture
def other_club(unlimited_app: Flask, store: Store) -> MadeClub:
    with unlimited_app.app_context():
        return make_club(store, "Rovers", at=parts().clock(), consents=())


@pytest.fixture
def coach(unlimited_app: Flask, club: MadeClub) -> Person:
    return member_of(unlimited_app, club, Role.COACH)
