"""Athletes who have left the club, and putting one of them back."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import InvalidAnswers, OutOfDate, Problem
from screening.services import roster_return
from screening.services.people import AthleteLine, squads_of_actor
from screening.services.roster_person import HasTwins
from screening.services.roster_return import LeftAthlete, ReturnWish
from screening.web.account.answering import page, typed
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.roster.blueprint import athletes
from screening.web.roster.person import TWINS
from screening.web.roster.typing_in import number_asked, typed_number, typed_numbers
from screening.web.signed_in import actor, club_id

_STALE = "Somebody changed this athlete in the meantime. Look again, then put them back"


@athletes.get("/left")
@policy(Policy.STAFF)
def left() -> Response:
    """Those who have left."""
    found = roster_return.athletes_who_left(parts().store, actor(), club_id(), number_asked("page") or 1)
    return page("roster/left.html", found=found)


@athletes.get("/<int:athlete_id>/back")
@policy(Policy.STAFF)
def ask_back(athlete_id: int) -> Response:
    """Ask for squads and number before somebody is put back."""
    kept = _found(athlete_id)
    return _ask(kept, ReturnWish(kept.club_key or "", frozenset(squad.id for squad in kept.squads)))


@athletes.post("/<int:athlete_id>/back")
@policy(Policy.STAFF)
def put_back(athlete_id: int) -> Response:
    """Put somebody back."""
    wish = ReturnWish(
        typed("club_key"), typed_numbers("squads"), is_somebody_else=typed("somebody_else", 5) == "yes"
    )
    version = typed_number("version") or 0
    try:
        roster_return.put_back(parts().store, actor(), club_id(), athlete_id, wish, version, now())
    except HasTwins as error:
        return _ask(_found(athlete_id), wish, Problem("somebody_else", TWINS), twins=error.twins)
    except InvalidAnswers as error:
        return _ask(_found(athlete_id), wish, *error.problems)
    except OutOfDate:
        response = _ask(_found(athlete_id), wish, Problem("squads", _STALE))
        response.status_code = 409
        return response
    return redirect(url_for("athletes.overview", done="back"), code=303)


def _found(athlete_id: int) -> LeftAthlete:
    return roster_return.athlete_who_left(parts().store, actor(), club_id(), athlete_id)


def _ask(
    kept: LeftAthlete, wish: ReturnWish, *problems: Problem, twins: tuple[AthleteLine, ...] = ()
) -> Response:
    squads = squads_of_actor(parts().store, actor(), club_id())
    if len(squads) == 1 and request.method == "GET":
        wish = ReturnWish(wish.club_key, frozenset({squads[0].id}))
    return page("roster/back.html", problems, kept=kept, wish=wish, squads=squads, twins=twins)
