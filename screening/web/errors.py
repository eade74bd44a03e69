"""Failures as pages: what happened in plain words, the way on, a short id, and nothing from inside."""

from __future__ import annotations

import logging
import secrets
import traceback
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, make_response, render_template, request
from flask.globals import request_ctx
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from screening.domain.errors import Busy, NotAllowed, NotFound, OutOfDate, ScreeningError

log = logging.getLogger("screening.web")

RETRY_AFTER_S = 5
ID_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Words:
    """What an error page says."""

    title: str
    text: str


WORDS = {
    400: Words(
        "We could not read that",
        "Go back to the page you came from, load it again and send it once more. "
        "What you saved before is still there.",
    ),
    403: Words("You cannot open this page", "The link may be meant for somebody else."),
    404: Words(
        "We cannot find that page",
        "Check the link: it may be cut off. A link to unfinished answers works for a few days only. "
        "You can also continue with your code.",
    ),
    405: Words("This page cannot be opened that way", "Go to the start page and begin from there."),
    409: Words(
        "These answers were changed in the meantime",
        "They were changed or finished in another window. Open your link again to see where they stand.",
    ),
    413: Words("That was too much to send", "Shorten what you typed and send it once more."),
    414: Words("That address is too long", "Check the link: it may have been changed on the way."),
    415: Words("We could not read that", "Go back to the page you came from and send it once more."),
    429: Words(
        "Too many tries from here",
        "Wait a minute, then try again. What you saved before is still there.",
    ),
    503: Words(
        "We are busy at the moment",
        "Nothing is lost. Wait a few seconds, then try again.",
    ),
}
OTHERWISE = Words(
    "Something went wrong on our side",
    "What you saved before is still there. Try again in a few minutes.",
)
TOO_OLD = Words(
    "This page was open for too long",
    "Go back, load the page again and press the button once more. What you saved before is still there.",
)

KINDS: tuple[tuple[type[ScreeningError], int], ...] = (
    (NotFound, 404),
    (NotAllowed, 404),  # a refusal must not tell that there is something to refuse
    (OutOfDate, 409),
    (Busy, 503),
)


def configure_errors(app: Flask) -> None:
    """Turn every failure into a page."""
    app.register_error_handler(CSRFError, lambda _error: error_page(400, TOO_OLD))
    app.register_error_handler(HTTPException, _http_page)
    app.register_error_handler(Exception, _unexpected_page)
    for kind, status in KINDS:
        app.register_error_handler(kind, lambda _error, status=status: error_page(status))


def _http_page(error: HTTPException) -> Response:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return make_response(error.get_response())  # a redirect that travels as an exception
    page = error_page(error.code)
    if error.code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = error.get_headers()
        page.headers.extend([(name, value) for name, value in allowed if name == "Allow"])
    return page


def _unexpected_page(error: Exception) -> Response:
    # The message of an exception may quote an answer, so only its kind and place are written down.
    frames = "".join(traceback.format_tb(error.__traceback__))
    return error_page(500, kind=type(error).__name__, frames=frames)


def error_page(status: int, words: Words | None = None, *, kind: str = "", frames: str = "") -> Response:
    """A whole response for a failure; its id is on the page and in the log."""
    error_id = "".join(secrets.choice(ID_LETTERS) for _ in range(8))
    level = logging.ERROR if status >= HTTPStatus.INTERNAL_SERVER_ERROR and kind else logging.INFO
    route = request.url_rule.rule if request.url_rule else "no route"
    log.log(level, "error %s: %d %s %s %s\n%s", error_id, status, request.method, route, kind, frames)
    said = words or WORDS.get(status, OTHERWISE)
    if request_ctx.url_adapter is None:
        # A host name that is not ours: no address can be built, so no page of ours can be drawn.
        response = make_response(f"{said.title}. Code {error_id}.\n", status)
        response.content_type = "text/plain; charset=utf-8"
    else:
        page = render_template("public/error.html", words=said, error_id=error_id)
        response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        response.headers["Retry-After"] = str(60 if status == HTTPStatus.TOO_MANY_REQUESTS else RETRY_AFTER_S)
    return response
