"""Answering one more question after a result: new answers that start from the old ones; the result stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import NotFound
from screening.domain.questionnaire import Page
from screening.services.answering_again import begin_again, club_result
from screening.services.drafts import DraftHandle, start_draft
from screening.services.results import StoredScreening
from screening.web.athlete.gates import result
from screening.web.athlete.page_view import fresh_view
from screening.web.limits import NEW_DRAFTS, limited
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.this_browser import held, hold, tablet_poster

again = Blueprint("again", __name__)


@again.get("/result/<token:token>/answer/<page:page_id>")
@policy(Policy.RESULT_HOLDER)
def ask(token: str, page_id: str) -> str | Response:
    """The page with that question, the stored answers in it. Looking at it changes nothing."""
    stored = result()
    if not _is_offered_here(token):
        raise NotFound("no question to answer here")
    if not _still_holds(stored):
        return redirect(url_for("check.before"))
    page = _page(stored, page_id)
    journey = parts().journey
    asked = journey.questions_on(page, stored.answers)
    return render_template(
        "athlete/question.html",
        page=fresh_view(page, asked, stored.answers, confirmed=True, journey=journey),
        back=url_for("results.show", token=token),
        token=None,
        alarm=None,
        can_stop=False,
        answered_on=stored.view.identity.answered_day,
    )


@again.post("/result/<token:token>/answer/<page:page_id>")
@limited(NEW_DRAFTS)
@policy(Policy.RESULT_HOLDER)
def begin(token: str, page_id: str) -> Response:
    """Start new answers from the stored ones and hand the filled-in page on to them.

    Status 307 makes the browser send the same form there, where it is checked like any other page.
    """
    stored = result()
    if not _is_offered_here(token):
        raise NotFound("no question to answer here")
    if not _still_holds(stored):
        return redirect(url_for("check.before"), code=303)
    page = _page(stored, page_id)
    handle = _started(token, stored)
    return redirect(url_for("questions.ask", token=handle.token, page_id=page.id, change=1), code=307)


def _started(token: str, stored: StoredScreening) -> DraftHandle:
    """New answers with the stored ones in them; those of a club's athlete stay with the club."""
    store, life = parts().store, parts().settings.draft_life
    done = [page.id for page in parts().journey.pages(stored.answers)]
    if club_result(store, token, now()) is None:
        return start_draft(store, now(), life=life, answers=stored.answers, pages_done=done)
    is_shared = tablet_poster() is not None
    handle = begin_again(store, token, stored.answers, done, now(), life=life, on_shared_device=is_shared)
    hold(handle.token)
    return handle


def _is_offered_here(token: str) -> bool:
    """A result of a club goes on in the browser that gave the answers, while they have a valid basis."""
    found = club_result(parts().store, token, now())
    return found is None or (found.may_go_on and found.begun_as in held())


def pages_to_answer(token: str, stored: StoredScreening, fields: Iterable[str]) -> dict[str, str]:
    """The page of each of these questions, for those that can still be answered from this result."""
    if not _has_rules_in_use(stored) or not _is_offered_here(token):
        return {}
    journey = parts().journey
    return {
        question.id: page.id
        for page in journey.all_pages(stored.answers)
        for question in journey.questions_on(page, stored.answers)
        if question.id in fields
    }


def _has_rules_in_use(stored: StoredScreening) -> bool:
    """Other rules may ask other questions, so answers are not carried over to them."""
    return stored.rulebook_digest == parts().rulebook.digest


def _still_holds(stored: StoredScreening) -> bool:
    """Past its last day old answers are no start for a new result."""
    return now() < stored.taken_at + dt.timedelta(days=stored.assessment.valid_days)


def _page(stored: StoredScreening, page_id: str) -> Page:
    page = parts().journey.find(page_id, stored.answers) if _has_rules_in_use(stored) else None
    if page is None:
        raise NotFound("no question to answer here")
    return page
