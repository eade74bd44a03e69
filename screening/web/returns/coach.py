"""The coach's pages of athletes on the way back: read, accept into training, reduce, say how hard it was."""

from __future__ import annotations

import secrets

from flask import Blueprint, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from screening.domain.case.events import Agreed, Body
from screening.domain.case.happen import Refused
from screening.domain.case.words import Party
from screening.domain.errors import InvalidAnswers, Problem
from screening.domain.reporting.case_names import log_names
from screening.domain.reporting.case_week import coach_week
from screening.services.cases import cases_for_coach, record
from screening.services.cases.days_ahead import days_for_coach
from screening.services.cases.for_coach import ACKNOWLEDGED, CoachCasePage, coach_case
from screening.services.return_sheet import return_sheet_for_coach
from screening.web.account.answering import page, typed
from screening.web.limits import REPORTS, limited
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import actor, club_id

from .coach_form import read_less, read_session, ways_to_do_less
from .coach_view import coach_page, returning_lines, speeds_of

returns = Blueprint("returns", __name__, url_prefix="/returns")

DONE = {
    "accepted": "Kept. A physio or doctor still has to sign.",
    "reduced": "Kept. The physio sees it.",
    "session": "The session is kept.",
}
LONGEST = 200


@returns.get("", endpoint="overview")
@policy(Policy.COACH)
def overview() -> Response:
    """Everybody of one's squads who is on the way back."""
    found = cases_for_coach(parts().store, actor(), club_id(), parts().rulebook, now())
    return page("returns/overview.html", (), lines=returning_lines(found))


@returns.get("/<int:case_id>")
@policy(Policy.COACH)
def show(case_id: int) -> Response:
    """One of them."""
    return _page(_found(case_id))


@returns.get("/<int:case_id>/sheet.pdf")
@limited(REPORTS)
@policy(Policy.COACH)
def sheet(case_id: int) -> Response:
    """The same to print, on one page."""
    found = return_sheet_for_coach(parts().store, actor(), club_id(), case_id, parts().rulebook, now())
    response = make_response(parts().reports.make(found))
    response.content_type = "application/pdf"
    name = f"training-sheet-{case_id}-{found.made_on}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@returns.post("/<int:case_id>/accept")
@policy(Policy.COACH)
def acknowledge(case_id: int) -> Response:
    """Take the athlete into full training, or not yet. It opens no gate alone."""
    found = _found(case_id)
    return _kept(found, Agreed(ACKNOWLEDGED, request.form.get("agrees") == "yes"), "accepted", "main")


@returns.post("/<int:case_id>/less")
@policy(Policy.COACH)
def restrict(case_id: int) -> Response:
    """Do less today; more is not the coach's to allow."""
    found = _found(case_id)
    body, problems = read_less(_form(), ways_to_do_less(found.rung, speeds_of(found.rules)))
    return _kept(found, body, "reduced", "less") if body is not None else _page(found, *problems)


@returns.post("/<int:case_id>/session")
@policy(Policy.COACH)
def session(case_id: int) -> Response:
    """Keep how hard and how long a session was."""
    found = _found(case_id)
    body, problems = read_session(_form(), found.day)
    return _kept(found, body, "session", "kind") if body is not None else _page(found, *problems)


def _found(case_id: int) -> CoachCasePage:
    return coach_case(parts().store, actor(), club_id(), case_id, parts().rulebook, now())


def _form() -> dict[str, str]:
    return {name: typed(name, LONGEST) for name in request.form}


def _kept(found: CoachCasePage, body: Body, done: str, field: str) -> Response:
    try:
        record(
            parts().store,
            actor(),
            club_id(),
            found.case_id,
            body,
            None,
            typed("key", 64),
            parts().rulebook,
            now(),
            party=Party.COACH,
        )
    except Refused as refused:
        return _page(found, *(Problem(field, reason.text) for reason in refused.reasons))
    except InvalidAnswers as error:
        return _page(found, *error.problems)
    return redirect(url_for("returns.show", case_id=found.case_id, done=done), code=303)


def _page(found: CoachCasePage, *problems: Problem) -> Response:
    days = days_for_coach(parts().store, actor(), club_id(), found.case_id, parts().rulebook, now())
    return page(
        "returns/coach.html",
        problems,
        view=coach_page(found, log_names(found.rules)),
        typed=_form(),
        key=secrets.token_urlsafe(24),
        days=coach_week(days),
        warnings=days.warnings,
        done=DONE.get(request.args.get("done", ""), ""),
    )
