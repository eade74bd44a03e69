"""From the printed address to a club with people: set-up, second factor, and the first invitation."""

from __future__ import annotations

import html
import re

import pyotp
from flask import Flask

from screening.domain.clubs import Role
from screening.services.accounts import set_up
from screening.web.parts import parts
from tests.support.signing_in import Person, signed_in
from tests.web.still_clock import StillClock

GIVEN = {
    "club": "Riverside FC",
    "country": "GB",
    "name": "Sam Trainer",
    "email": "sam@riverside.example",
    "password": "long walks by the river 42",
}


def printed_address(app: Flask) -> str:
    """What the program prints at its first start."""
    with app.app_context():
        secret = set_up.make_secret(parts().store, parts().clock())
    assert secret is not None
    return f"/setup/{secret}"


def somebody(app: Flask) -> Person:
    return Person(app, app.test_client(), 0, None, "")


def with_authenticator(person: Person, clock: StillClock) -> str:
    """Scan the picture and type a first code; the page that comes then."""
    page = person.get("/account/authenticator").text
    typed_by_hand = re.search(r"\b(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}\b", page)
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)
    assert typed_by_hand is not None
    assert sealed is not None
    code = pyotp.TOTP(typed_by_hand[0].replace(" ", "")).at(clock())
    return person.post("/account/authenticator", {"sealed": html.unescape(sealed[1]), "code": code}).text


def test_who_sets_the_club_up_begins_at_its_squads(app: Flask, clock: StillClock) -> None:
    address, sam = printed_address(app), somebody(app)
    assert "Set up your club" in sam.get(address).text
    sent = sam.post(address, {**GIVEN, "also": ["coach"]})
    assert sent.headers["Location"] == "/account/second-factor"
    assert sam.get("/squads").headers["Location"].startswith("/account/second-factor"), "nothing before it"
    codes = with_authenticator(sam, clock)
    assert len(re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", codes)) == 10
    assert '<a class="btn" href="/squads">I have kept them</a>' in codes
    assert "bring a roster" in sam.get("/squads").text
    assert sam.get("/rounds").status_code == 200, "a coach too"


def test_the_printed_address_works_once_and_for_an_hour(app: Flask, clock: StillClock) -> None:
    address = printed_address(app)
    clock.forward(minutes=61)
    assert somebody(app).get(address).status_code == 404
    address = printed_address(app)
    assert somebody(app).post(address, GIVEN).status_code == 303
    assert somebody(app).get(address).status_code == 404
    assert somebody(app).post(address, GIVEN).status_code == 404


def test_what_is_wrong_is_said_beside_each_field_and_nothing_is_made(app: Flask) -> None:
    address, sam = printed_address(app), somebody(app)
    page = sam.post(address, {**GIVEN, "email": "sam", "password": "password1234", "country": "ZZ"})
    assert page.status_code == 400
    assert all(f'href="#{field}"' in page.text for field in ("email", "password", "country"))
    assert "Riverside FC" in page.text, "what was typed stays"
    assert sam.get(address).status_code == 200


def test_an_invited_physio_sets_a_password_and_begins_at_the_care_list(app: Flask, clock: StillClock) -> None:
    office = signed_in(app, Role.ADMINISTRATOR)
    page = office.post(
        "/club/invite", {"name": "Kim Healer", "email": "kim@riverside.example", "role": "physio"}
    )
    link = re.search(r"/password/[A-Za-z0-9_-]+", page.text)
    assert link is not None
    kim = somebody(app)
    assert kim.get(link[0]).status_code == 200
    sent = kim.post(link[0], {"new": "slow lowering every tuesday"})
    assert sent.headers["Location"] == "/account/second-factor"
    assert somebody(app).get(link[0]).status_code == 404, "the link works once"
    assert 'href="/care"' in with_authenticator(kim, clock)
    assert kim.get("/care").status_code == 200


def test_whoever_loses_a_role_is_out_at_the_next_request(app: Flask) -> None:
    office = signed_in(app, Role.ADMINISTRATOR)
    coach = signed_in(app, Role.COACH, club=office.club_id)
    assert coach.get("/rounds").status_code == 200
    people = office.get("/club").text
    number = next(
        n
        for n in re.findall(r"/club/people/(\d+)", people)
        if coach.email in office.get(f"/club/people/{n}").text
    )
    assert office.post(f"/club/people/{number}/end").status_code == 303
    assert coach.get("/rounds").headers["Location"].startswith("/sign-in"), "signed out everywhere"


def test_the_last_administrator_stays(app: Flask) -> None:
    office = signed_in(app, Role.ADMINISTRATOR)
    number = re.findall(r"/club/people/(\d+)", office.get("/club").text)[0]
    assert office.post(f"/club/people/{number}/end").status_code == 400
    assert office.get("/club").status_code == 200
