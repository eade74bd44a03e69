"""The days ahead on the desk: shown, changed inside the limits of the stage, kept in the log."""

from __future__ import annotations

import pytest

from screening.domain.case.events import GradeSet, ProgrammeMade
from screening.domain.case.words import SeverityClass
from screening.domain.clubs import Role
from tests.support.clubs import make_club
from tests.support.signing_in import member_of
from tests.web.cases.conftest import Desk, page_of, without_code
from tests.web.page_rules import faults_of


def test_the_days_ahead_stand_with_their_limits_and_sessions(desk: Desk) -> None:
    page = page_of(desk.person(Role.PHYSIO), desk.path("moderate", "programme"))
    for words in ("Build running", "Class E3 at most", "R5 in these days", "left leg", "Keep this programme"):
        assert words in page
    assert faults_of(page) == []


def test_a_case_outside_the_stages_has_no_form_and_says_why(desk: Desk) -> None:
    page = page_of(desk.person(Role.PHYSIO), desk.path("referred", "programme"))
    assert "a clinician has to look at this first" in page
    assert "Keep this programme" not in page


def test_a_form_sent_for_a_case_outside_the_stages_is_refused_in_words(desk: Desk) -> None:
    before = desk.ward.row(desk.cases["referred"]).version
    path = desk.path("referred", "programme")
    sent = desk.person(Role.PHYSIO).post(path, {"seen": str(before), "key": "k" * 32, "length": "7"})
    assert 400 <= sent.status_code < 500
    assert desk.ward.row(desk.cases["referred"]).version == before


def test_what_a_physio_keeps_is_in_the_log_and_on_the_page(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    sent = desk.send(
        physio,
        "moderate",
        "programme",
        days=["1", "3", "5"],
        minutes="30",
        kit=["band", "running_space"],
        length="14",
        slot__knee_moderate="slider_curl",
        reason="Trains at home on three days.",
    )
    assert sent.status_code == 303
    log = desk.ward.log(desk.cases["moderate"])
    kept = log[-1].body
    assert isinstance(kept, ProgrammeMade)
    assert kept.terms.days == (1, 3, 5)
    assert kept.terms.choice_for("knee_moderate") is not None
    assert all(one.date.isoweekday() in (1, 3, 5) for one in kept.sessions)
    page = page_of(physio, sent.location)
    assert "The programme is kept" in page
    assert "Slider curl" in page
    assert page_of(physio, desk.path("moderate")).count("Programme kept") == 1


def test_an_exercise_beyond_the_stage_is_refused_with_its_rule_and_nothing_is_kept(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    before = desk.ward.row(desk.cases["moderate"]).version
    sent = desk.send(physio, "moderate", "programme", sets__nordic_partial="9")
    assert sent.status_code == 400
    assert "1 to 3 sets" in sent.get_data(as_text=True)
    made_up = desk.send(physio, "moderate", "programme", slot__nordic_partial="nordic_hamstring_curl")
    assert made_up.status_code == 400
    assert desk.ward.row(desk.cases["moderate"]).version == before


def test_after_the_largest_injuries_a_clinician_says_that_they_build_it(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    larger = GradeSet(SeverityClass.G3, None, None, reason="A gap can be felt.")
    desk.ward.do(desk.cases["moderate"], larger)
    assert "A clinician builds it" in page_of(physio, desk.path("moderate", "programme"))
    assert desk.send(physio, "moderate", "programme", build="yes").status_code == 303
    page = page_of(physio, desk.path("moderate", "programme"))
    assert "A clinician builds it" not in page
    assert "Run-throughs" in page


@pytest.mark.parametrize("role", [Role.COACH, Role.ATHLETE])
def test_for_everybody_else_the_programme_does_not_exist(desk: Desk, role: Role) -> None:
    person = desk.person(role)
    never = without_code(page_of(person, "/cases/99999/programme", 404))
    assert without_code(page_of(person, desk.path("moderate", "programme"), 404)) == never
    assert desk.send(person, "moderate", "programme", minutes="30").status_code == 404


def test_another_club_is_answered_as_if_the_programme_had_never_existed(desk: Desk) -> None:
    other = make_club(desk.ward.store, "Rovers", at=desk.clock.time)
    stranger = member_of(desk.app, other, Role.DOCTOR)
    never = without_code(page_of(stranger, "/cases/99999/programme", 404))
    assert without_code(page_of(stranger, desk.path("moderate", "programme"), 404)) == never
