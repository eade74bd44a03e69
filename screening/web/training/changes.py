"""Real life: a match moved, days away, sore thighs, less time. A form for each; the plan is made anew."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Mapping

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import Problem
from screening.domain.programme.model import Done, Request
from screening.domain.reporting.day_words import day_of
from screening.domain.rulebook import Rulebook
from screening.services.training import Followed
from screening.services.training_change import change
from screening.services.training_log import SessionReport
from screening.services.training_reports import report
from screening.web.athlete.gates import programme
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.training.beside import above, beside
from screening.web.training.blueprint import training
from screening.web.training.change_form import (
    away_value,
    upcoming_matches,
    with_matches,
    with_room,
    with_time_away,
)
from screening.web.training.report_form import read_scale
from screening.web.training.session_view import SCALE
from screening.web.training.starting import form_key, with_programmes
from screening.web.training.wish_form import (
    Option,
    Typed,
    typed_from_answers,
    typed_from_request,
    typed_in,
    wish_view,
)
from screening.web.training.withheld import held_words

Changed = tuple[Request, tuple[Problem, ...]]
WAYS: Mapping[str, Callable[[Followed, Rulebook, dt.date], Changed]] = {
    "matches": lambda followed, _rules, today: with_matches(request.form, followed, today),
    "away": lambda followed, _rules, today: with_time_away(request.form, followed.request, today),
    "room": lambda followed, rules, _today: with_room(request.form, followed.request, rules),
}
BLANK = 2
MOST_VERSION_LETTERS = 9


@training.get("/plan/<token:token>/change")
@policy(Policy.PROGRAMME_HOLDER)
def changes(token: str) -> str:
    """What can get in the way, each with its form."""
    return _page(token)


@training.post("/plan/<token:token>/change/<any(matches,away,room):what>")
@policy(Policy.PROGRAMME_HOLDER)
def change_plan(token: str, what: str) -> Response | tuple[str, int]:
    """Make what lies ahead anew; a page from before somebody else's change is refused."""
    current = programme()
    rulebook = with_programmes(current.rulebook_digest)
    wished, problems = WAYS[what](current, rulebook, now().date())
    if problems:
        return _page(token, what, problems), 400
    change(parts().store, token, wished, rulebook, now(), version=_version())
    return redirect(url_for("training.overview", token=token, changed=1), code=303)


@training.post("/plan/<token:token>/sore")
@policy(Policy.PROGRAMME_HOLDER)
def sore(token: str) -> Response | tuple[str, int]:
    """Sore thighs change the next session; they count to the session that was done last."""
    pressed = form_key()
    current = programme()
    done = last_done(current)
    problems: list[Problem] = []
    soreness = read_scale(request.form.get("soreness", "")[:3], "soreness", "how sore", problems, must=True)
    if done is None or soreness is None:
        return _page(token, "sore", tuple(problems)), 400
    told = SessionReport(session=done.session, on=done.on, soreness=soreness)
    report(parts().store, token, (told,), pressed, with_programmes(current.rulebook_digest), now())
    return redirect(url_for("training.overview", token=token, changed=1), code=303)


def last_done(current: Followed) -> SessionReport | None:
    """The last session that was done, in part at least; None before the first."""
    done = [entry for entry in current.log if entry.done is not Done.NOT]
    return SessionReport(session=done[-1].session, on=done[-1].on) if done else None


def _version() -> int:
    text = request.form.get("version", "")
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_VERSION_LETTERS):
        abort(400)
    return int(text)


def _page(token: str, what: str = "", problems: tuple[Problem, ...] = ()) -> str:
    current = programme()
    today = now().date()
    rulebook = with_programmes(current.rulebook_digest)
    typed: Typed = typed_from_request(
        current.request, typed_from_answers(current.basis.answers, rulebook, today)
    )
    matches = tuple(date.isoformat() for date in upcoming_matches(current, today))
    if what == "matches":
        matches = tuple(text.strip()[:20] for text in request.form.getlist("match") if text.strip())
    if what == "room":
        typed = typed_in(request.form)
    return render_template(
        "training/change.html",
        token=token,
        view=wish_view(typed, rulebook, (current.request.start,)),
        are_assumed=not what and not {str(date) for date in current.request.match_dates}.issuperset(matches),
        matches=(*matches, *("",) * BLANK),
        away=tuple(
            Option(away_value(one), f"{day_of(one.first)} to {day_of(one.last)}")
            for one in current.request.away
            if one.last >= today
        ),
        first=request.form.get("first", "")[:20] if what == "away" else "",
        last=request.form.get("last", "")[:20] if what == "away" else "",
        held=held_words(current, rulebook, now()),
        may_be_sore=last_done(current) is not None,
        scale=SCALE,
        problems=above(problems),
        wrong=beside(problems),
        version=current.version,
        key=secrets.token_urlsafe(24),
    )
