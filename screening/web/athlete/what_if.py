"""What if: a finished result beside the one that changes would lead to. It only asks; nothing is kept."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request, url_for

from screening.domain.errors import InvalidAnswers
from screening.services.what_if import try_out
from screening.web.athlete.gates import result
from screening.web.parts import parts
from screening.web.policies import Policy, policy

what_if = Blueprint("what_if", __name__)

CHANGE = "change"


@what_if.get("/result/<token:token>/what-if")
@policy(Policy.RESULT_HOLDER)
def show(token: str) -> str:
    """The chosen changes beside the present result."""
    stored = result()
    try:
        tried = try_out(stored, parts().rulebook, request.args.getlist(CHANGE))
    except InvalidAnswers:
        abort(400)
    return render_template(
        "athlete/what_if.html",
        tried=tried,
        stored=stored,
        here=url_for("what_if.show", token=token),
        back=url_for("results.show", token=token),
    )
