"""Back to unfinished answers by the short code."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import NotFound
from screening.services.drafts import find_by_code
from screening.services.invitations_finishing import move_to_shared_device
from screening.web.limits import CODES_BY_ADDRESS, CODES_BY_ALL, limited
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.this_browser import hold, tablet_poster

resume = Blueprint("resume", __name__)

MAX_CODE_LENGTH = 20
EMPTY = "Enter the code from the page “Save and finish later”, like 7KQ4-M2RD"
UNKNOWN = "That code opens nothing. Check each letter; unfinished answers are deleted after some days"


@resume.get("/resume")
@policy(Policy.PUBLIC)
def code_form() -> str:
    """Ask for the code."""
    return render_template("athlete/resume.html", typed="", error=None)


@resume.post("/resume")
@limited(CODES_BY_ADDRESS, CODES_BY_ALL)
@policy(Policy.PUBLIC)
def open_by_code() -> Response | tuple[str, int]:
    """Go to the draft of a code; a wrong code and one that never was look the same."""
    typed = request.form.get("code", "").strip()
    if not typed:
        return render_template("athlete/resume.html", typed="", error=EMPTY), 400
    if len(typed) > MAX_CODE_LENGTH:
        return render_template("athlete/resume.html", typed="", error=UNKNOWN), 400
    try:
        token = find_by_code(parts().store, typed, now())
    except NotFound:
        return render_template("athlete/resume.html", typed=typed, error=UNKNOWN), 400
    if tablet_poster() is not None:
        move_to_shared_device(parts().store, token)
    hold(token)
    return redirect(url_for("check.go_on", token=token), code=303)
