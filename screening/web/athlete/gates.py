"""The doors: a link to a draft, a result, a programme or a calendar opens it, and nothing else does."""

from __future__ import annotations

from typing import cast

from flask import Flask, g, redirect, request
from werkzeug.wrappers import Response

from screening.domain.errors import NotFound
from screening.services.drafts import AlreadySubmitted, Draft, load_draft
from screening.services.result_notices import open_result
from screening.services.results import StoredScreening
from screening.services.training import Followed, load_programme
from screening.services.training_feed import Feed, load_feed
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy_of
from screening.web.this_browser import address_of_result, require_here


def configure_gates(app: Flask) -> None:
    """Open the record of a link before its view runs; what is not there is not found."""

    @app.before_request
    def open_record() -> None:
        if request.endpoint is None:
            return
        match policy_of(app, request.endpoint):
            case Policy.DRAFT_HOLDER:
                # The draft of somebody who had this device before is not there for the next one.
                g.for_club = require_here(parts().store, _token(), now())
                g.draft = load_draft(parts().store, _token(), now())
            case Policy.RESULT_HOLDER:
                g.result = open_result(parts().store, _token(), parts().rulebook, now())
            case Policy.PROGRAMME_HOLDER:
                g.programme = load_programme(parts().store, _token())
            case Policy.CALENDAR_HOLDER:
                g.feed = load_feed(parts().store, _token())
            case Policy.PUBLIC | None:
                pass

    @app.errorhandler(AlreadySubmitted)
    def show_the_result(finished: AlreadySubmitted) -> Response:
        """A finished draft's link leads to the result, by the back button and a second click too."""
        return redirect(address_of_result(finished.result_token), code=303)


def _token() -> str:
    token = (request.view_args or {}).get("token")
    if not isinstance(token, str):
        raise NotFound("a link without its secret")
    return token


def draft() -> Draft:
    """The unfinished questionnaire of this request's link."""
    return cast("Draft", g.draft)


def result() -> StoredScreening:
    """The result of this request's link."""
    return cast("StoredScreening", g.result)


def programme() -> Followed:
    """The programme of this request's link."""
    return cast("Followed", g.programme)


def feed() -> Feed:
    """The calendar feed of this request's address."""
    return cast("Feed", g.feed)
