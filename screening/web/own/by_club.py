"""What a club does about the data of an athlete on their word: recording signed paper, and erasing."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import InvalidAnswers, Problem
from screening.services.consents import record_paper
from screening.services.erasure import BACKUPS_DAYS, Held, erase_person
from screening.services.own_by_club import erasable, paper_sheet
from screening.web.account.answering import page
from screening.web.own.wishes import wish_of_form
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import actor, club_id, fresh_proof

own_by_club = Blueprint("own_by_club", __name__, url_prefix="/athletes")

SURE = "Tick the box to say that the athlete asked for this. It cannot be undone"
KEPT = "This record is held for a claim or an inquiry. Whoever runs the service can lift the hold"


@own_by_club.get("/<int:athlete_id>/consents")
@policy(Policy.STAFF)
def paper(athlete_id: int) -> Response:
    """What an athlete allows, to be changed by what stands on signed paper."""
    return _paper(athlete_id)


@own_by_club.post("/<int:athlete_id>/consents")
@policy(Policy.STAFF)
def record(athlete_id: int) -> Response:
    """Write down one decision of a signed sheet."""
    purpose, given, _version = wish_of_form()
    try:
        record_paper(parts().store, actor(), club_id(), athlete_id, {purpose: given}, now())
    except InvalidAnswers as error:
        return _paper(athlete_id, *error.problems)
    return redirect(url_for("own_by_club.paper", athlete_id=athlete_id, done="recorded"), code=303)


@own_by_club.get("/<int:athlete_id>/erase")
@policy(Policy.ADMINISTRATOR)
@fresh_proof
def ask_to_erase(athlete_id: int) -> Response:
    """Say what goes and what stays, and ask once more."""
    return _erase(athlete_id)


@own_by_club.post("/<int:athlete_id>/erase")
@policy(Policy.ADMINISTRATOR)
@fresh_proof
def erase(athlete_id: int) -> Response:
    """Erase an athlete who asked for it."""
    if request.form.get("sure") != "yes":
        return _erase(athlete_id, Problem("sure", SURE))
    try:
        erase_person(parts().store, actor(), club_id(), athlete_id, now())
    except Held:
        return _erase(athlete_id, Problem("sure", KEPT))
    return redirect(url_for("mine.erased"), code=303)


def _paper(athlete_id: int, *problems: Problem) -> Response:
    sheet = paper_sheet(parts().store, actor(), club_id(), athlete_id, now())
    return page("own/paper.html", problems, sheet=sheet, done=request.args.get("done", "")[:20])


def _erase(athlete_id: int, *problems: Problem) -> Response:
    found = erasable(parts().store, actor(), club_id(), athlete_id)
    return page("own/erase_athlete.html", problems, athlete=found, backups_days=BACKUPS_DAYS)
