"""Tests and pain as observations: numbers with units, both legs by name, "not tested" as such."""

from __future__ import annotations

from screening.domain.case.events import CheckIn, TestRecorded
from screening.domain.case.standing import Noted
from screening.domain.case.words import Part, Side

from .base import LOINC, OWN, UCUM, Book, Resource, own

PAIN = {"coding": [{"system": LOINC, "code": "72514-3"}], "text": "Pain, 0 to 10"}
"""Sent as a whole number: the published list of answers words "2" as "2 or more"."""
UNITS = {
    "N": "N",
    "degrees": "deg",
    "°": "deg",
    "%": "%",
    "repetitions": "{repetitions}",
    "cm": "cm",
    "s": "s",
}
NOT_TESTED = {
    "coding": [
        {"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "not-performed"}
    ]
}


def add_observations(book: Book) -> list[dict[str, str]]:
    """Every test that counts, and the pain of every check-in."""
    found = [_test(book, one) for one in book.sheet.state.tests]
    pains = (_pain(book, one) for one in book.sheet.state.check_ins)
    return [*found, *(one for one in pains if one is not None)]


def _test(book: Book, found: Noted[TestRecorded]) -> dict[str, str]:
    body, names = found.body, book.sheet.names
    unit = names.units.get(body.test, "")
    content: Resource = {
        "status": "final",
        "code": own("test", body.test, names.tests.get(body.test, body.test)),
        "subject": book.patient,
        "effectiveDateTime": body.on.isoformat(),
        "issued": found.at.isoformat(),
        "performer": [book.person(found.by)],
        "method": {"text": body.method} if body.method else None,
        "device": {"display": body.device} if body.device else None,
        "note": [{"text": body.note}] if body.note else None,
    }
    if not body.tested:
        return book.add("Observation", f"test/{found.number}", {**content, "dataAbsentReason": NOT_TESTED})
    if body.number is not None:
        content["valueQuantity"] = quantity(body.number, unit)
    elif body.passed is not None:
        words = names.passed.get(body.test)
        if words is None:
            content["valueBoolean"] = body.passed
        else:  # a bare "false" beside "gap in the muscle" would read as none
            content["valueCodeableConcept"] = {"text": words.of(body.passed)}
    content["component"] = _legs(body, book.sheet.state.opened.side, unit)
    return book.add("Observation", f"test/{found.number}", content)


def _legs(body: TestRecorded, injured: Side, unit: str) -> list[Resource]:
    """Left and right by name, with the injured one marked, and the pain in the test."""
    other = Side.RIGHT if injured is Side.LEFT else Side.LEFT
    parts: list[Resource] = []
    for side, value, mark in ((injured, body.injured, ", injured"), (other, body.other, "")):
        if value is not None:
            code = own("leg", side.value, f"{side.value.capitalize()} leg{mark}")
            parts.append({"code": code, "valueQuantity": quantity(value, unit)})
    if body.baseline is not None:
        code = own("leg", "before_injury", f"{injured.value.capitalize()} leg, before the injury")
        parts.append({"code": code, "valueQuantity": quantity(body.baseline, unit)})
    if body.pain is not None:
        parts.append({"code": PAIN, "valueInteger": body.pain})
    return parts


def quantity(value: float, unit: str) -> Resource:
    """A number with its unit; with a code only where it is one of UCUM."""
    found: Resource = {"value": value}
    if unit:
        found["unit"] = unit
    if unit in UNITS:
        found |= {"system": UCUM, "code": UNITS[unit]}
    return found


def _pain(book: Book, found: Noted[CheckIn]) -> dict[str, str] | None:
    body = found.body
    value = body.pain_morning if body.part is Part.MORNING else body.pain_during_max
    if value is None:
        return None
    when = "in the morning" if body.part is Part.MORNING else "worst in the session"
    return book.add(
        "Observation",
        f"pain/{found.number}",
        {
            "status": "final",
            "code": {**PAIN, "text": f"Pain, 0 to 10, {when}"},
            "category": [{"coding": [{"system": f"{OWN}part", "code": body.part.value}]}],
            "subject": book.patient,
            "effectiveDateTime": body.for_day.isoformat(),
            "issued": found.at.isoformat(),
            "performer": [book.person(found.by)] if body.from_file is None else None,
            "bodySite": {"text": f"Back of the {book.sheet.state.opened.side} thigh"},
            "valueInteger": value,
        },
    )
