"""What is kept about me: results, consents, who can see and has seen it, all of it as a file, erasing."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, Response, redirect, request, stream_with_context, url_for
from werkzeug.wrappers import Response as AnyResponse

from screening.domain.errors import InvalidAnswers, Problem
from screening.domain.reporting.figures import figures_of
from screening.domain.reporting.view import AthleteReport
from screening.services.consents import decide_signed_in
from screening.services.erasure import BACKUPS_DAYS, Held, erase_person
from screening.services.own_data.files import export_person
from screening.services.own_page import own_athletes, own_page
from screening.web.account.answering import page
from screening.web.addresses import link_to
from screening.web.limits import REPORTS, limited
from screening.web.own.wishes import wish_of_form
from screening.web.parts import now, parts, rules_of
from screening.web.policies import Policy, policy
from screening.web.signed_in import actor, club_id, forget, fresh_proof

mine = Blueprint("mine", __name__, url_prefix="/me")

SURE = "Tick the box to say that you want this. It cannot be undone"
KEPT = "Your club has to keep this record for a claim or an inquiry. Ask the club until when"


@mine.get("", endpoint="overview")
@policy(Policy.ATHLETE)
def overview() -> AnyResponse:
    """Oneself and the athletes one answers for; straight on where there is one."""
    found = own_athletes(parts().store, actor(), club_id(), now())
    if len(found) == 1:
        return redirect(url_for("mine.person", athlete_id=found[0].athlete_id), code=303)
    return page("own/overview.html", athletes=found)


@mine.get("/<int:athlete_id>")
@policy(Policy.ATHLETE)
def person(athlete_id: int) -> AnyResponse:
    """Everything about one athlete at a glance."""
    return _person(athlete_id)


@mine.post("/<int:athlete_id>/consents")
@policy(Policy.ATHLETE)
def decide(athlete_id: int) -> AnyResponse:
    """Allow something, or take it back; it counts from the next request on."""
    purpose, given, version = wish_of_form()
    try:
        decide_signed_in(
            parts().store,
            actor(),
            club_id(),
            athlete_id,
            {purpose: given},
            now(),
            shown={purpose: version},
        )
    except InvalidAnswers as error:
        return _person(athlete_id, *error.problems)
    done = "given" if given else "withdrawn"
    address = url_for("mine.person", athlete_id=athlete_id, done=done, _anchor=purpose.value)
    return redirect(address, code=303)


@mine.post("/<int:athlete_id>/everything")
@limited(REPORTS)
@policy(Policy.ATHLETE)
@fresh_proof
def everything(athlete_id: int) -> AnyResponse:
    """All that is kept, as one file, made while it is sent."""
    pieces = export_person(parts().store, actor(), club_id(), athlete_id, now(), _drawn)
    response = Response(stream_with_context(pieces), content_type="application/zip")
    name = f"my-records-{now().astimezone(dt.UTC).date().isoformat()}.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@mine.get("/<int:athlete_id>/erase")
@policy(Policy.ATHLETE)
@fresh_proof
def ask_to_erase(athlete_id: int) -> AnyResponse:
    """Say what goes and what stays, and ask once more."""
    return _erase(athlete_id)


@mine.post("/<int:athlete_id>/erase")
@policy(Policy.ATHLETE)
@fresh_proof
def erase(athlete_id: int) -> AnyResponse:
    """Erase it all."""
    if request.form.get("sure") != "yes":
        return _erase(athlete_id, Problem("sure", SURE))
    try:
        erased = erase_person(parts().store, actor(), club_id(), athlete_id, now())
    except Held:
        return _erase(athlete_id, Problem("sure", KEPT))
    if actor().account_id in erased.accounts:
        forget()
    return redirect(url_for("mine.erased"), code=303)


@mine.get("/erased")
@policy(Policy.PUBLIC)
def erased() -> AnyResponse:
    """It is done. Says nothing about whom."""
    return page("own/erased.html", backups_days=BACKUPS_DAYS)


def _person(athlete_id: int, *problems: Problem) -> AnyResponse:
    found = own_page(parts().store, actor(), club_id(), athlete_id, now())
    done = request.args.get("done", "")[:20]
    return page("own/person.html", problems, own=found, done=done)


def _erase(athlete_id: int, *problems: Problem) -> AnyResponse:
    found = own_page(parts().store, actor(), club_id(), athlete_id, now())
    return page("own/erase.html", problems, own=found, backups_days=BACKUPS_DAYS)


def _drawn(view: AthleteReport, rulebook_digest: str, seed: bytes) -> bytes:
    token = parts().store.tokens.result_link(seed)
    address = link_to(parts().settings, url_for("results.show", token=token))
    figures = figures_of(view.plan, rules_of(rulebook_digest))
    return parts().reports.make(view, link=address, figures=figures)
