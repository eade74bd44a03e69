"""The professional registration that stands beside a clinician's name on what they sign."""

from __future__ import annotations

import pytest
from flask import Flask

from screening.domain.clubs import Role
from tests.support.signing_in import signed_in
from tests.web.page_rules import faults_of

ADDRESS = "/account/registration"


def test_a_clinician_keeps_changes_and_takes_away_a_registration(app: Flask) -> None:
    physio = signed_in(app, Role.PHYSIO)
    assert ADDRESS in physio.get("/account").text
    page = physio.get(ADDRESS).text
    assert faults_of(page) == []
    assert physio.post(ADDRESS, {"registration": " HCPC  PH12345 "}).status_code == 303
    assert 'value="HCPC PH12345"' in physio.get(ADDRESS).text
    assert physio.post(ADDRESS, {"registration": ""}).status_code == 303
    assert 'value="HCPC' not in physio.get(ADDRESS).text


def test_what_cannot_be_printed_is_refused_beside_the_field_and_kept_on_the_page(app: Flask) -> None:
    doctor = signed_in(app, Role.DOCTOR)
    answer = doctor.post(ADDRESS, {"registration": "G" * 61})
    assert answer.status_code == 400
    assert "Error: " in answer.text
    assert "Type at most 60" in answer.text
    assert "G" * 61 in answer.text
    assert "G" * 61 not in doctor.get(ADDRESS).text


@pytest.mark.parametrize("role", [Role.COACH, Role.ADMINISTRATOR, Role.ATHLETE])
def test_nobody_else_has_one(app: Flask, role: Role) -> None:
    person = signed_in(app, role)
    assert ADDRESS not in person.get("/account").text
    assert person.get(ADDRESS).status_code == 404
    assert person.post(ADDRESS, {"registration": "HCPC PH12345"}).status_code == 404
