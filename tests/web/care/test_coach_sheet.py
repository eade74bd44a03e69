"""The sheet of one athlete for their coach: what the squad's page tells, and the plan; nothing else."""

from __future__ import annotations

import re

import pypdfium2
import pytest
import sqlalchemy as sa

from screening.domain.clubs import Purpose, Role, Sight
from screening.domain.reporting.coach import CoachReport
from screening.domain.reporting.figures import figures_of
from screening.domain.reporting.physio import PhysioReport
from screening.domain.vocabulary import Availability
from screening.report.html import report_html
from screening.report.pdf import html_to_pdf
from screening.store.tables.athlete import AthleteRow
from screening.store.tables.audit import Event
from screening.store.tables.club import ClubRow
from screening.store.tables.consent import ViewedRow
from screening.store.tenancy import Reason
from tests.support.assessments import rulebook
from tests.support.clubs import add_consents, make_club
from tests.support.signing_in import member_of
from tests.web.care.conftest import Desk
from tests.web.care.test_care_pages import HEALTH_OF_TORN, text_of


def sheet(desk: Desk, name: str, role: Role = Role.COACH) -> CoachReport:
    response = desk.person(role).get(f"{desk.address(name)}/sheet.pdf")
    assert response.status_code == 200, response.status_code
    assert response.content_type == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    assert not re.search("harrier|injur|hamstring", response.headers["Content-Disposition"], re.IGNORECASE)
    view, link = desk.reports.asked[-1]
    assert isinstance(view, CoachReport)
    assert link == ""
    return view


def opened(desk: Desk, name: str, *purposes: Purpose) -> None:
    with desk.clinic.store.write(club=desk.clinic.club.id) as tx:
        add_consents(tx, desk.clinic.athlete(name), purposes, at=desk.clock.time)


def words_of(view: CoachReport) -> str:
    made = html_to_pdf(report_html(view, figures=figures_of(view.plan, rulebook())))
    document = pypdfium2.PdfDocument(made.content)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


def test_full_training_comes_with_the_plan_and_what_was_opened(desk: Desk) -> None:
    view = sheet(desk, "calm")
    assert view.availability is Availability.FULL
    assert view.plan is not None
    assert view.opened == ()
    opened(desk, "calm", Purpose.COACH_REASONS, Purpose.COACH_BAND)
    view = sheet(desk, "calm")
    assert {"Nordics", "Risk band"} <= {row.head for row in view.opened}
    text = words_of(view)
    assert "Opened to you" in text
    assert "what stands under" in text.casefold()


def test_somebody_hurt_has_no_plan_and_no_symptom_on_it(desk: Desk) -> None:
    view = sheet(desk, "torn")
    assert view.availability is Availability.NOT_CLEARED
    assert view.plan is None
    text = words_of(view)
    for words in (*HEALTH_OF_TORN, "Urgent"):
        assert words.casefold() not in text.casefold(), words
    assert view.identity.name == "Harriers athlete 3 (born 2000, code 3)"
    assert {row.head for row in view.times} == {"Squad", "Printed", "Answered", "Ask again"}


def test_an_old_result_never_reads_as_full(desk: Desk) -> None:
    desk.clock.forward(days=200)
    view = sheet(desk, "calm")
    assert view.availability is Availability.UNKNOWN
    assert view.plan is None


def test_that_it_went_out_is_written_down(desk: Desk) -> None:
    sheet(desk, "torn")
    (written,) = desk.clinic.audit(Event.EXPORTED)
    assert written.athlete_id == desk.clinic.athlete("torn")
    assert written.detail["format"] == "pdf"
    with desk.clinic.store.read(club=desk.clinic.club.id) as tx:
        seen = {row.what for row in tx.scalars(sa.select(ViewedRow))}
    assert seen == {Sight.AVAILABILITY, Sight.REPORT}


def test_the_pages_lead_to_it(desk: Desk) -> None:
    coach, address = desk.person(Role.COACH), desk.address("torn")
    assert f'href="{address}"' in text_of(coach, f"/squads/{desk.clinic.club.squads[0]}")
    assert f'href="{address}/sheet.pdf"' in text_of(coach, address)


@pytest.mark.parametrize("role", [Role.PHYSIO, Role.ADMINISTRATOR, Role.ATHLETE, Role.GUARDIAN])
def test_it_is_for_coaches_only(desk: Desk, role: Role) -> None:
    assert desk.person(role).get(f"{desk.address('calm')}/sheet.pdf").status_code == 404
    assert desk.reports.asked == []


def test_an_athlete_out_of_reach_is_as_one_who_never_existed(desk: Desk) -> None:
    coach = desk.person(Role.COACH)
    other = member_of(desk.app, make_club(desk.clinic.store, "Rovers"), Role.COACH)
    assert other.get(f"{desk.address('calm')}/sheet.pdf").status_code == 404
    assert coach.get(f"{desk.address('emergency')}/sheet.pdf").status_code == 404
    assert coach.get("/athletes/987654/sheet.pdf").status_code == 404
    desk.clinic.withdraw("torn", Purpose.PROCESSING)
    assert coach.get(f"{desk.address('torn')}/sheet.pdf").status_code == 404
    with desk.clinic.store.write(club=desk.clinic.club.id) as tx:
        tx.get_one(AthleteRow, desk.clinic.athlete("calm")).removed_at = desk.clock.time
    assert coach.get(f"{desk.address('calm')}/sheet.pdf").status_code == 404
    assert desk.reports.asked == []


def test_in_the_demonstration_every_report_of_staff_says_that_the_athlete_is_invented(desk: Desk) -> None:
    with desk.clinic.store.write(everywhere=Reason.OPERATION) as tx:
        tx.get_one(ClubRow, desk.clinic.club.id).is_demonstration = True
    assert sheet(desk, "torn").identity.name.endswith(" (invented)")
    path = f"{desk.address('torn')}/reports/{desk.clinic.screenings['torn']}.pdf"
    assert desk.person(Role.PHYSIO).get(path).status_code == 200
    view, _ = desk.reports.asked[-1]
    assert isinstance(view, PhysioReport)
    assert view.shown.identity.name.endswith(" (invented)")
