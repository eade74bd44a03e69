"""The first set-up: one page, once, for whoever holds the secret that was printed at the start."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from screening.domain.countries import COUNTRIES
from screening.domain.errors import InvalidAnswers, Problem
from screening.services.accounts import set_up as service
from screening.services.accounts.set_up import FirstPerson
from screening.web.account.answering import page, typed
from screening.web.limits import CODES_BY_ADDRESS, limited
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import browser, remember, tools, with_mark

setup = Blueprint("setup", __name__)

FORM = "account/set_up.html"


@setup.get("/setup/<token:token>")
@limited(CODES_BY_ADDRESS)
@policy(Policy.SETUP)
def form(token: str) -> Response:
    """Ask for the club and its first administrator."""
    service.require_secret(parts().store, token, now())
    return _form(FirstPerson("", "", "", "", ""))


@setup.post("/setup/<token:token>")
@limited(CODES_BY_ADDRESS)
@policy(Policy.SETUP)
def send(token: str) -> Response:
    """Make both, and go on to the second factor."""
    given = FirstPerson(
        name=typed("name"),
        email=typed("email"),
        password=typed("password"),
        club=typed("club"),
        country=typed("country", 2),
        also=tuple(request.form.getlist("also")[:10]),
    )
    try:
        opened = service.set_up(tools(), token, given, browser(), now())
    except InvalidAnswers as error:
        return _form(given, *error.problems)
    remember(opened.token, stays=False)
    return with_mark(redirect(url_for("factors.first"), code=303), opened.mark)


def _form(given: FirstPerson, *problems: Problem) -> Response:
    return page(FORM, problems, given=given, countries=COUNTRIES.items(), also=service.ALSO)
