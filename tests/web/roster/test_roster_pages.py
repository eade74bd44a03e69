"""The pages about squads, athletes and rosters: they work, without script, for those who may."""

from __future__ import annotations

import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from screening.domain.clubs import Role
from screening.web.parts import parts
from tests.support.clubs import MadeClub, make_club
from tests.support.signing_in import Person, csrf_token, member_of
from tests.web.page_rules import faults_of, header_faults

PASTED = (
    "Name\tDate of birth\tClub number\tSquad\n"
    "Ana Lopez\t2004-05-06\tA7\tHarriers squad 1\n"
    "Ana Lopéz\t2006-02-01\tA8\tHarriers squad 1\n"
    "Bo Lind\t13 March 2005\tA9\tHarriers squad 1\n"
)


@pytest.fixture
def club(app: Flask) -> MadeClub:
    with app.app_context():
        return make_club(parts().store)


@pytest.fixture
def coach(app: Flask, club: MadeClub) -> Person:
    return member_of(app, club, Role.COACH)


@pytest.fixture
def administrator(app: Flask, club: MadeClub) -> Person:
    return member_of(app, club, Role.ADMINISTRATOR)


def good(response: TestResponse, status: int = 200) -> str:
    """The text of a page that keeps to the rules for pages."""
    text = response.get_data(as_text=True)
    assert response.status_code == status, text[:3000]
    assert faults_of(text) == []
    assert header_faults(dict(response.headers)) == []
    assert response.headers["Cache-Control"] == "no-store"
    return text


def follow(person: Person, response: TestResponse) -> str:
    assert response.status_code == 303, response.get_data(as_text=True)[:3000]
    return good(person.get(response.headers["Location"]))


