"""The FHIR bundle of a case is valid, says no more than is known, and names who decided what."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle

from screening.domain.case import events as ev
from screening.domain.case.words import Party
from screening.domain.reporting.fhir.bundle import case_bundle
from tests.support import case_lives, case_papers


def resources(log: ev.Log, *, with_screening: bool = True) -> list[dict[str, Any]]:
    bundle = json.loads(case_bundle(case_papers.sheet_of(log, with_screening=with_screening)))
    return [entry["resource"] for entry in bundle["entry"]]


def of_kind(found: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [one for one in found if one["resourceType"] == kind]


@pytest.mark.parametrize("kind", ["moderate", "referred", "mild"])
@pytest.mark.parametrize("with_screening", [True, False])
def test_the_bundle_is_valid_fhir(kind: str, with_screening: bool) -> None:
    text = case_bundle(case_papers.sheet(kind, with_screening=with_screening))
    bundle = Bundle.model_validate_json(text)
    assert bundle.type == "collection"


def test_a_faulty_bundle_would_be_refused() -> None:
    found = json.loads(case_bundle(case_papers.sheet("moderate")))
    found["entry"][0]["resource"]["nmae"] = "x"
    with pytest.raises(ValueError, match="nmae"):
        Bundle.model_validate_json(json.dumps(found))


def test_every_reference_leads_to_a_resource_of_the_bundle() -> None:
    text = case_bundle(case_papers.sheet_of(case_papers.decided()))
    bundle = json.loads(text)
    there = {entry["fullUrl"] for entry in bundle["entry"]}
    assert len(there) == len(bundle["entry"])
    asked = {part.split('"')[0] for part in text.split('"reference": "')[1:]}
    assert asked <= there


def test_the_injury_is_provisional_until_a_clinician_has_set_grade_and_code() -> None:
    (before,) = of_kind(resources(case_lives.moderate()), "Condition")
    (after,) = of_kind(resources(case_papers.decided()), "Condition")
    assert before["verificationStatus"]["coding"][0]["code"] == "provisional"
    assert "asserter" not in before
    assert after["verificationStatus"]["coding"][0]["code"] == "confirmed"
    assert after["code"]["coding"][0] == {
        "system": "urn:x-hamstring-screening:code-system:osiics",
        "version": "14",
        "code": "TMB",
        "display": "Biceps femoris strain, grade 1 to 2",
    }


def test_the_side_is_in_words_everywhere() -> None:
    found = resources(case_lives.moderate())
    (condition,) = of_kind(found, "Condition")
    assert condition["bodySite"] == [{"text": "Back of the left thigh"}]
    legs = {
        part["code"]["text"]
        for one in of_kind(found, "Observation")
        for part in one.get("component", [])
        if part["code"]["text"].endswith(("leg", "injured"))
    }
    assert legs == {"Left leg, injured", "Right leg"}


def test_pain_is_a_whole_number_under_its_code() -> None:
    found = of_kind(resources(case_lives.moderate()), "Observation")
    pains = [one for one in found if one["code"]["text"].startswith("Pain, 0 to 10")]
    assert len(pains) == sum(isinstance(event.body, ev.CheckIn) for event in case_lives.moderate())
    assert {one["code"]["coding"][0]["code"] for one in pains} == {"72514-3"}
    assert all(isinstance(one["valueInteger"], int) for one in pains)


def test_what_was_not_tested_has_no_value() -> None:
    life = case_lives.Life()
    life.add(ev.TestRecorded("palpation", life.today, tested=False))
    (found,) = of_kind(resources(life.log), "Observation")
    assert found["dataAbsentReason"]["coding"][0]["code"] == "not-performed"
    assert not [name for name in found if name.startswith("value")]


def test_a_criterion_not_tested_is_no_goal_achieved() -> None:
    goals = of_kind(resources(case_lives.tendon()), "Goal")
    words = {one["achievementStatus"]["coding"][0]["code"] for one in goals}
    assert "no-progress" in words
    for goal, row in zip(goals, case_papers.sheet("tendon").gate.rows, strict=True):  # type: ignore[union-attr]
        assert (goal["achievementStatus"]["coding"][0]["code"] == "achieved") == (row.met is True)


def test_every_move_names_who_made_it_and_the_software_only_ever_stops() -> None:
    found = resources(case_lives.referred())
    by_id = {f"urn:uuid:{one['id']}": one for one in found}
    made = [
        (one["activity"]["text"], by_id[one["agent"][0]["who"]["reference"]]["resourceType"])
        for one in of_kind(found, "Provenance")
    ]
    assert len(made) == len(case_papers.sheet("referred").state.moves)
    assert [activity for activity, kind in made if kind == "Device"] == [
        "S2, Early loading to referred, waiting for a clinician (move.TR13)"
    ]


def test_a_referral_is_open_while_the_case_waits() -> None:
    (waiting,) = of_kind(resources(case_lives.referred()), "ServiceRequest")
    assert (waiting["status"], waiting["intent"]) == ("active", "order")
    assert of_kind(resources(case_lives.moderate()), "ServiceRequest") == []
    (plan,) = of_kind(resources(case_lives.referred()), "CarePlan")
    assert plan["status"] == "on-hold"


def test_not_sure_is_an_answer() -> None:
    (answers,) = of_kind(resources(case_lives.moderate()), "QuestionnaireResponse")
    items = {one["linkId"]: one["answer"] for one in answers["item"]}
    assert items["blood_thinner"][0]["valueCoding"]["code"] == "not_sure"
    assert set(items) == {name for name, _ in case_papers.SCREENED.items()}


def test_a_registration_goes_with_the_clinician() -> None:
    people = of_kind(resources(case_papers.decided()), "Practitioner")
    assert {(one["name"][0]["text"], one["identifier"][0]["value"]) for one in people} == {
        ("Pat Physio", "PH 12345"),
        ("Dana Doctor", "GMC 7654321"),
    }
    assert {one["qualification"][0]["code"]["text"] for one in people} == {
        Party.PHYSIO.value,
        Party.DOCTOR.value,
    }


def test_the_same_case_gives_the_same_text() -> None:
    sheet = case_papers.sheet("moderate")
    assert case_bundle(sheet) == case_bundle(sheet)
