"""The papers of a case as downloads: their kinds and names, and nothing of them to anybody else."""

from __future__ import annotations

import json

import pytest

from screening.domain.clubs import Role
from screening.domain.reporting.case_appendix import ATTACHED
from screening.domain.reporting.case_view import CaseReport, DecisionRecord
from screening.web.parts import Parts
from tests.web.cases.conftest import Desk, page_of, without_code
from tests.web.quick_reports import QuickReports

PAPERS = {
    "report.pdf": ("application/pdf", "case-report"),
    "decision.pdf": ("application/pdf", "case-decision"),
    "case.json": ("application/json", "case-json"),
    "fhir.json": ("application/fhir+json", "case-fhir"),
    "check-ins.csv": ("text/csv; charset=utf-8", "case-check-ins"),
    "sessions.csv": ("text/csv; charset=utf-8", "case-sessions"),
    "tests.csv": ("text/csv; charset=utf-8", "case-tests"),
}


def reports_of(desk: Desk) -> QuickReports:
    found: Parts = desk.app.extensions["screening"]
    assert isinstance(found.reports, QuickReports)
    return found.reports


@pytest.mark.parametrize("paper", sorted(PAPERS))
def test_a_paper_is_a_download_that_no_browser_keeps_and_whose_name_says_nothing(
    desk: Desk, paper: str
) -> None:
    response = desk.person(Role.DOCTOR).get(desk.path("moderate", paper))
    kind, name = PAPERS[paper]
    assert response.status_code == 200
    assert response.content_type == kind
    assert response.headers["Cache-Control"] == "no-store"
    ending = paper.rpartition(".")[2]
    number = desk.cases["moderate"]
    wanted = f'attachment; filename="{name}-{number}-{desk.ward.at.date().isoformat()}.{ending}"'
    assert response.headers["Content-Disposition"] == wanted
    assert response.get_data()


def test_the_report_carries_its_files_and_the_decision_record_none(desk: Desk) -> None:
    doctor, reports = desk.person(Role.DOCTOR), reports_of(desk)
    doctor.get(desk.path("moderate", "report.pdf"))
    assert isinstance(reports.asked[-1][0], CaseReport)
    assert sorted(reports.attached) == [row.head for row in ATTACHED]
    doctor.get(desk.path("moderate", "decision.pdf"))
    assert isinstance(reports.asked[-1][0], DecisionRecord)
    assert reports.attached == ()


def test_the_whole_case_can_be_read_again(desk: Desk) -> None:
    text = page_of(desk.person(Role.PHYSIO), desk.path("moderate", "case.json"))
    assert len(json.loads(text)["events"]) == desk.ward.row(desk.cases["moderate"]).version
    bundle = json.loads(page_of(desk.person(Role.PHYSIO), desk.path("referred", "fhir.json")))
    assert bundle["resourceType"] == "Bundle"


@pytest.mark.parametrize("role", [Role.COACH, Role.ATHLETE, Role.ADMINISTRATOR])
def test_to_anybody_else_a_paper_reads_as_one_that_never_was(desk: Desk, role: Role) -> None:
    person = desk.person(role)
    found = [
        without_code(page_of(person, f"/cases/{n}/tests.csv", 404)) for n in (desk.cases["moderate"], 9_999)
    ]
    assert found[0] == found[1]


def test_the_desk_leads_to_the_papers(desk: Desk) -> None:
    page = page_of(desk.person(Role.PHYSIO), desk.path("moderate"))
    for paper in PAPERS:
        assert f'href="{desk.path("moderate", paper)}"' in page


def test_a_busy_printer_is_said_in_plain_words(desk: Desk) -> None:
    reports_of(desk).busy = True
    page_of(desk.person(Role.PHYSIO), desk.path("moderate", "report.pdf"), 503)
