"""What every FHIR resource of a case is made with: stable ids, references, times, people."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from screening.domain.case.events import Who
from screening.domain.case.words import Party
from screening.domain.reporting.case_sheet import CaseSheet
from screening.domain.reporting.case_words import PARTY

Resource = dict[str, object]

OWN = "urn:x-hamstring-screening:"
"""Before every identifier and code of our own: there is no address on the web that they could stand for."""
UCUM = "http://unitsofmeasure.org"
LOINC = "http://loinc.org"
CLINICIANS = frozenset({Party.PHYSIO, Party.DOCTOR})


@dataclass(slots=True)
class Book:
    """The resources of one bundle in order; the same case gives the same ids at any time."""

    sheet: CaseSheet
    resources: list[Resource] = field(default_factory=list)
    _people: dict[Who, dict[str, str]] = field(default_factory=dict)

    def add(self, kind: str, key: str, content: Resource) -> dict[str, str]:
        """Keep a resource; what others refer to it by."""
        identity = self.id_of(kind, key)
        self.resources.append({"resourceType": kind, "id": identity, **_known(content)})
        return {"reference": f"urn:uuid:{identity}"}

    def id_of(self, kind: str, key: str) -> str:
        return stable_uuid(f"{OWN}{self.sheet.club}/{self.sheet.case_id}/{kind}/{key}")

    def refer(self, kind: str, key: str) -> dict[str, str]:
        """What refers to a resource that is there, or is still to come."""
        return {"reference": f"urn:uuid:{self.id_of(kind, key)}"}

    @property
    def patient(self) -> dict[str, str]:
        return self.refer("Patient", "athlete")

    def person(self, by: Who) -> dict[str, str]:
        """Whoever acted: the athlete, a clinician as a resource, the software as a device, others by name."""
        if by.party is Party.ATHLETE:
            return self.patient
        if by.party is Party.SYSTEM:
            return self.refer("Device", "software")
        if by.party not in CLINICIANS:
            return {"display": f"{by.name}, {PARTY[by.party]}"}
        if by not in self._people:
            identifier = [{"value": by.registration}] if by.registration else None
            self._people[by] = self.add(
                "Practitioner",
                f"{by.party}/{by.account_id}/{by.name}",
                {
                    "identifier": identifier,
                    "name": [{"text": by.name}],
                    "qualification": [{"code": {"text": PARTY[by.party]}}],
                },
            )
        return self._people[by]


def stable_uuid(name: str) -> str:
    """The same identifier for the same name, by RFC 9562 in the version for makers' own ways (8)."""
    raw = bytearray(hashlib.sha256(name.encode()).digest()[:16])
    raw[6] = raw[6] & 0x0F | 0x80
    raw[8] = raw[8] & 0x3F | 0x80
    digits = raw.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _known(content: Resource) -> Resource:
    """Without what is not known: FHIR has no empty values."""
    return {name: value for name, value in content.items() if value not in (None, "", [], {})}


def coded(system: str, code: str, text: str, *, version: str = "") -> Resource:
    """A code with its words."""
    coding = _known({"system": system, "version": version, "code": code, "display": text})
    return {"coding": [coding], "text": text}


def own(kind: str, code: str, text: str) -> Resource:
    """A code of our own."""
    return coded(OWN + kind, code, text)
