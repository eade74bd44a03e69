"""What the pages about accounts answer with: the form again with its problems, or a word about waiting."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from screening.domain.errors import Problem
from screening.services.accounts.limits import TooManyTries
from screening.services.accounts.sessions import Standing
from screening.web.local_paths import local_path
from screening.web.signed_in import navigation, visit
from screening.web.training.beside import above, beside

PLAIN_REFUSAL = "This address and this password do not fit. Type both again"
WRONG_CODE = "This code does not fit, or it was used. Wait for the next one and type it again"


def page(template: str, problems: Sequence[Problem] = (), /, **values: object) -> Response:
    """A page with a form; with what is wrong above it and beside each field."""
    drawn = render_template(template, problems=above(problems), wrong=beside(problems), **values)
    return make_response(drawn, HTTPStatus.BAD_REQUEST if problems else HTTPStatus.OK)


def asked_to_wait(error: TooManyTries, template: str, field: str, /, **values: object) -> Response:
    """The form again, saying when it makes sense to try again; the same for known and unknown people."""
    minutes = -(-error.wait_s // 60)
    words = f"Too many tries. Wait {minutes} minute{'' if minutes == 1 else 's'}, then try again"
    response = page(template, [Problem(field, words)], **values)
    response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    response.headers["Retry-After"] = str(error.wait_s)
    return response


def typed(name: str, most: int = 400) -> str:
    """What a field of the form holds; empty where it is missing. Far too much is cut off and then refused."""
    return request.form.get(name, "")[:most]


def wanted_page() -> str:
    """The page to go to in the end, as the address or the form says; empty for none."""
    return local_path(request.values.get("next"), "")


def onwards(found: str = "") -> Response:
    """To the page somebody wanted, or to the first one for them."""
    now_known = visit()
    standing = now_known.standing if now_known is not None else None
    wanted = found or wanted_page()
    if standing is Standing.SECOND_FACTOR_DUE:
        return _to("sign_in.second_factor", wanted)
    if standing is Standing.ENROLMENT_DUE:
        return _to("factors.first", wanted)
    return redirect(wanted or first_page(), code=303)


def first_page() -> str:
    """Where somebody who is signed in begins: the first line of their navigation."""
    pages = navigation()
    return pages[0][1] if pages else url_for("account.overview")


def _to(endpoint: str, wanted: str) -> Response:
    return redirect(url_for(endpoint, next=wanted or None), code=303)
