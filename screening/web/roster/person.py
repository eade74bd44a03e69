"""One athlete: name, birth, number, address and squads, for whoever looks after the roster."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import InvalidAnswers, OutOfDate, Problem
from screening.services import roster_person
from screening.services.access import Action
from screening.services.people import AthleteDetails, AthleteLine, athlete_details, squads_of_actor
from screening.services.roster_guardians import GuardianWish
from screening.services.roster_person import HasTwins, Leaving, PersonWish
from screening.web.account.answering import page, typed
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.roster.blueprint import athletes
from screening.web.roster.links import page_for
from screening.web.roster.typing_in import row_checks, typed_number, typed_numbers
from screening.web.signed_in import actor, club_id

LEAVING = {
    Leaving.LEFT: "Has left the club",
    Leaving.PAUSES: "Takes a break from the club",
    Leaving.TWICE: "Is on the roster twice",
    Leaving.MISTAKE: "Was added by mistake",
}
_STALE = "Somebody changed this athlete while you were typing. Look at what is kept now, then save again"
_NOBODY_TYPED = GuardianWish()
TWINS = "The club has somebody with a name that looks the same. Say whether this is somebody else"


@athletes.get("/new")
@policy(Policy.STAFF)
def new() -> Response:
    """Ask for a new athlete."""
    return _new(PersonWish(""))


@athletes.post("/new")
@policy(Policy.STAFF)
def add() -> Response:
    """Add one."""
    wish = _wish()
    try:
        roster_person.add_athlete(parts().store, actor(), club_id(), wish, row_checks(), now())
    except HasTwins as error:
        return _new(wish, Problem("somebody_else", TWINS), twins=error.twins)
    except InvalidAnswers as error:
        return _new(wish, *error.problems)
    return redirect(url_for("athletes.overview", done="added"), code=303)


@athletes.get("/<int:athlete_id>/details")
@policy(Policy.STAFF)
def details(athlete_id: int) -> Response:
    """Who one athlete is."""
    return details_page(found_details(athlete_id))


@athletes.post("/<int:athlete_id>/details")
@policy(Policy.STAFF)
def change(athlete_id: int) -> Response:
    """Change it."""
    wish = _wish()
    try:
        roster_person.change_athlete(
            parts().store,
            actor(),
            club_id(),
            athlete_id,
            wish,
            typed_number("version") or 0,
            row_checks(),
            now(),
        )
    except InvalidAnswers as error:
        return details_page(found_details(athlete_id), wish, *error.problems)
    except OutOfDate:
        return details_page(found_details(athlete_id), wish, Problem("name", _STALE), is_stale=True)
    return redirect(url_for("athletes.overview", done="changed"), code=303)


@athletes.post("/<int:athlete_id>/remove")
@policy(Policy.STAFF)
def remove(athlete_id: int) -> Response:
    """Remove somebody from the club."""
    reason, version = typed("reason", 20), typed_number("version") or 0
    try:
        roster_person.remove_athlete(parts().store, actor(), club_id(), athlete_id, reason, version, now())
    except InvalidAnswers as error:
        return details_page(found_details(athlete_id), None, *error.problems)
    except OutOfDate:
        return details_page(found_details(athlete_id), None, Problem("reason", _STALE), is_stale=True)
    return redirect(url_for("athletes.overview", done="removed"), code=303)


def _wish() -> PersonWish:
    return PersonWish(
        name=typed("name"),
        birth=typed("birth"),
        club_key=typed("club_key"),
        email=typed("email"),
        squads=typed_numbers("squads"),
        is_somebody_else=typed("somebody_else", 5) == "yes",
    )


def found_details(athlete_id: int) -> AthleteDetails:
    """Who an athlete is, as far as this person may see it; that they have looked is written down."""
    return athlete_details(parts().store, actor(), club_id(), athlete_id, now())


def _new(wish: PersonWish, *problems: Problem, twins: tuple[AthleteLine, ...] = ()) -> Response:
    squads = squads_of_actor(parts().store, actor(), club_id())
    if len(squads) == 1 and not problems:
        wish = PersonWish(wish.name, squads=frozenset({squads[0].id}))
    return page("roster/new_athlete.html", problems, wish=wish, squads=squads, twins=twins)


def details_page(
    kept: AthleteDetails,
    wish: PersonWish | None = None,
    *problems: Problem,
    is_stale: bool = False,
    guardian: GuardianWish = _NOBODY_TYPED,
) -> Response:
    """The form as typed, or as kept; after a refusal for being old with both."""
    squads = squads_of_actor(parts().store, actor(), club_id()) if kept.may_change else ()
    response = page(
        "roster/athlete.html",
        problems,
        kept=kept,
        wish=wish or _as_kept(kept),
        is_stale=is_stale,
        guardian=guardian,
        done=request.args.get("done", "")[:40],
        squads=squads,
        leaving=LEAVING.items(),
        record=page_for(Action.READ_RESULT, "record.show", athlete_id=kept.id),
    )
    response.status_code = 409 if is_stale else response.status_code
    return response


def _as_kept(kept: AthleteDetails) -> PersonWish:
    birth = kept.birth_date or ("" if "birth_date" in kept.hidden else str(kept.birth_year or ""))
    return PersonWish(
        kept.name,
        birth,
        kept.club_key or "",
        kept.email or "",
        frozenset(squad.id for squad in kept.squads),
    )
