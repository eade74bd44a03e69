"""A parent or guardian is added to a young athlete by hand, and taken away again."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import sqlalchemy as sa
from flask import Flask

from screening.domain.clubs import Role
from screening.store.queries import athletes
from screening.store.tables import AthleteRow, AuditRow
from screening.web.parts import parts
from tests.support.clubs import MadeClub, make_club
from tests.support.signing_in import Person, member_of
from tests.web.roster.test_roster_pages import follow, good

PARENT = {"guardian_name": "Rosa Vale", "guardian_email": "rosa@example.org"}


@pytest.fixture
def club(app: Flask) -> MadeClub:
    with app.app_context():
        made = make_club(parts().store)
        with parts().store.write(club=made.id) as tx:
            tx.get_one(AthleteRow, made.athletes[2]).birth_year = parts().clock().year - 13
        return made


@pytest.fixture
def child(club: MadeClub) -> str:
    """The address of the child's details."""
    return f"/athletes/{club.athletes[2]}/details"


def guardians(app: Flask, club: MadeClub, athlete_id: int) -> list[tuple[str, str]]:
    with app.app_context(), parts().store.read(club=club.id) as tx:
        return [(one.name, one.email) for one in athletes.guardians_of(tx, athlete_id)]


def adding(child: str) -> str:
    return child.replace("details", "guardians")


@pytest.mark.parametrize("role", [Role.COACH, Role.ADMINISTRATOR])
def test_whoever_looks_after_the_roster_adds_a_guardian(
    app: Flask, club: MadeClub, child: str, role: Role
) -> None:
    person = member_of(app, club, role)
    assert "Name of the parent or guardian" in good(person.get(child))
    text = follow(person, person.post(adding(child), PARENT))
    assert "The parent or guardian is added" in text
    assert ("Rosa Vale" in text) == (role is Role.ADMINISTRATOR)
    follow(person, person.post(adding(child), {**PARENT, "guardian_email": "ROSA@example.org"}))
    assert guardians(app, club, club.athletes[2]) == [("Rosa Vale", "rosa@example.org")]
    assert notes(app, club) == ["guardian_added"]


def notes(app: Flask, club: MadeClub) -> list[str]:
    with app.app_context(), parts().store.read(club=club.id) as tx:
        rows = tx.scalars(sa.select(AuditRow).where(AuditRow.event == "roster_changed").order_by(AuditRow.id))
        return [row.detail["what"] for row in rows]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"guardian_name": " "}, "guardian_name"),
        ({"guardian_name": "R" * 200}, "guardian_name"),
        ({"guardian_email": ""}, "guardian_email"),
        ({"guardian_email": "rosa@"}, "guardian_email"),
        ({"guardian_email": "rosa@example.org, eve@example.org"}, "guardian_email"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    app: Flask, club: MadeClub, child: str, typed: dict[str, str], field: str
) -> None:
    coach = member_of(app, club, Role.COACH)
    text = good(coach.post(adding(child), {**PARENT, **typed}), 400)
    assert f'id="{field}-error"' in text
    kept = PARENT["guardian_email" if field == "guardian_name" else "guardian_name"]
    assert f'value="{kept}"' in text
    assert guardians(app, club, club.athletes[2]) == []


def test_nobody_answers_for_an_athlete_who_decides_alone(app: Flask, club: MadeClub) -> None:
    coach, path = member_of(app, club, Role.COACH), f"/athletes/{club.athletes[0]}/details"
    assert "Name of the parent or guardian" not in good(coach.get(path))
    text = coach.post(adding(path), PARENT)
    assert text.status_code == 400
    assert guardians(app, club, club.athletes[0]) == []
    with app.app_context(), parts().store.write(club=club.id) as tx:
        tx.get_one(AthleteRow, club.athletes[0]).birth_year = None
    assert "Name of the parent or guardian" in good(coach.get(path))
    follow(coach, coach.post(adding(path), PARENT))
    assert len(guardians(app, club, club.athletes[0])) == 1


def test_a_guardian_is_taken_away_by_whoever_sees_the_name(app: Flask, club: MadeClub, child: str) -> None:
    administrator, coach = member_of(app, club, Role.ADMINISTRATOR), member_of(app, club, Role.COACH)
    text = follow(administrator, administrator.post(adding(child), PARENT))
    number = re.findall(r'name="guardian" value="(\d+)"', text)[0]
    assert 'name="guardian"' not in good(coach.get(child))
    assert coach.post(f"{adding(child)}/end", {"guardian": number}).status_code == 404
    elsewhere = f"/athletes/{club.athletes[0]}/guardians/end"
    assert administrator.post(elsewhere, {"guardian": number}).status_code == 404
    text = follow(administrator, administrator.post(f"{adding(child)}/end", {"guardian": number}))
    assert "Rosa Vale" not in text
    assert notes(app, club) == ["guardian_added", "guardian_ended"]


def test_nobody_else_adds_one(app: Flask, club: MadeClub, child: str) -> None:
    with app.app_context():
        other = make_club(parts().store, "Rovers", at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
    strangers: list[Person] = [
        member_of(app, club, Role.PHYSIO),
        member_of(app, club, Role.ATHLETE),
        member_of(app, club, Role.GUARDIAN),
        member_of(app, other, Role.COACH),
        member_of(app, other, Role.ADMINISTRATOR),
    ]
    for person in strangers:
        assert person.post(adding(child), PARENT).status_code == 404
    coach = member_of(app, club, Role.COACH)
    of_others = f"/athletes/{club.athletes[4]}/guardians"
    assert coach.post(of_others, PARENT).status_code == 404
    assert guardians(app, club, club.athletes[2]) == []
