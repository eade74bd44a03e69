"""The examination on the desk: entered first, in words of its own, and never in silence."""

from __future__ import annotations

from html import unescape

import sqlalchemy as sa

from screening.domain.case.events import TestRecorded
from screening.domain.case.words import State
from screening.domain.clubs import Role
from screening.store.tables.account import AccountRow
from tests.support.case_lives import rules
from tests.web.cases.conftest import Desk, page_of
from tests.web.page_rules import faults_of

DAY = "2026-11-14"


def test_a_new_case_begins_with_the_examination_and_a_staged_one_with_its_stage(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    assert "Enter the examination" in page_of(physio, desk.path("new"))
    page = unescape(page_of(physio, desk.path("new", "tests")))
    assert faults_of(page) == []
    assert "<h1>Examination</h1>" in page
    assert 'aria-current="page">Examination</a>' in page
    for test in rules().examination.tests:
        assert rules().tests[test].name in page
    for words in ("Gap felt", "None felt", "Deficit found", "Looking and feeling"):
        assert words in page
    staged = page_of(physio, desk.path("moderate", "tests"))
    assert "<h1>Examination</h1>" not in staged
    assert "stage=examination" in staged
    assert "Enter tests" in page_of(physio, desk.path("moderate"))


def test_results_are_kept_as_tests_and_stand_in_their_own_words(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    kept = desk.send(
        physio,
        "new",
        "tests?stage=examination",
        day=DAY,
        palpable_gap__passed="yes",
        slump__passed="no",
        slump__note="Eases with the head up",
        tender_length__number="7,5",
    )
    assert kept.status_code == 303
    newest = [one.body for one in desk.ward.log(desk.cases["new"]) if isinstance(one.body, TestRecorded)]
    assert {one.test for one in newest} == {"palpable_gap", "slump", "tender_length"}
    page = unescape(page_of(physio, kept.location))
    assert faults_of(page) == []
    assert desk.state("new") is State.TRIAGE
    for words in (
        "Gap in the muscle: none felt",
        "Length of the tender area: 7.5 cm",
        "Slump test: positive",
    ):
        assert words in page
    assert "The pain may come from the back or a nerve" in page
    assert "It refers the case" not in page
    csv = physio.get(f"{desk.path('new')}/tests.csv").get_data(as_text=True)
    assert "none felt" in csv
    bundle = physio.get(f"{desk.path('new')}/fhir.json").get_data(as_text=True)
    assert '"text":"none felt"' in bundle.replace('": "', '":"')


def test_a_gap_refers_the_case_and_the_page_says_why(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    kept = desk.send(physio, "new", "tests?stage=examination", day=DAY, palpable_gap__passed="no")
    page = unescape(page_of(physio, kept.location))
    assert desk.state("new") is State.REFERRED
    assert "What was found refers the case." in page
    assert "Gap in the muscle: gap felt" in page
    assert "It refers the case: a doctor looks within 48 to 72 hours" in page
    assert "finding.gap" in page
    number = desk.ward.row(desk.cases["new"]).version - 1
    correcting = page_of(physio, desk.path("new", f"tests?corrects={number}"))
    assert "Correct a result" in correcting
    assert faults_of(correcting) == []


def test_half_a_result_is_pointed_at_and_nothing_is_kept(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    wrong = desk.send(
        physio, "new", "tests?stage=examination", day=DAY, tendon_tests__number="4", slump__passed="no"
    )
    page = unescape(wrong.get_data(as_text=True))
    assert wrong.status_code == 400
    assert "Tendon tests that bring on the pain: type a number from 0 to 3" in page
    assert faults_of(page) == []
    assert not [one for one in desk.ward.log(desk.cases["new"]) if isinstance(one.body, TestRecorded)]


def test_a_coach_does_not_see_or_enter_an_examination(desk: Desk) -> None:
    coach = desk.person(Role.COACH)
    assert coach.get(desk.path("new", "tests?stage=examination")).status_code in {403, 404}
    sent = desk.send(coach, "new", "tests?stage=examination", day=DAY, palpable_gap__passed="no")
    assert sent.status_code in {403, 404}
    assert desk.state("new") is State.TRIAGE


def test_a_physio_refused_a_milder_grade_learns_who_can_and_where_to_write(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    assert "Only a doctor makes it milder." in page_of(physio, desk.path("moderate", "class"))
    asked = {"severity": "G0", "recurrent": "no"}
    page = unescape(desk.send(physio, "moderate", "class", **asked).get_data(as_text=True))
    assert "Only a doctor makes a grade milder" in page
    assert "In this club this is for" in page
    assert f'href="{desk.path("moderate", "note")}"' in page
    assert faults_of(page) == []
    without_doctor(desk)
    page = unescape(desk.send(physio, "moderate", "class", **asked).get_data(as_text=True))
    assert "No doctor has an account in this club. An administrator can invite one." in page


def without_doctor(desk: Desk) -> None:
    """Nobody who signs in as the club's doctor any more."""
    doctor = desk.ward.club.accounts[Role.DOCTOR]
    with desk.ward.store.write(club=desk.ward.club.id) as tx:
        tx.execute(sa.update(AccountRow).where(AccountRow.id == doctor).values(disabled_at=desk.clock.time))
