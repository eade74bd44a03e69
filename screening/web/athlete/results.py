"""The result on screen and as a PDF: drawn from what was stored, never worked out again."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, url_for
from werkzeug.wrappers import Response

from screening.domain.reporting.figures import figures_of
from screening.domain.reporting.reasons import reason_groups
from screening.web.athlete.gates import result
from screening.web.limits import REPORTS, limited
from screening.web.parts import parts
from screening.web.policies import Policy, policy

results = Blueprint("results", __name__)


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
        result_address=url_for("results.show", token=token, _external=True),
    )


@results.get("/result/<token:token>.pdf")
@limited(REPORTS)
@policy(Policy.RESULT_HOLDER)
def pdf(token: str) -> Response:
    """The report; made in another process, refused at once while too many wait."""
    stored = result()
    address = url_for("results.show", token=token, _external=True)
    figures = figures_of(stored.view.plan, parts().rulebook)
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
    questions = parts().rulebook.questionnaire.questions
    return render_template(
        "athlete/why.html",
        token=token,
        groups=reason_groups(stored.assessment, questions),
        count=len(stored.assessment.trace),
        stored=stored,
    )
