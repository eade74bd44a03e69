"""Check your answers, see the result, or save and finish later."""

from __future__ import annotations

import secrets

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from screening.domain.questionnaire import Page
from screening.domain.reporting.athlete import required_wording
from screening.services.invitations_finishing import for_club, keep_for_club
from screening.services.rounds_dates import last_day
from screening.services.submit_screening import submit
from screening.web.athlete.answer_list import answer_sections
from screening.web.athlete.gates import draft
from screening.web.athlete.interrupts import alarm_in
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.this_browser import address_of_result

finish = Blueprint("finish", __name__)

KEY_LENGTH = range(16, 65)


@finish.get("/check/<token:token>/answers")
@policy(Policy.DRAFT_HOLDER)
def answers(token: str) -> str:
    """Every answer with a way to change it."""
    current = draft()
    journey = parts().journey
    removed = request.args.get("removed", 0, type=int)
    return render_template(
        "athlete/answers.html",
        token=token,
        sections=answer_sections(
            current.answers, current.pages_done, journey, required_wording(parts().rulebook)
        ),
        back=_back(token),
        code=current.code,
        key=secrets.token_urlsafe(24),
        must=_must(),
        extras=[page for page in journey.all_pages(current.answers) if page.extra],
        left_open=journey.first_open(current.answers, current.pages_done),
        removed=removed if 0 < removed <= len(journey.questionnaire.questions) else 0,
    )


def _must() -> Page | None:
    given = draft().answers
    return parts().journey.first_must(given, alarmed=alarm_in(given, parts().rulebook) is not None)


def _back(token: str) -> str:
    """To the last page that was done; the list of answers has no page before it otherwise."""
    current = draft()
    pages = parts().journey.pages(current.answers)
    done = [page for page in pages if page.id in current.pages_done]
    return url_for("questions.ask", token=token, page_id=(done[-1] if done else pages[0]).id)


@finish.post("/check/<token:token>/answers")
@policy(Policy.DRAFT_HOLDER)
def see_result(token: str) -> Response:
    """Make the result once, however often the button is pressed."""
    key = request.form.get("key", "")
    if len(key) not in KEY_LENGTH or not key.isascii():
        abort(400)
    must = _must()
    if must is not None:
        return redirect(url_for("questions.ask", token=token, page_id=must.id), code=303)
    club = for_club(parts().store, token, now())
    result_token = submit(
        parts().store,
        token,
        key,
        parts().rulebook,
        now(),
        name=club.name if club is not None else None,
        who_sees=club.who_sees if club is not None else (),
        also=keep_for_club,
    )
    return redirect(address_of_result(result_token), code=303)


@finish.get("/check/<token:token>/later")
@policy(Policy.DRAFT_HOLDER)
def later(token: str) -> str:
    """The link and the code that lead back here."""
    return render_template(
        "athlete/later.html",
        token=token,
        code=draft().code,
        address=url_for("check.go_on", token=token, _external=True),
        resume_address=url_for("resume.code_form", _external=True),
        draft_days=parts().settings.draft_days,
        ends_on=last_day(draft().expires_at).isoformat(),
    )
