"""The page of one athlete for the staff of their club, and the reports it leads to."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from screening.domain.clubs import Role
from screening.domain.reporting.athlete import required_wording
from screening.domain.reporting.bands import kind_of
from screening.domain.reporting.charts.model import StateShape
from screening.domain.reporting.figures import figures_of
from screening.domain.reporting.words import day, moment
from screening.services.access import CLINICIANS
from screening.services.care_for_coach import coach_record
from screening.services.care_record import ClinicalRecord, RecordWish, clinical_record, physio_report
from screening.services.case_reports import FROM_WHOM
from screening.services.coach_sheet import sheet_for_coach
from screening.web.care.words import drawn, urgency_words
from screening.web.limits import REPORTS, limited
from screening.web.parts import now, parts, rules_of
from screening.web.policies import Policy, policy
from screening.web.signed_in import actor, club_id

record = Blueprint("record", __name__, url_prefix="/athletes/<int:athlete_id>")


@record.get("")
@policy(Policy.STAFF)
def show(athlete_id: int) -> Response:
    """The athlete as this person may read them.

    Physio and doctor: with the newest result. Coach: availability and what was opened. Administrator: to the
    plain details.
    """
    roles = actor().roles
    if roles & CLINICIANS:
        return make_response(_clinical(RecordWish(club_id(), athlete_id)))
    if Role.COACH in roles:
        return make_response(_for_coach(athlete_id))
    return redirect(url_for("athletes.details", athlete_id=athlete_id), code=303)


@record.get("/results/<int:screening_id>")
@policy(Policy.CLINICIAN)
def result(athlete_id: int, screening_id: int) -> str:
    """The athlete with one result of the history."""
    return _clinical(RecordWish(club_id(), athlete_id, screening_id))


@record.get("/reports/<int:screening_id>.pdf")
@limited(REPORTS)
@policy(Policy.CLINICIAN)
def report(athlete_id: int, screening_id: int) -> Response:
    """The physio's report of one result."""
    wish = RecordWish(club_id(), athlete_id, screening_id)
    found = physio_report(parts().store, actor(), wish, parts().rulebook, rules_of, now())
    figures = figures_of(found.report.shown.plan, rules_of(found.stored.rulebook_digest))
    response = make_response(parts().reports.make(found.report, figures=figures))
    response.content_type = "application/pdf"
    name = f"screening-report-{athlete_id}-{found.line.at.date().isoformat()}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@record.get("/sheet.pdf")
@limited(REPORTS)
@policy(Policy.STAFF)
def sheet(athlete_id: int) -> Response:
    """The sheet for a coach: who may train and how, the plan, and what the athlete opened."""
    found = sheet_for_coach(parts().store, actor(), club_id(), athlete_id, parts().rulebook, now())
    figures = figures_of(found.report.plan, rules_of(found.rulebook_digest))
    response = make_response(parts().reports.make(found.report, figures=figures))
    response.content_type = "application/pdf"
    name = f"training-sheet-{athlete_id}-{now().date().isoformat()}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _clinical(wish: RecordWish) -> str:
    found = clinical_record(parts().store, actor(), wish, parts().rulebook, rules_of, now())
    return render_template(
        "care/record.html",
        found=found,
        lines=[drawn(entry, now()) for entry in found.entries],
        history=[
            (line, moment(line.at), urgency_words(line.urgency), FROM_WHOM[line.filled_by])
            for line in found.history
        ],
        may_add=_may_add(found),
        report_address=_report_address(found),
        shown_urgency=urgency_words(found.shown.line.urgency) if found.shown else None,
    )


def _for_coach(athlete_id: int) -> str:
    found = coach_record(parts().store, actor(), club_id(), athlete_id, parts().rulebook, now())
    say = required_wording(parts().rulebook).say
    band = StateShape(kind_of(found.band), say(f"band.{found.band}.word")) if found.band else None
    return render_template(
        "care/for_coach.html",
        found=found,
        band=band,
        answered=day(found.answered_on) if found.answered_on else "",
        ask_again=day(found.ask_again) if found.ask_again else "",
    )


def _may_add(found: ClinicalRecord) -> bool:
    """Whether findings can be added to what is shown: the newest answers, with a problem, in time."""
    shown = found.shown
    return (
        shown is not None
        and shown.line.is_newest
        and shown.line.holds
        and shown.stored.answers.get("has_problem") is True
    )


def _report_address(found: ClinicalRecord) -> str | None:
    if found.shown is None:
        return None
    return url_for(
        "record.report", athlete_id=found.whose.athlete_id, screening_id=found.shown.line.screening_id
    )
