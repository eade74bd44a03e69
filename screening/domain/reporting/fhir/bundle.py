"""The bundle: athlete, club and software, the injury, the plan, the tests, and who decided what."""

from __future__ import annotations

import datetime as dt
import json

from screening.domain.reporting.case_sheet import CaseSheet

from .base import OWN, Book, Resource
from .condition import add_condition, add_referral
from .observations import add_observations
from .plan import add_plan, add_provenance


def case_bundle(sheet: CaseSheet) -> str:
    """A FHIR R4 bundle of the case as JSON text; the same case on the same day gives the same text."""
    book = Book(sheet)
    _add_known(book)
    condition = add_condition(book)
    add_referral(book, condition)
    plan = add_plan(book, condition)
    add_observations(book)
    add_provenance(book, condition, plan)
    at = dt.datetime.combine(sheet.today, dt.time(), dt.UTC)
    bundle: Resource = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": at.isoformat(),
        "entry": [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in book.resources],
    }
    return json.dumps(bundle, ensure_ascii=False, indent=1) + "\n"


def _add_known(book: Book) -> None:
    """Athlete, club and software."""
    sheet = book.sheet
    club = book.add("Organization", "club", {"name": sheet.club})
    key = [{"system": f"{OWN}athlete", "value": sheet.person.key}] if sheet.person.key else None
    book.add(
        "Patient",
        "athlete",
        {
            "identifier": key,
            "name": [{"text": sheet.person.name}],
            "birthDate": sheet.person.born_iso,
            "managingOrganization": club,
        },
    )
    book.add(
        "Device",
        "software",
        {
            "deviceName": [{"name": "Hamstring Screening", "type": "user-friendly-name"}],
            "version": [{"value": f"Rules {sheet.rulebook.version}"}],
            "note": [{"text": "A screening aid, not a medical device. It only holds and steps down."}],
        },
    )
