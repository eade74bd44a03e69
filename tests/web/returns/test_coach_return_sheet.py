"""The coach's sheet of a return: the page on one sheet of paper, for coaches of the squad alone."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from screening.domain.clubs import Purpose, Role
from screening.domain.reporting.return_sheet import ReturnSheet
from screening.report.html import report_html
from screening.report.pdf import html_to_pdf
from screening.store.tables.audit import Event
from screening.web.parts import parts
from tests.support.clubs import make_club
from tests.support.signing_in import member_of
from tests.web.checkin.conftest import Returning
from tests.web.quick_reports import QuickReports

CLINICAL = (
    "pain",
    "grade",
    "strain",
    "palpation",
    "N/kg",
    "of 10",
    "amber",
    "red light",
    "injured",
)


def address(returning: Returning, name: str = "grown") -> str:
    return f"/returns/{returning.cases[name]}/sheet.pdf"


def reports_of(returning: Returning) -> QuickReports:
    with returning.app.app_context():
        reports = parts().reports
    assert isinstance(reports, QuickReports)
    return reports


def sheet(returning: Returning, name: str = "grown") -> ReturnSheet:
    answer = returning.person(Role.COACH).get(address(returning, name))
    assert answer.status_code == 200
    assert answer.content_type == "application/pdf"
    assert not re.search(
        "harrier|injur|return|hamstring", answer.headers["Content-Disposition"], re.IGNORECASE
    )
    view, _ = reports_of(returning).asked[-1]
    assert isinstance(view, ReturnSheet)
    return view


def test_one_page_says_what_is_allowed_and_what_the_days_ahead_hold(returning: Returning) -> None:
    view = sheet(returning)
    paper = html_to_pdf(report_html(view))
    assert paper.complaints == ()
    assert paper.pages == 1
    text = " ".join(pypdfium2.PdfDocument(paper.content)[0].get_textpage().get_text_bounded().split())
    for words in (
        "Harriers athlete 1",
        "Today, 14 November 2026: modified",
        "Modified training. Running up to 70% of best speed.",
        "S4, Running progression",
        "Running up to",
        "minutes",
        "Clearance is given by a named person, not by software.",
    ):
        assert words in text, words
    assert [word for word in CLINICAL if word in text] == []


def test_it_says_what_the_page_says(returning: Returning) -> None:
    view = sheet(returning, "fast")
    page = returning.person(Role.COACH).get(f"/returns/{returning.cases['fast']}").get_data(as_text=True)
    for row in view.facts:
        assert row.head in page
        assert row.text in page
    assert view.sentence in page
    assert address(returning, "fast") in page


def test_that_the_sheet_went_out_is_written_down(returning: Returning) -> None:
    before = len(returning.ward.audit(Event.EXPORTED))
    sheet(returning)
    written = returning.ward.audit(Event.EXPORTED)
    assert len(written) == before + 1
    assert written[-1].detail == {"what": "availability", "format": "pdf"}


@pytest.mark.parametrize("role", [Role.PHYSIO, Role.ADMINISTRATOR, Role.ATHLETE])
def test_it_is_for_coaches(returning: Returning, role: Role) -> None:
    made = len(reports_of(returning).asked)
    assert returning.person(role).get(address(returning)).status_code == 404
    assert len(reports_of(returning).asked) == made


def test_out_of_reach_is_as_never_existed(returning: Returning) -> None:
    made = len(reports_of(returning).asked)
    other = member_of(returning.app, make_club(returning.ward.store, "Rovers"), Role.COACH)
    assert other.get(address(returning)).status_code == 404
    coach = returning.person(Role.COACH)
    assert coach.get("/returns/987654/sheet.pdf").status_code == 404
    returning.ward.decide(0, Purpose.PROCESSING, given=False)
    assert coach.get(address(returning)).status_code == 404
    assert len(reports_of(returning).asked) == made
