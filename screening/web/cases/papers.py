"""What is taken out of a case: the report, the decision record, and the case as data."""

from __future__ import annotations

from flask import Blueprint, make_response
from werkzeug.wrappers import Response

from screening.domain.reporting.case_data import case_json, check_ins_table, sessions_table, tests_data
from screening.domain.reporting.case_report import case_report_view, decision_record_view
from screening.domain.reporting.case_sheet import CaseSheet
from screening.domain.reporting.fhir.bundle import case_bundle
from screening.report.case_files import case_files
from screening.report.csv_text import csv_text
from screening.services.case_reports import Paper, PaperWish, case_report
from screening.web.limits import REPORTS, limited
from screening.web.parts import now, parts, rules_of
from screening.web.policies import Policy, policy
from screening.web.signed_in import actor, club_id

case_papers = Blueprint("case_papers", __name__, url_prefix="/cases/<int:case_id>")

TYPES = {"pdf": "application/pdf", "json": "application/json", "csv": "text/csv; charset=utf-8"}
TABLES = {
    Paper.CHECK_INS: check_ins_table,
    Paper.SESSIONS: sessions_table,
    Paper.TESTS: tests_data,
}
FHIR = "application/fhir+json"


@case_papers.get("/report.pdf")
@limited(REPORTS)
@policy(Policy.CLINICIAN)
def report(case_id: int) -> Response:
    """The physio's report with its data inside."""
    sheet = _sheet(case_id, Paper.REPORT)
    return _file(sheet, Paper.REPORT, parts().reports.make(case_report_view(sheet), files=case_files(sheet)))


@case_papers.get("/decision.pdf")
@limited(REPORTS)
@policy(Policy.CLINICIAN)
def decision(case_id: int) -> Response:
    """The shared decision on one page."""
    sheet = _sheet(case_id, Paper.DECISION)
    return _file(sheet, Paper.DECISION, parts().reports.make(decision_record_view(sheet)))


@case_papers.get("/case.json")
@limited(REPORTS)
@policy(Policy.CLINICIAN)
def data(case_id: int) -> Response:
    """Every event as it was recorded."""
    sheet = _sheet(case_id, Paper.DATA)
    return _file(sheet, Paper.DATA, case_json(sheet))


@case_papers.get("/fhir.json")
@limited(REPORTS)
@policy(Policy.CLINICIAN)
def bundle(case_id: int) -> Response:
    """The case as FHIR resources."""
    sheet = _sheet(case_id, Paper.BUNDLE)
    response = _file(sheet, Paper.BUNDLE, case_bundle(sheet))
    response.content_type = FHIR
    return response


@case_papers.get("/check-ins.csv")
@limited(REPORTS)
@policy(Policy.CLINICIAN)
def check_ins(case_id: int) -> Response:
    """One row for each part of a check-in."""
    return _table(case_id, Paper.CHECK_INS)


@case_papers.get("/sessions.csv")
@limited(REPORTS)
@policy(Policy.CLINICIAN)
def sessions(case_id: int) -> Response:
    """One row for each session."""
    return _table(case_id, Paper.SESSIONS)


@case_papers.get("/tests.csv")
@limited(REPORTS)
@policy(Policy.CLINICIAN)
def tests(case_id: int) -> Response:
    """One row for each result of a test."""
    return _table(case_id, Paper.TESTS)


def _table(case_id: int, paper: Paper) -> Response:
    sheet = _sheet(case_id, paper)
    found = TABLES[paper](sheet)
    return _file(sheet, paper, csv_text((found.heads, *found.rows)))


def _sheet(case_id: int, paper: Paper) -> CaseSheet:
    wish = PaperWish(club_id(), case_id, paper)
    return case_report(parts().store, actor(), wish, parts().rulebook, rules_of, now())


def _file(sheet: CaseSheet, paper: Paper, content: bytes | str) -> Response:
    """A download whose name says no more than the number of the case and the day."""
    response = make_response(content)
    response.content_type = TYPES[paper.ending]
    name = f"{paper.value.replace('_', '-')}-{sheet.case_id}-{sheet.today.isoformat()}.{paper.ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
