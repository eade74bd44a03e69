"""Starting a programme from a result: when, on which days, with what, around which matches."""

from __future__ import annotations

import secrets

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import Problem
from screening.domain.rulebook import Rulebook
from screening.services.results import StoredScreening
from screening.services.training_start import may_start, named_programmes, newest_link, start
from screening.web.athlete.gates import result
from screening.web.limits import NEW_DRAFTS, limited
from screening.web.parts import now, parts, rules_of
from screening.web.policies import Policy, policy
from screening.web.training.beside import above, beside
from screening.web.training.blueprint import training
from screening.web.training.report_form import KEY_LENGTH
from screening.web.training.wish_form import (
    Typed,
    mondays,
    read_wishes,
    typed_from_answers,
    typed_in,
    wish_view,
)


@training.get("/result/<token:token>/plan")
@policy(Policy.RESULT_HOLDER)
def begin(token: str) -> str:
    """The plan that runs already, and the form for a new one."""
    return _form(token, typed_from_answers(result().answers, rules_for(result()), now().date()))


@training.post("/result/<token:token>/plan")
@limited(NEW_DRAFTS)
@policy(Policy.RESULT_HOLDER)
def start_plan(token: str) -> Response | tuple[str, int]:
    """Make the programme once, however often the button is pressed."""
    key = form_key()
    typed = typed_in(request.form)
    rulebook = rules_for(result())
    wished, problems = read_wishes(typed, rulebook, mondays(now().date()))
    if wished is None:
        return _form(token, typed, problems), 400
    programme_token = start(parts().store, token, wished, key, rulebook, now())
    return redirect(url_for("training.overview", token=programme_token, new=1), code=303)


def rules_for(stored: StoredScreening) -> Rulebook:
    """The rules of the screening; those that run where its own made no programmes yet."""
    return with_programmes(stored.rulebook_digest)


def with_programmes(digest: str) -> Rulebook:
    """The rules with this digest, if they can make a programme; those that run otherwise."""
    kept = rules_of(digest)
    return kept if kept.programmes is not None else parts().rulebook


def form_key() -> str:
    """The key that the page of this form was drawn with; a repeat of the same press sends the same."""
    key = request.form.get("key", "")
    if len(key) not in KEY_LENGTH or not key.isascii():
        abort(400)
    return key


def _form(token: str, typed: Typed, problems: tuple[Problem, ...] = ()) -> str:
    stored = result()
    rulebook, starts = rules_for(stored), mondays(now().date())
    running = newest_link(parts().store, token)
    return render_template(
        "training/start.html",
        view=wish_view(typed, rulebook, starts, named_programmes(stored.answers, starts[0], rulebook)),
        problems=above(problems),
        wrong=beside(problems),
        may_start=may_start(parts().store, token, now()),
        running=url_for("training.overview", token=running) if running else None,
        back=url_for("results.show", token=token),
        key=secrets.token_urlsafe(24),
    )
