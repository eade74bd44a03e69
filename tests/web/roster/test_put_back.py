"""Somebody who was removed from the club is put back by hand, by whoever looks after the roster."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
import sqlalchemy as sa
from flask import Flask

from screening.domain.clubs import Role
from screening.store.tables import AthleteRow, AuditRow, InvitationRow
from screening.web.parts import parts
from tests.support.clubs import MadeClub, make_club
from tests.support.signing_in import Person, member_of, signed_in
from tests.web.roster.test_roster_pages import field, follow, good


@pytest.fixture
def club(app: Flask) -> MadeClub:
    with app.app_context():
        return make_club(parts().store)


def removed(person: Person, athlete_id: int) -> str:
    """Remove an athlete by hand; gives the address of the way back."""
    version = field(good(person.get(f"/athletes/{athlete_id}/details")), "version")
    follow(person, person.post(f"/athletes/{athlete_id}/remove", {"version": version, "reason": "left"}))
    return f"/athletes/{athlete_id}/back"


def as_asked(text: str) -> dict[str, str | list[str]]:
    """The form as it is offered."""
    squads = re.findall(r'name="squads" id="[^"]+" value="(\d+)" checked', text)
    key = re.search(r'name="club_key"[^>]* value="([^"]*)"', text)
    return {"version": field(text, "version"), "squads": squads, "club_key": key[1] if key else ""}


def test_a_removed_athlete_goes_back_to_the_squads_and_the_number_of_before(
    app: Flask, club: MadeClub
) -> None:
    coach, athlete = member_of(app, club, Role.COACH), club.athletes[1]
    back = removed(coach, athlete)
    assert f'href="{back}"' in good(coach.get("/athletes/left"))
    text = good(coach.get(back))
    sent = as_asked(text)
    assert sent["squads"] == [str(club.squads[0])]
    assert sent["club_key"] == "2"
    listed = follow(coach, coach.post(back, sent))
    assert "The athlete is back in the club" in listed
    assert "Harriers athlete 2" in listed
    assert coach.get(back).status_code == 404
    assert "Nobody has left" in good(coach.get("/athletes/left"))
    assert notes(app, club, athlete) == ["removed", "returned"]
    removed(coach, athlete)
    assert notes(app, club, athlete) == ["removed", "returned", "removed"]


def notes(app: Flask, club: MadeClub, athlete_id: int) -> list[str]:
    """What the audit says of the roster and this athlete."""
    with app.app_context(), parts().store.read(club=club.id) as tx:
        wanted = sa.select(AuditRow).where(AuditRow.athlete_id == athlete_id).order_by(AuditRow.id)
        return [row.detail["what"] for row in tx.scalars(wanted) if row.event == "roster_changed"]


def test_links_that_ended_stay_closed(app: Flask, club: MadeClub) -> None:
    administrator = member_of(app, club, Role.ADMINISTRATOR)
    with app.app_context(), parts().store.write(club=club.id) as tx:
        now = parts().clock()
        tx.add(
            InvitationRow(
                athlete_id=club.athletes[1],
                seed=b"s" * 32,
                token_digest="a" * 64,
                created_at=now,
                expires_at=now.replace(year=now.year + 1),
            )
        )
    back = removed(administrator, club.athletes[1])
    follow(administrator, administrator.post(back, as_asked(good(administrator.get(back)))))
    with app.app_context(), parts().store.read(club=club.id) as tx:
        kept = tx.scalars(sa.select(InvitationRow)).one()
        assert kept.revoked_at is not None
        assert tx.get_one(AthleteRow, club.athletes[1]).removed_at is None


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"club_key": "1"}, 400, "Somebody else in the club has this number now"),
        ({"squads": []}, 400, "Choose a squad of yours"),
        ({"squads": ["987654"]}, 400, "Choose squads from the list"),
        ({"version": "1"}, 409, "Somebody changed this athlete in the meantime"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(
    app: Flask, club: MadeClub, change: Mapping[str, str | list[str]], status: int, words: str
) -> None:
    coach = member_of(app, club, Role.COACH)
    back = removed(coach, club.athletes[1])
    sent = {**as_asked(good(coach.get(back))), **change}
    assert words in good(coach.post(back, sent), status)
    assert coach.get(back).status_code == 200


def test_somebody_of_the_same_name_who_came_meanwhile_is_asked_about(app: Flask, club: MadeClub) -> None:
    coach = member_of(app, club, Role.COACH)
    back = removed(coach, club.athletes[1])
    new = {"name": "Harriers athlete 2", "squads": [str(club.squads[0])]}
    follow(coach, coach.post("/athletes/new", new))
    sent = as_asked(good(coach.get(back)))
    assert "Is this somebody else" in good(coach.post(back, sent), 400)
    listed = follow(coach, coach.post(back, {**sent, "somebody_else": "yes"}))
    assert listed.count("Another athlete has this name") == 2


def test_nobody_else_sees_or_puts_back_who_left(app: Flask, club: MadeClub) -> None:
    administrator = member_of(app, club, Role.ADMINISTRATOR)
    back = removed(administrator, club.athletes[4])
    sent = as_asked(good(administrator.get(back)))
    with app.app_context():
        other = make_club(parts().store, "Rovers")
    strangers = [
        member_of(app, club, Role.COACH),  # the athlete was in the other squad
        signed_in(app, Role.COACH, club=club.id),
        member_of(app, club, Role.PHYSIO),
        member_of(app, club, Role.ATHLETE),
        member_of(app, other, Role.ADMINISTRATOR),
        member_of(app, other, Role.COACH),
    ]
    for person in strangers:
        never = person.get("/athletes/987654/back")
        assert person.get(back).status_code == never.status_code == 404
        assert person.post(back, sent).status_code == 404
        assert "Harriers athlete 5" not in person.get("/athletes/left").get_data(as_text=True)
    assert follow(administrator, administrator.post(back, sent))
