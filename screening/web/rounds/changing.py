"""What can be done with a round: another last day, closing it, its schedule, and single invitations."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import InvalidAnswers
from screening.services import invitations, rounds
from screening.web.account.answering import typed
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.rounds.pages import draw_round
from screening.web.signed_in import actor, club_id

changing = Blueprint("changing_rounds", __name__, url_prefix="/rounds/<int:round_id>")


@changing.post("/extend")
@policy(Policy.STAFF)
def extend(round_id: int) -> Response:
    """Give the round another last day."""
    try:
        rounds.extend_round(parts().store, actor(), club_id(), round_id, typed("closes", 20), now())
    except InvalidAnswers as error:
        return draw_round(round_id, *error.problems)
    return back(round_id, "extended")


@changing.post("/close")
@policy(Policy.STAFF)
def close(round_id: int) -> Response:
    """Close the round."""
    rounds.close_round(parts().store, actor(), club_id(), round_id, now())
    return back(round_id, "closed")


@changing.post("/schedule")
@policy(Policy.STAFF)
def schedule(round_id: int) -> Response:
    """Have the round open again by itself, or no more."""
    try:
        rounds.set_repeat(parts().store, actor(), club_id(), round_id, typed("repeat", 10), now())
    except InvalidAnswers as error:
        return draw_round(round_id, *error.problems)
    return back(round_id, "schedule")


@changing.post("/invite")
@policy(Policy.STAFF)
def invite(round_id: int) -> Response:
    """Invite whoever of the squad has no invitation."""
    count = rounds.invite_newcomers(parts().store, actor(), club_id(), round_id, now())
    return back(round_id, "invited", count)


@changing.post("/invitations/<int:invitation_id>/revoke")
@policy(Policy.STAFF)
def revoke(round_id: int, invitation_id: int) -> Response:
    """Take one invitation back."""
    invitations.revoke(parts().store, actor(), club_id(), round_id, invitation_id, now())
    return back(round_id, "revoked")


@changing.post("/invitations/<int:invitation_id>/renew")
@policy(Policy.STAFF)
def renew(round_id: int, invitation_id: int) -> Response:
    """Give one athlete a new link."""
    invitations.renew(parts().store, actor(), club_id(), round_id, invitation_id, now())
    return back(round_id, "renewed")


def back(round_id: int, done: str, amount: int | None = None) -> Response:
    """To the page of the round, with a word about what was done."""
    return redirect(url_for("rounds.show", round_id=round_id, done=done, amount=amount), code=303)
