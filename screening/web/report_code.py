"""Is a printed report still the current one? The code on it answers that, and nothing else."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from screening.services.results import Currency, by_check_code
from screening.web.limits import CODES_BY_ADDRESS, CODES_BY_ALL, limited
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy

report_code = Blueprint("report_code", __name__)

MAX_CODE_LENGTH = 30
EMPTY = "Enter the check code from the foot of the report"
UNKNOWN = "We know no report with this code. Check each letter"
ANSWERS = {
    Currency.CURRENT: "This report is current",
    Currency.SUPERSEDED: "This report is no longer current",
}


@report_code.get("/report-code")
@policy(Policy.PUBLIC)
def code_form() -> str:
    """Ask for the check code."""
    return render_template("public/report_code.html", typed="", error=None, answer=None)


@report_code.post("/report-code")
@limited(CODES_BY_ADDRESS, CODES_BY_ALL)
@policy(Policy.PUBLIC)
def look_up() -> str | tuple[str, int]:
    """Say whether the report with this code still holds."""
    typed = request.form.get("code", "").strip()
    kept = typed[:MAX_CODE_LENGTH]
    if not typed:
        return render_template("public/report_code.html", typed="", error=EMPTY, answer=None), 400
    found = by_check_code(parts().store, typed, now()) if len(typed) <= MAX_CODE_LENGTH else None
    if found is None:
        return render_template("public/report_code.html", typed=kept, error=UNKNOWN, answer=None), 400
    return render_template("public/report_code.html", typed=kept, error=None, answer=ANSWERS[found])
