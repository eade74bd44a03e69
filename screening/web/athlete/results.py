"""The result on screen and as a PDF: drawn from what was stored, never worked out again."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from screening.domain.reporting.athlete import required_wording
from screening.domain.reporting.figures import figures_of
from screening.domain.reporting.reasons import cited, reason_groups
from screening.domain.reporting.view import ReasonGroup
from screening.services.own_by_link import is_of_club
from screening.services.results import StoredScreening
from screening.web.athlete.again import pages_to_answer
from screening.web.athlete.gates import result
from screening.web.limits import REPORTS, limited
from screening.web.parts import parts, rules_of
from screening.web.policies import Policy, policy

results = Blueprint("results", __name__)

ALL_OPEN = "open"
"""In the address of the reasons: draw every one unfolded."""


@results.get("/result/<token:token>")
@policy(Policy.RESULT_HOLDER)
def show(token: str) -> str:
    """The result as it was shown the first time."""
    stored = result()
    return render_template(
        "athlete/result.html",
        view=stored.view,
        pdf_address=url_for("results.pdf", token=token),
        why_address=url_for("results.why", token=token),
        plan_address=url_for("training.begin", token=token) if stored.assessment.plan.weeks else None,
        what_if_address=url_for("what_if.show", token=token),
        data_address=url_for("own_by_link.show", token=token) if is_of_club(parts().store, token) else "",
        answer_addresses=_answer_addresses(token, stored),
        result_address=url_for("results.show", token=token, _external=True),
    )


@results.get("/result/<token:token>.pdf")
@limited(REPORTS)
@policy(Policy.RESULT_HOLDER)
def pdf(token: str) -> Response:
    """The report; made in another process, refused at once while too many wait."""
    stored = result()
    address = url_for("results.show", token=token, _external=True)
    figures = figures_of(stored.view.plan, rules_of(stored.rulebook_digest))
    made = parts().reports.make(stored.view, link=address, figures=figures)
    response = make_response(made)
    response.content_type = "application/pdf"
    day = stored.taken_at.date().isoformat()
    response.headers["Content-Disposition"] = f'attachment; filename="screening-report-{day}.pdf"'
    return response


@results.get("/result/<token:token>/why")
@policy(Policy.RESULT_HOLDER)
def why(token: str) -> str:
    """Every rule that had a say, with what it read and where it comes from."""
    stored = result()
    groups = stored.view.why or _reasons_of_old_record(stored)
    return render_template(
        "athlete/why.html",
        token=token,
        groups=groups,
        sources=stored.view.why_sources or cited(groups, rules_of(stored.rulebook_digest)),
        count=len(stored.assessment.trace),
        is_open=ALL_OPEN in request.args,
        stored=stored,
    )


def _reasons_of_old_record(stored: StoredScreening) -> tuple[ReasonGroup, ...]:
    """Records of before the reasons were kept in words are worded with the questions of their own rules."""
    rulebook = rules_of(stored.rulebook_digest)
    return reason_groups(stored.assessment, stored.answers, rulebook, required_wording(rulebook))


def _answer_addresses(token: str, stored: StoredScreening) -> dict[str, str]:
    """Where each missing answer that is named can be given, by question."""
    sure = stored.view.how_sure
    named = {row.field for row in sure.would_narrow} if sure else set()
    return {
        field: url_for("again.ask", token=token, page_id=page_id)
        for field, page_id in pages_to_answer(token, stored, named).items()
    }
