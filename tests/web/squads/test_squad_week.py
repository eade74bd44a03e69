"""Training days of a squad: who may say them, what is refused, and the programme that is made on them."""

from __future__ import annotations

import itertools
import re

import pytest
from flask import Flask

from screening.domain.clubs import Role
from screening.store.queries import athletes
from screening.web.parts import parts
from tests.support.clubs import MadeClub, make_club
from tests.support.kept_squads import add_athlete
from tests.support.signing_in import Person, member_of
from tests.web.page_rules import faults_of
from tests.web.still_clock import NOW, StillClock

NUMBERS = itertools.count(1)
WISH = {"days": ["2", "4"], "kit": ["partner"], "match-1": "2026-11-21", "version": "1"}


@pytest.fixture
def club(squads_app: Flask) -> MadeClub:
    with squads_app.app_context():
        store = parts().store
    made = make_club(store, f"Weeks {next(NUMBERS)}", squads=2, athletes_per_squad=0, at=NOW)
    with store.write(club=made.id) as tx:
        add_athlete(tx, made.squads[0], "Ana Reyes", NOW)
    return made


@pytest.fixture
def coach(squads_app: Flask, club: MadeClub) -> Person:
    return member_of(squads_app, club, Role.COACH)


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def path_of(club: MadeClub) -> str:
    return f"/squads/{club.squads[0]}"


def test_the_programme_stands_on_the_days_that_were_chosen(club: MadeClub, coach: Person) -> None:
    before = coach.get(path_of(club)).get_data(as_text=True)
    assert "Choose the training days" in before
    saved = coach.post(f"{path_of(club)}/week", WISH)
    assert saved.status_code == 303
    words = plain(coach.get(path_of(club)).get_data(as_text=True))
    assert "Everybody, this week Tuesday" in words
    assert "Tuesday and Thursday, straight after the warm-up" in words or "Tuesday, straight after" in words
    assert "Change the training days" in words
    form = coach.get(f"{path_of(club)}/week").get_data(as_text=True)
    assert re.search(r'value="2" checked', form)
    assert 'value="2026-11-21"' in form
    assert "The programme began on 9 November 2026" in form
    assert faults_of(form) == []


def test_the_programme_goes_on_from_its_first_week_unless_it_is_to_start_again(
    club: MadeClub, coach: Person, still: StillClock
) -> None:
    coach.post(f"{path_of(club)}/week", WISH)
    still.forward(days=21)
    coach = member_of(coach.app, club, Role.COACH)
    coach.post(f"{path_of(club)}/week", {**WISH, "version": "2"})
    assert "began on 9 November 2026" in coach.get(f"{path_of(club)}/week").get_data(as_text=True)
    coach.post(f"{path_of(club)}/week", {**WISH, "version": "3", "starts_again": "yes"})
    assert "began on 30 November 2026" in coach.get(f"{path_of(club)}/week").get_data(as_text=True)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"days": []}, "Choose at least one day"),
        ({"days": ["0", "8", "x"]}, "Choose at least one day"),
        ({"match-2": "28.11.2026"}, "as year-month-day"),
        ({"match-2": "2031-01-01"}, "within a year"),
        ({"version": "7"}, "changed in another window"),
        ({"version": "x"}, "changed in another window"),
    ],
)
def test_what_cannot_be_used_is_said_beside_the_field(
    club: MadeClub, coach: Person, changes: dict[str, str | list[str]], said: str
) -> None:
    refused = coach.post(f"{path_of(club)}/week", {**WISH, **changes})
    assert refused.status_code == 400
    html = refused.get_data(as_text=True)
    assert said in html
    assert faults_of(html) == []
    assert "Choose the training days" in coach.get(path_of(club)).get_data(as_text=True)


def test_only_known_days_and_kit_are_kept_and_nothing_else_of_the_squad(
    squads_app: Flask, club: MadeClub, coach: Person
) -> None:
    more = {
        "kit": ["partner", "<b>", "gold"],
        "name": "Mine now",
        "club_id": "1",
        "sport": "x",
        "archived_at": "1",
    }
    coach.post(f"{path_of(club)}/week", {**WISH, **more, "days": ["4", "4", "9", "2"]})
    with squads_app.app_context():
        store = parts().store
    with store.read(club=club.id) as tx:
        row = athletes.squad(tx, club.squads[0])
        assert row is not None
        assert row.week == {
            "days": [2, 4],
            "kit": ["partner"],
            "matches": ["2026-11-21"],
            "started_on": "2026-11-09",
        }
        assert (row.name, row.sport, row.archived_at) == (f"{club.name} squad 1", "football", None)


def test_who_may_not_see_the_squad_may_not_say_its_days(
    squads_app: Flask, club: MadeClub, coach: Person
) -> None:
    with squads_app.app_context():
        store = parts().store
    stranger = make_club(store, f"Others {next(NUMBERS)}", squads=1, athletes_per_squad=0, at=NOW)
    refused = (Role.ADMINISTRATOR, Role.ATHLETE, Role.GUARDIAN)
    people = [member_of(squads_app, club, role) for role in refused]
    people += [member_of(squads_app, stranger, role) for role in Role]
    for person in people:
        assert person.get(f"{path_of(club)}/week").status_code == 404
        assert person.post(f"{path_of(club)}/week", WISH).status_code == 404
    assert coach.post(f"/squads/{club.squads[1]}/week", WISH).status_code == 404
    assert coach.client.post(f"{path_of(club)}/week", data=WISH).status_code == 400
    assert "Choose the training days" in coach.get(path_of(club)).get_data(as_text=True)
