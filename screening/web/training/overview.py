"""The overview of a followed programme, on screen and printed."""

from __future__ import annotations

import secrets

from flask import abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from screening.domain.reporting.plan_sheet import coming_weeks, plan_sheet, sheet_figures
from screening.domain.rulebook import Rulebook
from screening.services.training import Followed
from screening.services.training_reports import not_done, report
from screening.services.training_worth import WORTH, WORTH_NAME
from screening.web.athlete.gates import programme
from screening.web.limits import REPORTS, limited
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.training.blueprint import training
from screening.web.training.overview_view import overview_of
from screening.web.training.session_view import SCALE
from screening.web.training.starting import form_key, with_programmes
from screening.web.training.withheld import held_words


@training.get("/plan/<token:token>")
@policy(Policy.PROGRAMME_HOLDER)
def overview(token: str) -> str:
    """What is next, what was done, and every week."""
    current = programme()
    rulebook = with_programmes(current.rulebook_digest)
    today = now().date()
    worth = parts().rulebook.sources.get(WORTH)
    return render_template(
        "training/overview.html",
        token=token,
        view=overview_of(current, today),
        held=held_words(current, rulebook, now()),
        worth_source=worth,
        worth_name=WORTH_NAME,
        is_outdated=now() >= current.basis.valid_until,
        sources=_sources(current, rulebook),
        scale=SCALE,
        key=secrets.token_urlsafe(24),
        is_new="new" in request.args,
        is_changed="changed" in request.args,
        address=url_for("training.overview", token=token, _external=True),
    )


def _sources(current: Followed, rulebook: Rulebook) -> list[str]:
    """The studies behind the plan and behind what is said of doing it."""
    named = dict.fromkeys((*current.programme.sources, WORTH))
    return [rulebook.sources[name].reference for name in named if name in rulebook.sources]


@training.post("/plan/<token:token>/not-done")
@policy(Policy.PROGRAMME_HOLDER)
def none_of_them(token: str) -> Response:
    """Past sessions without a report were not done: one press, and the plan goes on from today."""
    current = programme()
    rulebook = with_programmes(current.rulebook_digest)
    report(parts().store, token, not_done(current, now().date()), form_key(), rulebook, now())
    return redirect(url_for("training.overview", token=token, changed=1), code=303)


@training.get("/plan/<token:token>/print")
@policy(Policy.PROGRAMME_HOLDER)
def paper(token: str) -> str:
    """The weeks to come, to print and hang up."""
    current = programme()
    rulebook = with_programmes(current.rulebook_digest)
    return render_template(
        "training/print.html",
        token=token,
        held=held_words(current, rulebook, now()),
        title=current.programme.title,
        weeks=coming_weeks(current.programme, current.request.match_dates, now().date()),
        pdf_address=url_for("training.pdf", token=token),
    )


@training.get("/plan/<token:token>.pdf")
@limited(REPORTS)
@policy(Policy.PROGRAMME_HOLDER)
def pdf(token: str) -> Response:  # noqa: ARG001 - the gate has opened the programme of this token
    """The same weeks as a file, with every exercise in pictures; nothing while the plan has to wait."""
    current, today = programme(), now().date()
    rulebook = with_programmes(current.rulebook_digest)
    sheet = plan_sheet(current.programme, current.request.match_dates, rulebook, today)
    if not sheet.weeks or held_words(current, rulebook, now()) is not None:
        abort(404)
    response = make_response(parts().reports.make(sheet, figures=sheet_figures(sheet, rulebook)))
    response.content_type = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="plan-{today.isoformat()}.pdf"'
    return response
