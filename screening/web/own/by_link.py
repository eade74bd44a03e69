"""What the link of a result opens of one's own data: who can see it, taking back, asking for a sign-in."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from screening.services.own_by_link import link_page, offer_sign_in, withdraw_by_link
from screening.web.account.answering import page
from screening.web.addresses import link_to
from screening.web.limits import CODES_BY_ADDRESS, limited
from screening.web.own.wishes import wish_of_form
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy

own_by_link = Blueprint("own_by_link", __name__)


@own_by_link.get("/result/<token:token>/data")
@policy(Policy.RESULT_HOLDER)
def show(token: str) -> Response:
    """Who can see this result, and what is allowed."""
    found = link_page(parts().store, token, now())
    return page(
        "own/by_link.html",
        token=token,
        own=found,
        can_mail=bool(parts().settings.smtp_url),
        done=request.args.get("done", "")[:20],
    )


@own_by_link.post("/result/<token:token>/data/take-back")
@policy(Policy.RESULT_HOLDER)
def take_back(token: str) -> Response:
    """Take one consent back; a link allows nothing."""
    purpose, given, _version = wish_of_form()
    if given:
        raise BadRequest
    withdraw_by_link(parts().store, token, purpose, now())
    return redirect(url_for("own_by_link.show", token=token, done="withdrawn"), code=303)


@own_by_link.post("/result/<token:token>/data/sign-in")
@limited(CODES_BY_ADDRESS)
@policy(Policy.RESULT_HOLDER)
def ask_for_sign_in(token: str) -> Response:
    """Have a mail sent to the address the club has; the answer is the same whatever comes of it."""
    if parts().settings.smtp_url:
        offer_sign_in(parts().store, token, now(), _link)
    return redirect(url_for("own_by_link.show", token=token, done="asked"), code=303)


def _link(secret: str | None) -> str:
    path = url_for("password_link.form", token=secret) if secret else url_for("sign_in.form")
    return link_to(parts().settings, path)
