"""What the desk shows: the list, one case whole, its timeline, and nothing of it to anybody else."""

from __future__ import annotations

import re

from screening.domain.clubs import Purpose, Role
from tests.support.clubs import make_club
from tests.support.signing_in import member_of
from tests.web.cases.conftest import Desk, page_of, without_code
from tests.web.page_rules import MAX_RESULT_BYTES, faults_of

FORMS = (
    "tests",
    "move",
    "session",
    "decision",
    "questions",
    "class",
    "code",
    "note",
    "hold",
    "rung",
    "limits",
    "cap",
    "down",
    "restart",
    "responsible",
    "timeline",
    "link",
)


def test_the_list_shows_each_case_with_its_leg_stage_light_and_what_waits(desk: Desk) -> None:
    page = page_of(desk.person(Role.PHYSIO), "/cases")
    for words in (
        "Harriers athlete 1, left leg",
        "S4, Running progression",
        "Referred: a clinician lets the case go on",
        "Not in a stage yet: ask the red flags and sign the first move",
    ):
        assert words in page
    assert faults_of(page) == []


def test_the_list_says_what_is_pressing_in_a_case_that_is_due(desk: Desk) -> None:
    assert "Find out why." not in page_of(desk.person(Role.PHYSIO), "/cases?state=S4")
    desk.clock.forward(days=9)
    page = page_of(desk.person(Role.PHYSIO), "/cases?state=S4")
    assert "Find out why." in page


def test_the_list_is_narrowed_by_stage_and_squad_and_says_when_nothing_is_left(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    only = page_of(physio, "/cases?state=S4")
    assert "Harriers athlete 1" in only
    assert "Harriers athlete 2" not in only
    other_squad = page_of(physio, f"/cases?squad={desk.ward.club.squads[1]}")
    assert "No case is open here." in other_squad
    assert "No case has been closed yet." in page_of(physio, "/cases?show=closed")
    for nonsense in ("state=S9", "show=all", "squad=x", "page=99"):
        assert "Harriers athlete 1" in page_of(physio, f"/cases?{nonsense}")


def test_a_case_says_who_which_leg_where_it_stands_and_what_is_missing(desk: Desk) -> None:
    page = page_of(desk.person(Role.PHYSIO), desk.path("moderate"))
    for words in (
        "Harriers athlete 1, left hamstring",
        "S4, Running progression.",
        "Gate from S4 to S5",
        "Not tested",
        "Next: S5, High",
        "Has not agreed yet",
        "Clearance is given by a named person, not by software.",
        "The way so far",
        "Check-ins, last 14 days",
    ):
        assert words in page, words
    assert faults_of(page, MAX_RESULT_BYTES) == []


def test_holds_stand_in_banners_with_their_rule_and_who_may_lift_them(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    desk.send(physio, "moderate", "hold", stops="all", reason="Fever since the morning")
    page = page_of(physio, desk.path("moderate"))
    for words in ("Every load on the leg stops", "Fever since the morning.", "A physio or doctor lifts it."):
        assert words in page
    assert "Lift this hold" in page
    desk.clock.forward(days=4)
    silent = page_of(desk.person(Role.PHYSIO), desk.path("moderate"))
    assert "hold.HD1" in silent
    assert "It ends by itself with what is missing." in silent


def test_every_form_names_the_athlete_and_the_leg_and_keeps_the_rules_of_pages(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    for form in FORMS:
        page = page_of(physio, desk.path("moderate", form))
        assert "Left leg injured" in page, form
        assert "Harriers athlete 1" in page, form
        assert faults_of(page) == [], form


def test_cases_before_a_stage_and_after_a_referral_have_their_pages(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    for name in ("new", "referred"):
        assert faults_of(page_of(physio, desk.path(name)), MAX_RESULT_BYTES) == []
    assert faults_of(page_of(physio, desk.path("referred", "resume"))) == []


def test_an_act_that_is_none_is_not_found(desk: Desk) -> None:
    page_of(desk.person(Role.PHYSIO), desk.path("moderate", "clear"), 404)


def test_for_everybody_else_the_desk_does_not_exist(desk: Desk) -> None:
    for role in (Role.ATHLETE, Role.GUARDIAN, Role.COACH, Role.ADMINISTRATOR):
        person = desk.person(role)
        never = without_code(page_of(person, "/cases/99999", 404))
        for path in ("/cases", desk.path("moderate"), desk.path("moderate", "move")):
            assert without_code(page_of(person, path, 404)) == never
        assert desk.send(person, "moderate", "hold", stops="up", reason="Tight today").status_code == 404
    assert not desk.ward.row(desk.cases["moderate"]).is_held


def test_another_club_is_answered_as_if_the_case_had_never_existed(desk: Desk) -> None:
    other = make_club(desk.ward.store, "Rovers", at=desk.clock.time)
    stranger = member_of(desk.app, other, Role.DOCTOR)
    never = without_code(page_of(stranger, "/cases/99999", 404))
    for path in (desk.path("moderate"), desk.path("moderate", "move"), desk.path("moderate", "tests")):
        assert without_code(page_of(stranger, path, 404)) == never
    assert "Harriers" not in page_of(stranger, "/cases")


def test_who_takes_the_consent_back_closes_the_page_at_once(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    desk.ward.decide(0, Purpose.PHYSIO_CLINICAL, given=False)
    page_of(physio, desk.path("moderate"), 404)
    page_of(physio, desk.path("moderate", "note"), 404)
    assert desk.send(physio, "moderate", "note", text="Seen").status_code == 404
    assert "Harriers athlete 1" not in page_of(physio, "/cases")


def test_the_link_to_check_in_is_made_shown_and_ended_on_its_page(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    path = desk.path("moderate", "link")
    assert "No link works at the moment." in page_of(physio, path)
    assert physio.post(path, {"wish": "new"}).status_code == 303
    page = page_of(physio, path)
    assert faults_of(page) == []
    address = re.search(r'letters">http://[^/<]+(/check-in/[^<]+)<', page)
    assert address is not None, page
    opened = desk.app.test_client().get(address[1])
    assert opened.status_code == 200
    physio.post(path, {"wish": "end"})
    assert "No link works at the moment." in page_of(physio, path)
    assert desk.app.test_client().get(address[1]).status_code != 200


def test_no_address_of_the_desk_says_what_somebody_suffers_from(desk: Desk) -> None:
    page = page_of(desk.person(Role.PHYSIO), desk.path("moderate"))
    addresses = re.findall(r'(?:href|action)="([^"]+)"', page)
    words = re.compile("injur|pain|flag|grade|hamstring|red|Harriers", re.IGNORECASE)
    assert [one for one in addresses if "/cases" in one and words.search(one)] == []
