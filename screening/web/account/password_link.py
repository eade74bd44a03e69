"""Setting a password through a link that works once: for a new account, or after it was forgotten."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from screening.domain.errors import InvalidAnswers, Problem
from screening.services.accounts import passwords
from screening.services.accounts.password_rules import shortest
from screening.services.accounts.sessions import Standing
from screening.web.account.answering import onwards, page, typed
from screening.web.limits import CODES_BY_ADDRESS, limited
from screening.web.parts import now
from screening.web.policies import Policy, policy
from screening.web.signed_in import browser, remember, the_visit, tools

password_link = Blueprint("password_link", __name__)


@password_link.get("/password/<token:token>")
@limited(CODES_BY_ADDRESS)
@policy(Policy.PASSWORD_LINK_HOLDER)
def form(token: str) -> Response:
    """Ask for a password. Looking at the page uses nothing up: mail scanners look too."""
    return _form(token)


@password_link.post("/password/<token:token>")
@limited(CODES_BY_ADDRESS)
@policy(Policy.PASSWORD_LINK_HOLDER)
def send(token: str) -> Response:
    """Set it and sign in."""
    try:
        opened = passwords.set_password(tools(), token, typed("new"), browser(), now())
    except InvalidAnswers as error:
        return _form(token, *error.problems)
    remember(opened, stays=False)
    found = the_visit()
    remember(opened, stays=found.standing is Standing.FULL and not found.is_staff)
    return onwards()


def _form(token: str, *problems: Problem) -> Response:
    holder = passwords.holder_of(tools(), token, now())
    least = shortest(second_factor=holder.second_factor)
    return page("account/password_link.html", problems, holder=holder, least=least)
