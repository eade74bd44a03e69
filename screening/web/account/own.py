"""One's own account: what is kept, where one is signed in, the password, and a fresh proof of identity."""

from __future__ import annotations

from flask import Blueprint, redirect, request, session, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import InvalidAnswers, Problem
from screening.services.accounts import passwords, sessions
from screening.services.accounts import sign_in as service
from screening.services.accounts.factors import factors_of
from screening.services.accounts.limits import Refused, TooManyTries
from screening.services.accounts.password_rules import shortest
from screening.services.cases import own_registration, set_registration
from screening.web.account.answering import asked_to_wait, page, typed, wanted_page
from screening.web.limits import SIGN_INS_BY_ALL, limited
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import CLUB, actor, browser, club_id, fresh_proof, renewed, the_visit, tools

account = Blueprint("account", __name__)

WRONG_PASSWORD = "This is not your password. Type it again"  # noqa: S105 - said to people
PROVE = "account/prove.html"
PASSWORD = "account/password.html"  # noqa: S105 - names a template
REGISTRATION = "account/registration.html"


@account.get("/account")
@policy(Policy.SIGNED_IN)
def overview() -> Response:
    """What is kept about the account, and where it is signed in."""
    return page(
        "account/overview.html",
        factors=factors_of(tools(), the_visit()),
        sign_ins=sessions.listed(tools(), the_visit(), now()),
        done=request.args.get("done", "")[:40],
    )


@account.post("/account/club")
@policy(Policy.SIGNED_IN)
def choose_club() -> Response:
    """Work in another of one's clubs from now on."""
    chosen = [one.club_id for one in the_visit().clubs if str(one.club_id) == typed("club", 20)]
    if chosen:
        session[CLUB] = chosen[0]
    return _back()


@account.post("/account/sign-ins/<int:sign_in_id>/end")
@policy(Policy.SIGNED_IN)
def end_sign_in(sign_in_id: int) -> Response:
    """End one sign-in of one's own."""
    sessions.end(tools(), the_visit(), now(), only=sign_in_id)
    return _back("ended")


@account.post("/account/sign-ins/end-others")
@policy(Policy.SIGNED_IN)
def end_other_sign_ins() -> Response:
    """End every sign-in of one's own but this one."""
    sessions.end_others(tools(), the_visit(), now())
    return _back("ended-others")


@account.get("/account/password")
@policy(Policy.SIGNED_IN)
def password() -> Response:
    """Ask for the old and the new password."""
    return page(PASSWORD, least=_least())


@account.post("/account/password")
@limited(SIGN_INS_BY_ALL)
@policy(Policy.SIGNED_IN)
def change_password() -> Response:
    """Change the password; every other sign-in ends."""
    try:
        token = passwords.change_password(tools(), the_visit(), typed("old"), typed("new"), browser(), now())
    except InvalidAnswers as error:
        return page(PASSWORD, error.problems, least=_least())
    except TooManyTries as error:
        return asked_to_wait(error, PASSWORD, "old", least=_least())
    renewed(token)
    return _back("password")


@account.get("/account/registration")
@policy(Policy.CLINICIAN)
@fresh_proof
def registration() -> Response:
    """Ask for the professional registration that stands beside one's name on what one signs."""
    return page(REGISTRATION, registration=own_registration(parts().store, actor(), club_id()))


@account.post("/account/registration")
@policy(Policy.CLINICIAN)
@fresh_proof
def change_registration() -> Response:
    """Keep it for what is signed from now on; nothing signed before changes."""
    wanted = typed("registration")
    try:
        set_registration(parts().store, actor(), club_id(), wanted)
    except InvalidAnswers as error:
        return page(REGISTRATION, error.problems, registration=wanted)
    return _back("registration")


@account.get("/account/prove")
@policy(Policy.SIGNED_IN)
def prove() -> Response:
    """Ask for the password once more, before something that a stranger must not do."""
    return page(PROVE, next=wanted_page())


@account.post("/account/prove")
@limited(SIGN_INS_BY_ALL)
@policy(Policy.SIGNED_IN)
def send_proof() -> Response:
    """Go on where the proof was asked for."""
    try:
        token = service.prove(tools(), the_visit(), typed("password"), browser(), now())
    except Refused:
        return page(PROVE, [Problem("password", WRONG_PASSWORD)], next=wanted_page())
    except TooManyTries as error:
        return asked_to_wait(error, PROVE, "password", next=wanted_page())
    renewed(token)
    return redirect(wanted_page() or url_for("account.overview"), code=303)


def _least() -> int:
    found = the_visit()
    return shortest(second_factor=found.is_staff or found.has_second_factor)


def _back(done: str = "") -> Response:
    return redirect(url_for("account.overview", done=done or None), code=303)
