"""One tablet for a whole squad: it goes from hand to hand, and keeps nothing of whoever had it."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from screening.services.invitations_wall import wall_of
from screening.services.result_notices import open_result
from screening.web.account.answering import page
from screening.web.account.factors import qr_picture
from screening.web.addresses import link_to
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.this_browser import (
    forget_everything,
    make_tablet,
    next_athlete,
    shown_result,
    tablet_poster,
)

tablet = Blueprint("tablet", __name__)

FORGET = '"cache", "storage"'


@tablet.get("/check/<poster:token>/tablet")
@policy(Policy.INVITATION_HOLDER)
def ask(token: str) -> Response:
    """What it means that a device goes from hand to hand."""
    about = wall_of(parts().store, token, now())
    return page("invited/tablet.html", (), wall=about, token=token, is_on=tablet_poster() == token)


@tablet.post("/check/<poster:token>/tablet")
@policy(Policy.INVITATION_HOLDER)
def begin(token: str) -> Response:
    """Have this device go from hand to hand from now on."""
    wall_of(parts().store, token, now())
    make_tablet(token)
    return _emptied(redirect(url_for("wall.code_form", token=token), code=303))


@tablet.post("/check/<poster:token>/tablet/end")
@policy(Policy.INVITATION_HOLDER)
def end(token: str) -> Response:
    """Have this device be somebody's own again, with nothing left on it."""
    forget_everything()
    return _emptied(redirect(url_for("wall.code_form", token=token), code=303))


@tablet.get("/check/<poster:token>/done")
@policy(Policy.INVITATION_HOLDER)
def done(token: str) -> Response:
    """What the result says, once, and how to take it along; gone with the next athlete."""
    result_token = shown_result()
    if result_token is None or tablet_poster() != token:
        return redirect(url_for("wall.code_form", token=token), code=303)
    stored = open_result(parts().store, result_token, parts().rulebook, now())
    link = link_to(parts().settings, url_for("results.show", token=result_token))
    return page("invited/done.html", (), view=stored.view, token=token, picture=qr_picture(link))


@tablet.post("/check/<poster:token>/next")
@policy(Policy.INVITATION_HOLDER)
def next_one(token: str) -> Response:
    """Forget everything of this athlete, and ask the next one for the code."""
    next_athlete()
    return _emptied(redirect(url_for("wall.code_form", token=token), code=303))


def _emptied(response: Response) -> Response:
    """Have the browser drop what it may have kept of pages."""
    response.headers["Clear-Site-Data"] = FORGET
    return response
