"""Today's session: exercise after exercise, then what was done and how it felt."""

from __future__ import annotations

import secrets

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import NotFound, Problem
from screening.services.training_log import SessionReport
from screening.services.training_reports import report
from screening.web.athlete.gates import programme
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.training.beside import above, beside
from screening.web.training.blueprint import training
from screening.web.training.report_form import TypedReport, read_report, read_scale, typed_report
from screening.web.training.responding import response_to
from screening.web.training.session_view import SCALE, is_morning_due, report_of, session_of
from screening.web.training.starting import form_key, with_programmes
from screening.web.training.withheld import held_words


@training.get("/plan/<token:token>/session/<session:key>")
@policy(Policy.PROGRAMME_HOLDER)
def session(token: str, key: str) -> str | tuple[str, int]:
    """What to do, or what was reported and what follows from it; a way on where the plan lost it since."""
    try:
        programme().session(key)
    except NotFound:
        return _gone(token), 404
    return _page(token, key, TypedReport())


@training.post("/plan/<token:token>/session/<session:key>")
@policy(Policy.PROGRAMME_HOLDER)
def report_session(token: str, key: str) -> Response | tuple[str, int]:
    """Write the report down once, however often the button is pressed."""
    pressed = form_key()
    typed = typed_report(request.form)
    told, problems = read_report(typed, programme().session(key), now().date())
    if told is None:
        return _page(token, key, typed, problems), 400
    return _kept(token, key, told, pressed)


@training.post("/plan/<token:token>/session/<session:key>/morning")
@policy(Policy.PROGRAMME_HOLDER)
def report_morning(token: str, key: str) -> Response | tuple[str, int]:
    """Write down how the morning after was."""
    pressed = form_key()
    done = programme().logged(key)
    problems: list[Problem] = []
    pain = read_scale(request.form.get("morning", "")[:3], "morning", "the pain", problems, must=True)
    if pain is None:
        return _page(token, key, TypedReport(), tuple(problems)), 400
    return _kept(token, key, SessionReport(session=key, on=done.on, pain_next_morning=pain), pressed)


def _gone(token: str) -> str:
    current = programme()
    held = held_words(current, with_programmes(current.rulebook_digest), now())
    return render_template("training/gone.html", token=token, held=held)


def _kept(token: str, key: str, told: SessionReport, pressed: str) -> Response:
    rulebook = with_programmes(programme().rulebook_digest)
    report(parts().store, token, (told,), pressed, rulebook, now())
    return redirect(url_for("training.session", token=token, key=key, _anchor="told"), code=303)


def _page(token: str, key: str, typed: TypedReport, problems: tuple[Problem, ...] = ()) -> str:
    current = programme()
    planned = current.session(key)
    rulebook = with_programmes(current.rulebook_digest)
    told = report_of(current, planned)
    return render_template(
        "training/session.html",
        token=token,
        view=session_of(current, planned, rulebook.plan.figures, now().date()),
        version=current.version,
        held=held_words(current, rulebook, now()),
        told=told,
        response=response_to(current, planned, rulebook) if told else None,
        typed=typed,
        problems=above(problems),
        wrong=beside(problems),
        is_asked=told is None or "again" in request.args or bool(problems),
        is_morning_due=is_morning_due(current, key, now().date()),
        scale=SCALE,
        key=secrets.token_urlsafe(24),
    )
