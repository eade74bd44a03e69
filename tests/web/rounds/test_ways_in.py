"""The wall, the tablet, the guardian and the second phone: who gets in, and what is left behind."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from screening.domain.clubs import ConsentBy, Purpose, Role
from screening.services.invitations_wall import MISSES_BY_ADDRESS, fits
from screening.store import Store
from screening.store.queries import athletes, audit, club_screenings, consents
from tests.support.clubs import MadeClub
from tests.support.signing_in import Person, member_of
from tests.web.people import HEALTHY
from tests.web.rounds.conftest import Phone, links_of, opened_round


def wall_of(coach: Person, number: int) -> str:
    found = re.search(r"/check/wall-[A-Za-z0-9_-]+", coach.get(f"/rounds/{number}/poster").text)
    assert found is not None
    return found[0]


def codes_of(coach: Person, number: int) -> dict[str, str]:
    page = coach.get(f"/rounds/{number}/codes").text
    return dict(re.findall(r'<th scope="row">(.+?)</th><td[^>]*>([0-9A-Z-]{9})</td>', page))


@pytest.fixture
def number(coach: Person, club: MadeClub) -> int:
    return opened_round(coach, club)


def test_a_tablet_goes_from_hand_to_hand_and_keeps_nothing(
    unlimited_app: Flask, store: Store, club: MadeClub, coach: Person, number: int
) -> None:
    wall, codes = wall_of(coach, number), codes_of(coach, number)
    tablet = Phone(unlimited_app)
    tablet.open(wall + "/tablet")
    tablet.send({})
    (name, code), (second, other_code) = list(codes.items())[:2]
    tablet.send({"code": code.lower(), "name": name})
    tablet.agree(tablet.path)
    first_question = tablet.path
    tablet.answer_all(HEALTHY)
    answers = tablet.path
    tablet.send({})
    assert tablet.path == wall + "/done"
    assert "Take your result along" in tablet.page
    assert not [seen for seen in tablet.seen if "/result/" in seen]
    tablet.send({})
    assert tablet.path == wall
    for gone in (first_question, answers, answers.rpartition("/")[0]):
        tablet.open(gone)
        assert tablet.status == 404, gone
    tablet.open(wall + "/done")
    assert tablet.path == wall
    with tablet.client.session_transaction() as kept:
        assert {key for key in kept if not key.startswith("csrf")} == {"tablet"}
    tablet.send({"code": other_code, "name": second})
    assert "Is this your name?" in tablet.page
    with store.read(club=club.id) as tx:
        assert len(club_screenings.screenings_of_round(tx, number)) == 1


def test_beginning_on_a_tablet_signs_its_user_out(unlimited_app: Flask, coach: Person, number: int) -> None:
    wall = wall_of(coach, number)
    assert coach.post(wall + "/tablet").status_code == 303
    assert coach.get(f"/rounds/{number}").status_code == 303
    assert coach.token is None


def test_the_page_behind_the_poster_names_nobody_and_slows_down_guessing(
    unlimited_app: Flask, club: MadeClub, coach: Person, number: int
) -> None:
    wall, codes = wall_of(coach, number), codes_of(coach, number)
    (name, code), (second, _) = list(codes.items())[:2]
    phone = Phone(unlimited_app)
    phone.open(wall)
    assert not [one for one in codes if one in phone.page]
    tries = ((code, second.replace("athlete 2", "zzz")), ("AAAA-AAAA", name), (code, ""), ("", name))
    for typed, who in tries:
        phone.send({"code": typed, "name": who})
        assert phone.status == 400
        assert "inv-" not in phone.page
    for _ in range(MISSES_BY_ADDRESS):
        phone.send({"code": "AAAA-AAAA", "name": name})
    assert phone.status == 429
    phone.send({"code": code, "name": name})
    assert phone.status == 429


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [
        ("Zoë", True),
        ("zoe müller", True),
        ("MUELLER ZOE", True),
        ("Max", False),
        ("", False),
        ("Zoe Max", False),
    ],
)
def test_a_name_fits_however_it_is_written(typed: str, is_right: bool) -> None:
    assert fits(typed, "Zoë Müller") is is_right


def test_a_link_alone_opens_no_answers_that_were_begun(
    unlimited_app: Flask, coach: Person, number: int
) -> None:
    link = links_of(coach, number)[0]
    own = Phone(unlimited_app)
    own.agree(link)
    begun = own.path
    own.open(begun.rpartition("/")[0] + "/later")
    code = re.search(r'class="code num">([0-9A-Z-]{9})<', own.page)
    assert code is not None
    own.open(link)
    assert own.path == begun
    other = Phone(unlimited_app)
    other.open(link)
    assert "Begun already" in other.page
    assert begun.split("/")[2] not in other.page
    other.open(link + "/agree?who=coach")
    assert "Begun already" in other.page
    other.send({"code": code[1]})
    assert other.path == begun


def test_answers_that_move_to_the_tablet_are_gone_from_it_with_the_next_athlete(
    unlimited_app: Flask, coach: Person, number: int
) -> None:
    own = Phone(unlimited_app)
    own.agree(links_of(coach, number)[0])
    begun = own.path
    code = re.search(r'class="code num">([0-9A-Z-]{9})<', own.open(begun.rpartition("/")[0] + "/later"))
    assert code is not None
    wall = wall_of(coach, number)
    tablet = Phone(unlimited_app)
    tablet.open(wall + "/tablet")
    tablet.send({})
    tablet.open("/resume")
    tablet.send({"code": code[1]})
    assert tablet.path == begun
    tablet.open(begun.rpartition("/")[0] + "/later")
    tablet.send({})
    assert tablet.path == wall
    tablet.open(begun)
    assert tablet.status == 404
    own.open(begun)
    assert own.status == 200


def test_beginning_anew_removes_what_was_answered_before(
    unlimited_app: Flask, coach: Person, number: int
) -> None:
    link = links_of(coach, number)[0]
    own = Phone(unlimited_app)
    own.agree(link)
    begun = own.path
    other = Phone(unlimited_app)
    other.open(link + "?again=1")
    other.send({"who": "athlete"})
    other.send({})
    assert other.path != begun
    own.open(begun)
    assert own.status == 404


def test_under_the_age_of_own_consent_a_guardian_comes_first(
    unlimited_app: Flask, store: Store, club: MadeClub, coach: Person, number: int
) -> None:
    child = club.athletes[0]
    with store.write(club=club.id) as tx:
        row = athletes.athlete(tx, child)
        assert row is not None
        row.birth_date, row.birth_year = "2016-02-28", 2016
    link = links_of(coach, number)[0]
    phone = Phone(unlimited_app)
    phone.open(link)
    assert 'value="athlete"' not in phone.page
    phone.post(link, [("who", "athlete")])
    assert phone.status == 400
    phone.open(link + "/agree?who=athlete")
    assert phone.path == link
    phone.send({"who": "guardian"})
    phone.send({"processing": "yes"})
    assert phone.status == 400
    assert "parental responsibility" in phone.page
    said = {
        "guardian_name": "Kim Berg",
        "guardian_email": "kim@example.org",
        "guardian_is_responsible": "yes",
    }
    phone.send({"processing": "yes", **said})
    assert phone.page_id == "age"
    with store.read(club=club.id) as tx:
        (row, *_) = consents.consent_history(tx, child)
        assert (row.purpose, row.by_whom, row.given) == (Purpose.PROCESSING, ConsentBy.GUARDIAN, True)
        assert "Kim Berg" in [one.name for one in athletes.guardians_of(tx, child)]
    later = Phone(unlimited_app)
    later.open(link + "?again=1")
    assert 'value="athlete"' in later.page


@pytest.mark.parametrize(
    ("birth_date", "may_athlete"), [("2013-11-14", True), ("2013-11-15", False), ("2013-11-13", True)]
)
def test_the_own_age_begins_on_the_birthday(
    unlimited_app: Flask,
    store: Store,
    club: MadeClub,
    coach: Person,
    number: int,
    birth_date: str,
    may_athlete: bool,
) -> None:
    with store.write(club=club.id) as tx:
        row = athletes.athlete(tx, club.athletes[0])
        assert row is not None
        row.birth_date, row.birth_year = birth_date, 2013
    phone = Phone(unlimited_app)
    phone.open(links_of(coach, number)[0])
    assert ('value="athlete"' in phone.page) is may_athlete


def test_looking_changes_nothing(
    unlimited_app: Flask, store: Store, club: MadeClub, coach: Person, number: int
) -> None:
    link, wall = links_of(coach, number)[0], wall_of(coach, number)

    def state() -> tuple[object, ...]:
        with store.engine.connect() as connection:
            names = [one for one in sa.inspect(connection).get_table_names() if one != "sign_in"]
            return tuple(tuple(connection.execute(sa.text(f'SELECT * FROM "{one}"'))) for one in names)  # noqa: S608

    before = state()
    scanner = unlimited_app.test_client()
    for _ in range(25):
        for path in (link, link + "/agree?who=athlete", wall, wall + "/tablet"):
            assert scanner.get(path).status_code == 200
    for page in ("", "/cards", "/links", "/codes", "/poster"):
        assert coach.get(f"/rounds/{number}{page}").status_code == 200
    assert coach.get("/outbox").status_code == 200
    assert state() == before


PAGES = ("", "/cards", "/links", "/codes", "/poster")
DEEDS = (
    "/extend",
    "/close",
    "/schedule",
    "/invite",
    "/mail",
    "/invitations/1/revoke",
    "/invitations/1/renew",
)


def test_nobody_else_reaches_a_round(
    unlimited_app: Flask, store: Store, club: MadeClub, other_club: MadeClub, coach: Person, number: int
) -> None:
    strangers = [
        member_of(unlimited_app, other_club, Role.COACH),
        member_of(unlimited_app, club, Role.ADMINISTRATOR),
        member_of(unlimited_app, club, Role.ATHLETE),
    ]
    with store.read(club=club.id) as tx:
        before = len(audit.entries_of_club(tx))
    for person in strangers:
        for page in PAGES:
            found, never = person.get(f"/rounds/{number}{page}"), person.get(f"/rounds/999{page}")
            assert found.status_code == never.status_code == 404
            assert without_code(found.text) == without_code(never.text)
        for deed in DEEDS:
            assert person.post(f"/rounds/{number}{deed}", {"closes": "2026-11-20"}).status_code == 404
    sent = {"squad": str(club.squads[1]), "name": "x", "opens": "2026-11-14", "closes": "2026-11-15"}
    assert coach.post("/rounds/new", sent).status_code == 404
    with store.read(club=club.id) as tx:
        assert len(audit.entries_of_club(tx)) == before


def without_code(page: str) -> str:
    """An error page without its own random code."""
    return re.sub(r'class="num">\w+<|/rounds/\d+', "", page)


def test_every_paper_names_the_last_day_of_the_round(coach: Person, number: int) -> None:
    for page in ("", "/cards", "/poster"):
        text = coach.get(f"/rounds/{number}{page}").text
        assert "20 November 2026" in text, page
        assert "21 November 2026" not in text, page


def test_where_phones_cannot_reach_the_service_the_papers_say_so(coach: Person, number: int) -> None:
    warning, papers = "No phone can open these addresses yet.", ("/cards", "/links", "/poster")
    assert all(warning in coach.get(f"/rounds/{number}{paper}").text for paper in papers)
    extensions = coach.client.application.extensions
    reached = replace(extensions["screening"].settings, site_address="https://screening.example")
    extensions["screening"] = replace(extensions["screening"], settings=reached)
    assert not any(warning in coach.get(f"/rounds/{number}{paper}").text for paper in papers)


def test_what_cannot_be_a_round_is_said_beside_its_field(coach: Person, club: MadeClub) -> None:
    fine = {
        "squad": str(club.squads[0]),
        "name": "x",
        "opens": "2026-11-14",
        "closes": "2026-11-15",
        "repeat": "",
    }
    wrong = (
        {"squad": "no"},
        {"name": " "},
        {"opens": "14.11.2026"},
        {"opens": "2026-11-01"},
        {"closes": "2026-11-13"},
        {"closes": "2026-12-25"},
        {"repeat": "3"},
    )
    for change in wrong:
        answer = coach.post("/rounds/new", {**fine, **change})
        assert answer.status_code == 400, change
        assert f'id="{next(iter(change))}-error"' in answer.text, change
