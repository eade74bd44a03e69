"""What is set for a club: among it the time zone, by which the days of cases are counted."""

from __future__ import annotations

import re

from flask import Flask

from screening.domain.clubs import Role
from screening.store.tables import ClubRow
from screening.web.parts import parts
from tests.support.signing_in import Person, signed_in
from tests.web.page_rules import faults_of


def zone_of(app: Flask, person: Person) -> str:
    with app.app_context(), parts().store.read(club=person.club_id) as tx:
        return tx.get_one(ClubRow, person.club_id).time_zone


def chosen(page: str) -> list[str]:
    return re.findall(r'<option(?: value="[^"]+")? selected>([^<]+)<', page)


def test_the_time_zone_of_a_club_is_chosen_from_a_list(app: Flask) -> None:
    office = signed_in(app, Role.ADMINISTRATOR)
    page = office.get("/club/settings").text
    assert faults_of(page) == []
    assert "UTC" in chosen(page), "until somebody chooses"
    assert "<option>America/Los_Angeles</option>" in page
    wish = {"club": "Harbour FC", "country": "AU", "time_zone": "Australia/Sydney"}
    assert office.post("/club/settings", wish).status_code == 303
    assert zone_of(app, office) == "Australia/Sydney"
    assert chosen(office.get("/club/settings").text) == ["Australia", "Australia/Sydney"]


def test_a_zone_that_is_none_is_refused_and_nothing_is_changed(app: Flask) -> None:
    office = signed_in(app, Role.ADMINISTRATOR)
    for zone in ("", "Europe/Atlantis", "../../etc/passwd"):
        answer = office.post("/club/settings", {"club": "Harbour FC", "country": "AU", "time_zone": zone})
        assert answer.status_code == 400
        assert "Choose the time zone the club is in" in answer.text
        assert zone_of(app, office) == "UTC"


def test_only_administrators_set_the_time_zone(app: Flask) -> None:
    office = signed_in(app, Role.ADMINISTRATOR)
    physio = signed_in(app, Role.PHYSIO, club=office.club_id)
    wish = {"club": "Harbour FC", "country": "AU", "time_zone": "Australia/Sydney"}
    assert physio.post("/club/settings", wish).status_code in {403, 404}
    assert zone_of(app, office) == "UTC"
