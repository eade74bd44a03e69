"""Signing in: address and password, then the second factor; and out again."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import NotFound, Problem
from screening.services.accounts import passkeys, second_factor, set_up
from screening.services.accounts import sign_in as service
from screening.services.accounts.factors import factors_of
from screening.services.accounts.limits import Refused, TooManyTries
from screening.services.accounts.sessions import Standing
from screening.web.account.answering import (
    PLAIN_REFUSAL,
    WRONG_CODE,
    asked_to_wait,
    onwards,
    page,
    typed,
    wanted_page,
)
from screening.web.addresses import relying_party
from screening.web.limits import SIGN_INS_BY_ALL, limited
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import (
    browser,
    forget,
    remember,
    renewed,
    the_visit,
    to_sign_in,
    tools,
    visit,
    with_mark,
)

sign_in = Blueprint("sign_in", __name__)

LONGEST_ANSWER = 20_000
FORM = "account/sign_in.html"
SECOND = "account/second_factor.html"


@sign_in.get("/sign-in")
@policy(Policy.PUBLIC)
def form() -> Response:
    """Ask for address and password; whoever is signed in goes on."""
    found = visit()
    if found is not None and found.standing is Standing.FULL:
        return onwards()
    return _form()


@sign_in.post("/sign-in")
@limited(SIGN_INS_BY_ALL)
@policy(Policy.PUBLIC)
def send() -> Response:
    """Sign in; an unknown address and a wrong password are answered alike."""
    try:
        opened = service.sign_in(tools(), typed("email"), typed("password"), browser(), now())
    except Refused:
        return _form(Problem("email", PLAIN_REFUSAL))
    except TooManyTries as error:
        return asked_to_wait(error, FORM, "email", **_values())
    remember(opened.token, stays=False)
    found = the_visit()
    remember(opened.token, stays=found.standing is Standing.FULL and not found.is_staff)
    return with_mark(onwards(), opened.mark)


@sign_in.get("/sign-in/trouble")
@policy(Policy.PUBLIC)
def trouble() -> Response:
    """What to do without the password or the phone; asks for nothing, so it tells nothing."""
    return page("account/trouble.html")


@sign_in.get("/sign-in/second-factor")
@policy(Policy.SIGNING_IN)
def ask_second_factor() -> Response:
    """Ask for a code or a passkey."""
    if the_visit().standing is not Standing.SECOND_FACTOR_DUE:
        return onwards()
    return _second_form()


@sign_in.post("/sign-in/second-factor", endpoint="second_factor")
@limited(SIGN_INS_BY_ALL)
@policy(Policy.SIGNING_IN)
def send_second_factor() -> Response:
    """Complete the sign-in."""
    try:
        answered = typed("passkey", LONGEST_ANSWER)
        if answered:
            party = relying_party(parts().settings, request.host_url.rstrip("/"))
            if party is None:
                raise Refused("no passkeys here")
            token = second_factor.give_passkey(tools(), the_visit(), answered, party, browser(), now())
        else:
            token = second_factor.give_code(tools(), the_visit(), typed("code"), browser(), now())
    except Refused:
        return _second_form(Problem("code", WRONG_CODE))
    except TooManyTries as error:
        return asked_to_wait(error, SECOND, "code", **_second_values())
    except NotFound:
        return to_sign_in()
    renewed(token)
    found = the_visit()
    remember(token, stays=not found.is_staff)
    return onwards()


@sign_in.post("/sign-out")
@policy(Policy.SIGNING_IN)
def sign_out() -> Response:
    """End this sign-in; the browser is told to keep nothing of it."""
    service.sign_out(tools(), the_visit(), now())
    forget()
    response = redirect(url_for("sign_in.form", out=1), code=303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _form(*problems: Problem) -> Response:
    return page(FORM, problems, **_values())


def _values() -> dict[str, object]:
    return {
        "email": typed("email"),
        "next": wanted_page(),
        "is_out": request.args.get("out") == "1",
        "is_new": set_up.is_open(parts().store),
    }


def _second_form(*problems: Problem) -> Response:
    return page(SECOND, problems, **_second_values())


def _second_values() -> dict[str, object]:
    found, mine = the_visit(), factors_of(tools(), the_visit())
    party = relying_party(parts().settings, request.host_url.rstrip("/")) if mine.passkeys else None
    return {
        "next": wanted_page(),
        "mine": mine,
        "options": passkeys.options_to_check(tools(), found, party) if party else None,
    }
