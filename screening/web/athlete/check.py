"""The way in: what to expect before the first question, and a new draft on the server."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from screening.domain.answers import Answers
from screening.services.drafts import start_draft
from screening.web.athlete.gates import draft
from screening.web.athlete.interrupts import alarm_in
from screening.web.limits import NEW_DRAFTS, limited
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy

check = Blueprint("check", __name__)


@check.get("/check")
@policy(Policy.PUBLIC)
def before() -> str:
    """How long it takes, why honest answers help, who sees what."""
    page_count = parts().journey.healthy_page_count()
    return render_template(
        "athlete/before.html", page_count=page_count, draft_days=parts().settings.draft_days
    )


@check.post("/check")
@limited(NEW_DRAFTS)
@policy(Policy.PUBLIC)
def start() -> Response:
    """Make an empty draft and go to its first page."""
    handle = start_draft(parts().store, now(), life=parts().settings.draft_life)
    first = parts().journey.pages(Answers())[0]
    return redirect(url_for("questions.ask", token=handle.token, page_id=first.id), code=303)


@check.get("/check/<token:token>")
@policy(Policy.DRAFT_HOLDER)
def go_on(token: str) -> Response:
    """Back to where it was left; to the care card first while an answer is alarming."""
    current = draft()
    if alarm_in(current.answers, parts().rulebook):
        return redirect(url_for("questions.care", token=token))
    page = parts().journey.first_open(current.answers, current.pages_done)
    if page is None:
        return redirect(url_for("finish.answers", token=token))
    return redirect(url_for("questions.ask", token=token, page_id=page.id))
