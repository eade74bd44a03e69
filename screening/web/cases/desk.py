"""One case as the views of the desk read it: the page of the service, and what the forms are made from."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from screening.domain.case.proposed import proposed_code
from screening.domain.case.words import Party
from screening.domain.clubs import Role
from screening.domain.reporting.case_desk import gate_title
from screening.domain.reporting.case_head import CaseHead, case_head
from screening.domain.reporting.case_names import log_names
from screening.services.care_names import Clinician
from screening.services.cases.page import CasePage, case_page
from screening.web.parts import now, parts
from screening.web.signed_in import actor, club_id

from .acts import Colleague, Known

MOST_ABOUT = 80


@dataclass(frozen=True, slots=True, repr=False)
class OpenDesk:
    """A case somebody may work on."""

    page: CasePage
    known: Known
    head: CaseHead

    @property
    def case_id(self) -> int:
        return self.page.case_id

    @property
    def version(self) -> int:
        return self.page.version

    @property
    def gate_title(self) -> str:
        """Gate from S4 to S5."""
        return gate_title(self.page.gate) if self.page.gate is not None else ""


def the_desk(case_id: int) -> OpenDesk:
    """The case.

    Raises:
        NotFound: no such case for this person.
    """
    page = case_page(parts().store, actor(), club_id(), case_id, parts().rulebook, now())
    names = log_names(page.rules)
    known = Known(
        state=page.state,
        rules=page.rules,
        names=names,
        day=page.day,
        gate=page.gate,
        proposed_code=proposed_code(page.state, page.rules).code,
        colleagues=tuple(_colleague(one) for one in page.clinicians),
        acts_as=page.acts_as,
        athlete=page.whose.name,
        signs_as=next((one.name for one in page.clinicians if one.account_id == actor().account_id), ""),
        about=request.values.get("about", "")[:MOST_ABOUT],
    )
    person = f"{page.whose.born}, {page.whose.code}"
    return OpenDesk(page, known, case_head(page.state, names, page.whose.name, person, page.day))


def _colleague(one: Clinician) -> Colleague:
    party = Party.DOCTOR if Role.DOCTOR in one.roles else Party.PHYSIO
    return Colleague(one.account_id, one.name, party)
