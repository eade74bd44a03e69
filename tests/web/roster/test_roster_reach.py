"""Who may not: other roles, squads and clubs. What is out of reach answers as if it never existed."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from screening.domain.clubs import Role
from screening.services.accounts import sessions
from screening.services.roster_imports import begin_import
from screening.web.parts import parts
from screening.web.signed_in import tools
from tests.support.clubs import MadeClub, make_club
from tests.support.signing_in import Person, member_of
from tests.web.roster.test_roster_pages import PASTED, confirmed, good, previewed
from tests.web.still_clock import StillClock

NEVER = 987_654
WRITING_SQUADS = (
    ("GET", "/squads/new"),
    ("POST", "/squads/new"),
    ("GET", "/squads/{squad}/settings"),
    ("POST", "/squads/{squad}/settings"),
    ("POST", "/squads/{squad}/archive"),
    ("POST", "/squads/{squad}/take-back"),
)
ABOUT_ATHLETES = (
    ("GET", "/athletes/{athlete}/details"),
    ("POST", "/athletes/{athlete}/details"),
    ("POST", "/athletes/{athlete}/remove"),
)
BRINGING = (
    ("GET", "/athletes/new"),
    ("POST", "/athletes/new"),
    ("GET", "/athletes/roster.csv"),
    ("GET", "/athletes/roster.xlsx"),
    ("GET", "/athletes/import"),
    ("POST", "/athletes/import"),
)
ABOUT_IMPORTS = (
    ("GET", "/athletes/import/{roster}"),
    ("GET", "/athletes/import/{roster}/columns"),
    ("POST", "/athletes/import/{roster}/columns"),
    ("POST", "/athletes/import/{roster}/decisions"),
    ("POST", "/athletes/import/{roster}/confirm"),
    ("POST", "/athletes/import/{roster}/discard"),
    ("POST", "/athletes/import/{roster}/undo"),
)
TABLE = {"header": [], "rows": [], "faults": [], "notes": [], "is_workbook": False, "wrong_cells": []}


@pytest.fixture
def ours(unlimited_app: Flask) -> MadeClub:
    with unlimited_app.app_context():
        return make_club(parts().store)


@pytest.fixture
def theirs(unlimited_app: Flask, ours: MadeClub) -> MadeClub:
    with unlimited_app.app_context():
        return make_club(parts().store, "Rovers")


def ask(person: Person, method: str, path: str) -> TestResponse:
    return person.get(path) if method == "GET" else person.post(path, {"version": "1", "name": "Taken over"})


def plain(response: TestResponse) -> tuple[int, str]:
    """An answer without what differs each time: the token against forgery and the code of the error."""
    text = re.sub(r'value="[^"]{20,}"', "", response.get_data(as_text=True))
    return response.status_code, re.sub(r'<span class="num">\w{8}</span>', "", text)


def a_roster_of(app: Flask, club: MadeClub, role: Role) -> int:
    """An import that somebody of this role has begun; gives its number."""
    person = member_of(app, club, role)
    with app.app_context():
        found = sessions.find(tools(), person.token or "", parts().clock(), club=club.id)
        assert found is not None
        return begin_import(parts().store, found.actor, club.id, "theirs.csv", TABLE, parts().clock())


@pytest.mark.parametrize("role", [Role.PHYSIO, Role.GUARDIAN])
def test_only_coaches_and_administrators_write(unlimited_app: Flask, ours: MadeClub, role: Role) -> None:
    person = member_of(unlimited_app, ours, role)
    mine = a_roster_of(unlimited_app, ours, Role.ADMINISTRATOR)
    numbers = {"squad": ours.squads[0], "athlete": ours.athletes[0], "roster": mine}
    looking = {("GET", "/athletes/{athlete}/details")} if role is Role.PHYSIO else set()
    for method, path in (*WRITING_SQUADS, *ABOUT_ATHLETES, *BRINGING, *ABOUT_IMPORTS):
        if (method, path) not in looking:
            response = ask(person, method, path.format(**numbers))
            assert response.status_code == 404, f"{role} {method} {path}"
    for method, path in looking:
        text = good(ask(person, method, path.format(**numbers)))
        assert "Change the details" not in text
    if looking:
        assert "Bring a roster" not in good(person.get("/athletes"))
        assert "Make a squad" not in good(person.get("/squads"))


def test_a_coach_makes_no_squad_and_reaches_no_other(unlimited_app: Flask, ours: MadeClub) -> None:
    coach = member_of(unlimited_app, ours, Role.COACH)
    never = {"squad": NEVER, "athlete": NEVER, "roster": NEVER}
    others = {
        "squad": ours.squads[1],
        "athlete": ours.of_squad(1)[0],
        "roster": a_roster_of(unlimited_app, ours, Role.ADMINISTRATOR),
    }
    for method, path in (*WRITING_SQUADS, *ABOUT_ATHLETES, *ABOUT_IMPORTS):
        found = plain(ask(coach, method, path.format(**others)))
        assert found[0] == 404, path
        assert found == plain(ask(coach, method, path.format(**never))), path
    for path in (f"/athletes?squad={ours.squads[1]}", f"/athletes/roster.csv?squad={ours.squads[1]}"):
        assert coach.get(path).status_code == 404
    names = good(coach.get("/athletes")) + good(coach.get("/squads")) + coach.get("/athletes/roster.csv").text
    assert "Harriers athlete 1" in names
    assert "Harriers athlete 4" not in names
    assert "squad 2" not in names


def test_another_club_is_as_if_it_never_existed(
    unlimited_app: Flask, ours: MadeClub, theirs: MadeClub
) -> None:
    administrator = member_of(unlimited_app, ours, Role.ADMINISTRATOR)
    foreign = {
        "squad": theirs.squads[0],
        "athlete": theirs.athletes[0],
        "roster": a_roster_of(unlimited_app, theirs, Role.ADMINISTRATOR),
    }
    never = {"squad": NEVER, "athlete": NEVER, "roster": NEVER}
    for method, path in (*WRITING_SQUADS[2:], *ABOUT_ATHLETES, *ABOUT_IMPORTS):
        found = plain(ask(administrator, method, path.format(**foreign)))
        assert found[0] == 404, path
        assert found == plain(ask(administrator, method, path.format(**never))), path
    pages = ("/athletes", "/squads", "/squads/new", "/athletes/import", "/athletes/roster.csv")
    assert "Rovers" not in "".join(administrator.get(path).get_data(as_text=True) for path in pages)


def test_whoever_is_not_signed_in_is_asked_to(unlimited_app: Flask, ours: MadeClub) -> None:
    stranger = Person(unlimited_app, unlimited_app.test_client(), 0, None, "")
    for method, path in (("GET", "/squads"), ("GET", "/athletes"), ("POST", "/athletes"), *BRINGING):
        assert ask(stranger, method, path).headers["Location"].startswith("/sign-in"), path


def test_taking_a_roster_out_needs_a_fresh_proof(
    unlimited_app: Flask, ours: MadeClub, clock: StillClock
) -> None:
    coach = member_of(unlimited_app, ours, Role.COACH)
    assert coach.get("/athletes/roster.csv").status_code == 200
    clock.forward(minutes=6)
    assert coach.get("/athletes/roster.csv").status_code == 303


def test_a_coach_confirms_nothing_for_a_squad_that_was_taken_from_them(
    unlimited_app: Flask, ours: MadeClub
) -> None:
    coach = member_of(unlimited_app, ours, Role.COACH)
    administrator = member_of(unlimited_app, ours, Role.ADMINISTRATOR)
    path, text = previewed(coach, PASTED)
    form = good(administrator.get(f"/squads/{ours.squads[0]}/settings"))
    assert "checked" in form
    administrator.post(f"/squads/{ours.squads[0]}/settings", {"name": "Harriers squad 1", "version": "1"})
    ticks = {"revision": "2", "seen": re.findall(r'name="seen" value="(\w+)"', text)[0]}
    assert good(coach.post(f"{path}/confirm", ticks), 409)
    assert "You look after no squad yet" in good(coach.get("/squads"))


def test_an_import_of_a_coach_is_seen_and_taken_back_by_an_administrator(
    unlimited_app: Flask, ours: MadeClub
) -> None:
    coach = member_of(unlimited_app, ours, Role.COACH)
    path, text = previewed(coach)
    confirmed(coach, path, text)
    administrator = member_of(unlimited_app, ours, Role.ADMINISTRATOR)
    assert "by Harriers coach" in good(administrator.get("/athletes/import"))
    assert administrator.post(f"{path}/undo").status_code == 303
    assert coach.post(f"{path}/undo").status_code == 404


@pytest.mark.parametrize("role", [Role.COACH, Role.PHYSIO, Role.ADMINISTRATOR])
def test_every_link_on_the_pages_leads_somewhere_for_this_person(
    unlimited_app: Flask, ours: MadeClub, role: Role
) -> None:
    person = member_of(unlimited_app, ours, role)
    athlete = f"/athletes/{ours.athletes[0]}/details"
    pages = ["/squads", "/athletes", athlete] + ["/athletes/import"] * (role is not Role.PHYSIO)
    links = {
        link for path in pages for link in re.findall(r'<a [^>]*href="(/[^"#]*)"', person.get(path).text)
    }
    assert len(links) > 10
    assert {link: code for link in links if (code := person.get(link).status_code) != 200} == {}