def field(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found, name
    return found[1]


def columns_path(person: Person, pasted: str = PASTED) -> str:
    response = person.post("/athletes/import", {"pasted": pasted})
    assert response.status_code == 303, response.get_data(as_text=True)
    return response.headers["Location"]


def suggested(page: str) -> dict[str, str | list[str]]:
    """What each column is taken to hold."""
    found: dict[str, str | list[str]] = {}
    for name, options in re.findall(
        r'<select class="in wide" id="(column-\d+)"(.*?)</select>', page, re.DOTALL
    ):
        held = re.search(r'value="([a-z_]*)" selected', options)
        found[name] = held[1] if held else ""
    return found


def previewed(person: Person, pasted: str = PASTED, **more: str | list[str]) -> tuple[str, str]:
    """Address and text of the preview, with the columns as they were suggested."""
    path = columns_path(person, pasted)
    page = good(person.get(path))
    fields = suggested(page)
    sent = person.post(path, {**fields, "revision": field(page, "revision"), **more})
    assert sent.status_code == 303, sent.get_data(as_text=True)
    return sent.headers["Location"], good(person.get(sent.headers["Location"]))


def confirmed(person: Person, path: str, text: str) -> str:
    ticks = re.findall(r'name="accepted" id="[^"]+" value="([^"]+)"', text)
    sent = {"revision": field(text, "revision"), "seen": field(text, "seen"), "accepted": ticks}
    return follow(person, person.post(f"{path}/confirm", sent))


def test_a_coach_brings_a_pasted_roster_and_takes_it_back(coach: Person) -> None:
    path, text = previewed(coach)
    assert "<b>3</b> new" in text
    assert "Names that look the same" in text
    assert "3 added, 0 changed, 0 removed" in confirmed(coach, path, text)
    athletes = good(coach.get("/athletes"))
    assert athletes.count("Another athlete has this name") == 2
    assert "The import is taken back" in follow(coach, coach.post(f"{path}/undo"))
    assert "Ana Lopez" not in good(coach.get("/athletes"))
    assert "Taken back on" in good(coach.get("/athletes/import"))


def test_what_was_chosen_for_a_column_is_suggested_next_time(coach: Person) -> None:
    odd = "Who\tWhen\nUma Ott\t2004-05-06\n"
    path = columns_path(coach, odd)
    revision = field(coach.get(path).get_data(as_text=True), "revision")
    sent = coach.post(
        path, {"column-1": "name", "column-2": "birth_date", "revision": revision, "default_squad": "1"}
    )
    preview_path = sent.headers["Location"]
    confirmed(coach, preview_path, coach.get(preview_path).get_data(as_text=True))
    again = good(coach.get(columns_path(coach, odd)))
    assert again.count("as last time") == 2
    assert 'value="birth_date" selected' in again


def test_an_order_of_dates_is_asked_for_and_never_guessed(coach: Person) -> None:
    path = columns_path(coach, "Name\tBorn\nUma Ott\t03/04/2004\n")
    page = good(coach.get(path))
    assert "could be two dates" in page
    fields = {"column-1": "name", "column-2": "birth_date", "default_squad": "1"}
    refused = coach.post(path, {**fields, "revision": "1"})
    assert "Choose whether day or month comes first" in good(refused, 400)
    taken = coach.post(path, {**fields, "revision": "1", "date_order": "month_first"})
    assert "born 4 March 2004" in follow(coach, taken)


def test_a_wrong_row_is_named_with_its_column_value_and_reason(coach: Person) -> None:
    path, text = previewed(coach, PASTED + "Cy Roe\t1999-13-45\tA10\tHarriers squad 1\n")
    assert "<b>1</b> not taken" in text
    row = re.search(r"<tr><th scope=\"row\">5</th>.*?</tr>", text)
    assert row is not None
    assert "Date of birth" in row[0]
    assert "1999-13-45" in row[0]
    sent = {"revision": field(text, "revision"), "seen": field(text, "seen")}
    assert "tick every box" in good(coach.post(f"{path}/confirm", sent), 400)
    assert "3 added" in confirmed(coach, path, text)


def test_a_squad_of_somebody_else_is_out_of_reach_of_a_file(coach: Person) -> None:
    _, text = previewed(
        coach, PASTED + "Cy Roe\t2001-03-05\tA10\tHarriers squad 2\nDee Fox\t\t4\t\n", default_squad="1"
    )
    assert "You look after no squad of this name" in text
    assert "Somebody outside your squads has this number" in text


def test_a_near_match_waits_for_a_person(coach: Person, club: MadeClub) -> None:
    path, text = previewed(
        coach, "Name\tYear of birth\nHarriers Athlete 2\t2000\nUma Ott\t2001\n", default_squad="1"
    )
    assert "For you to decide" in text
    assert "First decide about the 1 row above" in text
    sent = {"revision": field(text, "revision"), "row-2": f"same-{club.athletes[1]}"}
    text = follow(coach, coach.post(f"{path}/decisions", sent))
    assert "<b>1</b> the same" in text or "<b>1</b> changed" in text
    assert "added" in confirmed(coach, path, text)


def test_a_roster_that_was_taken_out_changes_nothing_when_it_comes_back(administrator: Person) -> None:
    for ending in ("csv", "xlsx"):
        taken = administrator.get(f"/athletes/roster.{ending}")
        assert taken.status_code == 200
        assert re.fullmatch(
            r'attachment; filename="roster-[\d-]+\.\w+"', taken.headers["Content-Disposition"]
        )
        token = csrf_token(administrator.app, administrator.client)
        sent = administrator.client.post(
            "/athletes/import",
            data={"csrf_token": token, "file": (io.BytesIO(taken.data), f"roster.{ending}")},
        )
        path = sent.headers["Location"]
        page = good(administrator.get(path))
        text = follow(administrator, administrator.post(path, {**suggested(page), "revision": "1"}))
        assert "<b>6</b> the same" in text
        assert "There is nothing to write" in text


def test_a_coach_takes_out_no_address_and_no_whole_date(coach: Person) -> None:
    text = coach.get("/athletes/roster.csv").get_data(as_text=True)
    assert text.count("\r\n") == 4
    assert "@" not in text


def test_a_roster_may_have_six_megabytes_and_any_other_form_one(
    coach: Person,
) -> None:
    token = csrf_token(coach.app, coach.client)

    def send(client: FlaskClient, path: str, size: int) -> int:
        body = _multipart(token, b"a" * size)
        return client.post(path, data=body, content_type="multipart/form-data; boundary=cut").status_code

    assert send(coach.client, "/athletes/import", 7 << 20) == 413
    assert send(coach.client, "/athletes/import", 3 << 20) == 400
    assert send(coach.client, "/athletes", 3 << 20) == 413
    assert send(coach.app.test_client(), "/athletes/import", 3 << 20) == 413


def _multipart(token: str, file: bytes) -> bytes:
    head = b'--cut\r\nContent-Disposition: form-data; name="'
    part = head + b'file"; filename="x.csv"\r\n\r\n' + file + b"\r\n"
    return head + b'csrf_token"\r\n\r\n' + token.encode() + b"\r\n" + part + b"--cut--\r\n"


def test_a_pasted_table_may_be_longer_than_other_fields(coach: Person) -> None:
    rows = "".join(
        f"Runner {'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10 % 10]}{'uvwxyzabcd'[n // 100]}\t{n}\n"
        for n in range(1000)
    )
    path = columns_path(coach, "Name\tClub number\n" + rows * 1 + "\n" * 60_000)
    assert "1000 rows" in good(coach.get(path))


def test_an_administrator_makes_renames_archives_and_takes_back_a_squad(
    administrator: Person, club: MadeClub
) -> None:
    good(administrator.get("/squads"))
    good(administrator.get("/squads/new"))
    assert "There is a squad of this name already" in good(
        administrator.post("/squads/new", {"name": "harriers SQUAD 1"}), 400
    )
    coach = str(club.memberships[Role.COACH])
    made = administrator.post("/squads/new", {"name": "Under 19", "sport": "futsal", "coaches": [coach]})
    assert "Under 19" in follow(administrator, made)
    path = re.findall(r'href="(/squads/\d+/settings)"', good(administrator.get("/squads")))[-1]
    form = good(administrator.get(path))
    first = administrator.post(path, {"name": "Under 20", "version": field(form, "version")})
    assert "Under 20" in follow(administrator, first)
    stale = administrator.post(path, {"name": "Under 21", "version": field(form, "version")})
    text = good(stale, 409)
    assert "Kept now: Under 20" in text
    assert 'value="Under 21"' in text
    version = field(good(administrator.get(path)), "version")
    archived = administrator.post(path.replace("settings", "archive"), {"version": version})
    text = follow(administrator, archived)
    assert "Archived" in text
    back = administrator.post(path.replace("settings", "take-back"), {"version": field(text, "version")})
    text = follow(administrator, back)
    assert "in use again" in text
    version = field(good(administrator.get(path)), "version")
    follow(administrator, administrator.post(path.replace("settings", "take-back"), {"version": version}))
    unchanged = field(good(administrator.get(path)), "version")
    assert unchanged == version, "a squad in use is not taken back"


def test_an_athlete_is_added_changed_and_removed_by_hand(coach: Person, club: MadeClub) -> None:
    good(coach.get("/athletes/new"))
    squad = str(club.squads[0])
    fields = {"name": "Harriers athlete 1", "birth": "2003", "club_key": "N1", "squads": [squad]}
    asked = good(coach.post("/athletes/new", fields), 400)
    assert "Is this somebody else" in asked
    follow(coach, coach.post("/athletes/new", {**fields, "somebody_else": "yes"}))
    listed = good(coach.post("/athletes", {"search": "n1"}))
    assert "Nobody of this name" in listed
    listed = good(coach.post("/athletes", {"search": "N1"}))
    path = re.findall(r'href="(/athletes/\d+/details)"', listed)[0]
    form = good(coach.get(path))
    version = field(form, "version")
    assert "Names that look the same" in form
    new = {"name": "Kim Vale", "birth": "", "club_key": "N2", "squads": [squad], "version": version}
    follow(coach, coach.post(path, new))
    text = good(coach.post(path, {**new, "name": "Kim Wale"}), 409)
    assert all(words in text for words in ("Kept now", 'value="Kim Wale"', "Born 2003"))
    version = field(text, "version")
    assert "Choose why" in good(coach.post(path.replace("details", "remove"), {"version": version}), 400)
    gone = coach.post(path.replace("details", "remove"), {"version": version, "reason": "left"})
    assert "Kim Vale" not in follow(coach, gone)
    assert coach.get(path).status_code == 404


def test_a_name_that_is_looked_for_never_stands_in_an_address(coach: Person) -> None:
    text = good(coach.get("/athletes"))
    forms = re.findall(r'<form method="(\w+)" action="/athletes"', text)
    assert forms == ["post"]


def test_a_full_page_of_athletes_stays_small(coach: Person) -> None:
    rows = "".join(f"{word} van der Westhuizen\tKEY{word}\n" for word in _words(130))
    path, text = previewed(coach, "Name\tClub number\n" + rows, default_squad="1")
    assert "<b>130</b> new" in text
    third = good(coach.get(f"{path}?list=adds&page=3"))
    assert third.count("<li><div>") == 30
    confirmed(coach, path, text)
    first, last = good(coach.get("/athletes")), good(coach.get("/athletes?page=3"))
    assert "133 athletes, page 1 of 3" in first
    assert (first.count("Details"), last.count("Details")) == (50, 33)
    found = good(coach.post("/athletes", {"search": "westhuizen", "page": "2"}))
    assert "130 athletes, page 2 of 3" in found
    assert good(coach.get("/athletes?page=99999999&squad=1"))


def _words(count: int) -> list[str]:
    return ["".join("abcdefghij"[int(digit)] for digit in f"{number:04d}").title() for number in range(count)]
