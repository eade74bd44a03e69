"""One page of questions: drawn, checked, saved, and the care card when an answer is alarming."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from screening.domain.answers import Answers
from screening.domain.questionnaire import Page, Question, QuestionType
from screening.services.drafts import save_page
from screening.web.athlete.forms import (
    ASKED,
    REST,
    SURE,
    Reading,
    form_for,
    given_texts,
    read_page,
)
from screening.web.athlete.gates import draft
from screening.web.athlete.interrupts import alarm_in, is_news
from screening.web.athlete.journey import Journey
from screening.web.athlete.page_view import PageView, fresh_view, page_view
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy

questions = Blueprint("questions", __name__)

CHANGING = "change"


@dataclass(frozen=True, slots=True)
class Posted:
    """What one form said about one page."""

    reading: Reading
    asked: tuple[Question, ...]
    skipped: bool


@questions.get("/check/<token:token>/<page:page_id>")
@policy(Policy.DRAFT_HOLDER)
def ask(token: str, page_id: str) -> Response | str:
    """Draw the page with what was answered before."""
    current = draft()
    page = parts().journey.find(page_id, current.answers)
    if page is None:
        return _somewhere_that_applies(token, page_id)
    return _drawn(token, page, current.answers, current.pages_done)


@questions.post("/check/<token:token>/<page:page_id>")
@policy(Policy.DRAFT_HOLDER)
def answer(token: str, page_id: str) -> Response | str | tuple[str, int]:
    """Check the page, save it, and go where it leads."""
    current = draft()
    journey = parts().journey
    page = journey.find(page_id, current.answers)
    if page is None:
        return _somewhere_that_applies(token, page_id)
    allowed = journey.questions_on(page, current.answers)
    posted = _posted(page, allowed, journey)
    if not posted.skipped and (posted.reading.problems or posted.reading.doubts):
        view = _view_of_post(page, current.answers, posted, journey)
        return _draw(
            token, page, view, current.answers, current.pages_done
        ), 400 if posted.reading.problems else 200
    return _saved(token, page, posted)


def _posted(page: Page, allowed: Sequence[Question], journey: Journey) -> Posted:
    """Read the form; only fields that were on the page may be there."""
    asked_ids = frozenset((request.form.get(ASKED) or "").split())
    asked = tuple(question for question in allowed if question.id in asked_ids)
    known = frozenset(journey.questionnaire.questions)
    if not asked or {name for name in request.form if name in known} - {question.id for question in asked}:
        abort(400)
    _refuse_repeats(asked)
    skipped = "skip" in request.form and not any(question.id in journey.must for question in asked)
    reading = Reading(Answers(), (), ()) if skipped else read_page(form_for(asked), page, asked, journey)
    return Posted(reading, asked, skipped)


def _refuse_repeats(asked: Sequence[Question]) -> None:
    """A single answer sent twice is not a form of ours."""
    for question in asked:
        if question.type is not QuestionType.LIST and len(request.form.getlist(question.id)) > 1:
            abort(400)


def _saved(token: str, page: Page, posted: Posted) -> Response:
    current = draft()
    rulebook = parts().rulebook
    before = current.answers.without(*(question.id for question in posted.asked))
    settled = parts().journey.settle(Answers({**before, **posted.reading.answers}))
    removed = [field for field in settled.removed if field in before]
    alarm = alarm_in(settled.answers, rulebook)
    news = alarm if alarm is not None and is_news(alarm, current.interrupts_shown) else None
    save_page(
        parts().store,
        token,
        page.id,
        settled.answers,
        now(),
        version=current.version,
        interrupts_shown=current.interrupts_shown
        | ({news.urgency.value} if news and news.urgency else set()),
    )
    if news:
        return redirect(url_for("questions.care", token=token), code=303)
    return redirect(_address_after(token, page, posted, settled.answers, len(removed)), code=303)


def _address_after(token: str, page: Page, posted: Posted, answers: Answers, removed: int) -> str:
    """The same page again when its answers opened more of it; else the next one."""
    journey = parts().journey
    changing = CHANGING in request.args
    asked = {question.id for question in posted.asked}
    opened = [question for question in journey.questions_on(page, answers) if question.id not in asked]
    done = {*draft().pages_done, page.id}
    target = page if opened else journey.after(page, answers, done, changing=changing)
    if target is None:
        return url_for("finish.answers", token=token, removed=removed or None)
    return url_for("questions.ask", token=token, page_id=target.id, change=1 if changing else None)


def _somewhere_that_applies(token: str, page_id: str) -> Response:
    """An old address of a page that no longer applies leads on; one that never was is not found."""
    if page_id not in {page.id for page in parts().journey.questionnaire.pages}:
        abort(404)
    return redirect(url_for("check.go_on", token=token), code=303)


def _view_of_post(page: Page, stored: Answers, posted: Posted, journey: Journey) -> PageView:
    shown = given_texts(form_for(posted.asked), posted.asked)
    known = Answers({**stored.without(*(question.id for question in posted.asked)), **posted.reading.answers})
    return page_view(
        page,
        posted.asked,
        shown=shown,
        answers=known,
        problems=posted.reading.problems,
        doubts=posted.reading.doubts,
        rest=request.form.getlist(REST),
        sure=request.form.getlist(SURE),
        journey=journey,
    )


def _drawn(token: str, page: Page, answers: Answers, done: Collection[str]) -> str:
    journey = parts().journey
    view = fresh_view(page, journey.questions_on(page, answers), answers, page.id in done, journey)
    return _draw(token, page, view, answers, done)


def _draw(token: str, page: Page, view: PageView, answers: Answers, done: Collection[str]) -> str:
    journey = parts().journey
    changing = CHANGING in request.args
    earlier = journey.before(page, answers)
    back: str | None
    if changing:
        back = url_for("finish.answers", token=token)
    elif earlier:
        back = url_for("questions.ask", token=token, page_id=earlier.id)
    else:
        back = None if g.get("for_club") else url_for("check.before")
    return render_template(
        "athlete/question.html",
        page=view,
        back=back,
        token=token,
        changing=changing,
        alarm=alarm_in(answers, parts().rulebook),
        can_stop=journey.leg_is_told(answers, done),
    )


@questions.get("/check/<token:token>/care")
@policy(Policy.DRAFT_HOLDER)
def care(token: str) -> Response | str:
    """The care card alone, while an answer is alarming."""
    alarm = alarm_in(draft().answers, parts().rulebook)
    if alarm is None:
        return redirect(url_for("check.go_on", token=token))
    current = draft()
    journey = parts().journey
    page = journey.first_open(current.answers, current.pages_done)
    going_on = "questions.ask" if page else "finish.answers"
    return render_template(
        "athlete/care.html",
        alarm=alarm,
        told=[reason.text for reason in alarm.reasons if reason.urgency == alarm.urgency],
        token=token,
        go_on=url_for(going_on, token=token, page_id=page.id if page else None),
    )
