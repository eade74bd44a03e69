"""Second factors of one's own account: authenticator with a picture to scan, passkeys, recovery codes."""

from __future__ import annotations

import io
from collections.abc import Callable

import segno
from flask import Blueprint, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from screening.domain.errors import InvalidAnswers, NotAllowed, Problem
from screening.services.accounts import factors as service
from screening.services.accounts import passkeys
from screening.services.accounts.factors import Changed, Offer
from screening.services.accounts.limits import Refused
from screening.services.accounts.sessions import Standing
from screening.web.account.answering import WRONG_CODE, first_page, onwards, page, typed, wanted_page
from screening.web.addresses import relying_party
from screening.web.limits import SIGN_INS_BY_ALL, limited
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import fresh_proof, renewed, the_visit, tools

factors = Blueprint("factors", __name__, url_prefix="/account")

AUTHENTICATOR = "account/authenticator.html"
PASSKEY = "account/passkey.html"
LONGEST_SEALED = 1_000
LONGEST_ANSWER = 20_000
NOT_MADE = "The passkey was not made. Try it once more"
LAST_ONE = "Your role needs a second factor. Add another one first"


@factors.get("/second-factor", endpoint="first")
@policy(Policy.ENROLLING)
def first_factor() -> Response:
    """What a second factor is, and which kinds there are."""
    return page("account/first_factor.html", next=wanted_page(), passkeys_work=_party() is not None)


@factors.get("/authenticator")
@policy(Policy.ENROLLING)
@fresh_proof
def authenticator() -> Response:
    """A new authenticator to scan or to type."""
    return _authenticator(service.offer_authenticator(tools(), the_visit(), now()))


@factors.post("/authenticator")
@limited(SIGN_INS_BY_ALL)
@policy(Policy.ENROLLING)
@fresh_proof
def add_authenticator() -> Response:
    """Use it from now on, once a first code is right."""
    sealed = typed("sealed", LONGEST_SEALED)
    try:
        changed = service.add_authenticator(tools(), the_visit(), sealed, typed("code"), now())
    except Refused:
        offer = service.offer_authenticator(tools(), the_visit(), now(), sealed)
        return _authenticator(offer, Problem("code", WRONG_CODE))
    return _done(changed)


@factors.post("/authenticator/remove")
@policy(Policy.SIGNED_IN)
@fresh_proof
def remove_authenticator() -> Response:
    """Do without the authenticator."""
    return _removed(lambda: service.remove_authenticator(tools(), the_visit(), now()))


@factors.get("/passkey")
@policy(Policy.ENROLLING)
@fresh_proof
def passkey() -> Response:
    """Offer to make a passkey."""
    return _passkey()


@factors.post("/passkey")
@limited(SIGN_INS_BY_ALL)
@policy(Policy.ENROLLING)
@fresh_proof
def add_passkey() -> Response:
    """Use the passkey that the browser made."""
    party = _party()
    try:
        if party is None:
            raise Refused("no passkeys here")
        changed = service.add_passkey(
            tools(), the_visit(), typed("passkey", LONGEST_ANSWER), typed("label"), party, now()
        )
    except Refused:
        return _passkey(Problem("label", NOT_MADE))
    except InvalidAnswers as error:
        return _passkey(*error.problems)
    return _done(changed)


@factors.post("/passkey/<int:passkey_id>/remove")
@policy(Policy.SIGNED_IN)
@fresh_proof
def remove_passkey(passkey_id: int) -> Response:
    """Do without one passkey."""
    return _removed(lambda: service.remove_passkey(tools(), the_visit(), passkey_id, now()))


@factors.get("/recovery-codes")
@policy(Policy.SIGNED_IN)
@fresh_proof
def recovery_codes() -> Response:
    """Offer to make new recovery codes."""
    return page("account/recovery_codes.html", mine=service.factors_of(tools(), the_visit()))


@factors.post("/recovery-codes")
@policy(Policy.SIGNED_IN)
@fresh_proof
def new_recovery_codes() -> Response:
    """Show new recovery codes, once."""
    return _done(service.renew_recovery_codes(tools(), the_visit(), now()))


def _removed(remove: Callable[[], Changed]) -> Response:
    try:
        changed = remove()
    except NotAllowed:
        return page(
            "account/last_factor.html",
            [Problem("add", LAST_ONE)],
            passkeys_work=_party() is not None,
        )
    return _done(changed)


def _done(changed: Changed) -> Response:
    """New recovery codes are drawn in this answer, because nobody can read them again."""
    is_first = the_visit().standing is Standing.ENROLMENT_DUE
    renewed(changed.token)
    if changed.recovery_codes:
        onward = wanted_page() or (first_page() if is_first else "")
        return page("account/codes.html", codes=changed.recovery_codes, next=onward)
    if wanted_page():
        return onwards()
    return redirect(url_for("account.overview", done="factor"), code=303)


def _authenticator(offer: Offer, *problems: Problem) -> Response:
    return page(
        AUTHENTICATOR,
        problems,
        picture=qr_picture(offer.address),
        letters=" ".join(offer.secret[at : at + 4] for at in range(0, len(offer.secret), 4)),
        sealed=offer.sealed,
        next=wanted_page(),
    )


def _passkey(*problems: Problem) -> Response:
    party = _party()
    options = passkeys.options_to_add(tools(), the_visit(), party) if party else None
    return page(PASSKEY, problems, options=options, label=typed("label"), next=wanted_page())


def _party() -> passkeys.RelyingParty | None:
    return relying_party(parts().settings, request.host_url.rstrip("/"))


def qr_picture(text: str) -> Markup:
    """A QR code as a drawing for the page: black on white in light and dark, without a style of its own."""
    drawn = io.BytesIO()
    segno.make(text, error="m").save(
        drawn, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=4, light="#ffffff", dark="#000000"
    )
    return Markup(drawn.getvalue().decode().strip().replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S704
