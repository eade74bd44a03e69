"""The papers of a case put together: the physio's report and the record of the shared decision."""

from __future__ import annotations

from dataclasses import replace

from screening.domain.notices import rules_notices
from screening.domain.reporting.athlete import LANGUAGE, required_wording

from .case_appendix import appendix_of
from .case_decision import blank_decision, decision_page
from .case_evidence import evidence_page
from .case_handover import facts_of, handover_page
from .case_plan_page import plan_page
from .case_sheet import CaseSheet
from .case_view import CaseIdentity, CaseReport, DecisionRecord
from .identity import printable_name, short_code
from .rules_foot import rules_line, rules_long
from .words import capital, day


def case_report_view(sheet: CaseSheet) -> CaseReport:
    """The whole paper: four pages and an appendix.

    Raises:
        ScreeningError: the rulebook has no report wording.
    """
    identity = identity_of(sheet)
    return CaseReport(
        language=LANGUAGE,
        document_title=f"Return to training: {identity.name}, {identity.side.lower()}, {identity.as_of}",
        made_on=sheet.today.isoformat(),
        identity=identity,
        rules=rules_line(sheet.rulebook),
        rules_long=rules_long(sheet.rulebook),
        aid=required_wording(sheet.rulebook).say("aid"),
        supports=sheet.supports,
        notices=rules_notices(sheet.rulebook, sheet.today),
        handover=handover_page(sheet),
        evidence=evidence_page(sheet),
        plan=plan_page(sheet),
        decision=decision_page(sheet),
        appendix=appendix_of(sheet),
    )


def decision_record_view(sheet: CaseSheet) -> DecisionRecord:
    """The shared decision on one page.

    Raises:
        ScreeningError: the rulebook has no report wording.
    """
    identity, page = identity_of(sheet), decision_page(sheet)
    return DecisionRecord(
        language=LANGUAGE,
        document_title=f"Decision record: {identity.name}, {identity.side.lower()}, {identity.as_of}",
        made_on=sheet.today.isoformat(),
        identity=identity,
        rules=rules_line(sheet.rulebook),
        aid=required_wording(sheet.rulebook).say("aid"),
        supports=sheet.supports,
        headline=capital(sheet.names.stage(sheet.state.state)),
        facts=facts_of(sheet),
        page=replace(page, decision=page.decision or blank_decision(sheet)),
    )


def identity_of(sheet: CaseSheet) -> CaseIdentity:
    """What stands on every page."""
    club = printable_name(sheet.club) or ""
    person = ", ".join(part for part in (sheet.person.born, sheet.person.key) if part)
    said = repr(sheet.log) + sheet.rulebook.digest + sheet.today.isoformat()
    return CaseIdentity(
        name=printable_name(sheet.person.name) or "No name given",
        person=person,
        side=f"{capital(sheet.state.opened.side)} leg injured",
        case=f"Case {sheet.case_id}, {club}",
        as_of=f"as of {day(sheet.today)}",
        code_label="Check code" if sheet.check_code else "Sheet code",
        code=sheet.check_code or short_code(said),
    )
