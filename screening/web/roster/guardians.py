"""Who answers for a young athlete, on the page with the details."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import InvalidAnswers
from screening.services import roster_guardians
from screening.services.roster_guardians import GuardianWish
from screening.web.account.answering import typed
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.roster.blueprint import athletes
from screening.web.roster.person import details_page, found_details
from screening.web.roster.typing_in import typed_number
from screening.web.signed_in import actor, club_id


@athletes.post("/<int:athlete_id>/guardians")
@policy(Policy.STAFF)
def add_guardian(athlete_id: int) -> Response:
    """Have somebody answer for the athlete."""
    wish = GuardianWish(typed("guardian_name"), typed("guardian_email"))
    try:
        roster_guardians.add_guardian(parts().store, actor(), club_id(), athlete_id, wish, now())
    except InvalidAnswers as error:
        return details_page(found_details(athlete_id), None, *error.problems, guardian=wish)
    return _back_to(athlete_id, "guardian_added")


@athletes.post("/<int:athlete_id>/guardians/end")
@policy(Policy.STAFF)
def end_guardian(athlete_id: int) -> Response:
    """Have somebody no longer answer for the athlete."""
    link_id = typed_number("guardian") or 0
    roster_guardians.end_guardian(parts().store, actor(), club_id(), athlete_id, link_id, now())
    return _back_to(athlete_id, "guardian_ended")


def _back_to(athlete_id: int, done: str) -> Response:
    return redirect(url_for("athletes.details", athlete_id=athlete_id, done=done), code=303)
