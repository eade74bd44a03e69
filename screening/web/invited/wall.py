"""The page behind the poster: your code, your name, and on to your own invitation."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import Problem
from screening.services.accounts.limits import TooManyTries
from screening.services.invitations_wall import let_in, wall_of
from screening.services.rounds_view import Phase
from screening.web.account.answering import asked_to_wait, page, typed
from screening.web.limits import one_address
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import tools
from screening.web.this_browser import tablet_poster

wall = Blueprint("wall", __name__)

NO_CODE = "Type the code you were given, like 7KQ4-M2RD"
NO_NAME = "Type your name"
UNKNOWN = "This code and this name do not fit together. Check both, or ask your coach for your code"


@wall.get("/check/<poster:token>")
@policy(Policy.INVITATION_HOLDER)
def code_form(token: str) -> Response:
    """Ask for code and name."""
    return _form(token)


@wall.post("/check/<poster:token>")
@policy(Policy.INVITATION_HOLDER)
def open_by_code(token: str) -> Response:
    """On to the invitation of that code, where the name is right too; wrong and unknown ones look alike."""
    about = wall_of(parts().store, token, now())
    if about.phase is not Phase.OPEN:
        return _form(token)
    code, name = typed("code", 60).strip(), typed("name", 200).strip()
    missing = [] if code else [Problem("code", NO_CODE)]
    missing += [] if name else [Problem("name", NO_NAME)]
    if missing:
        return _form(token, *missing, code=code, name=name)
    try:
        link = let_in(tools(), token, code, name, one_address(), now())
    except TooManyTries as error:
        values = {"wall": about, "token": token, "code": code, "name": name, "tablet": tablet_poster()}
        return asked_to_wait(error, "invited/wall.html", "code", **values)
    if link is None:
        return _form(token, Problem("code", UNKNOWN), code=code, name=name)
    return redirect(url_for("invited.welcome", token=link), code=303)


def _form(token: str, *problems: Problem, code: str = "", name: str = "") -> Response:
    about = wall_of(parts().store, token, now())
    return page(
        "invited/wall.html", problems, wall=about, token=token, code=code, name=name, tablet=tablet_poster()
    )
