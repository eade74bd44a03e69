"""The squads of the club: the list for everybody who works here, and the forms for administrators."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import InvalidAnswers, OutOfDate, Problem
from screening.services import squads as service
from screening.services.access import Action, ClubRef, may
from screening.services.squads import SquadWish
from screening.web.account.answering import page, typed
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.roster.links import page_for
from screening.web.roster.typing_in import typed_number, typed_numbers
from screening.web.signed_in import actor, club_id

squads = Blueprint("squads", __name__, url_prefix="/squads")

_CHANGED = "Somebody changed this squad while you were typing. Look at what is kept now, then save again"


@squads.get("")
@policy(Policy.STAFF)
def overview() -> Response:
    """The squads somebody reaches."""
    lines = service.squad_lines(parts().store, actor(), club_id())
    return page(
        "roster/squads.html",
        lines=[one for one in lines if not one.is_archived],
        archived=[one for one in lines if one.is_archived],
        pages={one.id: page_for(Action.SEE_AVAILABILITY, "squad.show", squad_id=one.id) for one in lines},
        rounds=page_for(Action.RUN_ROUND, "rounds.overview"),
        sports=_sport_names(),
        may_change=may(actor(), Action.MANAGE_SQUADS, ClubRef(club_id())),
        may_import=may(actor(), Action.MANAGE_ROSTER, ClubRef(club_id())),
        done=request.args.get("done", "")[:40],
    )


@squads.get("/new")
@policy(Policy.ADMINISTRATOR)
def new() -> Response:
    """Ask for a name, a sport and who looks after it."""
    return _form(None, SquadWish("", "", frozenset()))


@squads.post("/new")
@policy(Policy.ADMINISTRATOR)
def make() -> Response:
    """Make it."""
    wish = _wish()
    try:
        service.make_squad(parts().store, actor(), club_id(), wish, _sport_names(), now())
    except InvalidAnswers as error:
        return _form(None, wish, *error.problems)
    return _to_list("made")


@squads.get("/<int:squad_id>/settings")
@policy(Policy.ADMINISTRATOR)
def settings(squad_id: int) -> Response:
    """How a squad is set now."""
    line = service.squad_line(parts().store, actor(), club_id(), squad_id)
    return _form(squad_id, SquadWish(line.name, line.sport or "", frozenset()))


@squads.post("/<int:squad_id>/settings")
@policy(Policy.ADMINISTRATOR)
def change(squad_id: int) -> Response:
    """Set it."""
    wish = _wish()
    try:
        service.change_squad(
            parts().store,
            actor(),
            club_id(),
            squad_id,
            wish,
            typed_number("version") or 0,
            _sport_names(),
            now(),
        )
    except InvalidAnswers as error:
        return _form(squad_id, wish, *error.problems)
    except OutOfDate:
        return _form(squad_id, wish, Problem("name", _CHANGED), status=409)
    return _to_list("changed")


@squads.post("/<int:squad_id>/archive")
@policy(Policy.ADMINISTRATOR)
def archive(squad_id: int) -> Response:
    """Put it away."""
    version = typed_number("version") or 0
    service.archive_squad(parts().store, actor(), club_id(), squad_id, version, now())
    return _to_list("archived")


@squads.post("/<int:squad_id>/take-back")
@policy(Policy.ADMINISTRATOR)
def take_back(squad_id: int) -> Response:
    """Use it again."""
    version = typed_number("version") or 0
    try:
        service.take_back_squad(parts().store, actor(), club_id(), squad_id, version, now())
    except InvalidAnswers as error:
        line = service.squad_line(parts().store, actor(), club_id(), squad_id)
        return _form(squad_id, SquadWish(line.name, line.sport or "", frozenset()), *error.problems)
    return _to_list("taken_back")


def _wish() -> SquadWish:
    return SquadWish(typed("name"), typed("sport", 40), typed_numbers("coaches"))


def _form(squad_id: int | None, wish: SquadWish, *problems: Problem, status: int | None = None) -> Response:
    """The form as it was typed; beside it what is kept, where somebody else has changed that."""
    store, who, club = parts().store, actor(), club_id()
    response = page(
        "roster/squad.html",
        problems,
        squad=service.squad_line(store, who, club, squad_id) if squad_id is not None else None,
        wish=wish,
        is_typed=bool(problems),
        is_stale=status is not None,
        coaches=service.coaches_for(store, who, club, squad_id),
        sports=_sport_names(),
    )
    response.status_code = status or response.status_code
    return response


def _sport_names() -> dict[str, str]:
    """What a sport is called, by its value."""
    asked = parts().rulebook.questionnaire.questions["sport"]
    return {option.value: option.label for option in asked.offered}


def _to_list(done: str) -> Response:
    return redirect(url_for("squads.overview", done=done), code=303)
